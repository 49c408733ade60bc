package resolve

import (
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

// What a problem can be about beside a setting, a key or a file.
const (
	aboutProfile     = "profile"
	aboutFiles       = "files" // where they are
	AboutCredentials = "credentials"
)

// About gives what a problem at a place is about: the setting that a variable, a
// key or a flag carries, what leads to credentials, the profile, or the file
// itself. A key or variable that nobody reads is about itself.
func About(o origin.Origin) string {
	switch {
	case o.Kind == origin.EnvVar:
		return aboutVariable(o.Name)
	case o.Kind == origin.TokenCache, o.Kind == origin.IMDS, o.Kind == origin.Container:
		return AboutCredentials
	case o.Kind == origin.Flag:
		return strings.TrimPrefix(strings.TrimPrefix(o.Name, "--set "), "--")
	case o.Key != "":
		return aboutKey(o.Key)
	case o.Section != "":
		return aboutProfile
	case o.File != "":
		return o.File
	}
	return o.Name // of the setting that the value follows
}

func aboutVariable(name string) string {
	switch name {
	case "AWS_PROFILE", "AWS_DEFAULT_PROFILE":
		return aboutProfile
	case "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE":
		return aboutFiles
	}
	if service, ok := strings.CutPrefix(name, "AWS_ENDPOINT_URL_"); ok && service != "" {
		return settings.ServiceEndpoint(strings.ToLower(service))
	}
	table := settings.Table()
	for i := range table {
		if named(table[i].Env, name) {
			return table[i].Name
		}
	}
	return orInput(settings.InputVars(), name)
}

func aboutKey(name string) string {
	table := settings.Table()
	for i := range table {
		if named(table[i].Keys, name) {
			return table[i].Name
		}
	}
	return orInput(settings.InputKeys(), name)
}

func named(list []settings.Named, name string) bool {
	for _, n := range list {
		if strings.EqualFold(n.Name, name) {
			return true
		}
	}
	return false
}

func orInput(list []settings.Input, name string) string {
	var names []string
	for _, in := range list {
		if strings.EqualFold(in.Name, name) {
			return AboutCredentials
		}
		names = append(names, in.Name)
	}
	if suggest.Nearest(name, names) != "" {
		return AboutCredentials // it was meant for one of them
	}
	return name
}
