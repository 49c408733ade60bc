package gen

import (
	"github.com/sessctl/sessctl/internal/judge/cases"
)

// draft is an environment in the making.
type draft struct {
	d       dice
	odd     int // how often, of a hundred, a value is an odd one
	config  shared
	creds   shared
	files   map[string]cases.File
	env     map[string]string
	profile string // given in code
	region  string
	chosen  string // the profile that is meant to be in force
}

// shared is a shared config file before it is written.
type shared struct{ sections []*section }

// section is a profile, or an sso-session, services or other block.
type section struct {
	kind    string // "profile", "sso-session", "services", or "" for a header that stands as it is
	name    string
	entries []entry
}

// entry is a key with a value, or with a nested block.
type entry struct {
	key, value string
	nested     []entry
}

// section finds or makes one.
func (f *shared) section(kind, name string) *section {
	for _, s := range f.sections {
		if s.kind == kind && s.name == name {
			return s
		}
	}
	s := &section{kind: kind, name: name}
	f.sections = append(f.sections, s)
	return s
}

func (s *section) set(key, value string) {
	s.entries = append(s.entries, entry{key: key, value: value})
}

// config or credentials, the usual one more often.
func (b *draft) either(usual, other *shared, often int) *shared {
	if b.d.pct(often) {
		return usual
	}
	return other
}

// inConfig is the chosen file for what usually stands in the config file.
func (b *draft) inConfig() *shared { return b.either(&b.config, &b.creds, 92) }

// inCredentials is the chosen file for what usually stands in the credentials file.
func (b *draft) inCredentials() *shared { return b.either(&b.creds, &b.config, 80) }
