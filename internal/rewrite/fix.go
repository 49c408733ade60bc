package rewrite

import (
	"slices"
	"time"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sharedfile/edit"
)

// Fixes are the cures of findings that are safe, laid out and tried.
type Fixes struct {
	Files   []File
	Applied []diagnose.Finding
	Refused []Refused
}

// Refused is a cure that would do something else than it promises.
type Refused struct {
	diagnose.Finding
	Reason string
}

// Examined is what findings were found in.
type Examined struct {
	Workspace *resolve.Workspace
	Inputs    resolve.Inputs
	Reading   *resolve.Reading
	Readings  []*resolve.Reading // all there are: none may take anything else otherwise than before
	Now       time.Time
}

// Cure makes the new texts of the files that findings are in. Of two cures of one
// line the first counts. All are tried together; where that does not come out as
// promised, either half by itself, so that each that does stays.
func (x Examined) Cure(findings []diagnose.Finding) Fixes {
	var list []diagnose.Finding
	cured := linesOf{env: x.Workspace.Env}
	for _, f := range findings {
		if f.Fix == nil || cured.has(f.Fix.Path, f.Fix.Line) {
			continue
		}
		cured.add(f.Fix.Path, f.Fix.Line)
		list = append(list, f)
	}
	if len(list) == 0 {
		return Fixes{}
	}
	var d Fixes
	x.add(&d, list)
	return d
}

// maxPasses bounds how often files are looked through for what a cure has brought
// to light: a line that can be read now, a section that counts.
const maxPasses = 5

// CureAll is Cure again and again, until nothing is left that can be cured, so that
// files need it once. chosen are the findings that are asked for.
func (x Examined) CureAll(findings []diagnose.Finding, chosen func(diagnose.Finding) bool) Fixes {
	d := x.Cure(slices.DeleteFunc(slices.Clone(findings), func(f diagnose.Finding) bool { return !chosen(f) }))
	last := d
	for pass := 1; len(last.Applied) > 0 && pass < maxPasses; pass++ {
		is := map[string][]byte{}
		for _, f := range d.Files {
			is[f.Path] = []byte(f.New)
		}
		now := x
		now.Workspace = resolve.NewWorkspace(x.Workspace.Env.With(is))
		more := diagnose.Whole(now.Workspace, now.Inputs, now.Reading, now.Now).Findings
		last = now.Cure(slices.DeleteFunc(more, func(f diagnose.Finding) bool { return !chosen(f) }))
		if d.join(x, last) != nil {
			return d
		}
	}
	return d
}

// join adds the cures of texts that others have been applied to.
func (d *Fixes) join(x Examined, more Fixes) error {
	files := slices.Clone(d.Files)
	for _, f := range more.Files {
		i := slices.IndexFunc(files, func(was File) bool { return x.Workspace.Env.Same(was.Path, f.Path) })
		if i < 0 {
			was, err := fileAt(x.Workspace.Env, f.Path)
			if err != nil {
				return err
			}
			files, i = append(files, *was), len(files)
		}
		files[i].New = f.New
	}
	d.Files, d.Applied, d.Refused = files, append(d.Applied, more.Applied...), more.Refused
	return nil
}

// add tries cures on top of those that are applied.
func (x Examined) add(d *Fixes, list []diagnose.Finding) {
	all := slices.Concat(d.Applied, list)
	files, reason := x.tried(all)
	switch n := len(list); {
	case reason == "":
		d.Files, d.Applied = files, all
	case n == 1:
		d.Refused = append(d.Refused, Refused{list[0], reason})
	default:
		x.add(d, list[:n/2])
		x.add(d, list[n/2:])
	}
}

// tried makes the texts with some findings cured, and says what speaks against
// them, or "".
func (x Examined) tried(list []diagnose.Finding) ([]File, string) {
	files, err := x.cured(list)
	if err != nil {
		return nil, err.Error()
	}
	t := newTrial(x.Workspace, x.Readings, files...)
	for _, rd := range x.Readings {
		if reason := t.elsewhere(rd, list); reason != "" {
			return nil, reason
		}
		t.forget()
	}
	return files, x.uncured(list, files)
}

// cured makes the texts alone.
func (x Examined) cured(list []diagnose.Finding) ([]File, error) {
	var paths []string
	changes := map[string][]edit.Change{}
	for _, f := range list {
		i := slices.IndexFunc(paths, func(path string) bool { return x.Workspace.Env.Same(path, f.Fix.Path) })
		if i < 0 {
			paths, i = append(paths, f.Fix.Path), len(paths)
		}
		changes[paths[i]] = append(changes[paths[i]], edit.Change{Line: f.Fix.Line, Old: f.Fix.Old, New: f.Fix.New})
	}
	var files []File
	for _, path := range paths {
		f, err := fileAt(x.Workspace.Env, path)
		if err != nil {
			return nil, err
		}
		if f.New, err = edit.Lines(f.Old, changes[path]); err != nil {
			return nil, err
		}
		files = append(files, *f)
	}
	return files, nil
}

// uncured says which finding would be there still.
func (x Examined) uncured(list []diagnose.Finding, files []File) string {
	is := map[string][]byte{}
	for _, f := range files {
		is[f.Path] = []byte(f.New)
	}
	type cure struct {
		code string
		at   lineOf
	}
	cured := map[cure]bool{}
	for _, f := range list {
		cured[cure{f.Code, lineOf{f.Origin.File, f.Origin.Line}}] = true
	}
	in := x.Inputs
	in.Unadvised = true
	after := diagnose.Whole(resolve.NewWorkspace(x.Workspace.Env.With(is)), in, x.Reading, x.Now)
	lines := linesOf{env: x.Workspace.Env}
	for _, f := range list {
		lines.add(f.Fix.Path, f.Fix.Line)
	}
	for _, still := range after.Findings {
		switch {
		case cured[cure{still.Code, lineOf{still.Origin.File, still.Origin.Line}}]:
			return x.Reading.ID + " would still find it"
		case still.Fix != nil && lines.has(still.Fix.Path, still.Fix.Line) && !lines.by(still.Fix.Path, still.Fix.Line):
			return "the same file is read as " + still.Fix.Path + ", where it would be wrong"
		}
	}
	return ""
}

// lineOf is a line of a file.
type lineOf struct {
	path string
	line int
}

// linesOf are lines of files to which several paths may lead.
type linesOf struct {
	env  *environ.Env
	list []lineOf
}

func (l *linesOf) add(path string, line int) { l.list = append(l.list, lineOf{path, line}) }

func (l *linesOf) has(path string, line int) bool {
	return slices.ContainsFunc(l.list, func(o lineOf) bool { return o.line == line && l.env.Same(o.path, path) })
}

// by reports whether a line is there by this path, not by another that leads to the file.
func (l *linesOf) by(path string, line int) bool { return slices.Contains(l.list, lineOf{path, line}) }

// editedBy reports of a place whether it stands on a line that is changed, by
// whichever of the shared files' paths the line is reached.
func editedBy(list []diagnose.Finding, env *environ.Env, files []profiles.SourceFile) func(origin.Origin) bool {
	lines := map[lineOf]bool{}
	for _, f := range list {
		lines[lineOf{f.Fix.Path, f.Fix.Line}] = true
	}
	for _, file := range files {
		same := map[string]bool{}
		for _, f := range list {
			if _, asked := same[f.Fix.Path]; !asked {
				same[f.Fix.Path] = env.Same(file.Path, f.Fix.Path)
			}
			if same[f.Fix.Path] {
				lines[lineOf{file.Path, f.Fix.Line}] = true
			}
		}
	}
	return func(o origin.Origin) bool { return lines[lineOf{o.File, o.Line}] }
}

// elsewhere says what a reading would take otherwise than before that stands on
// none of the lines that are changed. A file that a reading could not parse
// because of such a line has nothing to compare.
func (t trial) elsewhere(rd *resolve.Reading, list []diagnose.Finding) string {
	was := resolve.Resolve(t.before, unadvised, rd).Shared
	is := resolve.Resolve(t.after, unadvised, rd).Shared
	edited := editedBy(list, t.before.Env, was.Files)
	for _, f := range was.Files {
		if f.Parsed != nil && f.Parsed.Err != nil {
			return ""
		}
	}
	for _, f := range is.Files {
		if f.Parsed != nil && f.Parsed.Err != nil {
			return rd.ID + " would no longer read " + f.Path
		}
	}
	for _, kind := range []profiles.SectionKind{profiles.SectionProfile, profiles.SectionSSOSession, profiles.SectionServices} {
		names := append(was.Names(kind), is.Names(kind)...)
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			if key := otherwise(was.Lookup(kind, name), is.Lookup(kind, name), edited); key != "" {
				return rd.ID + " would take " + key + " of " + name + " otherwise"
			}
		}
	}
	return ""
}

// otherwise gives a key that is another in a section after the change, though
// neither it nor its header stands on a line that was changed.
func otherwise(was, is *profiles.Profile, edited func(origin.Origin) bool) string {
	a, b := properties(was), properties(is)
	owned := func(o origin.Origin) bool {
		for _, p := range []*profiles.Profile{was, is} {
			if p == nil {
				continue
			}
			for _, ref := range p.Sections {
				if edited(ref.Origin()) && ref.Path == o.File && ref.Section.Name == o.Section {
					return true
				}
			}
		}
		return false
	}
	for _, list := range []map[string]profiles.Property{a, b} {
		for key := range list {
			p, q := a[key], b[key]
			if text(p) == text(q) || edited(p.Origin) || edited(q.Origin) || owned(p.Origin) || owned(q.Origin) {
				continue
			}
			return key
		}
	}
	return ""
}
