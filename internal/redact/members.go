package redact

import "strings"

// Members hides the values of members with these names in a body, whatever
// their values are: in JSON, in XML, in a form or query, and in CBOR.
func Members(body string, names []string) string {
	for _, name := range names {
		var found []span
		for from := 0; name != ""; {
			i := strings.Index(body[from:], name)
			if i < 0 {
				break
			}
			start := from + i
			from = start + len(name)
			if p := cborValue(body, start, from); p.end > p.start { // which has lengths in it
				body = body[:p.start] + strings.Repeat("*", p.end-p.start) + body[p.end:]
				continue
			}
			found = append(found, memberValues(body, start, from)...)
		}
		body = mask(body, found)
	}
	return body
}

// memberValues gives the values of the member whose name stands from start to
// end in a body; none where that is no name.
func memberValues(s string, start, end int) []span {
	before, after := byte(0), byte(0)
	if start > 0 {
		before = s[start-1]
	}
	if end < len(s) {
		after = s[end]
	}
	switch {
	case before == '"' && after == '"':
		return jsonValues(s, end+1)
	case (before == '<' || before == ':') && (after == '>' || after == ' '):
		return xmlValues(s, s[start:end], end)
	case (start == 0 || strings.IndexByte("&.?", before) >= 0) && (after == '=' || after == '.'):
		return formValue(s, end)
	}
	return nil
}

// jsonValues gives the text, or the number, or the texts of the list, behind
// the name of a member that ends before at.
func jsonValues(s string, at int) []span {
	skip := func() {
		for at < len(s) && isSpace(s[at]) {
			at++
		}
	}
	if skip(); at == len(s) || s[at] != ':' {
		return nil
	}
	at++
	if skip(); at == len(s) || s[at] == '{' {
		return nil // its members have names of their own
	}
	if s[at] == '"' {
		return []span{{at + 1, closeJSON(s, at)}}
	}
	if s[at] != '[' {
		end := at
		for end < len(s) && !isSpace(s[end]) && strings.IndexByte(",}]", s[end]) < 0 {
			end++
		}
		if s[at:end] == "null" {
			return nil
		}
		return []span{{at, end}}
	}
	var found []span
	for depth := 0; at < len(s); at++ {
		switch s[at] {
		case '[', '{':
			depth++
		case ']', '}':
			if depth--; depth == 0 {
				return found
			}
		case '"':
			end := closeJSON(s, at)
			found = append(found, span{at + 1, end})
			at = end
		}
	}
	return found
}

// xmlValues gives the texts within the element whose name ends before at.
func xmlValues(s, name string, at int) []span {
	open := strings.IndexByte(s[at:], '>')
	if open < 0 || open > 0 && s[at+open-1] == '/' {
		return nil
	}
	at += open + 1
	end := len(s)
	for _, closing := range []string{"</" + name + ">", ":" + name + ">"} {
		if i := strings.Index(s[at:], closing); i >= 0 {
			end = min(end, at+i)
		}
	}
	var found []span
	for at < end {
		next := end
		if i := strings.IndexByte(s[at:end], '<'); i >= 0 {
			next = at + i
		}
		if strings.TrimSpace(s[at:next]) != "" {
			found = append(found, span{at, next})
		}
		i := strings.IndexByte(s[next:end], '>')
		if i < 0 {
			break
		}
		at = next + i + 1
	}
	return found
}

// formValue gives the value of the field whose name ends before at, also of one
// that is a list or a map: "Names.member.1=".
func formValue(s string, at int) []span {
	for at < len(s) && (isAlnum(s[at]) || s[at] == '.') {
		at++
	}
	if at == len(s) || s[at] != '=' {
		return nil
	}
	end := len(s)
	if i := strings.IndexAny(s[at:], "& \n\"'"); i >= 0 {
		end = at + i
	}
	return []span{{at + 1, end}}
}

// cborValue gives the text or bytes that CBOR has behind the name from start to
// end; an empty span where there are none.
func cborValue(s string, start, end int) span {
	const text, bytes = 3, 2
	head := cborHead(s, start-1)
	if n := end - start; n >= 24 && n < 256 {
		head = cborHead(s, start-2)
	}
	if head.major != text || head.n != end-start || end >= len(s) {
		return span{}
	}
	value := cborHead(s, end)
	if value.major != text && value.major != bytes {
		return span{}
	}
	from := end + value.size
	if value.n < 0 || value.n > len(s)-from {
		return span{}
	}
	return span{from, from + value.n}
}

// cborItem is the head of an item of CBOR.
type cborItem struct{ major, n, size int }

func cborHead(s string, at int) cborItem {
	if at < 0 || at >= len(s) {
		return cborItem{}
	}
	h := cborItem{int(s[at] >> 5), int(s[at] & 0x1f), 1}
	if h.n < 24 {
		return h
	}
	more := map[int]int{24: 1, 25: 2, 26: 4}[h.n]
	if more == 0 || at+more >= len(s) {
		return cborItem{}
	}
	h.n = 0
	for _, c := range []byte(s[at+1 : at+1+more]) {
		h.n = h.n<<8 | int(c)
	}
	h.size += more
	return h
}
