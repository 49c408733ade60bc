package bundle

import (
	"bytes"
	"encoding/json"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/printable"
)

// Write gives a bundle as it is written to a file, or to a terminal.
func Write(b *environ.Bundle) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(b)
	return printable.JSON(out.Bytes()), err
}

// Summary is what a bundle contains, for people.
type Summary struct {
	Bundle   *environ.Bundle
	Secrets  int             // words that have a stand-in
	Replaced map[string]bool // the variables and files that have stand-ins in them, by name or path

	ReadOtherwise []string // the ids of the readings that make something else of it; see Made.Otherwise
	Anonymous     []Count  // what was replaced that is no secret; nil where nothing was asked to be
}

// Count is how many different ones of a kind were replaced.
type Count struct {
	Kind string
	N    int
}
