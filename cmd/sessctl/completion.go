package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/sdk"
)

func fixed(values ...string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return values, cobra.ShellCompDirectiveNoFileComp
	}
}

func completeSettings(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return settingNames(), cobra.ShellCompDirectiveNoFileComp
}

// addCompletion says what the values of the common flags are.
func addCompletion(root *cobra.Command, a *app) {
	must(root.RegisterFlagCompletionFunc("as", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return readingChoices(), cobra.ShellCompDirectiveNoFileComp
	}))
	must(root.RegisterFlagCompletionFunc("provider", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return []string{"tf", "json"}, cobra.ShellCompDirectiveFilterFileExt
	}))
	must(root.RegisterFlagCompletionFunc("color", fixed("auto", "always", "never")))
	must(root.RegisterFlagCompletionFunc("output", func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		return formatsOf(cmd), cobra.ShellCompDirectiveNoFileComp
	}))
	must(root.RegisterFlagCompletionFunc("profile", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return profileNames(a), cobra.ShellCompDirectiveNoFileComp
	}))
	must(root.RegisterFlagCompletionFunc("set", func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		pairs := completeProtocol(cmd, args)
		if strings.HasPrefix(typed, "protocol=") {
			return pairs, cobra.ShellCompDirectiveNoFileComp
		}
		for _, n := range settingNames() {
			pairs = append(pairs, n+"=")
		}
		return pairs, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}))
}

// must stops on a mistake in this program, such as a flag that is not defined.
func must(err error) {
	if err != nil {
		panic("sessctl: " + err.Error())
	}
}

// profileNames are the profiles of the environment that the flags describe.
func profileNames(a *app) []string {
	if a.prepareCompletion() != nil {
		return nil
	}
	s, err := a.session()
	if err != nil {
		return nil
	}
	return s.Resolution().Shared.ProfileNames()
}

// prepareCompletion does what prepare does for commands that run.
func (a *app) prepareCompletion() error {
	if a.as == "" {
		a.as = sdk.Default
	}
	_, err := a.sdk()
	return err
}
