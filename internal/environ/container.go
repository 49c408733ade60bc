package environ

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// described begins a bundle of what a description says, examined now.
func described(source string) *Bundle {
	return &Bundle{SchemaVersion: BundleVersion, Made: time.Now().UTC(), Source: source, OS: "linux", Home: "/root", WorkingDir: "/", Variables: []BundleVariable{}, Files: []BundleFile{}}
}

// give sets a variable; of two of a name the later one counts.
func (b *Bundle) give(name, value string) {
	v := BundleVariable{Name: name}
	v.SetContent([]byte(value))
	for i := range b.Variables {
		if b.Variables[i].Name == name {
			b.Variables[i] = v
			return
		}
	}
	b.Variables = append(b.Variables, v)
}

func (b *Bundle) value(name string) (string, bool) {
	for i := range b.Variables {
		if b.Variables[i].Name == name {
			return b.Variables[i].Value, true
		}
	}
	return "", false
}

func (b *Bundle) unknown(format string, args ...any) {
	b.Unknown = append(b.Unknown, fmt.Sprintf(format, args...))
}

// token stands for one that is there, and whose text is not known.
const token = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJFWEFNUExFIjoiRVhBTVBMRSJ9.EXAMPLEEXAMPLEEXAMPLE"

func (b *Bundle) giveFile(path, text string) {
	b.Files = append(b.Files, BundleFile{Path: path, State: "ok", Mode: "0644", Text: text})
}

// ChoiceError is why none of several containers, or of some without the one that
// is named, can be examined.
type ChoiceError struct {
	Name  string // "" where none is named
	Names []string
}

func (e *ChoiceError) Error() string {
	names := strings.Join(e.Names, ", ")
	if e.Name == "" {
		return "it has several containers: name one with --container: " + names
	}
	return fmt.Sprintf("it has no container %q; it has %s", e.Name, names)
}

// choose gives the one of several containers that is named, or the only one.
func choose(names []string, name string) (int, error) {
	switch i := slices.Index(names, name); {
	case len(names) == 0 && name == "":
		return 0, errors.New("it has no container")
	case len(names) == 1 && name == "":
		return 0, nil
	case i >= 0 && name != "":
		return i, nil
	}
	return 0, &ChoiceError{name, names}
}

// ParseContainer reads what `docker inspect` prints of containers or images, or
// a Kubernetes object that has pods: the environment that the container would have.
func ParseContainer(text []byte, name string) (*Bundle, error) {
	switch first := strings.TrimSpace(string(text[:min(len(text), 64)])); {
	case strings.HasPrefix(first, "["):
		var list []dockerObject
		if err := json.Unmarshal(text, &list); err != nil {
			return nil, fmt.Errorf("this is not what docker inspect prints: %w", plainJSON(err))
		}
		return ofDocker(list, name)
	case !strings.HasPrefix(first, "{"):
		return nil, errors.New("this is no JSON; docker inspect NAME and kubectl get pod NAME -o json print it")
	}
	var o kubeObject
	if err := json.Unmarshal(text, &o); err != nil {
		return nil, fmt.Errorf("this is neither what docker inspect prints nor a Kubernetes object: %w", plainJSON(err))
	}
	if o.Kind != "" {
		return ofKubernetes(&o, name)
	}
	var one dockerObject
	if err := json.Unmarshal(text, &one); err != nil || one.Config == nil {
		return nil, errors.New("this is neither what docker inspect prints nor a Kubernetes object: it has no Config and no kind")
	}
	return ofDocker([]dockerObject{one}, name)
}

// dockerObject is a container or an image (Docker Engine API v1.47,
// ContainerInspect and ImageInspect).
type dockerObject struct {
	ID       string `json:"Id"`
	Name     string
	RepoTags []string
	Os       string
	Platform string
	Config   *struct {
		Env        []string
		WorkingDir string
		User       string
	}
	Mounts []struct{ Type, Source, Destination string }
}

func (o *dockerObject) name() string {
	switch {
	case o.Name != "":
		return strings.TrimPrefix(o.Name, "/")
	case len(o.RepoTags) > 0:
		return o.RepoTags[0]
	}
	return o.ID
}

func ofDocker(list []dockerObject, name string) (*Bundle, error) {
	var names []string
	for i := range list {
		names = append(names, list[i].name())
	}
	at, err := choose(names, name)
	if err != nil {
		return nil, err
	}
	o := &list[at]
	if o.Config == nil {
		return nil, fmt.Errorf("%s has no Config: it is neither a container nor an image", o.name())
	}
	b := described("container " + o.name())
	if o.Os == "windows" || o.Platform == "windows" {
		b.OS, b.Home, b.WorkingDir = "windows", `C:\Users\ContainerAdministrator`, `C:\`
	}
	for _, kv := range o.Config.Env {
		if n, v, ok := cutVariable(kv); ok {
			b.give(n, v)
		}
	}
	b.settle(o.Config.User, o.Config.WorkingDir)
	for _, m := range o.Mounts {
		b.unknown("%s is mounted from %s; give its files with --home, --config-file or --credentials-file", m.Destination, m.Source)
	}
	return b, nil
}

// settle says where the home and the working directory are. The home directory
// of a user is in the image's /etc/passwd, which is not known.
func (b *Bundle) settle(user, dir string) {
	if dir != "" {
		b.WorkingDir = dir
	}
	user, _, _ = strings.Cut(user, ":")
	if _, set := b.value("HOME"); set || b.OS == "windows" {
		return
	}
	switch user {
	case "", "root", "0":
		b.give("HOME", "/root") // the runtime sets it (runc, libcontainer/init_linux.go)
	default:
		b.Home = ""
		b.unknown("the home directory of user %s is in the image; give it with --env HOME=DIR", user)
	}
}
