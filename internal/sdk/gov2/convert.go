package gov2

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/gov1"
	"github.com/sessctl/sessctl/internal/settings"
)

// How aws-sdk-go-v2 reads raw texts: env_config.go for variables,
// shared_config.go (setFromIniSection and its update functions) for keys.
// An empty variable is no variable; an empty key is there.

func unset(c origin.Candidate) bool { return c.Origin.Kind == origin.EnvVar && c.Value == "" }

// toBool: a variable must be true or false in any case (setBoolPtrFromEnvVal);
// a key is false when it is anything else, even empty (updateBoolPtr).
func toBool(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch {
	case unset(c):
		return resolve.PassEmpty
	case strings.EqualFold(c.Value, "true"):
		return resolve.Converted{Value: "true"}
	case strings.EqualFold(c.Value, "false"):
		return resolve.Converted{Value: "false"}
	case c.Origin.Kind == origin.InFile:
		return resolve.Converted{Value: "false", Reason: "neither true nor false, which this SDK takes for false"}
	}
	return resolve.Converted{Do: resolve.FailAlways, Reason: "neither true nor false"}
}

// plainBool: a key must be true or false to the letter (updateDisableRequestCompression).
func plainBool(r *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	if c.Origin.Kind != origin.InFile {
		return toBool(r, s, c)
	}
	if c.Value == "true" || c.Value == "false" {
		return resolve.Converted{Value: c.Value}
	}
	return resolve.Converted{Do: resolve.FailAlways, Reason: "neither true nor false, in lower case"}
}

// number: variables are decimal; keys may have a prefix such as 0x, and a
// leading 0 makes them octal (internal/ini value.go, IntValue).
func number(c origin.Candidate) (int64, error) {
	base := 10
	if c.Origin.Kind == origin.InFile {
		base = 0
	}
	return strconv.ParseInt(c.Value, base, 64)
}

func notNumber(err error) resolve.Converted {
	if errors.Is(err, strconv.ErrRange) {
		return resolve.Converted{Do: resolve.FailAlways, Reason: "too large a number"}
	}
	return resolve.Converted{Do: resolve.FailAlways, Reason: "not a whole number"}
}

// whole is how the SDK reads a number that has no rules of its own.
func whole(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	if unset(c) {
		return resolve.PassEmpty
	}
	n, err := number(c)
	if err != nil {
		return notNumber(err)
	}
	return resolve.Converted{Value: strconv.FormatInt(n, 10)}
}

// attempts: 0 counts as unset (GetRetryMaxAttempts); an empty key is an error (updateInt).
func attempts(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	if unset(c) {
		return resolve.PassEmpty
	}
	n, err := number(c)
	if err != nil {
		return notNumber(err)
	}
	if n == 0 {
		return resolve.Converted{Do: resolve.Pass, Reason: "0 counts as unset"}
	}
	return resolve.Converted{Value: strconv.FormatInt(n, 10)}
}

// compressionSize: setInt64PtrFromEnvVal, updateRequestMinCompressSizeBytes.
func compressionSize(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	const most = 10485760
	if unset(c) {
		return resolve.PassEmpty
	}
	n, err := number(c)
	switch {
	case err != nil:
		return notNumber(err)
	case n < 0 || n > most:
		return resolve.Converted{Do: resolve.FailAlways, Reason: fmt.Sprintf("not within 0 and %d", most)}
	}
	return resolve.Converted{Value: strconv.FormatInt(n, 10)}
}

// exact takes a value of the setting to the letter (aws/retryer.go, ParseRetryMode).
func exact(_ *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	if unset(c) {
		return resolve.PassEmpty
	}
	for _, v := range values(s) {
		if c.Value == v {
			return resolve.Converted{Value: v}
		}
	}
	return resolve.Converted{Do: resolve.FailAlways, Reason: "not one of its values"}
}

// folded takes a value of the setting in any case.
func folded(_ *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	if unset(c) {
		return resolve.PassEmpty
	}
	for _, v := range values(s) {
		if strings.ToLower(c.Value) == v {
			return resolve.Converted{Value: v}
		}
	}
	return resolve.Converted{Do: resolve.FailAlways, Reason: "not one of its values"}
}

func values(s *settings.Setting) []string {
	if s.Name == "retry_mode" {
		return []string{"standard", "adaptive"}
	}
	return s.Values
}

// defaultsMode: an empty key is legacy, which is the default anyway
// (aws/defaultsmode.go, SetFromString).
func defaultsMode(_ *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	if unset(c) {
		return resolve.PassEmpty
	}
	if c.Value == "" {
		return resolve.Converted{Do: resolve.Pass, Reason: "an empty key counts as legacy, the default"}
	}
	for _, v := range s.Values {
		if strings.EqualFold(c.Value, v) {
			return resolve.Converted{Value: v}
		}
	}
	return resolve.Converted{Do: resolve.FailAlways, Reason: "not one of its values"}
}

// discovery: a bad key is passed over, a bad variable is an error
// (updateEndpointDiscoveryType, setEndpointDiscoveryTypeFromEnvVal).
func discovery(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	for _, v := range []string{"true", "false", "auto"} {
		if strings.EqualFold(c.Value, v) {
			return resolve.Converted{Value: v}
		}
	}
	switch {
	case c.Value == "":
		return resolve.PassEmpty
	case c.Origin.Kind == origin.InFile:
		return resolve.Converted{Do: resolve.Pass, Reason: "neither true, false nor auto, which this SDK passes over"}
	}
	return resolve.Converted{Do: resolve.FailAlways, Reason: "neither true, false nor auto"}
}

// addressFamily: feature/ec2/imds internal/config/resolvers.go, SetFromString.
func addressFamily(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch v := strings.TrimSpace(c.Value); {
	case v == "":
		return resolve.PassEmpty
	case strings.EqualFold(v, "IPv4"):
		return resolve.Converted{Value: "ipv4"}
	case strings.EqualFold(v, "IPv6"):
		return resolve.Converted{Value: "ipv6"}
	}
	return resolve.Converted{Do: resolve.FailAlways, Reason: "neither IPv4 nor IPv6"}
}

// metadataDisabled: anything but true and false is passed over (setEC2IMDSClientEnableState).
func metadataDisabled(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch {
	case c.Value == "":
		return resolve.PassEmpty
	case strings.EqualFold(c.Value, "true"):
		return resolve.Converted{Value: "true"}
	case strings.EqualFold(c.Value, "false"):
		return resolve.Converted{Value: "false"}
	}
	return resolve.Converted{Do: resolve.Pass, Reason: "neither true nor false, which this SDK passes over"}
}

// socketTimeout: internal/timeouts, GetServiceReadTimeout.
func socketTimeout(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	if c.Value == "true" {
		return resolve.Converted{Value: "true"}
	}
	return resolve.Converted{Do: resolve.Pass, Reason: "only the word true, in lower case, has an effect"}
}

// schemes: auth_scheme_preference.go, toAuthSchemePreferenceList.
func schemes(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	var names []string
	for _, name := range strings.Split(c.Value, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	switch {
	case c.Value == "":
		return resolve.PassEmpty
	case len(names) == 0:
		return resolve.Converted{Do: resolve.Pass, Reason: "a list of nothing counts as unset"}
	}
	return resolve.Converted{Value: strings.Join(names, ",")}
}

// check tells what follows from the settings taken together.
func check(r *resolve.Run) {
	certificates(r)
	if v := r.Setting("defaults_mode"); v.Value == "auto" && r.Value("ec2_metadata_disabled") != "true" {
		r.Problem(resolve.Problem{Code: "metadata-asked-while-loading", Severity: resolve.SevNote, Origin: v.Origin,
			Message: "defaults_mode = auto makes this SDK ask instance metadata for its region while loading",
			Help:    "name a mode, or set AWS_EC2_METADATA_DISABLED=true"})
	}
	if v := r.Setting("region"); unFIPS(v.Value) != v.Value {
		r.Problem(resolve.Problem{Code: "region-turns-fips-on", Severity: resolve.SevNote, Origin: v.Origin,
			Message: fmt.Sprintf("the region %s makes this SDK call FIPS endpoints in %s", v.Value, unFIPS(v.Value)),
			Help:    "name the plain region, and use_fips_endpoint beside it"})
	}
}

// certificates: the certificates are read while loading, from the first
// place that names a file (resolve.go, resolveCustomCABundle).
func certificates(r *resolve.Run) {
	v := r.Setting("ca_bundle")
	if !v.Set || v.Value == "" {
		return
	}
	f := r.Env.File(v.Value)
	switch {
	case f.Err != nil:
		r.Fail("ca-bundle-unreadable", v.Origin, "name a file of PEM certificates, or leave the setting out",
			"ca_bundle: %s cannot be read: %s", v.Value, f.Reason())
	case !gov1.HoldsPEM(f.Data, "CERTIFICATE"):
		r.Fail("ca-bundle-without-certificates", v.Origin, "name a file of PEM certificates, or leave the setting out",
			"ca_bundle: %s has no certificate in PEM form", v.Value)
	}
}

// unopened reports whether the SDK takes a shared file for an empty one,
// because it cannot even be opened (shared_config.go, loadIniFiles); one that
// opens and cannot be read, such as a directory, fails the load.
func unopened(err error) bool {
	var pathErr *fs.PathError
	return errors.As(err, &pathErr) && (pathErr.Op == "open" || pathErr.Op == "stat")
}
