package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/lookup"
	"github.com/sessctl/sessctl/internal/printable"
)

// GitHub's workflow commands, which a runner shows as annotations of the lines
// that they name (actions/toolkit, packages/core/src/command.ts).

// githubData escapes a message. A line end would begin another command.
var githubData = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")

// githubProperty escapes a property, which a colon or a comma would end.
var githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")

var githubCommands = lookup.Table[string, string]{{"error", "error"}, {"warning", "warning"}, {"note", "notice"}}

// github writes an annotation for each result that does not hold, and a line for
// the log.
func github(w io.Writer, r Report, at Places) error {
	b := bufio.NewWriter(w)
	for i := range r.Results {
		x := &r.Results[i]
		if x.Outcome == Passed {
			continue
		}
		command := githubCommands.Of(x.Severity)
		if x.Outcome == Unmatched {
			command = "notice"
		}
		properties := []string{"title=" + githubProperty.Replace(printable.Lines(x.Name))}
		if p, ok := at.place(x, r.Files); ok {
			properties = append(properties, "file="+githubProperty.Replace(printable.Lines(p.file)))
			if p.line > 0 {
				properties = append(properties, "line="+strconv.Itoa(p.line))
			}
			if p.column > 0 {
				properties = append(properties, "col="+strconv.Itoa(p.column))
			}
		}
		fmt.Fprintf(b, "::%s %s::%s\n", command, strings.Join(properties, ","), githubData.Replace(printable.Lines(x.text())))
	}
	fmt.Fprintf(b, "sessctl %s: %s\n", r.Command, githubData.Replace(printable.Lines(r.Summary)))
	return b.Flush()
}
