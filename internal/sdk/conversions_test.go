package sdk_test

import (
	"testing"

	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/settings"
)

// TestTypedRowsAreConverted holds every SDK that a typed row of the settings
// table names to a conversion: a type of its own, one of the setting's, or a
// procedure that stands for the whole row.
func TestTypedRowsAreConverted(t *testing.T) {
	seen := 0
	for _, of := range sdk.All() {
		rd := of.Reading
		if len(rd.Convert) > 0 && (rd.Convert[settings.Bool] == nil || rd.Convert[settings.Int] == nil) {
			t.Errorf("%s has no conversion of its own for every bool and int", rd.ID)
		}
		for i := range settings.Table() {
			s := &settings.Table()[i]
			if s.Type != settings.Bool && s.Type != settings.Int && s.Type != settings.Enum || !s.KnownIn(rd.SDK) {
				continue
			}
			seen++
			if rd.Convert[s.Type] == nil && rd.ConvertSetting[s.Name] == nil && rd.Special[s.Name] == nil {
				t.Errorf("%s does not convert %s", rd.ID, s.Name)
			}
		}
	}
	if seen < 200 {
		t.Errorf("only %d rows were looked at", seen)
	}
}
