package policy

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/settings"
)

// Subject is what a policy is asked of: one environment as one SDK reads it.
// Nobody changes the document meanwhile.
type Subject struct {
	Document *document.Document
	// Disagreements gives what the SDKs that matter make different things of; it
	// is called where a policy asks for them. Nil for none.
	Disagreements func() []Disagreement
}

// needs are what a program names, so that nothing else is made for it.
type needs struct {
	names    []string // roots and settings by themselves
	settings []string // below settings
	whole    bool     // settings as a whole
	services []string // whose endpoints are named
	parts    Part
}

// facts makes what a program names of a document.
func (n *needs) facts(s Subject) map[string]any {
	d := s.Document
	env := make(map[string]any, len(n.names)+1)
	for _, name := range n.names {
		if v, is := root(name, s); is {
			env[name] = v
		} else if setting := short()[name]; setting != nil {
			env[name] = value(setting, d.Settings[name])
		} else {
			env[name] = group(name, d)
		}
	}
	if n.whole {
		all := make(map[string]any, len(d.Settings))
		for name := range short() {
			all[name] = Setting{}
		}
		for name, v := range d.Settings {
			all[name] = settingOf(v)
		}
		env["settings"] = all
	} else if len(n.settings) > 0 {
		some := make(map[string]any, len(n.settings))
		for _, name := range n.settings {
			some[name] = settingOf(d.Settings[name])
		}
		env["settings"] = some
	}
	return env
}

func root(name string, s Subject) (v any, is bool) {
	d := s.Document
	switch name {
	case "schema_version":
		return d.SchemaVersion, true
	case "as":
		return d.As, true
	case "error":
		if d.Error == nil {
			return (*Failure)(nil), true
		}
		return &Failure{d.Error.Message, Origin(d.Error.Origin)}, true
	case "profile":
		return Profile{d.Profile.Name, Origin(d.Profile.Origin), d.Profile.Found}, true
	case "files":
		return each(d.Files, func(f document.File) File {
			return File{f.Kind, f.Path, Origin(f.Origin), f.Exists, f.Mode, f.Reason}
		}), true
	case "credentials":
		return credentialsOf(&d.Credentials), true
	case "problems":
		return each(d.Problems, func(p document.Problem) Problem {
			return Problem{p.Code, p.Severity, p.Message, Origin(p.Origin), p.Help}
		}), true
	case "partition":
		region := d.Settings["region"].Value
		if region == "" {
			return "", true
		}
		of, _ := hosts.Of(region)
		return of.ID, true
	case "endpoints":
		return endpointsOf(d), true
	case "disagreements":
		if s.Disagreements == nil {
			return []Disagreement{}, true
		}
		return s.Disagreements(), true
	}
	return nil, false
}

// value is a setting as what it is. One that is no number or neither true nor
// false is nil, which nothing can be compared with.
func value(of *settings.Setting, s document.Setting) any {
	switch of.Type {
	case settings.Bool:
		if !s.Set {
			return false
		}
		if v, err := strconv.ParseBool(s.Value); err == nil {
			return v
		}
		return nil
	case settings.Int:
		if v, err := strconv.Atoi(s.Value); err == nil && s.Set {
			return v
		}
		return nil
	}
	return s.Value
}

// group has the settings whose names begin with a word and a dot, such as s3.
func group(name string, d *document.Document) map[string]any {
	all := map[string]any{}
	for full, of := range short() {
		if key, ok := strings.CutPrefix(full, name+"."); ok {
			all[key] = value(of, d.Settings[full])
		}
	}
	return all
}

func settingOf(s document.Setting) Setting {
	outcome := func(o document.Outcome) Outcome { return Outcome{o.Value, Origin(o.Origin), o.Reason} }
	return Setting{s.Value, s.Set, Origin(s.Origin), each(s.Shadowed, outcome), each(s.Rejected, outcome), s.Differs, s.Note}
}

// endpointsOf are the settings that name an endpoint and are configured, in order;
// services that merely have the global one are left out.
func endpointsOf(d *document.Document) []Endpoint {
	list := []Endpoint{}
	global := d.Settings["endpoint_url"].Origin
	for _, name := range d.Names {
		_, service := settings.ServiceOf(name)
		s := d.Settings[name]
		switch {
		case !s.Set, s.Value == "", !origin.Origin{Kind: origin.Kind(s.Origin.Kind)}.Configured():
		case service && s.Origin != global, name == "endpoint_url", name == "ec2_metadata_service_endpoint":
			list = append(list, Endpoint{name, s.Value, Origin(s.Origin)})
		}
	}
	return list
}

func credentialsOf(c *document.Credentials) Credentials {
	v := Credentials{Status: c.Status, Provider: c.Provider, AccessKeyID: c.AccessKeyID, Account: c.Account, Role: c.Role, RoleARN: c.RoleARN,
		Message: c.Message, Steps: each(c.Steps, stepOf),
		Tried: each(c.Tried, func(t document.Tried) Tried { return Tried{t.Provider, t.Outcome, t.Reason, Origin(t.Origin)} })}
	if c.Check != nil {
		v.Check = &Call{c.Check.Call, c.Check.Endpoint}
	}
	return v
}

func stepOf(s document.Step) Step {
	c := s.Common()
	v := Step{Kind: c.Kind, Profile: c.Profile, Origin: Origin(c.Origin), Note: c.Note}
	switch s := s.(type) {
	case *document.StaticStep:
		v.AccessKeyID = s.AccessKeyID
	case *document.ProcessStep:
		v.Command = s.Command
	case *document.AssumeRoleStep:
		v.RoleARN, v.ExternalID, v.MFASerial, v.DurationSeconds = s.RoleARN, s.ExternalID, s.MFASerial, seconds(s.DurationSeconds)
		v.RoleSessionName, v.Endpoint = s.RoleSessionName, s.Endpoint
	case *document.WebIdentityStep:
		v.RoleARN, v.TokenFile, v.RoleSessionName, v.DurationSeconds, v.Endpoint = s.RoleARN, s.TokenFile, s.RoleSessionName, seconds(s.DurationSeconds), s.Endpoint
	case *document.SSOStep:
		v.AccountID, v.RoleName, v.Region, v.StartURL, v.Session = s.AccountID, s.RoleName, s.Region, s.StartURL, s.Session
		v.Endpoint, v.TokenFile, v.TokenExpires = s.Endpoint, s.TokenFile, s.TokenExpires
	case *document.LoginStep:
		v.Session, v.TokenFile, v.TokenExpires, v.AccessKeyID = s.Session, s.TokenFile, s.TokenExpires, s.AccessKeyID
	case *document.ContainerStep:
		v.URL, v.TokenFile = s.URL, s.TokenFile
	case *document.IMDSStep:
		v.Endpoint = s.Endpoint
	}
	return v
}

func seconds(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}

func each[A, B any](list []A, f func(A) B) []B {
	out := make([]B, len(list))
	for i := range list {
		out[i] = f(list[i])
	}
	return out
}

// originOf is the place that a name or a path below one comes from, as far as
// the document says so.
func originOf(d *document.Document, path []string) document.Origin {
	switch {
	case len(path) == 0:
	case path[0] == "settings" && len(path) > 1:
		return d.Settings[path[1]].Origin
	case path[0] == "profile":
		return d.Profile.Origin
	case path[0] == "partition":
		return d.Settings["region"].Origin
	case path[0] == "error" && d.Error != nil:
		return d.Error.Origin
	case path[0] == "credentials" && len(d.Credentials.Steps) > 0 && !slices.Contains(path, "tried"):
		return d.Credentials.Steps[len(d.Credentials.Steps)-1].Common().Origin
	case short()[path[0]] != nil:
		return d.Settings[path[0]].Origin
	case len(path) > 1 && short()[path[0]+"."+path[1]] != nil:
		return d.Settings[path[0]+"."+path[1]].Origin
	}
	return document.Origin{}
}
