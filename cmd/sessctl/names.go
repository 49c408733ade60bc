package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/suggest"
)

func readingIDs() []string {
	var ids []string
	for _, rd := range sdk.Readings() {
		ids = append(ids, rd.ID)
	}
	return ids
}

func readingNames() []string {
	var names []string
	for _, rd := range sdk.Readings() {
		names = append(append(names, rd.ID), rd.Aliases...)
	}
	return names
}

func settingNames() []string {
	var names []string
	for i := range resolve.Table() {
		names = append(names, resolve.Table()[i].Name)
	}
	return append(names, resolve.ServiceEndpoint("s3"), resolve.ServiceEndpoint("dynamodb"), resolve.ServiceEndpoint("sts"))
}

// settingName checks the name of a setting.
func settingName(name string) error {
	if resolve.Lookup(name) != nil {
		return nil
	}
	if _, ok := resolve.ServiceOf(name); ok {
		return nil
	}
	return usageError("sessctl resolve --all lists the settings", "unknown setting %q%s", name, suggest.DidYouMean(name, settingNames()))
}

// explicitSetting takes SETTING=VALUE apart.
func explicitSetting(kv string) (resolve.Candidate, string, error) {
	name, value, ok := strings.Cut(kv, "=")
	if !ok {
		return resolve.Candidate{}, "", usageError("for example --set retry_mode=standard", "--set %q: expected SETTING=VALUE", document.Name(kv))
	}
	if resolve.Lookup(name) == nil {
		name = ofKey(name)
	}
	if err := settingName(name); err != nil {
		return resolve.Candidate{}, "", err
	}
	value, err := resolve.Canonical(name, value)
	if err != nil {
		return resolve.Candidate{}, "", usageError("", "--set %s: %v", name, err)
	}
	return resolve.Candidate{Value: value, Origin: resolve.Origin{Kind: resolve.Flag, Name: "--set " + name}}, name, nil
}

// ofKey gives the setting that a nested key of a profile stands for, such as
// s3.use_arn_region for s3_use_arn_region; the name itself where there is none.
func ofKey(name string) string {
	if !strings.Contains(name, ".") {
		return name
	}
	for i := range resolve.Table() {
		for _, k := range resolve.Table()[i].Keys {
			if k.Name == name {
				return resolve.Table()[i].Name
			}
		}
	}
	return name
}

func unknownCommand(cmd *cobra.Command, typed string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(append(names, c.Name()), c.Aliases...)
		}
	}
	return usageError("sessctl --help lists the commands", "unknown command %q%s", typed, suggest.DidYouMean(typed, names))
}

// flagError adds to an error about a flag the flag that may have been meant.
func flagError(cmd *cobra.Command, err error) error {
	hint := cmd.CommandPath() + " --help lists the flags"
	typed, ok := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !ok {
		return usageError(hint, "%v", err)
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	cmd.InheritedFlags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if n := suggest.Closest(typed, names); n != "" {
		return usageError(hint, "unknown flag --%s, did you mean --%s?", typed, n)
	}
	return usageError(hint, "unknown flag --%s", typed)
}
