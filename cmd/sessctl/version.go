package main

import (
	_ "embed"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/sdk"
)

// version is set when a release is built; a build from source tells its commit.
var version = "0.1.0-dev"

// licenses is what scripts/licenses gathers.
//
//go:embed licenses.txt
var licenses string

func newVersion(a *app) *cobra.Command {
	var terms bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version of sessctl and of each SDK that it follows",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			if terms {
				_, err := io.WriteString(a.out, licenses)
				return err
			}
			follows := map[string]string{}
			for _, rd := range slices.Concat(sdk.Readings(), sdk.BesideReadings()) {
				follows[rd.ID] = rd.Follows
			}
			if a.format == "json" {
				return render.JSON(a.out, document.Version{SchemaVersion: document.SchemaVersion, Version: version, Commit: commit(), Go: runtime.Version(), Readings: follows, Preferences: preferencesFile()})
			}
			fmt.Fprintf(a.out, "%s\n\n", versionLine())
			for _, rd := range slices.Concat(sdk.Readings(), sdk.BesideReadings()) {
				fmt.Fprintf(a.out, "%-21s %s\n", rd.ID, rd.Follows)
			}
			fmt.Fprintf(a.out, "\npreferences: SESSCTL_AS, SESSCTL_OUTPUT, SESSCTL_COLOR, SESSCTL_SDKS, then %s%s\n", preferencesFile(), absent(preferencesFile()))
			return nil
		},
	}
	cmd.Flags().BoolVar(&terms, "licenses", false, "print the licences of sessctl and of all that is linked into it, and stop")
	offerSchema(cmd, a, func() []byte { return document.SchemaOf("sessctl version", document.Version{}) })
	return cmd
}

// versionLine names this build.
func versionLine() string {
	line := "sessctl " + version
	if c := commit(); c != "" {
		line += " (" + c + ")"
	}
	return line + ", " + runtime.Version()
}

func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return s.Value[:12]
		}
	}
	return ""
}

// absent says so of a file that is not there.
func absent(path string) string {
	if path != "" && !environ.ReadFile(path, maxPreferences).Exists() {
		return " (no such file)"
	}
	return ""
}
