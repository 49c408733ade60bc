package render

import (
	"slices"
	"sync"

	"github.com/sessctl/sessctl/internal/report"
)

// formats are the output formats of each command, text first; those that have
// no entry print text alone.
var formats = sync.OnceValue(func() map[string][]string {
	return map[string][]string{
		"resolve":     with("env", "short"),
		"explain":     with(),
		"get":         {"text", "json"},
		"credentials": with(),
		"profiles":    with("wide", "name"),
		"compare":     with("markdown"),
		"diff":        with("markdown"),
		"handlers":    with(),
		"settings":    with(),
		"copy":        with(),
		"client":      with(),
		"request":     {"text", "json", "http", "curl", "har"},
		"check":       slices.Concat([]string{"text", "json"}, report.Formats()),
		"lint":        slices.Concat([]string{"text", "json"}, report.Formats()),
		"bundle":      {"json"},
		"version":     {"text", "json"},
	}
})

// with are text, the formats for programs, and others.
func with(others ...string) []string {
	return slices.Concat([]string{"text"}, DataFormats(), others)
}

// Formats are the output formats of a command, the usual one first.
func Formats(command string) []string {
	if own, ok := formats()[command]; ok {
		return slices.Clone(own)
	}
	return []string{"text"}
}

// AllFormats are those that any command has.
func AllFormats() []string { return slices.Clone(allFormats()) }

var allFormats = sync.OnceValue(func() []string {
	var all []string
	for _, own := range formats() {
		for _, f := range own {
			if !slices.Contains(all, f) {
				all = append(all, f)
			}
		}
	}
	slices.Sort(all)
	return all
})
