package protocol

import (
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// isOneOf reports whether the call is of a service and of one of its operations,
// named between spaces; an empty name stands for all.
func (c *Call) isOneOf(service, operations string) bool {
	return (service == "" || service == c.Service.Name) &&
		(operations == "" || isWord(operations, c.Operation.Name))
}

// isWord reports whether a list of words between spaces has a word.
func isWord(list, word string) bool { return strings.Contains(" "+list+" ", " "+word+" ") }

// Prepare changes the input as the style's SDK does before it looks at it.
func (c *Call) Prepare() {
	c.change(c.Style.Prepare)
	c.fillTokens()
}

func (c *Call) change(list []Preparation) {
	for i := range list {
		if p := &list[i]; c.isOneOf(p.Service, p.Operations) {
			p.Do(c)
		}
	}
}

// fillTokens gives a value to the idempotency tokens that the input lacks; only
// the members of the input itself are filled.
func (c *Call) fillTokens() {
	if c.Operation.Input == nil || c.Input.Kind != Map {
		return
	}
	members := c.Operation.Input.Shape.Members
	for i := range members {
		if members[i].Is(catalogue.IdempotencyToken) && c.Input.Get(members[i].Name) == nil {
			c.Input.Set(members[i].Name, Text(c.token()))
		}
	}
}

// AskForChecksums sets the member that has a service send checksums of what it
// answers (botocore 1.43.11, handlers.py, _handle_request_validation_mode_member).
func AskForChecksums(c *Call) {
	member := c.Operation.Checksum.RequestValidationMode
	if member != "" && !c.Options.Unsent && c.Options.Validation != "when_required" && c.Input.Get(member) == nil {
		c.Input.Set(member, Text("ENABLED"))
	}
}

// CutRoute53IDs keeps of "/hostedzone/Z1" what follows the last slash.
func CutRoute53IDs(c *Call) {
	if c.Operation.Input == nil {
		return
	}
	members := c.Operation.Input.Shape.Members
	for i := range members {
		switch members[i].Shape.Name {
		case "ResourceId", "DelegationSetId", "ChangeId":
			if id := c.Input.Get(members[i].Name); id != nil && id.Kind == String {
				id.Text = id.Text[strings.LastIndexByte(id.Text, '/')+1:]
			}
		}
	}
}

// NameOwnAccount calls the caller's account "-" where Glacier is given none.
func NameOwnAccount(c *Call) {
	if id := c.Input.Get("accountId"); id == nil || id.Kind == Null {
		c.Input.Set("accountId", Text("-"))
	}
}
