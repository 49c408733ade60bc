package printable

import (
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
)

// TestTheSameDocument has what drives a terminal spelt in documents, which say
// the same to who reads them.
func TestTheSameDocument(t *testing.T) {
	const text = "a\u202eb\u061c\u009b31m\u00ad\U000e0041\u2066é𝄞\n\tz"
	asJSON, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	asXML, err := xml.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	var back string
	if spelt := JSON(asJSON); strings.ContainsFunc(string(spelt), Drives) || json.Unmarshal(spelt, &back) != nil || back != text {
		t.Errorf("JSON %s is read as %q", spelt, back)
	}
	if spelt := XML(asXML); strings.ContainsFunc(string(spelt), Drives) || xml.Unmarshal(spelt, &back) != nil || back != text {
		t.Errorf("XML %s is read as %q", spelt, back)
	}
}
