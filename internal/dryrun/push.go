package dryrun

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/handlers"
	"github.com/sessctl/sessctl/internal/redact"
	"github.com/sessctl/sessctl/internal/suggest"
)

// Push is a handler that a person adds to a list, or takes from it.
type Push struct {
	Stage string
	Front bool
	Kind  string // the name of one of Kinds
	Arg   string
}

// ParsePush reads LIST:front|back:KIND[=ARG].
func ParsePush(text string) (Push, error) {
	parts := strings.SplitN(text, ":", 3)
	text = quotable(parts)
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
		return p, fmt.Errorf("handler %q: there is no list %q%s", text, redact.Name(parts[0]), suggest.DidYouMean(parts[0], names))
	}
	switch parts[1] {
	case "front":
		p.Front = true
	case "back":
	default:
		return p, fmt.Errorf("handler %q: expected front or back, not %q", text, redact.Name(parts[1]))
	}
	p.Kind, p.Arg, _ = strings.Cut(parts[2], "=")
	k, err := kindOf(p.Kind)
	if err == nil && k.check != nil {
		err = k.check(k, p.Arg)
	}
	if err != nil {
		return p, fmt.Errorf("handler %q: %w", text, err)
	}
	return p, nil
}

// quotable is what an error quotes of a handler: the argument may be a secret,
// and so may anything in the wrong place.
func quotable(parts []string) string {
	shown := make([]string, len(parts))
	for i, part := range parts {
		name, _, has := strings.Cut(part, "=")
		if shown[i] = redact.Name(name); has {
			shown[i] += "=…"
		}
	}
	return strings.Join(shown, ":")
}

// Apply pushes the handler. It fails where there is none to remove.
func (p Push) Apply(h *handlers.Handlers) error {
	k, err := kindOf(p.Kind)
	if err != nil {
		return err
	}
	list := h.Stage(p.Stage)
	if k.apply != nil {
		return k.apply(p, list)
	}
	n := handlers.Named{Name: k.handler(), Fn: func(r *handlers.Request) { k.do(p, r) }}
	if p.Front {
		list.PushFrontNamed(n)
	} else {
		list.PushBackNamed(n)
	}
	return nil
}

// handler is the name of the handlers of the kind.
func (k *Kind) handler() string { return "sessctl." + k.Name }

func kindOf(name string) (*Kind, error) {
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Name == name })
	if i < 0 {
		var names []string
		for _, k := range kinds {
			names = append(names, k.Name)
		}
		return nil, fmt.Errorf("unknown kind %q%s: the kinds are %s", name, suggest.DidYouMean(name, names), strings.Join(names, ", "))
	}
	return &kinds[i], nil
}
