package session

import (
	"fmt"
	"maps"
	"slices"

	"github.com/sessctl/sessctl/internal/resolve"
)

// Config is what a session or a client is configured with. Every field is
// optional; configs are merged from left to right, and of two that have a
// field the later one's counts, as in aws-sdk-go (aws/config.go, MergeIn).
//
// Settings are kept by the names of the settings table, so that a setting
// costs no field here.
type Config struct {
	Workspace   *resolve.Workspace           // the environment to read; this process's when nil
	Reading     *resolve.Reading             // the SDK to follow
	Stock       *Stock                       // what that SDK's sessions do to requests; nothing of their own when nil
	Profile     *resolve.Candidate           // the profile, as code or a flag names it
	Settings    map[string]resolve.Candidate // by name; what was read and what is given alike
	Credentials *resolve.Plan                // in place of those that the environment would give
	GivenRegion string                       // as it was given, where the SDK reads it as another: a pseudo region
}

// Code is the origin of settings that are given without one.
var Code = resolve.Origin{Kind: resolve.Flag, Name: "code"}

// Set gives a setting, as code would. It fails when there is no such setting
// or the value is none of its.
func (c *Config) Set(name, value string) error {
	if _, service := resolve.ServiceOf(name); !service && resolve.Lookup(name) == nil {
		return fmt.Errorf("set %s: there is no such setting", name)
	}
	text, err := resolve.Canonical(name, value)
	if err != nil {
		return fmt.Errorf("set %s: %w", name, err)
	}
	if c.Settings == nil {
		c.Settings = map[string]resolve.Candidate{}
	}
	c.Settings[name] = resolve.Candidate{Value: text, Origin: Code}
	return nil
}

// Get gives a setting with the place it comes from, and whether it is set.
func (c *Config) Get(name string) (resolve.Candidate, bool) {
	v, ok := c.Settings[name]
	return v, ok
}

// Value gives a setting's text, empty when it is not set.
func (c *Config) Value(name string) string { return c.Settings[name].Value }

// On reports whether a setting is switched on.
func (c *Config) On(name string) bool { return c.Value(name) == "true" }

// MergeIn merges configs into c, from left to right. A nil config changes nothing.
func (c *Config) MergeIn(configs ...*Config) {
	for _, o := range configs {
		if o == nil {
			continue
		}
		if o.Workspace != nil {
			c.Workspace = o.Workspace
		}
		if o.Reading != nil {
			c.Reading = o.Reading
		}
		if o.Stock != nil {
			c.Stock = o.Stock
		}
		if o.Profile != nil {
			p := *o.Profile
			c.Profile = &p
		}
		if o.Credentials != nil {
			c.Credentials = copyPlan(o.Credentials)
		}
		if o.GivenRegion != "" {
			c.GivenRegion = o.GivenRegion
		}
		if len(o.Settings) > 0 {
			if c.Settings == nil {
				c.Settings = make(map[string]resolve.Candidate, len(o.Settings))
			}
			maps.Copy(c.Settings, o.Settings)
		}
	}
}

// Copy gives a config of its own with others merged on top. Only the
// environment, the reading and its stock, which nobody changes, are shared.
func (c *Config) Copy(configs ...*Config) *Config {
	n := &Config{}
	n.MergeIn(c)
	n.MergeIn(configs...)
	return n
}

// Merge merges configs from left to right into a new one.
func Merge(configs ...*Config) *Config { return new(Config).Copy(configs...) }

func copyPlan(p *resolve.Plan) *resolve.Plan {
	n := *p
	n.Tried = slices.Clone(p.Tried)
	n.Steps = slices.Clone(p.Steps)
	for i := range n.Steps {
		if d := n.Steps[i].DurationSeconds; d != nil {
			seconds := *d
			n.Steps[i].DurationSeconds = &seconds
		}
	}
	return &n
}

// inputs are what the config gives explicitly: settings that did not come from
// the environment or a default.
func (c *Config) inputs() resolve.Inputs {
	in := resolve.Inputs{Profile: c.Profile, Explicit: map[string]resolve.Candidate{}}
	for name, v := range c.Settings {
		switch v.Origin.Kind {
		case "":
			v.Origin = Code
		case resolve.Flag:
		default:
			continue
		}
		in.Explicit[name] = v
		if service, ok := resolve.ServiceOf(name); ok {
			in.Services = append(in.Services, service)
		}
	}
	return in
}

// take replaces the settings by resolved ones. Those that are given but that
// the reading does not know stay: code can set what no variable does.
func (c *Config) take(in resolve.Inputs, values []*resolve.Value) {
	settings := make(map[string]resolve.Candidate, len(values)+len(in.Explicit))
	maps.Copy(settings, in.Explicit)
	for _, v := range values {
		if v.Name == "region" {
			c.takeRegion(v)
		}
		if v.Set {
			settings[v.Name] = resolve.Candidate{Value: v.Value, Origin: v.Origin}
		} else {
			delete(settings, v.Name)
		}
	}
	c.Settings = settings
}

// takeRegion remembers a pseudo region, until another region is read.
func (c *Config) takeRegion(v *resolve.Value) {
	if c.Settings["region"].Value != v.Value {
		c.GivenRegion = ""
	}
	for i := range v.Places {
		if p := &v.Places[i]; p.Verdict == resolve.Won && p.Value != v.Value {
			c.GivenRegion = p.Value
		}
	}
}
