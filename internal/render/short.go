package render

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/document"
)

// short prints four lines, for a prompt or a log: profile, region, identity, and
// "ok" or what is wrong.
func short(t Terminal, d document.Document) error {
	p := newPage(t)
	region := d.Settings["region"].Value
	identity := d.Credentials.Identity().Text
	if d.Credentials.Unconfigured() || d.Error != nil {
		identity = ""
	}
	status := "ok"
	if v := d.Verdict(false); len(v.Faults) > 0 {
		status = "error: " + p.prose(v.Faults[0].Message)
	} else if at, ok := instant(d.Credentials.Login()); ok {
		status += ", login " + lasts(at, p.now)
	}
	for _, line := range [][2]string{{"profile", d.Profile.Name}, {"region", region}, {"identity", identity}, {"status", status}} {
		fmt.Fprintf(&p.b, "%-9s %s\n", line[0], visible(none(line[1])))
	}
	return p.flush()
}

func none(s string) string {
	if s == "" {
		return "(none)"
	}
	return s
}
