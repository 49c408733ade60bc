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
	Statuses  []int         // of other errors that count too
	Signed    bool          // of requests that are signed
	Always    bool          // also where the attempt was signed by the service's clock
	Cached    bool          // also where the answer has lain in a cache
}

// SkewCodes gives the codes of errors that several SDKs take for those of a wrong clock.
func SkewCodes() []string {
	return []string{"InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure", "RequestTimeTooSkewed", "AccessDeniedException"}
}

// skewed reports whether an answer is an error to retry for its date, and remembers
// how far the clocks are apart. An answer that has lain in a cache says nothing to most
// SDKs, nor one here that was recorded who knows when.
func (c *Call) skewed(s *Skew, a *Answer) bool {
	cached := !s.Cached && a.Response.Header.Get("Age") != ""
	if s.After == 0 || !c.Options.Timely || s.Signed && c.Signed == nil || cached || c.Client.Config.On("disable_clock_skew_correction") {
		return false
	}
	date, err := http.ParseTime(a.Response.Header.Get("Date"))
	if err != nil || s.Codes != nil && !slices.Contains(s.Codes, a.Service.Code) && !slices.Contains(s.Statuses, a.Status) {
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
