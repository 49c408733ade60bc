package main

import "strings"

// list is a flag that can be given more than once, as pflag's StringArray is,
// which makes a writer of CSV for each flag that nobody has given.
type list struct {
	values *[]string
	given  bool
}

func (l *list) Set(value string) error {
	if !l.given {
		*l.values, l.given = nil, true
	}
	*l.values = append(*l.values, value)
	return nil
}

// Append and its kin make it a list for whoever completes flags.
func (l *list) Append(value string) error { *l.values = append(*l.values, value); return nil }

func (l *list) Replace(values []string) error { *l.values = values; return nil }

func (l *list) GetSlice() []string { return *l.values }

func (*list) Type() string { return "stringArray" }

func (l *list) String() string {
	if l.values == nil {
		return ""
	}
	return strings.Join(*l.values, ",")
}
