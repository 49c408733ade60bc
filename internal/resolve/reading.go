package resolve

import (
	"slices"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// Layer is a source of candidates.
type Layer int

// The layers, in the order in which nearly every SDK asks them.
const (
	ExplicitLayer Layer = iota // flags here, code there
	EnvLayer
	FileLayer
	DefaultLayer
)

// Action is what an SDK does with a candidate.
type Action int

// The actions.
const (
	Use        Action = iota // the value stands
	Pass                     // of no use: the next place is asked
	Stop                     // of no use, and no other place is asked: the setting is unset
	Fail                     // building the session fails, when the SDK gets as far as this place
	FailAlways               // building the session fails, even when another place has won
	UseDefault               // of no use, and no other place is asked: the default holds
)

// Converted is what a conversion makes of a candidate.
type Converted struct {
	Value  string // canonical text, with Use
	Do     Action
	Reason string // why the value is of no use, or what was odd about it
}

// Conversion reads the raw text of a candidate as an SDK would.
type Conversion func(r *Run, s *settings.Setting, c origin.Candidate) Converted

// Reading is how one SDK goes from an environment to a Resolution. Most of it
// is data; the functions are for what no table can say.
type Reading struct {
	ID      string
	Aliases []string
	Title   string // such as "AWS SDK for Go v2"
	Follows string // the library and version it must agree with
	SDK     settings.SDK

	// Grammar is the parser of each shared file.
	Grammar func(profiles.FileKind) sharedfile.Grammar
	// Choose says which profile is in use and who asked for it.
	Choose func(r *Run) ProfileChoice
	// Locate says which files are read, the least preferred first, with the
	// origin of each path. Their contents are not looked at yet.
	Locate func(r *Run) []FileUse
	// Name takes a section's header apart.
	Name func(profiles.FileKind, *sharedfile.Section) profiles.Naming
	// Find gives the sections that count for a name, where the same section can
	// go by more than one; by Name when nil.
	Find func(s *profiles.Shared, kind profiles.SectionKind, name string) []profiles.SectionRef
	// Merge makes one profile (or sso-session, or services section) of all the
	// sections that bear its name, given in the order of the files.
	Merge func(s *profiles.Shared, name string, refs []profiles.SectionRef) *profiles.Profile
	// FromDefault says that other profiles may take something from [default].
	FromDefault bool
	// Load raises what goes wrong when the files are loaded: an unparsable
	// file, a profile that is missing. r.Shared and r.Profile are set.
	Load func(r *Run)

	// ProfileFor gives the profile, merged as it is for that, in which a setting
	// is looked for; the one in use when nil.
	ProfileFor func(r *Run, s *settings.Setting) *profiles.Profile
	// Layers is the order in which sources are asked; the usual order when nil.
	Layers []Layer
	// Property names the system property that is read before a variable, or "";
	// nil where the SDK knows none.
	Property func(variable string) string
	// Gate says why a place is not read although something stands there, or "".
	Gate func(r *Run, s *settings.Setting, p origin.Place) string
	// Aside records places of a setting in files that the SDK leaves alone.
	Aside func(b *Builder)
	// Convert reads raw texts, by type. A type without one is taken as it stands.
	Convert map[settings.Type]Conversion
	// ConvertSetting overrides Convert for single settings.
	ConvertSetting map[string]Conversion
	// Special replaces the whole procedure for single settings.
	Special map[string]func(r *Run, s *settings.Setting) *Value
	// Service gives the endpoint configured for a service, its own or the global one.
	Service func(r *Run, service string) *Value
	// Check raises what the SDK checks once all settings are known.
	Check func(r *Run)
	// Chain plans how credentials would be obtained.
	Chain func(r *Run) Plan
	// Profile plans what the profile in use gives by itself, and Token how a
	// bearer token would be obtained; nil where nobody has worked it out.
	Profile func(r *Run) Plan
	Token   func(r *Run) Plan
}

// Files is what the reading sees of shared files.
func (rd *Reading) Files(files []profiles.SourceFile) *profiles.Shared {
	return profiles.NewShared(files, profiles.Rules{Name: rd.Name, Find: rd.Find, Merge: rd.Merge})
}

// readsKeys reports whether any setting of the reading comes from a file.
func (rd *Reading) readsKeys() bool {
	return slices.ContainsFunc(settings.Table(), func(s settings.Setting) bool {
		return slices.ContainsFunc(s.Keys, func(n settings.Named) bool { return n.In&rd.SDK != 0 })
	})
}
