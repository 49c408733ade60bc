package session_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	. "github.com/sessctl/sessctl/internal/session"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/handlers"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
)

const config = `[default]
region = us-west-2
retry_mode = adaptive
[profile dev]
region = eu-west-1
aws_access_key_id = AKIADEV
aws_secret_access_key = s
endpoint_url = http://all
services = own
[services own]
s3 =
  endpoint_url = http://s3
`

const credentials = "[default]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n"

// at describes an environment for a reading.
func at(t *testing.T, reading string, vars ...string) *Config {
	t.Helper()
	dir := filepath.Join(t.TempDir(), ".aws")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"config": config, "credentials": credentials} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	env, err := environ.New(environ.Options{NoEnv: true, Home: filepath.Dir(dir), Vars: vars})
	if err != nil {
		t.Fatal(err)
	}
	found, ok := sdk.Find(reading)
	if !ok {
		t.Fatalf("no reading %s", reading)
	}
	return &Config{Workspace: resolve.NewWorkspace(env), Reading: found.Reading, Stock: stocks[reading]}
}

// stocks are those of SDKs that have handlers of their own.
var stocks = map[string]*Stock{
	"go-v1.1":      {Own: true, First: true},
	"go-v1":        {Own: true, Metrics: true, Agent: "aws-sdk-go/1.55.8", AgentAlways: true},
	"go-v1-shared": {Own: true, Metrics: true},
}

func given(t *testing.T, pairs ...string) *Config {
	t.Helper()
	c := &Config{}
	for i := 0; i < len(pairs); i += 2 {
		if err := c.Set(pairs[i], pairs[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func profile(name string) *Config {
	return &Config{Profile: &origin.Candidate{Value: name, Origin: Code}}
}

func keyOf(s *Session) string { return s.Config.Credentials.AccessKeyID }

func TestNewMergesInOrder(t *testing.T) {
	env := at(t, "go-v2", "AWS_REGION=ap-south-1")
	for _, tt := range []struct {
		name    string
		configs []*Config
		want    string
		kind    origin.Kind
	}{
		{"the environment comes before the files", []*Config{env}, "ap-south-1", origin.EnvVar},
		{"what is given comes before the environment", []*Config{env, given(t, "region", "sa-east-1")}, "sa-east-1", origin.Flag},
		{"what is given later comes before that", []*Config{env, given(t, "region", "sa-east-1"), nil, given(t, "region", "ca-west-1")}, "ca-west-1", origin.Flag},
	} {
		s := New(tt.configs...)
		if v, _ := s.Config.Get("region"); v.Value != tt.want || v.Origin.Kind != tt.kind {
			t.Errorf("%s: the region is %q from %s, want %q from %s", tt.name, v.Value, v.Origin.Kind, tt.want, tt.kind)
		}
		if keyOf(s) != "AKIABASE" || s.Err() != nil {
			t.Errorf("%s: the key is %q, the error %v", tt.name, keyOf(s), s.Err())
		}
		if v, _ := s.Config.Get("retry_mode"); v.Value != "adaptive" || v.Origin.Kind != origin.InFile {
			t.Errorf("%s: the retry mode is %q from %s", tt.name, v.Value, v.Origin)
		}
		if v, ok := s.Config.Get("max_attempts"); !ok || v.Origin.Kind == origin.InFile {
			t.Errorf("%s: max_attempts has no default: %v", tt.name, v)
		}
	}
}

func TestNewWithoutAnything(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	t.Setenv("AWS_REGION", "eu-north-1")
	spec, _ := sdk.Find("spec")
	if s := New(&Config{Reading: spec.Reading}); s.Config.Value("region") != "eu-north-1" || s.Err() != nil {
		t.Errorf("the region is %q: %v", s.Config.Value("region"), s.Err())
	}
	if s := New(); s.Err() == nil || s.Copy().Err() == nil {
		t.Error("a session without a reading")
	}
}

func TestNewFails(t *testing.T) {
	s := New(at(t, "go-v2"), profile("none"))
	if s.Err() == nil || s.Handlers.IsEmpty() {
		t.Errorf("a session of a profile that is missing: error %v", s.Err())
	}
	if s := s.Copy(profile("dev")); s.Err() != nil || s.Config.Value("region") != "eu-west-1" {
		t.Errorf("its copy with one that is there: error %v, region %q", s.Err(), s.Config.Value("region"))
	}
}

func TestSetChecks(t *testing.T) {
	c := &Config{}
	for name, value := range map[string]string{"regoin": "x", "max_attempts": "many", "use_fips_endpoint": "perhaps", "retry_mode": "turbo"} {
		if err := c.Set(name, value); err == nil {
			t.Errorf("%s=%s is taken", name, value)
		}
	}
	if err := c.Set("use_fips_endpoint", "TRUE"); err != nil || c.Value("use_fips_endpoint") != "true" {
		t.Errorf("use_fips_endpoint=TRUE is %q, %v", c.Value("use_fips_endpoint"), err)
	}
}

func TestCopyKeepsCredentials(t *testing.T) {
	base := New(at(t, "go-v2"))
	s := base.Copy(given(t, "region", "eu-central-1"))
	if keyOf(s) != "AKIABASE" || s.Config.Value("region") != "eu-central-1" || s.Config.Value("retry_mode") != "adaptive" {
		t.Errorf("a copy with another region has key %q, region %q, retry mode %q", keyOf(s), s.Config.Value("region"), s.Config.Value("retry_mode"))
	}
	s = s.Copy(profile("dev"))
	if keyOf(s) != "AKIADEV" || s.Config.Value("region") != "eu-central-1" {
		t.Errorf("a copy with another profile has key %q, region %q", keyOf(s), s.Config.Value("region"))
	}
	own := &resolve.Plan{Status: resolve.StatusResolved, AccessKeyID: "AKIAOWN"}
	if s := base.Copy(&Config{Credentials: own}); keyOf(s) != "AKIAOWN" || keyOf(base) != "AKIABASE" {
		t.Errorf("a copy with credentials has key %q, its base %q", keyOf(s), keyOf(base))
	}
	if v := base.Config.Value("region"); v != "us-west-2" {
		t.Errorf("copying made the base's region %q", v)
	}
}

// TestGivenByStructure has a setting given under any origin: it is given because
// of where it stands, and a copy still has it as it was given.
func TestGivenByStructure(t *testing.T) {
	for _, o := range []origin.Origin{{}, Code, {Kind: origin.EnvVar, Name: "MINE"}, {Kind: origin.InFile, File: "mine", Line: 1}, {Kind: origin.ByDefault}} {
		over := &Config{Settings: map[string]origin.Candidate{"region": {Value: "sa-east-1", Origin: o}}}
		s := New(at(t, "go-v2", "AWS_REGION=ap-south-1"), over).Copy(given(t, "retry_mode", "standard")).Copy(profile("dev"))
		if v, _ := s.Config.Get("region"); v.Value != "sa-east-1" {
			t.Errorf("a region given from %q is %q after two copies", o.Kind, v.Value)
		}
		if v := s.Config.Value("retry_mode"); v != "standard" {
			t.Errorf("the retry mode is %q", v)
		}
	}
}

// TestReadIsNotGiven has a copy with another profile read its settings there:
// what was read for the base is no longer there.
func TestReadIsNotGiven(t *testing.T) {
	base := New(at(t, "go-v2"), profile("dev"))
	if base.Config.Value("endpoint_url") != "http://all" {
		t.Fatalf("the endpoint is %q", base.Config.Value("endpoint_url"))
	}
	s := base.Copy(profile("default"))
	if v, set := s.Config.Get("endpoint_url"); v.Value != "" || set && v.Origin.Kind == origin.InFile {
		t.Errorf("the copy keeps the endpoint of the other profile: %v", v)
	}
	if len(s.Config.Settings) != 0 {
		t.Errorf("what was read counts as given: %v", s.Config.Settings)
	}
}

// TestGivenInVain has a setting given that the reading makes nothing of.
func TestGivenInVain(t *testing.T) {
	s := New(at(t, "go-v2"), given(t, "services.s3.endpoint_url", "http://mine", "ignore_configured_endpoint_urls", "true", "csm_host", "h"))
	if v, set := s.Config.Get("services.s3.endpoint_url"); set != slices.Contains(s.Config.Names(), "services.s3.endpoint_url") || !set && v.Value != "" {
		t.Errorf("the endpoint is %v, set: %v, of %q", v, set, s.Config.Names())
	}
	if v, set := s.Config.Get("csm_host"); !set || v.Value != "h" {
		t.Errorf("a setting that the SDK does not know is %v", v)
	}
}

func TestResolution(t *testing.T) {
	s := New(at(t, "go-v2"), &Config{Services: []string{"sqs"}, Everywhere: true})
	res := s.Resolution()
	if res == nil || res.Setting("services.sqs.endpoint_url") == nil {
		t.Fatalf("the endpoint of a service that was asked for is missing in %v", res)
	}
	if s.Copy().Resolution() != res || s.Copy(given(t, "region", "eu-west-1")).Resolution() != nil {
		t.Error("a copy has the resolution of its base exactly where it has the base's settings")
	}
	if of := s.Copy(profile("dev")).Resolution(); of == nil || of.Profile.Name != "dev" {
		t.Errorf("a copy with another profile has the resolution %v", of)
	}
	s.Differ(sdk.Readings(), true)
	if v := res.Setting("region"); len(v.Differs) == 0 {
		t.Error("no other reading has another region, though one reads no config file")
	}
}

// TestCopyDerives checks that what follows from a setting follows in a copy too.
func TestCopyDerives(t *testing.T) {
	env := at(t, "boto3")
	s := New(env, &Config{Profile: &origin.Candidate{Value: "dev", Origin: Code}})
	before := s.Config.Value("retry_mode")
	after := s.Copy(given(t, "defaults_mode", "standard")).Config.Value("retry_mode")
	if want := New(env, profile("dev"), given(t, "defaults_mode", "standard")).Config.Value("retry_mode"); after != want {
		t.Errorf("the retry mode goes from %q to %q, want %q", before, after, want)
	}
}

func TestClientConfig(t *testing.T) {
	s := New(at(t, "go-v2"), profile("dev"))
	for _, tt := range []struct {
		service  string
		configs  []*Config
		endpoint string
	}{
		{"s3", nil, "http://s3"},
		{"sqs", nil, "http://all"},
		{"sqs", []*Config{given(t, "endpoint_url", "http://mine")}, "http://mine"},
		{"sqs", []*Config{given(t, "services.sqs.endpoint_url", "http://sqs")}, "http://sqs"},
	} {
		if c := s.ClientConfig(tt.service, tt.configs...); c.Endpoint.Value != tt.endpoint || c.Partition != "aws" {
			t.Errorf("%s: the endpoint is %v in partition %q, want %s", tt.service, c.Endpoint, c.Partition, tt.endpoint)
		}
	}
	c := s.ClientConfig("s3", given(t, "region", "cn-north-1"))
	if c.Region != "cn-north-1" || c.Partition != "aws-cn" || c.Config.Credentials.AccessKeyID != "AKIADEV" {
		t.Errorf("a client with another region has %q, %q, key %q", c.Region, c.Partition, c.Config.Credentials.AccessKeyID)
	}
	seed := New(at(t, "go-v1.1"))
	if c := seed.ClientConfig("s3"); c.Endpoint.Value != "" || c.Partition != "" {
		t.Errorf("without anything a client has %v, %q", c.Endpoint, c.Partition)
	}
	if c := seed.ClientConfig("s3", given(t, "endpoint_url", "http://mine")); c.Endpoint.Value != "http://mine" {
		t.Errorf("the endpoint that code gives is %v", c.Endpoint)
	}
}

// TestClientsInherit is the classic: a handler pushed on the session sees the
// requests of every client that is made afterwards, and of no other.
func TestClientsInherit(t *testing.T) {
	s := New(at(t, "go-v1"))
	early := s.ClientConfig("s3")
	var log []string
	s.Handlers.Send.PushFront(func(r *handlers.Request) { log = append(log, r.Service+"/"+r.Operation) })
	for _, h := range []*handlers.Handlers{&early.Handlers, &s.ClientConfig("s3").Handlers, &s.Copy().Handlers} {
		r := handlers.NewRequest("s3", "PutObject", *h, nil, nil)
		r.Handlers.Send.Run(r)
		if r.Err != ErrNotSent {
			t.Errorf("the error is %v", r.Err)
		}
	}
	if got, want := strings.Join(log, " "), "s3/PutObject s3/PutObject"; got != want {
		t.Errorf("logged %q, want %q", got, want)
	}
	c := s.ClientConfig("s3")
	c.Handlers.Clear()
	if s.Handlers.IsEmpty() {
		t.Error("clearing a client's handlers cleared the session's")
	}
}

func TestStockHandlers(t *testing.T) {
	names := func(s *Session) string {
		var all []string
		for _, stage := range s.Handlers.Stages() {
			if stage.Len() > 0 {
				all = append(all, stage.Name+": "+strings.Join(stage.Names(), " "))
			}
		}
		return strings.ReplaceAll(strings.Join(all, "\n"), "core.", "")
	}
	seed := `Validate: ValidateEndpointHandler ValidateParametersHandler
Build: SDKVersionUserAgentHandler
Sign: BuildContentLengthHandler
Send: SendHandler
ValidateResponse: ValidateResponseHandler
AfterRetry: AfterRetryHandler`
	v1 := `Validate: ValidateEndpointHandler ValidateParametersHandler
Build: SDKVersionUserAgentHandler AddAwsInternal AddHostExecEnvUserAgentHander
Sign: BuildContentLengthHandler
Send: ValidateReqSigHandler SendHandler
ValidateResponse: ValidateResponseHandler
AfterRetry: AfterRetryHandler`
	for _, tt := range []struct {
		reading string
		configs *Config
		want    string
	}{
		{"go-v1.1", nil, seed},
		{"go-v1", nil, v1},
		{"go-v2", nil, v1},
		{"go-v1.1", given(t, "parameter_validation", "false"), strings.Replace(seed, " ValidateParametersHandler", "", 1)},
		{"go-v1", given(t, "csm_enabled", "true"), v1 + "\nCompleteAttempt: awscsm.SendAPICallAttemptMetric\nComplete: awscsm.SendAPICallMetric"},
	} {
		if got := names(New(at(t, tt.reading), tt.configs)); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.reading, got, tt.want)
		}
	}
	s := New(at(t, "go-v1"))
	s.Handlers.Validate.PushBackNamed(handlers.Named{Name: "mine", Fn: Nothing})
	if got, want := s.Copy().Handlers.Validate.Names(), []string{ValidateEndpoint.Name, "mine", ValidateParameters.Name}; !slices.Equal(got, want) {
		t.Errorf("a copy validates by %q, want %q", got, want)
	}
}

// TestUserAgent has what SDKs say of themselves.
func TestUserAgent(t *testing.T) {
	for _, tt := range []struct {
		stock      Stock
		app, wants string
	}{
		{Stock{}, "", ""},
		{Stock{}, "shop", "app/shop"},
		{Stock{Agent: "Lib/1"}, "", ""},
		{Stock{Agent: "Lib/1"}, "shop", "Lib/1 app/shop"},
		{Stock{Agent: "Lib/1", AgentAlways: true}, "shop", "Lib/1 (go"},
	} {
		if got := tt.stock.UserAgent(tt.app); got != tt.wants && (!tt.stock.AgentAlways || !strings.HasPrefix(got, tt.wants)) {
			t.Errorf("%+v with app id %q says %q, want %q", tt.stock, tt.app, got, tt.wants)
		}
	}
}

func TestStockHandlersWork(t *testing.T) {
	s := New(at(t, "go-v1", "AWS_EXECUTION_ENV=AWS_Lambda_go"))
	r := handlers.NewRequest("s3", "PutObject", s.Handlers, nil, nil)
	if r.Handlers.Validate.Run(r); r.Err != ErrMissingEndpoint {
		t.Errorf("a request to nowhere: %v", r.Err)
	}
	r.Err, r.HTTP.URL, r.Body = nil, &url.URL{Scheme: "https", Host: "s3"}, []byte("body")
	r.Handlers.Validate.Run(r)
	r.Handlers.Build.Run(r)
	r.Handlers.Sign.Run(r)
	agent := r.HTTP.Header.Get("User-Agent")
	if r.Err != nil || !strings.HasPrefix(agent, "aws-sdk-go/1.55.8 (") || !strings.HasSuffix(agent, ") exec-env/AWS_Lambda_go") || r.HTTP.ContentLength != 4 {
		t.Errorf("built as %q with %d bytes, %v", agent, r.HTTP.ContentLength, r.Err)
	}
	for status, retry := range map[int]bool{http.StatusBadRequest: false, http.StatusServiceUnavailable: true} {
		r.Err, r.Retryable, r.Response = nil, nil, &http.Response{StatusCode: status}
		r.Handlers.ValidateResponse.Run(r)
		r.Handlers.AfterRetry.Run(r)
		if r.Err == nil || r.Retryable == nil || *r.Retryable != retry {
			t.Errorf("status %d: error %v, retry %v", status, r.Err, r.Retryable)
		}
	}
}

// TestManyReaders has many goroutines use one session, for the race detector to watch.
func TestManyReaders(t *testing.T) {
	for _, reading := range []string{"go-v1.1", "go-v1-shared", "go-v2"} {
		s := New(at(t, reading, "AWS_REGION=us-east-1"))
		s.Handlers.Send.PushFront(Nothing)
		region := given(t, "region", "eu-west-1")
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for range 10 {
					c := s.ClientConfig("s3", region)
					c.Handlers.Send.PushBack(Nothing)
					c.Config.Settings["region"] = origin.Candidate{Value: "mine"}
					n := s.Copy(profile("dev"))
					n.Handlers.Clear()
					n.Config.Credentials.Steps = nil
					if s.Config.Value("region") != "us-east-1" || s.Handlers.Send.Len() != n.Handlers.Send.Len()+len(s.Handlers.Send.Names()) {
						t.Error("a copy changed its session")
					}
				}
			})
		}
		wg.Wait()
	}
}
