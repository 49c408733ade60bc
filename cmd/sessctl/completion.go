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
	a.completeFlag(root, "as", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return readingChoices(), cobra.ShellCompDirectiveNoFileComp
	})
	a.completeFlag(root, "provider", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return []string{"tf", "json"}, cobra.ShellCompDirectiveFilterFileExt
	})
	for _, flag := range []string{"bundle", "container-env", "ecs-task", "lambda"} {
		a.completeFlag(root, flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"json"}, cobra.ShellCompDirectiveFilterFileExt
		})
	}
	a.completeFlag(root, "container", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return a.sources.completeContainer(a), cobra.ShellCompDirectiveNoFileComp
	})
	a.completeFlag(root, "pid", fixed())
	a.completeFlag(root, "color", fixed("auto", "always", "never"))
	a.completeFlag(root, "output", func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		return formatsOf(cmd), cobra.ShellCompDirectiveNoFileComp
	})
	a.completeFlag(root, "profile", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return profileNames(a), cobra.ShellCompDirectiveNoFileComp
	})
	a.completeFlag(root, "set", func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		pairs := completeProtocol(cmd, args)
		if strings.HasPrefix(typed, "protocol=") {
			return pairs, cobra.ShellCompDirectiveNoFileComp
		}
		for _, n := range settingNames() {
			pairs = append(pairs, n+"=")
		}
		return pairs, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	})
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

// completeFlag says how a flag's value goes on, where somebody may ask. Cobra keeps
// what it is told for as long as the process lives, and with it all that the
// function knows.
func (a *app) completeFlag(cmd *cobra.Command, flag string, values cobra.CompletionFunc) {
	if a.completing {
		must(cmd.RegisterFlagCompletionFunc(flag, values))
	}
}
