package catalogue

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/jsontree"
)

// maxModel is the most that a compressed model may grow to, in bytes; the
// largest has six million.
const maxModel = 64 << 20

// Names of botocore's files.
const (
	modelFile   = "service-2.json"
	extrasFile  = "service-2.sdk-extras.json"
	ruleSetFile = "endpoint-rule-set-1.json"
)

// modelDir is a directory laid out as SERVICE/VERSION/FILE.
type modelDir struct {
	path     string
	services []string // the names in it
}

// findDirs lists the directories of the environment that have models, in the
// order in which botocore looks (loaders.Loader.__init__ and create_loader,
// 1.43.11), and their services that the catalogue does not have.
func (s *Source) findDirs() {
	known := map[string]bool{}
	for _, e := range s.index {
		known[e.name] = true
	}
	for _, path := range append(s.customerDirs(), s.installedDirs(known)...) {
		d := modelDir{path: path, services: s.env.Dir(path)}
		if len(d.services) == 0 {
			continue
		}
		s.dirs = append(s.dirs, d)
		for _, name := range d.services {
			if !known[name] && s.latest(d, name, modelFile) != "" {
				known[name] = true
				s.index = append(s.index, entry{name: name})
			}
		}
	}
}

// customerDirs gives the directories that a person has named.
func (s *Source) customerDirs() []string {
	list := s.DataPath
	if v, ok := s.env.Lookup("AWS_DATA_PATH"); ok {
		list = v.Value
	}
	separator := ":"
	if s.env.OS == "windows" {
		separator = ";"
	}
	var dirs []string
	for _, d := range strings.Split(list, separator) {
		if d != "" {
			dirs = append(dirs, s.env.Abs(s.expand(d)))
		}
	}
	if home := s.home(); home != "" {
		dirs = append(dirs, s.env.Join(home, ".aws", "models"))
	}
	return dirs
}

func (s *Source) home() string {
	name := "HOME"
	if s.env.OS == "windows" {
		name = "USERPROFILE"
	}
	if v, ok := s.env.Lookup(name); ok {
		return v.Value
	}
	return s.env.AccountHome()
}

// expand replaces variables and a leading tilde, as Python's os.path does: a
// variable that is not set stays as it is.
func (s *Source) expand(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		if path[i] != '$' {
			b.WriteByte(path[i])
			continue
		}
		name, rest := path[i+1:], ""
		if inner, after, ok := strings.Cut(strings.TrimPrefix(name, "{"), "}"); ok && strings.HasPrefix(name, "{") {
			name, rest = inner, after
		} else {
			n := strings.IndexFunc(name, func(r rune) bool {
				return !(r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
			})
			if n < 0 {
				n = len(name)
			}
			name, rest = name[:n], name[n:]
		}
		if v, ok := s.env.Lookup(name); ok && name != "" {
			b.WriteString(v.Value)
			i = len(path) - len(rest) - 1
			continue
		}
		b.WriteByte('$')
	}
	path = b.String()
	if path == "~" || strings.HasPrefix(path, "~/") || s.env.OS == "windows" && strings.HasPrefix(path, `~\`) {
		return s.home() + path[1:]
	}
	return path
}

// latest gives the newest version of a service that has a file, "" when none
// has. Versions are dates.
func (s *Source) latest(d modelDir, service, file string) string {
	dir := s.env.Join(d.path, service)
	versions := s.env.Dir(dir)
	for i := len(versions) - 1; i >= 0; i-- {
		names := s.env.Dir(s.env.Join(dir, versions[i]))
		for _, n := range names {
			if n == file || n == file+".gz" {
				return versions[i]
			}
		}
	}
	return ""
}

// newest gives where the newest version of a service's file is: a directory of
// the environment, or none where that of the catalogue is newer. Of the
// directories that have the same version the first counts, as in botocore.
func (s *Source) newest(service, file, embedded string) (dir, version string) {
	version = embedded
	for _, d := range s.dirs {
		if v := s.latest(d, service, file); v > version || v != "" && v == version && dir == "" {
			dir, version = d.path, v
		}
	}
	return dir, version
}

// loadFound reads the model of a service from the environment, nil when the
// embedded one is the newest.
func (s *Source) loadFound(name string, embedded *Service) (*Service, error) {
	known := ""
	if embedded != nil {
		known = embedded.APIVersion
	}
	dir, version := s.newest(name, modelFile, known)
	if dir == "" {
		return nil, nil
	}
	model, path, err := s.readData(s.env.Join(dir, name, version, modelFile))
	if err != nil {
		return nil, fmt.Errorf("read the model of %s: %w", name, err)
	}
	var extras [][]byte
	if b, err := s.extras(name, version); err != nil {
		return nil, fmt.Errorf("read the extras to the model of %s: %w", name, err)
	} else if b != nil {
		extras = append(extras, b)
	} else if version == known {
		if b, err := s.archive.named(extrasText + name); err == nil {
			extras = append(extras, b)
		}
	}
	svc, err := Parse(name, path, model, extras...)
	if err != nil {
		return nil, err
	}
	if svc.APIVersion == "" {
		svc.APIVersion = version
	}
	s.tell(svc)
	return svc, nil
}

// tell hands the texts of a model that are printed to those who look for secrets:
// what stands in a directory of models may be anything.
func (s *Source) tell(svc *Service) {
	for _, text := range append([]string{svc.ID, svc.FullName, svc.Abbreviation, svc.UID, svc.APIVersion, svc.EndpointPrefix, svc.GlobalEndpoint,
		svc.SignatureVersion, svc.SigningName, svc.Protocol, svc.JSONVersion, svc.TargetPrefix}, slices.Concat(svc.Protocols, svc.Auth)...) {
		s.env.Vault().Value("protocol", text) // or another of few words
	}
}

// extras gives the first of the directories' additions to a model, nil when
// there are none.
func (s *Source) extras(service, version string) ([]byte, error) {
	for _, d := range s.dirs {
		b, err := s.readJSON(s.env.Join(d.path, service, version, extrasFile))
		if !errors.Is(err, fs.ErrNotExist) {
			return b, err
		}
	}
	return nil, nil
}

// setRules gives a service the newest rule set, of whatever version its model
// is (botocore 1.43.11, client.py, _load_service_endpoints_ruleset).
func (s *Source) setRules(svc, embedded *Service) error {
	known := ""
	if embedded != nil {
		known = embedded.APIVersion
		svc.RulesFrom, svc.ruleSet = embedded.RulesFrom, embedded.ruleSet
	}
	dir, version := s.newest(svc.Name, ruleSetFile, known)
	if dir == "" {
		return nil
	}
	text, path, err := s.readData(s.env.Join(dir, svc.Name, version, ruleSetFile))
	if err != nil {
		return fmt.Errorf("read the endpoint rule set of %s: %w", svc.Name, err)
	}
	svc.RulesFrom, svc.ruleSet = path, func() ([]byte, error) { return text, nil }
	return nil
}

// readJSON is readData for a text that is no model, whose faults are told here.
func (s *Source) readJSON(path string) ([]byte, error) {
	b, path, err := s.readData(path)
	if err == nil {
		if _, err = jsontree.Parse(b); err != nil {
			err = fmt.Errorf("%s: %w", path, err)
		}
	}
	return b, err
}

// readData reads a file, or the same with .gz, and tells which it was.
func (s *Source) readData(path string) ([]byte, string, error) {
	f := s.env.PublicFile(path)
	if f.Exists() {
		return checked(f)
	}
	f = s.env.PublicFile(path + ".gz")
	b, path, err := checked(f)
	if err != nil {
		return nil, path, err
	}
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err == nil {
		b, err = io.ReadAll(io.LimitReader(r, maxModel+1))
	}
	if err == nil && len(b) > maxModel {
		err = errors.New("it is too large")
	}
	if err != nil {
		return nil, path, fmt.Errorf("decompress %s: %w", path, err)
	}
	return b, path, nil
}

// fileError is a file that cannot be read.
type fileError struct{ file *environ.File }

func (e *fileError) Error() string { return e.file.Path + ": " + e.file.Reason() }
func (e *fileError) Unwrap() error { return e.file.Err }

func checked(f *environ.File) ([]byte, string, error) {
	if f.Err != nil {
		return nil, f.Path, &fileError{f}
	}
	if f.Data == nil {
		return []byte{}, f.Path, nil
	}
	return f.Data, f.Path, nil
}
