package diagnose

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/diagnoses.md anew")

// TestDocs holds docs/diagnoses.md to the catalogue.
func TestDocs(t *testing.T) {
	const path = "../../docs/diagnoses.md"
	want := page()
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
		t.Errorf("%s is not what the catalogue says: go test ./internal/diagnose -update writes it anew", path)
	}
}

// page is the documentation of every diagnosis.
func page() string {
	var b strings.Builder
	b.WriteString("# Diagnoses\n\nEverything that `sessctl lint` and the other commands can find, by code. `sessctl lint --explain CODE` prints the same pages.\n" +
		"Errors make `lint` exit with 1; `--fail-on warning` makes warnings count too. `--select` and `--ignore` take codes or the beginnings of codes.\n\n" +
		"Findings marked *quiet* are shown beside an answer and never by `lint`; those marked *today* are about what is so at the moment, such as an expired login, and `lint` reports them for the profile that was asked for.\n\n")
	for _, s := range Subjects() {
		fmt.Fprintf(&b, "- [%s](#%s)\n", s.Title, anchor(s.Title))
	}
	for _, s := range Subjects() {
		fmt.Fprintf(&b, "\n## %s\n", s.Title)
		for _, e := range s.Entries {
			mark := ""
			switch {
			case e.Quiet:
				mark = ", quiet"
			case e.State:
				mark = ", today"
			}
			fmt.Fprintf(&b, "\n### %s\n\n**%s** (%s%s)\n\n%s\n\n*Why it matters.* %s\n\n*What to do.* %s\n\n*Who is affected.* %s\n",
				e.Code, e.Title, e.Severity, mark, escape(e.Page.What), escape(e.Page.Why), escape(e.Page.Cure), escape(e.Page.Who))
		}
	}
	return b.String()
}

func anchor(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-':
			return r
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, title)
}

// escape keeps Markdown from reading what is meant as it stands.
func escape(s string) string {
	return strings.NewReplacer("*", `\*`, "<", `\<`, "[", `\[`, "]", `\]`).Replace(s)
}
