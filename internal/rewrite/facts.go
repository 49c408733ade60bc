package rewrite

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// facts are what a resolution comes to, wherever in the files it stands, each by
// its name in the order in which people look at them. Secrets are among them.
type facts struct {
	names  []string
	values map[string]string
}

func (f *facts) add(name, value string) {
	if value == "" {
		return
	}
	f.names = append(f.names, name)
	f.values[name] = value
}

func factsOf(res *resolve.Resolution) facts {
	f := facts{values: map[string]string{}}
	if res.Err != nil {
		f.add("error", resolve.WithoutPlaces(res.Err.Message))
	}
	if !res.Profile.Found {
		f.add("profile", "not found")
	}
	for _, v := range res.Settings {
		if v.Set {
			f.add(v.Name, v.Value)
		}
	}
	f.plan(res.Credentials)
	return f
}

func (f *facts) plan(p resolve.Plan) {
	f.add("credentials", string(p.Status)+" "+p.Provider)
	f.add("credentials.message", resolve.WithoutPlaces(p.Message))
	for i, s := range p.Steps {
		f.step(fmt.Sprintf("credentials.steps[%d].", i), s)
	}
}

// step adds every field of a step but the place it stands in.
func (f *facts) step(prefix string, s resolve.Step) {
	v := reflect.ValueOf(s)
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		switch x := v.Field(i).Interface().(type) {
		case string:
			if name == "Note" {
				x = resolve.WithoutPlaces(x)
			}
			f.add(prefix+name, x)
		case resolve.Secret:
			f.add(prefix+name, x.Reveal())
		case *int:
			if x != nil {
				f.add(prefix+name, fmt.Sprint(*x))
			}
		case time.Time:
			f.add(prefix+name, x.UTC().String())
		}
	}
}

// difference gives the first fact that is another.
func (f facts) difference(other facts) (name, was, is string, differs bool) {
	for _, list := range [][]string{f.names, other.names} {
		for _, n := range list {
			if f.values[n] != other.values[n] {
				return n, f.values[n], other.values[n], true
			}
		}
	}
	return "", "", "", false
}

// properties gives what a merged section has, nested keys too.
func properties(p *profiles.Profile) map[string]profiles.Property {
	all := map[string]profiles.Property{}
	if p == nil {
		return all
	}
	for _, q := range p.Properties {
		all[q.Key] = q
		for _, n := range q.Nested {
			all[q.Key+"."+n.Key] = n
		}
	}
	return all
}

// text is a property's value without the keys nested in it, which count by themselves.
func text(q profiles.Property) string {
	if len(q.Nested) > 0 {
		return ""
	}
	return strings.TrimRight(q.Value, "\n")
}

// Same reports whether two resolutions of a profile come to the same, wherever in
// the files that stands. as gives what counts of the texts of each.
func Same(a, b *resolve.Resolution, as, bs func(string) string) bool {
	x, y := factsOf(a), factsOf(b)
	for n, v := range x.values {
		x.values[n] = as(v)
	}
	for n, v := range y.values {
		y.values[n] = bs(v)
	}
	_, _, _, differs := x.difference(y)
	return !differs
}
