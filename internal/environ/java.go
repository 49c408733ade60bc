package environ

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/redact"
)

// The variables that have options of a Java virtual machine: one that every
// machine takes, one that the program java puts before its command line, and one
// that HotSpot takes last of all.
const (
	JavaOptions     = "JAVA_TOOL_OPTIONS"
	LauncherOptions = "JDK_JAVA_OPTIONS"
	LastOptions     = "_JAVA_OPTIONS"
)

// Property is a system property of a Java virtual machine.
type Property struct {
	Value    string
	Variable *Variable // that has the option in it, nil where it was given explicitly
}

// JavaProperty gives a system property: the one that counts of those that the
// variables have and those given explicitly, as on the program's command line.
func (e *Env) JavaProperty(name string) (Property, bool) {
	p, ok := e.properties[name]
	return p, ok
}

// HasJavaProperties reports whether there is any.
func (e *Env) HasJavaProperties() bool { return len(e.properties) > 0 }

// JavaFault says why a Java virtual machine would not start in the environment,
// and the variable that is at fault; "" where it would.
func (e *Env) JavaFault() (why, variable string) { return e.javaFault, e.javaVariable }

// setProperties takes the properties of the variables and those given, in the
// order in which a later one takes the place of an earlier (HotSpot,
// arguments.cpp, Arguments::parse_vm_init_args; the launcher's args.c,
// JLI_AddArgsFromEnvVar).
func (e *Env) setProperties(given []string) error {
	e.variableProperties(JavaOptions)
	e.variableProperties(LauncherOptions)
	for _, kv := range given {
		name, value, ok := strings.Cut(strings.TrimPrefix(kv, "-D"), "=")
		if !ok || name == "" {
			return fmt.Errorf("--java-property %q: expected NAME=VALUE", redact.Name(name))
		}
		e.setProperty(name, Property{Value: value})
	}
	e.variableProperties(LastOptions)
	return nil
}

// variableProperties takes the properties of one variable.
func (e *Env) variableProperties(variable string) {
	v, ok := e.Lookup(variable)
	if !ok {
		return
	}
	words, closed := javaWords(v.Value)
	if !closed {
		e.refuseJava(variable, "unmatched quote in "+variable)
	}
	for i := 0; i < len(words); i++ {
		word := words[i]
		option, property := strings.CutPrefix(word, "-D")
		switch {
		case property:
			name, value, _ := strings.Cut(option, "=")
			e.setProperty(name, Property{Value: value, Variable: &v})
		case variable != LauncherOptions, strings.HasPrefix(word, "@"):
		case slices.Contains(takesWord, word):
			i++
		case !strings.HasPrefix(word, "-"), word == "-jar":
			e.refuseJava(variable, variable+" names a program to run, which it may not")
		}
	}
}

// takesWord are the launcher's options whose value is the next word (args.c, checkArg).
var takesWord = []string{"-cp", "-classpath", "--class-path", "-p", "--module-path", "--upgrade-module-path",
	"--add-modules", "--limit-modules", "--add-exports", "--add-opens", "--add-reads", "--patch-module", "--enable-native-access", "--source"}

func (e *Env) refuseJava(variable, why string) {
	if e.javaFault == "" {
		e.javaFault, e.javaVariable = why, variable
	}
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
