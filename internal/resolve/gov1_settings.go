package resolve

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/sessctl/sessctl/internal/sharedfile"
)

// gov1Gate: what the SDK does not read, or reads and never uses.
func gov1Gate(r *Run, s *Setting, p Place) string {
	csm := strings.HasPrefix(s.Name, "csm_")
	switch {
	case p.Origin.Kind == EnvVar && p.Origin.Name == "AWS_DEFAULT_REGION" && !gov1Shared(r):
		return "only read with shared config, and " + gov1SharedOff
	case p.Origin.Kind == EnvVar && csm && s.Name != "csm_enabled" && r.Env.Get("AWS_CSM_ENABLED") == "":
		return "only read where AWS_CSM_ENABLED is set"
	case p.Origin.Kind != InFile:
		return ""
	case s.Name == "s3_use_arn_region":
		// session.go, mergeConfigSrcs: the variable's value is never nil.
		return "this SDK reads the key but never uses it: AWS_S3_USE_ARN_REGION, set or not, always comes first"
	case csm && r.Env.Get("AWS_CSM_ENABLED") != "":
		return "not looked at where AWS_CSM_ENABLED is set"
	case csm:
		return ""
	case !gov1Shared(r):
		return "without shared config only credentials are read of this file: " + gov1SharedOff
	}
	return ""
}

// gov1Aside records what stands in the config file while shared config is off.
func gov1Aside(b *Builder) {
	r := b.Run
	if gov1Shared(r) || strings.HasPrefix(b.Setting.Name, "csm_") {
		return
	}
	st := r.Kept.(*gov1State)
	p := st.unread(r)
	for _, n := range b.Setting.Keys {
		if q := p.Get(n.Name); q != nil && n.In&r.Reading.SDK != 0 {
			b.Reject(Candidate{q.Value, q.Origin}, "the config file is not read: "+gov1SharedOff)
		}
	}
}

// unread is the profile in use as the config file would have it.
func (st *gov1State) unread(r *Run) *Profile {
	if st.aside == nil {
		st.aside = &Profile{}
		for _, use := range r.Found.Files {
			if !use.Unread {
				continue
			}
			src := SourceFile{Kind: use.Kind, Path: use.Path, Parsed: r.Parse(use.Path, sharedfile.GoV1())}
			if p := NewShared([]SourceFile{src}, r.Reading).Profile(r.Choice.Name); p != nil {
				st.aside = p
			}
		}
	}
	return st.aside
}

// gov1Bool: a variable is true or false in any case; of a file's value only the
// beginning counts, and quotes are part of it (env_config.go,
// setUseFIPSEndpointFromEnvVal; internal/ini/literal_tokens.go, BoolValue).
// What makes the session fail is raised by gov1CheckVariables.
func gov1Bool(r *Run, s *Setting, c Candidate) Converted {
	if c.Origin.Kind == InFile {
		return gov1FileBool(r, s, c)
	}
	switch {
	case c.Value == "":
		return Converted{Do: Pass, Reason: EmptyIsUnset}
	case strings.EqualFold(c.Value, "true"), strings.EqualFold(c.Value, "false"):
		return Converted{Value: strings.ToLower(c.Value)}
	case s.Name == "ec2_metadata_v1_disabled": // setBoolPtrFromEnvVal
		return Converted{Do: Pass, Reason: "neither true nor false, and passed over without an error"}
	}
	return Converted{Do: Pass, Reason: "neither true nor false: building the session fails"}
}

func gov1FileBool(r *Run, s *Setting, c Candidate) Converted {
	raw := gov1Raw(r, s, c)
	switch {
	case gov1HasPrefix(raw, "true"):
		return Converted{Value: "true", Reason: oddBool(raw, "true")}
	case gov1HasPrefix(raw, "false"):
		return Converted{Value: "false", Reason: oddBool(raw, "false")}
	case strings.HasPrefix(raw, `"`):
		return Converted{Value: "false", Reason: "a quoted value is never true for this SDK"}
	}
	return Converted{Value: "false", Reason: "counts as false, as everything does that does not begin with true"}
}

func oddBool(raw, meant string) string {
	if strings.EqualFold(strings.TrimSpace(raw), meant) {
		return ""
	}
	return "only the beginning of the value counts"
}

func gov1HasPrefix(s, lower string) bool {
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

// gov1Raw is the text of a file's value with quotes and trailing blanks, which
// some conversions see.
func gov1Raw(r *Run, s *Setting, c Candidate) string {
	p := r.Profile
	if strings.HasPrefix(s.Name, "csm_") {
		p = r.Shared.Profile(gov1CSMProfile)
	}
	if q := p.Get(c.Origin.Key); q != nil && q.Origin == c.Origin && q.Raw != "" {
		return q.Raw
	}
	return c.Value
}

// gov1Enum: names are compared without case (aws/endpoints/endpoints.go,
// GetSTSRegionalEndpoint, GetS3UsEast1RegionalEndpoint, SetFromString). What
// makes the session fail is raised when the files are loaded.
func gov1Enum(_ *Run, s *Setting, c Candidate) Converted {
	v := c.Value
	if s.Name == "ec2_metadata_service_endpoint_mode" {
		v = strings.TrimSpace(v)
	}
	if v == "" {
		return Converted{Do: Pass, Reason: EmptyIsUnset}
	}
	for _, known := range s.Values {
		if strings.EqualFold(v, known) {
			return Converted{Value: known}
		}
	}
	return Converted{Do: Pass, Reason: "neither " + strings.Join(s.Values, " nor ") + ": building the session fails"}
}

// gov1Discovery: any text but exactly "false" turns it on (env_config.go, envConfigLoad).
func gov1Discovery(r *Run, s *Setting, c Candidate) Converted {
	switch {
	case c.Origin.Kind == InFile:
		return gov1FileBool(r, s, c)
	case c.Value == "":
		return Converted{Do: Pass, Reason: EmptyIsUnset}
	case c.Value == "false":
		return Converted{Value: "false"}
	case c.Value == "true":
		return Converted{Value: "true"}
	}
	return Converted{Value: "true", Reason: "everything but false, in lower case, turns it on"}
}

// gov1MetadataDisabled: only true counts, in any case (aws/ec2metadata/service.go, NewClient).
func gov1MetadataDisabled(_ *Run, _ *Setting, c Candidate) Converted {
	switch {
	case c.Value == "":
		return Converted{Do: Pass, Reason: EmptyIsUnset}
	case strings.ToLower(c.Value) == "true":
		return Converted{Value: "true"}
	case strings.EqualFold(c.Value, "false"):
		return Converted{Value: "false"}
	}
	return Converted{Do: Pass, Reason: "only true turns the metadata service off"}
}

// gov1LoadSharedConfig: strconv.ParseBool decides, and what it does not know is
// false (env_config.go, loadEnvConfig).
func gov1LoadSharedConfig(r *Run, s *Setting) *Value {
	b := r.Builder(s)
	v, ok := r.Var("AWS_SDK_LOAD_CONFIG")
	on, err := strconv.ParseBool(v.Value)
	switch {
	case r.Reading.ID == gov1SharedID:
		b.Derive("true", "SharedConfigEnable", "the program turns shared config on")
		if ok {
			b.Reject(v, "the program turns shared config on, whatever the variable says")
		}
		return b.Done()
	case !ok:
		b.Place(Place{Candidate: Candidate{Origin: Origin{Kind: EnvVar, Name: "AWS_SDK_LOAD_CONFIG"}}, Verdict: Absent})
	case v.Value == "":
		b.Reject(v, EmptyIsUnset)
	case err != nil:
		b.Reject(v, "counts as false: only 1, t, T, TRUE, true and True turn shared config on")
	default:
		b.Offer(v, Converted{Value: strconv.FormatBool(on)})
	}
	b.Default("false")
	return b.Done()
}

// gov1CSMProfile is the profile that client-side monitoring is configured in.
const gov1CSMProfile = "aws_csm"

// gov1CSM: where AWS_CSM_ENABLED is set the variables alone count, else the
// profile aws_csm of the files that are read (session.go, loadCSMConfig).
func gov1CSM(r *Run, s *Setting) *Value {
	b := r.Builder(s)
	b.Layer(ExplicitLayer)
	b.Layer(EnvLayer)
	if p := r.Shared.Profile(gov1CSMProfile); p != nil && r.Kept.(*gov1State).usable {
		for _, n := range s.Keys {
			if n.In&GoV1 != 0 {
				b.KeyOf(p, n.Name)
			}
		}
	}
	b.Layer(DefaultLayer)
	return b.Done()
}

func gov1CSMEnabled(r *Run, s *Setting, c Candidate) Converted {
	if c.Origin.Kind == InFile {
		return gov1FileBool(r, s, c)
	}
	if c.Value == "" {
		return Converted{Do: Pass, Reason: EmptyIsUnset}
	}
	on, err := strconv.ParseBool(c.Value)
	if err != nil {
		return Converted{Value: "false", Reason: "no boolean that this SDK knows (1, t, true, 0, f, false): counts as false"}
	}
	return Converted{Value: strconv.FormatBool(on)}
}

// gov1CheckVariables raises what makes the session fail before any file is
// looked at, in the SDK's order (env_config.go, envConfigLoad).
func gov1CheckVariables(r *Run) {
	check := func(name, setting string) {
		c, ok := r.Var(name)
		s := Lookup(setting)
		if !ok || s == nil {
			return
		}
		convert := gov1Enum
		if s.Type == Bool {
			convert = gov1Bool
		}
		if got := convert(r, s, c); got.Do == Pass && got.Reason != EmptyIsUnset {
			r.Fail("invalid-value", c.Origin, ValidHelp(s), "%s: %s", name, got.Reason)
		}
	}
	check("AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints")
	check("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "s3_us_east_1_regional_endpoint")
	check("AWS_S3_USE_ARN_REGION", "s3_use_arn_region")
	check("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode")
	check("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")
	check("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")
}

// gov1Known tells whether a file's value is one that an enumeration takes.
func gov1Known(setting, value string) bool {
	s := Lookup(setting)
	return slices.ContainsFunc(s.Values, func(v string) bool { return strings.EqualFold(v, value) })
}
