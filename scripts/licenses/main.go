// Command licenses writes the licences of everything that is linked into
// sessctl, on any system that it is built for, into the file that goes into the
// program: `go run ./scripts/licenses`, in the top directory.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// target is the file that the program embeds.
const target = "cmd/sessctl/licenses.txt"

func main() {
	log.SetFlags(0)
	// The program is not one that can be listed while the file is missing.
	if _, err := os.Stat(target); errors.Is(err, os.ErrNotExist) {
		if err := os.WriteFile(target, nil, 0o644); err != nil {
			log.Fatalf("licenses: %v", err)
		}
	}
	text, err := gather(".")
	if err == nil {
		err = os.WriteFile(target, text, 0o644)
	}
	if err != nil {
		log.Fatalf("licenses: %v", err)
	}
}

// part is a text with all that it goes for.
type part struct {
	of   []string
	text string
}

// gather puts together the notice and licence of sessctl, those of Go, and those
// of each module. What several share stands there once.
func gather(top string) ([]byte, error) {
	modules, err := linked(top)
	if err != nil {
		return nil, err
	}
	root, err := goTool(top, nil, "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	dirs := [][2]string{{"sessctl", top}, {"the Go programming language and its library", strings.TrimSpace(root)}}
	for _, m := range modules {
		words := strings.Fields(m)
		dirs = append(dirs, [2]string{words[0] + " " + words[1], words[2]})
	}
	var parts []*part
	for _, d := range dirs {
		files, err := legal(d[1])
		if err != nil {
			return nil, fmt.Errorf("find the licence of %s: %w", d[0], err)
		}
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			text := strings.TrimSpace(strings.ReplaceAll(string(b), "\r\n", "\n"))
			title := d[0] + ": " + filepath.Base(file)
			if i := slices.IndexFunc(parts, func(p *part) bool { return p.text == text }); i >= 0 {
				parts[i].of = append(parts[i].of, title)
			} else {
				parts = append(parts, &part{[]string{title}, text})
			}
		}
	}
	var b bytes.Buffer
	b.WriteString("The licences and notices of sessctl and of everything that is linked into it.\n")
	for _, p := range parts {
		rule := strings.Repeat("=", 72)
		fmt.Fprintf(&b, "\n%s\n%s\n%s\n\n%s\n", rule, strings.Join(p.of, "\n"), rule, p.text)
	}
	return b.Bytes(), nil
}

// legal gives the files of a directory that say on which terms it is had.
func legal(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var files []string
	licensed := false
	for _, e := range entries {
		name := strings.ToUpper(strings.TrimSuffix(e.Name(), filepath.Ext(e.Name())))
		switch {
		case e.IsDir():
		case name == "LICENSE" || name == "LICENCE" || name == "COPYING":
			licensed = true
			files = append(files, filepath.Join(dir, e.Name()))
		case name == "NOTICE" || name == "PATENTS":
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	if !licensed {
		return nil, errors.New("it has no file of that kind")
	}
	return files, nil
}

// linked gives the modules of the program as "PATH VERSION DIRECTORY", sorted:
// those of every system together.
func linked(top string) ([]string, error) {
	var all []string
	for _, system := range []string{"linux", "darwin", "windows"} {
		out, err := goTool(top, []string{"GOOS=" + system, "GOARCH=amd64", "CGO_ENABLED=0"},
			"list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}", "./cmd/sessctl")
		if err != nil {
			return nil, err
		}
		all = append(all, strings.FieldsFunc(out, func(r rune) bool { return r == '\n' })...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

func goTool(dir string, env []string, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env, cmd.Stderr = dir, append(os.Environ(), env...), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w", strings.Join(args, " "), err)
	}
	return string(out), nil
}
