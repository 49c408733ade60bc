package profiles

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/sharedfile"
)

// TestEndingFindsWhatAScanDoes asks for the sections whose names end in a word, however
// quotes and blanks stand around it.
func TestEndingFindsWhatAScanDoes(t *testing.T) {
	var files []SourceFile
	for path, text := range map[string]string{
		"config":      "[default]\n[profile a]\n[sso-session \"a\"]\n[sso-session 'my a']\n[session  a ]\n[sso_session b]\n[a\tb]\n[sso-session \" a\"]\n[]\n",
		"credentials": "[a]\n[session \"a]\n[session a\"]\n[x aa]\n",
	} {
		files = append(files, SourceFile{Path: path, Parsed: sharedfile.GoV2().Lazily(sharedfile.DocumentOf(path, text))})
	}
	s := NewShared(append(files, SourceFile{Path: "none"}), Rules{Name: func(FileKind, *sharedfile.Section) Naming { return Naming{} }})
	for _, word := range []string{"a", "my a", "b", "a\"", "\"a", "aa", "c", ""} {
		found := map[string]bool{}
		for _, ref := range s.Ending(word) {
			found[ref.Path+ref.Section.Name] = true
		}
		for ref := range s.All() {
			_, rest, _ := strings.Cut(ref.Section.Name, " ")
			ends := strings.HasSuffix(ref.Section.Name, " "+word) || word != "" && strings.Trim(rest, ` "'`) == word
			if ends && !found[ref.Path+ref.Section.Name] {
				t.Errorf("%q: [%s] of %s is not found", word, ref.Section.Name, ref.Path)
			}
			if found[ref.Path+ref.Section.Name] && !strings.HasSuffix(strings.Trim(ref.Section.Name, ` "'`), strings.Trim(word[strings.LastIndexByte(word, ' ')+1:], `"`)) {
				t.Errorf("%q: [%s] of %s is found", word, ref.Section.Name, ref.Path)
			}
		}
	}
}
