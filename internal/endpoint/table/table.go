// Package table knows endpoints from tables: a service and a region in, a host
// name out. SDKs that are older than the endpoint rules have nothing else, and
// botocore still asks its table for what the rules leave open.
//
// It reads no setting: what is asked for is the caller's to say. The tables are
// facts of aws-sdk-go v1.55.8 and v1.1.2 and of botocore 1.43.11 that the
// program in generate reduces to what makes a difference.
package table

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// variant is a set of tags.
type variant int

const (
	fips variant = 1 << iota
	dualStack
)

// entry is what a table says of an endpoint, at one of its levels.
type entry struct {
	host      string // a template: "{service}.{region}.{dnsSuffix}"
	suffix    string // the DNS suffix in place of the partition's
	region    string // to sign for
	name      string // to sign for
	protocols string // between commas
	signers   string // between commas
}

// record is an entry with those for the variants, which are unset where the
// table has none.
type record struct {
	entry
	variants [4]*entry // by tags; [0] is never set
}

// partition is a part of a table.
type partition struct {
	id       string
	suffix   string
	pattern  string
	matches  func(region string) bool
	regions  string // each between spaces
	defaults record
}

// service is what a partition knows of a service.
type service struct {
	known      bool
	global     string // the region of its one endpoint, "" when it has none
	regionless bool   // every region has that endpoint
	defaults   record
	endpoints  map[string]record
}

// Table is the endpoints of one SDK. It is safe for concurrent use.
type Table struct {
	Release    string
	partitions []partition
	text       string // of the services
}

const magic = "sessctl-endpoints 1 "

// parse reads the text of a table. Its services are read when they are asked
// for.
func parse(text string) (*Table, error) {
	head, rest, ok := strings.Cut(text, "\n")
	if !ok || !strings.HasPrefix(head, magic) {
		return nil, fmt.Errorf("not a table of endpoints of this version")
	}
	t := &Table{Release: strings.TrimPrefix(head, magic)}
	for strings.HasPrefix(rest, "partition\t") {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		f := strings.Split(line, "\t")
		if len(f) != 6 {
			return nil, fmt.Errorf("a partition has %d columns", len(f))
		}
		p := partition{id: f[1], suffix: f[2], pattern: f[3], regions: " " + f[4] + " ", defaults: parseRecord(f[5])}
		compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(p.pattern) })
		p.matches = func(region string) bool { return compiled().MatchString(region) }
		t.partitions = append(t.partitions, p)
	}
	t.text = "\n" + rest
	return t, nil
}

// service gives what a partition knows of a service.
func (t *Table) service(p int, name string) service {
	_, block, ok := strings.Cut(t.text, "\nservice\t"+name+"\n")
	if !ok {
		return service{}
	}
	block, _, _ = strings.Cut(block, "\nservice\t")
	id := strconv.Itoa(p) + "\t"
	var s service
	for line := range strings.Lines(block) {
		line = strings.TrimSuffix(line, "\n")
		switch own, isOwn := strings.CutPrefix(line, id); {
		case isOwn:
			f := strings.SplitN(own, "\t", 3)
			s = service{known: true, global: f[0], regionless: f[1] == "n", endpoints: map[string]record{}}
			s.defaults = parseRecord(f[2])
		case s.known && strings.HasPrefix(line, "\t"):
			regions, text, _ := strings.Cut(line[1:], "\t")
			for _, region := range strings.Fields(regions) {
				s.endpoints[region] = parseRecord(text)
			}
		case s.known:
			return s
		}
	}
	return s
}

// parseRecord reads "FIELDS|TAGS:FIELDS…", fields being "h=…;r=…".
func parseRecord(text string) (r record) {
	own, rest, more := strings.Cut(text, "|")
	r.entry = parseEntry(own)
	for more {
		var one string
		one, rest, more = strings.Cut(rest, "|")
		tags, fields, _ := strings.Cut(one, ":")
		v := variant(0)
		if strings.Contains(tags, "f") {
			v |= fips
		}
		if strings.Contains(tags, "d") {
			v |= dualStack
		}
		e := parseEntry(fields)
		r.variants[v] = &e
	}
	return r
}

func parseEntry(text string) (e entry) {
	for field := range strings.SplitSeq(text, ";") {
		if name, value, ok := strings.Cut(field, "="); ok {
			*e.field(name[0]) = value
		}
	}
	return e
}

// letters are the names of an entry's fields in a text.
const letters = "hxrnps"

func (e *entry) field(letter byte) *string {
	switch letter {
	case 'h':
		return &e.host
	case 'x':
		return &e.suffix
	case 'r':
		return &e.region
	case 'n':
		return &e.name
	case 'p':
		return &e.protocols
	case 's':
		return &e.signers
	}
	panic("a table of endpoints has a field " + string(letter))
}

// merge lays another entry over this one.
func (e *entry) merge(over entry) {
	for i := range letters {
		if v := *over.field(letters[i]); v != "" {
			*e.field(letters[i]) = v
		}
	}
}
