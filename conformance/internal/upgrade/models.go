package upgrade

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// The files that `make catalogue` writes.
const (
	modelsFile = "internal/catalogue/models.bin"
	tableFile  = "internal/endpoint/table/botocore.txt"
)

var made = []string{
	modelsFile, "internal/catalogue/kept.bin", "internal/catalogue/retired.bin",
	tableFile, "internal/sdk/gov1/endpoints.txt", "internal/sdk/gov1/services.txt",
}

// Catalogue is what is new in the models and endpoints of services.
type Catalogue struct {
	Services, Operations [2]int // before and now
	Added, Removed       []string
	Changed              []ServiceChange
	Partitions           bool
	Table                [2]int   // lines of the older table of endpoints that went and came
	Kept                 []string // of what boto3 follows and the newest has otherwise: "acm: endpoint rules"
}

// ServiceChange is what is new in one service.
type ServiceChange struct {
	Name           string
	Facts          []string // of the service itself: "Protocol: json, was query"
	Added, Removed []string // operations
	Calls          []string // operations that are called otherwise: "PutThing: Method: PUT, was POST"
	Shapes         int      // structures that have other members or traits
	Rules          bool     // the endpoint rules
}

// makeCatalogue makes the catalogue anew and says what is new in it.
func makeCatalogue(root string) (*Catalogue, error) {
	models, table := at(root, modelsFile), at(root, tableFile)
	oldModels, err := os.ReadFile(models)
	if err != nil {
		return nil, err
	}
	oldTable, err := os.ReadFile(table)
	if err != nil {
		return nil, err
	}
	said, err := output(root, "sh", "scripts/catalogue.sh")
	if err != nil {
		return nil, err
	}
	newModels, err := os.ReadFile(models)
	if err != nil {
		return nil, err
	}
	newTable, err := os.ReadFile(table)
	if err != nil {
		return nil, err
	}
	c, err := compareCatalogues(oldModels, newModels)
	if err != nil {
		return nil, err
	}
	c.Kept = keptFor(string(said))
	c.Table = [2]int{only(oldTable, newTable), only(newTable, oldTable)}
	return c, nil
}

// keptFor are the services that are kept for boto3, each with the reason, of what
// making the catalogue prints.
func keptFor(said string) []string {
	var lines []string
	for line := range strings.Lines(said) {
		if what, ok := strings.CutPrefix(line, "  "); ok {
			lines = append(lines, strings.TrimSpace(what))
		}
	}
	return lines
}

// only counts the lines of a text that another has not.
func only(in, other []byte) int {
	known := map[string]bool{}
	for line := range bytes.Lines(other) {
		known[string(line)] = true
	}
	n := 0
	for line := range bytes.Lines(in) {
		if !known[string(line)] {
			n++
		}
	}
	return n
}

func compareCatalogues(before, after []byte) (*Catalogue, error) {
	old, err := catalogue.Read(before)
	if err != nil {
		return nil, fmt.Errorf("reading the catalogue as it was: %w", err)
	}
	now, err := catalogue.Read(after)
	if err != nil {
		return nil, fmt.Errorf("reading the new catalogue: %w", err)
	}
	c := &Catalogue{}
	was, is := old.Names(), now.Names()
	c.Services = [2]int{len(was), len(is)}
	c.Added, c.Removed = without(is, was), without(was, is)
	if c.Operations, err = operations(old, now); err != nil {
		return nil, err
	}
	for _, name := range was {
		if slices.Contains(c.Removed, name) {
			continue
		}
		x, err := old.Find(name)
		if err != nil {
			return nil, err
		}
		y, err := now.Find(name)
		if err != nil {
			return nil, err
		}
		change, err := compareServices(x, y)
		if err != nil {
			return nil, err
		}
		if !reflect.DeepEqual(change, ServiceChange{Name: name}) {
			c.Changed = append(c.Changed, change)
		}
	}
	p, err := old.Partitions()
	if err != nil {
		return nil, err
	}
	q, err := now.Partitions()
	c.Partitions = !bytes.Equal(p, q)
	return c, err
}

func operations(sources ...*catalogue.Source) (counts [2]int, err error) {
	for i, s := range sources {
		for _, name := range s.Names() {
			service, err := s.Find(name)
			if err != nil {
				return counts, err
			}
			counts[i] += len(service.Operations)
		}
	}
	return counts, nil
}

// without are the names of one list that another has not.
func without(names, other []string) []string {
	var left []string
	for _, name := range names {
		if !slices.Contains(other, name) {
			left = append(left, name)
		}
	}
	return left
}

func compareServices(was, is *catalogue.Service) (ServiceChange, error) {
	c := ServiceChange{Name: was.Name, Facts: facts(was, is, "From", "RulesFrom")}
	c.Added, c.Removed = without(is.OperationNames(), was.OperationNames()), without(was.OperationNames(), is.OperationNames())
	for _, op := range was.Operations {
		if other := is.Operation(op.Name); other != nil {
			for _, fact := range facts(op, other) {
				c.Calls = append(c.Calls, op.Name+": "+fact)
			}
		}
	}
	for _, shape := range was.Shapes {
		other := is.Shape(shape.Name)
		if other != nil && !slices.Equal(members(shape), members(other)) {
			c.Shapes++
		}
	}
	x, err := was.RuleSet()
	if err != nil {
		return c, err
	}
	y, err := is.RuleSet()
	c.Rules = !bytes.Equal(x, y)
	return c, err
}

// members are what requests and responses depend on in a shape.
func members(shape *catalogue.Shape) []string {
	all := facts(shape, &catalogue.Shape{})
	for i := range shape.Members {
		m := &shape.Members[i]
		all = append(all, fmt.Sprint(m.Name, " ", m.Shape.Name, " ", facts(m, &catalogue.Member{})))
	}
	return all
}

// facts are the fields in which two structs differ, each with both values: those
// of plain types, which say what they are by themselves.
func facts[T any](was, is *T, except ...string) []string {
	var differ []string
	x, y := reflect.ValueOf(was).Elem(), reflect.ValueOf(is).Elem()
	for i := range x.NumField() {
		field := x.Type().Field(i)
		if !field.IsExported() || !plain(field.Type) || slices.Contains(except, field.Name) {
			continue
		}
		if a, b := x.Field(i).Interface(), y.Field(i).Interface(); !reflect.DeepEqual(a, b) {
			differ = append(differ, fmt.Sprintf("%s: %s, was %s", field.Name, said(b), said(a)))
		}
	}
	return differ
}

// said is a fact in words; traits are bits.
func said(v any) string {
	traits, ok := v.(catalogue.Trait)
	if !ok {
		return fmt.Sprint(v)
	}
	var names []string
	for _, t := range traitNames {
		if traits&t.trait != 0 {
			names = append(names, t.name)
			traits &^= t.trait
		}
	}
	if traits != 0 {
		names = append(names, fmt.Sprintf("%#x", uint64(traits)))
	}
	return fmt.Sprint(names)
}

// traitNames are the traits of operations.
var traitNames = []struct {
	trait catalogue.Trait
	name  string
}{
	{catalogue.Deprecated, "deprecated"}, {catalogue.Idempotent, "idempotent"}, {catalogue.ReadOnly, "read-only"},
	{catalogue.UnsignedPayload, "unsigned payload"}, {catalogue.EndpointOperation, "endpoint operation"},
	{catalogue.EndpointDiscovery, "endpoint discovery"}, {catalogue.EndpointDiscoveryRequired, "endpoint discovery required"},
}

// plain reports whether a type holds no pointer, and so can be printed and compared.
func plain(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Pointer, reflect.Func, reflect.Map, reflect.Interface:
		return false
	case reflect.Slice, reflect.Array:
		return plain(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if !plain(t.Field(i).Type) {
				return false
			}
		}
	}
	return true
}

// changed reports whether anything is new.
func (c *Catalogue) changed() bool {
	return len(c.Added)+len(c.Removed)+len(c.Changed) > 0 || c.Partitions || c.Table != [2]int{}
}
