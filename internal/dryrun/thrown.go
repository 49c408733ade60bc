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

// part is what a snapshot has of a part, by its name for people. The method, the URL
// and the body are looked at until they are signed: signing itself may write to them.
func (s *snapshot) part(name string, signed bool) (value string, there bool) {
	header, is := strings.CutPrefix(name, aHeader)
	switch {
	case is:
		if values, there := s.header[header]; there {
			return strings.Join(values, ", "), true
		}
		if header == "Host" && s.host != "" {
			return s.host, true
		}
	case signed:
	case name == theMethod:
		return s.method, true
	case name == theURL:
		return s.url, true
	case name == theBody:
		return string(s.body), true
	}
	return "", false
}

// The names of the parts of a request; that of a header is the beginning.
const (
	theMethod = "the method"
	theURL    = "the URL"
	theBody   = "the body"
	aHeader   = "the header "
)

// watch keeps what a pushed handler changes, and says so when a later handler
// throws that away. The headers are those that differ; first says that it is the first
// handler of the stage: before it, anything may have become different.
func (c *Call) watch(stage string, by *handlers.Named, was, is *snapshot, headers []string, first bool) {
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.handler() == by.Name })
	if i < 0 && len(c.changed) == 0 {
		return
	}
	signed := stage != "Validate" && stage != "Build"
	parts := []string{theMethod, theURL, theBody, aHeader + "Host"}
	for _, name := range headers {
		parts = append(parts, aHeader+name)
	}
	looked := slices.Values(parts)
	if first || was.url != is.url {
		looked = maps.Keys(c.changed)
	}
	var moved []string
	for part := range looked {
		change, known := c.changed[part]
		if !known || signed && !strings.HasPrefix(part, aHeader) {
			continue
		}
		if value, there := is.part(part, signed); change.gone != !there || value != change.value {
			moved = append(moved, part)
		}
	}
	slices.Sort(moved)
	for _, part := range slices.Compact(moved) {
		if c.throwsAway(c.changed[part], by.Name, is, signed) {
			delete(c.changed, part)
		}
	}
	if i < 0 {
		return
	}
	for _, part := range parts {
		value, there := is.part(part, signed)
		if old, had := was.part(part, signed); value != old || had != there {
			if c.changed == nil {
				c.changed = map[string]pushedChange{}
			}
			c.changed[part] = pushedChange{stage, kinds[i].Name, part, value, !there}
		}
	}
}

// throwsAway reports whether nothing is left of a change whose part is another now, and
// notes it.
func (c *Call) throwsAway(change pushedChange, by string, is *snapshot, signed bool) bool {
	value, there := is.part(change.part, signed)
	switch {
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
	name := strings.TrimPrefix(part, aHeader)
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
