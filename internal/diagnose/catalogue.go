// Package diagnose is the one catalogue of everything that sessctl can say is
// wrong or risky: in an environment and its files, in a resolution, in a
// client, in a request. An entry has a code, a severity, a title, a page that
// explains it, and a function that looks for it.
//
// What a reading or a parser raises itself, because only that SDK has it, has
// an entry too, without a function. The package prints nothing, and knows
// clients and requests only as the plain facts that it is given.
package diagnose

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Entry is one diagnosis.
type Entry struct {
	Code     string // lower-case words joined by hyphens
	Severity resolve.Severity
	Title    string // one line, without a stop
	Page     Page

	// Quiet says that lint leaves it out: it matters beside an answer, but
	// nobody wants it listed for a whole machine.
	Quiet bool
	// State says that it is about what is so today, such as a login that has
	// expired. Lint reports it for the profile in use alone.
	State bool

	// Find looks for it in the environment, Plan in one resolution, Each in one
	// profile. All are nil where a reading or a parser raises it.
	Find func(*Facts) []Finding
	Plan func(*Facts) []Finding
	Each func(*Facts, *profiles.Profile) []Finding
	// Over names codes that this one explains better: of the two at one place it
	// alone is told, as severe as the other was.
	Over []string
	// Cure adds to a finding that a reading raised what only the catalogue knows.
	Cure func(*Facts, *Finding)
}

// Page explains a diagnosis: plain sentences, a paragraph each.
type Page struct {
	What string // what was found
	Why  string // why it matters
	Cure string // what to do
	Who  string // which SDKs it concerns
}

// Explain gives the whole page as text.
func (e *Entry) Explain() string {
	return fmt.Sprintf("%s\n\nWhy it matters: %s\n\nWhat to do: %s\n\nWho is affected: %s\n", e.Page.What, e.Page.Why, e.Page.Cure, e.Page.Who)
}

// Subject is a group of entries that stand together.
type Subject struct {
	Title   string
	Entries []*Entry
}

// Subjects gives the whole catalogue in the order in which people read it.
func Subjects() []Subject { return subjects() }

var subjects = sync.OnceValue(func() []Subject {
	return []Subject{
		{"Syntax pasted into files", syntaxEntries},
		{"Values", append(slices.Clone(valueEntries), rejectedValue, outputUnknown)},
		{"Keys and tokens", slices.Concat(keyEntries, expiryEntries, absentEntries)},
		{"Variables and keys that nobody reads", nameEntries},
		{"Profiles and sections", slices.Concat(sectionEntries, unchosenEntries, commentedEntries)},
		{"Roles", slices.Concat(roleEntries, inheritEntries, arnEntries)},
		{"SSO and console logins", slices.Concat(ssoEntries, wayEntries)},
		{"Programs", processEntries},
		{"Files", slices.Concat(fileEntries, elsewhereEntries, sealedEntries)},
		{"Regions", regionEntries},
		{"Partitions", partitionEntries},
		{"Endpoints", slices.Concat(endpointEntries, blockEntries, metadataEntries)},
		{"Requests", requestEntries},
		{"How parsers read the files", parserEntries},
		{"What an SDK refuses to load", loadEntries},
		{"Credentials that cannot be had", chainEntries},
		{"Roles that an SDK refuses", chainRoleEntries},
		{"Logins that an SDK refuses", chainLoginEntries},
	}
})

// Catalogue gives every entry.
func Catalogue() []*Entry {
	var all []*Entry
	for _, s := range Subjects() {
		all = append(all, s.Entries...)
	}
	return all
}

// Lookup gives an entry by its code, nil when there is none.
func Lookup(code string) *Entry { return byCode()[code] }

var byCode = sync.OnceValue(func() map[string]*Entry {
	all := map[string]*Entry{}
	for _, e := range Catalogue() {
		all[e.Code] = e
	}
	return all
})

// Codes gives every code, sorted.
func Codes() []string {
	var codes []string
	for _, e := range Catalogue() {
		codes = append(codes, e.Code)
	}
	slices.Sort(codes)
	return codes
}

// Selection is a choice of codes; each of its texts is a code or the beginning of some.
type Selection struct {
	Select []string // all when empty
	Ignore []string
}

// Has reports whether a code is chosen.
func (s Selection) Has(code string) bool {
	in := func(list []string) bool {
		return slices.ContainsFunc(list, func(p string) bool { return strings.HasPrefix(code, p) })
	}
	return (len(s.Select) == 0 || in(s.Select)) && !in(s.Ignore)
}

// Unknown gives those texts of the selection that no code begins with.
func (s Selection) Unknown() []string {
	var unknown []string
	codes := Codes()
	for _, p := range slices.Concat(s.Select, s.Ignore) {
		if p == "" || !slices.ContainsFunc(codes, func(c string) bool { return strings.HasPrefix(c, p) }) {
			unknown = append(unknown, p)
		}
	}
	return unknown
}
