package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/sdk"
)

// scene is an environment with a secret in it that is described by files, and
// what is run there. In its texts @ is the directory of the files, and the letters
// of spelt stand for the secret.
type scene struct {
	name  string
	files map[string]string
	flags []string   // with which any command examines it
	runs  [][]string // what is run beside; alone where there are no flags
	known bool       // a secret is drawn that anybody recognises, since its place says nothing
}

// spelt are the letters that stand for a secret in a scene, each for a spelling.
func (p planted) spelt() map[string]string {
	each := func(format string) string {
		var b strings.Builder
		for _, c := range []byte(p.secret) {
			fmt.Fprintf(&b, format, c)
		}
		return b.String()
	}
	return map[string]string{
		"S": p.secret, "ID": "AKIAIOSFODNN7EXAMPLE",
		"Q": url.QueryEscape(p.secret), "QE": each("%%%02X"), "QT": each("%%25%02x"), // every byte, and that encoded again
		"B": base64.StdEncoding.EncodeToString([]byte(p.secret)), "BU": base64.StdEncoding.EncodeToString([]byte("user:" + p.secret)),
		"H": hex.EncodeToString([]byte(p.secret)), "J": each(`\u%04x`),
		"F": p.secret[:len(p.secret)/2], "G": p.secret[len(p.secret)/2:],
	}
}

// set fills a text of a scene in.
func (p planted) set(text, dir string) string {
	for w, with := range p.spelt() {
		text = replaceWord(text, w, with)
	}
	return strings.ReplaceAll(text, "@", dir)
}

// recognised draws a secret that its looks give away.
func recognised(r *rand.Rand) planted {
	for {
		p := draw(r)
		switch r.IntN(3) {
		case 0:
			if len(p.secret) != 40 {
				continue
			}
		case 1:
			p.secret = "eyJhbGciOiJIUzI1NiJ9." + p.secret + "." + p.secret
		case 2:
			p.secret = "ghp_" + p.secret + p.secret
		}
		return p
	}
}

func zipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	return b.String()
}

// TestNoPlantedSecretInAnyScene plants secrets in what describes an environment
// otherwise than files of the home directory and variables do.
func TestNoPlantedSecretInAnyScene(t *testing.T) {
	r := seeded(t)
	each := 3
	if os.Getenv(allSecrets) != "" {
		each = len(plantCommands)
	}
	readings := sdk.Readings()
	for _, s := range scenes {
		p := draw(r)
		if s.known {
			p = recognised(r)
		}
		dir := t.TempDir()
		for name, text := range s.files {
			path := filepath.Join(dir, p.set(name, dir))
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			filled := p.set(text, dir)
			if plain, ok := strings.CutPrefix(filled, "gzip:"); ok {
				head, body, _ := strings.Cut(plain, "\r\n\r\n")
				filled = head + "\r\n\r\n" + zipped(body)
			}
			if err := os.WriteFile(path, []byte(filled), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		lines := slices.Clone(s.runs)
		if len(s.flags) > 0 {
			for _, i := range r.Perm(len(plantCommands))[:each] {
				args := strings.Fields(plantCommands[i])
				if strings.HasPrefix(plantCommands[i], "__") {
					continue
				}
				if args = append(args, s.flags...); args[0] != "compare" && !strings.Contains(strings.Join(s.flags, " "), "--as") {
					args = append(args, "--as", readings[r.IntN(len(readings))].ID)
				}
				lines = append(lines, args)
			}
		}
		for _, args := range lines {
			filled := []string{}
			for _, a := range args {
				filled = append(filled, p.set(a, dir))
			}
			filled = append(filled, "--no-env", "--home", dir)
			var out bytes.Buffer
			run(filled, streams{in: strings.NewReader(""), out: &out, err: &out})
			if p.shownIn(out.String()) {
				t.Errorf("%s: %q shows %s:\n%s", s.name, filled, p.secret, out.String())
			}
		}
	}
}
