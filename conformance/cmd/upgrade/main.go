// Command upgrade moves the SDKs to their newest releases and reports, as
// Markdown, every behaviour that changed.
//
// Usage: go run ./cmd/upgrade [-check | -pinned] [-report FILE] [SDK...]    all SDKs when none is named
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/sessctl/sessctl/conformance/internal/oracle"
	"github.com/sessctl/sessctl/conformance/internal/upgrade"
)

func main() {
	check := flag.Bool("check", false, "only say what is newer")
	pinned := flag.Bool("pinned", false, "leave the versions, and only record what they answer")
	report := flag.String("report", "", "write the report to a `file` instead of standard output")
	flag.Parse()
	if err := run(flag.Args(), *check, *pinned, *report); err != nil {
		fmt.Fprintln(os.Stderr, "upgrade:", err)
		os.Exit(1)
	}
}

func run(names []string, check, pinned bool, report string) error {
	sdks := upgrade.SDKs
	if len(names) > 0 {
		sdks = nil
	}
	for _, name := range names {
		s, err := upgrade.Find(name)
		if err != nil {
			return err
		}
		sdks = append(sdks, s)
	}
	module, err := oracle.Root()
	if err != nil {
		return err
	}
	root := filepath.Dir(module)
	if err := upgrade.Missing(sdks); err != nil {
		return err
	}
	if check {
		return newer(root, sdks)
	}
	if err := upgrade.Clean(root); err != nil {
		return err
	}
	var text strings.Builder
	text.WriteString("# What the newest SDKs do otherwise\n")
	failed := all(root, sdks, pinned, &text)
	if report == "" {
		fmt.Print(text.String())
		return failed
	}
	if err := os.WriteFile(report, []byte(text.String()), 0o644); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return failed
}

// all upgrades one SDK after the other; those before a failure stand, with their reports.
func all(root string, sdks []upgrade.SDK, pinned bool, text *strings.Builder) error {
	for _, s := range sdks {
		r, err := s.Upgrade(root, pinned, func(format string, given ...any) { fmt.Fprintf(os.Stderr, format+"\n", given...) })
		if err != nil {
			return err
		}
		text.WriteString("\n" + r.Markdown())
	}
	fmt.Fprintln(os.Stderr, "done: now `make golden`, `make test` and `make conformance` show what sessctl has to follow")
	return nil
}

func newer(root string, sdks []upgrade.SDK) error {
	found := map[string][]upgrade.Move{}
	for _, s := range sdks {
		moves, err := s.Newer(root)
		if err != nil {
			return err
		}
		found[s.Name] = moves
	}
	fmt.Print(upgrade.Moves(found))
	return nil
}
