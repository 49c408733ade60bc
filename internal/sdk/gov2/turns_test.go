package gov2

import (
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
)

// TestWhatFailsLoadingHasATurn: a variable or key with a value that fails loading
// fails it also where something else has won, and so it has a turn of its own.
func TestWhatFailsLoadingHasATurn(t *testing.T) {
	rd := Reading()
	fails := func(s *resolve.Setting, o resolve.Origin) bool {
		convert := rd.ConvertSetting[s.Name]
		if convert == nil {
			convert = rd.Convert[s.Type]
		}
		return convert != nil && convert(&resolve.Run{Reading: rd}, s, resolve.Candidate{Value: "no value of anything", Origin: o}).Do == resolve.FailAlways
	}
	seen := 0
	for _, kind := range []struct {
		what   string
		origin resolve.Origin
		names  func(*resolve.Setting) []resolve.Named
		turn   func(*resolve.Setting) resolve.Turn
	}{
		{"variable", resolve.Origin{Kind: resolve.EnvVar}, func(s *resolve.Setting) []resolve.Named { return s.Env }, func(s *resolve.Setting) resolve.Turn { return s.EnvTurn }},
		{"key", resolve.Origin{Kind: resolve.InFile}, func(s *resolve.Setting) []resolve.Named { return s.Keys }, func(s *resolve.Setting) resolve.Turn { return s.KeyTurn }},
	} {
		at := map[int]string{}
		table := resolve.Table()
		for i := range table {
			s := &table[i]
			turn := kind.turn(s)
			if turn.In&resolve.GoV2 != 0 {
				if other := at[turn.At]; other != "" {
					t.Errorf("the %ss of %s and %s have the same turn", kind.what, other, s.Name)
				}
				at[turn.At] = s.Name
			}
			for _, n := range kind.names(s) {
				if n.In&resolve.GoV2 == 0 || s.Stage != resolve.AtLoad {
					continue
				}
				seen++
				if fails(s, kind.origin) && turn.In&resolve.GoV2 == 0 {
					t.Errorf("the %s %s fails loading, and has no turn", kind.what, n.Name)
				}
			}
		}
	}
	if seen < 40 {
		t.Errorf("only %d variables and keys were looked at", seen)
	}
}
