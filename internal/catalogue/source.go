package catalogue

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/environ"
)

// The models of the release that the program is made with; `make catalogue`
// writes the file.
//
//go:embed models.bin
var models string

// Services that SDKs of old still call and botocore has no longer, in the same
// form.
//
//go:embed retired.bin
var retired string

// Source is where models come from: the embedded catalogue, and what is found
// in an environment. It remembers what it has read, and is safe for concurrent
// use.
type Source struct {
	// DataPath is a list of directories as AWS_DATA_PATH holds it, which
	// counts where that variable is not set: the data_path setting. It may be
	// set before the first use.
	DataPath string

	// Kept holds what is embedded to the release of botocore that boto3 follows, of
	// which what the newest has otherwise is kept. It may be set before the first use.
	Kept bool

	env *environ.Env

	mu       sync.Mutex
	archive  *archive
	index    []entry
	held     map[string]entry // what is kept, by service
	dirs     []modelDir
	opened   bool
	services map[string]*Service
}

var embedded Source

// Embedded is the catalogue inside the program alone, of the newest release.
func Embedded() *Source { return &embedded }

// NewSource is the embedded catalogue and the models of an environment: those
// in the directories of AWS_DATA_PATH and in ~/.aws/models, and those of an
// installed botocore or AWS CLI where they are newer.
func NewSource(env *environ.Env) *Source { return &Source{env: env} }

// Read is a catalogue that Archive has written, and nothing else.
func Read(text []byte) (*Source, error) {
	a, err := openArchive(string(text))
	if err != nil {
		return nil, err
	}
	return &Source{archive: a, index: a.entries(), services: map[string]*Service{}, opened: true}, nil
}

// open reads the index, and looks for models in the environment. The lock is
// held.
func (s *Source) open() error {
	if s.opened {
		return nil
	}
	var err error
	if s.archive, err = openArchive(models); err != nil {
		return fmt.Errorf("open the catalogue: %w", err)
	}
	old, err := openArchive(retired)
	if err != nil {
		return fmt.Errorf("open the catalogue of services that are gone: %w", err)
	}
	s.index = s.archive.entries()
	if err := s.openKept(); err != nil {
		return err
	}
	s.index = append(s.index, old.entries()...)
	s.services = map[string]*Service{}
	if s.env != nil {
		s.findDirs()
	}
	s.opened = true
	return nil
}

// Find is as the function Find, with the models of the environment.
func (s *Source) Find(name string) (*Service, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.open(); err != nil {
		return nil, err
	}
	e, err := find(s.index, name)
	if err != nil {
		return nil, err
	}
	if svc := s.services[e.name]; svc != nil {
		return svc, nil
	}
	svc, err := s.load(e)
	if err != nil {
		return nil, err
	}
	s.services[e.name] = svc
	return svc, nil
}

// load reads a model from where its newest version is first found.
func (s *Source) load(e *entry) (*Service, error) {
	var here *Service
	if e.model != "" {
		var err error
		if old, ok := s.held[e.name]; ok {
			here, err = old.hold(e)
		} else {
			here, err = e.read()
		}
		if err != nil {
			return nil, err
		}
	}
	if len(s.dirs) == 0 {
		return here, nil
	}
	svc, err := s.loadFound(e.name, here)
	if err != nil {
		return nil, err
	}
	if svc == nil {
		if svc = here; svc == nil {
			return nil, fmt.Errorf("the model of %s is gone", e.name)
		}
	}
	return svc, s.setRules(svc, here)
}

// ruleSet gives what reads an embedded rule set.
func ruleSet(e *entry) func() ([]byte, error) {
	a := e.in
	return sync.OnceValues(func() ([]byte, error) {
		dictionary, err := a.named(dictionaryText)
		if err != nil {
			return nil, err
		}
		b, err := a.text(e.ruleSet, dictionary)
		if err != nil {
			return nil, fmt.Errorf("read the embedded endpoint rule set of %s: %w", e.name, err)
		}
		return b, nil
	})
}

// Names gives the names of all services, sorted.
func (s *Source) Names() []string {
	all := s.Summaries()
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i].Name
	}
	return names
}

// Summary is what a list of services shows of one.
type Summary struct {
	Name, ID, FullName string
}

// Summaries gives all services, sorted by name, without reading their models.
func (s *Source) Summaries() []Summary {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.open(); err != nil {
		return nil
	}
	all := make([]Summary, len(s.index))
	for i, e := range s.index {
		all[i].Name = e.name
		if len(e.called) > 1 {
			all[i].ID, all[i].FullName = e.called[0], e.called[1]
		}
	}
	slices.SortFunc(all, func(a, b Summary) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Partitions gives the text of partitions.json.
func (s *Source) Partitions() ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.open(); err != nil {
		return nil, err
	}
	for _, d := range s.dirs {
		b, err := s.readJSON(s.env.Join(d.path, "partitions.json"))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read the partitions: %w", err)
		}
		return b, nil
	}
	return s.archive.named(partitionsText)
}
