package main

import (
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/protocol"
)

// maxInput bounds what is read of a file or of standard input.
const maxInput = 64 << 20

// requestInput puts the input of an operation together.
func (a *app) requestInput(cmd *cobra.Command, op *catalogue.Operation, f *requestFlags) (protocol.Value, error) {
	input := protocol.Value{Kind: protocol.Map}
	if f.input == "-" && f.body == "-" {
		return input, usageError("", "--input and --body cannot both be standard input")
	}
	if cmd.Flags().Changed("input") {
		text, err := a.content("--input", f.input)
		if err != nil {
			return input, err
		}
		if input, err = protocol.ParseInput(op, text); err != nil {
			return input, inputError(err)
		}
	}
	for _, p := range f.params {
		path, value, ok := strings.Cut(p, "=")
		if !ok || path == "" {
			return input, usageError("for example --param Bucket=b", "--param %q: expected PATH=VALUE", p)
		}
		if err := dryrun.SetParam(op, &input, path, value); err != nil {
			return input, usageError("", "%v", err)
		}
	}
	if cmd.Flags().Changed("body") {
		body, err := a.content("--body", f.body)
		if err != nil {
			return input, err
		}
		if err := dryrun.SetBody(op, &input, body); err != nil {
			return input, usageError("", "%v", err)
		}
	}
	return input, nil
}

// content is a flag's value: a text, what a file behind @ has, or standard
// input for -.
func (a *app) content(flag, given string) ([]byte, error) {
	var from io.Reader
	name, isFile := strings.CutPrefix(given, "@")
	switch {
	case given == "-":
		from, name = a.in, "standard input"
	case isFile:
		file, err := os.Open(name)
		if err != nil {
			return nil, usageError("", "%s: %v", flag, err)
		}
		defer file.Close()
		from = file
	default:
		return []byte(given), nil
	}
	data, err := io.ReadAll(io.LimitReader(from, maxInput+1))
	switch {
	case err != nil:
		return nil, usageError("", "%s: %v", flag, err)
	case len(data) > maxInput:
		return nil, usageError("", "%s: %s is larger than %d MB", flag, name, maxInput>>20)
	}
	return data, nil
}
