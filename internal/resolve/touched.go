package resolve

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/settings"
)

// touched are the rows of the settings of which something may be configured
// somewhere: what is named nowhere has its default. It is found out from what
// stands there, whatever a reading makes of it.
type touched struct {
	all       bool // whatever is named
	rows      []bool
	endpoints bool // those of services, too
	files     []string
	more      bool // since it was last asked
}

func touchedBy(w *Workspace, in Inputs, files []FileUse) *touched {
	settings.NumberRows()
	table := settings.Table()
	t := &touched{rows: make([]bool, len(table)+1), all: len(in.Blocks) > 0 || w.Env.HasJavaProperties()}
	t.look(w, files)
	for name := range in.Explicit {
		t.endpoints = t.endpoints || strings.Contains(name, "endpoint")
		if s := settings.Lookup(name); s != nil {
			t.rows[s.Row()] = true
		}
	}
	for i := range table {
		s := &table[i]
		for _, n := range s.Env {
			if _, set := w.Env.Lookup(n.Name); set {
				t.rows[s.Row()] = true
			}
		}
	}
	for _, v := range w.Env.Variables() {
		t.endpoints = t.endpoints || strings.Contains(v.Name, "ENDPOINT")
	}
	return t
}

// mostLooked is how large a file is, in bytes, whose words are looked at.
const mostLooked = 64 << 10

func (t *touched) look(w *Workspace, files []FileUse) {
	for i := range files {
		if use := &files[i]; use.Path != "" && !use.Unread {
			t.file(use.Path, w.Env.File(use.Path).Text())
		}
	}
}

// file notes the rows that have a key of which a file has the name in it.
func (t *touched) file(path, text string) {
	if t.all || slices.Contains(t.files, path) {
		return
	}
	t.files = append(t.files, path)
	t.more = true
	if t.all = len(text) > mostLooked; t.all {
		return
	}
	rows := rowsOfKeys()
	var likely [256]bool // most words are no key's, which is seen at a glance
	for key := range rows {
		likely[glance(key)] = true
	}
	text = strings.ToLower(text)
	for start, i := 0, 0; i <= len(text); i++ {
		if i < len(text) && (text[i] == '_' || 'a' <= text[i] && text[i] <= 'z' || '0' <= text[i] && text[i] <= '9') {
			continue
		}
		word := text[start:i]
		start = i + 1
		if word == "" || !likely[glance(word)] {
			continue
		}
		for _, row := range rows[word] {
			t.rows[row+1] = true
		}
		t.endpoints = t.endpoints || word == "services" || word == "endpoint_url"
	}
}

func glance(word string) byte { return byte(len(word))<<3 ^ word[0]<<1 ^ word[len(word)-1] }

// resolveTouched resolves the settings that may have more than their default, and
// those that the reading has a way of its own for.
func (r *Run) resolveTouched() {
	r.touched.look(r.w, r.Found.Files)
	table := settings.Table()
	own := make([]bool, len(table)+1)
	for name := range r.Reading.Special {
		if s := settings.Lookup(name); s != nil {
			own[s.Row()] = true
		}
	}
	for i := range table {
		s := &table[i]
		if (r.touched.all || r.touched.rows[s.Row()] || own[s.Row()]) && s.KnownIn(r.Reading.SDK) {
			r.Found.Settings = append(r.Found.Settings, r.resolve(s))
		}
	}
	if r.Reading.Service != nil && (r.touched.all || r.touched.endpoints) {
		for _, service := range r.shownServices() {
			r.Found.Settings = append(r.Found.Settings, r.Setting(settings.ServiceEndpoint(service)))
		}
	}
}
