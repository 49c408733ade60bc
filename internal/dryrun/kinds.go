package dryrun

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/handlers"
	"github.com/sessctl/sessctl/internal/suggest"
)

// Kind is a kind of handler that a person can push. It is one entry of kinds,
// which parsing, completion and help read.
type Kind struct {
	Name    string
	Arg     string // how its argument is written, such as NAME:VALUE; "" for a kind without one
	Summary string // what it does, for people
	Listed  bool   // its argument is the name of a handler in the list

	check func(k *Kind, arg string) error // says what is wrong with an argument; nil where any will do
	do    func(p Push, r *handlers.Request)
	apply func(p Push, list *handlers.List) error // in place of pushing a handler that does something
}

// Syntax is how the kind is written, with its argument.
func (k *Kind) Syntax() string {
	if k.Arg == "" {
		return k.Name
	}
	return k.Name + "=" + k.Arg
}

// Kinds gives the kinds, in the order in which people are shown them.
func Kinds() []Kind { return slices.Clone(kinds) }

var kinds = []Kind{
	{Name: "log", Summary: "writes the request, as it stands, into the trace", do: doLog},
	{Name: "header", Arg: "NAME:VALUE", Summary: "sets a header", check: checkHeader, do: doHeader},
	{Name: "remove", Arg: "NAME", Summary: "takes a stock handler out of the list", Listed: true, check: checkRemove, apply: applyRemove},
	{Name: "exec", Arg: "PROGRAM", Summary: "has a program change the request", check: checkGiven, do: doExec},
}

// wanted is the error of an argument that is none of the kind's.
func (k *Kind) wanted() error { return errors.New("expected " + k.Syntax()) }

func checkGiven(k *Kind, arg string) error {
	if arg == "" {
		return k.wanted()
	}
	return nil
}

func doLog(_ Push, r *handlers.Request) {
	if c, ok := r.Input.(*Call); ok {
		c.logRequest()
	}
}

func checkHeader(k *Kind, arg string) error {
	name, _, ok := strings.Cut(arg, ":")
	switch {
	case !ok || !token(name):
		return k.wanted()
	case !sendable(arg):
		return errors.New("a header has no line breaks and no other control characters")
	}
	return nil
}

func doHeader(p Push, r *handlers.Request) {
	name, value, _ := strings.Cut(p.Arg, ":")
	value = strings.TrimSpace(value)
	if http.CanonicalHeaderKey(name) == "Host" {
		r.HTTP.Host = value
		return
	}
	r.HTTP.Header.Set(name, value)
}

func checkRemove(k *Kind, arg string) error {
	if arg == "" {
		return fmt.Errorf("%w, a name that `sessctl handlers` lists", k.wanted())
	}
	return nil
}

func applyRemove(p Push, list *handlers.List) error {
	if !list.RemoveByName(p.Arg) {
		return fmt.Errorf("remove the handler %s from %s: there is none%s", p.Arg, p.Stage, suggest.DidYouMean(p.Arg, list.Names()))
	}
	return nil
}

func doExec(p Push, r *handlers.Request) {
	if c, ok := r.Input.(*Call); ok {
		if err := c.exec(p.Stage, p.Arg); err != nil {
			c.broken = &HandlerError{p.Stage, err}
			r.Err = c.broken
		}
	}
}

// token reports whether a text can be the name of a header.
func token(s string) bool {
	for _, c := range []byte(s) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"(),/:;<=>?@[\\]{}", c) >= 0 {
			return false
		}
	}
	return s != ""
}
