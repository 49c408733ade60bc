package resolve

// FillDiffers notes at each setting what the other readings make of it. The
// files are read once and parsed once a grammar; credentials are not planned.
// One reading takes less time than a thread to run it on would.
func FillDiffers(w *Workspace, in Inputs, res *Resolution, others []*Reading) {
	for _, rd := range others {
		if rd.ID == res.Reading.ID {
			continue
		}
		values := Settings(w, in, rd)
		for _, v := range res.Settings {
			o, known := values[v.Name]
			switch {
			case !known:
			case o.Value == v.Value:
				v.Alike = append(v.Alike, rd.ID)
			default:
				v.Differs = append(v.Differs, Other{Reading: rd.ID, Value: o.Value, Set: o.Set, Origin: o.Origin, Configured: v.Origin.Configured() || o.Origin.Configured()})
			}
		}
		w.release(res.Shared)
	}
}
