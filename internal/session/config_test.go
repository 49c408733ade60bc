package session

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

var (
	someReadings   = []*resolve.Reading{{ID: "one"}, {ID: "two"}}
	someWorkspaces = []*resolve.Workspace{nil, resolve.NewWorkspace(nil), resolve.NewWorkspace(nil)}
	someSettings   = []string{"region", "retry_mode", "max_attempts", "services.s3.endpoint_url"}
)

func drawCandidate(rt *rapid.T, label string) origin.Candidate {
	return origin.Candidate{Value: rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(rt, label), Origin: Code}
}

func drawPlan(rt *rapid.T) *resolve.Plan {
	p := &resolve.Plan{AccessKeyID: rapid.StringMatching("[AB]{2}").Draw(rt, "key")}
	for range rapid.IntRange(0, 2).Draw(rt, "steps") {
		seconds := rapid.IntRange(900, 3600).Draw(rt, "seconds")
		p.Steps = append(p.Steps, resolve.Step{Kind: resolve.StepAssumeRole, DurationSeconds: &seconds})
	}
	return p
}

// drawConfig gives a config with any of its fields, or nil.
func drawConfig(rt *rapid.T) *Config {
	if rapid.IntRange(0, 9).Draw(rt, "nil") == 0 {
		return nil
	}
	c := &Config{Workspace: rapid.SampledFrom(someWorkspaces).Draw(rt, "workspace")}
	if rapid.Bool().Draw(rt, "has a reading") {
		c.Reading = rapid.SampledFrom(someReadings).Draw(rt, "reading")
	}
	if rapid.Bool().Draw(rt, "has a stock") {
		c.Stock = &Stock{Agent: rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "agent")}
	}
	if rapid.Bool().Draw(rt, "has a profile") {
		p := drawCandidate(rt, "profile")
		c.Profile = &p
	}
	if rapid.Bool().Draw(rt, "has credentials") {
		c.Credentials = drawPlan(rt)
	}
	for _, name := range someSettings {
		if rapid.Bool().Draw(rt, "has "+name) {
			if c.Settings == nil {
				c.Settings = map[string]origin.Candidate{}
			}
			c.Settings[name] = drawCandidate(rt, name)
		}
		if rapid.Bool().Draw(rt, "has resolved "+name) {
			c.SetResolved(name, drawCandidate(rt, name), rapid.Bool().Draw(rt, "set"))
		}
	}
	c.Everywhere = rapid.Bool().Draw(rt, "everywhere")
	c.Services = append(c.Services, rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"s3", "sts", "sqs"}), 0, 3, rapid.ID).Draw(rt, "services")...)
	return c
}

func same(a, b *Config) bool { return reflect.DeepEqual(a, b) }

func TestMergeIsAssociative(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b, c := drawConfig(rt), drawConfig(rt), drawConfig(rt)
		all := Merge(a, b, c)
		if left, right := Merge(Merge(a, b), c), Merge(a, Merge(b, c)); !same(left, all) || !same(right, all) {
			rt.Fatalf("(a+b)+c = %+v\na+(b+c) = %+v\na+b+c = %+v", left, right, all)
		}
	})
}

func TestMergeOfNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a := drawConfig(rt)
		once := Merge(a)
		for _, same1 := range []*Config{Merge(a, nil), Merge(nil, a), Merge(a, &Config{}), Merge(&Config{}, a), Merge(a, a)} {
			if !same(once, same1) {
				rt.Fatalf("merging nothing makes %+v of %+v", same1, once)
			}
		}
	})
}

func TestMergeTheLaterCounts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := drawConfig(rt), drawConfig(rt)
		m, first, second := Merge(a, b), Merge(a), Merge(b)
		for _, name := range someSettings {
			want, ok := second.Get(name)
			if !has(second, name) {
				want, ok = first.Get(name)
			}
			if got, has := m.Get(name); got != want || has != ok {
				rt.Fatalf("%s is %v, want %v", name, got, want)
			}
		}
		want := first.Profile
		if second.Profile != nil {
			want = second.Profile
		}
		if !reflect.DeepEqual(m.Profile, want) {
			rt.Fatalf("the profile is %v, want %v", m.Profile, want)
		}
	})
}

// has reports whether a config says anything of a setting, be it that it is unset.
func has(c *Config, name string) bool {
	_, given := c.Settings[name]
	return given || slices.Contains(c.ResolvedNames(), name)
}

// TestNamesAreThoseThatAreSet holds Names to Get.
func TestNamesAreThoseThatAreSet(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := Merge(drawConfig(rt), drawConfig(rt))
		var want []string
		for _, name := range someSettings {
			if _, set := c.Get(name); set {
				want = append(want, name)
			}
		}
		slices.Sort(want)
		if got := c.Names(); !slices.Equal(got, want) {
			rt.Fatalf("the names are %q, want %q", got, want)
		}
	})
}

// TestCopyNeverAliases changes everything that can be changed of a copy, and
// then of the original: the other one stays as it was.
func TestCopyNeverAliases(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a := Merge(drawConfig(rt), drawConfig(rt))
		before := Merge(a)
		c := a.Copy(drawConfig(rt))
		spoil(c)
		if !same(a, before) {
			rt.Fatalf("changing a copy made %+v of %+v", a, before)
		}
		c = a.Copy()
		spoil(a)
		if !same(c, before) {
			rt.Fatalf("changing the original made %+v of its copy %+v", c, before)
		}
	})
}

func spoil(c *Config) {
	if c.Profile != nil {
		c.Profile.Value = "spoilt"
	}
	for name := range c.Settings {
		c.Settings[name] = origin.Candidate{Value: "spoilt"}
	}
	if c.Settings != nil {
		c.Settings["new"] = origin.Candidate{Value: "spoilt"}
	}
	for _, name := range c.ResolvedNames() {
		c.SetResolved(name, origin.Candidate{Value: "spoilt"}, true)
	}
	for i := range c.Services {
		c.Services[i] = "spoilt"
	}
	if p := c.Credentials; p != nil {
		p.AccessKeyID = "spoilt"
		for i := range p.Steps {
			p.Steps[i].Kind = "spoilt"
			*p.Steps[i].DurationSeconds = -1
		}
		p.Steps = append(p.Steps, resolve.Step{})
	}
}
