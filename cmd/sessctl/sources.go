package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/render"
)

// sources are the flags that name an environment to examine in place of this
// process's own.
type sources struct {
	bundle       string
	pid          int
	containerEnv string
	ecsTask      string
	lambda       string
	container    string

	opened bool
}

func (s *sources) addFlags(f *pflag.FlagSet) {
	f.StringVar(&s.bundle, "bundle", "", "a `FILE` that sessctl bundle has written, to examine in place of this machine; - for standard input")
	f.IntVar(&s.pid, "pid", 0, "the `NUMBER` of a running process to examine (Linux)")
	f.StringVar(&s.containerEnv, "container-env", "", "a `FILE` of what docker inspect or kubectl get pod -o json prints, to examine its container")
	f.StringVar(&s.ecsTask, "ecs-task", "", "a `FILE` of an ECS task definition in JSON, likewise")
	f.StringVar(&s.lambda, "lambda", "", "a `FILE` of what aws lambda get-function-configuration prints, to examine the function")
	f.StringVar(&s.container, "container", "", "the `NAME` of the container, where there are several")
}

// maxSource is the most that is read of a file that describes an environment.
const maxSource = 64 << 20

// open reads what the flags name, once, and has the environment be of that.
func (s *sources) open(a *app) error {
	if s.opened {
		return nil
	}
	var given []string
	for flag, on := range map[string]bool{"--bundle": s.bundle != "", "--pid": s.pid != 0, "--container-env": s.containerEnv != "", "--ecs-task": s.ecsTask != "", "--lambda": s.lambda != ""} {
		if on {
			given = append(given, flag)
		}
	}
	if len(given) > 1 {
		return usageError("give one of them", "%s name one environment each, and one is examined", strings.Join(slices.Sorted(slices.Values(given)), " and "))
	}
	if s.container != "" && s.containerEnv == "" && s.ecsTask == "" {
		return usageError("give --container-env FILE or --ecs-task FILE too", "--container names one of several containers, and there are none")
	}
	var err error
	switch {
	case s.bundle != "":
		a.env.Base, err = described(a, "--bundle", s.bundle, environ.ParseBundle)
	case s.containerEnv != "":
		a.env.Base, err = described(a, "--container-env", s.containerEnv, func(text []byte) (*environ.Bundle, error) { return environ.ParseContainer(text, s.container) })
	case s.ecsTask != "":
		a.env.Base, err = described(a, "--ecs-task", s.ecsTask, func(text []byte) (*environ.Bundle, error) { return environ.ParseTask(text, s.container) })
	case s.lambda != "":
		a.env.Base, err = described(a, "--lambda", s.lambda, environ.ParseFunction)
	case s.pid < 0:
		err = usageError("for example --pid 1234", "--pid %d: the numbers of processes begin with 1", s.pid)
	default:
		a.env.PID = s.pid
	}
	if err != nil {
		return err
	}
	s.opened = true
	if a.env.Base != nil {
		for _, what := range a.env.Base.Unknown {
			render.Note(a.errTerm(), a.docOptions().Text("not known: "+what))
		}
	}
	return nil
}

// described reads a file that describes an environment.
func described(a *app, flag, path string, parse func([]byte) (*environ.Bundle, error)) (*environ.Bundle, error) {
	text, err := sourceText(a, path)
	if err != nil {
		return nil, usageError("", "%s %s: %v", flag, path, err)
	}
	b, err := parse(text)
	if err != nil {
		return nil, usageError("", "%s %s: %v", flag, path, err)
	}
	return b, nil
}

func sourceText(a *app, path string) ([]byte, error) {
	if path != "-" {
		f := environ.ReadFile(path, maxSource)
		if f.Err != nil {
			return nil, fmt.Errorf("%s", f.Reason())
		}
		return f.Data, nil
	}
	text, err := io.ReadAll(io.LimitReader(a.standardInput(), maxSource+1))
	if err == nil && len(text) > maxSource {
		err = fmt.Errorf("standard input is larger than %d MiB", maxSource>>20)
	}
	return text, err
}

// completeContainer gives the names of the containers that are described.
func (s *sources) completeContainer(a *app) []string {
	path, parse := s.containerEnv, environ.ParseContainer
	if path == "" {
		path, parse = s.ecsTask, environ.ParseTask
	}
	if path == "" || path == "-" {
		return nil
	}
	text, err := sourceText(a, path)
	if err != nil {
		return nil
	}
	const none = "\x00" // which no container is called
	_, err = parse(text, none)
	var several *environ.ChoiceError
	if errors.As(err, &several) {
		return several.Names
	}
	return nil
}
