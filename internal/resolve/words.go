package resolve

import (
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/suggest"
)

// InItsWords adds to a message how an SDK itself puts it. People see that when
// they ask for it, programs always.
func InItsWords(message, sdk, words string) string {
	if words == "" {
		return message
	}
	return message + "; the " + sdk + saysMark + words
}

const saysMark = " SDK says: "

// WithoutWords is a message without what InItsWords adds.
func WithoutWords(message string) string {
	i := strings.Index(message, saysMark)
	if i < 0 {
		return message
	}
	if j := strings.LastIndex(message[:i], "; the "); j >= 0 {
		return message[:j]
	}
	return message
}

// WordsOf is what InItsWords adds to a message, empty where it added nothing.
func WordsOf(message string) string {
	_, words, _ := strings.Cut(message, saysMark)
	return words
}

// place is a line of a file and a column in a message. What follows a colon in an
// ARN is none: accounts are told apart.
var place = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`([^:\d]):\d{1,7}(:\d{1,7})?\b|\b[Ll]ine:? \d+`) })

// WithoutPlaces is a message without the lines that it names: they move when a file
// is edited.
func WithoutPlaces(message string) string {
	if !strings.ContainsAny(message, "0123456789") {
		return message
	}
	return place().ReplaceAllString(message, "$1")
}

// DidYouMean is what to do where a profile does not exist: a command that asks
// for the one that may have been meant, or "".
func (r *Run) DidYouMean(profile string) string {
	near := r.Shared.Near(profiles.SectionProfile).Slips(profile)
	if len(near) == 0 {
		return ""
	}
	help := "did you mean " + suggest.List(near) + "?"
	if profile == r.Choice.Name && r.Choice.Origin.Kind == origin.Flag {
		help += " sessctl resolve --profile " + near[0]
	}
	return help
}

// SSOToken names the token of a login: by its session, or by the profile.
func (s Step) SSOToken() string {
	if s.Session != "" {
		return "SSO token of session " + s.Session
	}
	return "SSO token of profile " + s.Profile
}

// Stamp writes an instant as messages do.
func Stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
