package sharedfile

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// GoV1 is the parser of aws-sdk-go v1 (v1.55.8, internal/ini): a lexer and a
// table-driven parser that know tokens, not lines. What follows from that:
//
//   - A quote, a comma or a comment sign counts only where a token begins, that
//     is, after a blank, a delimiter, a bracket, a comma or a quoted text
//     (ini_lexer.go, tokenize; value_util.go, getValue). A tab begins no token
//     inside a word.
//   - A quoted text runs to the next quote without a backslash before it, over
//     line ends. Without one the file reads as empty, and nobody is told
//     (ini_lexer.go, countTokens gives 0).
//   - A comma that begins a token after a value drops the whole pair, and a key
//     without a value drops itself and the indented lines below it, up to an
//     empty line (ini_parser.go, parseTable; skipper.go).
//   - A line without a delimiter is passed over if a line end follows it, and
//     stops the parser if a comment, a bracket or the end of the file does
//     (walker.go, visitor.go VisitExpr).
//   - Line ends inside a header vanish (parseTable, ASTKindSectionStatement).
//
// Keys and headers keep their case. A section met again replaces the one
// before (visitor.go, VisitStatement): Sections has both, in order.
func GoV1() Grammar { return Grammar{Name: "the parser of aws-sdk-go v1", Parse: parseGoV1} }

type gov1Parser struct {
	doc   *Document
	text  string
	file  *File
	store *store

	valid   bool // the text is UTF-8
	at      int  // offset of the next token
	line    int  // index of the line that the last place was in
	in      bool
	entries []Entry // of all sections, one after the other; of the open one alone where the document is large
	from    int     // where the entries of the open section begin
	stopped bool    // the parser has given up, or found a quote that is never closed
	empty   bool    // a quote is never closed
}

func parseGoV1(d *Document) *File {
	p := &gov1Parser{doc: d, text: d.Text, file: &File{Doc: d}, valid: utf8.ValidString(d.Text)}
	if !d.large() {
		p.entries = make([]Entry, 0, strings.Count(d.Text, "="))
	}
	p.file.Sections = make([]Section, 0, strings.Count(d.Text, "\n[")+1)
	if d.BOM {
		p.pair(bom)
	}
	p.statements()
	p.endSection()
	for p.stopped && !p.empty && p.at < len(p.text) {
		p.skipToken() // the lexer runs before the parser: a quote left open further down still empties the file
	}
	if p.empty {
		return &File{Doc: d, Notes: p.file.Notes[len(p.file.Notes)-1:]}
	}
	return p.file
}

// statements reads headers, pairs and comments up to the end.
func (p *gov1Parser) statements() {
	for !p.stopped {
		p.blanks()
		for p.newline() {
			p.blanks()
		}
		if p.at == len(p.text) {
			return
		}
		switch c := p.text[p.at]; c {
		case '#', ';':
			p.comment()
		case '[':
			p.header()
		case ']':
			p.stop(p.at, "expected '['", "nothing is open that \"]\" could close")
		case '=', ':', ',':
			p.stop(p.at, "invalid state", "nothing stands before "+quoteByte(c))
		default:
			p.pair("")
		}
	}
}

// header reads [NAME]. At the opening bracket.
func (p *gov1Parser) header() {
	open := p.at
	p.at++
	p.blanks()
	for p.newline() {
		p.blanks()
	}
	switch p.peek() {
	case ']':
		p.at++
		fallthrough
	case 0, '#', ';':
		p.refuse(open, "unsupported statement", "a header without a name")
		return
	case '[':
		p.stop(p.at, "expected ']'", "a second bracket opens where a name should begin")
		return
	case '=', ':', ',':
		p.stop(p.at, "invalid state", "a header cannot begin with "+quoteByte(p.text[p.at]))
		return
	}
	from, joined := p.at, ""
	for !p.stopped {
		switch p.peek() {
		case 0:
			p.stop(open, "invalid state", "a header that is never closed")
		case '[':
			p.stop(open, "expected ']'", "a header that is not closed before the next one")
		case ',', '#', ';':
			p.stop(p.at, "invalid state", quoteByte(p.text[p.at])+" inside a header, which is not closed before it")
		case '=', ':':
			p.at++
		case '\n':
			joined += p.text[from:p.at]
			p.newline()
			from = p.at
		case ']':
			name := trimRightBlanks(joined + p.text[from:p.at])
			p.at++
			p.endSection()
			p.in = true
			p.file.Sections = append(p.file.Sections, Section{Name: p.asRunes(name), Pos: p.pos(open)})
			return
		default:
			p.token()
		}
	}
}

// pair reads KEY = VALUE, or a line that is none. At the key; marked is what
// stands before it that Document leaves out.
func (p *gov1Parser) pair(marked string) {
	from := p.at
	if marked != "" {
		p.word()
	}
	for !p.stopped {
		switch c := p.peek(); c {
		case '=', ':':
			e := Entry{Key: p.asRunes(marked + trimRightBlanks(p.text[from:p.at])), KeyPos: p.pos(from)}
			p.at++
			p.value(&e)
			return
		case '\n':
			p.note(from, "junk-line", "a line without = or : is passed over, with the indented lines below it", "")
			p.skipBlock()
			return
		case ']':
			p.stop(p.at, "expected '['", quoteByte(c)+" in a key")
		case ',':
			p.stop(p.at, "invalid state", quoteByte(c)+" in a key")
		case '[':
			p.refuse(from, "unsupported expression", "text without = or : before a bracket")
			return
		case '#', ';':
			p.refuse(from, "unsupported expression", "text without = or : before a comment")
			return
		case 0:
			p.refuse(from, "unsupported expression", "text without = or : at the end of the file, without a line end")
			return
		default:
			p.token()
		}
	}
}

// value reads what stands after the delimiter.
func (p *gov1Parser) value(e *Entry) {
	p.blanks()
	from := p.at
	switch c := p.peek(); c {
	case 0:
		p.note(from, "empty-value", "a key without a value at the end of the file is passed over", e.Key)
		return
	case '\n':
		if p.skipBlock() {
			p.note(from, "nested-block", "this parser knows no nested keys: it passes over this key and the indented lines below it", e.Key)
		} else {
			p.note(from, "empty-value", "a key without a value is passed over, as if it were not there", e.Key)
		}
		return
	case '#', ';', ',':
		p.stop(from, "invalid state", quoteByte(c)+" where a value should begin")
		return
	case '=', ':', '[', ']':
		p.at++
	default:
		p.token()
	}
	end, quoted := p.at, p.text[from] == '"'
	for !p.stopped {
		switch c := p.peek(); c {
		case ',':
			p.note(p.at, "comma-drops-key", "a comma after a blank, a quote or a delimiter makes this parser drop the whole key", e.Key)
			p.at++
			for p.peek() != 0 && p.peek() != '\n' && !p.stopped {
				p.skipToken()
			}
			p.skipBlock()
			return
		case 0, '\n', '#', ';':
			p.set(e, from, end, quoted)
			return
		case '=', ':', '[', ']':
			p.at++
		default:
			p.token()
		}
		if !quoted {
			end = p.at
		}
	}
}

// set adds a pair to the open section.
func (p *gov1Parser) set(e *Entry, from, end int, quoted bool) {
	if !p.in {
		p.note(p.doc.Offset(e.KeyPos), "key-before-section", "a key before the first header is never asked for", e.Key)
		return
	}
	e.Raw = p.asRunes(p.text[from:end])
	if quoted {
		e.Value, _ = GoV1Unquote(e.Raw)
		if strings.TrimFunc(p.text[end:p.at], isBlankRune) != "" {
			p.note(end, "text-after-quote", "what stands after the closing quote is passed over", e.Key)
		}
		from++
	} else {
		e.Value = strings.Trim(e.Raw, " \n")
	}
	e.ValuePos = p.pos(from)
	p.entries = append(p.entries, *e)
}

func (p *gov1Parser) endSection() {
	if p.in {
		p.file.Sections[len(p.file.Sections)-1].take(p.doc, &p.store, p.entries[p.from:len(p.entries):len(p.entries)])
	}
	p.from = len(p.entries)
	if p.doc.large() {
		clear(p.entries)
		p.entries, p.from = p.entries[:0], 0
	}
}

// skipBlock passes over lines as long as they begin with a blank, and tells
// whether there was one with something in it. At the end of the line before.
func (p *gov1Parser) skipBlock() (some bool) {
	for p.newline() {
		if !p.blanks() {
			return some
		}
		for c := p.peek(); c != 0 && c != '\n' && !p.stopped; c = p.peek() {
			p.skipToken()
			some = true
		}
	}
	return some
}

// refuse says why the file is not taken although the parser gets to its end.
func (p *gov1Parser) refuse(at int, sdk, message string) {
	if p.file.Err == nil {
		p.file.Err = &Error{Pos: p.doc.Pos(at), Message: message, SDK: "INIParseError: " + sdk}
	}
}

// stop says why the parser gives up.
func (p *gov1Parser) stop(at int, sdk, message string) {
	p.file.Err = &Error{Pos: p.doc.Pos(at), Message: message, SDK: "INIParseError: " + sdk}
	p.stopped = true
}

func (p *gov1Parser) note(at int, code, message, key string) {
	if len(p.file.Notes) >= maxNotes && code != "unclosed-quote" {
		return
	}
	n := Note{Pos: p.doc.Pos(at), Code: code, Message: message, Key: key}
	if p.in {
		n.Section = p.file.Sections[len(p.file.Sections)-1].Name
	}
	p.file.Notes = append(p.file.Notes, n)
}

// pos gives the place of an offset. Offsets never go down from call to call.
func (p *gov1Parser) pos(offset int) Pos {
	starts := p.doc.lineStarts()
	for p.line+1 < len(starts) && int(starts[p.line+1]) <= offset {
		p.line++
	}
	return Pos{Line: p.line + 1, Column: offset - int(starts[p.line]) + 1}
}

func quoteByte(c byte) string { return string([]byte{'"', c, '"'}) }

// asRunes gives a text as it is after a trip through runes: every byte that is
// no UTF-8 becomes a replacement character.
func (p *gov1Parser) asRunes(s string) string {
	if p.valid {
		return s
	}
	return string([]rune(s))
}

// isBlankRune is what this parser takes for white space inside a line.
func isBlankRune(r rune) bool { return unicode.IsSpace(r) && r != '\n' && r != '\r' }

func trimRightBlanks(s string) string {
	if s != "" && s[len(s)-1] > ' ' && s[len(s)-1] < utf8.RuneSelf {
		return s
	}
	return strings.TrimRightFunc(s, isBlankRune)
}
