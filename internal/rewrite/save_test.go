package rewrite

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

// home is a home directory with the two files; an empty text is no file.
type home struct {
	dir  string
	vars []string
}

func newHome(t testing.TB, config, credentials string, vars ...string) home {
	t.Helper()
	h := home{t.TempDir(), vars}
	h.write(t, "config", config)
	h.write(t, "credentials", credentials)
	return h
}

func (h home) path(name string) string { return filepath.Join(h.dir, ".aws", name) }

func (h home) write(t testing.TB, name, text string) {
	t.Helper()
	if text == "" {
		return
	}
	if err := os.MkdirAll(filepath.Dir(h.path(name)), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(h.path(name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (h home) read(name string) string {
	data, _ := os.ReadFile(h.path(name))
	return string(data)
}

func (h home) workspace(t interface {
	Helper()
	Fatal(...any)
}) *resolve.Workspace {
	t.Helper()
	env, err := environ.New(environ.Options{NoEnv: true, Home: h.dir, Vars: h.vars, OS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	return resolve.NewWorkspace(env)
}

// copyOf is a copy of the home's session, with a profile and settings if there are any.
func (h home) save(t testing.TB, as, name, profile string, settings map[string]string) *Save {
	t.Helper()
	of, ok := sdk.Find(as)
	if !ok {
		t.Fatalf("there is no reading %s", as)
	}
	over := &session.Config{}
	if profile != "" {
		over.Profile = &origin.Candidate{Value: profile, Origin: asked}
	}
	for k, v := range settings {
		if err := over.Set(k, v); err != nil {
			t.Fatal(err)
		}
	}
	base := session.New(of.Config(), &session.Config{Workspace: h.workspace(t)})
	return &Save{Name: name, Base: base, Copy: base.Copy(over), Readings: sdk.Readings(), Matter: sdk.Shipping()}
}

func effectsText(list []Effect) string {
	var b strings.Builder
	for _, e := range list {
		b.WriteString(strings.Join(e.Readings, ",") + " " + e.Profile + " " + e.Name + ": " + e.Was + " -> " + e.Is + "\n")
	}
	return b.String()
}

const role = "role_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = base\n"

// shared are two profiles with one services section.
const shared = "[profile dev]\nservices = local\n[profile b]\nservices = local\n\n[services local]\ns3 =\n  endpoint_url = http://a\n"

func TestSave(t *testing.T) {
	keys := "[base]\naws_access_key_id = AKIAEXAMPLEBASE\naws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY\n"
	for name, tt := range map[string]struct {
		config   string
		vars     []string
		as       string
		profile  string // of the copy
		settings map[string]string
		to       string
		withKeys bool
		want     string // the config file; empty where it is as it was
		refused  string // a part of an effect or error
		left     string // what is left out
	}{
		"a role with another region": {config: "[profile dev]\nregion = us-west-2\n" + role, profile: "dev", settings: map[string]string{"region": "eu-west-1"}, to: "eu",
			want: "[profile dev]\nregion = us-west-2\n" + role + "\n[profile eu]\nregion = eu-west-1\n" + role},
		"its own profile":           {config: "[profile dev]\n# c\nregion=us-west-2\n" + role, profile: "dev", settings: map[string]string{"region": "eu-west-1"}, to: "dev", want: "[profile dev]\n# c\nregion=eu-west-1\n" + role},
		"nothing is different":      {config: "[profile dev]\nregion=us-west-2\n", profile: "dev", to: "dev"},
		"no file":                   {settings: map[string]string{"region": "eu-west-1"}, to: "default", want: "[default]\nregion = eu-west-1\n"},
		"what variables give":       {vars: []string{"AWS_REGION=eu-west-1", "AWS_EC2_METADATA_DISABLED=true"}, to: "x", want: "[profile x]\nregion = eu-west-1\n", left: "ec2_metadata_disabled: no key of a profile gives it: AWS_EC2_METADATA_DISABLED does"},
		"a block":                   {as: "boto3", settings: map[string]string{"s3.addressing_style": "path"}, to: "x", want: "[profile x]\ns3 =\n    addressing_style = path\n"},
		"a password in an endpoint": {settings: map[string]string{"region": "eu-west-1", "endpoint_url": "https://me:hunter22secret@store.example"}, to: "x", want: "[profile x]\nregion = eu-west-1\n", left: "endpoint_url: there is a secret in it"},
		"static keys":               {profile: "base", settings: map[string]string{"region": "eu-west-1"}, to: "x", want: "[profile x]\nregion = eu-west-1\n", left: "credentials: they are static keys"},
		"a service's endpoint of a variable": {vars: []string{"AWS_ENDPOINT_URL_S3=http://localhost:1"}, settings: map[string]string{"region": "eu-west-1"}, to: "x",
			want: "[profile x]\nregion = eu-west-1\nservices = x\n\n[services x]\ns3 =\n    endpoint_url = http://localhost:1\n"},
		"a services section of its own": {config: "[profile dev]\nservices = mine\n\n[services mine]\n# c\ns3 =\n  endpoint_url = http://a # b\nsqs =\n  endpoint_url = http://b\n", as: "go-v2",
			profile: "dev", settings: map[string]string{"services.s3.endpoint_url": "http://c"}, to: "dev", refused: "dev services.s3.endpoint_url: http://c -> http://c # b"},
		"its own section": {config: "[profile dev]\nservices = mine\n\n[services mine]\n# c\ns3 =\n  endpoint_url = http://a\nsqs =\n  endpoint_url = http://b\n", as: "go-v2",
			profile: "dev", settings: map[string]string{"services.s3.endpoint_url": "http://c"}, to: "dev",
			want: "[profile dev]\nservices = mine\n\n[services mine]\n# c\ns3 =\n  endpoint_url = http://c\nsqs =\n  endpoint_url = http://b\n"},
		"a section that others use": {config: shared, as: "boto3", profile: "dev", settings: map[string]string{"services.sqs.endpoint_url": "http://c"}, to: "dev",
			want: strings.Replace(shared, "services = local", "services = dev", 1) + "\n[services dev]\ns3 =\n    endpoint_url = http://a\nsqs =\n    endpoint_url = http://c\n"},
		"an endpoint of all over a section": {config: shared, profile: "dev", settings: map[string]string{"endpoint_url": "http://c"}, to: "x",
			want: shared + "\n[profile x]\nendpoint_url = http://c\nservices = x\n\n[services x]\ns3 =\n    endpoint_url = http://c\n"},
		"a section of another's name": {config: shared, settings: map[string]string{"services.s3.endpoint_url": "http://c"}, to: "local", refused: "it is the profile"},
		"a section with more in it":   {config: "[services x]\nsqs =\n  endpoint_url = http://a\n", settings: map[string]string{"services.s3.endpoint_url": "http://c"}, to: "x", refused: "with sqs.endpoint_url, which the copy does not have"},
		"endpoints that are ignored":  {settings: map[string]string{"services.s3.endpoint_url": "http://c", "ignore_configured_endpoint_urls": "true"}, to: "x", refused: "services.s3.endpoint_url: http://c -> "},
		"a service without a block":   {config: "[profile dev]\nservices = x\n[services x]\nsqs = http://a\n", profile: "dev", settings: map[string]string{"services.s3.endpoint_url": "http://c"}, to: "y", refused: "no block of keys"},
		"a password in a service's":   {settings: map[string]string{"region": "eu-west-1", "services.s3.endpoint_url": "https://me:hunter22secret@store.example"}, to: "x", want: "[profile x]\nregion = eu-west-1\n", left: "services.s3.endpoint_url: there is a secret in it"},
		"nothing at all":              {to: "x", refused: "nothing that a profile could hold"},
		"another SDK's comment":       {config: "[profile dev]\nregion = a # b\n", profile: "dev", settings: map[string]string{"region": "eu-west-1"}, to: "dev", refused: "boto3,cli dev region: eu-west-1 -> eu-west-1 # b"},
		"a mode that one refuses":     {as: "boto3", settings: map[string]string{"retry_mode": "legacy"}, to: "x", refused: "retry_mode"},
		"a profile that others use": {config: "[profile a]\nregion = us-west-2\n" + strings.ReplaceAll(role, "base", "b") + "[profile b]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/b\nsource_profile = base\n",
			profile: "a", to: "b", refused: "a credentials"},
		"a name with a bracket":   {settings: map[string]string{"region": "eu-west-1"}, to: "a]b", refused: "name"},
		"a binary file":           {config: "\x00\x01", settings: map[string]string{"region": "eu-west-1"}, to: "x", refused: "no text"},
		"a reading without files": {as: "go-v1", settings: map[string]string{"region": "eu-west-1"}, to: "x", refused: "reads no config file"},
		"a comment in the value":  {settings: map[string]string{"sdk_ua_app_id": "a #b"}, to: "x", refused: "comment"},
		"a file of a broken kind": {config: "junk\n", settings: map[string]string{"region": "eu-west-1"}, to: "x", refused: "error"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t, tt.config, keys, tt.vars...)
			if tt.as == "" {
				tt.as = "spec"
			}
			s := h.save(t, tt.as, tt.to, tt.profile, tt.settings)
			s.WithKeys = tt.withKeys
			d, err := s.Plan()
			switch {
			case err != nil:
				if tt.refused == "" || !strings.Contains(err.Error(), tt.refused) {
					t.Fatal(err)
				}
				return
			case tt.refused != "":
				if !strings.Contains(effectsText(d.Effects), tt.refused) {
					t.Fatalf("it is not refused: %s", effectsText(d.Effects))
				}
				return
			case len(d.Effects) > 0:
				t.Fatalf("it is refused: %s", effectsText(d.Effects))
			}
			for _, f := range d.Files {
				if err := f.Write(s.Copy.Config.Workspace.Env); err != nil {
					t.Fatal(err)
				}
			}
			want := tt.want
			if want == "" {
				want = tt.config
			}
			if got := h.read("config"); got != want {
				t.Errorf("the file is\n%s", got)
			}
			if h.read("credentials") != keys {
				t.Error("the credentials file is another")
			}
			if left := d.Left; tt.left != "" && !slices.ContainsFunc(left, func(l Left) bool { return strings.HasPrefix(l.Name+": "+l.Reason, tt.left) }) {
				t.Errorf("left out is %v", left)
			}
		})
	}
}

func TestSaveWithKeys(t *testing.T) {
	h := newHome(t, "", "[base]\naws_access_key_id = AKIAEXAMPLEBASE\naws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY\n")
	s := h.save(t, "spec", "x", "base", map[string]string{"region": "eu-west-1"})
	s.WithKeys = true
	d, err := s.Plan()
	if err != nil || len(d.Effects) > 0 || len(d.Files) != 2 {
		t.Fatalf("%v, %+v", err, d)
	}
	for _, f := range d.Files {
		if err := f.Write(s.Copy.Config.Workspace.Env); err != nil {
			t.Fatal(err)
		}
	}
	if got := h.read("credentials"); !strings.HasSuffix(got, "\n\n[x]\naws_access_key_id = AKIAEXAMPLEBASE\naws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY\n") {
		t.Errorf("the credentials file is %q", got)
	}
	if strings.Contains(h.read("config"), "wJalr") {
		t.Error("the secret is in the config file")
	}
	if err := os.Chmod(h.path("credentials"), 0o644); err != nil {
		t.Fatal(err)
	}
	s = h.save(t, "spec", "y", "base", map[string]string{"region": "eu-west-1"})
	s.WithKeys = true
	if _, err := s.Plan(); err == nil || !strings.Contains(err.Error(), "other users can read it") {
		t.Errorf("a file for everybody: %v", err)
	}
}

// TestSaveRandomFiles saves random copies in random files. Where it is not
// refused, the file on the disk has each key as it was saved, in every SDK that
// reads it, every other profile as it was, and every byte that the diff does not
// name; where it is refused, nothing has changed.
func TestSaveRandomFiles(t *testing.T) {
	written := 0
	rapid.Check(t, func(rt *rapid.T) {
		h := home{dir: t.TempDir()}
		config := randomFile(rt)
		h.write(t, "config", config)
		h.write(t, "credentials", rapid.SampledFrom([]string{"", "[dev]\naws_access_key_id = AKIAX\naws_secret_access_key = y\n", "[b]\nregion = us-west-1\n"}).Draw(rt, "credentials"))
		name := rapid.SampledFrom([]string{"dev", "b", "default", "new", "a.b", "x y"}).Draw(rt, "name")
		key := rapid.SampledFrom([]string{"region", "retry_mode", "max_attempts", "s3.addressing_style", "sdk_ua_app_id", "services.s3.endpoint_url"}).Draw(rt, "key")
		value := map[string]string{"region": "eu-west-1", "retry_mode": "standard", "max_attempts": "7", "s3.addressing_style": "path", "sdk_ua_app_id": "my-app", "services.s3.endpoint_url": "http://localhost:1"}[key]
		s := h.save(t, rapid.SampledFrom([]string{"spec", "boto3", "go-v2", "js-v3", "cli"}).Draw(rt, "as"), name, "", map[string]string{key: value})
		before := h.workspace(t)
		d, err := s.Plan()
		if err != nil || len(d.Effects) > 0 {
			if h.read("config") != config {
				rt.Fatal("it is refused, and written")
			}
			return
		}
		for _, f := range d.Files {
			if err := f.Write(s.Copy.Config.Workspace.Env); err != nil {
				rt.Fatal(err)
			}
		}
		written++
		if d.Section != nil {
			checkEndpoint(rt, h, name, value)
		}
		checkSaved(rt, h, before, h.workspace(t), d.Keys, name)
		if line := lost(config, h.read("config"), key); line != "" {
			rt.Fatalf("the line %q of\n%q\nis lost in\n%q", line, config, h.read("config"))
		}
	})
	if written == 0 {
		t.Error("all of them were refused")
	}
}

// lost gives the first line of a text that another does not have, in order. Lines
// of a key do not count; a last line without an end may have got one.
func lost(old, with, key string) string {
	name := key[strings.LastIndexByte(key, '.')+1:]
	rest := with
	for line := range strings.Lines(old) {
		if k, _, ok := strings.Cut(line, "="); ok && (strings.EqualFold(strings.TrimSpace(k), name) || name == "endpoint_url" && strings.TrimSpace(k) == "services") {
			continue
		}
		at := strings.Index(rest, line)
		if at < 0 {
			return line
		}
		rest = rest[at+len(line):]
	}
	return ""
}

// checkEndpoint looks at the endpoint of S3 in every SDK that matters and reads
// services sections.
func checkEndpoint(t *rapid.T, h home, name, want string) {
	h.vars = append(slices.Clone(h.vars), "AWS_PROFILE="+name)
	for _, id := range sdk.Shipping() {
		i := slices.IndexFunc(sdk.Readings(), func(rd *resolve.Reading) bool { return rd.ID == id })
		rd := sdk.Readings()[i]
		if rd.Service == nil {
			continue
		}
		res := resolve.Resolve(h.workspace(t), resolve.Inputs{}, rd)
		if res.Err == nil && res.Setting("services.s3.endpoint_url").Value != want {
			t.Fatalf("%s calls S3 at %q in\n%s", id, res.Setting("services.s3.endpoint_url").Value, h.read("config"))
		}
	}
}

func checkSaved(t *rapid.T, h home, before, after *resolve.Workspace, keys []Key, name string) {
	for _, rd := range sdk.Readings() {
		was, is := resolve.Resolve(before, resolve.Inputs{}, rd), resolve.Resolve(after, resolve.Inputs{}, rd)
		for _, n := range was.Shared.ProfileNames() {
			if n == name {
				continue
			}
			a, b := properties(was.Shared.Profile(n)), properties(is.Shared.Profile(n))
			if len(a) != len(b) {
				t.Fatalf("%s: profile %s has %d keys, and had %d", rd.ID, n, len(b), len(a))
			}
			for k := range a {
				if text(a[k]) != text(b[k]) {
					t.Fatalf("%s: profile %s: %s is %q, and was %q", rd.ID, n, k, b[k].Value, a[k].Value)
				}
			}
		}
		if !slices.Contains(sdk.Shipping(), rd.ID) || !readsFile(is, profiles.ConfigFile) {
			continue
		}
		for _, k := range keys {
			if _, known := knowsKey(k.Name, rd.SDK); known {
				if got := text(properties(is.Shared.Profile(name))[k.Name]); got != k.Value {
					t.Fatalf("%s reads %s as %q in\n%s", rd.ID, k.Name, got, h.read("config"))
				}
			}
		}
	}
}

// randomFile draws a config file as people have them, good and bad.
func randomFile(t *rapid.T) string {
	eol := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "eol")
	lines := rapid.SliceOfN(rapid.SampledFrom([]string{"[profile dev]", "[default]", "[dev]", "[profile b]", "[profile \"x y\"]", "[sso-session s]", "# note", "; note", "",
		"region = us-west-2", "region=us-east-1", "region = a # b", "retry_mode = adaptive", "output = json", "s3 =", "  addressing_style = auto", "role_arn = arn:aws:iam::1:role/x", "source_profile = dev",
		"  region = c", "services = dev", "[services dev]", "  endpoint_url = http://a", "max_attempts = 3", "sso_region = us-east-1"}), 0, 12).Draw(t, "lines")
	text := rapid.SampledFrom([]string{"", "", "", "\ufeff"}).Draw(t, "bom") + strings.Join(lines, eol)
	if rapid.Bool().Draw(t, "end") {
		text += eol
	}
	return text
}
