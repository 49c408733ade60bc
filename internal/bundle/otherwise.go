package bundle

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

// Otherwise gives the readings that make something else of a bundle than of the
// environment it was made of, by their ids: in no bundle should there be any, but
// the files of some are so odd that a stand-in changes how they read. Every stand-in
// is as long as what it stands for, so that each thing must stand where it stood, and
// say the same but for the words that have stand-ins.
func (m Made) Otherwise(config *session.Config) ([]string, error) {
	env, err := environ.New(environ.Options{Base: m.Bundle})
	if err != nil {
		return nil, fmt.Errorf("open the bundle that was made: %w", err)
	}
	opened := config.Copy()
	opened.Workspace = resolve.NewWorkspace(env)
	if p := config.Profile; p != nil {
		named := *p
		named.Value = m.Name(p.Value)
		opened.Profile = &named
	}
	var found []string
	for _, of := range sdk.All() {
		if !m.alike(factsOf(of, config), factsOf(of, opened)) {
			found = append(found, of.Reading.ID)
		}
	}
	return found, nil
}

// fact is what an SDK makes of one thing.
type fact struct {
	what string   // in no bundle another
	says []string // but for its words, which may have stand-ins
}

// factsOf gives what an SDK makes of an environment and each of its profiles: the
// settings, each with its origin, the credentials, and what lint says of them.
func factsOf(of *sdk.SDK, config *session.Config) []fact {
	s := session.New(of.Config(), config)
	w, now := config.Workspace, config.Workspace.Env.Now()
	in := s.Config.Inputs()
	list := resolved("", s.Resolution())
	for _, p := range diagnose.Resolve(w, in, of.Reading).Problems {
		list = append(list, problem(p))
	}
	names := s.Resolution().Shared.ProfileNames()
	list = append(list, fact{what: fmt.Sprint(len(names), " profiles")})
	if len(names) > manyProfiles {
		return list
	}
	x := resolve.NewExaminer(w, in, of.Reading)
	for _, name := range names {
		res := x.Profile(name, origin.Origin{Kind: origin.Flag, Name: "--profile"})
		at := ""
		if res.Shared != nil {
			if p := res.Shared.Profile(name); p != nil {
				at = place(p.Origin)
			}
		}
		list = append(list, resolved(at, res)...)
	}
	for report := range diagnose.Profiles(w, in, of.Reading, names, now) {
		for _, f := range report.Findings {
			list = append(list, problem(f.Problem))
		}
	}
	return list
}

// place gives what of an origin is the same in every bundle.
func place(o origin.Origin) string { return fmt.Sprint(o.Kind, " ", o.Line, ":", o.Column) }

// namesOf gives what is not.
func namesOf(o origin.Origin) []string { return []string{o.Name, o.File, o.Section, o.Key} }

func problem(p resolve.Problem) fact {
	return fact{fmt.Sprint(p.Code, " ", p.Severity, " ", place(p.Origin)), namesOf(p.Origin)}
}

// resolved gives the facts of a resolution of the profile that stands at a place.
func resolved(at string, r *resolve.Resolution) []fact {
	list := []fact{{fmt.Sprint(at, " ", r.Profile.Found, " ", r.Err != nil, " ", r.Credentials.Status, " ", r.Credentials.Provider), []string{r.Profile.Name, r.Credentials.AccessKeyID}}}
	for _, v := range r.Settings {
		what, service := v.Name, ""
		if name, ok := strings.CutPrefix(v.Name, "services."); ok {
			what, service = "of a service", name // which goes by a name of the file
		}
		list = append(list, fact{fmt.Sprint(at, " ", what, " ", v.Set, " ", place(v.Origin)), append(namesOf(v.Origin), service, v.Value)})
	}
	for i, s := range r.Credentials.Steps {
		list = append(list, fact{fmt.Sprint(at, " ", i, " ", s.Kind, " ", s.Provider, " ", place(s.Origin)),
			append(namesOf(s.Origin), s.Profile, s.Region, s.AccessKeyID, s.SecretKey.Reveal(), s.SessionToken.Reveal(), s.RoleARN, s.ExternalID, s.MFASerial, s.RoleSessionName, s.TokenFile,
				s.Endpoint, s.Command, s.URL, s.AccountID, s.RoleName, s.StartURL, s.Session)})
	}
	return list
}

// alike reports whether facts are the same but for words that have stand-ins. Their
// order is that of names, of which the stand-ins may have another.
func (m Made) alike(was, now []fact) bool {
	left := map[string][]fact{}
	for _, f := range now {
		left[f.what] = append(left[f.what], f)
	}
	for _, f := range was {
		candidates := left[f.what]
		i := slices.IndexFunc(candidates, func(c fact) bool { return m.says(f.says, c.says) })
		if i < 0 {
			return false
		}
		left[f.what] = slices.Delete(candidates, i, i+1)
	}
	return len(was) == len(now)
}

func (m Made) says(was, now []string) bool {
	for i := range was {
		if was[i] != now[i] && !m.same(was[i], now[i]) {
			return false
		}
	}
	return true
}

// same reports whether two texts have the same signs, and each word of the one has
// that of the other for its stand-in.
func (m Made) same(was, now string) bool {
	was, now = escaped().ReplaceAllString(was, " "), escaped().ReplaceAllString(now, " ")
	w, n := spelled().FindAllString(was, -1), spelled().FindAllString(now, -1)
	if len(w) != len(n) || spelled().ReplaceAllString(was, "w") != spelled().ReplaceAllString(now, "w") {
		return false
	}
	for i := range w {
		if !m.StandsForParts(n[i], w[i]) && !oneLetter(w[i], n[i]) && (m.anonymiser == nil || !sameNumber(w[i], n[i])) {
			return false
		}
	}
	return true
}

// oneLetter reports whether a word of one letter has one of no ASCII in its place: some
// of those are longer as small letters, or shorter.
func oneLetter(was, now string) bool {
	return utf8.RuneCountInString(was) == 1 && utf8.RuneCountInString(now) == 1 && now[0] >= utf8.RuneSelf
}

// sameNumber reports whether both words are parts of an address, or ids of access
// keys: of those a part may have another stand-in than as a word of its own.
func sameNumber(was, now string) bool {
	return len(was) == len(now) && (strings.Trim(was+now, "0123456789abcdefABCDEF") == "" || keyIDText().MatchString(was) && keyIDText().MatchString(now))
}

// escaped are an escape, and a reference to another value.
var escaped = lazily(`%\([^)\s%$]*\)s|%[0-9A-Fa-f]{2}|\\u[0-9a-f]{4}`)
