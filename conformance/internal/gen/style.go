package gen

import "strings"

// style is how a file is written throughout.
type style struct {
	equals   []string // one for each entry, at random
	comments int      // of a hundred lines
	blanks   int
	newline  string
	bom      bool
	indent   string
	decorate int // of a hundred entries
}

func newStyle(d dice, level int) style {
	s := style{equals: []string{" = "}, newline: "\n", blanks: 8, comments: 4, decorate: []int{0, 6, 16}[level]}
	if level > 0 && d.in(8) {
		s.decorate = 60
	}
	if d.in(3) {
		s.equals = []string{"="}
	}
	if level == 0 || d.pct(50) {
		return s
	}
	switch d.IntN(9) {
	case 0:
		s.newline = "\r\n"
	case 1:
		s.bom = true
	case 2:
		s.equals = []string{"=", " = ", "= ", " =", ":", ": ", " : ", "\t=\t", "  =  "}
	case 3:
		s.equals = []string{": ", ":"}
	case 4:
		s.comments = 30
	case 5:
		s.blanks = 0
	case 6:
		s.indent = d.of(" ", "\t", "    ")
	case 7:
		s.newline = d.of("\r", "\r\r\n", "\n\n", "\u2028", "\u0085", "\v", "\f")
	}
	return s
}

// headers of a profile that are odd, with N for its name.
var oddHeaders = []string{
	"[ profile N ]", "[profile  N]", "[profile\tN]", "[profile N ]", "[ profile N]", `[profile "N"]`, "[profile 'N']", "[PROFILE N]", "[Profile N]", "[N]", "[ N ]", "[\tN\t]",
	"[profile N] # comment", "[profile N] ; comment", "[profile N]#comment", "[profile N # comment]", "[profile N;c]", "[profile N] junk", "[profile N", "profile N]", "[profile N]]",
	"[[profile N]]", "[profile]", "[profile ]", "[]", "[ ]", "[profile N extra]", " [profile N]", "\t[profile N]", "[profile N]key=value", "[profile N] region = eu-west-3",
	"[profile profile N]", "[profileN]", "[profile-N]", "[profile=N]", "[profile:N]", `["profile N"]`, "[profile N\\]", "[profile,N]", "[profile \u00a0N]", "[profile\u00a0N]",
	"[profile [N]]", "[profile N][x]", "[profile N\n]", "[\nprofile N]", "[profile #N]", `[profile "N]`, "[profile N\"]", "[.]", "[profile N.child]", "[N.child]", "[DEFAULT]", "[default]", "[Default]",
	"[sso-session N]", "[services N]", "[plugins]", "[ profile N ] ; x", "[profile N]\x00", "[profile \x00N]", "[profile N\v]", "[profile N\u200b]", "[profile\vN]", "[profile\fN]", "[profile N]\\",
}

func (b *draft) header(s *section, credentials bool, level int) string {
	d := b.d
	switch s.kind {
	case "":
		return s.name
	case "sso-session", "services":
		h := "[" + s.kind + " " + s.name + "]"
		if level > 0 && d.in(20) {
			h = d.of("["+s.kind+"  "+s.name+"]", "[ "+s.kind+" "+s.name+" ]", "["+s.kind+"\t"+s.name+"]", "["+s.kind+` "`+s.name+`"]`, "["+s.name+"]", "["+strings.ToUpper(s.kind)+" "+s.name+"]", "["+s.kind+"]", "["+s.kind+" "+s.name+"] # c")
		}
		return h
	}
	if level > 0 && d.in(14) {
		return strings.ReplaceAll(pick(d, oddHeaders), "N", s.name)
	}
	switch {
	case credentials && level > 0 && d.in(20):
		return "[profile " + s.name + "]"
	case credentials:
		return "[" + s.name + "]"
	case s.name == "default" && d.in(8):
		return "[profile default]"
	case s.name == "default":
		return "[default]"
	case strings.Contains(s.name, " ") && d.in(2):
		return `[profile "` + s.name + `"]`
	case level > 0 && d.in(12):
		return "[" + s.name + "]"
	}
	return "[profile " + s.name + "]"
}

// text writes a file.
func (b *draft) text(f *shared, credentials bool, level int) string {
	d, st := b.d, newStyle(b.d, level)
	var lines []string
	if d.pct(st.comments) {
		lines = append(lines, "# managed by hand")
	}
	for _, s := range f.sections {
		if len(lines) > 0 && d.pct(40) {
			lines = append(lines, "")
		}
		lines = append(lines, b.header(s, credentials, level))
		for _, e := range s.entries {
			if d.pct(st.comments) {
				lines = append(lines, d.of("# comment", "; comment", "#region = us-east-2", "  # indented", "#"))
			}
			if d.pct(st.blanks) && level > 0 {
				lines = append(lines, d.of("", "  ", "\t"))
			}
			lines = append(lines, b.entry(e, st, level)...)
		}
	}
	if level > 0 && d.in(3) {
		n := 1
		if level > 1 {
			n += d.IntN(4)
		}
		for range n {
			lines = mutateLines(d, lines)
		}
	}
	out := strings.Join(lines, st.newline)
	if !(level > 0 && d.in(12)) && len(lines) > 0 {
		out += st.newline
	}
	if st.bom {
		out = "\ufeff" + out
	}
	if level > 0 && d.in(10) {
		out = mutateBytes(d, out)
	}
	return out
}

func (b *draft) entry(e entry, st style, level int) []string {
	d := b.d
	line := st.indent + e.key + pick(d, st.equals) + e.value
	if e.nested != nil {
		lines := []string{strings.TrimRight(st.indent+e.key+pick(d, st.equals), " ")}
		indent := d.of("  ", "    ", "\t", " ")
		for _, n := range e.nested {
			if level > 0 && d.in(15) {
				lines = append(lines, d.of("", indent+"# c", indent+"; c", "# c", indent+"junk", n.key+" = "+n.value))
			}
			lines = append(lines, indent+n.key+pick(d, st.equals)+n.value)
		}
		return lines
	}
	if d.pct(st.decorate) {
		return decorated(d, e, line, pick(d, st.equals))
	}
	return []string{line}
}

// decorated is an entry as some people and some parsers would not have it.
func decorated(d dice, e entry, line, equals string) []string {
	k, v := e.key, e.value
	one := func(s string) []string { return []string{s} }
	switch d.IntN(30) {
	case 0:
		return one(line + d.of(" # c", " ; c", "\t# c", "\t; c", " #", " ;", " # c = d", " #c #d", " ; c # d", "  # c"))
	case 1:
		return one(line + d.of("#c", ";c", "#", ";", " //c", "# c", ";;"))
	case 2:
		return one(k + equals + d.of(`"`+v+`"`, `'`+v+`'`, "`"+v+"`", `"""`+v+`"""`, `"`+v, v+`"`, `'`+v, v+`'`, `"`+v+`'`, `""`+v+`""`, `"`+v+`" # c`, `"`+v+` # c"`, `"`+v+`"x`, `x"`+v+`"`, `"`+v+`" "y"`, `\"`+v+`\"`))
	case 3:
		return one(line + d.of(" ", "\t", "   ", "\u00a0", "\u3000", "\r", "\v", "\f", "\x00", "\u200b", "\u2028", "\u0085", "\ufeff"))
	case 4:
		return one(k + "=" + d.of("  ", "\t", "\u00a0", "\v", "\f", "\r", "\u3000", "\ufeff", "\u200b") + v)
	case 5:
		return one(d.of(strings.ToUpper(k), strings.Title(k), strings.ReplaceAll(k, "_", "-"), k+" ", k+"\t", "\""+k+"\"", "'"+k+"'", k+".x", "a"+k, k+"x", "\u00a0"+k, "\ufeff"+k, "`"+k+"`", `"""`+k+`"""`, k+"\u00a0", strings.ReplaceAll(k, "_", "_\u200b"), strings.ReplaceAll(k, "s", "ſ")) + equals + v)
	case 6:
		return one(d.of(" ", "\t", "  ", "    ", " \t", "\u00a0", "\v", "\f", "\r") + line)
	case 7:
		return one(k + d.of(" ", "==", "= =", ":=", "=:", ":", " : ", "", "\t", "=\t", "->") + v)
	case 8:
		return []string{line, d.of(" ", "\t", "    ") + d.of("more", "more = x", "# more", "; more", "", "-"+v, k+" = other", "[x]", "a: b", "more ; c", "'more'")}
	case 9:
		return []string{k + equals, d.of(" ", "\t", "  ") + v}
	case 10:
		return []string{k + equals, "  " + d.of("a", "region", "endpoint_url", k) + d.of(" = ", "=", ":", " ") + v, line}
	case 11:
		return []string{line, k + equals + d.of("", "other", v, "us-east-2", "true")}
	case 12:
		return one(line + d.of(`\`, ` \`, `\\`, `\n`, `\ `, `\x`))
	case 13:
		return []string{line + `\`, d.of("next", "", " next", k+" = x")}
	case 14:
		return one(k + equals + d.of("%("+k+")s", "%(region)s", "%(x)s", v+"%", "%%"+v, "%(", "%s", "${HOME}"+v, "$HOME", "%(aws_access_key_id)s", "%(a)s%(b)s"))
	case 15:
		return one(k + equals + v + strings.Repeat("x", 1+d.IntN(5000)))
	case 16:
		return one(d.of(equals+v, "="+v, k, k+"=", k+":", "=", ":", "= ", " = ", "", "-="+v, "- = "+v))
	case 17:
		return one("#" + line)
	case 18:
		return one(k + equals + v + d.of("[", "]", ",", "=", ":", "[x]", ",x", "=x", ":x", "\\", "\"", "'", "é", "\xff", "\U0001F600", "\x01"))
	case 19:
		return one(k + equals + d.of("[", "]", ",", "=", ":", "[x]", ",x", "#", ";", "é", "\xff") + v)
	case 20:
		return []string{k + equals + `"` + v, d.of("rest\"", "rest", "\"", "")}
	case 21:
		return one(line + " " + line)
	case 22:
		return []string{k + equals + `"""` + v, d.of(`rest"""`, `"""`, `rest`, `a = b"""`, `"""`+"\\", `""" # c`)}
	case 23:
		return []string{k + equals + "`" + v, d.of("rest`", "rest", "`")}
	case 24:
		return one(k + equals + d.of(strings.ToUpper(v), strings.Title(v), v+v, ""))
	case 25:
		return []string{line, ""}
	case 26:
		return []string{"[profile x]", line}
	case 27:
		return one(strings.Replace(line, " ", d.of("\t", "  ", "\u00a0", "\v", ""), 1))
	case 28:
		return one(k + equals + "a" + d.of("\n", "\r", "\r\n", "\n ", "\n\t", "\n\n ", "\n#c\n ", "\n[") + v)
	}
	return one(d.of("export ", "set ", "- ", "* ", "@", "!") + line)
}
