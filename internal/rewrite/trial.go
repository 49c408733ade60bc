// Package rewrite decides what may be written into the shared files: it makes
// the new text of a profile that is saved or of a finding that is cured, tries it
// in every reading before anything is written, and refuses what would not come
// out as promised or would change anything else. Package sharedfile/edit makes
// the texts, and environ.Rewrite is the door by which they reach the disk.
package rewrite

import (
	"maps"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// File is a shared file with the text that it is to have.
type File struct {
	Path     string
	Was      *environ.File
	Old, New string
}

// Changed reports whether there is anything to write.
func (f File) Changed() bool { return f.Old != f.New }

// Write puts the new text on the disk.
func (f File) Write(env *environ.Env) error {
	return env.Rewrite(environ.Rewrite{Path: f.Path, Was: f.Was, Data: []byte(f.New)})
}

// Effect is something that would not be as it should after a change.
type Effect struct {
	Readings []string
	Profile  string
	Name     string // of a setting, key or fact
	Was, Is  string // secrets in them, maybe
	Promised bool   // Was is what was promised, not what there is
}

// trial is an environment before and after a change of its files.
type trial struct {
	before, after *resolve.Workspace
	readings      []*resolve.Reading
}

// newTrial makes a trial of new texts. Nothing of the environment counts but where
// the files are, so that no variable hides what a file has come to say.
func newTrial(w *resolve.Workspace, readings []*resolve.Reading, files ...File) trial {
	env := FilesAlone(w.Env)
	was, is := map[string][]byte{}, map[string][]byte{}
	for _, f := range files {
		if f.Was.Exists() {
			was[f.Path] = f.Was.Data
		}
		is[f.Path] = []byte(f.New)
	}
	return trial{resolve.NewWorkspace(env.With(was)), resolve.NewWorkspace(env.With(is)), readings}
}

// forget drops what only the reading that is done with needs.
func (t trial) forget() {
	t.before.Forget()
	t.after.Forget()
}

// locating are the variables that say where files are, or whether they are read.
var locating = []string{"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_SDK_LOAD_CONFIG", "AWS_LOGIN_CACHE_DIRECTORY", "AWS_CREDENTIAL_FILE", "BOTO_CONFIG"}

// settingVariables are those of an environment that give settings, credentials or
// a profile.
func settingVariables(env *environ.Env) []string {
	known := map[string]bool{}
	for _, s := range settings.Table() {
		for _, n := range s.Env {
			known[n.Name] = true
		}
	}
	for _, in := range settings.InputVars() {
		known[in.Name] = true
	}
	var names []string
	for _, v := range env.Variables() {
		if (known[v.Name] || strings.HasPrefix(v.Name, "AWS_ENDPOINT_URL_")) && !slices.Contains(locating, v.Name) {
			names = append(names, v.Name)
		}
	}
	return names
}

// unadvised: what comes of a change is all that counts, not what to do about it.
var unadvised = resolve.Inputs{Unadvised: true}

// asked is how profiles are asked for in a trial.
var asked = origin.Origin{Kind: origin.Flag, Name: "--profile"}

// others notes what would become of every profile but one.
func (t trial) others(but string, found *effects) {
	for _, rd := range t.readings {
		was, is := resolve.NewExaminer(t.before, unadvised, rd), resolve.NewExaminer(t.after, unadvised, rd)
		base, changed := was.Profile("default", asked), is.Profile("default", asked)
		affected := AffectedBy(base, changed)
		names := map[string]bool{"default": true}
		for _, shared := range []*profiles.Shared{base.Shared, changed.Shared} {
			for _, n := range shared.ProfileNames() {
				if affected.Has(n) {
					names[n] = true
				}
			}
		}
		delete(names, but)
		for _, n := range slices.Sorted(maps.Keys(names)) {
			if fact, a, b, differs := factsOf(was.Profile(n, asked)).difference(factsOf(is.Profile(n, asked))); differs {
				found.add(rd.ID, Effect{Profile: n, Name: fact, Was: a, Is: b})
			}
		}
		if but != "default" { // without a profile, as most people call it
			a, b := resolve.Resolve(t.before, unadvised, rd), resolve.Resolve(t.after, unadvised, rd)
			if fact, was, is, differs := factsOf(a).difference(factsOf(b)); differs {
				found.add(rd.ID, Effect{Profile: a.Profile.Name, Name: fact, Was: was, Is: is})
			}
		}
		t.forget()
	}
}

// effects are gathered so that readings in which the same would happen stand together.
type effects struct {
	list []Effect
	at   map[effectKey]int
}

type effectKey struct {
	profile, name, was, is string
	promised               bool
}

func (l *effects) add(reading string, e Effect) {
	k := effectKey{e.Profile, e.Name, e.Was, e.Is, e.Promised}
	i, again := l.at[k]
	switch {
	case !again:
		if l.at == nil {
			l.at = map[effectKey]int{}
		}
		e.Readings = []string{reading}
		l.at[k], l.list = len(l.list), append(l.list, e)
	case !slices.Contains(l.list[i].Readings, reading):
		l.list[i].Readings = append(l.list[i].Readings, reading)
	}
}

// readsFile reports whether an SDK reads a shared file at all.
func readsFile(res *resolve.Resolution, kind profiles.FileKind) bool {
	return slices.ContainsFunc(res.Files, func(f resolve.FileUse) bool { return f.Kind == kind && f.Path != "" }) && !res.LeavesAlone(kind)
}

// knowsKey reports whether an SDK reads a key of a profile, and what setting it gives.
func knowsKey(key string, sdk settings.SDK) (setting string, known bool) {
	for _, s := range settings.Table() {
		for _, n := range s.Keys {
			if n.Name == key && n.In&sdk != 0 {
				return s.Name, true
			}
		}
	}
	return "", slices.ContainsFunc(settings.InputKeys(), func(in settings.Input) bool { return in.Name == key && in.In&sdk != 0 })
}

// FilesAlone is an environment in which nothing counts but where the files are.
func FilesAlone(env *environ.Env) *environ.Env { return env.Without(settingVariables(env)...) }
