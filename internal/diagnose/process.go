package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/redact"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

var processEntries = []*Entry{
	{Code: "process-not-found", Severity: resolve.SevError, Title: "A credential_process whose program does not exist", Each: processNotFound, Plan: ofSources(processNotFound),
		Page: Page{
			What: "The program that credential_process names is not there: no such file, or no such name in PATH.",
			Why:  "There are no credentials.",
			Cure: "Write the program's whole path. A program started by a desktop or a service has another PATH than a terminal.",
			Who:  "All SDKs.",
		}},
	{Code: "process-not-executable", Severity: resolve.SevError, Title: "A credential_process whose program cannot be run", Each: processNotExecutable, Plan: ofSources(processNotExecutable),
		Page: Page{
			What: "The program that credential_process names exists, and nobody may execute it.",
			Why:  "There are no credentials: permission denied.",
			Cure: "chmod +x PROGRAM",
			Who:  "All SDKs.",
		}},
	{Code: "process-relative-path", Severity: resolve.SevWarning, Title: "A relative path in credential_process", Each: processRelative,
		Page: Page{
			What: "credential_process names its program by a path that is not absolute, or begins with ~.",
			Why:  "It is looked for in the directory that the program was started in. A ~ is expanded by those SDKs alone that use a shell: Go and JavaScript do, boto3 and AWS CLI do not.",
			Cure: "Write the whole path.",
			Who:  "All SDKs; a ~ fails in boto3 and cli.",
		}},
}

// programOf is the program of a command line, as far as it can be told: "" for
// one with a variable or a shell's syntax in it.
func programOf(command string) string {
	c := strings.TrimSpace(command)
	if c == "" {
		return ""
	}
	program := ""
	if c[0] == '"' || c[0] == '\'' {
		end := strings.IndexByte(c[1:], c[0])
		if end < 0 {
			return ""
		}
		program = c[1 : 1+end]
	} else {
		program = strings.Fields(c)[0]
	}
	if strings.ContainsAny(program, "$%`*?=;&|()<>\\\"'") {
		return ""
	}
	if redact.Command(program) != program {
		return "" // it looks like a secret
	}
	return program
}

// lookUp finds a program: its path, and what stands there.
func (f *Facts) lookUp(program string) (path string, exists, executable, sure bool) {
	if strings.HasPrefix(program, "~") || f.env().OS == "windows" {
		return "", false, false, false
	}
	if strings.Contains(program, "/") {
		if !strings.HasPrefix(program, "/") {
			return "", false, false, false
		}
		exists, executable = f.env().Program(program)
		return program, exists, executable, true
	}
	list := f.env().Get("PATH")
	if list == "" {
		return "", false, false, false
	}
	for _, dir := range strings.Split(list, ":") {
		if !strings.HasPrefix(dir, "/") {
			continue
		}
		at := strings.TrimSuffix(dir, "/") + "/" + program
		if there, run := f.env().Program(at); there && run {
			return at, true, true, true
		}
	}
	return "", false, false, true
}

// builtIn are words of a shell that are no programs in PATH.
var builtIn = []string{"echo", "cat", "printf", "source", ".", "exec", "eval"}

// ofSources looks at the programs that a profile's source profiles run.
func ofSources(look func(*Facts, *profiles.Profile) []Finding) func(*Facts) []Finding {
	return func(f *Facts) []Finding {
		var list []Finding
		for _, s := range f.Resolution.Credentials.Steps {
			if p := f.Resolution.Shared.Profile(s.Profile); s.Kind == resolve.StepProcess && p != nil && p.Name != f.Resolution.Profile.Name {
				list = append(list, look(f, p)...)
			}
		}
		return list
	}
}

func processNotFound(f *Facts, p *profiles.Profile) []Finding {
	q := p.Get("credential_process")
	if q == nil || f.static(p) != nil {
		return nil
	}
	program := programOf(q.Value)
	if program == "" || slices.Contains(builtIn, program) {
		return nil
	}
	if _, exists, _, sure := f.lookUp(program); !sure || exists {
		return nil
	}
	where := "does not exist"
	help := "correct the path"
	if !strings.Contains(program, "/") {
		where, help = "is not in PATH", "install it, or write its whole path"
	}
	return one(q.Origin, p.Name, fmt.Sprintf("the program of credential_process, %s, %s", program, where), help)
}

func processNotExecutable(f *Facts, p *profiles.Profile) []Finding {
	q := p.Get("credential_process")
	if q == nil || f.static(p) != nil {
		return nil
	}
	path, exists, executable, sure := f.lookUp(programOf(q.Value))
	if !sure || !exists || executable {
		return nil
	}
	return one(q.Origin, p.Name, fmt.Sprintf("the program of credential_process, %s, cannot be executed", path), "chmod +x "+path)
}

func processRelative(f *Facts, p *profiles.Profile) []Finding {
	q := p.Get("credential_process")
	if q == nil || f.env().OS == "windows" || f.static(p) != nil {
		return nil
	}
	program := programOf(q.Value)
	switch {
	case strings.HasPrefix(program, "~"):
		finding := found(q.Origin, p.Name, fmt.Sprintf("credential_process begins with %s: boto3 and cli expand no ~", program), "write the whole path")
		if f.sdk()&(settings.Boto|settings.CLI) != 0 {
			finding.Severity = resolve.SevError // there is no such program
		}
		return []Finding{finding}
	case strings.Contains(program, "/") && !strings.HasPrefix(program, "/"):
		return one(q.Origin, p.Name, fmt.Sprintf("credential_process names %s, which is looked for in the directory that the program runs in", program), "write the whole path")
	}
	return nil
}
