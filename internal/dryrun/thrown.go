package dryrun

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/handlers"
)

// pushedChange is what a pushed handler has made of a part of the request.
type pushedChange struct {
	stage, kind string
	part        string
	value       string
	gone        bool // the part was taken out
}

// parts are what a snapshot has, by names for people. The method, the URL and the
// body are looked at until they are signed: signing itself may write to them.
func (s *snapshot) parts(signed bool) map[string]string {
	all := map[string]string{}
	if !signed {
		all["the method"], all["the URL"], all["the body"] = s.method, s.url, string(s.body)
	}
	if s.host != "" {
		all["the header Host"] = s.host
	}
	for name, values := range s.header {
		all["the header "+name] = strings.Join(values, ", ")
	}
	return all
}

// watch keeps what a pushed handler changes, and says so when a later handler
// throws that away.
func (c *Call) watch(stage string, by *handlers.Named, was, is *snapshot) {
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.handler() == by.Name })
	if i < 0 && len(c.changed) == 0 {
		return
	}
	signed := stage != "Validate" && stage != "Build"
	before, after := was.parts(signed), is.parts(signed)
	for _, part := range slices.Sorted(maps.Keys(c.changed)) {
		if signed && !strings.HasPrefix(part, "the header ") {
			continue
		}
		if c.throwsAway(c.changed[part], by.Name, after) {
			delete(c.changed, part)
		}
	}
	if i < 0 {
		return
	}
	for _, part := range slices.Sorted(maps.Keys(both(before, after))) {
		value, there := after[part]
		if old, had := before[part]; value != old || had != there {
			if c.changed == nil {
				c.changed = map[string]pushedChange{}
			}
			c.changed[part] = pushedChange{stage, kinds[i].Name, part, value, !there}
		}
	}
}

// throwsAway reports whether nothing is left of a change, and notes it.
func (c *Call) throwsAway(change pushedChange, by string, after map[string]string) bool {
	value, there := after[change.part]
	switch {
	case change.gone == !there && value == change.value:
		return false
	case change.gone:
		c.note("%s puts back %s, which the %s handler of %s takes out", by, change.part, change.kind, change.stage)
		return true
	case there && strings.Contains(value, change.value) && change.value != "":
		return false // it stands there still, with something added
	case !there && c.inQuery(change.part):
		return false
	}
	c.note("%s throws away %s that the %s handler of %s sets", by, change.part, change.kind, change.stage)
	return true
}

// inQuery reports whether a header has gone into the query of a presigned request.
func (c *Call) inQuery(part string) bool {
	if c.Options.Presign == 0 || c.Request.HTTP.URL == nil {
		return false
	}
	name := strings.TrimPrefix(part, "the header ")
	for given := range c.Request.HTTP.URL.Query() {
		if http.CanonicalHeaderKey(given) == name {
			return true
		}
	}
	return false
}

// newAttempt forgets what handlers have changed that run once more.
func (c *Call) newAttempt() {
	maps.DeleteFunc(c.changed, func(_ string, change pushedChange) bool { return change.stage != "Validate" && change.stage != "Build" })
}

func both(a, b map[string]string) map[string]string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// noteRemoved says of handlers that were removed what that does not do.
func (c *Call) noteRemoved() {
	for _, p := range c.Options.Push {
		if p.Kind != "remove" || p.Stage != "Send" {
			continue
		}
		if p.Arg == recorder && len(c.Options.Answers) > 0 {
			c.note("without %s in Send no answer reaches the attempts", p.Arg)
			continue
		}
		c.note("nothing is sent here, so that it changes nothing to remove %s from Send", p.Arg)
	}
}
