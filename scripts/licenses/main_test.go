package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestUpToDate holds the file to what is linked today.
func TestUpToDate(t *testing.T) {
	top := filepath.Join("..", "..")
	want, err := gather(top)
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile(filepath.Join(top, target))
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != string(want) {
		t.Errorf("%s is not what is linked: make licenses writes it anew", target)
	}
	modules, err := linked(top)
	if err != nil {
		t.Fatal(err)
	}
	if len(modules) < 10 {
		t.Errorf("only %d modules are linked", len(modules))
	}
	for _, m := range modules {
		if words := strings.Fields(m); !strings.Contains(string(have), "\n"+words[0]+" "+words[1]+": ") {
			t.Errorf("nothing is said of %s", m)
		}
	}
}
