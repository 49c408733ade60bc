package hostile

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
	"unicode"
	"unicode/utf8"
)

// loseOutput writes to a full disk and to a pipe that nobody reads.
func loseOutput(w *world) {
	w.write(".aws/config", "[default]\nregion = us-east-1\n")
	args := w.command()
	switch w.IntN(6) {
	case 0:
		args = []string{"completion", pick(w, "bash", "zsh", "fish", "powershell")}
	case 1:
		args = pick(w, []string{"help"}, []string{"help", "get"}, []string{"request", "--help"}, []string{"--help"})
	case 2:
		args = []string{pick(w, "resolve", "client", "request"), "--json-schema"}
	case 3:
		args = []string{"__complete", "resolve", "--as", ""}
	}
	whole := w.run(args...)
	if whole.stdout == "" {
		return // there is nothing to lose
	}
	cmd := exec.Command(w.bin, args...)
	cmd.Dir, cmd.Env = w.dir, w.env
	var errs strings.Builder
	cmd.Stderr = &errs
	if w.chance(2) && !missing("/dev/full") {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			w.t.Fatal(err)
		}
		defer full.Close()
		cmd.Stdout = full
	} else {
		r, out, err := os.Pipe()
		if err != nil {
			w.t.Fatal(err)
		}
		r.Close()
		defer out.Close()
		cmd.Stdout = out
	}
	_ = cmd.Run()
	if status := cmd.ProcessState.ExitCode(); status != 4 || !strings.Contains(errs.String(), "write the answer: ") {
		w.complain("%q loses its output with status %d and %q", args, status, errs.String())
	}
}

// sendSignals ends the program while it waits for its input, and while a
// handler's program runs.
func sendSignals(w *world) {
	args := []string{"request", "sqs", "ListQueues", "--region", "us-east-1", pick(w, "--input", "--body"), "-"}
	switch w.IntN(4) {
	case 0:
		args = pick(w, []string{"resolve", "--bundle", "-"}, []string{"check", "region=x", "--bundle", "-"}, []string{"diff", "-", "default"}, []string{"resolve", "--container-env", "-"}, []string{"resolve", "--lambda", "-"})
	case 1, 2:
		args = []string{"request", "sqs", "ListQueues", "--region", "us-east-1", "--handler", pick(w, "Build", "Sign", "Send") + ":" + pick(w, "front", "back") + ":exec=sh -c 'sleep 271 & sleep 272'"}
	}
	if missing("sh") || missing("sleep") {
		return
	}
	r, stdin, err := os.Pipe()
	if err != nil {
		w.t.Fatal(err)
	}
	defer stdin.Close()
	cmd := exec.Command(w.bin, args...)
	cmd.Dir, cmd.Env, cmd.Stdin = w.dir, append(w.env, "HOSTILE="+w.dir), r
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	r.Close()
	time.Sleep(time.Duration(20+w.IntN(300)) * time.Millisecond)
	s := pick(w, syscall.SIGINT, syscall.SIGTERM)
	_ = cmd.Process.Signal(s)
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		_ = cmd.Process.Kill()
		<-done
		w.complain("%q does not end with %s", args, s)
	}
	if left := w.left(); left != "" {
		w.complain("%q leaves %s behind", args, left)
	}
}

// left gives the processes that still have the mark of this world in their
// environment, on systems that show it.
func (w *world) left() string {
	for range 40 {
		dirs, _ := os.ReadDir("/proc")
		found := ""
		for _, d := range dirs {
			env, err := os.ReadFile("/proc/" + d.Name() + "/environ")
			if err == nil && strings.Contains(string(env), "HOSTILE="+w.dir+"\x00") {
				line, _ := os.ReadFile("/proc/" + d.Name() + "/cmdline")
				found = strings.ReplaceAll(string(line), "\x00", " ")
			}
		}
		if found == "" {
			return ""
		}
		time.Sleep(50 * time.Millisecond)
	}
	return "a process"
}

// driving is text that would do something to a terminal.
var driving = []string{"\x1b[31m", "\x1b]0;owned\x07", "\u009b31m", "\x9b2J", "\x7f", "\b\b", "\u202e", "\u2066", "\u061c", "\U000e0041", "\U000e007f", "\u200b", "\ufeff", "\x1bc", "\u0085"}

// plantDriving puts such text in every place of the files.
func (w *world) plantDriving() {
	d := func() string { return "x" + pick(w, driving...) + "y" }
	w.write(".aws/config", "[default]\nregion = us-"+d()+"\nsdk_ua_app_id = "+d()+"\nendpoint_url = http://h/"+d()+"\nca_bundle = /"+d()+"\nretry_mode = "+d()+"\nmax_attempts = "+d()+"\n"+d()+" = "+d()+
		"\ncredential_process = /opt/"+d()+" --"+d()+"\n# "+d()+"\n[profile "+d()+"]\nregion = "+d()+"\n[profile b"+d()+"]\nrole_arn = "+d()+"\nsource_profile = "+d()+"\n[services "+d()+"]\n"+d()+" =\n  "+d()+" = "+d()+"\n")
	w.env = append(w.env, "AWS_REGION="+d(), "AWS_SDK_UA_APP_ID="+d(), "HTTPS_PROXY="+d(), "AWS_"+pick(w, "PROFILE", "RETRY_MODE", "CA_BUNDLE")+"="+d())
}

// drives finds what a terminal must not get: anything but text, line ends, tabs
// and the colours that the program writes.
func drives(text string) string {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\n' || r == '\t' || r == '\r' && strings.HasPrefix(text[i:], "\r\n"):
		case r == 0x1b && sgr(text[i:]) > 0:
			n = sgr(text[i:])
		case r == utf8.RuneError && n == 1, unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), r >= 0xe0000 && r <= 0xe007f:
			return text[max(0, i-40):min(len(text), i+20)]
		}
		i += n
	}
	return ""
}

// sgr gives the length of a sequence that sets a colour at the beginning of a
// text, 0 where there is none that the program writes.
func sgr(text string) int {
	for _, known := range []string{"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[22m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[36m", "\x1b[0;22m", "\x1b[0;0m"} {
		if strings.HasPrefix(text, known) {
			return len(known)
		}
	}
	return 0
}

// plain is a text without the colours that the program writes.
func plain(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		if n := sgr(text[i:]); n > 0 {
			i += n
			continue
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}

// lookAtTerminal runs a command on a terminal, and what is for eyes or is JSON
// through a pipe.
func lookAtTerminal(w *world) {
	w.plantDriving()
	args := w.command()
	if w.chance(6) {
		args = pick(w, []string{"__complete", "resolve", "--profile", ""}, []string{"get", pick(w, driving...)}, []string{pick(w, driving...)}, []string{"resolve", "--" + pick(w, driving...)}, []string{"client", "s3" + pick(w, driving...)})
	}
	piped := w.run(args...)
	text := strings.Join(args, " ")
	if bad := drives(piped.stderr); bad != "" {
		w.complain("%q prints %q as an error", args, bad)
	}
	switch {
	case strings.Contains(text, "-o json"), strings.Contains(text, "-o har"):
		var any any
		if piped.stdout != "" && json.Unmarshal([]byte(piped.stdout), &any) != nil {
			w.complain("%q prints no JSON", args)
		}
		fallthrough
	case strings.Contains(text, "-o text") && args[0] != "get", strings.HasPrefix(text, "__complete"):
		if bad := drives(piped.stdout); bad != "" {
			w.complain("%q prints %q", args, bad)
		}
	}
	shown, err := w.onTerminal(args)
	if errors.Is(err, errors.ErrUnsupported) {
		return
	}
	if err != nil {
		w.complain("%q on a terminal: %v", args, err)
	}
	if strings.Contains(shown, "\x1b[31mx") {
		w.complain("%q lets the colours of a value through", args)
	}
	if bad := drives(shown); bad != "" {
		w.complain("%q sends %q to the terminal", args, bad)
	}
	if shown == "" && piped.all() != "\n" {
		w.complain("%q shows nothing on a terminal", args)
	}
}

// complete asks for what could be typed, and types none of it that a shell
// would act on.
func complete(w *world) {
	var b strings.Builder
	var names []string
	for range 6 {
		name := pick(w, "", "", "~") + w.word(lower, 3) + pick(w, "$(id)", "`id`", "*", "?", "{a,b}", ";id", "&", "|x", ">f", "'", `"`, `\`, "!x", "^a^b", "(x)", "[z]", "\x1b", "\u202e", "", "-ok", "_ok", ".ok")
		names = append(names, name)
		b.WriteString("[profile " + name + "]\nregion = x\n")
	}
	w.write(".aws/config", b.String())
	o := w.run("__complete", "resolve", "--as", pick(w, readings...), "--profile", "")
	for _, line := range strings.Split(o.stdout, "\n") {
		if strings.HasPrefix(line, "~") || strings.ContainsAny(line, "$`*?{};&|<>'\"\\!^()[]") || drives(line) != "" {
			w.complain("%q is offered of %q", line, names)
		}
	}
}
