package handlers

import "slices"

// Anonymous is the name of handlers that were pushed without one.
const Anonymous = "__anonymous"

// Named is a handler with the name by which it is shown, removed and swapped.
type Named struct {
	Name string
	Fn   func(*Request)
}

// List is an ordered list of handlers. The zero List is empty and ready.
//
// A List is a value: no change to one ever shows in another, be it made by
// Copy or by assignment. Any number of goroutines may run and read a List at
// once; changing it is for one of them, while no other uses it.
type List struct {
	// AfterEach, if there is one, is asked after every handler whether to go
	// on with the next.
	AfterEach func(Item) bool

	items []Named // never changed in place, so that a shared array does no harm
}

// Item is a handler that has just run.
type Item struct {
	Index   int // in the list, from 0
	Handler Named
	Request *Request
}

// StopOnError is an AfterEach that ends the run at the first error.
func StopOnError(i Item) bool { return i.Request.Err == nil }

// Len is the number of handlers.
func (l *List) Len() int { return len(l.items) }

// Names gives the handlers' names in the order in which they run.
func (l *List) Names() []string {
	names := make([]string, len(l.items))
	for i, n := range l.items {
		names[i] = n.Name
	}
	return names
}

// Copy gives a list of the same handlers and the same AfterEach.
func (l *List) Copy() List {
	return List{AfterEach: l.AfterEach, items: slices.Clone(l.items)}
}

// Clear removes every handler.
func (l *List) Clear() { l.items = nil }

// PushBack adds a handler at the end, without a name.
func (l *List) PushBack(fn func(*Request)) { l.PushBackNamed(Named{Anonymous, fn}) }

// PushFront adds a handler at the beginning, without a name.
func (l *List) PushFront(fn func(*Request)) { l.PushFrontNamed(Named{Anonymous, fn}) }

// PushBackNamed adds a handler at the end.
func (l *List) PushBackNamed(n Named) { l.items = slices.Concat(l.items, []Named{n}) }

// PushFrontNamed adds a handler at the beginning.
func (l *List) PushFrontNamed(n Named) { l.items = slices.Concat([]Named{n}, l.items) }

// Remove removes every handler that has n's name.
func (l *List) Remove(n Named) { l.RemoveByName(n.Name) }

// RemoveByName removes every handler of the name and reports whether there was one.
func (l *List) RemoveByName(name string) bool {
	kept := make([]Named, 0, len(l.items))
	for _, n := range l.items {
		if n.Name != name {
			kept = append(kept, n)
		}
	}
	removed := len(kept) < len(l.items)
	l.items = kept
	return removed
}

// Swap puts a handler in the place of every one that has the name, and tells
// whether there was one.
func (l *List) Swap(name string, with Named) bool {
	swapped := false
	items := slices.Clone(l.items)
	for i := range items {
		if items[i].Name == name {
			items[i], swapped = with, true
		}
	}
	l.items = items
	return swapped
}

// SetBackNamed puts a handler in the place of those of its own name, or at the
// end if there are none.
func (l *List) SetBackNamed(n Named) {
	if !l.Swap(n.Name, n) {
		l.PushBackNamed(n)
	}
}

// SetFrontNamed puts a handler in the place of those of its own name, or at
// the beginning if there are none.
func (l *List) SetFrontNamed(n Named) {
	if !l.Swap(n.Name, n) {
		l.PushFrontNamed(n)
	}
}

// Run calls the handlers in order until they are through or AfterEach says to
// stop. It reports whether they are through. Handlers that change the list
// meanwhile change the next run, not this one.
func (l *List) Run(r *Request) bool {
	afterEach := l.AfterEach
	for i, n := range l.items {
		n.Fn(r)
		if afterEach != nil && !afterEach(Item{i, n, r}) {
			return false
		}
	}
	return true
}
