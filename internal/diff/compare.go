package diff

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// view is what one SDK makes of one side: as it is shown, and with its secrets,
// which a saved document does not have.
type view struct {
	shown  Doc
	raw    *Doc
	hidden []string // the secrets of each step
}

// both compares the two sides in an SDK.
type both struct {
	a, b  view
	sdk   string
	g     *gathered
	names bool // the profiles are two by intention
}

func (c both) compare() {
	c.errors()
	if a, b := c.a.shown.Profile, c.b.shown.Profile; !c.names && a.Name != b.Name {
		c.g.add(c.sdk, Change{Kind: "profile", Name: "profile", A: Value{a.Name, a.Name != "", a.Origin}, B: Value{b.Name, b.Name != "", b.Origin}})
	}
	c.settings()
	c.credentials()
	c.problems()
}

func (c both) errors() {
	a, b := errorOf(c.a.shown), errorOf(c.b.shown)
	if a.Set != b.Set || withoutPlaces(a.Value) != withoutPlaces(b.Value) {
		c.g.add(c.sdk, Change{Kind: "error", Name: "error", A: a, B: b})
	}
}

func errorOf(d Doc) Value {
	if d.Error == nil {
		return Value{}
	}
	return Value{oneLine(d.Error.Message), true, d.Error.Origin}
}

// oneLine is a message without the SDK's own words, on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(document.Plain(s)), " ") }

// place is a line and a column in a message.
var place = regexp.MustCompile(`:\d+(:\d+)?\b|\b[Ll]ine:? \d+`)

func withoutPlaces(s string) string { return place.ReplaceAllString(s, "") }

// settings compares values. What follows from another setting, or is an SDK's own
// default on both sides, is no difference of its own.
func (c both) settings() {
	names := map[string]bool{}
	for _, d := range []Doc{c.a.shown, c.b.shown} {
		for n := range d.Settings {
			names[n] = true
		}
	}
	for _, n := range slices.Sorted(maps.Keys(names)) {
		a, b := c.a.shown.Settings[n], c.b.shown.Settings[n]
		if c.inherits(n) || !configured(a) && !configured(b) {
			continue
		}
		switch {
		case !same(a, b):
			c.g.add(c.sdk, Change{Kind: "setting", Name: n, A: a, B: b})
		case c.a.raw != nil && c.b.raw != nil && !same(c.a.raw.Settings[n], c.b.raw.Settings[n]):
			c.g.add(c.sdk, Change{Kind: "setting", Name: n, A: a, B: b, Secret: true})
		}
	}
}

// inherits reports whether a service's endpoint is the global one on both sides.
func (c both) inherits(name string) bool {
	if !strings.HasPrefix(name, "services.") {
		return false
	}
	own := func(d Doc) bool {
		v := d.Settings[name]
		return v.Set && v.Origin != d.Settings["endpoint_url"].Origin
	}
	return !own(c.a.shown) && !own(c.b.shown)
}

func configured(v Value) bool {
	switch v.Origin.Kind {
	case "default", "":
		return false
	}
	return v.Set
}

func (c both) credentials() {
	a, b := c.a.shown.Credentials, c.b.shown.Credentials
	at, bt := a.text(), b.text()
	if at != bt {
		if withoutPlaces(at) != withoutPlaces(bt) {
			c.g.add(c.sdk, Change{Kind: "credentials", Name: "credentials", A: Value{at, at != "", stepOrigin(a)}, B: Value{bt, bt != "", stepOrigin(b)}})
		}
		return
	}
	for i := range min(len(a.Steps), len(b.Steps)) {
		c.step(i, a.Steps[i], b.Steps[i])
		if c.a.raw != nil && c.b.raw != nil {
			c.hiddenStep(i, a.Steps[i], b.Steps[i])
		}
	}
	if len(c.a.hidden) == len(c.b.hidden) && c.a.raw != nil && c.b.raw != nil {
		for i := range c.a.hidden {
			if c.a.hidden[i] != c.b.hidden[i] {
				c.g.add(c.sdk, Change{Kind: "credentials", Name: fmt.Sprintf("credentials.steps[%d]", i), Secret: true})
			}
		}
	}
}

// hiddenStep tells of fields that look alike only because of what is not shown.
func (c both) hiddenStep(i int, a, b map[string]any) {
	x, y := c.a.raw.Credentials.Steps[i], c.b.raw.Credentials.Steps[i]
	for _, n := range slices.Sorted(maps.Keys(a)) {
		if n != "origin" && n != "note" && field(a[n]) == field(b[n]) && field(x[n]) != field(y[n]) {
			c.g.add(c.sdk, Change{Kind: "credentials", Name: fmt.Sprintf("credentials.steps[%d].%s", i, n), Secret: true})
		}
	}
}

func stepOrigin(c Credentials) document.Origin {
	if len(c.Steps) == 0 {
		return document.Origin{}
	}
	o, _ := c.Steps[len(c.Steps)-1]["origin"].(map[string]any)
	get := func(k string) string {
		s, _ := o[k].(string)
		return s
	}
	num := func(k string) int {
		n, _ := o[k].(float64)
		return int(n)
	}
	return document.Origin{Kind: get("kind"), Name: get("name"), File: get("file"), Line: num("line"), Column: num("column"), Section: get("section"), Key: get("key")}
}

// step compares the fields of a step. When a login expires is a matter of the day.
func (c both) step(i int, a, b map[string]any) {
	names := map[string]bool{}
	for _, s := range []map[string]any{a, b} {
		for n := range s {
			names[n] = true
		}
	}
	for _, skip := range []string{"origin", "note", "token_expires", "kind"} {
		delete(names, skip)
	}
	if c.names {
		delete(names, "profile")
	}
	for _, n := range slices.Sorted(maps.Keys(names)) {
		av, bv := field(a[n]), field(b[n])
		if av != bv {
			c.g.add(c.sdk, Change{Kind: "credentials", Name: fmt.Sprintf("credentials.steps[%d].%s", i, n), A: Value{Value: av, Set: av != ""}, B: Value{Value: bv, Set: bv != ""}})
		}
	}
}

// problems tells of those that one side alone has. Where one stands does not
// matter, nor how often: lines move.
func (c both) problems() {
	a, b := problemsOf(c.a.shown), problemsOf(c.b.shown)
	for _, k := range slices.Sorted(maps.Keys(a)) {
		if _, still := b[k]; !still {
			c.g.add(c.sdk, Change{Kind: "problem", Name: named(a[k]), A: Value{oneLine(a[k].Message), true, a[k].Origin}})
		}
	}
	for _, k := range slices.Sorted(maps.Keys(b)) {
		if _, was := a[k]; !was {
			c.g.add(c.sdk, Change{Kind: "problem", Name: named(b[k]), B: Value{oneLine(b[k].Message), true, b[k].Origin}})
		}
	}
}

func named(p document.Problem) string { return p.Severity + "[" + p.Code + "]" }

func problemsOf(d Doc) map[string]document.Problem {
	all := map[string]document.Problem{}
	for _, p := range d.Problems {
		if d.Error != nil && p.Message == d.Error.Message {
			continue // the error is told by itself
		}
		key := p.Code + "\x00" + p.Origin.Key + "\x00" + p.Origin.Name
		if p.Origin.Key == "" && p.Origin.Name == "" {
			key += withoutPlaces(p.Message)
		}
		if _, seen := all[key]; !seen {
			all[key] = p
		}
	}
	return all
}
