package sharedfile

import "strings"

// value reads what follows a key's delimiter (ini.v1 parser.go, readValue) and
// gives the value with the offset of its first byte; of an empty one, the
// offset where it would stand. The line ends at end; a value that goes on
// takes the lines after it too.
func (s *iniScan) value(at, end int, key string) (string, int) {
	rest := s.doc.Text[at:end]
	line := trimLeft(rest)
	if line == "" {
		return "", end - len(strings.TrimLeft(rest, " \t"))
	}
	at = end - len(line)
	switch {
	case len(line) > 3 && line[:3] == `"""`:
		return s.quoted(at, end, `"""`, key)
	case line[0] == '`':
		return s.quoted(at, end, "`", key)
	}
	line = strings.TrimSpace(line)
	// The parser looks for the backslash before it looks for comments and quotes,
	// and never for those in a value that goes on.
	if line[len(line)-1] == '\\' {
		return s.continued(at, line[:len(line)-1], key)
	}
	if i := strings.IndexAny(line, "#;"); i >= 0 {
		if i > 0 && line[i-1] != ' ' && line[i-1] != '\t' {
			s.note(at+i, "value-cut-at-comment", key, "the value ends here: a "+line[i:i+1]+" begins a comment even without a blank before it")
		}
		line = strings.TrimSpace(line[:i])
	}
	if surrounded(line, '\'') || surrounded(line, '"') {
		return line[1 : len(line)-1], at + 1
	}
	return line, at
}

// surrounded reports whether a value begins and ends with a quote and has none
// of its kind inside (hasSurroundedQuote).
func surrounded(s string, quote byte) bool {
	return len(s) >= 2 && s[0] == quote && strings.IndexByte(s[1:], quote) == len(s)-2
}

// quoted reads a value from its opening quote to the closing one: the last of
// the line, or of the first later line that has one (readMultilines).
func (s *iniScan) quoted(at, end int, quote, key string) (string, int) {
	text, begin := s.doc.Text, at+len(quote)
	if i := strings.LastIndex(text[begin:end], quote); i >= 0 {
		s.afterQuote(begin+i+len(quote), end, key)
		return text[begin : begin+i], begin
	}
	s.note(at, "continued-value", key, "the value goes on over the lines below, to the closing quote")
	for s.next < len(text) {
		start, end := s.line()
		i := strings.LastIndex(text[start:end], quote)
		if i < 0 {
			continue
		}
		after := start + i + len(quote)
		// With a backslash after it the quote closes nothing.
		if rest := strings.TrimSpace(text[after:end]); strings.HasSuffix(rest, `\`) {
			continue
		}
		s.afterQuote(after, end, key)
		return text[begin : start+i], begin
	}
	s.fail("the quote that opens the value is never closed", "missing closing key quote")
	return "", begin
}

func (s *iniScan) afterQuote(at, end int, key string) {
	rest := strings.TrimSpace(s.doc.Text[at:end])
	if rest != "" && rest[0] != '#' && rest[0] != ';' {
		s.note(at, "text-after-quote", key, "what follows the closing quote is ignored")
	}
}

// continued reads on while lines end with a backslash, up to an empty one
// (readContinuationLines).
func (s *iniScan) continued(at int, value, key string) (string, int) {
	s.note(at, "continued-value", key, "the line ends with a backslash, so the value goes on with the next line, whatever that is")
	joined := []byte(value)
	for s.next < len(s.doc.Text) {
		start, end := s.line()
		raw := s.doc.Text[start:end]
		line := strings.TrimSpace(raw)
		if line == "" {
			break
		}
		if len(joined) == 0 {
			at = end - len(trimLeft(raw))
		}
		joined = append(joined, line...)
		if line[len(line)-1] != '\\' {
			break
		}
		joined = joined[:len(joined)-1]
	}
	return string(joined), at
}
