package main

import (
	"bytes"
	"testing"
)

func TestTypeable(t *testing.T) {
	for _, word := range []string{"", "dev", "a b", "AWSReserved_x@y", "Tags[0].Key=", "[12]", "@dir/file.json", "a:b,c", ":4", "ümlaut", "a~b", "a#b", "a=b", "-x", "50%"} {
		if !typeable(word) {
			t.Errorf("%q is not offered", word)
		}
	}
	for _, word := range []string{"$HOME", "a$(id)", "`id`", "~", "~root", "#x", "=ls", "*", "a?", "[ab]", "[0", "[]", "]", "{a,b}", "a;b", "a|b", "a&b", "<x", ">x", "(x)", "!!", "^a^b", `\x`, `"x`, "it's", "a\x1bb", "a\u009bb", "a\u202eb", "a\u061cb", "a\U000e0041b", "a\xffb", "a\u200bb"} {
		if typeable(word) {
			t.Errorf("%q is offered", word)
		}
	}
}

func TestOffers(t *testing.T) {
	var b bytes.Buffer
	o := &offers{out: &b}
	for _, part := range []string{"de", "v\twhat $this is\n$(id)\tx\nsee\t\x1b[2J\npr", "od\n:4\n"} {
		if n, err := o.Write([]byte(part)); n != len(part) || err != nil {
			t.Fatal(n, err)
		}
	}
	if want := "dev\twhat $this is\nsee\nprod\n:4\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}
