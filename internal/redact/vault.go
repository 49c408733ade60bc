package redact

import (
	"strings"
	"sync"
	"sync/atomic"
)

// Vault holds the secrets that a run has met. What is read is handed to it as
// it stands; which parts of that are secret is worked out when something is to
// be hidden. A nil vault holds nothing. Safe for concurrent use.
type Vault struct {
	// Names reports whether a text is the name of something that the program knows,
	// such as a setting, in which no secret is looked for; nil for no names.
	Names func(text string) bool

	open atomic.Bool // secrets are shown

	mu      sync.Mutex
	sources []source
	seen    []source // those that have been
	held    map[string]strength
	guessed map[string]bool // those of them that are merely long words of a comment
	named   map[string]bool // those of the guessed that are names of something
	swapped map[string]bool // secrets that stand in the place of access key ids
	tainted map[string]bool // variables and locals of Terraform's that secrets are made of
	pair    section         // the keys of variables
	index   *index
}

// source is something raw that has not been looked through yet.
type source struct {
	kind sourceKind
	name string
	text string
}

type sourceKind int

const (
	ofValue sourceKind = iota // the value of a variable, setting or key
	ofFile
	ofText   // anything that a person typed
	ofSecret // all of it is secret
	ofShown  // all of it is shown
	ofGiven  // a value that a person gave to be sent
	ofInput  // likewise, several of them in JSON
)

// Open lets secrets be shown from now on.
func (v *Vault) Open() {
	if v != nil {
		v.open.Store(true)
	}
}

func (v *Vault) add(s source) {
	if v == nil || s.text == "" {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.sources = append(v.sources, s)
}

// Value takes the value of a variable, key or setting as it was read.
func (v *Vault) Value(name, value string) { v.add(source{ofValue, name, value}) }

// File takes a file as it was read: a shared config file, a token cache, a token.
func (v *Vault) File(path string, data []byte) { v.FileText(path, string(data)) }

// FileText does the same where the text is at hand: large files are copied once.
func (v *Vault) FileText(path, text string) { v.add(source{ofFile, path, text}) }

// Given takes a value that a person gave for a request: what nobody can read is no
// secret there, but what somebody sends.
func (v *Vault) Given(name, value string) { v.add(source{ofGiven, name, value}) }

// Input takes the input of a request, in JSON, likewise.
func (v *Vault) Input(text string) { v.add(source{ofInput, "", text}) }

// Typed takes what a person typed, in which anything may be.
func (v *Vault) Typed(text string) { v.add(source{ofText, "", text}) }

// Secret takes a text that is known to be secret, such as a member that a
// model calls sensitive.
func (v *Vault) Secret(text string) { v.add(source{ofSecret, "", text}) }

// Shown takes a text that is shown by its nature, such as the name of a profile.
func (v *Vault) Shown(text string) { v.add(source{ofShown, "", text}) }

// Swapped reports whether an access key id is a secret of the run: where the id
// stands in the secret's place, the secret stands in the id's. One that the ID's
// own place shows to be a mere word is none.
func (v *Vault) Swapped(id string) bool {
	if v == nil || id == "" {
		return false
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.look()
	return v.swapped[strings.TrimSpace(id)]
}

// Hide gives a text without the secrets of the run.
func (v *Vault) Hide(s string) string {
	if v == nil || s == "" || v.open.Load() {
		return s
	}
	v.mu.Lock()
	x := v.compiled()
	v.mu.Unlock()
	return x.hide(s)
}

// cut gives the last place up to at where no secret of a text is cut in two.
func (v *Vault) cut(s string, at int) int {
	if v == nil || v.open.Load() {
		return at
	}
	v.mu.Lock()
	x := v.compiled()
	v.mu.Unlock()
	return x.whole(s, at)
}

// compiled gives the index of all that has been met. The lock is held.
func (v *Vault) compiled() *index {
	if v.look() || v.index == nil {
		v.index = newIndex(v.wanted())
		v.index.names = v.Names
	}
	return v.index
}

// look works out what is secret in the sources, and reports whether anything
// new is. The lock is held.
func (v *Vault) look() bool {
	if len(v.sources) == 0 {
		return false
	}
	f := finder{vault: v}
	for _, s := range v.sources {
		if s.kind == ofFile && ofModule(s.name) {
			v.taint(s.text)
		}
	}
	for _, s := range v.sources {
		f.source(s)
	}
	f.swapped(&v.pair)
	v.seen, v.sources = append(v.seen, v.sources...), nil
	return f.found
}

// wanted gives the secrets that are looked for. One that is a mere word, or a long
// one in a comment, is not when something that is shown has the same value. The
// lock is held.
func (v *Vault) wanted() map[string]strength {
	wanted := make(map[string]strength, len(v.held))
	words := false
	for text, s := range v.held {
		if s != ordinary {
			wanted[text] = s
			words = words || s == word
		}
	}
	if !words {
		return wanted
	}
	v.named = map[string]bool{}
	for _, s := range v.seen {
		s.shown(func(value string) {
			if wanted[value] == word && steps(value) < fewSteps && !v.swapped[value] && !v.guessed[value] {
				delete(wanted, value)
			}
		})
		if len(v.guessed) > 0 {
			s.named(func(name string) {
				if v.guessed[name] {
					delete(wanted, name)
					v.named[name] = true
				}
			})
		}
	}
	return wanted
}

// swap keeps a secret that stands in the place of an access key id.
func (v *Vault) swap(text string) bool {
	if v.swapped == nil {
		v.swapped = map[string]bool{}
	}
	v.swapped[text] = true
	held := v.hold(text, false)
	if text = strings.TrimSpace(text); len(letters(text)) >= minWord {
		v.held[text] = max(v.held[text], word) // a key id is named wherever keys are
	}
	return held
}

// hold keeps a secret, and notes whether it is only guessed to be one.
func (v *Vault) hold(text string, guessed bool) bool {
	text = strings.TrimSpace(text)
	if text == "" || strings.Trim(text, "*") == "" {
		return false
	}
	if _, known := v.held[text]; known {
		sure := v.guessed[text] && !guessed
		if sure {
			delete(v.guessed, text)
			v.held[text] = strengthOf(text)
		}
		return sure
	}
	if v.held == nil {
		v.held, v.guessed = map[string]strength{}, map[string]bool{}
	}
	v.held[text] = strengthOf(text)
	if guessed && v.held[text] == made && !looksMade(text) && !random(text) {
		v.held[text] = word // a long name as like as not
		v.guessed[text] = true
	}
	return true
}
