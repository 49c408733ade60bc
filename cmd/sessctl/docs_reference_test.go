package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/sdk"
)

// TestDocsCommands holds docs/commands.md to what --help says.
func TestDocsCommands(t *testing.T) { holdPage(t, "commands.md", commandsPage(t)) }

// TestDocsSettings holds docs/settings.md to the table of settings.
func TestDocsSettings(t *testing.T) {
	holdPage(t, "settings.md", settingsPage(document.SettingsFrom(sdk.Readings(), "", sdk.BesideReadings()...)))
}

func holdPage(t *testing.T, name, want string) {
	t.Helper()
	path := filepath.Join("../../docs", name)
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("docs/%s is out of date (go test ./cmd/sessctl -run TestDocs -update writes it anew):\n%s", name, cmp.Diff(string(got), want))
	}
}

const commandsHead = `# Commands

What ` + "`--help`" + ` says, on one page; a test keeps the two the same. For examples
with their output see the [tour](tour.md).

`

const exitStatuses = `
## Exit status

| status | meaning |
| --- | --- |
| 0 | done |
| 1 | the answer is no: ` + "`get`" + ` found no value, ` + "`check`" + ` failed, there are no credentials, ` + "`lint`" + ` found errors, ` + "`profiles --check`" + ` found a broken profile |
| 2 | wrong usage |
| 3 | the SDK cannot load this configuration, or it is not enough for what was asked: no region for a request |
| 4 | something else failed, output that could not be written among it |

Answers go to standard output, everything else to standard error.
`

func commandsPage(t *testing.T) string {
	t.Helper()
	root, _ := newRoot(stdStreams())
	root.InitDefaultCompletionCmd()
	var b strings.Builder
	b.WriteString(commandsHead)
	var commands []*cobra.Command
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() && c.Name() != "help" {
			commands = append(commands, c)
		}
	}
	slices.SortFunc(commands, func(a, b *cobra.Command) int { return strings.Compare(a.Name(), b.Name()) })
	b.WriteString("| command | what it does | output |\n| --- | --- | --- |\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "| [`%s`](#sessctl-%s) | %s | %s |\n", c.Name(), c.Name(), c.Short, strings.Join(formatsOf(c), ", "))
	}
	for _, c := range commands {
		text, _, _ := strings.Cut(help(t, c.Name()), "\nGlobal Flags:\n")
		fmt.Fprintf(&b, "\n## sessctl %s\n\n```text\n%s\n```\n", c.Name(), strings.TrimSpace(text))
	}
	_, flags, _ := strings.Cut(help(t), "\nFlags:\n")
	flags, _, _ = strings.Cut(flags, "\n\n")
	flags = rootAlone.ReplaceAllString(flags+"\n", "")
	fmt.Fprintf(&b, "\n## Flags of every command\n\n```text\n%s```\n", flags)
	b.WriteString(exitStatuses)
	return b.String()
}

// rootAlone are the flags of sessctl without a command.
var rootAlone = regexp.MustCompile(`(?m)^ +(-h, )?--(help|version) .*\n`)

func help(t *testing.T, command ...string) string {
	t.Helper()
	t.Setenv("SESSCTL_AS", "")
	var out, errs bytes.Buffer
	if status := run(append(command, "--help"), streams{in: strings.NewReader(""), out: &out, err: &errs}); status != exitDone {
		t.Fatalf("%v --help: status %d: %s", command, status, errs.String())
	}
	return out.String()
}

const settingsHead = `# Settings

Every setting that an SDK reads from the environment or the shared config files:
what it does, its variable, its key in a profile, its default, and who reads it.
The page is made from the table that sessctl itself goes by.
` + "`sessctl settings NAME`" + ` prints the same for one of them, by any of its names,
and ` + "`sessctl explain NAME`" + ` says what becomes of it here.

A setting may be given by ` + "`--set NAME=VALUE`" + ` too, as code would give it. Where no
default is named, the SDK leaves the setting unset. Java programs are configured by
system properties too: see [java-v2](readings/java-v2.md#system-properties).

`

func settingsPage(d document.Settings) string {
	var b strings.Builder
	b.WriteString(settingsHead)
	b.WriteString("| setting | what it does |\n| --- | --- |\n")
	for _, s := range d.Settings {
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s |\n", s.Name, headingAnchor(s.Name), s.Summary)
	}
	b.WriteString("\nBelow them: [variables](#variables-that-are-no-setting) and [keys](#keys-that-are-no-setting) that lead to credentials, or say where the files are.\n")
	for _, s := range d.Settings {
		fmt.Fprintf(&b, "\n## `%s`\n\n%s.\n\n", s.Name, capital(s.Summary))
		value := s.Type
		if len(s.Values) > 0 {
			value = "`" + strings.Join(s.Values, "`, `") + "`"
		}
		fmt.Fprintf(&b, "- value: %s\n", value)
		writeReaders(&b, "variable", s.Variables, d.Readings)
		writeReaders(&b, "key", s.Keys, d.Readings)
		writeReaders(&b, "default", s.Defaults, d.Readings)
		fmt.Fprintf(&b, "- known to %s\n", namedReaders(s.ReadBy, d.Readings))
	}
	for _, kind := range []string{"variable", "key"} {
		fmt.Fprintf(&b, "\n## %ss that are no setting\n\n| %s | what it is | read by |\n| --- | --- | --- |\n", capital(kind), kind)
		for _, in := range d.Inputs {
			if in.Kind == kind {
				fmt.Fprintf(&b, "| `%s` | %s | %s |\n", in.Name, in.Summary, namedReaders(in.ReadBy, d.Readings))
			}
		}
	}
	return b.String()
}

func writeReaders(b *strings.Builder, label string, names []document.ReadBy, all []string) {
	for _, n := range names {
		fmt.Fprintf(b, "- %s `%s`: %s\n", label, n.Name, namedReaders(n.ReadBy, all))
	}
}

// namedReaders lists SDKs, or the few that are not among them.
func namedReaders(ids, all []string) string {
	var others []string
	for _, id := range all {
		if !slices.Contains(ids, id) {
			others = append(others, id)
		}
	}
	switch {
	case len(others) == 0:
		return "every SDK"
	case len(others) <= 3 && len(ids) > len(others):
		return "every SDK but " + strings.Join(others, ", ")
	}
	return strings.Join(ids, ", ")
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

var (
	links    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	headings = regexp.MustCompile(`(?m)^#+ (.+)$`)
	fences   = regexp.MustCompile("(?ms)^```.*?^```$")
)

// TestDocsLinks follows every link of the documentation to a file and heading
// of this repository.
func TestDocsLinks(t *testing.T) {
	var pages []string
	for _, pattern := range []string{"../../*.md", "../../docs/*.md", "../../docs/*/*.md", "../../conformance/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, found...)
	}
	followed := 0
	for _, page := range pages {
		for _, link := range links.FindAllStringSubmatch(prose(t, page), -1) {
			target, heading, _ := strings.Cut(link[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			followed++
			file := page
			if target != "" {
				file = filepath.Join(filepath.Dir(page), target)
			}
			if _, err := os.Stat(file); err != nil {
				t.Errorf("%s: the link to %s leads nowhere", page, link[1])
				continue
			}
			if heading != "" && !slices.Contains(anchors(t, file), heading) {
				t.Errorf("%s: the link to %s leads to no heading", page, link[1])
			}
		}
	}
	if followed == 0 {
		t.Error("the documentation has no links at all")
	}
}

func prose(t *testing.T, page string) string {
	t.Helper()
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	return fences.ReplaceAllString(string(data), "")
}

func anchors(t *testing.T, page string) []string {
	t.Helper()
	var all []string
	for _, h := range headings.FindAllStringSubmatch(prose(t, page), -1) {
		all = append(all, headingAnchor(h[1]))
	}
	return all
}

// headingAnchor is the anchor that GitHub and GitLab give a heading.
func headingAnchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '-', r == '_':
			return r
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, heading)
}
