package bundle

import (
	"net/netip"
	"strings"
	"unicode/utf8"
)

// shapeOf writes the class of each letter of a word in small letters: hexadecimal
// digests have classes of their own.
func shapeOf(fold string) string {
	hex := len(fold) >= 16 && strings.Trim(fold, "0123456789abcdef") == ""
	var b strings.Builder
	for _, r := range fold {
		switch {
		case hex:
			b.WriteByte('h')
		case '0' <= r && r <= '9':
			b.WriteByte('0')
		case r < utf8.RuneSelf:
			b.WriteByte('a')
		default:
			b.WriteByte('0' + byte(10+utf8.RuneLen(r)))
		}
	}
	return b.String()
}

// alphabet is how many letters a class has.
func alphabet(class rune) int {
	switch class {
	case 'h', '0':
		return 10
	case 'a':
		return 26
	}
	return 16
}

// spellings are what stand-ins spell. No two are near each other, nor is what
// they begin with.
var spellings = []string{"another", "fictive", "simulus", "unknown", "whoever", "blanked", "generic", "removed", "pseudon", "masking", "dummies", "vacantx", "replica", "zilchen"}

// spell writes the nth word of a shape: the letters spell one of a few words, one
// after the other, and how often they have is added from the end on.
func spell(shape, fold string, n int) string {
	another := spellings[n%len(spellings)]
	n /= len(spellings)
	was := []rune(fold)
	out := make([]rune, len(was))
	for i := len(was) - 1; i >= 0; i-- {
		size := alphabet(rune(shape[i]))
		add := n % size
		n /= size
		switch shape[i] {
		case 'a':
			out[i] = 'a' + (rune(another[i%len(another)])-'a'+rune(add))%26
		case 'h', '0':
			out[i] = '0' + rune((1+add)%10)
		default:
			out[i] = firstOf(was[i]) + rune(add)
		}
	}
	return string(out)
}

// firstOf is the first of sixteen letters of as many bytes as one.
func firstOf(r rune) rune {
	switch utf8.RuneLen(r) {
	case 2:
		return 'à'
	case 3:
		return '一'
	}
	return '\U00020000'
}

// recased writes a word's stand-in with its capitals.
func recased(made, w string) string {
	out := []rune(made)
	for i, r := range []rune(w) {
		if 'A' <= r && r <= 'Z' && 'a' <= out[i] && out[i] <= 'z' {
			out[i] -= 'a' - 'A'
		}
	}
	return string(out)
}

// ip gives an address that stands for one, of the same length.
func (a *anonymiser) ip(was string) string {
	a.note(ofIP, was)
	if made, ok := a.made[was]; ok {
		return made
	}
	parts := strings.Split(was, ".")
	n := a.next["address"]
	for a.next["address"]++; ; {
		m := n
		for i := len(parts) - 1; i >= private(was); i-- {
			low, size := octet(len(parts[i]), i == 0)
			parts[i] = itoa(low + m%size)
			m /= size
		}
		made := strings.Join(parts, ".")
		if !a.used[made] {
			a.used[made] = true
			a.made[was] = made
			return made
		}
		n++
	}
}

// private gives how many parts of an address say that it is of a private network.
func private(ip string) int {
	switch a, err := netip.ParseAddr(ip); {
	case err != nil || !a.IsPrivate():
		return 0
	case strings.HasPrefix(ip, "10."):
		return 1
	}
	return 2
}

// octet gives the least number of as many digits, and how many there are: the
// first of an address is not this machine's.
func octet(digits int, first bool) (low, size int) {
	switch {
	case digits == 1:
		return 1, 9
	case digits == 2:
		return 10, 90
	case first:
		return 192, 30
	}
	return 100, 156
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// ip6 gives an address in brackets that stands for one: its digits are others.
func (a *anonymiser) ip6(was string) string {
	a.note(ofIP, was)
	if made, ok := a.made[was]; ok {
		return made
	}
	n := a.next["address6"] + 1
	a.next["address6"] = n
	out := []byte(was)
	for i := len(out) - 1; i >= 0; i-- {
		if hexDigit(out[i]) {
			out[i] = byte('0' + n%8 + 1)
			n /= 8
		}
	}
	a.made[was] = string(out)
	a.made[strings.Trim(was, "[]")] = strings.Trim(string(out), "[]")
	return string(out)
}
