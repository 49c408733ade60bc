// Package bundle makes bundles: whole environments as one document without
// secrets, which every reading resolves as it resolves what they were made of.
// What a bundle is, environ says; this package knows what belongs into one, and
// what must not be in it.
package bundle

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/redact"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

// Made is a bundle, and what was done to make it.
type Made struct {
	Summary
	words map[string]string          // the stand-ins, by what they stand for
	small func() map[string][]string // the same in small letters

	derived    map[string]string // digests that files are named by, with what they are digests of
	files      []string          // the paths of the files that secrets were looked for in, in their order
	anonymiser *anonymiser       // nil where names stand as they are
}

// Words gives the words of secrets with their stand-ins. They are secret.
func (m Made) Words() map[string]string { return m.words }

// manyProfiles is how many profiles are each resolved as an SDK would that is asked for them.
const manyProfiles = 64

// Make looks at an environment as every SDK does, and those that are named, in every
// profile, and gives what they have met. Nothing of what config gives but the profile goes into it.
func Make(config *session.Config, also ...*sdk.SDK) Made {
	env := config.Workspace.Env
	env.Watch()
	for _, of := range append(also, sdk.All()...) {
		look(config, of)
	}
	b := env.Bundle(kept)
	m := Made{Summary: Summary{Bundle: b, Replaced: map[string]bool{}}}
	m.words = replaceSecrets(b, env.Vault(), func(t *text) { m.Replaced[t.name] = true })
	sorted(b)
	m.Secrets = len(m.words)
	m.small = sync.OnceValue(func() map[string][]string { return inSmall(m.words) })
	m.derived = env.DerivedNames()
	for i := range b.Files {
		m.files = append(m.files, b.Files[i].Path)
	}
	return m
}

// noProfile is asked for as well, since some chains go another way for a profile
// that there is not than for one that nobody has asked for.
const noProfile = "there is no such profile"

// look has one SDK look at the environment and at each profile, with the keys of the
// environment and without, and where there is no region with one: some chains end
// there, and go on for whoever gives one.
func look(config *session.Config, of *sdk.SDK) {
	w := config.Workspace
	s := session.New(of.Config(), config)
	in, rd := s.Config.Inputs(), s.Config.Reading
	diagnose.Whole(w, in, rd, w.Env.Now())
	unset := regionless(diagnose.Resolve(w, in, rd))
	if unset {
		resolve.Resolve(w, inRegion(in), rd)
	}
	names := s.Resolution().Shared.ProfileNames()
	if len(names) > manyProfiles {
		return
	}
	for _, name := range append(slices.Clone(names), noProfile) {
		in.Profile = &origin.Candidate{Value: name, Origin: origin.Origin{Kind: origin.Flag, Name: "--profile"}}
		unset = regionless(diagnose.Resolve(w, in, rd)) || unset
	}
	if unset {
		in = inRegion(in)
	}
	for range diagnose.Profiles(w, in, rd, names, w.Env.Now()) { // whatever is found, the files that it reads belong into the bundle
	}
}

func regionless(r *resolve.Resolution) bool {
	v := r.Setting("region")
	return v == nil || v.Value == ""
}

func inRegion(in resolve.Inputs) resolve.Inputs {
	in.Explicit = maps.Clone(in.Explicit)
	in.Explicit["region"] = origin.Candidate{Value: "us-east-1", Origin: origin.Origin{Kind: origin.Flag, Name: "--region"}}
	return in
}

// kept admits the variables that belong into a bundle though nobody has asked
// for them: a diagnosis may speak of any that looks like one of AWS's.
func kept(name string) bool {
	return strings.HasPrefix(name, "AWS") || strings.HasPrefix(name, "BOTO") || name == environ.JavaOptions
}

// replaceSecrets puts stand-ins in the places of secrets, and gives them.
// What the readings have found to be secret by its use, the vault has already.
func replaceSecrets(b *environ.Bundle, vault *redact.Vault, replaced func(*text)) map[string]string {
	if vault == nil {
		vault = &redact.Vault{}
	}
	var texts []*text
	for t := range everything(b) {
		texts = append(texts, t)
		switch t.kind {
		case ofVariable:
			vault.Value(t.name, string(t.data))
		case ofFile:
			vault.File(t.name, t.data)
		}
	}
	s := redact.NewStandIns()
	s.Known, s.Ordinary = keyOrHeader, func(word string) bool { return vocabulary()[word] }
	fillings := make([]redact.Filling, len(texts))
	for i, t := range texts {
		was := string(t.data)
		switch t.kind {
		case ofVariable:
			fillings[i] = vault.ValueFilling(s, t.name, was)
		case ofFile:
			fillings[i] = vault.FileFilling(s, t.name, was)
		default:
			fillings[i] = vault.PathFilling(s, was)
		}
		s.Stay(fillings[i])
	}
	for i, t := range texts {
		met := s.Met()
		if after := s.Fill(fillings[i]); after != string(t.data) {
			t.became = []byte(after)
			t.set(t.became)
		}
		if s.Met() > met {
			replaced(t)
		}
	}
	fill := vault.Rest(s)
	for _, t := range texts {
		if was := string(t.now()); t.kind != ofPath {
			if left := fill(was); left != was {
				t.set([]byte(left))
			}
		}
	}
	return maps.Clone(s.Words())
}

// now is the text as it has become.
func (t *text) now() []byte {
	if t.became != nil {
		return t.became
	}
	return t.data
}

// text is a part of a bundle that may have anything in it.
type text struct {
	kind textKind
	name string
	data []byte
	set  func([]byte)

	became []byte // nil where nothing was secret
}

type textKind int

const (
	ofVariable textKind = iota
	ofFile
	ofPath // of a file, a directory, a program: their order is that of the paths
)

// plainVariable reports whether a variable is called as variables are.
func plainVariable(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool {
		return !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("_-.%", r))
	})
}

// everything gives the texts of a bundle: the variables, then the files.
func everything(b *environ.Bundle) func(yield func(*text) bool) {
	return func(yield func(*text) bool) {
		for i := range b.Variables {
			v := &b.Variables[i]
			if !plainVariable(v.Name) && !yield(&text{kind: ofPath, data: []byte(v.Name), set: func(data []byte) { v.Name = string(data) }}) {
				return // a line that was meant otherwise, with the value in it
			}
			data, err := v.Content()
			if err == nil && !yield(&text{kind: ofVariable, name: v.Name, data: data, set: v.SetContent}) {
				return
			}
		}
		for i, kv := range b.JavaProperties {
			name, value, _ := strings.Cut(kv, "=")
			if !yield(&text{kind: ofVariable, name: "-D" + name, data: []byte(value), set: func(data []byte) { b.JavaProperties[i] = name + "=" + string(data) }}) {
				return
			}
		}
		for i := range b.Files {
			f := &b.Files[i]
			data, err := f.Content()
			data, back := narrowed(data)
			if err == nil && len(data) > 0 && !yield(&text{kind: ofFile, name: f.Path, data: data, set: func(data []byte) { f.SetContent(back(data)) }}) {
				return
			}
		}
		for _, p := range paths(b) {
			if *p != "" && !yield(&text{kind: ofPath, name: "", data: []byte(*p), set: func(data []byte) { *p = string(data) }}) {
				return
			}
		}
	}
}

// paths gives the paths of a bundle.
func paths(b *environ.Bundle) []*string {
	list := []*string{&b.Home, &b.WorkingDir, &b.ConfigFile, &b.CredentialsFile}
	for i := range b.Variables {
		list = append(list, &b.Variables[i].File)
	}
	for i := range b.Files {
		list = append(list, &b.Files[i].Path, &b.Files[i].Link, &b.Files[i].Reason)
	}
	for i := range b.Directories {
		list = append(list, &b.Directories[i].Path)
		for j := range b.Directories[i].Names {
			list = append(list, &b.Directories[i].Names[j])
		}
	}
	for i := range b.Programs {
		list = append(list, &b.Programs[i].Path)
	}
	return list
}

// sorted puts files, directories and programs in the order of their paths.
func sorted(b *environ.Bundle) {
	slices.SortFunc(b.Files, func(x, y environ.BundleFile) int { return strings.Compare(x.Path, y.Path) })
	slices.SortFunc(b.Directories, func(x, y environ.BundleDir) int { return strings.Compare(x.Path, y.Path) })
	slices.SortFunc(b.Programs, func(x, y environ.BundleProgram) int { return strings.Compare(x.Path, y.Path) })
}
