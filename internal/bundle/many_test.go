package bundle

import (
	"strings"
	"testing"
)

// TestLinesThatAreTooLong holds what is read of one line to a limit.
func TestLinesThatAreTooLong(t *testing.T) {
	whole := `{"a": 1}` + "\n"
	n, last := 0, error(nil)
	for item := range lines(strings.NewReader(whole+whole+strings.Repeat("x", 200<<10)+"\n"+whole), 100<<10) {
		n++
		_, last = item.Read()
	}
	if n != 3 || last == nil || !strings.Contains(last.Error(), "longer than") {
		t.Errorf("there are %d lines, and the last gives %v", n, last)
	}
	for item := range lines(strings.NewReader("{\n"+strings.Repeat(" ", 200<<10)), 100<<10) {
		if _, err := item.Read(); err == nil || !strings.Contains(err.Error(), "larger than") {
			t.Errorf("one of several lines gives %v", err)
		}
	}
}
