package upgrade

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/conformance/internal/hunt"
	"github.com/sessctl/sessctl/conformance/internal/oracle"
)

// A Move is a package from one version to another.
type Move struct{ Package, From, To string }

// Newer are the packages of an SDK of which the registry has another version.
func (s SDK) Newer(root string) ([]Move, error) {
	var moves []Move
	for _, p := range s.packages {
		now, err := p.versions(root)
		if err != nil {
			return nil, err
		}
		newest, err := p.newest(root)
		if err != nil {
			return nil, fmt.Errorf("asking for the newest release of %s: %w", s.Name, err)
		}
		moves = append(moves, between(now, newest)...)
	}
	return slices.Compact(slices.SortedFunc(slices.Values(moves), func(a, b Move) int { return strings.Compare(a.Package+a.From, b.Package+b.From) })), nil
}

// between are the packages of the second map that the first has otherwise.
func between(was, is map[string]string) []Move {
	var moves []Move
	for _, name := range slices.Sorted(maps.Keys(is)) {
		if from, ok := was[name]; ok && from != is[name] {
			moves = append(moves, Move{name, from, is[name]})
		}
	}
	return moves
}

// A Report is what moving one SDK has changed.
type Report struct {
	SDK               string
	Moves             []Move
	Answers, Requests Recorded
	Errors            *Recorded // nil where none are recorded
	ByHand            bool      // requests are not recorded by this program
	Silent            bool      // nothing is recorded of it
	Catalogue         *Catalogue
}

// Missing says which tools the SDKs need that are not there.
func Missing(sdks []SDK) error {
	var lacks []string
	for _, s := range sdks {
		if names := missing(s.tools()); len(names) > 0 {
			lacks = append(lacks, s.Name+" needs "+strings.Join(names, ", "))
		}
	}
	if lacks == nil {
		return nil
	}
	return fmt.Errorf("not on the PATH: %s; nothing is changed. Install them, or name one SDK that can be had", strings.Join(lacks, "; "))
}

// tools are the programs that an upgrade of the SDK runs.
func (s SDK) tools() []string {
	var names []string
	for _, p := range s.packages {
		names = append(names, p.tools()...)
	}
	if s.requests != nil {
		names = append(names, s.requests.tools...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Upgrade moves an SDK to its newest release, or with pinned leaves the release
// and only asks it again. When a step fails, every file is again as it was.
func (s SDK) Upgrade(root string, pinned bool, say func(string, ...any)) (r *Report, err error) {
	kept, err := keep(root, s)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err == nil {
			return
		}
		err = fmt.Errorf("upgrading %s: %w", s.Name, err)
		if bad := kept.restore(); bad != nil {
			err = fmt.Errorf("%w\nand putting the files back: %w", err, bad)
		}
	}()
	r = &Report{SDK: s.Name}
	if !pinned {
		say("%s: asking for the newest release", s.Name)
		if r.Moves, err = s.move(root); err != nil {
			return nil, err
		}
	}
	if r.Silent = s.silent; !r.Silent {
		say("%s: installing it, and asking about what is recorded", s.Name)
		if err := s.record(root, r); err != nil {
			return nil, err
		}
	}
	if s.models {
		say("%s: making the catalogue", s.Name)
		if r.Catalogue, err = makeCatalogue(root); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// move pins the newest release, and has everything say so that names it.
func (s SDK) move(root string) ([]Move, error) {
	was, err := s.versions(root)
	if err != nil {
		return nil, err
	}
	if err := s.pin(root); err != nil {
		return nil, err
	}
	is, err := s.versions(root)
	if err != nil {
		return nil, err
	}
	return between(was, is), s.tell(root, was, is)
}

func (s SDK) pin(root string) error {
	for _, p := range s.packages {
		newest, err := p.newest(root)
		if err != nil {
			return err
		}
		if err := p.pin(root, newest); err != nil {
			return err
		}
	}
	return nil
}

func (s SDK) tell(root string, was, is map[string]string) error {
	for _, t := range s.tells {
		if err := replace(at(root, t.file), t.says(was[t.of]), t.says(is[t.of])); err != nil {
			return err
		}
	}
	return nil
}

func (s SDK) record(root string, r *Report) error {
	reading, err := oracle.Find(s.Name)
	if err != nil {
		return err
	}
	if err := reading.Prepare(); err != nil {
		return err
	}
	h, err := hunt.New(hunt.Options{Reading: s.Name, Parallel: 1})
	if err != nil {
		return err
	}
	defer h.Close()
	if r.Answers, err = recordAnswers(root, s.Name, h.Ask); err != nil {
		return err
	}
	if s.requests == nil {
		r.ByHand = true
		return nil
	}
	if r.Requests, err = s.requests.record(root); err != nil || s.errors == nil {
		return err
	}
	errors, err := s.errors.record(root)
	r.Errors = &errors
	return err
}

// kept are files as they were.
type kept map[string][]byte

// keep remembers every file that an upgrade of the SDK may write.
func keep(root string, s SDK) (kept, error) {
	var names []string
	for _, name := range append(s.files(), made...) {
		names = append(names, at(root, name))
	}
	for _, pattern := range []string{"testdata/recorded/*.jsonl", "testdata/recorded/requests/*.jsonl", recordedErrors, "testdata/regressions/*.jsonl"} {
		found, err := filepath.Glob(at(root, pattern))
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	files := kept{}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading what an upgrade writes: %w", err)
		}
		files[name] = b
	}
	return files, nil
}

func (k kept) restore() error {
	for name, b := range k {
		if err := os.WriteFile(name, b, fs.FileMode(0o644)); err != nil {
			return err
		}
	}
	return nil
}

// Clean reports whether git knows of no change in the checkout: an upgrade is
// reviewed as a diff, with nothing else in it.
func Clean(root string) error {
	if _, err := exec.LookPath("git"); err != nil {
		return fmt.Errorf("git is needed, to keep an upgrade apart from other changes")
	}
	out, err := output(root, "git", "status", "--porcelain", "--untracked-files=no")
	if err != nil {
		return err
	}
	if len(out) > 0 {
		return fmt.Errorf("the checkout has changes, in which those of an upgrade would be lost: commit or stash them first\n%s", out)
	}
	return nil
}
