package bundle

import (
	"encoding/base64"
	"encoding/pem"
	"strings"
)

// certificates puts the certificates of a text back where its words were replaced,
// with other names in them: whoever looks for one is to find one.
func (a *anonymiser) certificates(text, before string) string {
	const begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
	if len(text) != len(before) {
		return text
	}
	b := []byte(text)
	for at := 0; ; {
		i := strings.Index(before[at:], begin)
		if i < 0 {
			return string(b)
		}
		start := at + i
		n := strings.Index(before[start:], end)
		if n < 0 {
			return string(b)
		}
		at = start + n + len(end)
		block, _ := pem.Decode([]byte(before[start:at] + "\n"))
		copy(b[start:], before[start:at])
		if block == nil || len(block.Headers) > 0 {
			copy(b[start:], a.replace(before[start:at], free, false)) // none to be found
			continue
		}
		a.der(block.Bytes)
		encoded := base64.StdEncoding.EncodeToString(block.Bytes)
		k := 0
		for j := start + len(begin); j < at-len(end) && k < len(encoded); j++ {
			if strings.IndexByte(" \t\r\n", b[j]) < 0 {
				b[j] = encoded[k]
				k++
			}
		}
	}
}

// der replaces the words of the texts in a structure of ASN.1.
func (a *anonymiser) der(b []byte) {
	const constructed = 0x20
	for len(b) >= 2 {
		tag, size, head := b[0], int(b[1]), 2
		if size >= 0x80 {
			n := size & 0x7f
			if n == 0 || n > 3 || len(b) < 2+n {
				return
			}
			size = 0
			for _, c := range b[2 : 2+n] {
				size = size<<8 | int(c)
			}
			head += n
		}
		if len(b) < head+size {
			return
		}
		inner := b[head : head+size]
		switch tag {
		case 0x0c, 0x13, 0x14, 0x16, 0x1a, 0x81, 0x82, 0x86: // texts, and names of hosts in an extension
			copy(inner, a.replace(string(inner), names, false))
		case 0x04:
			a.der(inner) // an extension's value is a structure
		default:
			if tag&constructed != 0 {
				a.der(inner)
			}
		}
		b = b[head+size:]
	}
}
