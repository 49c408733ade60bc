package protocol

import (
	"net/url"
	"sort"
	"strings"
)

// form is the body of the query protocols while it is written: names with
// values, in order. A name that is set again keeps its place.
type form struct {
	pairs formBody
	at    map[string]int
}

// newForm begins a form with the two parameters that every call has.
func newForm(action, version string) *form {
	f := &form{at: make(map[string]int)}
	f.set("Action", action)
	f.set("Version", version)
	return f
}

func (f *form) set(name, value string) {
	if i, ok := f.at[name]; ok {
		f.pairs[i].value = value
		return
	}
	f.at[name] = len(f.pairs)
	f.pairs = append(f.pairs, formPair{name, value})
}

// body writes the form in the manner of a style.
func (f *form) body(s Style) []byte {
	if s.sortsForms() {
		sort.SliceStable(f.pairs, func(i, j int) bool { return f.pairs[i].name < f.pairs[j].name })
	}
	return []byte(f.pairs.join(s.escapeForm))
}

// sortsForms tells whether the pairs of a form are sorted by their names, with
// Action and Version among them (net/url, Values.Encode, which aws-sdk-go v1 uses;
// aws-sdk-go-v2 1.48.0, aws/protocol/query/encoder.go, Encode).
func (s Style) sortsForms() bool { return s == GoV1 || s == GoV2 || s == Smithy }

// escapeForm escapes a name or value of a form: spaces are plus signs (Python's
// quote_plus, Go's url.QueryEscape), in JavaScript %20 (@smithy/core 3.41.0,
// extended-encode-uri-component.js).
func (s Style) escapeForm(text string) string {
	if s == JavaScript {
		return escapeLabel(text, false)
	}
	return url.QueryEscape(text)
}

// formType is the Content-Type of a form (botocore 1.43.11, QuerySerializer;
// aws-sdk-go v1.55.8, query/build.go; aws-sdk-go-v2, serializers.go; @aws-sdk/core
// 3.981.1, AwsQueryProtocol.js).
func (s Style) formType() string {
	if s == Botocore || s == GoV1 {
		return "application/x-www-form-urlencoded; charset=utf-8"
	}
	return "application/x-www-form-urlencoded"
}

// writesEmptyMaps tells whether a map without entries is a parameter without a
// value, as lists are (aws-sdk-go v1.55.8, queryutil.go, parseMap).
func (s Style) writesEmptyMaps() bool { return s == GoV1 }

// namesEmptyFlatLists tells whether a flat list without elements is called what
// its elements would be (aws-sdk-go v1.55.8, queryutil.go, parseStruct; the models
// of later SDKs give that name to the list itself).
func (s Style) namesEmptyFlatLists() bool { return s != Botocore }

// joined adds a name to the name of a parameter.
func joined(prefix, name string) string {
	if prefix == "" {
		return name
	}
	return prefix + "." + name
}

// replaced puts a name in the place of the last part of a parameter's name.
func replaced(prefix, name string) string {
	return prefix[:strings.LastIndexByte(prefix, '.')+1] + name
}
