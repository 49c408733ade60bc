package upgrade

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/sessctl/sessctl/internal/judge/cases"
)

// A Change is a recorded answer that the SDK no longer gives, or a request that
// it builds otherwise.
type Change struct {
	File, Case string
	Fields     []string
	Old, New   map[string]any
}

// Recorded is what came of asking an SDK about everything that is recorded of it.
type Recorded struct {
	Asked   int
	Changes []Change
	Silent  []string // cases without an answer, whose record stays
}

// recordAnswers asks about every case that has an answer of the reading, and
// writes those anew that differ in more than words.
func recordAnswers(root, reading string, ask func(cases.Case) (cases.Answer, error)) (Recorded, error) {
	var all Recorded
	for _, pattern := range []string{"testdata/recorded/*.jsonl", "testdata/regressions/*.jsonl"} {
		files, err := filepath.Glob(at(root, pattern))
		if err != nil {
			return all, err
		}
		for _, file := range files {
			if err := eachLine(file, func(line []byte) ([]byte, error) { return all.answer(file, line, reading, ask) }); err != nil {
				return all, fmt.Errorf("recording %s in %s: %w", reading, filepath.Base(file), err)
			}
		}
	}
	return all, nil
}

func (all *Recorded) answer(file string, line []byte, reading string, ask func(cases.Case) (cases.Answer, error)) ([]byte, error) {
	found, err := cases.Read(bytes.NewReader(line))
	if err != nil || len(found) == 0 || found[0].Answers[reading] == nil {
		return line, err
	}
	c := found[0]
	old := c.Answers[reading]
	a, err := ask(c)
	if err != nil {
		return nil, fmt.Errorf("case %s: %w", c.ID, err)
	}
	all.Asked++
	if a["timeout"] != nil {
		all.Silent = append(all.Silent, c.ID)
		return line, nil
	}
	fields := cases.Differences(old, a)
	if len(fields) == 0 {
		return line, nil
	}
	short := a.Abridged()
	all.Changes = append(all.Changes, Change{filepath.Base(file), c.ID, fields, old, short})
	return splice(line, []string{"answers", reading}, short)
}

// eachLine writes a file anew with what becomes of each of its lines, when one
// of them changes.
func eachLine(file string, do func([]byte) ([]byte, error)) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	lines := bytes.SplitAfter(b, []byte("\n"))
	for i, line := range lines {
		text := bytes.TrimSuffix(line, []byte("\n"))
		if !bytes.HasPrefix(text, []byte("{")) {
			continue
		}
		became, err := do(text)
		if err != nil {
			return err
		}
		if !bytes.Equal(became, text) {
			lines[i] = append(append([]byte{}, became...), line[len(text):]...)
		}
	}
	if now := bytes.Join(lines, nil); !bytes.Equal(now, b) {
		return os.WriteFile(file, now, 0o644)
	}
	return nil
}

// splice puts a value at a place in a JSON object, and leaves every other byte as
// it stands.
func splice(line []byte, place []string, value any) ([]byte, error) {
	start, end := 0, len(line)
	for _, name := range place {
		from, to, err := member(line[start:end], name)
		if err != nil {
			return nil, err
		}
		start, end = start+from, start+to
	}
	text, err := encode(value)
	if err != nil {
		return nil, err
	}
	return bytes.Join([][]byte{line[:start], text, line[end:]}, nil), nil
}

// member is where the value of a member of a JSON object stands.
func member(object []byte, name string) (from, to int, err error) {
	d := json.NewDecoder(bytes.NewReader(object))
	if _, err := d.Token(); err != nil {
		return 0, 0, err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return 0, 0, err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return 0, 0, err
		}
		if key == name {
			to := int(d.InputOffset())
			return to - len(value), to, nil
		}
	}
	return 0, 0, fmt.Errorf("no member %q", name)
}

func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
