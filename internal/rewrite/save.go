package rewrite

import (
	"errors"
	"fmt"
	"slices"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/redact"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/sharedfile/edit"
)

// Save is a copy of a session that is to become a profile.
type Save struct {
	Name     string
	Base     *session.Session
	Copy     *session.Session
	WithKeys bool               // static keys are saved too
	Readings []*resolve.Reading // all there are: none may take another profile otherwise than before
	Matter   []string           // the ids of those that must read the profile as it is saved
}

// Saved is what saving a copy comes to.
type Saved struct {
	Files   []File // in the order in which they are to be written; none where nothing changes
	Keys    []Key
	Section *Section // nil where no services section is written
	Left    []Left   // what the profile does not hold, and why
	Effects []Effect // why it may not be written; empty where it may
}

// Key is a key that is saved.
type Key struct {
	Kind profiles.FileKind
	edit.Key
}

// Left is what is not saved.
type Left struct{ Name, Reason string }

// Plan makes the new texts of the files and tries them. It fails where the format
// cannot hold what is to be saved.
func (s *Save) Plan() (*Saved, error) {
	res := s.resolution()
	if res == nil {
		return nil, errors.New("the copy is of no environment")
	}
	if !readsFile(res, profiles.ConfigFile) {
		return nil, fmt.Errorf("%s reads no config file here, so that no profile can hold anything for it", res.Reading.ID)
	}
	d := &Saved{}
	s.settings(d, res)
	if err := s.serviceEndpoints(d, res); err != nil {
		return nil, err
	}
	s.credentialKeys(d, res)
	s.staticKeys(d, res)
	if len(d.Keys) == 0 {
		return d, errors.New("the copy has nothing that a profile could hold")
	}
	for _, kind := range []profiles.FileKind{profiles.CredentialsFile, profiles.ConfigFile} {
		f, err := s.file(d, res, kind)
		if err != nil {
			return nil, err
		}
		if f != nil && f.Changed() {
			d.Files = append(d.Files, *f)
		}
	}
	s.try(d, res)
	return d, nil
}

// resolution is that of the profile which the copy has its credentials from.
func (s *Save) resolution() *resolve.Resolution {
	if res := s.Copy.Resolution(); res != nil {
		return res
	}
	return s.Base.Resolution()
}

// settings takes what is configured of the copy. Defaults and what follows from
// another setting come of themselves.
func (s *Save) settings(d *Saved, res *resolve.Resolution) {
	for _, name := range s.Copy.Config.Names() {
		v, set := s.Copy.Config.Get(name)
		switch v.Origin.Kind {
		case origin.Flag, origin.EnvVar, origin.InFile:
		default:
			continue
		}
		if !set || v.Value == "" {
			continue
		}
		if _, ok := settings.ServiceOf(name); ok {
			continue // see serviceEndpoints
		}
		key, reason := keyOf(name, res)
		switch {
		case reason != "":
			d.Left = append(d.Left, Left{name, reason})
		case secret(s.Copy.Config.Workspace.Env, name, v.Value):
			d.Left = append(d.Left, Left{name, "there is a secret in it, and the config file is no place for one"})
		default:
			d.Keys = append(d.Keys, Key{profiles.ConfigFile, edit.Key{Name: key, Value: v.Value}})
		}
	}
}

// keyOf gives the key by which a reading's profiles hold a setting, or why there is none.
func keyOf(name string, res *resolve.Resolution) (key, reason string) {
	row := settings.Lookup(name)
	if row == nil {
		return "", "it is no setting of a profile"
	}
	for _, n := range row.Keys {
		if n.In&res.Reading.SDK == 0 {
			continue
		}
		if q := res.Shared.Profile(res.Profile.Name).Get(n.Name); q != nil && len(q.Nested) > 0 {
			return "", "it is a block of keys, which is not copied"
		}
		return n.Name, ""
	}
	for _, n := range row.Env {
		if n.In&res.Reading.SDK != 0 {
			return "", "no key of a profile gives it: " + n.Name + " does"
		}
	}
	return "", res.Reading.ID + " reads no key of a profile for it"
}

// static are the keys that are credentials by themselves.
var static = []string{"aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token"}

// credentialKeys takes the keys of the profile that lead to the copy's credentials.
func (s *Save) credentialKeys(d *Saved, res *resolve.Resolution) {
	p := res.Shared.Profile(res.Profile.Name)
	for _, in := range settings.InputKeys() {
		q := p.Get(in.Name)
		if q == nil || q.Value == "" || in.In&res.Reading.SDK == 0 || slices.Contains(static, in.Name) {
			continue
		}
		if secret(s.Copy.Config.Workspace.Env, in.Name, q.Value) {
			d.Left = append(d.Left, Left{in.Name, "there may be a secret in it, and it is copied by nobody but you"})
			continue
		}
		d.Keys = append(d.Keys, Key{profiles.ConfigFile, edit.Key{Name: in.Name, Value: q.Value}})
	}
}

// staticKeys takes the copy's keys where that is asked for, and says otherwise
// that it leaves them.
func (s *Save) staticKeys(d *Saved, res *resolve.Resolution) {
	plan := s.Copy.Config.Credentials
	if plan == nil || len(plan.Steps) != 1 || plan.Steps[0].Kind != resolve.StepStatic {
		if plan != nil && len(plan.Steps) > 0 && !slices.ContainsFunc(d.Keys, func(k Key) bool { return slices.Contains(leading, k.Name) }) {
			d.Left = append(d.Left, Left{"credentials", "they come from " + plan.Provider + ", not from a profile"})
		}
		return
	}
	step := plan.Steps[0]
	own := res.Profile.Name == s.Name && step.Origin.Kind == origin.InFile && step.Profile == s.Name
	switch {
	case own: // they stand there already
	case !s.WithKeys:
		d.Left = append(d.Left, Left{"credentials", "they are static keys, a secret among them: --with-keys saves them in the credentials file"})
	default:
		values := []string{step.AccessKeyID, step.SecretKey.Reveal(), step.SessionToken.Reveal()}
		for i, v := range values {
			if v != "" {
				d.Keys = append(d.Keys, Key{profiles.CredentialsFile, edit.Key{Name: static[i], Value: v}})
			}
		}
	}
}

// leading are the keys that make a profile one with credentials.
var leading = []string{"role_arn", "sso_session", "sso_start_url", "credential_process", "login_session", "web_identity_token_file"}

// secret reports whether there is something in a value that is never shown.
func secret(env *environ.Env, name, value string) bool {
	shown := redact.Value(name, value)
	return shown != value || env.Vault().Hide(shown) != value
}

// file makes the new text of a shared file, nil where nothing of it is set.
func (s *Save) file(d *Saved, res *resolve.Resolution, kind profiles.FileKind) (*File, error) {
	var own []edit.Key
	for _, k := range d.Keys {
		if k.Kind == kind {
			own = append(own, k.Key)
		}
	}
	if len(own) == 0 {
		return nil, nil
	}
	i := slices.IndexFunc(res.Files, func(f resolve.FileUse) bool { return f.Kind == kind && f.Path != "" })
	if i < 0 {
		return nil, fmt.Errorf("%s reads no %s file here", res.Reading.ID, kind)
	}
	path := res.Files[i].Path
	f, err := fileAt(s.Copy.Config.Workspace.Env, path)
	if err != nil {
		return nil, err
	}
	if open := f.Was.Mode.Perm() & 0o077; open != 0 && kind == profiles.CredentialsFile && s.Copy.Config.Workspace.Env.OS != "windows" {
		return nil, fmt.Errorf("write %s: other users can read it (mode %04o), and there would be a secret in it: chmod 600 it first", path, f.Was.Mode.Perm())
	}
	if f.New, err = edit.Set(f.Old, edit.Profile{Name: s.Name, Credentials: kind == profiles.CredentialsFile}, own); err != nil {
		return nil, fmt.Errorf("write %s: %w", path, err)
	}
	if d.Section != nil && kind == profiles.ConfigFile {
		if f.New, err = edit.Set(f.New, edit.Profile{Name: d.Section.Name, Services: true}, d.Section.Keys); err != nil {
			return nil, fmt.Errorf("write %s: %w", path, err)
		}
	}
	return f, nil
}

// fileAt gives a file that may be rewritten, with its text.
func fileAt(env *environ.Env, path string) (*File, error) {
	was := env.File(path)
	if was.Err != nil && was.Exists() {
		return nil, fmt.Errorf("write %s: %s", path, was.Reason())
	}
	return &File{Path: path, Was: was, Old: was.Text(), New: was.Text()}, nil
}

// try notes what would not be as it should.
func (s *Save) try(d *Saved, res *resolve.Resolution) {
	t := newTrial(s.Copy.Config.Workspace, s.Readings, d.Files...)
	var found effects
	t.others(s.Name, &found)
	for _, rd := range s.Readings {
		if rd.ID == res.Reading.ID || slices.Contains(s.Matter, rd.ID) {
			t.promised(rd, res.Profile.Name, s.Name, d.Keys, &found)
			t.promisedEndpoints(rd, s.Name, d.Section, &found)
		}
		t.untouched(rd, s.Name, d.Keys, &found)
		t.forget()
	}
	s.samePlan(t, res, &found)
	d.Effects = found.list
}

// promised notes which keys of a profile a reading would take otherwise. One that
// reads the keys, but fails with the profile that is copied, promises no more of the copy.
func (t trial) promised(rd *resolve.Reading, from, name string, keys []Key, found *effects) {
	// Some read a setting of the profile that AWS_PROFILE names alone, not of one that code names.
	res := resolve.Resolve(resolve.NewWorkspace(t.after.Env.Having("AWS_PROFILE", name)), resolve.Inputs{}, rd)
	if !readsFile(res, profiles.ConfigFile) {
		return
	}
	merged := properties(res.Shared.Profile(name))
	if res.Err != nil {
		was := resolve.Resolve(resolve.NewWorkspace(t.before.Env.Having("AWS_PROFILE", from)), resolve.Inputs{}, rd)
		read := !slices.ContainsFunc(keys, func(k Key) bool {
			_, known := knowsKey(k.Name, rd.SDK)
			return known && text(merged[k.Name]) != k.Value
		})
		if was.Err == nil || !read {
			found.add(rd.ID, Effect{Profile: name, Name: "error", Is: res.Err.Message, Promised: true})
		}
		return
	}
	for _, k := range keys {
		setting, known := knowsKey(k.Name, rd.SDK)
		if !known {
			continue
		}
		if q := merged[k.Name]; text(q) != k.Value {
			found.add(rd.ID, Effect{Profile: name, Name: k.Name, Was: k.Value, Is: text(q), Promised: true})
			continue
		}
		if v := res.Setting(setting); v != nil && (!v.Set || v.Value != k.Value) && !passedOver(v) {
			found.add(rd.ID, Effect{Profile: name, Name: k.Name, Was: k.Value, Is: v.Value, Promised: true})
		}
	}
}

// passedOver reports whether an SDK would take no profile's word for a setting,
// as Terraform, whose provider has a number of attempts of its own.
func passedOver(v *resolve.Value) bool {
	return v.Origin.Kind != origin.InFile && slices.ContainsFunc(v.Places, func(p origin.Place) bool {
		return p.Origin.Kind == origin.InFile && p.Verdict == origin.Shadowed
	})
}

// untouched notes which other keys of a profile would change.
func (t trial) untouched(rd *resolve.Reading, name string, keys []Key, found *effects) {
	in := resolve.Inputs{Profile: &origin.Candidate{Value: name, Origin: asked}, Unadvised: true}
	was, is := properties(resolve.Resolve(t.before, in, rd).Shared.Profile(name)), properties(resolve.Resolve(t.after, in, rd).Shared.Profile(name))
	for key, q := range was {
		if !slices.ContainsFunc(keys, func(k Key) bool { return k.Name == key }) && text(is[key]) != text(q) {
			found.add(rd.ID, Effect{Profile: name, Name: key, Was: text(q), Is: text(is[key])})
		}
	}
}

// samePlan notes where the profile would have other credentials than the one that
// the copy was made of.
func (s *Save) samePlan(t trial, res *resolve.Resolution, found *effects) {
	if s.Name == res.Profile.Name || res.Shared.Profile(res.Profile.Name) == nil || slices.ContainsFunc(s.leftOf(res), func(n string) bool { return n != "" }) {
		return
	}
	plan := func(w *resolve.Workspace, name string) facts {
		f := facts{values: map[string]string{}}
		for i, step := range resolve.Resolve(w, resolve.Inputs{Profile: &origin.Candidate{Value: name, Origin: asked}, Unadvised: true}, res.Reading).Credentials.Steps {
			f.step(fmt.Sprintf("credentials.steps[%d].", i), resolve.Step{Kind: step.Kind, AccessKeyID: step.AccessKeyID, RoleARN: step.RoleARN, ExternalID: step.ExternalID, MFASerial: step.MFASerial,
				DurationSeconds: step.DurationSeconds, Command: step.Command, AccountID: step.AccountID, RoleName: step.RoleName, StartURL: step.StartURL, Session: step.Session})
		}
		return f
	}
	if fact, was, is, differs := plan(t.before, res.Profile.Name).difference(plan(t.after, s.Name)); differs {
		found.add(res.Reading.ID, Effect{Profile: s.Name, Name: fact, Was: was, Is: is, Promised: true})
	}
}

// leftOf gives the keys for credentials that the profile has and that are not saved.
func (s *Save) leftOf(res *resolve.Resolution) []string {
	var left []string
	p := res.Shared.Profile(res.Profile.Name)
	for _, name := range append(slices.Clone(static), "credential_process") {
		if q := p.Get(name); q != nil && (slices.Contains(static, name) || secret(s.Copy.Config.Workspace.Env, name, q.Value)) {
			left = append(left, name)
		}
	}
	return left
}
