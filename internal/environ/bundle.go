package environ

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// BundleVersion is the version of the form in which bundles are written.
const BundleVersion = 1

// Bundle is a whole environment as one JSON document: whoever has it can
// examine the environment on another machine, another day.
type Bundle struct {
	SchemaVersion   int              `json:"schema_version"`
	Name            string           `json:"name,omitempty"` // what it is called where there are many
	Made            time.Time        `json:"made"`
	Source          string           `json:"source,omitempty"` // what it was made of, where that is not a machine
	OS              string           `json:"os"`
	Home            string           `json:"home"` // what the user database gives
	WorkingDir      string           `json:"working_dir"`
	ConfigFile      string           `json:"config_file,omitempty"` // given explicitly, as an SDK's own option would be
	CredentialsFile string           `json:"credentials_file,omitempty"`
	Variables       []BundleVariable `json:"variables"`
	JavaProperties  []string         `json:"java_properties,omitempty"`
	Files           []BundleFile     `json:"files"`
	Directories     []BundleDir      `json:"directories,omitempty"`
	Programs        []BundleProgram  `json:"programs,omitempty"`
	Unknown         []string         `json:"unknown,omitempty"` // what could not be known of it, a sentence each
}

// BundleVariable is a variable of the environment.
type BundleVariable struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Base64 string `json:"base64,omitempty"` // the value, where it is not UTF-8
	File   string `json:"file,omitempty"`   // the file of variables that it stands in
	Line   int    `json:"line,omitempty"`
}

// BundleFile is what was found at a path. A path that is not in the bundle has
// no file.
type BundleFile struct {
	Path   string `json:"path"`
	State  string `json:"state"` // ok, missing, directory, special, too-large, slow, unopened or unreadable
	Mode   string `json:"mode,omitempty"`
	Link   string `json:"link,omitempty"`   // what the symbolic link names that the path is
	Reason string `json:"reason,omitempty"` // why it cannot be read
	Text   string `json:"text,omitempty"`
	Base64 string `json:"base64,omitempty"` // the content, where it is not UTF-8
}

// BundleDir are the names in a directory.
type BundleDir struct {
	Path  string   `json:"path"`
	Names []string `json:"names"`
}

// BundleProgram is a program that was looked for and found.
type BundleProgram struct {
	Path       string `json:"path"`
	Executable bool   `json:"executable"`
}

// ParseBundle reads a bundle. It refuses what is none, and what a later version
// of the program has written.
func ParseBundle(text []byte) (*Bundle, error) {
	var b Bundle
	if err := json.Unmarshal(text, &b); err != nil {
		return nil, fmt.Errorf("this is no bundle: %w", plainJSON(err))
	}
	if b.SchemaVersion < 1 {
		return nil, errors.New("this is no bundle: it has no schema_version")
	}
	if b.SchemaVersion > BundleVersion {
		return nil, fmt.Errorf("the bundle is of version %d, and this program knows version %d", b.SchemaVersion, BundleVersion)
	}
	if b.OS == "" || b.Made.IsZero() {
		return nil, errors.New(`this is no bundle: it needs "os" and "made"`)
	}
	return &b, nil
}

// plainJSON is an error of encoding/json without what it quotes.
func plainJSON(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("it is not JSON from byte %d on", syntax.Offset)
	case errors.As(err, &kind):
		return fmt.Errorf("%q is not what a bundle has there (byte %d)", kind.Field, kind.Offset)
	}
	return errors.New("its JSON is not what a bundle has")
}

// Content gives the bytes of a file.
func (f *BundleFile) Content() ([]byte, error) { return contentOf(f.Text, f.Base64) }

// SetContent takes them.
func (f *BundleFile) SetContent(data []byte) { f.Text, f.Base64 = written(data) }

// Content gives the value of a variable.
func (v *BundleVariable) Content() ([]byte, error) { return contentOf(v.Value, v.Base64) }

// SetContent takes it.
func (v *BundleVariable) SetContent(data []byte) { v.Value, v.Base64 = written(data) }

func contentOf(text, encoded string) ([]byte, error) {
	if encoded == "" {
		return []byte(text), nil
	}
	return base64.StdEncoding.DecodeString(encoded)
}

func written(data []byte) (text, encoded string) {
	if utf8.Valid(data) {
		return string(data), ""
	}
	return "", base64.StdEncoding.EncodeToString(data)
}

// states are the words for why a file is not read.
var states = map[string]error{
	"missing": fs.ErrNotExist, "special": ErrNotRegular, "too-large": ErrTooLarge, "slow": ErrSlow, "directory": errDirectory,
}

var errDirectory = errors.New("is a directory")

// stateOf gives the word for how a file was found.
func stateOf(f *File) string {
	switch {
	case f.Err == nil:
		return "ok"
	case f.Mode.IsDir():
		return "directory"
	}
	for _, word := range []string{"missing", "special", "too-large", "slow"} {
		if errors.Is(f.Err, states[word]) {
			return word
		}
	}
	var path *fs.PathError
	if errors.As(f.Err, &path) && path.Op != "read" {
		return "unopened"
	}
	return "unreadable"
}

// bundled writes what was found at a path.
func bundled(f *File, link string) BundleFile {
	b := BundleFile{Path: f.Path, State: stateOf(f), Link: link}
	if f.Mode != 0 {
		b.Mode = fmt.Sprintf("%04o", f.Mode.Perm())
	}
	switch b.State {
	case "ok":
		b.SetContent(f.Data)
	case "missing", "directory":
	default:
		b.Reason = f.Reason()
	}
	return b
}

// file reads what was written.
func (b *BundleFile) file() *File {
	f := &File{Path: b.Path}
	if mode, err := strconv.ParseUint(b.Mode, 8, 16); err == nil {
		f.Mode = fs.FileMode(mode).Perm()
	}
	switch b.State {
	case "ok":
		f.Data, f.Err = b.Content()
	case "missing":
		f.Err = &fs.PathError{Op: "stat", Path: b.Path, Err: fs.ErrNotExist}
	case "directory":
		f.Mode |= fs.ModeDir
		f.Err = errDirectory
	case "unopened", "unreadable":
		why := &stated{b.Reason, nil}
		if strings.Contains(b.Reason, "permission denied") || strings.Contains(b.Reason, "Access is denied") {
			why.kind = fs.ErrPermission
		}
		f.Err = &fs.PathError{Op: map[string]string{"unopened": "open", "unreadable": "read"}[b.State], Path: b.Path, Err: why}
	default:
		f.Err = &stated{b.Reason, states[b.State]}
	}
	return f
}

// stated is why a file could not be read where it was looked at.
type stated struct {
	reason string
	kind   error
}

func (e *stated) Error() string        { return e.reason }
func (e *stated) Is(target error) bool { return e.kind != nil && target == e.kind }

// sealed is the place of a bundle's files: there are no others.
type sealed struct {
	b        *Bundle
	files    map[string]*BundleFile
	dirs     map[string][]string
	programs map[string]bool
}

func seal(b *Bundle) *sealed {
	s := &sealed{b: b, files: make(map[string]*BundleFile, len(b.Files))}
	for i := range b.Files {
		s.files[b.Files[i].Path] = &b.Files[i]
	}
	if len(b.Directories) > 0 {
		s.dirs = make(map[string][]string, len(b.Directories))
		for _, d := range b.Directories {
			s.dirs[d.Path] = d.Names
		}
	}
	if len(b.Programs) > 0 {
		s.programs = make(map[string]bool, len(b.Programs))
		for _, p := range b.Programs {
			s.programs[p.Path] = p.Executable
		}
	}
	return s
}

func (s *sealed) file(path string) *File {
	if f, ok := s.files[path]; ok {
		return f.file()
	}
	if path == "/dev/null" {
		return &File{Path: path}
	}
	return &File{Path: path, Err: &fs.PathError{Op: "stat", Path: path, Err: fs.ErrNotExist}}
}

func (s *sealed) dir(path string) []string { return s.dirs[path] }

func (s *sealed) program(path string) (exists, executable bool) {
	executable, exists = s.programs[path]
	return exists, executable
}

func (s *sealed) link(path string) string {
	if f, ok := s.files[path]; ok {
		return f.Link
	}
	return ""
}

func (s *sealed) end(at string) string {
	for range maxLinks {
		to := s.link(at)
		switch {
		case to == "":
			return at
		case path.IsAbs(to):
			at = to
		default:
			at = path.Join(path.Dir(at), to)
		}
	}
	return at
}

func (s *sealed) home() string { return s.b.Home }
func (s *sealed) cwd() string  { return s.b.WorkingDir }
