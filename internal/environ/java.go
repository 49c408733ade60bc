package environ

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/redact"
)

// JavaOptions is the variable whose options every Java virtual machine takes.
const JavaOptions = "JAVA_TOOL_OPTIONS"

// Property is a system property of a Java virtual machine.
type Property struct {
	Value    string
	Variable *Variable // that has the option in it, nil where it was given explicitly
}

// JavaProperty gives a system property: one given explicitly, as on the
// program's command line, or else one that JAVA_TOOL_OPTIONS has.
func (e *Env) JavaProperty(name string) (Property, bool) {
	p, ok := e.properties[name]
	return p, ok
}

// JavaFault says why a Java virtual machine would not start in the
// environment, or "".
func (e *Env) JavaFault() string { return e.javaFault }

// setProperties takes the properties of JAVA_TOOL_OPTIONS, which a machine
// reads before its command line (HotSpot, arguments.cpp), and those given.
func (e *Env) setProperties(given []string) error {
	if v, ok := e.Lookup(JavaOptions); ok {
		words, closed := javaWords(v.Value)
		if !closed {
			e.javaFault = "unmatched quote in " + JavaOptions
		}
		for _, word := range words {
			if option, ok := strings.CutPrefix(word, "-D"); ok {
				name, value, _ := strings.Cut(option, "=")
				e.setProperty(name, Property{Value: value, Variable: &v})
			}
		}
	}
	for _, kv := range given {
		name, value, ok := strings.Cut(strings.TrimPrefix(kv, "-D"), "=")
		if !ok || name == "" {
			return fmt.Errorf("--java-property %q: expected NAME=VALUE", redact.Name(name))
		}
		e.setProperty(name, Property{Value: value})
	}
	return nil
}

func (e *Env) setProperty(name string, p Property) {
	if e.properties == nil {
		e.properties = map[string]Property{}
	}
	e.properties[name] = p
	e.vault.Value(name, p.Value)
}

// javaWords splits a text at white space; quotes of either kind keep it
// together and are dropped (HotSpot, arguments.cpp, parse_options_buffer).
func javaWords(text string) (words []string, closed bool) {
	var word []byte
	inside, quote := false, byte(0)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
			word = append(word, c)
		case c == '"' || c == '\'':
			quote, inside = c, true
		case c == ' ' || '\t' <= c && c <= '\r':
			if inside {
				words = append(words, string(word))
			}
			word, inside = word[:0], false
		default:
			word, inside = append(word, c), true
		}
	}
	if quote != 0 {
		return nil, false
	}
	if inside {
		words = append(words, string(word))
	}
	return words, true
}
