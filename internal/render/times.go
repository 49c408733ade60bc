package render

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"time"
)

// instants are those of messages and documents, which are in UTC; a word before
// them says how they are meant.
var instants = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(\b(?:at|on|until) )?\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z`)
})

// mayHaveInstant reports whether a Z stands after a digit; few texts have one,
// and the expression takes longer to make than most commands take for the rest.
func mayHaveInstant(s string) bool {
	for i := 1; i < len(s); i++ {
		if s[i] == 'Z' && '0' <= s[i-1] && s[i-1] <= '9' {
			return true
		}
	}
	return false
}

// relativeTimes writes the instants in a text as they are from now, with the
// local time behind them: "expired 3 h ago".
func relativeTimes(s string, now time.Time) string {
	if !mayHaveInstant(s) {
		return s
	}
	return instants().ReplaceAllStringFunc(s, func(m string) string {
		word, stamp := "", m
		if i := strings.LastIndexByte(m, ' '); i >= 0 {
			word, stamp = m[:i+1], m[i+1:]
		}
		t, err := time.Parse(time.RFC3339, stamp)
		if err != nil {
			return m
		}
		if word == "until " {
			return word + local(t, now)
		}
		return relative(t, now)
	})
}

// relative says how far an instant is from now: "3 h ago", "in 5 h".
func relative(t, now time.Time) string {
	if d := now.Sub(t); d >= 0 {
		return length(d) + " ago"
	}
	return "in " + length(t.Sub(now))
}

// lasts says how long something is good still, or since when it is not.
func lasts(t, now time.Time) string {
	if now.Before(t) {
		return "valid for " + length(t.Sub(now))
	}
	return "expired " + length(now.Sub(t)) + " ago"
}

// length is a length of time in its largest unit, and the next where that is small.
func length(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int((d + time.Minute).Hours()))
	case d < 2*365*24*time.Hour:
		return fmt.Sprintf("%d days", int(d.Hours()/24))
	}
	return fmt.Sprintf("%d years", int(d.Hours()/24/365))
}

// local is an instant in the local time, with the day where that is not today.
func local(t, now time.Time) string {
	t, now = t.In(now.Location()), now.In(now.Location())
	if t.Year() == now.Year() && t.YearDay() == now.YearDay() {
		return t.Format("15:04")
	}
	return t.Format("2006-01-02 15:04")
}
