package redact

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Hidden stands for what is hidden in a command line.
const Hidden = "(hidden; --show-secrets)"

// Command hides the arguments of a command line, but for the program, the
// names of flags, paths, and names of profiles. Of the helpers that people
// commonly use, subcommands are shown too.
func Command(cmd string) string { return maskCommand(cmd, commandSpans(cmd)) }

// maskCommand writes one mark for arguments that are hidden one after another.
func maskCommand(cmd string, secret []span) string {
	if len(secret) == 0 {
		return cmd
	}
	var b strings.Builder
	at := 0
	for i, p := range merge(secret) {
		between := cmd[at:p.start]
		at = p.end
		if i > 0 && strings.TrimSpace(between) == "" {
			continue
		}
		b.WriteString(between)
		b.WriteString(Hidden)
	}
	b.WriteString(cmd[at:])
	return b.String()
}

// helper is what is known of the command line of a program that gives credentials.
type helper struct {
	words    []string // subcommands
	profiles []string // flags that take a name of a profile, account or vault
	named    bool     // what is no flag and no subcommand is such a name
}

// helpers are the programs that people commonly have behind credential_process,
// with what their manuals say of their arguments.
var helpers = sync.OnceValue(func() map[string]helper {
	return map[string]helper{
		"aws-vault":            {words: []string{"exec", "export", "login"}, profiles: []string{"--backend", "--format"}, named: true},
		"granted":              {words: []string{"credential-process", "sso", "login"}, profiles: []string{"--profile"}},
		"assume":               {words: []string{"sso"}, profiles: []string{"--export-sso", "--profile"}, named: true},
		"saml2aws":             {words: []string{"script", "exec", "login", "console"}, profiles: []string{"-a", "--idp-account", "-p", "--profile", "--shell"}},
		"aws-sso":              {words: []string{"process", "exec", "eval", "console"}, profiles: []string{"-p", "--profile", "-A", "--account", "-R", "--role", "-S", "--sso"}},
		"aws-sso-util":         {words: []string{"credential-process", "login"}, profiles: []string{"--profile", "--account-id", "--role-name", "-a", "-r"}},
		"aws2-wrap":            {words: []string{"process"}, profiles: []string{"--profile"}},
		"gimme-aws-creds":      {words: nil, profiles: []string{"-p", "--profile", "--output-format", "-o"}},
		"op":                   {words: []string{"read", "item", "get", "run", "inject", "plugin", "aws"}, profiles: []string{"--vault", "--account", "--format"}, named: true},
		"pass":                 {words: []string{"show", "ls", "otp"}, named: true},
		"aws":                  {words: []string{"configure", "export-credentials", "sso", "login", "sts", "get-session-token"}, profiles: []string{"--profile", "--format"}},
		"awsume":               {words: nil, profiles: []string{"--role-duration"}, named: true},
		"aws-okta":             {words: []string{"cred-process", "exec"}, named: true},
		"okta-aws-cli":         {words: []string{"web", "m2m"}, profiles: []string{"--profile", "--format"}},
		"leapp":                {words: []string{"session", "generate"}},
		"aws_signing_helper":   {words: []string{"credential-process"}},
		"onelogin-aws-login":   {profiles: []string{"-p", "--profile", "-C", "--config-name"}},
		"aws-google-auth":      {profiles: []string{"-p", "--profile"}},
		"credential-1password": {named: true},
		"isengardcli":          {words: []string{"credentials", "assume"}, profiles: []string{"--role"}},
		"docker":               {words: []string{"run", "exec", "compose"}},
		"podman":               {words: []string{"run", "exec"}},
		"aws-azure-login":      {profiles: []string{"--profile", "--mode"}},
	}
})

// commandSpans finds the words of a command line that are not to be shown.
func commandSpans(cmd string) []span {
	c := commandLine{}
	for _, w := range split(cmd) {
		bare := trimQuotes(cmd, w)
		if p, hide := c.word(cmd[bare.start:bare.end]); hide {
			at := w // the quotes go with the whole word
			if p > 0 {
				at = span{bare.start + p, w.end}
			}
			c.found = append(c.found, at)
		}
	}
	return c.found
}

// commandLine is how far a command line has been looked at.
type commandLine struct {
	found   []span
	known   helper
	started bool // the program has been named
	profile bool // the flag before takes a name
	given   bool // a flag before may take a value
	named   bool // the name of a profile has been given
}

// word looks at the next word: whether it is hidden, from its byte p on.
func (c *commandLine) word(w string) (p int, hide bool) {
	profile, given := c.profile, c.given
	c.profile, c.given = false, false
	switch {
	case !c.started && assignment(w):
		name, _, _ := strings.Cut(w, "=")
		return len(name) + 1, true
	case !c.started:
		c.started = true
		name := strings.TrimSuffix(strings.ToLower(filepath.Base(strings.ReplaceAll(w, `\`, "/"))), ".exe")
		c.known = helpers()[name]
		if head, _, more := strings.Cut(w, " "); more && path(head) && !strings.Contains(head, `\`) {
			return len(head), true // a quote that was not closed where the program ends
		}
		return 0, !(plainName(w) && steps(w) < manySteps || path(w))
	case strings.HasPrefix(w, "-") && w != "-":
		return c.flag(w)
	case profile:
		return 0, !profileName(w)
	case path(w):
		return 0, given && len(strings.Split(strings.Trim(w, "/~."), "/")) < 2
	case slices.Contains(c.known.words, w):
		return 0, false
	case plainArgument(w):
		return 0, false
	case strings.HasPrefix(w, "arn:aws") && plainValue(w), strings.HasPrefix(w, "op://") && !hasMade(w):
		return 0, false
	case c.known.named && !c.named && !given && profileName(w):
		c.named = true
		return 0, false
	}
	return 0, true
}

func (c *commandLine) flag(w string) (p int, hide bool) {
	name, value, has := strings.Cut(w, "=")
	takesName := strings.HasSuffix(name, "profile") || slices.Contains(c.known.profiles, name)
	switch {
	case !plainName(strings.TrimLeft(name, "-")) || hasMade(name) || !strings.HasPrefix(name, "--") && len(name) > 2 && steps(name) > 0:
		return 0, true
	case !has:
		c.profile = takesName
		c.given = !takesName && !slices.Contains(switches, name)
		return 0, false
	case path(value) && !SecretName(name) && !QueryName(strings.TrimLeft(name, "-")), takesName && profileName(value), plainArgument(value):
		return 0, false
	}
	return len(name) + 1, true
}

// plainArgument reports whether a word can be nothing but what the helpers are told
// beside names: a region, or how long something is good for.
func plainArgument(w string) bool { return len(w) <= maxName && plainArguments().MatchString(w) }

var plainArguments = lazily(`^(?:(?:af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov|us-iso|us-isob|eusc)-(?:(?:north|south|east|west|central){1,2}|de-east|gov-west)-\d|\d{1,3}(?:h|m))$`)

// switches are flags of the helpers that take no value.
var switches = []string{"--json", "-j", "--no-session", "--prompt", "--debug", "-d", "-v", "--verbose", "--quiet", "-q", "--credential-process", "--skip-prompt", "-n", "--auto-login", "--stdout"}

// profileName reports whether a word is what people call profiles: words,
// numbers, and a number at the end of a word.
func profileName(w string) bool {
	if !plainName(strings.ReplaceAll(w, "/", "")) || hasMade(w) {
		return false
	}
	for _, part := range strings.FieldsFunc(w, func(r rune) bool { return strings.ContainsRune("-_.@/", r) }) {
		letters := strings.TrimRight(part, "0123456789")
		if len(part)-len(letters) > 4 && letters != "" || strings.ContainsAny(letters, "0123456789") {
			return false
		}
	}
	return true
}

// split cuts a command line at spaces outside quotes; the quotes stay.
func split(s string) []span {
	var words []span
	start := -1
	var quote byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		if quote == 0 && isSpace(c) {
			if start >= 0 {
				words = append(words, span{start, i})
			}
			start = -1
			continue
		}
		if start < 0 {
			start = i
		}
		switch {
		case quote != 0 && c == '\\' && quote == '"' && i+1 < len(s):
			i++
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		}
	}
	if start >= 0 {
		words = append(words, span{start, len(s)})
	}
	return words
}

// trimQuotes narrows a word to what is within its quotes.
func trimQuotes(s string, w span) span {
	for w.start < w.end && (s[w.start] == '"' || s[w.start] == '\'') {
		w.start++
	}
	for w.end > w.start && (s[w.end-1] == '"' || s[w.end-1] == '\'') {
		w.end--
	}
	return w
}

func assignment(w string) bool {
	name, _, ok := strings.Cut(w, "=")
	return ok && name != "" && plainName(name)
}

// plainName reports whether a word is what people call programs and profiles.
func plainName(w string) bool {
	if w == "" || len(w) > 64 || random(w) {
		return false
	}
	for _, c := range []byte(w) {
		if !isAlnum(c) && strings.IndexByte("-_.@", c) < 0 {
			return false
		}
	}
	return true
}

// path reports whether a word is plainly a path: rooted, of plain names.
func path(w string) bool {
	norm := strings.ReplaceAll(w, `\`, "/")
	rooted := strings.HasPrefix(norm, "/") || strings.HasPrefix(norm, "~/") || strings.HasPrefix(norm, "./") || strings.HasPrefix(norm, "../") ||
		strings.HasPrefix(norm, "$HOME/") || len(norm) > 3 && norm[1:3] == ":/"
	if !rooted {
		return false
	}
	norm = strings.TrimPrefix(norm, "$HOME")
	if len(norm) > 2 && norm[1] == ':' {
		norm = norm[2:]
	}
	for _, name := range strings.Split(strings.Trim(norm, "/~"), "/") {
		if name != "" && !plainName(name) {
			return false
		}
	}
	return true
}
