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
			if !known || o.Value == v.Value {
				continue
			}
			v.Differs = append(v.Differs, Other{Reading: rd.ID, Value: o.Value, Configured: v.Origin.Configured() || o.Origin.Configured()})
		}
	}
}
