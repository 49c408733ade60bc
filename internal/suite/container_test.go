package suite

import (
	"net/netip"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/spec"
)

// outcome is what a case expects: a value, or a text in an error.
type outcome struct {
	Ok            *string
	Err           *string
	ErrorContains *string
}

func (o outcome) check(t *testing.T, value, failure string) {
	t.Helper()
	want := o.ErrorContains
	if want == nil {
		want = o.Err
	}
	switch {
	case o.Ok == nil && want == nil:
		t.Fatal("the case expects neither a value nor an error")
	case o.Ok != nil && failure != "":
		t.Errorf("got the error %q, want %q", failure, *o.Ok)
	case o.Ok != nil && value != *o.Ok:
		t.Errorf("got %q, want %q", value, *o.Ok)
	case o.Ok == nil && failure == "":
		t.Errorf("got %q, want an error with %q", value, *want)
	case o.Ok == nil:
		contains(t, "error", failure, *want)
	}
}

func TestSuiteContainerURI(t *testing.T) {
	for _, f := range folders(t, "container-uri") {
		var suite struct {
			Tests []struct {
				Docs   string
				Env    map[string]string
				Result outcome
			}
		}
		readJSON(t, filepath.Join(f.path, "ecs-tests.json"), &suite)
		for _, tt := range suite.Tests {
			t.Run(f.prefix+tt.Docs, func(t *testing.T) {
				w := workspace(t, "linux", t.TempDir(), tt.Env)
				uri, failure := containerURI(resolve.Resolve(w, resolve.Inputs{}, specification(t)).Credentials)
				tt.Result.check(t, uri, failure)
			})
		}
	}
}

// containerURI gives the URL that a plan asks for container credentials, or why
// it asks none.
func containerURI(p resolve.Plan) (uri, failure string) {
	for _, s := range p.Steps {
		if s.Kind == resolve.StepContainer && p.Status != resolve.StatusError {
			return s.URL, lookUp(s)
		}
	}
	if p.Status == resolve.StatusError {
		return "", p.Message
	}
	for _, tried := range p.Tried {
		if tried.Provider == resolve.StepContainer {
			return "", tried.Reason
		}
	}
	return "", "the plan says nothing of containers"
}

// lookUp stands for the name service of the suite's origin, in which localhost
// is this machine and all other names are somebody else's.
func lookUp(s resolve.Step) string {
	if s.Lookup == "" {
		return ""
	}
	address := netip.MustParseAddr("72.21.210.29")
	if strings.EqualFold(s.Lookup, "localhost") {
		address = netip.MustParseAddr("127.0.0.1")
	}
	if spec.ContainerAddress(address) {
		return ""
	}
	return "URI did not refer to an allowed IP address"
}
