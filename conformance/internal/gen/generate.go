package gen

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/judge/cases"
)

// Generate is the environment of that seed and number.
func Generate(seed uint64, number int) cases.Case {
	d := newDice(seed, number)
	level := pickWeighted(d, []weighted[int]{{48, 0}, {38, 1}, {14, 2}})
	b := &draft{d: d, odd: []int{3, 15, 35}[level], files: map[string]cases.File{}, env: map[string]string{}}
	b.chosen = b.name(level)
	b.imds()
	if level > 0 && d.in(12) {
		b.inheritance()
	} else {
		b.credentials()
	}
	if d.pct(60) {
		b.inConfig().section("profile", b.chosen).set("region", regions.pick(d, b.odd))
	} else if d.in(2) {
		b.env[d.of("AWS_REGION", "AWS_DEFAULT_REGION")] = regions.pick(d, b.odd)
	}
	b.sprinkle(b.inConfig(), b.chosen, d.IntN(4)+level)
	if b.chosen != "default" || d.in(3) {
		b.variablesForProfile()
	}
	for range d.IntN(3) + level*d.IntN(3) {
		b.variables(1)
	}
	if d.in(60) {
		b.whereItRuns()
	}
	if d.in(6) {
		b.servicesBlock(b.chosen)
	}
	if d.in(8) {
		b.s3Block(b.chosen)
	}
	for d.in(4 - level) {
		b.bystanders()
	}
	if d.in(8) {
		b.region = regions.pick(d, b.odd)
	}
	if d.in(3) {
		shuffle(d, &b.config)
		shuffle(d, &b.creds)
	}
	b.place(b.text(&b.config, false, level), b.text(&b.creds, true, level), level)
	b.certificates()
	b.plainVariables()
	return cases.Case{ID: fmt.Sprintf("%d-%d", seed, number), Files: b.files, Env: b.env, Profile: plainText(b.profile), Region: plainText(b.region)}
}

// name is the profile that is meant to be in force.
func (b *draft) name(level int) string {
	d := b.d
	if d.pct(40) {
		return "default"
	}
	if level > 0 && d.pct(b.odd) {
		return d.of("a b", "Dev", "DEV", "é", "a/b", "a@b.test", "1", "profile", "profile x", "x]y", "a.b", "a#b", "a;b", "a=b", "a:b", `"q"`, "'q'", "Default", "DEFAULT", "a  b", "sso-session x", "services", "-", "a,b", "[x]", "a\tb", `a\b`, "%(x)s", "none", strings.Repeat("p", 300))
	}
	return d.of("dev", "prod", "a", "my-profile", "acct_1", "staging.eu")
}

// credentials lays the ways by which credentials may be found.
func (b *draft) credentials() {
	d := b.d
	pickWeighted(d, scenarios())(b, b.chosen, 0)
	if d.in(5) {
		b.environmentKeys()
	}
	if d.in(14) {
		b.webIdentityVariables()
	}
	if d.in(12) {
		b.container()
	}
	if b.chosen != "default" && d.in(2) {
		staticKeys(b, "default", 0)
		b.sprinkle(&b.config, "default", d.IntN(3))
	}
}

// imds mostly keeps the SDKs from asking instance metadata.
func (b *draft) imds() {
	if !b.d.in(6) {
		b.env["AWS_EC2_METADATA_DISABLED"] = "true"
	}
}

func (b *draft) variablesForProfile() {
	if b.chosen == "default" && b.d.in(2) {
		b.env["AWS_PROFILE"] = b.d.of("default", "default", "default", "", "", "Default")
		return
	}
	b.profileVariables(b.d.of("other", "default", "missing", b.chosen))
}

func shuffle(d dice, f *shared) {
	d.Shuffle(len(f.sections), func(i, j int) { f.sections[i], f.sections[j] = f.sections[j], f.sections[i] })
	for _, s := range f.sections {
		d.Shuffle(len(s.entries), func(i, j int) { s.entries[i], s.entries[j] = s.entries[j], s.entries[i] })
	}
}

// plainVariables takes out what no process can be given.
func (b *draft) plainVariables() {
	for _, name := range slices.Sorted(maps.Keys(b.env)) {
		b.env[name] = plainText(b.env[name])
	}
}

// plainText is text without NUL and without what is no UTF-8.
func plainText(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
}
