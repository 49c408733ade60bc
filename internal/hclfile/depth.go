package hclfile

// deepest is how deep a file may be nested. The parser calls itself for each
// level, and runs out of stack on files that are made for that.
const deepest = 2000

// tooDeep reports whether a file may be nested deeper than that: by brackets, by
// signs before a value, or by conditions. It counts those in texts too.
func tooDeep(data []byte) bool {
	brackets, signs, exclamations, questions := 0, 0, 0, 0
	for _, c := range data {
		switch c {
		case '(', '[', '{':
			brackets++
		case ')', ']', '}':
			brackets--
		case '!':
			exclamations++
		case '?':
			questions++
		}
		switch c {
		case '-':
			signs++
		case ' ', '\t':
		default:
			signs = 0
		}
		if max(brackets, signs, exclamations, questions) > deepest {
			return true
		}
	}
	return false
}
