package diagnose

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sharedfile"
	"github.com/sessctl/sessctl/internal/suggest"
)

var sectionEntries = []*Entry{
	{Code: "profile-not-found", Severity: resolve.SevWarning, Title: "The profile asked for does not exist", Find: profileNotFound, Cure: cureProfile,
		Page: Page{
			What: "A flag or a variable names a profile that stands in neither file, or only in a section that is passed over.",
			Why:  "Most SDKs refuse to start. Some go on as if no profile had been named, with other credentials and no region.",
			Cure: "Write the name as it stands in the files. In ~/.aws/config a profile is [profile NAME], in ~/.aws/credentials it is [NAME].",
			Who:  "boto3, cli, go-v2 and spec refuse; go-v1 and js-v3 go on.",
		}},
	{Code: "section-ignored", Severity: resolve.SevWarning, Title: "A section that is passed over because of its header", Find: sectionsIgnored,
		Page: Page{
			What: "A section was meant for a profile, but its header is not written as that file wants it: the config file wants [profile NAME], the credentials file [NAME].",
			Why:  "None of its keys is read, without a word.",
			Cure: "Correct the header. lint --fix shows the line.",
			Who:  "boto3, cli, go-v2, js-v3 and spec. go-v1.1 takes a header as it stands.",
		}},
	{Code: "misplaced-sso-key", Severity: resolve.SevWarning, Title: "A key of the profile in an sso-session", Find: misplacedKeys,
		Page: Page{
			What: "sso_account_id or sso_role_name stands in a section [sso-session NAME].",
			Why:  "A session says where to log in; which account and role to use is the profile's to say. No SDK looks for the two in the session, and the profile is then incomplete.",
			Cure: "Move the key to the profile that names the session.",
			Who:  "All SDKs that know sso-session.",
		}},
	{Code: "keys-in-both-files", Severity: resolve.SevWarning, Title: "A profile with other keys in each file", Each: keysInBoth,
		Page: Page{
			What: "The same profile has an access key id in the config file and another in the credentials file.",
			Why:  "The credentials file goes first; whoever changes the key in the config file sees no effect.",
			Cure: "Keep keys in ~/.aws/credentials alone, and take them out of the config file.",
			Who:  "All SDKs that read both files.",
		}},
}

// ignoredFor gives the sections that were meant for a profile and are passed over.
func (f *Facts) ignoredFor(name string) []profiles.SectionRef {
	var refs []profiles.SectionRef
	f.Resolution.Shared.Mentioning(name, func(ref profiles.SectionRef) {
		ref = f.asWritten(ref)
		if passedOver(ref) && profiles.SameProfile(ref.Section.Name, name) {
			refs = append(refs, ref)
		}
	})
	return refs
}

// asWritten gives a section with its header's own text, where a parser has put the
// word profile before it: the Java SDK's does so in the credentials file.
func (f *Facts) asWritten(ref profiles.SectionRef) profiles.SectionRef {
	if ref.File != profiles.CredentialsFile || !strings.HasPrefix(ref.Section.Name, "profile ") {
		return ref
	}
	_, text, _ := strings.Cut(f.source(ref.Origin()), "[")
	if text, _, ok := strings.Cut(text, "]"); ok && ref.Section.Name == "profile "+strings.TrimSpace(text) {
		section := *ref.Section
		section.Name = strings.TrimSpace(text)
		ref.Section = &section
	}
	return ref
}

// passedOver reports whether a section is none that the reading takes for what it was meant for.
func passedOver(ref profiles.SectionRef) bool {
	if ref.Kind == profiles.SectionOther {
		word, _, more := strings.Cut(strings.TrimSpace(ref.Section.Name), " ")
		return more && profileWord(word)
	}
	return ref.Kind == profiles.SectionIgnored || ref.File == profiles.CredentialsFile && strings.HasPrefix(ref.Section.Name, "profile ")
}

// profileWord reports whether a header's first word is profile, or was meant to be.
func profileWord(word string) bool {
	return strings.EqualFold(word, "profile") || len(suggest.Slips(word, []string{"profile"})) > 0
}

// header is how a file wants a profile's header.
func header(file profiles.FileKind, name string) string {
	if file == profiles.ConfigFile && name != "default" {
		if strings.ContainsAny(name, " \t") {
			return fmt.Sprintf("[profile %q]", name)
		}
		return "[profile " + name + "]"
	}
	return "[" + name + "]"
}

// bareName is the name of the profile that a header was meant for.
func bareName(text string) string {
	h := strings.TrimSpace(text)
	if word, rest, more := strings.Cut(h, " "); more && profileWord(word) {
		h = rest
	}
	return strings.Trim(h, " \t\"'")
}

func sectionsIgnored(f *Facts) []Finding {
	if !f.sameFile().IsZero() {
		return nil // a header cannot be right for both
	}
	var list []Finding
	if f.whole {
		for ref := range f.Resolution.Shared.All() {
			if ref = f.asWritten(ref); passedOver(ref) && meantForProfile(ref) {
				list = append(list, f.ignored(ref))
			}
		}
		return list
	}
	name := f.Resolution.Profile.Name
	for _, ref := range f.ignoredFor(name) {
		list = append(list, f.ignored(ref))
	}
	if len(list) > 0 || f.Resolution.Profile.Found || f.Resolution.Profile.Origin.Kind == origin.ByDefault {
		return list
	}
	for _, ref := range f.ignoredNear(name) {
		list = append(list, f.ignored(ref))
	}
	return list
}

// ignoredNear gives the sections that are passed over whose profile's name is
// nearly this one.
func (f *Facts) ignoredNear(name string) []profiles.SectionRef {
	var names []string
	refs := map[string]profiles.SectionRef{}
	for ref := range f.Resolution.Shared.All() {
		if passedOver(ref) {
			n := bareName(ref.Section.Name)
			names, refs[n] = append(names, n), ref
		}
	}
	var list []profiles.SectionRef
	for _, near := range suggest.Slips(name, names) {
		list = append(list, refs[near])
	}
	return list
}

// meantForProfile reports whether a section that is passed over has a key of a
// profile, and is no section of another kind.
func meantForProfile(ref profiles.SectionRef) bool {
	name := ref.Section.Name
	for _, other := range []string{"sso-session", "services", "plugins", "preview", "toplevel", "login-session"} {
		if name == other || strings.HasPrefix(name, other+" ") {
			return false
		}
	}
	return slices.ContainsFunc(ref.Section.Entries(), func(e sharedfile.Entry) bool { return known(e.Key) })
}

func (f *Facts) ignored(ref profiles.SectionRef) Finding {
	meant, right := f.intended(ref)
	written := "[" + ref.Section.Name + "]"
	name := bareName(ref.Section.Name)
	switch {
	case right == unnamed:
		return found(ref.Origin(), name, fmt.Sprintf("the section %s is passed over: it has no name", written), "write "+right)
	case right == "" || right == written:
		return found(ref.Origin(), name, fmt.Sprintf("the section %s is passed over: %s", written, ref.Reason), "")
	case meant != name:
		return found(ref.Origin(), name, fmt.Sprintf("the section %s is passed over: %s", written, ref.Reason), "name it "+meant+": write "+right)
	}
	finding := found(ref.Origin(), name, fmt.Sprintf("the section %s is not read: in the %s file a profile is written %s", written, ref.File, right), "write "+right)
	finding.Fix = f.rewrite(ref.Origin(), written, right)
	return finding
}

// unnamed is how a profile is written whose header has no name.
const unnamed = "[profile NAME]"

// intended gives the name of the profile that a section was meant for, and the header
// with which the reading takes it for one: with another name where it takes none
// of that name, and empty where nothing is known.
func (f *Facts) intended(ref profiles.SectionRef) (name, right string) {
	name = bareName(ref.Section.Name)
	if name == "profile" && ref.File == profiles.ConfigFile {
		return name, unnamed
	}
	plain := strings.Map(func(r rune) rune {
		if sharedfile.Identifier(string(r)) {
			return r
		}
		return '-'
	}, name)
	if strings.ContainsFunc(name, func(r rune) bool { return r > unicode.MaxASCII && unicode.IsLetter(r) }) {
		return name, "" // a name with hyphens for its letters is nobody's wish
	}
	for _, name := range []string{name, plain} {
		right := header(ref.File, name)
		if n := f.Resolution.Shared.Naming(ref.File, right[1:len(right)-1]); n.Kind == profiles.SectionProfile {
			return name, right
		}
	}
	return name, ""
}

func profileNotFound(f *Facts) []Finding {
	choice := f.Resolution.Profile
	if choice.Found || choice.Origin.Kind == origin.ByDefault || choice.Origin.IsZero() || f.Resolution.Err != nil {
		return nil // the files are not read, or the reading has said so
	}
	for _, p := range f.Resolution.Problems {
		if p.Origin == choice.Origin && (p.Severity == resolve.SevError || p.Code == "profile-not-found") {
			return nil // the reading has said so
		}
	}
	finding := found(choice.Origin, choice.Name, fmt.Sprintf("profile %q is in neither file (%s)", choice.Name, choice.Origin.Name), "")
	cureProfile(f, &finding)
	return []Finding{finding}
}

// cureProfile says which profile may have been meant, or which header is wrong.
func cureProfile(f *Facts, finding *Finding) {
	name := f.Resolution.Profile.Name
	finding.Name = name
	if name == "" {
		return
	}
	if refs := f.ignoredFor(name); len(refs) > 0 {
		ref := refs[0]
		if meant, right := f.intended(ref); right == "" {
			finding.Help = fmt.Sprintf("its section (%s) is passed over: %s", ref.Origin(), ref.Reason)
		} else if finding.Help = fmt.Sprintf("write %s in place of [%s] (%s)", right, ref.Section.Name, ref.Origin()); meant != name {
			finding.Help = fmt.Sprintf("%s, and name it %s", finding.Help, meant)
		}
		finding.Fix = f.ignored(ref).Fix
		return
	}
	if file := f.unreadWith(name); file != "" {
		finding.Help = "export AWS_SDK_LOAD_CONFIG=1: it is in " + file + ", which is not read without"
		return
	}
	if bare := strings.Trim(name, " \t\r\n\"'"); bare != name && f.Resolution.Shared.Profile(bare) != nil {
		finding.Help = fmt.Sprintf("take the quotes and blanks off: the profile is %s", bare)
		if strings.HasSuffix(name, "\r") {
			finding.Help = fmt.Sprintf("the profile is %s: the carriage return comes from a file with Windows line ends, which dos2unix converts", bare)
		}
		return
	}
	if r, ok := f.commentedHeader(name); ok {
		finding.Help = fmt.Sprintf("%s (%s)", r.cure(), r.origin)
		return
	}
	if near := f.Resolution.Shared.Near(profiles.SectionProfile).Names(name); len(near) > 0 {
		finding.Help = "did you mean " + suggest.List(near) + "?"
		if f.Resolution.Profile.Origin.Kind == origin.Flag {
			finding.Help += " sessctl resolve --profile " + near[0]
		}
		return
	}
	if finding.Help != "" {
		return
	}
	refs := f.ignoredNear(name)
	if len(refs) == 0 {
		finding.Help = f.withoutProfile()
		return
	}
	ref := refs[0]
	if meant, right := f.intended(ref); right != "" {
		finding.Help = fmt.Sprintf("did you mean %q? Write %s in place of [%s] (%s)", meant, right, ref.Section.Name, ref.Origin())
	} else {
		finding.Help = fmt.Sprintf("did you mean %q (%s)? It is passed over: %s", meant, ref.Origin(), ref.Reason)
	}
}

// unreadWith gives the config file that has a profile and that aws-sdk-go v1 leaves
// alone, "" where there is none.
func (f *Facts) unreadWith(name string) string {
	for _, use := range f.Resolution.Files {
		if use.Kind != profiles.ConfigFile || !use.Unread || !use.Exists || !strings.Contains(use.Reason, "AWS_SDK_LOAD_CONFIG") {
			continue
		}
		if d := f.Workspace.Document(use.Path); d != nil && strings.Contains("\n"+d.Text, "\n[profile "+name+"]") {
			return use.Path
		}
	}
	return ""
}

// withoutProfile is what to do about a profile that does not exist, where no
// other was meant.
func (f *Facts) withoutProfile() string {
	by := f.Resolution.Profile.Origin
	unset := ""
	if by.Kind == origin.EnvVar {
		unset = "unset " + by.Name
	}
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_WEB_IDENTITY_TOKEN_FILE"} {
		if v, _ := f.variable(name); v.Value != "" && unset != "" && f.readsInput(name) {
			return unset + " to use the credentials of " + name
		}
	}
	if name := homeName(f); f.env().Get(name) == "" {
		return fmt.Sprintf("set %s: %s", name, f.withoutHome())
	}
	if strings.ContainsAny(f.Resolution.Profile.Name, `/\`) && f.exists(f.env().Abs(f.Resolution.Profile.Name)) {
		return strings.TrimPrefix(unset+": ", ": ") + "it takes the name of a profile; AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE take paths"
	}
	if len(f.Resolution.Shared.ProfileNames()) > 0 {
		if unset != "" {
			return unset + ", or name a profile that sessctl profiles lists"
		}
		return "name a profile that sessctl profiles lists"
	}
	help := "make one with aws configure sso or aws configure"
	if unset != "" {
		help = unset + ", or " + help
	}
	return help
}

func misplacedKeys(f *Facts) []Finding {
	var list []Finding
	for s := range f.sessions() {
		for _, key := range []string{"sso_role_name", "sso_account_id"} {
			q := s.Get(key)
			if q == nil {
				continue
			}
			help := "move it to the profile that names this session"
			if p := f.profileOf(s.Name, key); p != nil {
				help = fmt.Sprintf("move it to [profile %s] (%s)", p.Name, p.Origin)
			}
			list = append(list, found(q.Origin, key, fmt.Sprintf("%s is in [sso-session %s], where no SDK looks for it: it belongs to the profile", key, s.Name), help))
		}
	}
	return list
}

// profileOf gives a profile that names an sso-session and lacks a key.
func (f *Facts) profileOf(session, key string) *profiles.Profile {
	if p := f.profile(); p != nil && p.Value("sso_session") == session && p.Get(key) == nil {
		return p
	}
	for _, name := range f.Resolution.Shared.ProfileNames() {
		if p := f.Resolution.Shared.Profile(name); p != nil && p.Value("sso_session") == session && p.Get(key) == nil {
			return p
		}
	}
	return nil
}

func keysInBoth(_ *Facts, p *profiles.Profile) []Finding {
	q := p.Get("aws_access_key_id")
	if q == nil || q.Value == "" {
		return nil
	}
	for _, h := range q.Hidden {
		if h.Origin.File != q.Origin.File && h.Value != "" && h.Value != q.Value {
			return one(h.Origin, p.Name, fmt.Sprintf("profile %s has another access key id in the %s file (%s), which is used", p.Name, q.File, q.Origin), "take the keys out here")
		}
	}
	return nil
}
