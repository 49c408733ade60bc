package resolve

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/settings"
)

// resolveSettings fills in every setting that the reading knows.
func (r *Run) resolveSettings() {
	if r.brief != nil {
		r.resolveOwn()
		return
	}
	if r.touched != nil {
		r.resolveTouched()
		return
	}
	table := settings.Table()
	for i := range table {
		s := &table[i]
		if s.KnownIn(r.Reading.SDK) {
			r.Found.Settings = append(r.Found.Settings, r.resolve(s))
		}
	}
	if r.Reading.Service == nil {
		return
	}
	for _, service := range r.shownServices() {
		r.Found.Settings = append(r.Found.Settings, r.Setting(settings.ServiceEndpoint(service)))
	}
	r.Found.indexSettings()
}

// resolveOwn resolves the settings that the profile in use has a key for.
func (r *Run) resolveOwn() {
	var rows []int
	table := settings.Table()
	for _, q := range r.Profile.All() {
		rows = append(rows, rowsOfKeys()[q.Key]...)
	}
	slices.Sort(rows)
	for _, i := range slices.Compact(rows) {
		if s := &table[i]; s.KnownIn(r.Reading.SDK) {
			r.Found.Settings = append(r.Found.Settings, r.resolve(s))
		}
	}
	if r.Reading.Service != nil && (r.Profile.Get("services") != nil || r.Profile.Get("endpoint_url") != nil) {
		for _, service := range r.shownServices() {
			r.Found.Settings = append(r.Found.Settings, r.Setting(settings.ServiceEndpoint(service)))
		}
	}
}

// rowsOfKeys gives the rows of the table that have a key, or one nested below it.
var rowsOfKeys = sync.OnceValue(func() map[string][]int {
	rows := map[string][]int{}
	table := settings.Table()
	for i := range table {
		for _, n := range table[i].Keys {
			outer, _, _ := strings.Cut(n.Name, ".")
			rows[outer] = append(rows[outer], i)
		}
	}
	return rows
})

// Setting gives a setting's value in this reading, resolving it if need be; nil
// where the reading does not know it.
func (r *Run) Setting(name string) *Value {
	if service, ok := settings.ServiceOf(name); ok && r.Reading.Service != nil {
		if v, ok := r.services[service]; ok {
			return v
		}
		v := r.Reading.Service(r, service)
		v.Name = name
		if r.services == nil {
			r.services = map[string]*Value{}
		}
		r.services[service] = v
		return v
	}
	if s := settings.Lookup(name); s != nil && s.KnownIn(r.Reading.SDK) {
		return r.resolve(s)
	}
	return nil
}

// Value gives a setting's text, empty where it is unset or unknown.
func (r *Run) Value(name string) string {
	if v := r.Setting(name); v != nil {
		return v.Value
	}
	return ""
}

func (r *Run) resolve(s *settings.Setting) *Value {
	if v := r.rows[s.Row()]; v != nil {
		return v
	}
	var v *Value
	if special := r.Reading.Special[s.Name]; special != nil {
		v = special(r, s)
	} else {
		v = r.generic(s)
	}
	v.Name, v.Setting = s.Name, s
	r.rows[s.Row()] = v
	return v
}

// generic resolves a setting by the layers alone.
func (r *Run) generic(s *settings.Setting) *Value {
	b := r.Builder(s)
	layers := r.Reading.Layers
	if layers == nil {
		layers = []Layer{ExplicitLayer, EnvLayer, FileLayer, DefaultLayer}
	}
	for _, layer := range layers {
		b.Layer(layer)
	}
	return b.Done()
}

// Builder gathers the places of a setting in their order of precedence and
// picks the winner.
type Builder struct {
	Run     *Run
	Setting *settings.Setting
	v       *Value
	stopped string // why no further place is asked
	settled bool   // but for the default
}

// Builder begins a setting. Special rules use it to ask places in their own order.
func (r *Run) Builder(s *settings.Setting) *Builder {
	if len(r.spare) == 0 {
		r.spare = make([]building, r.block()) // one allocation for many: there are some seventy settings
	}
	b := &r.spare[0]
	r.spare = r.spare[1:]
	r.built++
	b.value.Setting = s
	b.Builder = Builder{Run: r, Setting: s, v: &b.value}
	return &b.Builder
}

// block is how many builders are made at once.
func (r *Run) block() int {
	if r.brief != nil {
		return 8
	}
	return len(settings.Table()) / 2
}

// building is a builder with the value that it makes.
type building struct {
	Builder
	value Value
}

// Layer asks all places of a layer, in the table's order.
func (b *Builder) Layer(layer Layer) {
	sdk := b.Run.Reading.SDK
	switch layer {
	case ExplicitLayer:
		if c, ok := b.Run.In.Explicit[b.Setting.Name]; ok {
			b.Explicit(c)
		}
	case EnvLayer:
		for _, n := range b.Setting.Env {
			if n.In&sdk != 0 {
				b.Var(n.Name)
			}
		}
	case FileLayer:
		for _, n := range b.Setting.Keys {
			if n.In&sdk != 0 {
				b.Key(n.Name)
			}
		}
		if b.Run.Reading.Aside != nil && !b.Run.valuesOnly {
			b.Run.Reading.Aside(b)
		}
	case DefaultLayer:
		if d, ok := b.Setting.DefaultIn(sdk); ok {
			b.Default(d)
		}
	}
}

// Explicit offers a value given by a flag; it was checked when it was given.
func (b *Builder) Explicit(c origin.Candidate) { b.Offer(c, Converted{Value: c.Value}) }

// Var asks a variable, and before it the system property that the reading knows for it.
func (b *Builder) Var(name string) {
	p, before := b.Run.property(name)
	c, ok := b.Run.variable(name)
	if !before {
		b.Ask(c, ok)
		return
	}
	b.Ask(p, true)
	if ok {
		b.Place(origin.Place{Candidate: c, Verdict: origin.Shadowed, Reason: beats(p.Origin, c.Origin)})
	}
}

// Key asks a key of the profile in use, with its duplicates elsewhere in the files.
func (b *Builder) Key(key string) {
	p := b.Run.Profile
	if b.Run.Reading.ProfileFor != nil {
		p = b.Run.Reading.ProfileFor(b.Run, b.Setting)
	}
	b.KeyOf(p, key)
}

// KeyOf asks a key of a section.
func (b *Builder) KeyOf(p *profiles.Profile, key string) {
	if q := p.Get(key); q != nil {
		b.Ask(origin.Candidate{Value: q.Value, Origin: q.Origin}, true)
		for _, h := range q.Hidden {
			b.Place(h)
		}
	} else {
		b.Ask(origin.Candidate{Origin: origin.Origin{Kind: origin.InFile, Key: key, Section: b.Run.Choice.Name}}, false)
	}
	if p == nil {
		return
	}
	for _, l := range p.Lost {
		if l.Origin.Key == key {
			b.Place(l)
		}
	}
}

// Default offers the value used where nothing is configured.
func (b *Builder) Default(value string) {
	if b.settled {
		b.stopped = ""
	}
	b.Offer(origin.Candidate{Value: value, Origin: origin.Origin{Kind: origin.ByDefault}}, Converted{Value: value})
}

// Derive offers a value that follows from another setting.
func (b *Builder) Derive(value, from, note string) {
	if !b.v.Set {
		b.v.Note = note
	}
	b.Offer(origin.Candidate{Value: value, Origin: origin.Origin{Kind: origin.Derived, Name: from}}, Converted{Value: value})
}

// Reject records a place that is there but of no use.
func (b *Builder) Reject(c origin.Candidate, reason string) {
	b.Place(origin.Place{Candidate: c, Verdict: origin.Rejected, Reason: reason})
}

// Place notes a place that was looked at, for those who will ask.
func (b *Builder) Place(p origin.Place) {
	if b.Run.valuesOnly && p.Verdict != origin.Rejected {
		return
	}
	if b.v.Places == nil {
		b.v.Places = make([]origin.Place, 0, 2)
	}
	b.v.Places = append(b.v.Places, p)
}

// Configured asks code, variables and files, and nothing else.
func (b *Builder) Configured() *Builder {
	b.Layer(ExplicitLayer)
	b.Layer(EnvLayer)
	b.Layer(FileLayer)
	return b
}

// Stopped gives the reason of a place that is of no use and ends the search, or "".
func (b *Builder) Stopped() string { return b.stopped }

// GoOn lets further places be asked although one ended the search.
func (b *Builder) GoOn() { b.stopped = "" }

// Won reports whether a place has won already.
func (b *Builder) Won() bool { return b.v.Set }

// Ask offers a candidate as the reading converts it, where it is there.
func (b *Builder) Ask(c origin.Candidate, there bool) {
	if !there {
		if b.Run.In.Everywhere {
			b.Place(origin.Place{Candidate: c, Verdict: origin.Absent})
		}
		return
	}
	if b.Run.Reading.Gate != nil {
		if why := b.Run.Reading.Gate(b.Run, b.Setting, origin.Place{Candidate: c}); why != "" {
			b.Reject(c, why)
			return
		}
	}
	convert := b.Run.Reading.ConvertSetting[b.Setting.Name]
	if convert == nil {
		convert = b.Run.Reading.Convert[b.Setting.Type]
	}
	if convert == nil {
		convert = AsItStands
	}
	b.Offer(c, convert(b.Run, b.Setting, c))
}

// Offer puts forward a candidate that is converted already.
func (b *Builder) Offer(c origin.Candidate, got Converted) {
	p := origin.Place{Candidate: c, Reason: got.Reason}
	switch {
	case got.Do == FailAlways, got.Do == Fail && !b.v.Set && b.stopped == "":
		p.Verdict = origin.Rejected
		b.Run.Fail("invalid-value", c.Origin, settings.ValidHelp(b.Setting, c.Value), "%s", b.Setting.Refusal(c.Value, got.Reason))
	case got.Do == Pass:
		p.Verdict = origin.Rejected
	case (got.Do == Stop || got.Do == UseDefault) && !b.v.Set && b.stopped == "":
		p.Verdict = origin.Rejected
		b.stopped, b.settled = got.Reason, got.Do == UseDefault
	case b.stopped != "":
		p.Verdict, p.Reason, p.Unasked = origin.Rejected, "not asked: "+b.stopped, true
	case b.v.Set:
		p.Verdict, p.Reason = origin.Shadowed, beats(b.v.Origin, c.Origin)
	default:
		p.Verdict = origin.Won
		b.v.Value, b.v.Set, b.v.Origin = got.Value, true, c.Origin
	}
	b.Place(p)
}

// Done gives the setting.
func (b *Builder) Done() *Value { return b.v }

// AsItStands takes any text but an empty one.
func AsItStands(_ *Run, _ *settings.Setting, c origin.Candidate) Converted {
	if c.Value == "" {
		return PassEmpty
	}
	return Converted{Value: c.Value}
}

// PassEmpty passes over an empty text.
var PassEmpty = Converted{Do: Pass, Reason: EmptyIsUnset}

// EmptyIsUnset is the reason of an empty value that counts for nothing.
const EmptyIsUnset = "empty values count as unset"

// beats says why one place comes before another.
func beats(won, lost origin.Origin) string {
	switch {
	case won.Kind == origin.Flag && strings.HasPrefix(won.Name, "-D"):
		return "a system property comes before this"
	case won.Kind == origin.Flag:
		return won.Name + " overrides everything else"
	case lost.Kind == origin.ByDefault, lost.Kind == origin.Derived:
		return "only used where nothing is configured"
	case won.Kind == origin.EnvVar && lost.Kind == origin.EnvVar:
		return won.Name + " is read before " + lost.Name
	case won.Kind == origin.EnvVar && lost.Kind == origin.InFile:
		return won.Name + " overrides the files"
	case won.Kind == origin.InFile && lost.Kind == origin.EnvVar:
		return "a file overrides this variable here"
	case won.Kind == origin.InFile && lost.Kind == origin.InFile && won.Key != lost.Key:
		return won.Key + " is read before " + lost.Key
	}
	return won.String() + " overrides it"
}

// shownServices are those whose endpoint the resolution shows: what was asked for,
// what the environment names, and the three that people configure most.
func (r *Run) shownServices() []string {
	set := map[string]bool{"s3": true, "dynamodb": true, "sts": true}
	for _, s := range r.In.Services {
		set[s] = true
	}
	for _, s := range r.w.namedServices() {
		set[s] = true
	}
	if name := r.Value("services"); name != "" {
		for _, q := range r.Shared.Lookup(profiles.SectionServices, name).All() {
			if len(q.Nested) > 0 && !strings.Contains(q.Key, ".") {
				set[q.Key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// namedServices are the services whose endpoint a variable names.
func (w *Workspace) namedServices() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.services == nil {
		w.services = []string{}
		for _, v := range w.Env.Variables() {
			if s, ok := strings.CutPrefix(v.Name, "AWS_ENDPOINT_URL_"); ok && s != "" {
				w.services = append(w.services, strings.ToLower(s))
			}
		}
	}
	return w.services
}
