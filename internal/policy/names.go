package policy

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/checker/nature"
	"github.com/expr-lang/expr/types"

	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

// short are the settings that an expression names by themselves: their value as
// what it is, a text, a number, or true or false.
var short = sync.OnceValue(func() map[string]*settings.Setting {
	all := map[string]*settings.Setting{}
	for i := range settings.Table() {
		s := &settings.Table()[i]
		if _, taken := roots()[s.Name]; !taken {
			all[s.Name] = s
		}
	}
	return all
})

// described is the type of a value that Go has a type for. Unlike types.TypeOf it
// keeps what the language finds out about the fields of a struct.
type described struct {
	types.Type
	cache *nature.Cache
	of    reflect.Type
}

func (d described) Nature() nature.Nature { return d.cache.FromType(d.of) }

// environment is the type of all that an expression may name; services are those
// whose endpoints it names. It is for one goroutine.
func environment(services []string) types.Map {
	cache := new(nature.Cache)
	of := func(t reflect.Type) types.Type { return described{types.Any, cache, t} }
	env, all := types.Map{}, types.Map{}
	for name, t := range roots() {
		env[name] = of(t)
	}
	setting := of(reflect.TypeFor[Setting]())
	for name, s := range short() {
		all[name] = setting
		group, key, dotted := strings.Cut(name, ".")
		if !dotted {
			env[name] = of(valueType(s))
			continue
		}
		if env[group] == nil {
			env[group] = types.Map{}
		}
		env[group].(types.Map)[key] = of(valueType(s))
	}
	for _, service := range services {
		all[settings.ServiceEndpoint(service)] = setting
	}
	env["settings"] = all
	return env
}

func valueType(s *settings.Setting) reflect.Type {
	switch s.Type {
	case settings.Bool:
		return reflect.TypeFor[bool]()
	case settings.Int:
		return reflect.TypeFor[int]()
	}
	return reflect.TypeFor[string]()
}

// known has what an expression can begin with.
var known = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for name := range environment(nil) {
		all[name] = true
	}
	return all
})

// Names are what an expression can begin with, for completion and for those who
// write a name wrong.
func Names() []string { return slices.Sorted(maps.Keys(known())) }

// said are what the language says of an expression that is not right. They are
// made when first asked for: few runs need them, and all want a quick start.
var said = sync.OnceValue(func() (of struct{ unknownName, unknownField, noField, noSuch, goTypes *regexp.Regexp }) {
	of.unknownName = regexp.MustCompile(`^unknown name (\S+)`)
	of.unknownField = regexp.MustCompile(`^unknown field (\S+)`)
	of.noField = regexp.MustCompile(`^type \*?policy\.(\w+) has no field (\S+)`)
	of.noSuch = regexp.MustCompile(`^type (\S+) has no field (\S+)`)
	of.goTypes = regexp.MustCompile(`\*?policy\.(\w+)`)
	return of
})

// plainly says what is wrong with an expression in the words of the document,
// with what may have been meant.
func plainly(message string) string {
	if m := said().unknownName.FindStringSubmatch(message); m != nil {
		return "there is no " + m[1] + suggest.DidYouMean(m[1], append(Names(), builtin.Names...))
	}
	if m := said().unknownField.FindStringSubmatch(message); m != nil {
		return "there is no setting " + m[1] + suggest.DidYouMean(m[1], settingNames())
	}
	if m := said().noField.FindStringSubmatch(message); m != nil {
		return strings.ToLower(m[1]) + " has no field " + m[2] + suggest.DidYouMean(m[2], fieldsOf(m[1]))
	}
	if m := said().noSuch.FindStringSubmatch(message); m != nil {
		return "a " + m[1] + " has no field " + m[2]
	}
	message = said().goTypes.ReplaceAllStringFunc(message, func(s string) string {
		return strings.ToLower(said().goTypes.FindStringSubmatch(s)[1])
	})
	if strings.HasPrefix(message, "reflect: call of reflect.Value") {
		return "there is nothing to look into: it is nil"
	}
	if strings.Contains(message, "types profile and string") {
		message += "; its name is profile.name"
	}
	return message
}

// settingNames are those of the settings, and of what stands below a group of them.
func settingNames() []string {
	var names []string
	for name := range short() {
		names = append(names, name)
		if _, key, dotted := strings.Cut(name, "."); dotted {
			names = append(names, key)
		}
	}
	slices.Sort(names)
	return names
}

// fieldsOf are the fields of a type of this package.
func fieldsOf(name string) []string {
	var names []string
	for _, t := range []reflect.Type{reflect.TypeFor[Origin](), reflect.TypeFor[Failure](), reflect.TypeFor[Profile](), reflect.TypeFor[File](),
		reflect.TypeFor[Setting](), reflect.TypeFor[Outcome](), reflect.TypeFor[Credentials](), reflect.TypeFor[Call](), reflect.TypeFor[Step](),
		reflect.TypeFor[Tried](), reflect.TypeFor[Problem](), reflect.TypeFor[Endpoint](), reflect.TypeFor[Disagreement]()} {
		if t.Name() == name {
			for i := range t.NumField() {
				names = append(names, t.Field(i).Tag.Get("expr"))
			}
		}
	}
	return names
}
