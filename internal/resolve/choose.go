package resolve

import (
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
)

// ProfileRule is how an SDK picks the profile: what is given explicitly comes
// first, then the variables in order, then "default".
type ProfileRule struct {
	Variables   []string
	EmptyCounts bool                                 // an empty name is a name
	Refuse      func(r *Run, variable string) string // why a variable that is set is not read, or ""
}

// Choose picks the profile, and tells of the other names that were offered.
func (rule ProfileRule) Choose(r *Run) ProfileChoice {
	c := ProfileChoice{Name: "default", Origin: origin.Origin{Kind: origin.ByDefault}}
	offer := func(found origin.Candidate, refused string) {
		verdict := origin.Rejected
		switch {
		case refused != "":
		case found.Value == "" && !rule.EmptyCounts:
			refused = EmptyIsUnset
		case c.Origin.Kind != origin.ByDefault:
			verdict, refused = origin.Shadowed, beats(c.Origin, found.Origin)
		default:
			c.Name, c.Origin = found.Value, found.Origin
			return
		}
		c.Others = append(c.Others, found.As(verdict, refused))
	}
	if r.In.Profile != nil {
		offer(*r.In.Profile, "")
	}
	for _, name := range rule.Variables {
		v, ok := r.Var(name)
		switch {
		case !ok:
		case rule.Refuse != nil:
			offer(v, rule.Refuse(r, name))
		default:
			offer(v, "")
		}
	}
	return c
}

// NamedFile is a shared file whose path is given: explicitly, or by a variable.
// An empty variable names one only where empty counts.
func NamedFile(r *Run, kind profiles.FileKind, emptyCounts bool) (use FileUse, named bool) {
	explicit, variable := r.Env.ConfigFile, "AWS_CONFIG_FILE"
	if kind == profiles.CredentialsFile {
		explicit, variable = r.Env.CredentialsFile, "AWS_SHARED_CREDENTIALS_FILE"
	}
	if explicit != "" {
		return FileUse{Kind: kind, Path: explicit, Origin: origin.Origin{Kind: origin.Flag, Name: "--" + string(kind) + "-file"}}, true
	}
	if v, ok := r.Var(variable); ok && (v.Value != "" || emptyCounts) {
		return FileUse{Kind: kind, Path: v.Value, Origin: v.Origin}, true
	}
	return FileUse{Kind: kind, Origin: origin.Origin{Kind: origin.ByDefault}}, false
}
