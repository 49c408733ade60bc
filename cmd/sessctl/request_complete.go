package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/handlers"
)

const (
	noFiles = cobra.ShellCompDirectiveNoFileComp
	noSpace = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
)

// completeRequest says what the values of request's flags are.
func (a *app) completeRequest(cmd *cobra.Command) {
	a.completeFlag(cmd, "show", listOf("canonical", "string-to-sign"))
	a.completeFlag(cmd, "simulate", listOf(append(dryrun.AnswerNames(), "200", "429", "500", "503")...))
	a.completeFlag(cmd, "presign", fixed("15m", "1h", "12h", "168h"))
	a.completeFlag(cmd, "input", completeContent)
	a.completeFlag(cmd, "body", completeContent)
	a.completeFlag(cmd, "param", completeParam)
	a.completeFlag(cmd, "handler", a.completeHandler)
	for _, flag := range []string{"idempotency-token", "sign-with", "session-keys", "endpoint-url", "at"} {
		a.completeFlag(cmd, flag, fixed())
	}
}

// completeOperations completes a service, then its operations.
func completeOperations(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return completeServices(cmd, args, typed)
	}
	if len(args) > 1 {
		return nil, noFiles
	}
	model, err := catalogue.Find(args[0])
	if err != nil {
		return nil, noFiles
	}
	return beginning(typed, model.OperationNames()), noFiles
}

// beginning gives the words that begin with what is typed.
func beginning(typed string, words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !strings.HasPrefix(w, typed) })
}

// behind puts a beginning before words.
func behind(before string, words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = before + w
	}
	return out
}

// listOf completes the last word of a list with commas.
func listOf(words ...string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		at := strings.LastIndexByte(typed, ',') + 1
		return behind(typed[:at], beginning(typed[at:], words)), noSpace
	}
}

// completeContent completes the name of a file behind @.
func completeContent(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	name, isFile := strings.CutPrefix(typed, "@")
	if !isFile {
		return beginning(typed, []string{"@", "-"}), noSpace
	}
	files, err := filepath.Glob(name + "*")
	if err != nil {
		return nil, noFiles
	}
	for i, f := range files {
		if info, err := os.Stat(f); err == nil && info.IsDir() {
			files[i] += string(filepath.Separator)
		}
	}
	return behind("@", files), noSpace
}

// completeParam completes the path of a parameter, and its value where the
// model has the values.
func completeParam(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) < 2 {
		return nil, noFiles
	}
	model, err := catalogue.Find(args[0])
	if err != nil {
		return nil, noFiles
	}
	op, err := model.FindOperation(args[1])
	if err != nil || op.Input == nil {
		return nil, noFiles
	}
	path, value, hasValue := strings.Cut(typed, "=")
	if !hasValue {
		return paramPaths(op.Input, path), noSpace
	}
	m := memberAt(op.Input, path)
	switch {
	case m == nil:
		return nil, noFiles
	case m.Shape.Kind == catalogue.Boolean:
		return behind(path+"=", beginning(value, []string{"true", "false"})), noFiles
	}
	return behind(path+"=", beginning(value, m.Shape.Enum)), noFiles
}

// paramPaths completes the last name of a path.
func paramPaths(m *catalogue.Member, path string) []string {
	at := strings.LastIndexAny(path, ".]") + 1
	if at > 0 {
		if m = memberAt(m, strings.TrimSuffix(path[:at], ".")); m == nil {
			return nil
		}
	}
	before, name := path[:at], path[at:]
	if strings.HasSuffix(before, "]") && name == "" {
		return behind(before, []string{ending(m)})
	}
	if m.Shape.Kind != catalogue.Structure {
		return nil
	}
	var paths []string
	for i := range m.Shape.Members {
		if member := &m.Shape.Members[i]; strings.HasPrefix(member.Name, name) {
			paths = append(paths, before+member.Name+ending(member))
		}
	}
	return paths
}

// ending is what follows the name of a parameter.
func ending(m *catalogue.Member) string {
	switch m.Shape.Kind {
	case catalogue.Structure, catalogue.Map:
		return "."
	case catalogue.List:
		return "[0]" + ending(m.Shape.Value)
	}
	return "="
}

// memberAt finds the parameter that a path names, nil when there is none.
func memberAt(m *catalogue.Member, path string) *catalogue.Member {
	for path != "" {
		if index, after, ok := strings.Cut(path, "]"); ok && strings.HasPrefix(index, "[") {
			if _, err := strconv.Atoi(index[1:]); err != nil || m.Shape.Kind != catalogue.List {
				return nil
			}
			m, path = m.Shape.Value, strings.TrimPrefix(after, ".")
			continue
		}
		name := path
		if end := strings.IndexAny(path, ".["); end >= 0 {
			name = path[:end]
		}
		path = strings.TrimPrefix(path[len(name):], ".")
		switch m.Shape.Kind {
		case catalogue.Structure:
			if m = m.Shape.Member(name); m == nil {
				return nil
			}
		case catalogue.Map:
			m = m.Shape.Value
		default:
			return nil
		}
	}
	return m
}

// completeHandler completes LIST:front|back:KIND[=ARG].
func (a *app) completeHandler(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	parts := strings.SplitN(typed, ":", 3)
	switch len(parts) {
	case 1:
		var names []string
		for _, s := range new(handlers.Handlers).Stages() {
			names = append(names, s.Name+":")
		}
		return beginning(typed, names), noSpace
	case 2:
		return behind(parts[0]+":", beginning(parts[1], []string{"front:", "back:"})), noSpace
	}
	before := parts[0] + ":" + parts[1] + ":"
	var kinds []string
	for _, k := range dryrun.Kinds() {
		given := k.Name
		if k.Arg != "" {
			given += "="
		}
		if name, is := strings.CutPrefix(parts[2], given); is && k.Listed {
			return behind(before+given, beginning(name, a.handlerNames(args, parts[0]))), noFiles
		}
		kinds = append(kinds, given)
	}
	return behind(before, beginning(parts[2], kinds)), noSpace
}

// handlerNames are the handlers that a client has in a list.
func (a *app) handlerNames(args []string, list string) []string {
	if len(args) == 0 || a.prepareCompletion() != nil {
		return nil
	}
	c, _, err := a.client(args[0], nil)
	if err != nil {
		return nil
	}
	if stage := c.Handlers.Stage(list); stage != nil {
		return stage.Names()
	}
	return nil
}

// completeProtocol gives the protocols that a service offers, as settings.
func completeProtocol(cmd *cobra.Command, args []string) []string {
	if name := cmd.Name(); len(args) == 0 || name != "client" && name != "request" {
		return nil
	}
	model, err := catalogue.Find(args[0])
	if err != nil {
		return nil
	}
	if len(model.Protocols) == 0 {
		return []string{"protocol=" + model.Protocol}
	}
	return behind("protocol=", model.Protocols)
}
