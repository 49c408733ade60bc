package main

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/protocol"
)

// maxInput bounds what is read of a file or of standard input.
const maxInput = 64 << 20

// requestInput puts the input of an operation together. What is wrong with
// single parameters is given beside it, for it to be told with all else that is.
func (a *app) requestInput(cmd *cobra.Command, op *catalogue.Operation, f *requestFlags) (protocol.Value, []protocol.Problem, error) {
	input := protocol.Value{Kind: protocol.Map}
	var problems []protocol.Problem
	if f.input == "-" && f.body == "-" {
		return input, nil, usageError("give one of them as @FILE", "--input and --body cannot both be standard input")
	}
	if cmd.Flags().Changed("input") {
		text, err := a.content("--input", f.input)
		if err != nil {
			return input, nil, err
		}
		a.env.Vault.Input(string(text))
		var in *protocol.InputError
		switch input, err = protocol.ParseInput(op, text); {
		case errors.As(err, &in) && input.Kind == protocol.Map:
			problems = in.Problems
		case err != nil:
			return input, nil, inputError(err)
		}
	}
	for _, p := range f.params {
		path, value, ok := strings.Cut(p, "=")
		if !ok || path == "" {
			return input, nil, usageError("for example --param Bucket=b", "--param %q: expected PATH=VALUE", document.Name(p))
		}
		var in *protocol.InputError
		if errors.As(dryrun.SetParam(op, &input, path, value), &in) {
			problems = append(problems, in.Problems...)
		}
	}
	if cmd.Flags().Changed("body") {
		body, err := a.content("--body", f.body)
		if err != nil {
			return input, nil, err
		}
		if err := dryrun.SetBody(op, &input, body); err != nil {
			return input, nil, usageError("", "%v", err)
		}
	}
	return input, problems, nil
}

// withProblems adds to what went wrong with a call the problems that its input
// had before.
func withProblems(op *catalogue.Operation, problems []protocol.Problem, err error) error {
	if len(problems) == 0 {
		return err
	}
	in := &protocol.InputError{Operation: op.Name, Problems: slices.Clone(problems)}
	var more *protocol.InputError
	if errors.As(err, &more) {
		for _, p := range more.Problems {
			if !slices.ContainsFunc(problems, func(known protocol.Problem) bool { return known.Path == p.Path }) {
				in.Problems = append(in.Problems, p)
			}
		}
	}
	all := []error{in}
	if err != nil && more == nil {
		all = append(all, err)
	} else if more != nil {
		all = append(all, dryrun.Beside(err, more)...)
	}
	if len(all) == 1 {
		return in
	}
	return errors.Join(all...)
}

// content is a flag's value: a text, what a file behind @ has, or standard
// input for -.
func (a *app) content(flag, given string) ([]byte, error) {
	var from io.Reader
	name, isFile := strings.CutPrefix(given, "@")
	switch {
	case given == "-":
		from, name = a.standardInput(), "standard input"
	case isFile:
		data, err := a.readFile(name)
		if err != nil {
			return nil, usageError("", "%s: %v", flag, err)
		}
		return data, nil
	default:
		return []byte(given), nil
	}
	data, err := readAll(from, name)
	if err != nil {
		return nil, usageError("", "%s: %v", flag, err)
	}
	return data, nil
}
