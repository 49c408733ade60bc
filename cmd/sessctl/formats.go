package main

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/suggest"
)

// formatsOf are the output formats of a command, the usual one first.
func formatsOf(cmd *cobra.Command) []string {
	for cmd.HasParent() && cmd.Parent().HasParent() {
		cmd = cmd.Parent() // such as `completion` of `completion bash`
	}
	return render.Formats(cmd.Name())
}

// chooseFormat checks the output format that -o gives against those that the
// command has. The preferred one counts where the command has it; it must be one
// of some command.
func (a *app) chooseFormat(cmd *cobra.Command, preferred string) (string, error) {
	if !cmd.HasParent() {
		return "text", nil // it prints its help, or that there is no such command
	}
	own := formatsOf(cmd)
	format, known := a.output, own
	if format == "" {
		format, known = preferred, render.AllFormats()
	}
	switch {
	case !slices.Contains(known, format):
		return "", usageError("use "+suggest.Or(own), "unknown output format %q%s", format, suggest.DidYouMean(format, own))
	case !slices.Contains(own, format), a.output == "" && cmd.Name() == "get": // scripts rely on the bare value
		return own[0], nil
	}
	return format, nil
}

// tellFormats has a command's help name the formats of that command.
func tellFormats(root *cobra.Command) {
	help := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if f := cmd.Flag("output"); f != nil && cmd != root {
			f.Usage = "the output `FORMAT`: " + strings.Join(formatsOf(cmd), ", ")
		}
		cmd.Long = reflowed(cmd.Long, helpWidth)
		help(cmd, args)
	})
}

// reflowed wraps the paragraphs of a text that are not set line by line.
func reflowed(text string, columns int) string {
	paragraphs := strings.Split(text, "\n\n")
	for i, p := range paragraphs {
		if strings.HasPrefix(p, " ") || strings.Contains(p, "\n ") {
			continue
		}
		var lines []string
		line := ""
		for _, word := range strings.Fields(p) {
			if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > columns {
				lines, line = append(lines, line), ""
			}
			line = strings.TrimPrefix(line+" "+word, " ")
		}
		paragraphs[i] = strings.Join(append(lines, line), "\n")
	}
	return strings.Join(paragraphs, "\n\n")
}
