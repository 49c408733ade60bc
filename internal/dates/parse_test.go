package dates

import (
	"strings"
	"testing"
	"time"
)

// What dateutil 2.9 makes of texts, on the 3rd of May 2026; "" where it refuses.
func TestParse(t *testing.T) {
	today := time.Date(2026, 5, 3, 0, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"2026-01-02T03:04:05Z":          "2026-01-02T03:04:05Z",
		"2026-01-02T03:04:05.678+02:00": "2026-01-02T01:04:05.678Z",
		"2026-01-02":                    "2026-01-02T00:00:00Z",
		"20260102T030405":               "2026-01-02T03:04:05Z",
		"Fri, 02 Jan 2026 03:04:05 GMT": "2026-01-02T03:04:05Z",
		"2 Jan 2026 10 pm":              "2026-01-02T22:00:00Z",
		"12:30":                         "2026-05-03T12:30:00Z",
		"Jan 2":                         "2026-01-02T00:00:00Z",
		"1/2/2026":                      "2026-01-02T00:00:00Z",
		"31/12/2026":                    "2026-12-31T00:00:00Z",
		"soon":                          "",
		"2026-13-45":                    "",
		"25:00":                         "",
	} {
		got, err := Parse(text, today)
		switch {
		case want == "" && err == nil:
			t.Errorf("%q is read as %v, want an error", text, got)
		case want != "" && (err != nil || got.UTC().Format(time.RFC3339Nano) != want):
			t.Errorf("%q is read as %v (%v), want %s", text, got, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2026-01-02T03:04:05Z", "2 Jan 2026 10 pm GMT+3", "Jan of 26", "5m 3.5s", "1.2.3", "20260102T0304", "+", "99/99", "a.m."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, _ = Parse(s, time.Unix(0, 0))
		if tokens := strings.Join(tokensOf(s), ""); len(tokens) > 4*len(s)+4 {
			t.Errorf("%q has the tokens %q", s, tokens)
		}
	})
}
