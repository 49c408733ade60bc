package deflate

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/base64"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestAsZlib compresses again what zlib 1.2.13 compressed at level 9: the
// streams in testdata/zlib.txt, in base64.
func TestAsZlib(t *testing.T) {
	text, err := os.ReadFile("testdata/zlib.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Fields(string(text)) {
		want, err := base64.StdEncoding.DecodeString(line)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(flate.NewReader(bytes.NewReader(want)))
		if err != nil {
			t.Fatal(err)
		}
		if got := Raw(data); !bytes.Equal(got, want) {
			t.Errorf("stream %d of %d bytes: got %d bytes %x…, want %d bytes %x…", i, len(data), len(got), got[:min(20, len(got))], len(want), want[:min(20, len(want))])
		}
	}
}

func TestGzipIsRead(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	packed := Gzip([]byte("hello, hello"), at)
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if data, err := io.ReadAll(r); err != nil || string(data) != "hello, hello" || !r.ModTime.Equal(at) || r.OS != 255 {
		t.Errorf("read %q of %v, system %d: %v", data, r.ModTime, r.OS, err)
	}
	if want := []byte{0x1f, 0x8b, 8, 0, 0xa5, 0x35, 0x57, 0x69, 2, 255}; !bytes.HasPrefix(packed, want) {
		t.Errorf("the header is % x, want % x", packed[:10], want)
	}
}

// TestEverythingIsReadBack is the law of compression.
func TestEverythingIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SliceOfN(rapid.Byte(), 0, 300)
		var data []byte
		for range rapid.IntRange(0, 40).Draw(t, "words") {
			data = append(data, bytes.Repeat(word.Draw(t, "word"), rapid.IntRange(0, 40).Draw(t, "times"))...)
		}
		got, err := io.ReadAll(flate.NewReader(bytes.NewReader(Raw(data))))
		if err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%d bytes come back as %d: %v", len(data), len(got), err)
		}
	})
}

func FuzzRaw(f *testing.F) {
	f.Add([]byte("abcabcabc"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := io.ReadAll(flate.NewReader(bytes.NewReader(Raw(data))))
		if err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%d bytes come back as %d: %v", len(data), len(got), err)
		}
	})
}
