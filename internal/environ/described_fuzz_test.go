package environ

import (
	"os"
	"testing"
)

// FuzzDescribed gives anything to what reads descriptions of environments: what
// they take can be examined.
func FuzzDescribed(f *testing.F) {
	for _, name := range []string{"docker", "pod", "task", "function"} {
		text, err := os.ReadFile("testdata/" + name + ".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, "")
		f.Add(text, "orders")
	}
	f.Add([]byte(`{"schema_version": 1, "made": "2026-01-02T00:00:00Z", "os": "windows", "home": "C:\\Users\\me", "working_dir": "C:\\", "variables": [{"name": "AWS_REGION", "base64": "eA=="}], "files": [{"path": "C:\\Users\\me\\.aws\\config", "state": "ok", "mode": "0600", "text": "[default]"}, {"path": "/x", "state": "unreadable", "reason": "permission denied"}], "directories": [{"path": "/x", "names": ["y"]}]}`), "")
	f.Fuzz(func(t *testing.T, text []byte, name string) {
		container := func(text []byte) (*Bundle, error) { return ParseContainer(text, name) }
		task := func(text []byte) (*Bundle, error) { return ParseTask(text, name) }
		for _, parse := range []func([]byte) (*Bundle, error){ParseBundle, container, task, ParseFunction} {
			b, err := parse(text)
			if (b == nil) == (err == nil) {
				t.Fatalf("%q gives %v and %v", text, b, err)
			}
			if err != nil {
				continue
			}
			env, err := New(Options{Base: b})
			if err != nil {
				continue
			}
			env.Watch()
			env.Get("AWS_REGION")
			env.File(env.Abs(".aws/config"))
			env.Dir(env.Abs("."))
			env.Bundle(func(string) bool { return true })
		}
	})
}
