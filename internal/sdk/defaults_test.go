package sdk_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/settings"
)

// probes are requests that hang on the settings which clients read.
var probes = []struct{ service, operation, input string }{
	{"sqs", "ListQueues", `{}`},
	{"sts", "GetCallerIdentity", `{}`},
	{"s3", "PutObject", `{"Bucket": "b", "Key": "k", "Body": "aGVsbG8="}`},
	{"s3", "GetObject", `{"Bucket": "arn:aws:s3:eu-west-1:123456789012:accesspoint:reports", "Key": "k"}`},
	{"s3", "GetObject", `{"Bucket": "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap", "Key": "k"}`},
	{"s3", "PutObject", `{"Bucket": "b--use1-az4--x-s3", "Key": "k"}`},
	{"dynamodb", "DescribeTable", `{"TableName": "t"}`},
	{"dynamodb", "DescribeTable", `{"TableNam": "t"}`},
	{"cloudwatch", "PutMetricData", `{"Namespace": "n", "MetricData": [{"MetricName": "m", "Value": 1}]}`},
	{"cloudwatch", "PutMetricData", `{"Namespace": "` + strings.Repeat("n", 12000) + `", "MetricData": [{"MetricName": "m", "Value": 1}]}`},
}

// behaviour writes down what the clients of a session do. The schedule of
// DynamoDB, which has a number of attempts of its own, is left out.
func behaviour(t *testing.T, s *session.Session, m *dryrun.Manner) map[string]string {
	t.Helper()
	done, clients := map[string]string{}, map[string]*dryrun.Client{}
	for i, p := range probes {
		c := clients[p.service]
		if c == nil {
			model, err := catalogue.Find(p.service)
			if err != nil {
				t.Fatal(err)
			}
			if c, err = dryrun.NewClient(s, m, catalogue.Embedded(), model, dryrun.ClientOptions{}); err != nil {
				t.Fatal(err)
			}
			clients[p.service] = c
		}
		op := c.Model.Operation(p.operation)
		input, _ := protocol.ParseInput(op, []byte(p.input)) // what is wrong with it the call says
		call, err := dryrun.NewCall(c, op, input, dryrun.Options{Time: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Token: "11111111-2222-4333-8444-555555555555"})
		if err != nil {
			t.Fatal(err)
		}
		call.Run()
		what := fmt.Sprintln(c.Timeouts(), c.Protocol(), call.Err, call.Request.HTTP.Method, call.Request.HTTP.URL, call.Request.HTTP.Header, string(call.Request.Body), call.Notes)
		if p.service != "dynamodb" {
			what += fmt.Sprintf("%+v", c.Retry)
		}
		done[fmt.Sprint(i, " ", p.service, " ", p.operation)] = what
	}
	return done
}

// others are values that a setting could have as its default.
func others(s *settings.Setting) []string {
	switch s.Type {
	case settings.Bool:
		return []string{"true", "false"}
	case settings.Enum:
		return s.Values
	case settings.Int:
		return []string{"25"}
	}
	return nil
}

// withDefault is a reading in which a setting has another default.
func withDefault(rd *resolve.Reading, name, value string) *resolve.Reading {
	n := *rd
	n.Special = maps.Clone(rd.Special)
	if n.Special == nil {
		n.Special = map[string]func(*resolve.Run, *settings.Setting) *resolve.Value{}
	}
	n.Special[name] = func(r *resolve.Run, s *settings.Setting) *resolve.Value {
		b := r.Builder(s)
		b.Default(value)
		return b.Done()
	}
	return &n
}

// TestDefaultsHaveOneHome changes each default of each SDK where `resolve` shows
// it: its clients then do what they do when the value is configured. And what is
// shown is what they do: configuring it changes nothing.
func TestDefaultsHaveOneHome(t *testing.T) {
	env, err := environ.New(environ.Options{NoEnv: true, Root: t.TempDir(), Vars: []string{"AWS_EC2_METADATA_DISABLED=true", "AWS_REGION=us-east-1",
		"AWS_DEFAULT_REGION=us-east-1", "AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "AWS_ACCOUNT_ID=123456789012"}})
	if err != nil {
		t.Fatal(err)
	}
	w := resolve.NewWorkspace(env)
	var matters sync.Map
	t.Run("SDKs", func(t *testing.T) {
		for _, of := range sdk.All() {
			if of.Reading.ID == "go-v1-shared" {
				continue // go-v1 with other files
			}
			t.Run(of.Reading.ID, func(t *testing.T) {
				t.Parallel()
				for _, name := range defaultsOf(t, w, of) {
					matters.Store(name, true)
				}
			})
		}
	})
	for _, name := range []string{"retry_mode", "max_attempts", "defaults_mode", "request_checksum_calculation", "response_checksum_validation", "disable_request_compression",
		"request_min_compression_size_bytes", "account_id_endpoint_mode", "use_fips_endpoint", "use_dualstack_endpoint", "s3_use_arn_region",
		"s3_disable_multiregion_access_points", "sts_regional_endpoints", "s3_us_east_1_regional_endpoint", "parameter_validation", "endpoint_discovery_enabled"} {
		if _, ok := matters.Load(name); !ok {
			t.Errorf("no client does anything else for another %s", name)
		}
	}
}

// defaultsOf tries the defaults of one SDK, and gives the settings that matter to
// its clients.
func defaultsOf(t *testing.T, w *resolve.Workspace, of *sdk.SDK) (matters []string) {
	plain := session.New(of.Config(), &session.Config{Workspace: w})
	shown := behaviour(t, plain, of.Manner())
	table := settings.Table()
	for i := range table {
		s := &table[i]
		v, set := plain.Config.Get(s.Name)
		if !set || v.Origin.Kind != origin.ByDefault && v.Origin.Kind != origin.Derived {
			continue
		}
		values := slices.DeleteFunc(slices.Clone(others(s)), func(value string) bool { return value == v.Value })
		for _, value := range append([]string{v.Value}, values...) {
			given := session.New(of.Config(), &session.Config{Workspace: w, Settings: map[string]origin.Candidate{s.Name: {Value: value, Origin: session.Code}}})
			want := behaviour(t, given, of.Manner())
			other := session.New(of.Config(), &session.Config{Workspace: w, Reading: withDefault(of.Reading, s.Name, value)})
			if got := behaviour(t, other, of.Manner()); !maps.Equal(got, want) {
				t.Errorf("with %s=%s by default clients do otherwise than with the value configured:%s", s.Name, value, different(got, want))
			}
			switch same := maps.Equal(want, shown); {
			case !same && value == v.Value:
				t.Errorf("%s=%s is shown as the default, and configuring it makes clients do otherwise:%s", s.Name, value, different(shown, want))
			case !same:
				matters = append(matters, s.Name)
			}
		}
	}
	return matters
}

// TestShownRetriesAreUsed compares what is shown with what a client has.
func TestShownRetriesAreUsed(t *testing.T) {
	model, err := catalogue.Find("sqs")
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range sdk.All() {
		for _, vars := range [][]string{nil, {"AWS_RETRY_MODE=adaptive"}, {"AWS_RETRY_MODE=legacy"}, {"AWS_DEFAULTS_MODE=mobile"}, {"AWS_NEW_RETRIES_2026=true"}} {
			env, err := environ.New(environ.Options{NoEnv: true, Root: t.TempDir(), Vars: append([]string{"AWS_EC2_METADATA_DISABLED=true"}, vars...)})
			if err != nil {
				t.Fatal(err)
			}
			s := session.New(of.Config(), &session.Config{Workspace: resolve.NewWorkspace(env)})
			c, err := dryrun.NewClient(s, of.Manner(), catalogue.Embedded(), model, dryrun.ClientOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if mode, set := s.Config.Get("retry_mode"); set && mode.Value != c.Retry.Mode {
				t.Errorf("%s %s: the retry mode %s is shown, %s is used", of.Reading.ID, vars, mode.Value, c.Retry.Mode)
			}
			if attempts, set := s.Config.Get("max_attempts"); set && attempts.Value != strconv.Itoa(c.Retry.MaxAttempts) {
				t.Errorf("%s %s: %s attempts are shown, %d are made", of.Reading.ID, vars, attempts.Value, c.Retry.MaxAttempts)
			}
		}
	}
}

func different(got, want map[string]string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			fmt.Fprintf(&b, "\n%s\n  %s\n  %s", name, got[name], want[name])
		}
	}
	return b.String()
}
