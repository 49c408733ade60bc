package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/settings"
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
	for _, s := range named() {
		names = append(append(names, s.Reading.ID), s.Reading.Aliases...)
	}
	return names
}

// named are all that --as can name.
func named() []*sdk.SDK { return slices.Concat(sdk.All(), sdk.Beside()) }

// readingChoices are the names of the readings for a shell, each with the SDK.
func readingChoices() []string {
	var choices []string
	for _, s := range named() {
		for _, name := range append([]string{s.Reading.ID}, s.Reading.Aliases...) {
			choices = append(choices, name+"\t"+s.Reading.Title)
		}
	}
	return choices
}

func settingNames() []string {
	var names []string
	for i := range settings.Table() {
		names = append(names, settings.Table()[i].Name)
	}
	return append(names, settings.ServiceEndpoint("s3"), settings.ServiceEndpoint("dynamodb"), settings.ServiceEndpoint("sts"))
}

// settingName gives the setting that a name means, in any form in which people
// write one.
func settingName(typed string) (string, error) {
	if name, ok := settings.SettingNamed(typed); ok {
		return name, nil
	}
	return "", usageError("sessctl settings lists them", "unknown setting %q%s", typed, suggest.DidYouMean(typed, settingNames()))
}

// namedSettings gives the settings that arguments mean.
func namedSettings(typed []string) ([]string, error) {
	names := make([]string, len(typed))
	for i, t := range typed {
		var err error
		if names[i], err = settingName(t); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// explicitSetting takes SETTING=VALUE apart.
func explicitSetting(kv string) (origin.Candidate, string, error) {
	typed, value, ok := strings.Cut(kv, "=")
	if !ok {
		return origin.Candidate{}, "", usageError("for example --set retry_mode=standard", "--set %q: expected SETTING=VALUE", document.Name(kv))
	}
	name, err := settingName(typed)
	if err != nil {
		return origin.Candidate{}, "", err
	}
	if value, err = settings.Canonical(name, value); err != nil {
		return origin.Candidate{}, "", usageError("", "--set %s: %v", name, err)
	}
	return origin.Candidate{Value: value, Origin: origin.Origin{Kind: origin.Flag, Name: "--set " + name}}, name, nil
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
