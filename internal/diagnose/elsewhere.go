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
	{Code: "home-of-other-user", Severity: resolve.SevWarning, Title: "The home directory of another user than the one who typed", Find: homeOfOther,
		Page: Page{
			What: "The program was started with sudo, HOME is that of root, and no shared file is there.",
			Why:  "The files of the user who typed sudo are not read.",
			Cure: "Run it without sudo, keep the variables that matter with sudo --preserve-env=HOME,AWS_PROFILE, or configure the user root.",
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

func homeOfOther(f *Facts) []Finding {
	user, home := f.env().Get("SUDO_USER"), f.env().Get("HOME")
	if user == "" || user == "root" || home == "" || strings.HasSuffix(home, "/"+user) || !nothingHere(f.Resolution.Credentials) {
		return nil
	}
	for _, use := range f.Resolution.Files {
		if use.Exists || use.Origin.Kind != origin.ByDefault {
			return nil
		}
	}
	finding := found(origin.Origin{Kind: origin.EnvVar, Name: "HOME"}, "HOME", fmt.Sprintf("under sudo HOME is %s, which has no shared files: those of %s are not read", home, user),
		fmt.Sprintf("run it without sudo, or sudo env HOME=~%s", user))
	finding.About = resolve.AboutCredentials
	return []Finding{finding}
}
