package resolve

import (
	"strings"

	"github.com/sessctl/sessctl/internal/settings"
)

// FillDiffers notes at each setting what the other readings make of it. The
// files are read once and parsed once a grammar; credentials are not planned.
// One reading takes less time than a thread to run it on would, and needs no
// memory but what the one before it had.
//
// Where defaults do not matter, what other readings have for a setting of which
// nothing is configured is left out.
func FillDiffers(w *Workspace, in Inputs, res *Resolution, others []*Reading, defaults bool) {
	var named *touched
	if !defaults {
		named = touchedBy(w, in, res.Files)
		named.more = false
	}
	alike := make([]uint32, len(res.Settings)) // sets of the others, by their places
	for fill(w, in, res, others, alike, named) {
		clear(alike) // a file that some reading has alone names more
	}
	lists := map[uint32][]string{0: nil} // most settings have the same
	for i, v := range res.Settings {
		list, known := lists[alike[i]]
		for n, rd := range others {
			if !known && alike[i]&(1<<n) != 0 {
				list = append(list, rd.ID)
			}
		}
		lists[alike[i]], v.Alike = list, list
	}
}

// fill goes through the readings, unless one of them shows that more settings are
// named than were resolved.
func fill(w *Workspace, in Inputs, res *Resolution, others []*Reading, alike []uint32, named *touched) (again bool) {
	b := &workbench{}
	res.Others = nil
	for _, v := range res.Settings {
		v.Differs = nil
	}
	for n, rd := range others {
		if rd.ID == res.Reading.ID {
			continue
		}
		r := newRunOn(b, w, in, rd)
		r.valuesOnly, r.touched = true, named
		r.begin(rd.readsKeys())
		if named != nil && named.more {
			named.more = false
			return true
		}
		if err := r.Found.Err; err != nil {
			res.Others = append(res.Others, OtherFailure{rd.ID, *err})
		}
		beside(res.Settings, r.Found.Settings, func(i int, o *Value) {
			v := res.Settings[i]
			if o.Value == v.Value {
				alike[i] |= 1 << n
				return
			}
			v.Differs = append(v.Differs, Other{Reading: rd.ID, Value: o.Value, Set: o.Set, Origin: o.Origin, Configured: v.Origin.Configured() || o.Origin.Configured()})
		})
		w.release(res.Shared)
	}
	return false
}

// beside calls f with the settings that two resolutions have both: the place in
// the first, and the value of the second. Each has the rows of the table in their
// order, and then the services in theirs.
func beside(a, b []*Value, f func(i int, b *Value)) {
	for i := 0; i < len(a) && len(b) > 0; {
		switch before := a[i].before(b[0]); {
		case before < 0:
			i++
		case before > 0:
			b = b[1:]
		default:
			f(i, b[0])
			i, b = i+1, b[1:]
		}
	}
}

// before is negative where a value comes before another in a resolution, and 0
// where the two are of one setting.
func (v *Value) before(o *Value) int {
	switch row, other := v.row(), o.row(); {
	case row > 0 && other > 0:
		return row - other
	case row > 0:
		return -1
	case other > 0:
		return 1
	}
	a, _ := settings.ServiceOf(v.Name)
	b, _ := settings.ServiceOf(o.Name)
	return strings.Compare(a, b)
}

// row is the place of a value's setting in the table, 0 for a service's endpoint.
func (v *Value) row() int {
	if v.Setting == nil {
		return 0
	}
	return v.Setting.Row()
}
