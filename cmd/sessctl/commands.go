package main

import (
	"slices"

	"github.com/spf13/cobra"
)

// commands are all of them, by every name that they go by.
var commands = []struct {
	names []string
	make  func(*app) *cobra.Command
}{
	{[]string{"resolve"}, newResolve},
	{[]string{"get"}, newGet},
	{[]string{"explain", "why"}, newExplain},
	{[]string{"credentials"}, newCredentials},
	{[]string{"profiles"}, newProfiles},
	{[]string{"compare"}, newCompare},
	{[]string{"diff"}, newDiff},
	{[]string{"handlers"}, newHandlers},
	{[]string{"copy"}, newCopy},
	{[]string{"client"}, newClient},
	{[]string{"request"}, newRequest},
	{[]string{"check"}, newCheck},
	{[]string{"lint", "doctor"}, newLint},
	{[]string{"settings"}, newSettings},
	{[]string{"bundle"}, newBundle},
	{[]string{"version"}, newVersion},
}

// addCommands adds the commands to the root: those alone that the arguments can
// mean, where they mean one, since a command takes longer to make than to run.
func addCommands(root *cobra.Command, a *app, args []string) {
	chosen := make([]bool, len(commands))
	for i, c := range commands {
		chosen[i] = slices.ContainsFunc(args, func(arg string) bool { return slices.Contains(c.names, arg) })
	}
	add := func(which bool) {
		for i, c := range commands {
			if chosen[i] == which {
				root.AddCommand(c.make(a))
			}
		}
	}
	add(true)
	if !completes(args) && !slices.Contains(args, "help") && slices.Contains(chosen, true) {
		if found, _, err := root.Find(args); err == nil && found != root {
			root.CompletionOptions.DisableDefaultCmd = true
			return
		}
	}
	add(false)
	addCompletion(root, a)
}
