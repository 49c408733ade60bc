package diagnose

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/redact"
	"github.com/sessctl/sessctl/internal/resolve"
)

var fileEntries = []*Entry{
	{Code: "home-unset", Severity: resolve.SevWarning, Title: "No home directory", Find: homeUnset,
		Page: Page{
			What: "HOME is unset or empty, as in some containers, cron jobs and services.",
			Why:  "~/.aws cannot be found by it. Where an SDK looks then differs: most ask the system's list of users, JavaScript where HOME is unset; Rust reads no shared files at all.",
			Cure: "Set HOME, or name the files with AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE.",
			Who:  "spec and rust find no files; the others may find those of the user.",
		}},
	{Code: "file-not-read", Severity: resolve.SevNote, Quiet: true, Title: "A shared file that the SDK leaves alone", Find: fileNotRead,
		Page: Page{
			What: "A shared file exists, and the SDK whose rules are followed does not read it.",
			Why:  "Profiles and settings in it have no effect here, though they have in others.",
			Cure: "For aws-sdk-go v1 set AWS_SDK_LOAD_CONFIG=1.",
			Who:  "go-v1 and go-v1.1.",
		}},
	{Code: "missing-file", Severity: resolve.SevWarning, Title: "A shared file that is named does not exist", Find: missingFile,
		Page: Page{
			What: "A variable or flag names a config or credentials file that does not exist.",
			Why:  "The usual file in ~/.aws is not read in its place: no profile is found.",
			Cure: "Correct the path. A ~ or $VARIABLE in it is expanded by a shell alone: write it out in a .env file, a unit or a pipeline.",
			Who:  "All SDKs. boto3 and cli expand ~ themselves.",
		}},
	{Code: "unreadable-file", Severity: resolve.SevWarning, Title: "A shared file that cannot be read", Find: unreadableFile,
		Page: Page{
			What: "A shared file exists and cannot be read: it is a directory, belongs to another user, or is too large.",
			Why:  "Most SDKs take it for empty, without a word.",
			Cure: "Give the user who runs the program the right to read it: chmod u+r FILE, or chown.",
			Who:  "All SDKs; some refuse to start.",
		}},
	{Code: "file-too-large", Severity: resolve.SevError, Title: "A shared file beyond any sensible size",
		Page: Page{
			What: "A shared file has more lines or sections, or longer ones, than any person or program writes by intent.",
			Why:  "sessctl does not read it, so it cannot say what an SDK would make of it.",
			Cure: "Find out what has written the file, and take out what does not belong there.",
			Who:  "sessctl alone: SDKs have no such limits, and take long to read such a file.",
		}},
	{Code: "file-readable-by-others", Severity: resolve.SevWarning, Title: "A file with secrets that others can read", Find: readableByOthers,
		Page: Page{
			What: "A shared file holds secret keys or tokens, and its mode lets other users of the machine read it.",
			Why:  "Whoever can read the file has the account.",
			Cure: "chmod 600 FILE",
			Who:  "Nobody checks it: no SDK refuses such a file.",
		}},
	{Code: "ca-bundle-unreadable", Severity: resolve.SevError, Title: "A CA bundle that cannot be read", Plan: bundleUnreadable,
		Page: Page{
			What: "AWS_CA_BUNDLE, ca_bundle or the like names a file that does not exist or cannot be read.",
			Why:  "No TLS connection can be made: the Go SDKs refuse to start, boto3 and AWS CLI fail at the first request.",
			Cure: "Correct the path, or unset the variable.",
			Who:  "boto3, cli, go-v1 and go-v2.",
		}},
}

func homeName(f *Facts) string {
	if f.env().OS == "windows" {
		return "USERPROFILE"
	}
	return "HOME"
}

func homeUnset(f *Facts) []Finding {
	name := homeName(f)
	v, there := f.env().Lookup(name)
	if v.Value != "" {
		return filesNowhere(f)
	}
	needed := false
	for _, use := range f.Resolution.Files {
		needed = needed || use.Origin.Kind == origin.ByDefault || use.Path == ""
	}
	if !needed {
		return nil
	}
	state := "is not set"
	if there {
		state = "is empty"
	}
	finding := found(candidate(v).Origin, name, fmt.Sprintf("%s %s: %s", name, state, f.withoutHome()),
		fmt.Sprintf("set %s, or name the files with AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE", name))
	finding.Origin = origin.Origin{Kind: origin.EnvVar, Name: name}
	switch f.Resolution.Credentials.Provider {
	case "env", "container", "web-identity":
		finding.Severity = resolve.SevNote // nothing of the files is wanted
	}
	return []Finding{finding}
}

// withoutHome says where the SDK looks for files without a home directory in the
// environment: most ask the system, as go-v2 does since internal/shareddefaults has user.Current.
func (f *Facts) withoutHome() string {
	for _, use := range f.Resolution.Files {
		if use.Origin.Kind == origin.ByDefault && use.Path != "" && !strings.Contains(use.Reason, "cannot be expanded") {
			return fmt.Sprintf("%s looks for the %s file at %s, in the home of the user that the program runs as", f.as(), use.Kind, use.Path)
		}
	}
	return f.as() + " finds no shared files"
}

// filesNowhere reports files that there is no path for, though there is a home.
func filesNowhere(f *Facts) []Finding {
	var list []Finding
	for _, use := range f.Resolution.Files {
		if use.Path == "" && use.Reason != "" {
			list = append(list, found(use.Origin, string(use.Kind), fmt.Sprintf("no %s file is read: %s", use.Kind, use.Reason), ""))
		}
	}
	return list
}

func fileNotRead(f *Facts) []Finding {
	var list []Finding
	for _, use := range f.Resolution.Files {
		if use.Path != "" && use.Unread && use.Exists {
			list = append(list, found(place(use.Path), string(use.Kind), fmt.Sprintf("the %s file %s is not read: %s", use.Kind, use.Path, use.Reason), ""))
		}
	}
	return list
}

func place(path string) origin.Origin { return origin.Origin{Kind: origin.InFile, File: path} }

func missingFile(f *Facts) []Finding {
	var list []Finding
	for _, use := range f.Resolution.Files {
		if use.Path == "" || use.Exists || use.Unread || use.Origin.Kind == origin.ByDefault || said(f, use.Origin, "unreadable-file", "missing-file") {
			continue
		}
		help, namer := "correct the path, or unset "+use.Origin.Name, use.Origin.Name
		switch {
		case use.Origin.File != "":
			help, namer = "correct the path in "+use.Origin.File, use.Origin.File
		case strings.HasPrefix(use.Given, "~"):
			help = "no shell expanded the ~: write the home directory out"
		case strings.Contains(use.Given, "$"), percentVariable(use.Given) != "":
			help = "no shell expanded the variable in it: write its value out"
		}
		list = append(list, found(use.Origin, string(use.Kind), fmt.Sprintf("the %s file %s does not exist; %s names it", use.Kind, use.Path, namer), help))
	}
	return list
}

func unreadableFile(f *Facts) []Finding {
	var list []Finding
	for _, use := range f.Resolution.Files {
		if use.Path != "" && use.Exists && !use.Unread && use.Reason != "" {
			list = append(list, found(place(use.Path), string(use.Kind), fmt.Sprintf("the %s file %s is not read: %s", use.Kind, use.Path, use.Reason), unreadableHelp(use.Reason)))
		}
	}
	return list
}

func readableByOthers(f *Facts) []Finding {
	if f.env().OS == "windows" || !f.whole {
		return nil // it has no effect on what is resolved
	}
	var list []Finding
	for _, use := range f.Resolution.Files {
		mode, err := strconv.ParseUint(use.Mode, 8, 32)
		if use.Path == "" || err != nil || mode&0o044 == 0 {
			continue
		}
		if doc := f.Workspace.Document(use.Path); doc == nil || !holdsSecrets(doc.Text) {
			continue
		}
		list = append(list, found(place(use.Path), string(use.Kind), fmt.Sprintf("%s holds secrets, and other users can read it (mode %s)", use.Path, use.Mode), "chmod 600 "+use.Path))
	}
	return list
}

// holdsSecrets reports whether a file has a line with a secret key or token.
func holdsSecrets(text string) bool {
	if !strings.Contains(strings.ToLower(text), "aws_se") {
		return false
	}
	for text != "" {
		var l string
		l, text, _ = strings.Cut(text, "\n")
		l = strings.TrimSpace(l)
		if l == "" || l[0] == '#' || l[0] == ';' || l[0] == '[' {
			continue
		}
		name, value, _ := strings.Cut(l, "=")
		name = strings.ToLower(strings.TrimSpace(name))
		if strings.HasPrefix(name, "aws_se") && redact.SecretName(name) && strings.TrimSpace(value) != "" {
			return true
		}
	}
	return false
}

func bundleUnreadable(f *Facts) []Finding {
	v := f.Resolution.Setting("ca_bundle")
	if v == nil || !v.Set || v.Value == "" || v.Origin.Kind == origin.ByDefault || strings.HasPrefix(v.Value, "~") || strings.Contains(v.Value, "$") {
		return nil
	}
	file := f.env().File(f.env().Abs(v.Value))
	if file.Err == nil || file.Reason() == "is a directory" {
		return nil
	}
	for _, p := range f.Resolution.Problems {
		if p.Origin == v.Origin && p.Severity == resolve.SevError {
			return nil
		}
	}
	return one(v.Origin, "ca_bundle", fmt.Sprintf("the CA bundle %s cannot be read: %s; no connection can be made", v.Value, file.Reason()), "correct the path, or leave the setting out")
}

func unreadableHelp(reason string) string {
	if strings.Contains(reason, "permission") {
		return "let the user who runs the program read it"
	}
	return "put a regular file there"
}
