package gov2

import (
	"testing"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// TestWhatFailsLoadingHasATurn: a variable or key with a value that fails loading
// fails it also where something else has won, and so it has a turn of its own.
func TestWhatFailsLoadingHasATurn(t *testing.T) {
	rd := Reading()
	fails := func(s *settings.Setting, o origin.Origin) bool {
		convert := rd.ConvertSetting[s.Name]
		if convert == nil {
			convert = rd.Convert[s.Type]
		}
		return convert != nil && convert(&resolve.Run{Reading: rd}, s, origin.Candidate{Value: "no value of anything", Origin: o}).Do == resolve.FailAlways
	}
	seen := 0
	for _, kind := range []struct {
		what   string
		origin origin.Origin
		names  func(*settings.Setting) []settings.Named
		turn   func(*settings.Setting) settings.Turn
	}{
		{"variable", origin.Origin{Kind: origin.EnvVar}, func(s *settings.Setting) []settings.Named { return s.Env }, func(s *settings.Setting) settings.Turn { return s.EnvTurn }},
		{"key", origin.Origin{Kind: origin.InFile}, func(s *settings.Setting) []settings.Named { return s.Keys }, func(s *settings.Setting) settings.Turn { return s.KeyTurn }},
	} {
		at := map[int]string{}
		table := settings.Table()
		for i := range table {
			s := &table[i]
			turn := kind.turn(s)
			if turn.In&settings.GoV2 != 0 {
				if other := at[turn.At]; other != "" {
					t.Errorf("the %ss of %s and %s have the same turn", kind.what, other, s.Name)
				}
				at[turn.At] = s.Name
			}
			for _, n := range kind.names(s) {
				if n.In&settings.GoV2 == 0 || s.Stage != settings.AtLoad {
					continue
				}
				seen++
				if fails(s, kind.origin) && turn.In&settings.GoV2 == 0 {
					t.Errorf("the %s %s fails loading, and has no turn", kind.what, n.Name)
				}
			}
		}
	}
	if seen < 40 {
		t.Errorf("only %d variables and keys were looked at", seen)
	}
}
