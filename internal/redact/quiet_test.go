package redact

import (
	"strings"
	"testing"
)

// TestQuietLines: a line that comes again is looked through as it was the first
// time wherever something is secret in it or goes on in it.
func TestQuietLines(t *testing.T) {
	for _, block := range []string{
		"sso_role_name = Administrator\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
		"credential_process = /bin/tool --password hunter2hunter2 --Name x\n",
		"Note = Hello\naws_session_token =\n  wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\nNote = Hello\n",
		"Note = Hello\npassword = \\\nNote = Hello\n",
		"aws_access_key_id = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\naws_secret_access_key = AKIAIOSFODNN7EXAMPLE\n",
		"proxy = http://user:Pa55word!@Host/\n",
	} {
		block = "[profile a]\n" + block
		marks := func(times int) int {
			f := finder{vault: &Vault{}, places: true, shaped: true}
			f.sharedFile(strings.Repeat(block, times), 0, nil)
			return len(f.marked)
		}
		one, three := marks(1), marks(3)
		if one == 0 || three != 3*one {
			t.Errorf("%d secrets in\n%s\nand %d in the same three times", one, block, three)
		}
	}
}

// TestQuietLinesAreRemembered: a line with nothing in it is not looked through again.
func TestQuietLinesAreRemembered(t *testing.T) {
	var q quietLines
	q.note(section{}, section{indent: 2}, "sso_role_name = Administrator")
	if !q.passes(&section{}, "sso_role_name = Administrator") {
		t.Error("the line is looked through again")
	}
	for name, s := range map[string]section{"a secret's value may go on": {within: true}, "the line above goes on": {goesOn: true}} {
		if q.passes(&s, "sso_role_name = Administrator") {
			t.Errorf("it is passed over although %s", name)
		}
	}
	q.note(section{}, section{within: true}, "password =")
	if q.passes(&section{}, "password =") {
		t.Error("a line that is the beginning of a secret is passed over")
	}
}
