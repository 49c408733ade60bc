package session

import (
	"fmt"
	"maps"
	"slices"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// Config is what a session or a client is configured with. Every field is
// optional; configs are merged from left to right, and of two that have a
// field the later one's counts, as in aws-sdk-go (aws/config.go, MergeIn).
//
// Settings are kept by the names of the settings table, so that a setting
// costs no field here.
type Config struct {
	Workspace   *resolve.Workspace          // the environment to read; this process's when nil
	Reading     *resolve.Reading            // the SDK to follow
	Stock       *Stock                      // what that SDK's sessions do to requests; nothing of their own when nil
	Profile     *origin.Candidate           // the profile, as code or a flag names it
	Settings    map[string]origin.Candidate // what is given, by name; Get has what becomes of it
	Services    []string                    // those whose endpoints are resolved though nothing is given for them
	Everywhere  bool                        // look into every place, to explain each
	Blocks      map[string]*resolve.Node    // what programs have in a file of their own, by the ids of their readings
	Credentials *resolve.Plan               // in place of those that the environment would give
	GivenRegion string                      // as it was given, where the SDK reads it as another: a pseudo region

	refusedRegion *origin.Place // the first region that is refused, where none is taken

	// resolved is what a session has made of the environment and of what was
	// given until then.
	resolved map[string]setting
}

// setting is one that was resolved; what is given to an SDK that makes nothing
// of it is not set.
type setting struct {
	origin.Candidate
	set   bool
	note  string
	fault *resolve.Problem // of a service's endpoint: why there is no client of the service

	broken *resolve.Problem // likewise, whatever its endpoint is
}

// Code is the origin of settings that are given without one.
var Code = origin.Origin{Kind: origin.Flag, Name: "code"}

// Set gives a setting, as code would. It fails when there is no such setting
// or the value is none of its.
func (c *Config) Set(name, value string) error {
	if _, service := settings.ServiceOf(name); !service && settings.Lookup(name) == nil {
		return fmt.Errorf("set %s: there is no such setting", name)
	}
	text, err := settings.Canonical(name, value)
	if err != nil {
		return fmt.Errorf("set %s: %w", name, err)
	}
	if c.Settings == nil {
		c.Settings = map[string]origin.Candidate{}
	}
	c.give(name, origin.Candidate{Value: text, Origin: Code})
	return nil
}

// give sets what is given, and forgets what was resolved without it.
func (c *Config) give(name string, v origin.Candidate) {
	c.Settings[name] = v
	if delete(c.resolved, name); len(c.resolved) == 0 {
		c.resolved = nil
	}
}

// Get gives a setting with the place it comes from, and whether it is set: as
// it was resolved, or as it is given where nothing has been resolved of it yet.
func (c *Config) Get(name string) (origin.Candidate, bool) {
	if v, ok := c.resolved[name]; ok {
		return v.Candidate, v.set
	}
	v, ok := c.Settings[name]
	return v, ok
}

// Note gives what the SDK's reading says of a setting beside its value.
func (c *Config) Note(name string) string { return c.resolved[name].note }

// Value gives a setting's text, empty when it is not set.
func (c *Config) Value(name string) string {
	v, _ := c.Get(name)
	return v.Value
}

// Names gives the names of the settings that are set, sorted.
func (c *Config) Names() []string {
	var names []string
	for name, v := range c.resolved {
		if v.set {
			names = append(names, name)
		}
	}
	for name := range c.Settings {
		if _, ok := c.resolved[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

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
		if o.refusedRegion != nil {
			p := *o.refusedRegion
			c.refusedRegion = &p
		}
		for _, service := range o.Services {
			if !slices.Contains(c.Services, service) {
				c.Services = append(c.Services, service)
			}
		}
		c.Everywhere = c.Everywhere || o.Everywhere
		if o.Blocks != nil {
			c.Blocks = o.Blocks
		}
		c.mergeSettings(o)
	}
}

// mergeSettings puts what another config is given before all that was resolved
// without it, and what was resolved with it before that.
func (c *Config) mergeSettings(o *Config) {
	if len(o.Settings) > 0 && c.Settings == nil {
		c.Settings = make(map[string]origin.Candidate, len(o.Settings))
	}
	for name, v := range o.Settings {
		c.give(name, v)
	}
	if len(o.resolved) > 0 && c.resolved == nil {
		c.resolved = make(map[string]setting, len(o.resolved))
	}
	maps.Copy(c.resolved, o.resolved)
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

// Inputs are what the config gives to a reading.
func (c *Config) Inputs() resolve.Inputs {
	in := resolve.Inputs{Profile: c.Profile, Explicit: make(map[string]origin.Candidate, len(c.Settings)), Services: slices.Clone(c.Services), Everywhere: c.Everywhere, Blocks: c.Blocks}
	for _, name := range slices.Sorted(maps.Keys(c.Settings)) {
		v := c.Settings[name]
		if v.Origin.Kind == "" {
			v.Origin = Code
			c.Settings[name] = v
		}
		in.Explicit[name] = v
		if service, ok := settings.ServiceOf(name); ok && !slices.Contains(in.Services, service) {
			in.Services = append(in.Services, service)
		}
	}
	return in
}

// take keeps what was resolved. What is given but unknown to the reading stays
// as it is given: code can set what no variable does.
func (c *Config) take(values []*resolve.Value) {
	region := c.Value("region")
	c.resolved = make(map[string]setting, len(values))
	if c.Settings == nil {
		c.Settings = map[string]origin.Candidate{}
	}
	for _, v := range values {
		if v.Name == "region" {
			c.takeRegion(region, v)
		}
		if v.Set {
			c.resolved[v.Name] = setting{Candidate: origin.Candidate{Value: v.Value, Origin: v.Origin}, set: true, note: v.Note, broken: v.Broken}
		} else if _, given := c.Settings[v.Name]; given || v.Fault != nil || v.Broken != nil {
			c.resolved[v.Name] = setting{fault: v.Fault, broken: v.Broken}
		}
	}
}

// RefusedRegion says which region is refused, and why, where the SDK takes none; ""
// where none is.
func (c *Config) RefusedRegion() string {
	p := c.refusedRegion
	if p == nil {
		return ""
	}
	return fmt.Sprintf("the region %q of %s is refused: %s", p.Value, p.Origin, p.Reason)
}

// takeRegion remembers a pseudo region and one that is refused, until another region
// is read.
func (c *Config) takeRegion(was string, v *resolve.Value) {
	c.refusedRegion = nil
	for i := range v.Places {
		if p := &v.Places[i]; !v.Set && p.Verdict == origin.Rejected && p.Value != "" && p.Origin.Kind != origin.IMDS {
			c.refusedRegion = p
			break
		}
	}
	if was != v.Value {
		c.GivenRegion = ""
	}
	for i := range v.Places {
		if p := &v.Places[i]; p.Verdict == origin.Won && p.Value != v.Value {
			c.GivenRegion = p.Value
		}
	}
}
