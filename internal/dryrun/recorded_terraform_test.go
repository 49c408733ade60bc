package dryrun_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	. "github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/hclfile"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
)

// terraformCase is what a recorded request of Terraform's has beside what others have:
// the provider block, variables, and files by their paths below the home directory.
// Call is the number of a call that the provider makes of its own accord.
type terraformCase struct {
	Block json.RawMessage
	Env   map[string]string
	Files map[string]string
	Call  int
}

func (r *recordedRequest) terraformSession(t *testing.T, vars []string) *session.Session {
	t.Helper()
	root := t.TempDir()
	write := func(path, text string) {
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for path, text := range r.Files {
		write(path, text)
	}
	vars = append([]string{"HOME=/", "AWS_EC2_METADATA_DISABLED=true"}, vars...)
	if len(r.Files) == 0 {
		vars = append(vars, "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY=x")
	}
	for name, value := range r.Env {
		vars = append(vars, name+"="+value)
	}
	env, err := environ.New(environ.Options{NoEnv: true, Root: root, Vars: vars})
	if err != nil {
		t.Fatal(err)
	}
	c := &session.Config{Workspace: resolve.NewWorkspace(env)}
	of := sdkOf(t, "terraform")
	if len(r.Block) > 0 {
		write("main.tf.json", string(r.Block))
		module, err := hclfile.Read(env, "/main.tf.json")
		if err != nil {
			t.Fatal(err)
		}
		block, err := module.Find([]hclfile.Header{{"provider", "aws"}}, "")
		if err != nil {
			t.Fatal(err)
		}
		c.Blocks = map[string]*resolve.Node{"terraform": block}
	}
	s := session.New(of.Config(), c)
	if r.Service == "sso" { // its client has a region of its own
		for _, step := range s.Config.Credentials.Steps {
			if step.Kind == resolve.StepSSO {
				s = s.Copy(&session.Config{Settings: map[string]origin.Candidate{"region": {Value: step.Region, Origin: origin.Origin{Kind: origin.Flag}}}})
			}
		}
	}
	return s
}

var (
	attemptsSent = regexp.MustCompile(`max=(\d+)`)
	whileLoading = regexp.MustCompile(`while it authenticates, (\d+)`)
)

// differsInClient compares how often the client tries, which go-v2 puts into a header.
// The calls by which the provider gets its credentials have a number of their own.
func (r *recordedRequest) differsInClient(c *Client) string {
	found := attemptsSent.FindStringSubmatch(r.Expect.Headers["amz-sdk-request"])
	if c.Reading.ID != "terraform" || found == nil {
		return ""
	}
	got := fmt.Sprint(c.Retry.MaxAttempts)
	if r.Operation == "GetRoleCredentials" || r.Call > 0 && strings.HasPrefix(r.Operation, "AssumeRole") {
		if note := whileLoading.FindStringSubmatch(strings.Join(c.Elsewhere(), "\n")); note != nil {
			got = note[1]
		}
	}
	if got != found[1] {
		return fmt.Sprintf("it tries %s times, want %s", got, found[1])
	}
	return ""
}

var versions = regexp.MustCompile(`^(Terraform|terraform-provider-aws)/\S+$`)

// differsInAgent compares what the user agent says of the session: sessctl shows it
// where the session has a part in it, and then without versions that it cannot know.
func (r *recordedRequest) differsInAgent(c *Call) string {
	sent, got := r.Expect.Headers["user-agent"], c.Request.HTTP.Header.Get("User-Agent")
	if c.Client.Reading.ID != "terraform" {
		return ""
	}
	given := r.Env["TF_APPEND_USER_AGENT"] + r.Env["AWS_SDK_UA_APP_ID"]
	if told := given != "" || strings.Contains(string(r.Block), "user_agent"); !told {
		return ""
	}
	if got == "" {
		return "there is no user agent, want " + sent
	}
	parts := strings.Fields(sent)
	for _, want := range strings.Fields(got) {
		for {
			if len(parts) == 0 {
				return fmt.Sprintf("the user agent is %q, which is not in that order in %q", got, sent)
			}
			part := versions.ReplaceAllString(parts[0], "$1")
			if parts = parts[1:]; part == want {
				break
			}
		}
	}
	return ""
}
