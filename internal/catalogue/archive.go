package catalogue

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/jsontree"
)

// An archive is the catalogue as one file. Its first line is
//
//	sessctl-catalogue 1 RELEASE SIZE-OF-INDEX
//
// then comes the index, one line a service, columns between tabs:
//
//	NAME  MODEL  RULESET  ID  FULL-NAME  ALIAS...
//
// and, after the lines of the services, those of other texts:
//
//	=NAME  TEXT
//
// where MODEL, RULESET and TEXT are "OFFSET SIZE RAW-SIZE" of deflated bytes
// after the index. A model is what encode gives. Rule sets are JSON, deflated
// with the text "rules" as dictionary, since they are much alike.
const archiveMagic = "sessctl-catalogue 1 "

// The texts of an archive beside the services.
const (
	dictionaryText = "rules"
	partitionsText = "partitions"
	extrasText     = "extras/" // and the service's name
)

// noText is the column of a text that is not there.
const noText = "0 0 0"

// Item is what Archive takes of a service.
type Item struct {
	Service *Service
	RuleSet []byte   // JSON, nil when there is none
	Extras  []byte   // botocore's additions, which go with newer models too; nil when there are none
	Aliases []string // names beside those that the model has

	RulesOnly bool // the model is that of another archive
}

// Archive writes the catalogue of a release. The same items give the same
// bytes. Rule sets named in dictionary are the pattern for the others.
func Archive(release string, items []Item, partitions []byte, dictionary ...string) ([]byte, error) {
	items = append([]Item(nil), items...)
	sort.Slice(items, func(i, j int) bool { return items[i].Service.Name < items[j].Service.Name })
	rules := make([][]byte, len(items))
	for i, it := range items {
		if it.RuleSet == nil {
			continue
		}
		var err error
		if rules[i], err = factsOnly(it.RuleSet); err != nil {
			return nil, fmt.Errorf("read the endpoint rule set of %s: %w", it.Service.Name, err)
		}
	}
	var pattern []byte
	for _, name := range dictionary {
		i := sort.Search(len(items), func(i int) bool { return items[i].Service.Name >= name })
		if i == len(items) || items[i].Service.Name != name {
			return nil, fmt.Errorf("the pattern of rule sets, %s, is no service", name)
		}
		pattern = append(pattern, rules[i]...)
	}
	var index strings.Builder
	var body []byte
	add := func(raw, dictionary []byte) string {
		if raw == nil {
			return noText
		}
		b := deflate(raw, dictionary)
		at := fmt.Sprintf("%d %d %d", len(body), len(b), len(raw))
		body = append(body, b...)
		return at
	}
	for i, it := range items {
		s := it.Service
		var model []byte
		if !it.RulesOnly {
			model = encode(s)
		}
		columns := append([]string{s.Name, add(model, nil), add(rules[i], pattern)}, aliases(s, it.Aliases)...)
		fmt.Fprintln(&index, strings.Join(columns, "\t"))
	}
	partitions, err := factsOnly(partitions)
	if err != nil {
		return nil, fmt.Errorf("read the partitions: %w", err)
	}
	fmt.Fprintf(&index, "=%s\t%s\n", dictionaryText, add(pattern, nil))
	fmt.Fprintf(&index, "=%s\t%s\n", partitionsText, add(partitions, nil))
	for _, it := range items {
		if it.Extras == nil || it.RulesOnly {
			continue
		}
		extras, err := factsOnly(it.Extras)
		if err != nil {
			return nil, fmt.Errorf("read the extras to the model of %s: %w", it.Service.Name, err)
		}
		fmt.Fprintf(&index, "=%s%s\t%s\n", extrasText, it.Service.Name, add(extras, nil))
	}
	head := fmt.Sprintf("%s%s %d\n", archiveMagic, strings.ReplaceAll(release, " ", "-"), index.Len())
	return append([]byte(head+index.String()), body...), nil
}

// factsOnly gives a JSON text without documentation and white space.
func factsOnly(text []byte) ([]byte, error) {
	tree, err := jsontree.ParseWithout(text, notFacts[:]...)
	if err != nil {
		return nil, err
	}
	return tree.Append(nil), nil
}

// aliases gives the id, the full name and, without repetition, what else a
// service is called.
func aliases(s *Service, more []string) []string {
	all := []string{s.ID, s.FullName}
	for _, a := range append([]string{s.Abbreviation, s.EndpointPrefix, s.SigningName}, more...) {
		known := a == "" || a == s.Name
		for _, b := range all {
			known = known || a == b
		}
		if !known {
			all = append(all, a)
		}
	}
	return all
}

// archive is an archive that is read.
type archive struct {
	release string
	index   string
	body    string
}

func openArchive(text string) (*archive, error) {
	head, rest, _ := strings.Cut(text, "\n")
	words := strings.Fields(strings.TrimPrefix(head, archiveMagic))
	if !strings.HasPrefix(head, archiveMagic) || len(words) != 2 {
		return nil, fmt.Errorf("not a catalogue of this version")
	}
	size, err := strconv.Atoi(words[1])
	if err != nil || size < 0 || size > len(rest) {
		return nil, fmt.Errorf("not a whole catalogue")
	}
	release := words[0]
	if at := strings.LastIndexByte(release, '-'); at >= 0 {
		release = release[:at] + " " + release[at+1:]
	}
	return &archive{release: release, index: rest[:size], body: rest[size:]}, nil
}

// text reads what an index column "OFFSET SIZE RAW-SIZE" names, nil for
// nothing.
func (a *archive) text(column string, dictionary []byte) ([]byte, error) {
	var n [3]int
	for i := range n {
		var word string
		word, column, _ = strings.Cut(column, " ")
		n[i], _ = strconv.Atoi(word)
	}
	if n[1] == 0 {
		return nil, nil
	}
	return inflate(a.body[n[0]:n[0]+n[1]], n[2], dictionary)
}

// named reads the text with that name.
func (a *archive) named(name string) ([]byte, error) {
	_, line, ok := strings.Cut(a.index, "\n="+name+"\t")
	if !ok {
		return nil, fmt.Errorf("the catalogue has no %s", name)
	}
	line, _, _ = strings.Cut(line, "\n")
	return a.text(line, nil)
}
