package document

import "iter"

// Many are the members of an object of a document, of which there can be so many
// that each is made when it is written: in the order of their names, as encoding/json
// has those of a map.
type Many[T any] iter.Seq2[string, T]

// Series is such an array.
type Series[T any] iter.Seq[T]

// Members gives the members as whoever writes them takes them.
func (m Many[T]) Members() iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		for name, v := range m {
			if !yield(name, v) {
				return
			}
		}
	}
}

// Elements does so with the elements.
func (r Series[T]) Elements() iter.Seq[any] {
	return func(yield func(any) bool) {
		for v := range r {
			if !yield(v) {
				return
			}
		}
	}
}
