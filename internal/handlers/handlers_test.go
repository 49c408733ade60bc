package handlers

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// trace is a handler that writes its name down.
func trace(name string) Named {
	return Named{name, func(r *Request) { r.Output = fmt.Sprint(r.Output, " ", name) }}
}

// ran gives the names of the handlers that run, in order.
func ran(l *List) string {
	r := &Request{Output: ""}
	l.Run(r)
	return strings.TrimSpace(fmt.Sprint(r.Output))
}

func TestList(t *testing.T) {
	var l List
	if l.Len() != 0 || ran(&l) != "" {
		t.Error("the zero list is not empty")
	}
	l.PushBackNamed(trace("b"))
	l.PushFrontNamed(trace("a"))
	l.PushBack(trace("c").Fn)
	l.PushFront(trace("z").Fn)
	if got, want := ran(&l), "z a b c"; got != want {
		t.Errorf("ran %s, want %s", got, want)
	}
	if got, want := l.Names(), []string{Anonymous, "a", "b", Anonymous}; !slices.Equal(got, want) {
		t.Errorf("the names are %q, want %q", got, want)
	}
	for _, tt := range []struct {
		name string
		do   func(*List)
		want string
	}{
		{"remove", func(l *List) { l.Remove(Named{Name: "a"}) }, "z b c"},
		{"remove all of a name", func(l *List) { l.RemoveByName(Anonymous) }, "a b"},
		{"remove nothing", func(l *List) { l.RemoveByName("none") }, "z a b c"},
		{"swap", func(l *List) { l.Swap("a", trace("x")) }, "z x b c"},
		{"swap nothing", func(l *List) { l.Swap("none", trace("x")) }, "z a b c"},
		{"set back, there", func(l *List) { l.SetBackNamed(Named{"a", trace("x").Fn}) }, "z x b c"},
		{"set back, new", func(l *List) { l.SetBackNamed(trace("x")) }, "z a b c x"},
		{"set front, new", func(l *List) { l.SetFrontNamed(trace("x")) }, "x z a b c"},
		{"clear", (*List).Clear, ""},
	} {
		c := l.Copy()
		if tt.do(&c); ran(&c) != tt.want {
			t.Errorf("%s: ran %s, want %s", tt.name, ran(&c), tt.want)
		}
	}
	if !l.RemoveByName("a") || l.RemoveByName("a") || l.Swap("a", trace("x")) || !l.Swap("b", trace("y")) {
		t.Error("a list does not tell what it found")
	}
}

func TestRunStops(t *testing.T) {
	var l List
	l.PushBackNamed(trace("a"))
	l.PushBackNamed(Named{"fails", func(r *Request) { r.Err = errors.New("no") }})
	l.PushBackNamed(trace("b"))
	if r := (&Request{Output: ""}); !l.Run(r) || r.Output != " a b" {
		t.Errorf("without a condition ran%v", r.Output)
	}
	var items []string
	l.AfterEach = func(i Item) bool {
		items = append(items, fmt.Sprint(i.Index, i.Handler.Name))
		return StopOnError(i)
	}
	if r := (&Request{Output: ""}); l.Run(r) || r.Output != " a" {
		t.Errorf("after an error ran%v", r.Output)
	}
	if got, want := strings.Join(items, " "), "0a 1fails"; got != want {
		t.Errorf("asked after %s, want %s", got, want)
	}
	c := l.Copy()
	if c.Run(&Request{}) {
		t.Error("a copy has lost its condition")
	}
}

func TestChangesDuringARun(t *testing.T) {
	r := NewRequest("s3", "PutObject", Handlers{}, nil, "")
	r.Handlers.Send.PushBack(func(r *Request) { r.Handlers.Send.PushBackNamed(trace("late")) })
	r.Handlers.Send.Run(r)
	if r.Output != "" {
		t.Error("a handler ran in the run that it was pushed in")
	}
	if r.Handlers.Send.Run(r); r.Output != " late" {
		t.Errorf("the next run ran%v", r.Output)
	}
}

func TestHandlers(t *testing.T) {
	var h Handlers
	if !h.IsEmpty() {
		t.Error("the zero handlers are not empty")
	}
	for _, s := range h.Stages() {
		s.PushBackNamed(trace(s.Name))
		if h.Stage(s.Name) != s.List {
			t.Errorf("the stage %s has another list", s.Name)
		}
	}
	if h.Stage("validate") != nil {
		t.Error("a stage has no such name")
	}
	c := h.Copy()
	c.Clear()
	if !c.IsEmpty() || h.IsEmpty() {
		t.Error("clearing a copy cleared something else")
	}
	for _, s := range h.Stages() {
		if ran(s.List) != s.Name {
			t.Errorf("stage %s ran %s", s.Name, ran(s.List))
		}
	}
}

// change does something random to a list and to a plain slice of names, which
// is what the list should be like.
func change(rt *rapid.T, l *List, model []string) []string {
	n := trace(rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(rt, "handler"))
	other := trace(rapid.SampledFrom([]string{"a", "b", "x"}).Draw(rt, "other"))
	switch rapid.IntRange(0, 6).Draw(rt, "change") {
	case 0:
		l.PushBackNamed(n)
		return append(slices.Clone(model), n.Name)
	case 1:
		l.PushFrontNamed(n)
		return append([]string{n.Name}, model...)
	case 2:
		l.Remove(n)
		return slices.DeleteFunc(slices.Clone(model), func(s string) bool { return s == n.Name })
	case 3:
		l.Swap(n.Name, other)
		model = slices.Clone(model)
		for i := range model {
			if model[i] == n.Name {
				model[i] = other.Name
			}
		}
		return model
	case 4:
		l.SetBackNamed(n)
		if !slices.Contains(model, n.Name) {
			model = append(slices.Clone(model), n.Name)
		}
		return model
	case 5:
		l.SetFrontNamed(n)
		if !slices.Contains(model, n.Name) {
			model = append([]string{n.Name}, model...)
		}
		return model
	}
	l.Clear()
	return nil
}

// TestCopyNeverAliases makes copies of lists, and assignments, and changes them
// all at random: each stays what its own changes made it.
func TestCopyNeverAliases(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		handlers := []*Handlers{{}}
		models := [][]string{nil}
		for range rapid.IntRange(1, 40).Draw(rt, "steps") {
			i := rapid.IntRange(0, len(handlers)-1).Draw(rt, "which")
			switch rapid.IntRange(0, 5).Draw(rt, "step") {
			case 0:
				c := handlers[i].Copy()
				handlers, models = append(handlers, &c), append(models, models[i])
			case 1:
				c := *handlers[i]
				handlers, models = append(handlers, &c), append(models, models[i])
			default:
				models[i] = change(rt, &handlers[i].Send, models[i])
			}
			for j := range handlers {
				if got, want := ran(&handlers[j].Send), strings.Join(models[j], " "); got != want {
					rt.Fatalf("list %d is %q, want %q", j, got, want)
				}
			}
		}
	})
}

// TestManyReaders has many goroutines run, read and copy one value, for the
// race detector to watch.
func TestManyReaders(t *testing.T) {
	var h Handlers
	h.Validate.AfterEach = StopOnError
	for _, s := range h.Stages() {
		s.PushBackNamed(trace(s.Name))
	}
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 100 {
				c := h.Copy()
				c.Send.PushFrontNamed(trace("mine"))
				r := NewRequest("s3", "PutObject", h, nil, "")
				r.Handlers.Send.PushBackNamed(trace("its"))
				for _, s := range h.Stages() {
					s.Run(r)
				}
				if h.Send.Len() != 1 || !slices.Equal(c.Send.Names(), []string{"mine", "Send"}) {
					t.Error("a copy is not its own")
				}
			}
		})
	}
	wg.Wait()
}
