package rewrite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/sharedfile/edit"
)

// Section is the services section that a saved profile names, and the keys in it
// that are set.
type Section struct {
	Name string
	Keys []edit.Key // as SERVICE.KEY
}

// endpoints are the copy's endpoints of single services.
type endpoints struct {
	own     []edit.Key // those that a services section has to hold anew
	carried []edit.Key // what the section that the copy names has already
	named   string     // that section
}

// serviceEndpoints puts the endpoints of single services into a services section
// that no other profile names. It fails where there is none to put them in.
func (s *Save) serviceEndpoints(d *Saved, res *resolve.Resolution) error {
	e, err := s.endpoints(d, res)
	if err != nil || len(e.own) == 0 {
		return err
	}
	if res.Reading.Service == nil {
		return fmt.Errorf("%s reads no services section, which is what holds the endpoint of a single service (%s)", res.Reading.ID, e.own[0].Name)
	}
	section := Section{Name: s.Name}
	if own := res.Shared.Profile(s.Name); own != nil && e.named != "" && own.Value("services") == e.named && s.otherUser(e.named) == "" {
		section.Name = e.named
	} else if err := s.free(section.Name, e, res); err != nil {
		return err
	}
	if section.Name != e.named {
		section.Keys = e.carried
	}
	for _, k := range e.own {
		section.Keys = append(slices.DeleteFunc(section.Keys, func(c edit.Key) bool { return c.Name == k.Name }), k)
	}
	d.Section = &section
	d.Keys = slices.DeleteFunc(d.Keys, func(k Key) bool { return k.Name == "services" })
	d.Keys = append(d.Keys, Key{profiles.ConfigFile, edit.Key{Name: "services", Value: section.Name}})
	return nil
}

// endpoints takes the copy's endpoints apart. One that comes of the endpoint of all
// services has to be held only where the section says otherwise.
func (s *Save) endpoints(d *Saved, res *resolve.Resolution) (endpoints, error) {
	var e endpoints
	if v, set := s.Copy.Config.Get("services"); set {
		e.named = v.Value
	}
	section := res.Shared.Lookup(profiles.SectionServices, e.named)
	held := properties(section)
	global, _ := s.Copy.Config.Get("endpoint_url")
	for _, name := range s.Copy.Config.Names() {
		service, ok := settings.ServiceOf(name)
		v, set := s.Copy.Config.Get(name)
		if !ok || !set || v.Value == "" {
			continue
		}
		key := service + ".endpoint_url"
		there, stands := held[key]
		switch {
		case v.Origin.Kind != origin.Flag && v.Origin.Kind != origin.EnvVar && v.Origin.Kind != origin.InFile:
		case stands && there.Value == v.Value:
		case v.Origin == global.Origin && !stands, v.Origin.Kind == origin.InFile && strings.HasPrefix(v.Origin.Section, "services"):
		case secret(s.Copy.Config.Workspace.Env, name, v.Value):
			d.Left = append(d.Left, Left{name, "there is a secret in it, and the config file is no place for one"})
		default:
			e.own = append(e.own, edit.Key{Name: key, Value: v.Value})
		}
	}
	if len(e.own) == 0 || section == nil {
		return e, nil
	}
	for _, q := range section.Properties {
		if len(q.Nested) == 0 && !strings.Contains(q.Key, ".") {
			return e, fmt.Errorf("%s of the section [services %s], which the copy uses, is no block of keys (%s)", q.Key, e.named, q.Origin)
		}
		for _, n := range q.Nested {
			e.carried = append(e.carried, edit.Key{Name: q.Key + "." + n.Key, Value: n.Value})
		}
	}
	return e, nil
}

// free reports why a services section may not become the profile's own: another
// profile names it, or it holds what the copy does not have.
func (s *Save) free(name string, e endpoints, res *resolve.Resolution) error {
	if other := s.otherUser(name); other != "" {
		return fmt.Errorf("the section [services %s] would have to hold %s, and it is the profile %s that uses it: choose another name", name, e.own[0].Name, other)
	}
	for key, q := range properties(res.Shared.Lookup(profiles.SectionServices, name)) {
		holds := func(k edit.Key) bool { return k.Name == key }
		if len(q.Nested) == 0 && !slices.ContainsFunc(e.own, holds) && !slices.ContainsFunc(e.carried, holds) {
			return fmt.Errorf("the section [services %s] is there already, with %s, which the copy does not have (%s): choose another name", name, key, q.Origin)
		}
	}
	return nil
}

// otherUser gives a profile that names a services section in some reading, beside
// the one that is saved.
func (s *Save) otherUser(section string) string {
	for _, rd := range s.Readings {
		shared := resolve.Resolve(s.Copy.Config.Workspace, resolve.Inputs{}, rd).Shared
		for _, p := range shared.ProfileNames() {
			if p != s.Name && shared.Profile(p).Value("services") == section {
				return p
			}
		}
	}
	return ""
}

// promisedEndpoints notes which endpoints of single services a reading that knows
// services sections would take otherwise.
func (t trial) promisedEndpoints(rd *resolve.Reading, name string, section *Section, found *effects) {
	if section == nil || rd.Service == nil {
		return
	}
	var in resolve.Inputs
	for _, k := range section.Keys {
		service, _ := strings.CutSuffix(k.Name, ".endpoint_url")
		in.Services = append(in.Services, service)
	}
	res := resolve.Resolve(resolve.NewWorkspace(t.after.Env.Having("AWS_PROFILE", name)), in, rd)
	if res.Err != nil || !readsFile(res, profiles.ConfigFile) {
		return // what fails is noted of the profile
	}
	for _, k := range section.Keys {
		service, ok := strings.CutSuffix(k.Name, ".endpoint_url")
		if !ok {
			continue
		}
		v := res.Setting(settings.ServiceEndpoint(service))
		if v == nil || v.Value == k.Value || slices.ContainsFunc(v.Places, func(p origin.Place) bool {
			return p.Origin.Kind == origin.InFile && p.Verdict == origin.Shadowed && p.Value == k.Value
		}) {
			continue
		}
		found.add(rd.ID, Effect{Profile: name, Name: settings.ServiceEndpoint(service), Was: k.Value, Is: v.Value, Promised: true})
	}
}
