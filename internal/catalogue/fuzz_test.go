package catalogue

import "testing"

// FuzzParse reads anything as a model with extras, and looks at all of what
// comes out.
func FuzzParse(f *testing.F) {
	f.Add([]byte(toy), []byte(`{"merge":{"shapes":{"Name":{"max":9}},"metadata":"text"}}`))
	f.Add([]byte(`{"metadata":{"protocols":["json",1],"xmlNamespace":{"uri":1}},"operations":{"X":{"http":[],"errors":[{"shape":"E"}],"output":{"shape":"S"},
		"staticContextParams":{"A":{"value":["x"]},"B":{}},"operationContextParams":{"C":{"path":"a[*]"}}}},
		"shapes":{"S":{"type":"structure","members":{"a":{"shape":"S"},"l":{"shape":"L"}},"required":["a","zzz"],"payload":"l"},
		"L":{"type":"list","member":{"shape":"M"}},"M":{"type":"map","key":{"shape":"T"},"value":{"shape":"S"}},"T":{"type":"timestamp","timestampFormat":"rfc822"},
		"E":{"type":"structure","exception":true,"error":{"httpStatusCode":"400","senderFault":true}}}}`), []byte(`{}`))
	f.Add([]byte(`{"metadata":[],"operations":{"A":null},"shapes":{"A":null}}`), []byte(`[]`))
	f.Fuzz(func(t *testing.T, model, extras []byte) {
		for _, more := range [][][]byte{nil, {extras}} {
			s, err := Parse("fuzz", "nowhere", model, more...)
			if err != nil {
				continue
			}
			for _, name := range s.OperationNames() {
				o, err := s.FindOperation(name)
				if err != nil || o.Name != name {
					t.Errorf("operation %q is not found: %v", name, err)
				}
				for _, m := range []*Member{o.Input, o.Output} {
					if m != nil && m.Shape == nil {
						t.Errorf("%s takes nothing", name)
					}
				}
				for _, e := range o.Errors {
					_ = e.Code()
				}
			}
			for _, sh := range s.Shapes {
				if s.Shape(sh.Name) == nil {
					t.Errorf("shape %q is not found", sh.Name)
				}
				_ = sh.Kind.String()
				if sh.Kind == List && sh.Value == nil || sh.Kind == Map && (sh.Key == nil || sh.Value == nil) {
					t.Errorf("shape %q has no elements", sh.Name)
				}
				for i := range sh.Members {
					m := &sh.Members[i]
					if m.Shape == nil || m.Location.String() == "" && m.Location != InBody {
						t.Errorf("member %q of %q has no shape", m.Name, sh.Name)
					}
					_, _, _ = m.WireName(), m.Format(), m.Namespace()
				}
			}
		}
	})
}
