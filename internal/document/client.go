package document

import (
	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/lookup"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/settings"
)

// Client is what `client -o json` prints: what a service's client is
// configured with.
type Client struct {
	SchemaVersion int             `json:"schema_version"`
	As            string          `json:"as"`
	Error         *Error          `json:"error"`
	Service       Service         `json:"service"`
	Region        ClientValue     `json:"region"`
	Partition     string          `json:"partition"`
	Protocol      string          `json:"protocol"`
	Endpoint      Endpoint        `json:"endpoint"`
	Signing       Signing         `json:"signing"`
	Retry         RetryPolicy     `json:"retry"`
	Timeouts      Timeouts        `json:"timeouts"`
	Settings      []ClientSetting `json:"settings"`
	Handlers      []Stage         `json:"handlers"`
	Problems      []Problem       `json:"problems"`

	Help string `json:"-"` // what to do about the error
}

// Service is a service by its names.
type Service struct {
	Name       string `json:"name"`
	ID         string `json:"id"`
	FullName   string `json:"full_name"`
	APIVersion string `json:"api_version"`
	Model      string `json:"model"` // where the model comes from
}

// ClientValue is a value with its origin.
type ClientValue struct {
	Value  string `json:"value"`
	Origin Origin `json:"origin"`
}

// ClientSetting is a setting that matters to a client.
type ClientSetting struct {
	Name string `json:"name"`
	Valued
}

// Endpoint is where requests go, and by which rule.
type Endpoint struct {
	URL        string              `json:"url"`
	Custom     *ClientValue        `json:"custom"` // the configured endpoint, null where the rules decide
	Rule       string              `json:"rule"`   // its place in the service's rule set
	Table      string              `json:"table"`  // the SDK whose table of endpoints gave it, where it knows no rules
	Conditions []string            `json:"conditions"`
	Parameters map[string]string   `json:"parameters"`
	Headers    map[string][]string `json:"headers"`
	Error      string              `json:"error"` // why there is none
}

// Signing is how requests are signed.
type Signing struct {
	Scheme      string   `json:"scheme"`
	Name        string   `json:"name"`
	Region      string   `json:"region"`
	RegionSet   []string `json:"region_set"` // of SigV4a
	AccessKeyID string   `json:"access_key_id"`
	Unsigned    string   `json:"unsigned"` // why a request is not signed; empty when it is
}

// RetryPolicy is how failed requests are retried.
type RetryPolicy struct {
	Mode        string  `json:"mode"`
	MaxAttempts int     `json:"max_attempts"`
	Delays      []Delay `json:"delays"` // before each retry of an ordinary failure
	Throttled   []Delay `json:"throttled"`
	Quota       int     `json:"quota"` // 0 for none
	Cost        int     `json:"cost"`
	TimeoutCost int     `json:"timeout_cost"`
	Throttle    int     `json:"throttle_cost"`
	Follows     string  `json:"follows"`

	Unreachable int      `json:"unreachable_attempts"` // that a host which is not found, or refuses to be connected to, has at most; 0 for all
	Elsewhere   []string `json:"elsewhere"`            // what holds for other requests of the same program
}

// Delay is the shortest and the longest wait before a retry, in milliseconds.
type Delay struct {
	Min int64 `json:"min_ms"`
	Max int64 `json:"max_ms"`
}

// Timeouts are how long a client waits, in milliseconds; 0 is without end.
type Timeouts struct {
	Connect int64 `json:"connect_ms"`
	TLS     int64 `json:"tls_ms"` // for the handshake, where it is counted apart
	Read    int64 `json:"read_ms"`
}

// clientSettings are those that shape the requests of any client.
var clientSettings = []string{"use_fips_endpoint", "use_dualstack_endpoint", "request_checksum_calculation", "response_checksum_validation",
	"disable_request_compression", "request_min_compression_size_bytes", "account_id_endpoint_mode", "endpoint_discovery_enabled",
	"defaults_mode", "default_socket_timeout", "parameter_validation", "sdk_ua_app_id", "ca_bundle", "https_proxy"}

// ofService are the settings that shape one service's alone.
var ofService = lookup.Table[string, []string]{
	{"s3", []string{"s3.addressing_style", "s3.use_accelerate_endpoint", "s3.use_dualstack_endpoint", "s3.payload_signing_enabled", "s3.signature_version", "s3_use_arn_region",
		"s3_us_east_1_regional_endpoint", "s3_disable_multiregion_access_points", "s3_disable_express_session_auth"}},
	{"s3control", []string{"s3_use_arn_region", "s3.use_dualstack_endpoint"}},
	{"sts", []string{"sts_regional_endpoints"}},
}

// ClientFrom makes the document of a session's client.
func ClientFrom(s *session.Session, c *dryrun.Client, o Options) Client {
	o = o.As(c.Reading.ID)
	d := Client{SchemaVersion: SchemaVersion, As: c.Reading.ID, Partition: c.Partition, Protocol: c.Protocol(),
		Service: serviceOf(c), Settings: []ClientSetting{}, Retry: retryFrom(c)}
	t := c.Timeouts()
	d.Timeouts = Timeouts{t.Connect.Milliseconds(), t.TLS.Milliseconds(), t.Read.Milliseconds()}
	region, _ := c.Config.Get("region")
	d.Region = ClientValue{o.text(region.Value), originOf(region.Origin)}
	e := c.EndpointFor(nil, "", nil)
	d.Endpoint, d.Signing = o.Endpoint(c, &e), o.Signing(&e)
	d.Problems = o.Concerns(s, c, &e, nil)
	d.Error, d.Help = o.whyNoClient(s, c, &e, d.Problems)
	keys, why := c.Keys(nil)
	if keys != nil {
		d.Signing.AccessKeyID = o.keyID(keys.AccessKeyID)
	}
	d.Signing.Unsigned = o.text(why)
	for _, name := range append(clientSettings[:len(clientSettings):len(clientSettings)], ofService.Of(c.Model.Name)...) {
		if v, set := c.Config.Get(name); set {
			d.Settings = append(d.Settings, ClientSetting{name, Valued{o.value(name, v.Value), set, originOf(v.Origin)}})
		}
	}
	for _, stage := range c.Handlers.Stages() {
		d.Handlers = append(d.Handlers, Stage{stage.Name, append([]string{}, stage.Names()...)})
	}
	return d
}

func serviceOf(c *dryrun.Client) Service {
	m := c.Model
	return Service{m.Name, m.ID, m.FullName, m.APIVersion, m.From}
}

// Endpoint makes the document of an endpoint.
func (o Options) Endpoint(c *dryrun.Client, e *dryrun.Endpoint) Endpoint {
	d := Endpoint{URL: o.text(e.URL), Rule: e.Rule, Table: e.Table, Conditions: []string{}, Parameters: map[string]string{}, Headers: map[string][]string{}}
	if c.Custom.Value != "" {
		d.Custom = &ClientValue{o.value("endpoint_url", c.Custom.Value), originOf(c.Custom.Origin)}
	}
	for _, s := range e.Steps {
		for _, cond := range s.Conditions {
			if cond.Met {
				d.Conditions = append(d.Conditions, o.text(cond.String()))
			}
		}
	}
	e.Params.Each(func(name, value string) { d.Parameters[name] = o.text(value) })
	for _, h := range e.Headers {
		d.Headers[h.Name] = h.Values
	}
	if e.Err != nil {
		d.Error = o.text(e.Err.Error())
	}
	return d
}

// Signing makes the document of how an endpoint is signed for.
func (o Options) Signing(e *dryrun.Endpoint) Signing {
	return Signing{Scheme: e.Scheme, Name: e.SigningName, Region: o.text(e.SigningRegion), RegionSet: append([]string{}, e.RegionSet...)}
}

func retryFrom(c *dryrun.Client) RetryPolicy {
	r := c.Retry
	d := RetryPolicy{Mode: r.Mode, MaxAttempts: r.MaxAttempts, Delays: []Delay{}, Throttled: []Delay{}, Quota: r.Quota,
		Cost: r.Cost, TimeoutCost: r.TimeoutCost, Throttle: r.Throttle, Follows: r.Follows,
		Unreachable: r.Unreachable, Elsewhere: append([]string{}, c.Elsewhere()...)}
	shown := r.MaxAttempts
	if shown < 0 || shown > maxDelays {
		shown = maxDelays
	}
	for n := 1; n < shown; n++ {
		low, high := r.Wait(n, dryrun.Transient)
		d.Delays = append(d.Delays, Delay{low.Milliseconds(), high.Milliseconds()})
		low, high = r.Wait(n, dryrun.Throttled)
		d.Throttled = append(d.Throttled, Delay{low.Milliseconds(), high.Milliseconds()})
	}
	return d
}

// maxDelays bounds the schedule that is shown of a client that tries very often.
const maxDelays = 20

// whyNoClient is why there is no client that could call anybody, and what to do
// about it: the session is not built, there is no region, or no endpoint.
func (o Options) whyNoClient(s *session.Session, c *dryrun.Client, e *dryrun.Endpoint, problems []Problem) (*Error, string) {
	if s.Err() != nil {
		err := &Error{Message: Plain(o.text(s.Err().Error()))}
		if res := s.Resolution(); res != nil && res.Err != nil {
			err.Origin = originOf(res.Err.Origin)
			for _, p := range res.Problems {
				if p.Message == res.Err.Message {
					return err, o.text(p.Help)
				}
			}
		}
		return err, ""
	}
	if c.Fault != nil {
		return &Error{Message: o.text(c.Fault.Message), Origin: originOf(c.Fault.Origin)}, o.text(c.Fault.Help)
	}
	if e.Err == nil {
		return nil, ""
	}
	err := &Error{Message: o.text(c.NoEndpoint(e.Err).Error())}
	if c.Region == "" && c.Custom.Value == "" {
		return err, RegionHelp(c)
	}
	err.Origin = originOf(c.Custom.Origin)
	for _, p := range problems {
		if p.Severity != string(resolve.SevNote) && p.Help != "" {
			return err, p.Help
		}
	}
	return err, ""
}

// SessionError makes the document of why a session is not built; nil where it is.
func SessionError(s *session.Session, o Options) *Error {
	if s.Err() == nil {
		return nil
	}
	return &Error{Message: o.text(s.Err().Error())}
}

// RegionHelp says how a client that has no region is given one.
func RegionHelp(c *dryrun.Client) string {
	if c.Config.RefusedRegion() != "" {
		return "name a region, such as us-east-1"
	}
	for _, v := range settings.Lookup("region").Env {
		if v.In&c.Reading.SDK != 0 {
			return "set " + v.Name + ", or region in the profile, or give --region"
		}
	}
	return "give --region"
}
