package session

import "github.com/sessctl/sessctl/internal/origin"

var (
	Nothing            = nothing
	ValidateEndpoint   = validateEndpoint
	ValidateParameters = validateParameters
)

func (s *Stock) UserAgent(app string) string { return s.userAgent(app, false) }

// SetResolved makes a setting one that was resolved, for tests.
func (c *Config) SetResolved(name string, v origin.Candidate, set bool) {
	if c.resolved == nil {
		c.resolved = map[string]setting{}
	}
	c.resolved[name] = setting{Candidate: v, set: set}
}

// ResolvedNames gives the names of those that were, for tests.
func (c *Config) ResolvedNames() []string {
	var names []string
	for name := range c.resolved {
		names = append(names, name)
	}
	return names
}
