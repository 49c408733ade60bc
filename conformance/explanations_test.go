package conformance

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/conformance/internal/gen"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

// explained is how many environments the explanations are judged on.
const explained = 2000

type comparison struct {
	Rows []struct {
		Name    string
		Differs bool
		Builtin bool
		Cells   []struct {
			Reading, State, Value string
			Group                 int
		}
		Reasons []struct {
			Readings []string
			Text     string
		}
	}
}

// TestEveryDifferenceIsExplained compares all readings on random environments
// and looks at each cell that differs: it must have a reason of its own, and
// in each row at most one answer may go without a cause, the one that the
// others are explained against.
func TestEveryDifferenceIsExplained(t *testing.T) {
	program, err := sessctl()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	t.Logf("seed %d, %d environments", *seed, explained)
	unexplained := map[string]int{}
	differing := 0
	for i := range explained {
		c, err := gen.Generate(*seed, i).LayOut(filepath.Join(dir, fmt.Sprint(i)))
		if err != nil {
			t.Fatal(err)
		}
		d, err := compare(string(program), c)
		if err != nil {
			t.Errorf("environment %d: %v", i, err)
			continue
		}
		for _, row := range d.Rows {
			if row.Differs && !row.Builtin {
				differing++
			}
		}
		for _, why := range unexplainedIn(d) {
			if unexplained[why.kind]++; unexplained[why.kind] == 1 {
				t.Errorf("seed %d, environment %d: %s", *seed, i, why.detail)
			}
		}
		os.RemoveAll(c.Home)
	}
	t.Logf("%d rows differ by what is configured", differing)
	if differing < explained {
		t.Errorf("only %d rows differ: the environments are too plain to judge explanations by", differing)
	}
	for kind, n := range unexplained {
		t.Logf("%d times: %s", n, kind)
	}
}

func compare(program string, c cases.Case) (comparison, error) {
	args := []string{"compare", "-o", "json"}
	if c.Profile != "" {
		args = append(args, "--profile", c.Profile)
	}
	if c.Region != "" {
		args = append(args, "--region", c.Region)
	}
	cmd := exec.Command(program, args...)
	cmd.Dir = c.Home
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + c.Home}
	for k, v := range c.Env {
		cmd.Env = append(cmd.Env, k+"="+v)
	}
	out, err := cmd.Output()
	if err != nil {
		return comparison{}, fmt.Errorf("compare: %w", err)
	}
	var d comparison
	return d, json.Unmarshal(out, &d)
}

type gap struct{ kind, detail string }

func unexplainedIn(d comparison) []gap {
	var gaps []gap
	for _, row := range d.Rows {
		if !row.Differs || row.Builtin || strings.HasPrefix(row.Name, "  step") {
			continue // the steps are explained with the credentials
		}
		reasons := map[string]string{}
		for _, r := range row.Reasons {
			for _, id := range r.Readings {
				reasons[id] = r.Text
			}
		}
		without := map[int]string{} // groups without a cause
		for _, cell := range row.Cells {
			text := reasons[cell.Reading]
			switch {
			case row.Name == "session" && cell.Value == "loads":
			case text == "":
				gaps = append(gaps, gap{row.Name + ": no reason", fmt.Sprintf("%s of %s (%q) has no reason", row.Name, cell.Reading, cell.Value)})
			case cell.State == "unknown", row.Name == "session", row.Name == "profile", row.Name == "credentials":
			case !strings.Contains(text, ": ") && !strings.HasPrefix(text, "derives "):
				without[cell.Group] = cell.Reading + " " + text
			}
		}
		if len(without) > 1 {
			var texts []string
			for _, text := range without {
				texts = append(texts, text)
			}
			gaps = append(gaps, gap{row.Name + ": no cause", row.Name + ": " + strings.Join(texts, " / ")})
		}
	}
	return gaps
}
