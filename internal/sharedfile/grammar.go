package sharedfile

import "fmt"

// Grammar is one SDK's parser: what it makes of a document. It never panics
// and never fails but by setting File.Err.
type Grammar struct {
	Name  string // for people: "the parser of aws-sdk-go-v2"
	Parse func(*Document) *File

	header func(string) string // what it hands on of a plain header; nil for just that
}

// File is a document as a grammar reads it: its sections in the order of the
// text, with duplicates kept, since which of them wins is a reading's rule.
type File struct {
	Doc      *Document
	Sections []Section // those of a file that was parsed lazily are asked for by All, At and Mentioning
	Err      *Error    // why this parser gives up on the file; Sections is what it had by then
	Notes    []Note    // what this parser passes over or takes otherwise than it looks

	lazy  *lazy  // what is still to be parsed; nil where all of it was
	shelf *shelf // of so many sections that Sections has none of them
}

// Entry is a key and its value.
type Entry struct {
	Key    string // as the parser hands it on (most fold case)
	Value  string
	KeyPos Pos
	// ValuePos is the place of the value's first byte, after an opening quote
	// where the parser drops it; where the value would stand if it is empty.
	ValuePos Pos
	Nested   []Entry // an indented block of keys under this one
	// Raw is the value before quotes and blanks around it are dropped, set only
	// by grammars whose SDK looks at that text too.
	Raw string
}

// Error is a fault that stops a parser.
type Error struct {
	Pos     Pos
	Message string // lower case, without the place
	SDK     string // what the SDK itself says, as far as it matters
}

// At gives the error with its place.
func (e *Error) At(path string) string {
	return fmt.Sprintf("%s:%d:%d: %s", path, e.Pos.Line, e.Pos.Column, e.Message)
}

// Note is something a person should know about how a file is read. Code is
// the problem's code, such as "junk-line"; the message never quotes a value.
type Note struct {
	Pos     Pos
	Code    string
	Message string
	Section string
	Key     string
}

// maxNotes is how many notes a grammar makes of one file: nobody reads more.
const maxNotes = 200

// Grammars gives every grammar.
func Grammars() []Grammar {
	return []Grammar{GoV1(), GoV2(), INI(), ConfigParser(), JavaScript(), Spec(), Java(true), Java(false)}
}
