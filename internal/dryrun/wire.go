package dryrun

import (
	"errors"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

// WireOptions say what a wire is made with beside the input.
type WireOptions struct {
	IdempotencyToken string // "" for a random one
}

// ErrNoWire tells that the client's protocol cannot be written here.
var ErrNoWire = errors.New("this program does not write the service's protocol yet")

// NewWire makes the wire of an operation in the client's protocol.
func NewWire(c *Client, op *catalogue.Operation, input protocol.Value, o WireOptions) (Wire, error) {
	return nil, ErrNoWire
}
