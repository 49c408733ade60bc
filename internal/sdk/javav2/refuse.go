package javav2

import (
	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

// needPlaced misses required parameters of the path, the query and the headers,
// and the one that is the body; what stands within a body the service misses (protocol-core, the marshallers of NULL).
func needPlaced(c *protocol.Call) []protocol.Problem {
	var problems []protocol.Problem
	if c.Operation.Input == nil {
		return nil
	}
	members := c.Operation.Input.Shape.Members
	for i := range members {
		m := &members[i]
		if m.Traits&catalogue.Required == 0 || m.Location == catalogue.InBody && m.Name != c.Operation.Input.Shape.Payload || m.Is(catalogue.Streaming) {
			continue
		}
		if c.Service.Name == "s3control" && m.Location != catalogue.InURI {
			continue // an ARN may say whose it is
		}
		v := c.Input.Get(m.Name)
		if m.Location == catalogue.InURI && v != nil && v.Kind == protocol.String && v.Text == "" {
			problems = append(problems, protocol.Problem{Path: m.Name, Code: protocol.TooShort, Message: "must not be empty: it is part of the URL"})
		}
		if v == nil || v.Kind == protocol.Null {
			problems = append(problems, protocol.Problem{Path: m.Name, Code: protocol.Missing, Message: "is required"})
		}
	}
	return problems
}
