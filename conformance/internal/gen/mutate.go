package gen

import "strings"

// mutateLines changes a file as a slip of the hand would.
func mutateLines(d dice, lines []string) []string {
	if len(lines) == 0 {
		return soup(d)
	}
	at := d.IntN(len(lines))
	insert := func(at int, more ...string) []string {
		out := append([]string{}, lines[:at]...)
		return append(append(out, more...), lines[at:]...)
	}
	switch d.IntN(17) {
	case 0:
		return insert(at, lines[at])
	case 1:
		return append(append([]string{}, lines[:at]...), lines[at+1:]...)
	case 2: // moves a line
		line := lines[at]
		rest := append(append([]string{}, lines[:at]...), lines[at+1:]...)
		to := d.IntN(len(rest) + 1)
		return append(append(append([]string{}, rest[:to]...), line), rest[to:]...)
	case 3:
		lines[at] = d.of(" ", "\t", "    ") + lines[at]
	case 4:
		return insert(at, d.of("junk", "junk line", "= value", ": value", "=", "key", "[", "]", "[]", "-", "a=b=c", "a:b=c", "a=b:c", "\"", "\"\"\"", "`", "'", "\\", ",", "<<<<<<< HEAD", "{", "export AWS_PROFILE=x", "a = \"b", "\x00", "\xff\xfe", "\u200b", "...", "---", "!include x", "<?xml?>", "aws configure", "ſ=k", "İ = x"))
	case 5:
		return insert(at, d.of("", " ", "\t", "   ", "\u00a0", "\r", "\v", "\f", "\ufeff"))
	case 6:
		return insert(at, d.of("# c", "; c", " # c", "\t; c", "#", ";", "#[profile x]", "# a = b", "   ;", "rem c", "// c", "#\"", "; '"))
	case 7:
		return insert(at+1, d.of(" ", "\t", "  ")+d.of("more", "more = x", "a=", "=x", "region = us-east-2", "[x]", ": x", "a b = c", "# c", "; c", "\"q\""))
	case 8:
		lines[at] = strings.TrimPrefix(lines[at], "[")
	case 9:
		lines[at] = strings.TrimSuffix(lines[at], "]")
	case 10: // joins two lines
		if at+1 < len(lines) {
			lines[at] += d.of("", " ", "\r", ",") + lines[at+1]
			return append(lines[:at+1:at+1], lines[at+2:]...)
		}
	case 11: // breaks one
		if len(lines[at]) > 1 {
			cut := 1 + d.IntN(len(lines[at])-1)
			head, tail := lines[at][:cut], lines[at][cut:]
			lines[at] = head
			return insert(at+1, tail)
		}
	case 12: // a key before any section
		return insert(0, d.of("region = eu-north-1", "a = b", " region = x", "aws_access_key_id = TOP", "=", "a", "# c", "k ="))
	case 13: // another section, maybe one that is there already
		return insert(at, d.of("[default]", "[profile x]", "[x]", "[profile default]", "[DEFAULT]", "[a.b]", lines[0], "[profile x"), d.of("region = sa-east-1", "aws_access_key_id = MID", "", "max_attempts = 2"))
	case 14:
		return append(append([]string{}, lines[:at]...), append(soup(d), lines[at:]...)...)
	case 15: // the same section once more
		for i := range lines {
			if strings.HasPrefix(lines[i], "[") && d.in(2) {
				return append(lines, lines[i], d.of("region = ca-central-1", "aws_access_key_id = AGAIN\naws_secret_access_key = s", "retry_mode = adaptive", "", "role_arn = arn:aws:iam::123456789012:role/again"))
			}
		}
	case 16:
		return lines[:at]
	}
	return lines
}

// mutateBytes changes a few bytes anywhere.
func mutateBytes(d dice, text string) string {
	for range 1 + d.IntN(3) {
		if text == "" {
			return text
		}
		at := d.IntN(len(text))
		switch d.IntN(5) {
		case 0:
			text = text[:at] + text[at+1:]
		case 1:
			text = text[:at] + pick(d, soupTokens) + text[at:]
		case 2:
			text = text[:at] + pick(d, soupTokens) + text[at+1:]
		case 3:
			text = text[:at] + string(rune(d.IntN(0x250))) + text[at:]
		case 4:
			end := min(len(text), at+1+d.IntN(8))
			text = text[:at] + text[end:]
		}
	}
	return text
}
