package dryrun

import (
	"net/http"
	"slices"
	"time"
)

// Skew says which errors are retried because the answer's date shows that the clock
// here goes wrong. The next attempt is signed by the service's.
type Skew struct {
	After     time.Duration // how far the clocks may differ; 0 for an SDK that looks at none
	Inclusive bool          // a difference of just that much counts
	Codes     []string      // of the errors; nil for all
	Signed    bool          // of requests that are signed
	Always    bool          // also where the attempt was signed by the service's clock
}

// skewed reports whether an answer is an error to retry for its date, and remembers
// how far the clocks are apart. An answer that has lain in a cache says nothing,
// nor one that was recorded who knows when.
func (c *Call) skewed(s *Skew, a *Answer) bool {
	if s.After == 0 || !c.Options.Timely || s.Signed && c.Signed == nil || a.Response.Header.Get("Age") != "" || c.Client.Config.On("disable_clock_skew_correction") {
		return false
	}
	date, err := http.ParseTime(a.Response.Header.Get("Date"))
	if err != nil || s.Codes != nil && !slices.Contains(s.Codes, a.Service.Code) {
		return false
	}
	apart := date.Sub(c.Request.Time)
	off := apart - c.apart
	if s.Always {
		off = apart
	}
	if off = off.Abs(); off < s.After || off == s.After && !s.Inclusive {
		return false
	}
	c.apart = apart
	c.note("%s is of %s: the clock here is wrong for %s, which tries again and signs by the service's clock then", a.Text, date.UTC().Format(time.RFC3339), c.Client.Reading.ID)
	return true
}
