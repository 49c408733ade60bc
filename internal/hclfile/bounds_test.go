package hclfile

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/environ"
)

// regionOf is what a file has as the region, or why that is not known.
func regionOf(t *testing.T, name, text string) (value, unknown string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	env, err := environ.New(environ.Options{NoEnv: true, Home: filepath.Dir(path)})
	if err != nil {
		t.Fatal(err)
	}
	m, err := Read(env, path)
	if err != nil {
		t.Fatal(err)
	}
	n, err := m.Find([]Header{{"provider", "aws"}}, "")
	if err != nil {
		t.Fatal(err)
	}
	region := n.Members["region"]
	return region.Text, region.Unknown
}

// doubled has a local value that is a first one, doubled 40 times.
func doubled(first, twice string) string {
	var b strings.Builder
	b.WriteString("locals {\n  l0 = " + first + "\n")
	for i := range 40 {
		fmt.Fprintf(&b, "  l%d = %s\n", i+1, strings.ReplaceAll(twice, "IT", fmt.Sprintf("local.l%d", i)))
	}
	return b.String() + "}\n"
}

// TestFewLinesStaySmall has files that come to more than any machine holds.
func TestFewLinesStaySmall(t *testing.T) {
	provider := func(region string) string { return "provider \"aws\" {\n  region = " + region + "\n}\n" }
	for name, text := range map[string]string{
		"text":     doubled(`"xx"`, `"${IT}${IT}"`) + provider("local.l40"),
		"list":     doubled(`["x", "y"]`, `concat(IT, IT)`) + provider(`join("", local.l40)`),
		"width":    provider(`format("%200000000d", 1)`),
		"again":    doubled(`"xx"`, `"${IT}${IT}"`) + provider(`format("`+strings.Repeat("%[1]s", 2000)+`", local.l18)`),
		"join":     provider(`join(format("%100000d", 1), split("", format("%100000d", 1)))`),
		"distinct": provider(`join("", distinct(split("", format("%100000d", 1))))`),
		"loops":    provider(`join("", [for a in split("", "abc") : join("", [for b in split("", "abc") : "x"])])`),
		"loop":     doubled(`"xx"`, `"${IT}${IT}"`) + provider(`join("", [for a in split("", local.l16) : "${local.l16}"])`),
		"template": doubled(`"xx"`, `"${IT}${IT}"`) + provider(`"%{ for a in split("", local.l16) }${local.l16}%{ endfor }"`),
	} {
		t.Run(name, func(t *testing.T) {
			if got, why := regionOf(t, "main.tf", text); got != "" || !strings.Contains(why, "it would take more than") && !strings.Contains(why, "a loop within a loop") {
				t.Errorf("it comes to %d bytes, and %q", len(got), why)
			}
		})
	}
	hops := "locals {\n"
	for i := range 2000 {
		hops += fmt.Sprintf("  l%d = local.l%d\n", i, i+1)
	}
	if _, why := regionOf(t, "main.tf", hops+"  l2000 = \"x\"\n}\n"+provider("local.l0")); !strings.Contains(why, "one behind the other") {
		t.Errorf("2,000 names come to %q", why)
	}
	loop := `{"provider": {"aws": {"region": "${join(\"\", [for a in split(\"\", \"ab\") : join(\"\", [for b in split(\"\", \"ab\") : b])])}"}}}`
	if _, why := regionOf(t, "main.tf.json", loop); !strings.Contains(why, "a loop within a loop") {
		t.Errorf("loops in JSON come to %q", why)
	}
}

func TestLoopsOfOrdinaryFiles(t *testing.T) {
	for text, want := range map[string]string{
		`join("-", [for w in ["us", "east", "1"] : lower(w)])`: "us-east-1",
		`"us%{ for w in ["east", "1"] }-${w}%{ endfor }"`:      "us-east-1",
		`format("%s-%s-%d", "us", "west", 2)`:                  "us-west-2",
		`join("", distinct(["a", "a", "b"]))`:                  "ab",
	} {
		if got, why := regionOf(t, "main.tf", "provider \"aws\" {\n  region = "+text+"\n}\n"); got != want {
			t.Errorf("%s is %q, %s", text, got, why)
		}
	}
}
