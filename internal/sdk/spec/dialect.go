package spec

import (
	"strings"

	"github.com/sessctl/sessctl/internal/resolve"
)

// Dialect is what an SDK that follows the reference does in its own way. The
// zero Dialect is the reference itself.
type Dialect struct {
	// Words is the SDK whose own words are added to messages. The reference, which
	// nobody runs, says nothing.
	Words string
	// Lenient lets a session be built without the profile that was asked for, and
	// with a file that cannot be parsed. The profile's own provider fails for the
	// file, and is passed over for the profile.
	Lenient bool
	// BareRoles are assumed without duration_seconds and mfa_serial.
	BareRoles bool
	// ChainEndpoints reach the calls of the credentials chain whatever
	// ignore_configured_endpoint_urls says.
	ChainEndpoints bool
	// Hyphens stand between the words of a service's name in a services section.
	Hyphens bool
}

// dialectOf is the dialect of the reading that runs.
func dialectOf(r *resolve.Run) Dialect {
	if kept, _ := r.Kept.(*kept); kept != nil {
		return kept.dialect
	}
	return Dialect{}
}

// said adds to a message how the SDK itself puts it, where there is one.
func said(r *resolve.Run, message, words string) string {
	if sdk := dialectOf(r).Words; sdk != "" {
		return resolve.InItsWords(message, sdk, words)
	}
	return message
}

// block is the name of a service's block in a services section.
func (d Dialect) block(service string) string {
	if d.Hyphens {
		return strings.ReplaceAll(service, "_", "-")
	}
	return service
}
