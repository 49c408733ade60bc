package redact

import "strings"

// Command hides the arguments of a command line, but for the program, the
// names of flags, paths, and names of profiles.
func Command(cmd string) string {
	words := split(cmd)
	out := make([]string, 0, len(words))
	program, profile := true, false
	for _, w := range words {
		bare := strings.Trim(w, `"'`)
		switch {
		case profile && plainName(bare):
			out = append(out, w)
		case program && assignment(bare):
			name, _, _ := strings.Cut(bare, "=")
			out = append(out, name+"="+Stars)
			continue
		case program:
			program = false
			if plainName(bare) || path(bare) {
				out = append(out, w)
			} else {
				out = append(out, Stars)
			}
		case strings.HasPrefix(bare, "-"):
			name, value, has := strings.Cut(bare, "=")
			switch {
			case !plainName(strings.TrimLeft(name, "-")) || random(name):
				out = append(out, Stars)
			case !has:
				out = append(out, w)
				profile = strings.HasSuffix(name, "profile")
				continue
			case path(value) && !SecretName(name), strings.HasSuffix(name, "profile") && plainName(value):
				out = append(out, w)
			default:
				out = append(out, name+"="+Stars)
			}
		case path(bare):
			out = append(out, w)
		default:
			out = append(out, Stars)
		}
		profile = false
	}
	return strings.Join(out, " ")
}

// split cuts a command line at spaces outside quotes; the quotes stay.
func split(s string) []string {
	var words []string
	var b strings.Builder
	var quote byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0 && c == '\\' && quote == '"' && i+1 < len(s):
			b.WriteByte(c)
			i++
			b.WriteByte(s[i])
			continue
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r'):
			if b.Len() > 0 {
				words = append(words, b.String())
				b.Reset()
			}
			continue
		}
		b.WriteByte(c)
	}
	if b.Len() > 0 {
		words = append(words, b.String())
	}
	return words
}

func assignment(w string) bool {
	name, _, ok := strings.Cut(w, "=")
	return ok && name != "" && plainName(name)
}

// plainName tells whether a word is what people call programs and profiles.
func plainName(w string) bool {
	if w == "" || len(w) > 64 || random(w) {
		return false
	}
	for _, c := range []byte(w) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-_.@", c) >= 0:
		default:
			return false
		}
	}
	return true
}

// path tells whether a word is plainly a path: rooted, of plain names.
func path(w string) bool {
	norm := strings.ReplaceAll(w, `\`, "/")
	rooted := strings.HasPrefix(norm, "/") || strings.HasPrefix(norm, "~/") || strings.HasPrefix(norm, "./") || strings.HasPrefix(norm, "../") ||
		strings.HasPrefix(norm, "$HOME/") || len(norm) > 3 && norm[1:3] == ":/"
	if !rooted {
		return false
	}
	norm = strings.TrimPrefix(norm, "$HOME")
	if len(norm) > 2 && norm[1] == ':' {
		norm = norm[2:]
	}
	for _, name := range strings.Split(strings.Trim(norm, "/~"), "/") {
		if name != "" && !plainName(name) {
			return false
		}
	}
	return true
}
