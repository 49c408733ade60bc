package conformance

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/judge/cases"
	"github.com/sessctl/sessctl/internal/sdk"
)

// place is where a setting comes from.
type place struct {
	Kind, File string
	Line       int
}

// resolved is what counts of a document of resolve.
type resolved struct {
	Error    any
	Problems []struct{ Severity string }
	Settings map[string]struct {
		Value  string
		Set    bool
		Origin place
	}
}

// changedElsewhere resolves an environment before and after its files were mended,
// with every reading, and gives what is otherwise though it stands on no line that
// was mended, nor in a section whose header was.
func changedElsewhere(program string, was, is cases.Case) ([]string, error) {
	mended, refers := map[place]bool{}, false
	for _, name := range []string{"config", "credentials"} {
		a, b := linesOf(was.Home, name), linesOf(is.Home, name)
		if len(a) != len(b) {
			return nil, fmt.Errorf("%s has %d lines instead of %d", name, len(b), len(a))
		}
		header := false
		for i := range a {
			if strings.HasPrefix(strings.TrimSpace(a[i]), "[") || strings.HasPrefix(strings.TrimSpace(b[i]), "[") {
				header = a[i] != b[i]
			}
			refers = refers || a[i] != b[i] && (header || strings.Contains(b[i], "services"))
			if header || a[i] != b[i] {
				mended[place{File: name, Line: i + 1}] = true
			}
		}
	}
	if len(mended) == 0 {
		return nil, nil
	}
	var found []string
	for _, rd := range sdk.Readings() {
		x, y := resolvedAs(program, was, rd.ID), resolvedAs(program, is, rd.ID)
		if x.Error != nil || slices.ContainsFunc(x.Problems, func(p struct{ Severity string }) bool { return p.Severity == "error" }) {
			continue // a file was not read at all: all that is in it counts now
		}
		for name, v := range x.Settings {
			w := y.Settings[name]
			at := func(p place) bool { return mended[place{File: filepath.Base(p.File), Line: p.Line}] }
			inFile := v.Origin.Kind == "file" || w.Origin.Kind == "file"
			same := strings.ReplaceAll(v.Value, was.Home, is.Home) == w.Value || refers && strings.HasPrefix(name, "services.")
			if !same && inFile && !at(v.Origin) && !at(w.Origin) {
				found = append(found, fmt.Sprintf("%s takes %q for %s, and not %q any more", rd.ID, w.Value, name, v.Value))
			}
		}
	}
	return found, nil
}

func linesOf(home, name string) []string {
	text, _ := os.ReadFile(filepath.Join(home, ".aws", name))
	return strings.Split(string(text), "\n")
}

func resolvedAs(program string, c cases.Case, reading string) (d resolved) {
	out, _, _ := runOn(program, c, []string{"resolve", "-o", "json", "--as", reading})
	if json.Unmarshal(out, &d) != nil {
		d.Error = "no document"
	}
	return d
}
