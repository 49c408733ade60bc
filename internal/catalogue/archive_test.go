package catalogue

import (
	"strings"
	"testing"
)

// TestArchiveIsRepeatable writes the embedded catalogue anew from what is in
// it: the bytes must be the same, on any machine.
func TestArchiveIsRepeatable(t *testing.T) {
	a, err := openArchive(models)
	if err != nil {
		t.Fatal(err)
	}
	pattern, err := a.named(dictionaryText)
	if err != nil {
		t.Fatal(err)
	}
	partitions, err := a.named(partitionsText)
	if err != nil {
		t.Fatal(err)
	}
	var items []Item
	for _, e := range a.entries() {
		model, err := a.text(e.model, nil)
		if err != nil {
			t.Fatal(err)
		}
		it := Item{Service: decode(model)}
		if it.RuleSet, err = a.text(e.ruleSet, pattern); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(a.index, "\n="+extrasText+e.name+"\t") {
			if it.Extras, err = a.named(extrasText + e.name); err != nil {
				t.Fatal(err)
			}
		}
		items = append(items, it)
	}
	again, err := Archive(a.release, items, partitions, "s3control", "iam", "acm")
	if err != nil {
		t.Fatal(err)
	}
	if string(again) != models {
		t.Error("the catalogue comes out otherwise: run make catalogue, and look whether the Go release compresses in another way")
	}
}
