package gov1

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// gate: what the SDK does not read, or reads and never uses.
func gate(r *resolve.Run, s *settings.Setting, p origin.Place) string {
	csm := strings.HasPrefix(s.Name, "csm_")
	switch {
	case p.Origin.Kind == origin.EnvVar && p.Origin.Name == "AWS_DEFAULT_REGION" && !shared(r):
		return "only read with shared config, and " + sharedOff
	case p.Origin.Kind == origin.EnvVar && csm && s.Name != "csm_enabled" && r.Env.Get("AWS_CSM_ENABLED") == "":
		return "only read where AWS_CSM_ENABLED is set"
	case p.Origin.Kind != origin.InFile:
		return ""
	case s.Name == "s3_use_arn_region":
		// session.go, mergeConfigSrcs: the variable's value is never nil.
		return "this SDK reads the key but never uses it: AWS_S3_USE_ARN_REGION, set or not, always comes first"
	case csm && r.Env.Get("AWS_CSM_ENABLED") != "":
		return "not looked at where AWS_CSM_ENABLED is set"
	case csm:
		return ""
	case !shared(r):
		return "without shared config only credentials are read of this file: " + sharedOff
	}
	return ""
}

// aside records what stands in the config file while shared config is off.
func aside(b *resolve.Builder) {
	r := b.Run
	if shared(r) || strings.HasPrefix(b.Setting.Name, "csm_") {
		return
	}
	st := r.Kept.(*state)
	p := st.unread(r)
	for _, n := range b.Setting.Keys {
		if q := p.Get(n.Name); q != nil && n.In&r.Reading.SDK != 0 {
			b.Reject(origin.Candidate{Value: q.Value, Origin: q.Origin}, "the config file is not read: "+sharedOff)
		}
	}
}

// unread is the profile in use as the config file would have it.
func (st *state) unread(r *resolve.Run) *profiles.Profile {
	if st.aside == nil {
		st.aside = &profiles.Profile{}
		for _, use := range r.Found.Files {
			if !use.Unread {
				continue
			}
			src := profiles.SourceFile{Kind: use.Kind, Path: use.Path, Parsed: r.Parse(use.Path, sharedfile.GoV1())}
			if p := r.Reading.Files([]profiles.SourceFile{src}).Profile(r.Choice.Name); p != nil {
				st.aside = p
			}
		}
	}
	return st.aside
}

// toBool: a variable is true or false in any case; of a file's value only the
// beginning counts, and quotes are part of it (env_config.go,
// setUseFIPSEndpointFromEnvVal; internal/ini/literal_tokens.go, BoolValue).
// What makes the session fail is raised by checkVariables.
func toBool(r *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	if c.Origin.Kind == origin.InFile {
		return fileBool(r, s, c)
	}
	switch {
	case c.Value == "":
		return resolve.Converted{Do: resolve.Pass, Reason: resolve.EmptyIsUnset}
	case strings.EqualFold(c.Value, "true"), strings.EqualFold(c.Value, "false"):
		return resolve.Converted{Value: strings.ToLower(c.Value)}
	case s.Name == "ec2_metadata_v1_disabled": // setBoolPtrFromEnvVal
		return resolve.Converted{Do: resolve.Pass, Reason: "neither true nor false, and passed over without an error"}
	}
	return resolve.Converted{Do: resolve.Pass, Reason: "neither true nor false: building the session fails"}
}

func fileBool(r *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	raw := raw(r, s, c)
	switch {
	case hasPrefix(raw, "true"):
		return resolve.Converted{Value: "true", Reason: oddBool(raw, "true")}
	case hasPrefix(raw, "false"):
		return resolve.Converted{Value: "false", Reason: oddBool(raw, "false")}
	case strings.HasPrefix(raw, `"`):
		return resolve.Converted{Value: "false", Reason: "a quoted value is never true for this SDK"}
	}
	return resolve.Converted{Value: "false", Reason: "counts as false, as everything does that does not begin with true"}
}

func oddBool(raw, meant string) string {
	if strings.EqualFold(strings.TrimSpace(raw), meant) {
		return ""
	}
	return "only the beginning of the value counts"
}

func hasPrefix(s, lower string) bool {
	want := []rune(lower)
	i := 0
	for _, c := range s {
		if i == len(want) {
			return true
		}
		if unicode.ToLower(c) != want[i] {
			return false
		}
		i++
	}
	return i == len(want)
}

// raw is the text of a file's value with quotes and trailing blanks, which
// some conversions see.
func raw(r *resolve.Run, s *settings.Setting, c origin.Candidate) string {
	p := r.Profile
	if strings.HasPrefix(s.Name, "csm_") {
		p = r.Shared.Profile(cSMProfile)
	}
	if q := p.Get(c.Origin.Key); q != nil && q.Origin == c.Origin && q.Raw != "" {
		return q.Raw
	}
	return c.Value
}

// enum: names are compared without case (aws/endpoints/endpoints.go,
// GetSTSRegionalEndpoint, GetS3UsEast1RegionalEndpoint, SetFromString). What
// makes the session fail is raised when the files are loaded.
func enum(_ *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	v := c.Value
	if s.Name == "ec2_metadata_service_endpoint_mode" {
		v = strings.TrimSpace(v)
	}
	if v == "" {
		return resolve.Converted{Do: resolve.Pass, Reason: resolve.EmptyIsUnset}
	}
	for _, known := range s.Values {
		if strings.EqualFold(v, known) {
			return resolve.Converted{Value: known}
		}
	}
	return resolve.Converted{Do: resolve.Pass, Reason: "neither " + strings.Join(s.Values, " nor ") + ": building the session fails"}
}

// discovery: any text but exactly "false" turns it on (env_config.go, envConfigLoad).
func discovery(r *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	switch {
	case c.Origin.Kind == origin.InFile:
		return fileBool(r, s, c)
	case c.Value == "":
		return resolve.Converted{Do: resolve.Pass, Reason: resolve.EmptyIsUnset}
	case c.Value == "false":
		return resolve.Converted{Value: "false"}
	case c.Value == "true":
		return resolve.Converted{Value: "true"}
	}
	return resolve.Converted{Value: "true", Reason: "everything but false, in lower case, turns it on"}
}

// metadataDisabled: only true counts, in any case (aws/ec2metadata/service.go, NewClient).
func metadataDisabled(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch {
	case c.Value == "":
		return resolve.Converted{Do: resolve.Pass, Reason: resolve.EmptyIsUnset}
	case strings.ToLower(c.Value) == "true":
		return resolve.Converted{Value: "true"}
	case strings.EqualFold(c.Value, "false"):
		return resolve.Converted{Value: "false"}
	}
	return resolve.Converted{Do: resolve.Pass, Reason: "only true turns the metadata service off"}
}

// loadSharedConfig: strconv.ParseBool decides, and what it does not know is
// false (env_config.go, loadEnvConfig).
func loadSharedConfig(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	v, ok := r.Var("AWS_SDK_LOAD_CONFIG")
	on, err := strconv.ParseBool(v.Value)
	switch {
	case r.Reading.ID == sharedID:
		b.Derive("true", "SharedConfigEnable", "the program turns shared config on")
		if ok {
			b.Reject(v, "the program turns shared config on, whatever the variable says")
		}
		return b.Done()
	case !ok:
		b.Place(origin.Place{Candidate: origin.Candidate{Origin: origin.Origin{Kind: origin.EnvVar, Name: "AWS_SDK_LOAD_CONFIG"}}, Verdict: origin.Absent})
	case v.Value == "":
		b.Reject(v, resolve.EmptyIsUnset)
	case err != nil:
		b.Reject(v, "counts as false: only 1, t, T, TRUE, true and True turn shared config on")
	default:
		b.Offer(v, resolve.Converted{Value: strconv.FormatBool(on)})
	}
	b.Default("false")
	return b.Done()
}

// cSMProfile is the profile that client-side monitoring is configured in.
const cSMProfile = "aws_csm"

// cSM: where AWS_CSM_ENABLED is set the variables alone count, else the
// profile aws_csm of the files that are read (session.go, loadCSMConfig).
func cSM(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	b.Layer(resolve.EnvLayer)
	if p := r.Shared.Profile(cSMProfile); p != nil && r.Kept.(*state).usable {
		for _, n := range s.Keys {
			if n.In&settings.GoV1 != 0 {
				b.KeyOf(p, n.Name)
			}
		}
	}
	b.Layer(resolve.DefaultLayer)
	return b.Done()
}

func cSMEnabled(r *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	if c.Origin.Kind == origin.InFile {
		return fileBool(r, s, c)
	}
	if c.Value == "" {
		return resolve.Converted{Do: resolve.Pass, Reason: resolve.EmptyIsUnset}
	}
	on, err := strconv.ParseBool(c.Value)
	if err != nil {
		return resolve.Converted{Value: "false", Reason: "no boolean that this SDK knows (1, t, true, 0, f, false): counts as false"}
	}
	return resolve.Converted{Value: strconv.FormatBool(on)}
}

// checkVariables raises what makes the session fail before any file is
// looked at, in the SDK's order (env_config.go, envConfigLoad).
func checkVariables(r *resolve.Run) {
	check := func(name, setting string) {
		c, ok := r.Var(name)
		s := settings.Lookup(setting)
		if !ok || s == nil {
			return
		}
		convert := enum
		if s.Type == settings.Bool {
			convert = toBool
		}
		if got := convert(r, s, c); got.Do == resolve.Pass && got.Reason != resolve.EmptyIsUnset {
			r.Fail("invalid-value", c.Origin, settings.ValidHelp(s, c.Value), "%s: %s", name, got.Reason)
		}
	}
	check("AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints")
	check("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "s3_us_east_1_regional_endpoint")
	check("AWS_S3_USE_ARN_REGION", "s3_use_arn_region")
	check("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode")
	check("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")
	check("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")
}

// known reports whether a file's value is one that an enumeration takes.
func known(setting, value string) bool {
	s := settings.Lookup(setting)
	return slices.ContainsFunc(s.Values, func(v string) bool { return strings.EqualFold(v, value) })
}
