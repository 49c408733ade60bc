package jsv3

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// check says what makes requests fail although clients are built, and which
// texts are passed over in silence.
func check(r *resolve.Run) {
	checkRegion(r)
	r.Setting("retry_mode")
	if fault := js(r).modeFault; fault != "" {
		r.Problem(resolve.Problem{Code: "defaults-mode", Severity: resolve.SevError, Origin: faultOrigin(r.Setting("defaults_mode")),
			Message: "every request fails: " + fault, Help: settings.ValidHelp(settings.Lookup("defaults_mode"), r.Setting("defaults_mode").Value)})
	}
	if asks := js(r).modeAsks; asks != "" && r.Setting("region").Set {
		r.Problem(resolve.Problem{Code: "defaults-mode", Severity: resolve.SevWarning, Origin: r.Setting("defaults_mode").Origin,
			Message: "every request asks instance metadata for a region first, and fails where none answers: " + asks,
			Help:    "set AWS_REGION, or name the profile in AWS_PROFILE"})
	}
	if v := r.Setting("account_id_endpoint_mode"); !v.Set {
		r.Problem(resolve.Problem{Code: "invalid-value", Severity: resolve.SevError, Origin: faultOrigin(v),
			Message: "AWS_ACCOUNT_ID_ENDPOINT_MODE is empty, and requests of services that use the account fail", Help: "unset it"})
	}
	if v := r.Setting("retry_mode"); v.Set && v.Value != "standard" && v.Value != "adaptive" {
		r.Problem(resolve.Problem{Code: "retry-mode-unknown", Severity: resolve.SevWarning, Origin: v.Origin,
			Message: fmt.Sprintf("this SDK has no retry mode %q: it works as standard", v.Value), Help: "use standard or adaptive"})
	}
	if v := r.Setting("sdk_ua_app_id"); len(v.Value) > 50 {
		r.Problem(resolve.Problem{Code: "app-id-too-long", Severity: resolve.SevWarning, Origin: v.Origin,
			Message: "sdk_ua_app_id is longer than 50 characters, of which this SDK warns", Help: "shorten it"})
	}
	var bad []unusable
	for _, v := range r.Found.Settings {
		pointAtValue(v)
		if service, ok := settings.ServiceOf(v.Name); ok {
			bad = checkEndpoint(r, v, service, bad)
		} else {
			passedOver(r, v)
		}
	}
	for _, u := range bad {
		r.Problem(resolve.Problem{Code: "endpoint-unusable", Severity: resolve.SevError, Origin: u.origin, Help: u.help,
			Message: fmt.Sprintf("requests to %s fail: the configured endpoint %s", strings.Join(u.services, ", "), u.why)})
	}
}

// pointAtValue makes the origin point at the value where it is a part of what
// is written, such as 4 of +4.
func pointAtValue(v *resolve.Value) {
	if !v.Set || v.Origin.Kind != origin.InFile {
		return
	}
	for _, p := range v.Places {
		if i := strings.Index(p.Value, v.Value); p.Verdict == origin.Won && p.Origin == v.Origin && i > 0 {
			v.Origin.Column += i
		}
	}
}

// faultOrigin is the place that was of no use to a setting.
func faultOrigin(v *resolve.Value) origin.Origin {
	for _, p := range v.Pick(origin.Rejected) {
		if p.Reason != emptyKey {
			return p.Origin
		}
	}
	return v.Origin
}

func checkRegion(r *resolve.Run) {
	v := r.Setting("region")
	if v.Value == "*" {
		r.Problem(resolve.Problem{Code: "region-star", Severity: resolve.SevWarning, Origin: v.Origin,
			Message: "the region * passes this SDK's check but is part of no host name that exists", Help: "name a region"})
	}
	if v.Set || r.Failed() {
		return
	}
	for _, p := range v.Pick(origin.Rejected) {
		if p.Origin.Kind != origin.IMDS && p.Reason != emptyKey && strings.Contains(p.Reason, "host name") {
			r.Problem(resolve.Problem{Code: "region-refused", Severity: resolve.SevError, Origin: p.Origin,
				Message: fmt.Sprintf("every request fails: the region of %s is %s, and no other place is asked", p.Origin, p.Reason), Help: "name a region, or leave it out"})
			return
		}
	}
}

// passedOver reports texts that a setting's selector refuses.
func passedOver(r *resolve.Run, v *resolve.Value) {
	if !slices.Contains([]settings.Type{settings.Bool, settings.Int, settings.Enum}, v.Setting.Type) {
		return
	}
	for _, p := range v.Pick(origin.Rejected) {
		if p.Value == "" || !strings.HasSuffix(p.Reason, asksNext) {
			continue
		}
		r.Problem(resolve.Problem{Code: "invalid-value", Severity: resolve.SevWarning, Origin: p.Origin,
			Message: fmt.Sprintf("%s is passed over: %s", v.Name, p.Reason), Help: settings.ValidHelp(v.Setting, p.Value)})
	}
}

// asksNext ends the reasons of texts that are passed over.
const asksNext = "so this SDK asks the next place"

// unusable is a configured endpoint with which no request can be made.
type unusable struct {
	services  []string
	origin    origin.Origin
	why, help string
}

// checkEndpoint: what is configured as an endpoint must be a URL, and goes
// with neither FIPS nor dual-stack.
func checkEndpoint(r *resolve.Run, v *resolve.Value, service string, bad []unusable) []unusable {
	if !v.Set {
		return bad
	}
	u, ok := parseURL(v.Value)
	found := unusable{services: []string{service}, origin: v.Origin, help: "write it as https://HOST or http://HOST:PORT"}
	switch {
	case !ok:
		found.why = "is no URL"
	case u.scheme != "http" && u.scheme != "https":
		found.why = "has neither http:// nor https:// before its host"
	case r.Value("use_fips_endpoint") == "true":
		found.why, found.help = "does not go with use_fips_endpoint", "turn use_fips_endpoint off, or leave the endpoint out"
	case r.Value("use_dualstack_endpoint") == "true":
		found.why, found.help = "does not go with use_dualstack_endpoint", "turn use_dualstack_endpoint off, or leave the endpoint out"
	default:
		return bad
	}
	for i := range bad {
		if bad[i].origin == found.origin && bad[i].why == found.why {
			bad[i].services = append(bad[i].services, service)
			return bad
		}
	}
	return append(bad, found)
}
