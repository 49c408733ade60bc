package resolve

import (
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/settings"
)

// Node is a piece of a configuration that a program has in a file of its own: a
// block, an object, a list or a text, as far as its value is known without
// running that program.
type Node struct {
	Origin  origin.Origin
	Text    string           // of a text, a number or a switch
	Items   []*Node          // of a list, or of a block that stands there several times
	Members map[string]*Node // of a block or an object
	Unknown string           // why the value is not known, or ""
	Wants   string           // the program's input that has no value, where that is why
}

// Get gives a member, nil where there is none, or where it is null.
func (n *Node) Get(name string) *Node {
	if n == nil {
		return nil
	}
	return n.Members[name]
}

// Value is the text of a member, empty where there is none.
func (n *Node) Value(name string) string {
	if m := n.Get(name); m != nil {
		return m.Text
	}
	return ""
}

// Blocks gives a member as the list of blocks that it is, or is short for.
func (n *Node) Blocks(name string) []*Node {
	m := n.Get(name)
	switch {
	case m == nil:
		return nil
	case m.Members != nil || m.Unknown != "":
		return []*Node{m}
	}
	return m.Items
}

// Candidate is the node's text with its place.
func (n *Node) Candidate() origin.Candidate { return origin.Candidate{Value: n.Text, Origin: n.Origin} }

// Block is the configuration that the program of the reading has in a file of its
// own, nil where none is given.
func (r *Run) Block() *Node { return r.In.Blocks[r.Reading.ID] }

// Withhold leaves a setting unset whose value something gives that is not known
// here: no other place is asked, since that would be a guess.
func (r *Run) Withhold(name string, at origin.Origin, reason string) {
	s := settings.Lookup(name)
	v := &Value{Name: name, Setting: s, Origin: at, Note: reason,
		Places: []origin.Place{{Candidate: origin.Candidate{Origin: at}, Verdict: origin.Rejected, Reason: reason}}}
	r.rows[s.Row()] = v
}

// Withheld gives the reason for which a setting was left open, or "".
func (r *Run) Withheld(name string) string {
	v := r.Setting(name)
	if v == nil || v.Set || len(v.Places) != 1 || v.Places[0].Verdict != origin.Rejected || v.Places[0].Reason != v.Note {
		return ""
	}
	return v.Note
}
