package dryrun

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/sessctl/sessctl/internal/handlers"
	"github.com/sessctl/sessctl/internal/suggest"
)

// Push is a handler that a person adds to a list, or takes from it.
type Push struct {
	Stage string
	Front bool
	Kind  string // log, header, exec, remove
	Arg   string
}

// kinds of pushed handlers.
var kinds = []string{"log", "header", "exec", "remove"}

// ParsePush reads LIST:front|back:KIND[=ARG].
func ParsePush(text string) (Push, error) {
	parts := strings.SplitN(text, ":", 3)
	if len(parts) < 3 {
		return Push{}, fmt.Errorf("handler %q: expected LIST:front|back:KIND[=ARG], such as Build:back:header=X-Team:blue", text)
	}
	var all handlers.Handlers
	var names []string
	p := Push{}
	for _, s := range all.Stages() {
		names = append(names, s.Name)
		if strings.EqualFold(s.Name, parts[0]) {
			p.Stage = s.Name
		}
	}
	if p.Stage == "" {
		return p, fmt.Errorf("handler %q: there is no list %q%s", text, parts[0], suggest.DidYouMean(parts[0], names))
	}
	switch parts[1] {
	case "front":
		p.Front = true
	case "back":
	default:
		return p, fmt.Errorf("handler %q: expected front or back, not %q", text, parts[1])
	}
	p.Kind, p.Arg, _ = strings.Cut(parts[2], "=")
	switch p.Kind {
	case "log":
	case "header":
		name, _, ok := strings.Cut(p.Arg, ":")
		if !ok || !token(name) {
			return p, fmt.Errorf("handler %q: expected header=NAME:VALUE", text)
		}
		if !sendable(p.Arg) {
			return p, fmt.Errorf("handler %q: a header has no line breaks and no other control characters", text)
		}
	case "exec":
		if p.Arg == "" {
			return p, fmt.Errorf("handler %q: expected exec=PROGRAM", text)
		}
	case "remove":
		if p.Arg == "" {
			return p, fmt.Errorf("handler %q: expected remove=NAME, a name that `sessctl handlers` lists", text)
		}
	default:
		return p, fmt.Errorf("handler %q: unknown kind %q%s: the kinds are %s", text, p.Kind, suggest.DidYouMean(p.Kind, kinds), strings.Join(kinds, ", "))
	}
	return p, nil
}

// token tells whether a text can be the name of a header.
func token(s string) bool {
	for _, c := range []byte(s) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"(),/:;<=>?@[\\]{}", c) >= 0 {
			return false
		}
	}
	return s != ""
}

// Apply pushes the handler. It fails where there is none to remove.
func (p Push) Apply(h *handlers.Handlers) error {
	list := h.Stage(p.Stage)
	n := handlers.Named{Name: "sessctl." + p.Kind}
	switch p.Kind {
	case "remove":
		if !list.RemoveByName(p.Arg) {
			return fmt.Errorf("remove the handler %s from %s: there is none%s", p.Arg, p.Stage, suggest.DidYouMean(p.Arg, list.Names()))
		}
		return nil
	case "header":
		name, value, _ := strings.Cut(p.Arg, ":")
		value = strings.TrimSpace(value)
		n.Fn = func(r *handlers.Request) {
			if http.CanonicalHeaderKey(name) == "Host" {
				r.HTTP.Host = value
				return
			}
			r.HTTP.Header.Set(name, value)
		}
	case "exec":
		n.Fn = func(r *handlers.Request) {
			if c, ok := r.Input.(*Call); ok {
				if err := c.exec(p.Stage, p.Arg); err != nil {
					c.broken = &HandlerError{p.Stage, err}
					r.Err = c.broken
				}
			}
		}
	case "log":
		n.Fn = func(r *handlers.Request) {
			if c, ok := r.Input.(*Call); ok {
				c.logRequest()
			}
		}
	}
	if p.Front {
		list.PushFrontNamed(n)
	} else {
		list.PushBackNamed(n)
	}
	return nil
}
