package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

var commentedEntries = []*Entry{
	{Code: "commented-out", Severity: resolve.SevWarning, Title: "A profile, or its keys, in comments", Plan: commentedOut,
		Page: Page{
			What: "No credentials are found, and the profile in use, or a key of it that would give some, stands in a shared file behind # or ;.",
			Why:  "A line that begins with # or ; is a comment to every SDK, whatever it says.",
			Cure: "Take the # off the header and off the keys below it.",
			Who:  "All SDKs.",
		}},
}

// remark is a comment of a shared file that is a line of it but for its mark.
type remark struct {
	origin origin.Origin // of what stands behind the mark
	mark   string
	said   string
}

// remarks gives the comments of a file, and whether it has anything else.
func (f *Facts) remarks(path string) (list []remark, live bool) {
	doc := f.Workspace.Document(path)
	if doc == nil {
		return nil, false
	}
	section := ""
	for n, l := range strings.Split(strings.TrimPrefix(doc.Text, "\ufeff"), "\n") {
		bare := strings.TrimSpace(l)
		switch {
		case bare == "":
		case bare[0] == '#' || bare[0] == ';':
			r, _ := remarkIn(l, bare, origin.Origin{Kind: origin.InFile, File: path, Line: n + 1, Section: section})
			list = append(list, r)
		default:
			live = true
			if bare[0] == '[' {
				section, _, _ = strings.Cut(bare[1:], "]")
				section = strings.TrimSpace(section)
			}
		}
	}
	return list, live
}

// remarkIn gives the comment that a line is.
func remarkIn(line, bare string, at origin.Origin) (r remark, ok bool) {
	if bare == "" || bare[0] != '#' && bare[0] != ';' {
		return remark{}, false
	}
	said := strings.TrimLeft(bare, "#; \t")
	at.Column = strings.Index(line, bare) + len(bare) - len(said) + 1
	return remark{at, bare[:1], said}, true
}

// headerOf gives the profile whose header a comment is.
func (r remark) headerOf() (name string, ok bool) {
	if !strings.HasPrefix(r.said, "[") || !strings.HasSuffix(r.said, "]") {
		return "", false
	}
	name = strings.TrimSpace(r.said[1 : len(r.said)-1])
	if strings.ContainsAny(name, "[]") || strings.HasPrefix(name, "sso-session ") || strings.HasPrefix(name, "services ") {
		return "", false
	}
	return bareName(name), true
}

// commentedHeader gives the comment that is the header of a profile.
func (f *Facts) commentedHeader(name string) (r remark, ok bool) {
	for _, use := range f.Resolution.Files {
		if use.Path == "" || !use.Exists || use.Unread {
			continue
		}
		list, _ := f.remarks(use.Path)
		for _, r := range list {
			if of, ok := r.headerOf(); ok && of == name {
				return r, true
			}
		}
	}
	return remark{}, false
}

func (r remark) cure() string {
	return fmt.Sprintf("take the %s off %s and off the keys below it", r.mark, r.said)
}

func commentedOut(f *Facts) []Finding {
	choice := f.Resolution.Profile
	if !nothingHere(f.Resolution.Credentials) || f.Resolution.Err != nil {
		return nil
	}
	if choice.Found {
		return f.commentedKey()
	}
	if choice.Origin.Kind != origin.ByDefault && !choice.Origin.IsZero() {
		return nil // that there is no such profile is said, with the cure
	}
	if r, ok := f.commentedHeader(choice.Name); ok {
		return f.inComments(r, r.said+" is commented out", r.cure())
	}
	for _, use := range f.Resolution.Files {
		if use.Path == "" || !use.Exists || use.Unread {
			continue
		}
		list, live := f.remarks(use.Path)
		i := slices.IndexFunc(list, func(r remark) bool { _, ok := r.headerOf(); return ok })
		if live || i < 0 {
			continue
		}
		name, _ := list[i].headerOf()
		return f.inComments(list[i], "every line of the file is a comment", list[i].cure()+", and set AWS_PROFILE to "+name)
	}
	return nil
}

// commentedKey looks for a key that gives credentials among the comments of the
// profile in use, which has none.
func (f *Facts) commentedKey() []Finding {
	p := f.profile()
	if p == nil || givesCredentials(p) {
		return nil
	}
	for _, ref := range p.Sections {
		for _, r := range f.remarksBelow(ref) {
			key, value, ok := strings.Cut(r.said, "=")
			key = strings.TrimSpace(key)
			if ok && slices.Contains(credentialKeys, key) && strings.TrimSpace(value) != "" {
				r.origin.Key = key
				return f.inComments(r, fmt.Sprintf("%s of profile %s is commented out", key, p.Name), fmt.Sprintf("take the %s off that line, and off those that belong to it", r.mark))
			}
		}
	}
	return nil
}

// remarksBelow gives the comments of one section, up to the next header.
func (f *Facts) remarksBelow(ref profiles.SectionRef) (list []remark) {
	doc := f.Workspace.Document(ref.Path)
	if doc == nil {
		return nil
	}
	for n := ref.Section.Pos.Line + 1; n <= doc.Lines(); n++ {
		l := doc.Line(n)
		bare := strings.TrimSpace(l)
		if bare != "" && bare[0] == '[' {
			break
		}
		if r, ok := remarkIn(l, bare, origin.Origin{Kind: origin.InFile, File: ref.Path, Line: n, Section: ref.Section.Name}); ok {
			list = append(list, r)
		}
	}
	return list
}

func (f *Facts) inComments(r remark, says, help string) []Finding {
	finding := found(r.origin, "", says, help)
	finding.About = resolve.AboutCredentials
	return []Finding{finding}
}
