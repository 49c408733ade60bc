package resolve

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// How aws-sdk-go-v2 reads raw texts: env_config.go for variables,
// shared_config.go (setFromIniSection and its update functions) for keys.
// An empty variable is no variable; an empty key is there.

func unsetGoV2(c Candidate) bool { return c.Origin.Kind == EnvVar && c.Value == "" }

// boolGoV2: a variable must be true or false in any case (setBoolPtrFromEnvVal);
// a key is false when it is anything else, even empty (updateBoolPtr).
func boolGoV2(_ *Run, _ *Setting, c Candidate) Converted {
	switch {
	case unsetGoV2(c):
		return PassEmpty
	case strings.EqualFold(c.Value, "true"):
		return Converted{Value: "true"}
	case strings.EqualFold(c.Value, "false"):
		return Converted{Value: "false"}
	case c.Origin.Kind == InFile:
		return Converted{Value: "false", Reason: "neither true nor false, which this SDK takes for false"}
	}
	return Converted{Do: FailAlways, Reason: "neither true nor false"}
}

// plainBoolGoV2: a key must be true or false to the letter (updateDisableRequestCompression).
func plainBoolGoV2(r *Run, s *Setting, c Candidate) Converted {
	if c.Origin.Kind != InFile {
		return boolGoV2(r, s, c)
	}
	if c.Value == "true" || c.Value == "false" {
		return Converted{Value: c.Value}
	}
	return Converted{Do: FailAlways, Reason: "neither true nor false, in lower case"}
}

// numberGoV2: variables are decimal; keys may have a prefix such as 0x, and a
// leading 0 makes them octal (internal/ini value.go, IntValue).
func numberGoV2(c Candidate) (int64, error) {
	base := 10
	if c.Origin.Kind == InFile {
		base = 0
	}
	return strconv.ParseInt(c.Value, base, 64)
}

func notNumberGoV2(err error) Converted {
	if errors.Is(err, strconv.ErrRange) {
		return Converted{Do: FailAlways, Reason: "too large a number"}
	}
	return Converted{Do: FailAlways, Reason: "not a whole number"}
}

// attemptsGoV2: 0 counts as unset (GetRetryMaxAttempts); an empty key is an error (updateInt).
func attemptsGoV2(_ *Run, _ *Setting, c Candidate) Converted {
	if unsetGoV2(c) {
		return PassEmpty
	}
	n, err := numberGoV2(c)
	if err != nil {
		return notNumberGoV2(err)
	}
	if n == 0 {
		return Converted{Do: Pass, Reason: "0 counts as unset"}
	}
	return Converted{Value: strconv.FormatInt(n, 10)}
}

// compressionSizeGoV2: setInt64PtrFromEnvVal, updateRequestMinCompressSizeBytes.
func compressionSizeGoV2(_ *Run, _ *Setting, c Candidate) Converted {
	const most = 10485760
	if unsetGoV2(c) {
		return PassEmpty
	}
	n, err := numberGoV2(c)
	switch {
	case err != nil:
		return notNumberGoV2(err)
	case n < 0 || n > most:
		return Converted{Do: FailAlways, Reason: fmt.Sprintf("not within 0 and %d", most)}
	}
	return Converted{Value: strconv.FormatInt(n, 10)}
}

// exactGoV2 takes a value of the setting to the letter (aws/retryer.go, ParseRetryMode).
func exactGoV2(_ *Run, s *Setting, c Candidate) Converted {
	if unsetGoV2(c) {
		return PassEmpty
	}
	for _, v := range valuesGoV2(s) {
		if c.Value == v {
			return Converted{Value: v}
		}
	}
	return Converted{Do: FailAlways, Reason: "not one of its values"}
}

// foldedGoV2 takes a value of the setting in any case.
func foldedGoV2(_ *Run, s *Setting, c Candidate) Converted {
	if unsetGoV2(c) {
		return PassEmpty
	}
	for _, v := range valuesGoV2(s) {
		if strings.ToLower(c.Value) == v {
			return Converted{Value: v}
		}
	}
	return Converted{Do: FailAlways, Reason: "not one of its values"}
}

func valuesGoV2(s *Setting) []string {
	if s.Name == "retry_mode" {
		return []string{"standard", "adaptive"}
	}
	return s.Values
}

// defaultsModeGoV2: an empty key is legacy, which is the default anyway
// (aws/defaultsmode.go, SetFromString).
func defaultsModeGoV2(_ *Run, s *Setting, c Candidate) Converted {
	if unsetGoV2(c) {
		return PassEmpty
	}
	if c.Value == "" {
		return Converted{Do: Pass, Reason: "an empty key counts as legacy, the default"}
	}
	for _, v := range s.Values {
		if strings.EqualFold(c.Value, v) {
			return Converted{Value: v}
		}
	}
	return Converted{Do: FailAlways, Reason: "not one of its values"}
}

// discoveryGoV2: a bad key is passed over, a bad variable is an error
// (updateEndpointDiscoveryType, setEndpointDiscoveryTypeFromEnvVal).
func discoveryGoV2(_ *Run, _ *Setting, c Candidate) Converted {
	for _, v := range []string{"true", "false", "auto"} {
		if strings.EqualFold(c.Value, v) {
			return Converted{Value: v}
		}
	}
	switch {
	case c.Value == "":
		return PassEmpty
	case c.Origin.Kind == InFile:
		return Converted{Do: Pass, Reason: "neither true, false nor auto, which this SDK passes over"}
	}
	return Converted{Do: FailAlways, Reason: "neither true, false nor auto"}
}

// addressFamilyGoV2: feature/ec2/imds internal/config/resolvers.go, SetFromString.
func addressFamilyGoV2(_ *Run, _ *Setting, c Candidate) Converted {
	switch v := strings.TrimSpace(c.Value); {
	case v == "":
		return PassEmpty
	case strings.EqualFold(v, "IPv4"):
		return Converted{Value: "ipv4"}
	case strings.EqualFold(v, "IPv6"):
		return Converted{Value: "ipv6"}
	}
	return Converted{Do: FailAlways, Reason: "neither IPv4 nor IPv6"}
}

// metadataDisabledGoV2: anything but true and false is passed over (setEC2IMDSClientEnableState).
func metadataDisabledGoV2(_ *Run, _ *Setting, c Candidate) Converted {
	switch {
	case c.Value == "":
		return PassEmpty
	case strings.EqualFold(c.Value, "true"):
		return Converted{Value: "true"}
	case strings.EqualFold(c.Value, "false"):
		return Converted{Value: "false"}
	}
	return Converted{Do: Pass, Reason: "neither true nor false, which this SDK passes over"}
}

// socketTimeoutGoV2: internal/timeouts, GetServiceReadTimeout.
func socketTimeoutGoV2(_ *Run, _ *Setting, c Candidate) Converted {
	if c.Value == "true" {
		return Converted{Value: "true"}
	}
	return Converted{Do: Pass, Reason: "only the word true, in lower case, has an effect"}
}

// schemesGoV2: auth_scheme_preference.go, toAuthSchemePreferenceList.
func schemesGoV2(_ *Run, _ *Setting, c Candidate) Converted {
	var names []string
	for _, name := range strings.Split(c.Value, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	switch {
	case c.Value == "":
		return PassEmpty
	case len(names) == 0:
		return Converted{Do: Pass, Reason: "a list of nothing counts as unset"}
	}
	return Converted{Value: strings.Join(names, ",")}
}

// checkGoV2 tells what follows from the settings taken together.
func checkGoV2(r *Run) {
	certificatesGoV2(r)
	if v := r.Setting("defaults_mode"); v.Value == "auto" && r.Value("ec2_metadata_disabled") != "true" {
		r.Problem(Problem{Code: "metadata-asked-while-loading", Severity: SevNote, Origin: v.Origin,
			Message: "defaults_mode = auto makes this SDK ask instance metadata for its region while loading",
			Help:    "name a mode, or set AWS_EC2_METADATA_DISABLED=true"})
	}
	if v := r.Setting("region"); unFIPSGoV2(v.Value) != v.Value {
		r.Problem(Problem{Code: "region-turns-fips-on", Severity: SevNote, Origin: v.Origin,
			Message: fmt.Sprintf("the region %s makes this SDK call FIPS endpoints in %s", v.Value, unFIPSGoV2(v.Value)),
			Help:    "name the plain region, and use_fips_endpoint beside it"})
	}
}

// certificatesGoV2: the certificates are read while loading, from the first
// place that names a file (resolve.go, resolveCustomCABundle).
func certificatesGoV2(r *Run) {
	v := r.Setting("ca_bundle")
	if !v.Set || v.Value == "" {
		return
	}
	f := r.Env.File(v.Value)
	switch {
	case f.Err != nil:
		r.Fail("ca-bundle-unreadable", v.Origin, "name a file of PEM certificates, or leave the setting out",
			"ca_bundle: %s cannot be read: %s", v.Value, f.Reason())
	case !HoldsPEM(f.Data, "CERTIFICATE"):
		r.Fail("ca-bundle-without-certificates", v.Origin, "name a file of PEM certificates, or leave the setting out",
			"ca_bundle: %s has no certificate in PEM form", v.Value)
	}
}

// unopenedGoV2 tells whether the SDK takes a shared file for an empty one,
// because it cannot even be opened (shared_config.go, loadIniFiles); one that
// opens and cannot be read, such as a directory, fails the load.
func unopenedGoV2(err error) bool {
	var pathErr *fs.PathError
	return errors.As(err, &pathErr) && (pathErr.Op == "open" || pathErr.Op == "stat")
}
