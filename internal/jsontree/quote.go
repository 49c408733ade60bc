package jsontree

import "unicode/utf8"

const hexDigits = "0123456789abcdef"

// Quote appends a string in double quotes to dst, with no more escapes than
// JSON asks for.
func Quote(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c == '\n':
			dst = append(dst, '\\', 'n')
		case c == '\r':
			dst = append(dst, '\\', 'r')
		case c == '\t':
			dst = append(dst, '\\', 't')
		case c < ' ':
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		case c < utf8.RuneSelf:
			dst = append(dst, c)
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			dst = utf8.AppendRune(dst, r)
			i += n
			continue
		}
		i++
	}
	return append(dst, '"')
}

// Append appends the value's text to dst without white space.
func (v *Value) Append(dst []byte) []byte {
	switch v.Kind {
	case String:
		return Quote(dst, v.Text)
	case Array:
		dst = append(dst, '[')
		for i := range v.Items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = v.Items[i].Append(dst)
		}
		return append(dst, ']')
	case Object:
		dst = append(dst, '{')
		for i := range v.Fields {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(Quote(dst, v.Fields[i].Name), ':')
			dst = v.Fields[i].Value.Append(dst)
		}
		return append(dst, '}')
	case Null:
		return append(dst, "null"...)
	}
	return append(dst, v.Text...)
}
