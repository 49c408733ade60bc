package settings

import "strings"

// SettingNamed gives the setting that a name means in any of the forms in which
// people write one: its own name (retry_mode), with other letters or hyphens
// (Region, max-attempts, maxAttempts), as a variable (AWS_REGION,
// AWS_ENDPOINT_URL_S3), as a key (s3.use_arn_region), or as a service's endpoint
// (s3.endpoint_url).
func SettingNamed(typed string) (name string, ok bool) {
	if Lookup(typed) != nil {
		return typed, true
	}
	for _, form := range []func(string) string{ofVariable, ofKey, ofService, squashed} {
		if name := form(typed); name != "" {
			return name, true
		}
	}
	return "", false
}

func ofVariable(typed string) string {
	for i := range table {
		for _, v := range table[i].Env {
			if strings.EqualFold(v.Name, typed) {
				return table[i].Name
			}
		}
	}
	if service, ok := strings.CutPrefix(strings.ToUpper(typed), "AWS_ENDPOINT_URL_"); ok && service != "" {
		return ServiceEndpoint(strings.ToLower(service))
	}
	return ""
}

func ofKey(typed string) string {
	for i := range table {
		for _, k := range table[i].Keys {
			if strings.EqualFold(k.Name, typed) {
				return table[i].Name
			}
		}
	}
	return ""
}

// ofService takes services.SERVICE.endpoint_url and SERVICE.endpoint_url.
func ofService(typed string) string {
	t := strings.ToLower(typed)
	service, ok := ServiceOf(t)
	if !ok {
		service, ok = strings.CutSuffix(t, servicesSuffix)
	}
	if !ok || service == "" || strings.Contains(service, ".") {
		return ""
	}
	return ServiceEndpoint(strings.NewReplacer("-", "_", " ", "_").Replace(service))
}

// squashed compares names without what separates their words.
func squashed(typed string) string {
	t := squash(typed)
	for i := range table {
		if squash(table[i].Name) == t {
			return table[i].Name
		}
	}
	return ""
}

func squash(name string) string {
	return strings.ToLower(strings.NewReplacer("_", "", "-", "", ".", "", " ", "").Replace(name))
}
