package sharedfile

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// peek gives the byte that tells what the next token is: '\n' for either kind
// of line end, 0 at the end of the text. A lone \r is part of a word.
func (p *gov1Parser) peek() byte {
	if p.at >= len(p.text) {
		return 0
	}
	switch c := p.text[p.at]; c {
	case '\r':
		if p.at+1 < len(p.text) && p.text[p.at+1] == '\n' {
			return '\n'
		}
		return c
	case 0:
		return 'w' // a NUL byte is part of a word as any other
	default:
		return c
	}
}

// newline passes a line end.
func (p *gov1Parser) newline() bool {
	if p.peek() != '\n' {
		return false
	}
	if p.text[p.at] == '\r' {
		p.at++
	}
	p.at++
	return true
}

// blanks passes white space up to the end of the line.
func (p *gov1Parser) blanks() bool {
	from := p.at
	for p.at < len(p.text) {
		if c := p.text[p.at]; c > ' ' && c < utf8.RuneSelf {
			break
		}
		n := p.blank()
		if n == 0 {
			break
		}
		p.at += n
	}
	return p.at > from
}

// blank is how many bytes of white space come next, up to one character.
func (p *gov1Parser) blank() int {
	switch c := p.text[p.at]; {
	case c == ' ', c == '\t', c == '\v', c == '\f':
		return 1
	case c >= utf8.RuneSelf:
		if r, n := utf8.DecodeRuneInString(p.text[p.at:]); unicode.IsSpace(r) {
			return n
		}
	}
	return 0
}

// token passes a quoted text, white space or a word.
func (p *gov1Parser) token() {
	switch {
	case p.text[p.at] == '"':
		p.quoted()
	case !p.blanks():
		p.word()
	}
}

// skipToken passes a token of any kind.
func (p *gov1Parser) skipToken() {
	switch p.peek() {
	case '\n':
		p.newline()
	case '#', ';':
		p.comment()
	case ',', '=', ':', '[', ']':
		p.at++
	default:
		p.token()
	}
}

// comment passes a comment, up to the line end.
func (p *gov1Parser) comment() {
	n := strings.IndexByte(p.text[p.at:], '\n')
	if n < 0 {
		p.at = len(p.text)
		return
	}
	p.at += n
}

// word passes an unquoted text: up to a line end, a blank, a delimiter or a
// bracket. Tabs, quotes, commas and comment signs are part of it.
func (p *gov1Parser) word() {
	text := p.text
	for i := p.at; i < len(text); i++ {
		if !gov1Stops[text[i]] || text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			continue
		}
		p.at = i
		return
	}
	p.at = len(text)
}

// gov1Stops has the bytes that a word may end before.
var gov1Stops = [256]bool{' ': true, '\n': true, '\r': true, '=': true, ':': true, '[': true, ']': true}

// quoted passes a quoted text, or finds that the rest of the file has no
// closing quote.
func (p *gov1Parser) quoted() {
	for i := p.at + 1; ; i++ {
		n := strings.IndexByte(p.text[i:], '"')
		if n < 0 {
			break
		}
		i += n
		if p.text[i-1] != '\\' {
			p.at = i + 1
			return
		}
	}
	p.note(p.at, "unclosed-quote", "this quote is never closed, so the whole file reads as empty, without an error", "")
	p.stopped, p.empty, p.file.Err = true, true, nil
}

// GoV1Unquote gives what aws-sdk-go v1 makes of a quoted value, quotes and all,
// and what it leaves of it: the SDK replaces escapes inside the parsed value, so
// that whoever reads the value a second time gets the remains
// (internal/ini/value_util.go, removeEscapedCharacters).
func GoV1Unquote(raw string) (value, remains string) {
	inner := raw[1 : len(raw)-1]
	if strings.IndexByte(inner, '\\') < 0 {
		return inner, raw
	}
	out := make([]byte, 0, len(inner))
	dropped := 0
	for i := 0; i < len(inner); i++ {
		c := inner[i]
		plain := strings.IndexByte(`'"nt\`, c)
		if plain < 0 || len(out) == 0 || out[len(out)-1] != '\\' {
			out = append(out, c)
			continue
		}
		out[len(out)-1] = "'\"\n\t\\"[plain]
		dropped++
	}
	_, last := utf8.DecodeLastRuneInString(inner)
	value = string(out)
	return value, `"` + value + strings.Repeat(inner[len(inner)-last:], dropped) + `"`
}
