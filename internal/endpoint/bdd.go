package endpoint

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strconv"

	"github.com/sessctl/sessctl/internal/jsontree"
)

// diagram is a rule set as a binary decision diagram: smithy.rules#endpointBdd.
type diagram struct {
	nodes      []node
	root       int
	conditions []condition
	results    []*result // nil for "no rule matches"
}

// node asks a condition. A reference is 1 or -1 for no result, n or -n for
// node n-1, negative with its branches swapped, or firstResult + n for a result.
type node struct {
	condition, high, low int
}

const firstResult = 100_000_000

func (c *compiler) diagram(tree *jsontree.Value, s *scope) error {
	d := new(diagram)
	// Variables are shared by all conditions, whichever comes first.
	list := tree.Get("conditions")
	if list == nil {
		list = &jsontree.Value{}
	}
	for i := range list.Items {
		if name := list.Items[i].String("assign"); name != "" && s.slotOf(name) < 0 {
			var err error
			if s, err = c.declare(s, name); err != nil {
				return err
			}
		}
	}
	for i := range list.Items {
		v := &list.Items[i]
		test, err := c.expr(v, s, 0)
		if err != nil {
			return fmt.Errorf("condition %d: %w", i, err)
		}
		one := condition{test: test, slot: -1, name: v.String("assign")}
		if one.name != "" {
			one.slot = s.slotOf(one.name)
		}
		d.conditions = append(d.conditions, one)
	}
	d.results = []*result{nil} // the first is written nowhere
	if results := tree.Get("results"); results != nil {
		for i := range results.Items {
			one, err := c.result(&results.Items[i], s)
			if err != nil {
				return fmt.Errorf("result %d: %w", i, err)
			}
			d.results = append(d.results, one)
		}
	}
	var err error
	if d.root, err = strconv.Atoi(tree.Number("root")); err != nil {
		return fmt.Errorf("it has no root")
	}
	if err := d.read(tree.String("nodes")); err != nil {
		return err
	}
	c.rules.bdd = d
	return nil
}

// read takes the nodes: base64 of three big-endian integers each.
func (d *diagram) read(nodes string) error {
	b, err := base64.StdEncoding.DecodeString(nodes)
	if err != nil || len(b)%12 != 0 {
		return fmt.Errorf("its nodes are not base64 of 12 bytes each")
	}
	number := func(i int) int { return int(int32(binary.BigEndian.Uint32(b[i:]))) }
	for i := 0; i < len(b); i += 12 {
		d.nodes = append(d.nodes, node{number(i), number(i + 4), number(i + 8)})
	}
	for i, n := range d.nodes {
		if i > 0 && (n.condition < 0 || n.condition >= len(d.conditions)) || !d.valid(n.high) || !d.valid(n.low) {
			return fmt.Errorf("node %d refers to something that does not exist", i)
		}
	}
	if !d.valid(d.root) {
		return fmt.Errorf("the root does not exist")
	}
	return nil
}

func (d *diagram) valid(ref int) bool {
	switch {
	case ref >= firstResult:
		return ref-firstResult < len(d.results)
	case ref < 0:
		ref = -ref
	}
	return ref == 1 || ref > 1 && ref <= len(d.nodes)
}

// decide follows the nodes to a result, nil when there is none.
func (d *diagram) decide(r *run) *result {
	ref := d.root
	for range d.nodes { // a way through is no longer than that
		if ref == 1 || ref == -1 || ref >= firstResult {
			break
		}
		swapped := ref < 0
		if swapped {
			ref = -ref
		}
		n := d.nodes[ref-1]
		if n.condition < 0 {
			return nil
		}
		if r.hold(d.conditions[n.condition:n.condition+1]) != swapped {
			ref = n.high
		} else {
			ref = n.low
		}
	}
	if ref >= firstResult {
		return d.results[ref-firstResult]
	}
	return nil
}
