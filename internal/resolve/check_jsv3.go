package resolve

import (
	"fmt"
	"slices"
	"strings"
)

// checkJS says what makes requests fail although clients are built, and which
// texts are passed over in silence.
func checkJS(r *Run) {
	checkRegionJS(r)
	r.Setting("retry_mode")
	if fault := r.js().modeFault; fault != "" {
		r.Problem(Problem{Code: "defaults-mode", Severity: SevError, Origin: faultOriginJS(r.Setting("defaults_mode")),
			Message: "every request fails: " + fault, Help: ValidHelp(Lookup("defaults_mode"))})
	}
	if v := r.Setting("account_id_endpoint_mode"); !v.Set {
		r.Problem(Problem{Code: "invalid-value", Severity: SevError, Origin: faultOriginJS(v),
			Message: "AWS_ACCOUNT_ID_ENDPOINT_MODE is empty, and requests of services that use the account fail", Help: "unset it"})
	}
	if v := r.Setting("retry_mode"); v.Set && v.Value != "standard" && v.Value != "adaptive" {
		r.Problem(Problem{Code: "retry-mode-unknown", Severity: SevWarning, Origin: v.Origin,
			Message: fmt.Sprintf("this SDK has no retry mode %q: it works as standard", v.Value), Help: "use standard or adaptive"})
	}
	if v := r.Setting("sdk_ua_app_id"); len(v.Value) > 50 {
		r.Problem(Problem{Code: "app-id-too-long", Severity: SevWarning, Origin: v.Origin,
			Message: "sdk_ua_app_id is longer than 50 characters, of which this SDK warns", Help: "shorten it"})
	}
	var bad []unusableJS
	for _, v := range r.Found.Settings {
		pointAtValueJS(v)
		if service, ok := ServiceOf(v.Name); ok {
			bad = checkEndpointJS(r, v, service, bad)
		} else {
			passedOverJS(r, v)
		}
	}
	for _, u := range bad {
		r.Problem(Problem{Code: "endpoint-unusable", Severity: SevError, Origin: u.origin, Help: u.help,
			Message: fmt.Sprintf("requests to %s fail: the configured endpoint %s", strings.Join(u.services, ", "), u.why)})
	}
}

// pointAtValueJS makes the origin point at the value where it is a part of what
// is written, such as 4 of +4.
func pointAtValueJS(v *Value) {
	if !v.Set || v.Origin.Kind != InFile {
		return
	}
	for _, p := range v.Places {
		if i := strings.Index(p.Value, v.Value); p.Verdict == Won && p.Origin == v.Origin && i > 0 {
			v.Origin.Column += i
		}
	}
}

// faultOriginJS is the place that was of no use to a setting.
func faultOriginJS(v *Value) Origin {
	for _, p := range v.Pick(Rejected) {
		if p.Reason != emptyKeyJS {
			return p.Origin
		}
	}
	return v.Origin
}

func checkRegionJS(r *Run) {
	v := r.Setting("region")
	if v.Value == "*" {
		r.Problem(Problem{Code: "region-star", Severity: SevWarning, Origin: v.Origin,
			Message: "the region * passes this SDK's check but is part of no host name that exists", Help: "name a region"})
	}
	if v.Set || r.Failed() {
		return
	}
	for _, p := range v.Pick(Rejected) {
		if p.Origin.Kind != IMDS && p.Reason != emptyKeyJS && strings.Contains(p.Reason, "host name") {
			r.Problem(Problem{Code: "region-refused", Severity: SevError, Origin: p.Origin,
				Message: fmt.Sprintf("every request fails: the region of %s is %s, and no other place is asked", p.Origin, p.Reason), Help: "name a region, or leave it out"})
			return
		}
	}
}

// passedOverJS reports texts that a setting's selector refuses.
func passedOverJS(r *Run, v *Value) {
	if !slices.Contains([]Type{Bool, Int, Enum}, v.Setting.Type) {
		return
	}
	for _, p := range v.Pick(Rejected) {
		if p.Value == "" || !strings.HasSuffix(p.Reason, asksNextJS) {
			continue
		}
		r.Problem(Problem{Code: "invalid-value", Severity: SevWarning, Origin: p.Origin,
			Message: fmt.Sprintf("%s is passed over: %s", v.Name, p.Reason), Help: ValidHelp(v.Setting)})
	}
}

// asksNextJS ends the reasons of texts that are passed over.
const asksNextJS = "so this SDK asks the next place"

// unusableJS is a configured endpoint with which no request can be made.
type unusableJS struct {
	services  []string
	origin    Origin
	why, help string
}

// checkEndpointJS: what is configured as an endpoint must be a URL, and goes
// with neither FIPS nor dual-stack.
func checkEndpointJS(r *Run, v *Value, service string, bad []unusableJS) []unusableJS {
	if !v.Set {
		return bad
	}
	u, ok := parseURLJS(v.Value)
	found := unusableJS{services: []string{service}, origin: v.Origin, help: "write it as https://HOST or http://HOST:PORT"}
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
