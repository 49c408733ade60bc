package protocol

import "github.com/sessctl/sessctl/internal/catalogue"

type ec2Codec struct{}

func (ec2Codec) marshal(c *Call) (*Message, error) {
	if c.Style.Forms.CapitalisesMembers {
		return c.marshalForm(ec2Names{capitals: true})
	}
	return c.marshalForm(ec2Names{})
}

// ec2Names are the names of the ec2 protocol (botocore 1.43.11, serialize.py,
// EC2Serializer): lists are always flat, and empty ones are not written.
type ec2Names struct {
	capitals bool // the names of members that have no other become capitalised
}

func (n ec2Names) name(m *catalogue.Member, other string) string {
	if m.QueryName != "" {
		return m.QueryName
	}
	location := m.LocationName
	if location == "" {
		location = m.Shape.LocationName
	}
	switch {
	case location != "":
		return capitalised(location)
	case n.capitals && m.Name != "":
		return capitalised(other)
	}
	return other
}

func (ec2Names) emptyList() bool { return false }

func (ec2Names) list(_ *catalogue.Member, prefix string) string { return prefix }
