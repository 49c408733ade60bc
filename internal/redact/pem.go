package redact

import (
	"cmp"
	"encoding/base64"
	"slices"
	"strings"
)

// certificates finds the certificates of a file, which are public: what a machine
// made is no secret there.
func certificates(text string) []span {
	const begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
	var found []span
	for at := 0; ; {
		i := strings.Index(text[at:], begin)
		if i < 0 {
			return found
		}
		start := at + i
		at = start + len(begin)
		n := strings.Index(text[at:], end)
		if n < 0 {
			return found
		}
		der, err := base64.StdEncoding.DecodeString(text[at : at+n]) // which passes over the ends of lines
		if err != nil {
			der, err = base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text[at:at+n]), ""))
		}
		at += n + len(end)
		if head, size := sequence(der); err == nil && head+size == len(der) {
			found = append(found, span{start, at})
		}
	}
}

// sequence reads the head of a sequence of ASN.1: its own length and that of what
// is in it; zero where there is none.
func sequence(der []byte) (head, size int) {
	if len(der) < 2 || der[0] != 0x30 {
		return 0, 0
	}
	n := int(der[1]) - 0x80
	switch {
	case n < 0:
		return 2, int(der[1])
	case n == 0 || n > 3 || len(der) < 2+n:
		return 0, 0
	}
	for _, b := range der[2 : 2+n] {
		size = size<<8 | int(b)
	}
	return 2 + n, size
}

// outside gives the spans that begin in none of the parts, which stand in their order.
func outside(parts, spans []span) []span {
	return slices.DeleteFunc(spans, func(p span) bool {
		i, _ := slices.BinarySearchFunc(parts, p.start, func(part span, at int) int { return cmp.Compare(part.end, at+1) })
		return i < len(parts) && parts[i].start <= p.start
	})
}

// keyHead is how many letters of base64 have the head of a private key, after
// which nothing that looks for one looks; 0 for a word that begins no key. Behind
// the head of its sequence a key has the number of its form, or, encrypted, what
// it is encrypted with.
func keyHead(word string) int {
	const letters, bytes = 8, 6
	if len(word) < 2*letters || word[0] != 'M' {
		return 0
	}
	der, err := base64.StdEncoding.DecodeString(word[:letters])
	if err != nil {
		return 0
	}
	head, size := sequence(der)
	const integer, nested = 0x02, 0x30
	if head == 0 || head == bytes || size < bytes || der[head] != integer && der[head] != nested {
		return 0
	}
	return letters
}
