// Package bundles judges bundles: whether every reading makes of one what it makes
// of the environment, and whether a secret is left in it. It is for tests.
package bundles

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/bundle"
	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/judge/cases"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

// Faults lays a case out under home and says what is wrong with the bundle of it.
func Faults(c cases.Case, home string) error {
	env, opened, m, text, err := bundled(c, home, nil)
	if err != nil {
		return err
	}
	want, got := answers(env, c), answers(opened, c)
	var others []string
	for id := range want {
		if diff := unlike(m, want[id], got[id]); diff != "" {
			others = append(others, id)
			err = errors.Join(err, fmt.Errorf("%s resolves otherwise:\n%s", id, diff))
		}
	}
	err = errors.Join(err, known(m, env, c, others))
	again := bundle.Make(&session.Config{Workspace: resolve.NewWorkspace(opened)})
	second, writeErr := bundle.Write(again.Bundle)
	if string(second) != string(text) {
		err = errors.Join(err, writeErr, fmt.Errorf("a bundle of a bundle is another:\n%s", difference(string(text), string(second))))
	}
	return errors.Join(err, left(m, string(text), home))
}

// AnonymousFaults says what is wrong with the bundle of a case that has no names:
// every reading resolves it as before, word by word but for the names.
func AnonymousFaults(c cases.Case, home string) error {
	env, opened, m, text, err := bundled(c, home, (*bundle.Made).Anonymise)
	if err != nil {
		return err
	}
	renamed := c
	renamed.Profile = m.Name(c.Profile)
	want, got := answers(env, c), answers(opened, renamed)
	var others []string
	for id := range want {
		if diff := unlike(m, suggestions.ReplaceAllString(want[id], ""), suggestions.ReplaceAllString(got[id], "")); diff != "" {
			others = append(others, id)
			err = errors.Join(err, fmt.Errorf("%s resolves otherwise:\n%s", id, diff))
		}
	}
	return errors.Join(err, known(m, env, c, others), left(m, string(text), home), named(m, c, string(text)))
}

var (
	accounts = regexp.MustCompile(`\b\d{12}\b`)
	headers  = regexp.MustCompile(`(?m)^\[(?:profile|sso-session|services)[ \t]+"?([A-Za-z][\w.-]{4,})"?\][ \t]*$`)
	urlHosts = regexp.MustCompile(`\bhttps?://([a-z][a-z0-9-]+(?:\.[a-z0-9-]+)+)\b`)
)

// named looks for the accounts, the names and the hosts of a case in its bundle
// without names. Words that stand for something else there are no finds.
func named(m bundle.Made, c cases.Case, text string) error {
	var all strings.Builder
	for _, f := range c.Files {
		all.WriteString(f.Text + "\n")
	}
	for _, v := range c.Env {
		all.WriteString(v + "\n")
	}
	found := map[string]string{}
	for _, w := range accounts.FindAllString(all.String(), -1) {
		found[w] = "account"
	}
	for _, match := range headers.FindAllStringSubmatch(all.String(), -1) {
		if m.Name(match[1]) != match[1] {
			found[match[1]] = "name"
		}
	}
	for _, match := range urlHosts.FindAllStringSubmatch(all.String(), -1) {
		if !strings.Contains(match[1], "amazon") && !strings.Contains(match[1], "aws") {
			found[match[1]] = "host"
		}
	}
	var err error
	for w, what := range found {
		whole := regexp.MustCompile(`(^|[^\w.-])` + regexp.QuoteMeta(w) + `($|[^\w.-])`)
		if m.Ordinary(w) && what != "account" { // and is a find where it still is a name or a host
			whole = regexp.MustCompile(`\[[^\]\n]*[ \t"]` + regexp.QuoteMeta(w) + `"?\]|https?://` + regexp.QuoteMeta(w) + `($|[^\w.-])`)
		}
		if whole.MatchString(text) && !slices.ContainsFunc(append(strings.Split(w, "."), w), m.Stands) {
			err = errors.Join(err, fmt.Errorf("the %s %s is in the bundle", what, w))
		}
	}
	return err
}

// known says where a bundle is taken to be resolved as the environment by readings
// that resolve it otherwise, or the other way round.
func known(m bundle.Made, env *environ.Env, c cases.Case, others []string) error {
	said, err := m.Otherwise(given(env, c))
	slices.Sort(said)
	slices.Sort(others)
	if err == nil && !slices.Equal(said, others) {
		err = fmt.Errorf("%v are said to resolve it otherwise, and %v do", said, others)
	}
	return err
}

// bundled lays a case out, bundles it, and opens the bundle again.
func bundled(c cases.Case, home string, also func(*bundle.Made)) (env, opened *environ.Env, m bundle.Made, text []byte, err error) {
	laid, err := c.LayOut(home)
	if err != nil {
		return
	}
	if env, err = lay(laid); err != nil {
		return
	}
	m = bundle.Make(&session.Config{Workspace: resolve.NewWorkspace(env)})
	if also != nil {
		also(&m)
	}
	if text, err = bundle.Write(m.Bundle); err != nil {
		return
	}
	opened, err = open(text)
	return
}

// suggestions are of the names that are near: other names are near to others.
var suggestions = regexp.MustCompile(`did you mean [^\n]*|"help": "[^\n]*`)

var edited = regexp.MustCompile(`^ *"new": "`)

var addresses = regexp.MustCompile(`\b\d{1,3}(\.\d{1,3}){3}\b|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*`)

// unlike says where two documents differ: a word of one is that of the other, or
// has it for its stand-in.
func unlike(m bundle.Made, want, got string) string {
	x, y := strings.Split(want, "\n"), strings.Split(got, "\n")
	var out strings.Builder
	for i := 0; i < max(len(x), len(y)) && out.Len() < 1500; i++ {
		var w, g string
		if i < len(x) {
			w = x[i]
		}
		if i < len(y) {
			g = y[i]
		}
		if !like(m, w, g) {
			fmt.Fprintf(&out, "line %d\n - %.300s\n + %.300s\n", i, w, g)
		}
	}
	return out.String()
}

// nul is how a document writes the sign.
const nul = `\u0000`

func like(m bundle.Made, want, got string) bool {
	if want == got {
		return true
	}
	if m.Anonymous != nil {
		if edited.MatchString(want) && edited.MatchString(got) && len(want) == len(got) {
			return true // a fix joins words at times, and what it makes of them stands for nothing
		}
		want = addresses.ReplaceAllStringFunc(want, m.Address)
	}
	if n := strings.Count(want, nul); n > 0 && n == strings.Count(got, nul) { // a text in UTF-16, letter by letter
		want, got = strings.ReplaceAll(want, nul, ""), strings.ReplaceAll(got, nul, "")
	}
	once, also := strings.ReplaceAll(want, `\\`, `\`), strings.ReplaceAll(got, `\\`, `\`) // of what is quoted in a document
	return want == got || likeBut(m, want, got, escapes) || likeBut(m, want, got, backslashes) ||
		likeBut(m, once, also, escapes) || likeBut(m, once, also, backslashes)
}

func likeBut(m bundle.Made, want, got string, escapes *regexp.Regexp) bool {
	w, g := escapes.ReplaceAllString(want, " "), escapes.ReplaceAllString(got, " ")
	if words.ReplaceAllString(w, "w") != words.ReplaceAllString(g, "w") {
		return false
	}
	ws, gs := words.FindAllString(w, -1), words.FindAllString(g, -1)
	for i := range ws {
		if !standsFor(m, gs[i], ws[i]) && !sameID(ws[i], gs[i]) {
			return false
		}
	}
	return true
}

// standsFor reports whether a word stands for another, or each part of it for the
// same part of the other: what a reference leaves out joins the words beside it.
func standsFor(m bundle.Made, now, was string) bool {
	if len(was) == len(now) && (len(was) > 60 && m.Begins(now) || utf8.RuneCountInString(was) == 1 && len(was) > 1) {
		return true // a letter of a word is quoted at times, and what is long is cut
	}
	return m.StandsForParts(now, was)
}

func sameID(a, b string) bool { return ids.MatchString(a) && ids.MatchString(b) }

// lay gives the environment of a case that has been laid out.
func lay(laid cases.Case) (*environ.Env, error) {
	var vars []string
	for _, name := range slices.Sorted(maps.Keys(laid.Env)) {
		vars = append(vars, name+"="+laid.Env[name])
	}
	return environ.New(environ.Options{NoEnv: true, Vars: vars, Home: laid.Home, OS: "linux"})
}

// left looks for secrets in a bundle: long ones, which are in it by no chance. An
// account stands on the line of a secret at times, and is none; neither is what the
// directory of a test is called, or one letter over and over.
func left(m bundle.Made, text, home string) error {
	var err error
	for secret, standIn := range m.Words() {
		if len(secret) >= 12 && !strings.Contains(home, secret) && secret != standIn && strings.Trim(secret, "0123456789") != "" && strings.Trim(secret, secret[:1]) != "" && strings.Contains(text, secret) {
			err = errors.Join(err, fmt.Errorf("%s is in the bundle", secret))
		}
	}
	return err
}

func open(text []byte) (*environ.Env, error) {
	b, err := environ.ParseBundle(text)
	if err != nil {
		return nil, err
	}
	return environ.New(environ.Options{Base: b})
}

// answers gives what every reading makes of an environment, secrets and all, one
// document a reading, and what lint says.
func answers(env *environ.Env, c cases.Case) map[string]string {
	all := map[string]string{}
	given := given(env, c)
	for _, of := range sdk.All() {
		s := session.New(of.Config(), given)
		res := s.Resolution()
		s.Differ(sdk.Readings(), true)
		diagnose.Add(&diagnose.Facts{Workspace: given.Workspace, Resolution: res, Now: env.Now()})
		o := document.Options{ShowSecrets: true}
		report := diagnose.Whole(given.Workspace, s.Config.Inputs(), s.Config.Reading, env.Now())
		all[of.Reading.ID] = indented(document.From(res, o)) + indented(document.LintFrom(given.Workspace, report, diagnose.Selection{}, o))
	}
	return all
}

// given is what the caller of a case configures.
func given(env *environ.Env, c cases.Case) *session.Config {
	g := &session.Config{Workspace: resolve.NewWorkspace(env), Settings: map[string]origin.Candidate{}}
	if c.Profile != "" {
		g.Profile = &origin.Candidate{Value: c.Profile, Origin: origin.Origin{Kind: origin.Flag, Name: "--profile"}}
	}
	if c.Region != "" {
		g.Settings["region"] = origin.Candidate{Value: c.Region, Origin: origin.Origin{Kind: origin.Flag, Name: "--region"}}
	}
	return g
}

func indented(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		return err.Error()
	}
	return b.String()
}

var words = regexp.MustCompile(`[\pL\pN]+`)

// A backslash in a document begins an escape, or is one that stands before a word.
var (
	escapes     = regexp.MustCompile(`%\([^)\s%$]*\)s|\\(\\.?|u[0-9a-f]{4}|[nrtbf])|%[0-9A-Fa-f]{2}`)
	backslashes = regexp.MustCompile(`%\([^)\s%$]*\)s|\\(\\|u[0-9a-f]{4}|[nrtbf])|%[0-9A-Fa-f]{2}`)
)

var ids = regexp.MustCompile(`(?i)\b(A[KS]IA)[A-Z0-9]{3,}`)

func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	var out strings.Builder
	for i := 0; i < min(len(x), len(y)); i++ {
		if x[i] != y[i] {
			fmt.Fprintf(&out, "line %d\n - %.300s\n + %.300s\n", i, x[i], y[i])
			if out.Len() > 1500 {
				break
			}
		}
	}
	return out.String() + fmt.Sprintf("%d and %d lines", len(x), len(y))
}
