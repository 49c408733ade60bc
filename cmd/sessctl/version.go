package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/sdk"
)

// version is set when a release is built; a build from source tells its commit.
var version = "0.1.0-dev"

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of sessctl and of each SDK that it follows",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			follows := map[string]string{}
			for _, rd := range sdk.Readings() {
				follows[rd.ID] = rd.Follows
			}
			if a.format == "json" {
				return render.JSON(a.out, map[string]any{"version": version, "commit": commit(), "go": runtime.Version(), "readings": follows})
			}
			fmt.Fprintf(a.out, "sessctl %s", version)
			if c := commit(); c != "" {
				fmt.Fprintf(a.out, " (%s)", c)
			}
			fmt.Fprintf(a.out, ", %s\n\n", runtime.Version())
			for _, rd := range sdk.Readings() {
				fmt.Fprintf(a.out, "%-13s %s\n", rd.ID, rd.Follows)
			}
			return nil
		},
	}
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
