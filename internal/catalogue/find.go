package catalogue

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/suggest"
)

// Find gives a service of the embedded catalogue by any name that people use
// for it: "s3", "S3", "cloudwatch logs", "logs", "CloudWatchLogs", a service
// id, an endpoint prefix, a signing name. The error of an unknown name suggests
// one, that of a name of several services lists them.
func Find(name string) (*Service, error) { return Embedded().Find(name) }

// Names gives the names of all embedded services, sorted.
func Names() []string { return Embedded().Names() }

// entry is what is known of a service without its model.
type entry struct {
	name           string
	model, ruleSet string   // columns of the archive's index
	called         []string // the id, the full name, other names
	in             *archive // nil for a service that was found on the machine alone
}

// entries reads the index of the archive.
func (a *archive) entries() []entry {
	all := make([]entry, 0, 512)
	for line := range strings.Lines(a.index) {
		if line[0] == '=' {
			break
		}
		name, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		model, rest, _ := strings.Cut(rest, "\t")
		ruleSet, rest, _ := strings.Cut(rest, "\t")
		all = append(all, entry{name: name, model: model, ruleSet: ruleSet, called: strings.Split(rest, "\t"), in: a})
	}
	return all
}

// The ways in which a name can be meant, the surest first.
const (
	byName = iota
	byFoldedName
	byID
	byFullName
	byAlias
	byNone
)

// meant tells how a name can mean a service.
func (e *entry) meant(name, folded string) int {
	if e.name == name {
		return byName
	}
	if sameFolded(e.name, folded) {
		return byFoldedName
	}
	for i, c := range e.called {
		if sameFolded(c, folded) || sameFolded(plainName(c), folded) {
			return byID + min(i, byAlias-byID)
		}
	}
	return byNone
}

// plainName drops what the company's full names begin with.
func plainName(name string) string {
	return strings.TrimPrefix(strings.TrimPrefix(name, "Amazon "), "AWS ")
}

// sameFolded reports whether fold(name) is folded, without making it.
func sameFolded(name, folded string) bool {
	at := 0
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		default:
			continue
		}
		if at == len(folded) || folded[at] != c {
			return false
		}
		at++
	}
	return at == len(folded) && at > 0
}

// meaning gives the entries that a name means in the surest way in which it
// means any.
func meaning(entries []entry, name, folded string) (found []*entry) {
	best := byNone
	for i := range entries {
		switch how := entries[i].meant(name, folded); {
		case how == byNone || how > best:
		case how < best:
			best, found = how, append(found[:0], &entries[i])
		default:
			found = append(found, &entries[i])
		}
	}
	return found
}

// find gives the entry that a name means.
func find(entries []entry, name string) (*entry, error) {
	folded := fold(name)
	found := meaning(entries, name, folded)
	for _, prefix := range []string{"amazon", "aws"} {
		if len(found) == 0 {
			found = meaning(entries, name, strings.TrimPrefix(folded, prefix))
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		var names []string
		for _, e := range entries {
			names = append(names, e.name)
		}
		for _, e := range entries {
			names = append(names, e.called[:min(1, len(e.called))]...)
		}
		return nil, fmt.Errorf("unknown service %q%s", name, suggest.DidYouMean(name, names))
	}
	names := make([]string, len(found))
	for i, e := range found {
		names[i] = e.name
	}
	return nil, fmt.Errorf("%q names several services: %s", name, strings.Join(names, ", "))
}
