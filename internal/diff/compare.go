package diff

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// view is what one SDK makes of one side: as it is shown, and with its secrets,
// which a saved document does not have.
type view struct {
	shown   Doc
	res     *resolve.Resolution // nil for a saved document, and for nothing
	home    string              // of the environment
	options document.Options
}

// raw is a setting's value with what is secret in it.
func (v view) raw(setting string) string {
	if s := v.res.Setting(setting); s != nil {
		return s.Value
	}
	return ""
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
	if a.Set != b.Set || c.a.comparable(a.Value) != c.b.comparable(b.Value) {
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

// comparable is a message as it would be if the files had other names and lines.
func (v view) comparable(message string) string {
	for _, f := range v.shown.Files {
		if f.Path != "" {
			message = strings.ReplaceAll(message, f.Path, "the "+f.Kind+" file")
		}
	}
	return resolve.WithoutPlaces(v.fromHome(message))
}

func (v view) fromHome(text string) string { return fromHome(v.home)(text) }

// fromHome gives a text as it would be if homes had one path.
func fromHome(home string) func(string) string {
	return func(text string) string {
		if home == "" || home == "/" {
			return text
		}
		return strings.ReplaceAll(text, home+"/", "~/")
	}
}

// leading are the keys of a profile that lead to credentials, where the plan does not
// have what they say: it fails before it comes to them, or passes over the profile.
func leading(res *resolve.Resolution) map[string]string {
	keys := map[string]string{}
	taken := slices.ContainsFunc(res.Credentials.Steps, func(s resolve.Step) bool { return s.Profile == res.Profile.Name })
	if taken && res.Credentials.Status != resolve.StatusError {
		return keys
	}
	p := res.Shared.Profile(res.Profile.Name)
	for _, in := range settings.InputKeys() {
		if q := p.Get(in.Name); q != nil && in.In&res.Reading.SDK != 0 {
			keys[in.Name] = q.Value
		}
	}
	return keys
}

// unplanned tells of those keys.
func (c both) unplanned() {
	a, b := leading(c.a.res), leading(c.b.res)
	for _, in := range settings.InputKeys() {
		x, y := a[in.Name], b[in.Name]
		if x == y {
			continue
		}
		change := Change{Kind: "credentials", Name: in.Name}
		if shown, other := c.a.options.Value(in.Name, x), c.b.options.Value(in.Name, y); shown != other && !in.Secret {
			change.A, change.B = Value{Value: shown, Set: x != ""}, Value{Value: other, Set: y != ""}
		} else {
			change.Secret = true
		}
		c.g.add(c.sdk, change)
	}
}

// live reports whether both sides are of today, so that what is hidden of them is known.
func (c both) live() bool { return c.a.res != nil && c.b.res != nil }

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
		case c.live() && c.a.raw(n) != c.b.raw(n):
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

// credentials compares the plans, and where those say nothing of the profile, its keys.
func (c both) credentials() {
	own := c
	own.g = &gathered{}
	own.plans()
	if c.live() && len(own.g.list) == 0 {
		own.unplanned()
	}
	for _, change := range own.g.list {
		c.g.add(c.sdk, change)
	}
}

func (c both) plans() {
	a, b := c.a.shown.Credentials, c.b.shown.Credentials
	at, bt := a.text(), b.text()
	if at != bt {
		if a.Status != "error" || b.Status != "error" || c.a.comparable(at) != c.b.comparable(bt) {
			c.g.add(c.sdk, Change{Kind: "credentials", Name: "credentials", A: Value{at, at != "", stepOrigin(a)}, B: Value{bt, bt != "", stepOrigin(b)}})
		}
		return
	}
	for i := range min(len(a.Steps), len(b.Steps)) {
		c.step(i, a.Steps[i], b.Steps[i])
	}
	if c.live() && len(a.Steps) == len(b.Steps) {
		c.hidden(a.Steps, b.Steps)
	}
}

// hidden tells of steps that look alike only because of what is not shown.
func (c both) hidden(a, b []map[string]any) {
	x, y := c.a.res.Credentials.Steps, c.b.res.Credentials.Steps
	for i := range a {
		if x[i].SecretKey != y[i].SecretKey || x[i].SessionToken != y[i].SessionToken {
			c.g.add(c.sdk, Change{Kind: "credentials", Name: fmt.Sprintf("credentials.steps[%d]", i), Secret: true})
		}
		full := document.Options{ShowSecrets: true}
		c.hiddenFields(i, a[i], b[i], fieldsOf(full.Step(x[i])), fieldsOf(full.Step(y[i])))
	}
}

// hiddenFields does the same for the fields of a step; x and y have their secrets.
func (c both) hiddenFields(i int, a, b, x, y map[string]any) {
	for _, n := range slices.Sorted(maps.Keys(a)) {
		if n != "origin" && n != "note" && field(a[n]) == field(b[n]) && c.a.fromHome(field(x[n])) != c.b.fromHome(field(y[n])) {
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
		if c.a.fromHome(av) != c.b.fromHome(bv) {
			c.g.add(c.sdk, Change{Kind: "credentials", Name: fmt.Sprintf("credentials.steps[%d].%s", i, n), A: Value{Value: av, Set: av != ""}, B: Value{Value: bv, Set: bv != ""}})
		}
	}
}

// problems tells of those that one side alone has. Where one stands does not
// matter, nor how often: lines move.
func (c both) problems() {
	a, b := c.a.problems(), c.b.problems()
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

// problemKey is what makes two problems one: the code and what it is about.
func problemKey(code, key, name, message string, comparable func(string) string) string {
	k := code + "\x00" + key + "\x00" + name
	if key == "" && name == "" {
		k += comparable(message)
	}
	return k
}

func (v view) problems() map[string]document.Problem {
	d := v.shown
	all := map[string]document.Problem{}
	for _, p := range d.Problems {
		if d.Error != nil && p.Message == d.Error.Message {
			continue // the error is told by itself
		}
		key := problemKey(p.Code, p.Origin.Key, p.Origin.Name, p.Message, v.comparable)
		if _, seen := all[key]; !seen {
			all[key] = p
		}
	}
	return all
}
