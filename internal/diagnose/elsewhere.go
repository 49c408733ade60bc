package diagnose

import (
	"fmt"
	"path"
	"strings"

	"github.com/sessctl/sessctl/internal/lookup"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

var elsewhereEntries = []*Entry{
	{Code: "file-named-otherwise", Severity: resolve.SevWarning, Title: "A shared file under another name or in another place", Find: namedOtherwise,
		Page: Page{
			What: "A shared file does not exist, and beside it or in the home directory is one that was meant for it: credentials.txt, as an editor of Windows saves it, credential, or config in a home directory that is itself called .aws.",
			Why:  "SDKs read ~/.aws/config and ~/.aws/credentials, under just these names.",
			Cure: "Rename the file, or name it with AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE.",
			Who:  "All SDKs.",
		}},
	{Code: "one-file-for-both", Severity: resolve.SevWarning, Title: "The same file for config and credentials", Find: oneFileForBoth,
		Page: Page{
			What: "AWS_CONFIG_FILE names the credentials file, or AWS_SHARED_CREDENTIALS_FILE the config file.",
			Why:  "The two have headers of their own: [profile NAME] in the config file, [NAME] in the credentials file. What is written for the one is passed over in the other.",
			Cure: "Unset the variable, or let it name a file of its own kind.",
			Who:  "All SDKs.",
		}},
	{Code: "home-of-other-user", Severity: resolve.SevWarning, Title: "The home directory of another user than the one who typed", Find: homeOfOther,
		Page: Page{
			What: "The program was started with sudo, HOME is that of root, and no shared file is there.",
			Why:  "The files of the user who typed sudo are not read.",
			Cure: "Run it without sudo, keep the variables that matter with sudo --preserve-env=HOME,AWS_PROFILE, or configure the user root.",
			Who:  "All SDKs.",
		}},
	{Code: "home-of-service", Severity: resolve.SevWarning, Title: "A home directory that is nobody's", Find: homeOfService,
		Page: Page{
			What: "HOME is /, /nonexistent or a directory under /var or /usr, as in a service that systemd, cron or a container's runtime started, and no shared file is there.",
			Why:  "The files are looked for there, not in the home directory of the person who wrote them.",
			Cure: "Give the service HOME, or AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE: Environment= in a unit of systemd, a line NAME=VALUE in a crontab, -e and -v in docker run.",
			Who:  "All SDKs.",
		}},
}

// otherNames are what the two files get called by mistake.
var otherNames = lookup.Table[profiles.FileKind, []string]{
	{profiles.ConfigFile, []string{"config.txt", "config.ini", "configuration", "configs"}},
	{profiles.CredentialsFile, []string{"credentials.txt", "credential", "credentials.ini", "credentials.csv", "creds"}},
}

func namedOtherwise(f *Facts) []Finding {
	if f.env().OS == "windows" {
		return nil // paths are written otherwise there
	}
	var wrong, kinds, moves []string
	at := origin.Origin{}
	for _, use := range f.Resolution.Files {
		if use.Path == "" || use.Exists || use.Unread || use.Origin.Kind != origin.ByDefault || path.Base(path.Dir(use.Path)) != ".aws" {
			continue
		}
		dir, right := path.Dir(use.Path), path.Base(use.Path)
		if path.Base(path.Dir(dir)) == ".aws" && f.exists(path.Dir(dir)+"/"+right) {
			return one(origin.Origin{Kind: origin.EnvVar, Name: "HOME"}, "HOME", "HOME is the folder .aws itself, so that the shared files are looked for in a second .aws inside it", "set HOME to the directory above")
		}
		for _, name := range otherNames.Of(use.Kind) {
			if f.exists(dir + "/" + name) {
				if at.IsZero() {
					at = place(dir + "/" + name)
				}
				wrong, kinds, moves = append(wrong, dir+"/"+name), append(kinds, right), append(moves, fmt.Sprintf("mv %s %s", dir+"/"+name, use.Path))
				break
			}
		}
	}
	switch len(wrong) {
	case 0:
		return nil
	case 1:
		return one(at, "", fmt.Sprintf("%s is not read: its name has to be %s", wrong[0], kinds[0]), moves[0])
	}
	return one(at, "", fmt.Sprintf("%s are not read: their names have to be %s", and(wrong), and(kinds)), strings.Join(moves, "; "))
}

// exists asks without reading: what such a file holds is nobody's concern, and belongs in no bundle.
func (f *Facts) exists(path string) bool {
	there, _ := f.env().Program(path)
	return there
}

func oneFileForBoth(f *Facts) []Finding {
	at := f.sameFile()
	if at.IsZero() {
		return nil
	}
	return one(at, "files", at.Name+" names the file that is read for the other kind as well: a profile is [profile NAME] to one and [NAME] to the other", "unset "+at.Name)
}

// sameFile gives the variable that names the other shared file.
func (f *Facts) sameFile() (at origin.Origin) {
	byEnv := func(u *resolve.FileUse) bool { return u.Origin.Kind == origin.EnvVar }
	before := map[string][]*resolve.FileUse{} // by path, of each kind and way one
	for i := range f.Resolution.Files {
		use := &f.Resolution.Files[i]
		known := false
		for _, other := range before[use.Path] {
			known = known || other.Kind == use.Kind && byEnv(other) == byEnv(use)
			if use.Path == "" || !use.Exists || use.Kind == other.Kind {
				continue
			}
			for _, u := range []*resolve.FileUse{use, other} {
				if byEnv(u) {
					return u.Origin
				}
			}
		}
		if !known {
			before[use.Path] = append(before[use.Path], use)
		}
	}
	return origin.Origin{}
}

func homeOfOther(f *Facts) []Finding {
	by, user := "sudo", f.env().Get("SUDO_USER")
	if user == "" {
		by, user = "doas", f.env().Get("DOAS_USER")
	}
	home := f.env().Get("HOME")
	if user == "" || user == "root" || home == "" || strings.HasSuffix(home, "/"+user) || !f.noFilesHere() {
		return nil
	}
	finding := found(origin.Origin{Kind: origin.EnvVar, Name: "HOME"}, "HOME", fmt.Sprintf("under %s HOME is %s, which has no shared files: those of %s are not read", by, home, user),
		fmt.Sprintf(`run it without %s, or as %s env "HOME=$HOME" …`, by, by))
	finding.About = resolve.AboutCredentials
	return []Finding{finding}
}

// noFilesHere reports whether nothing gives credentials, and the shared files are
// looked for in the home directory and are not there.
func (f *Facts) noFilesHere() bool {
	for _, use := range f.Resolution.Files {
		if use.Exists || use.Origin.Kind != origin.ByDefault {
			return false
		}
	}
	return nothingHere(f.Resolution.Credentials)
}

func homeOfService(f *Facts) []Finding {
	home := f.env().Get("HOME")
	service := home == "/" || home == "/nonexistent" || home == "/dev/null" || strings.HasPrefix(home, "/var/") || strings.HasPrefix(home, "/usr/")
	if !service || !f.noFilesHere() {
		return nil
	}
	finding := found(origin.Origin{Kind: origin.EnvVar, Name: "HOME"}, "HOME", fmt.Sprintf("HOME is %s, as a service has it, and no shared files are there", home),
		"set HOME to the directory that has .aws in it, or AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE")
	finding.About = resolve.AboutCredentials
	return []Finding{finding}
}
