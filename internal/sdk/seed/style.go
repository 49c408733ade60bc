package seed

import (
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/sdk/gov1"
)

// Style is that of aws-sdk-go v1.55.8: what v1.1 wrote otherwise is not recorded.
func Style() *protocol.Style { return gov1.Style() }
