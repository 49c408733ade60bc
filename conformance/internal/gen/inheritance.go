package gen

// inheritance uses what gopkg.in/ini.v1 and other INI readers add to the format:
// sections that inherit from a parent or from [DEFAULT], values that name other
// keys, quoted keys, and values over several lines.
func (b *draft) inheritance() {
	d := b.d
	key, sec := accessKey(d, "HEIR"), "s"
	f := b.either(&b.creds, &b.config, 85)
	top := &section{name: d.of("[DEFAULT]", "[DEFAULT]", "[Default]")}
	switch d.IntN(6) {
	case 0: // a.b inherits from a
		b.chosen = d.of("a.b", "a.b.c", "a.", ".a", "a..b", ".", "a. b")
		parent := f.section("profile", d.of("a", "a.b", ".", ""))
		parent.set("aws_access_key_id", key)
		if d.in(2) {
			parent.set("aws_secret_access_key", sec)
		} else {
			f.section("profile", b.chosen).set("aws_secret_access_key", sec)
		}
		f.section("profile", b.chosen).set("region", "us-west-2")
	case 1: // everyone inherits from DEFAULT, or should
		top.set("aws_access_key_id", key)
		top.set(d.of("aws_secret_access_key", "aws_session_token"), sec)
		f.sections = append(f.sections, top)
		f.section("profile", b.chosen).set(d.of("aws_secret_access_key", "region", "aws_access_key_id"), d.of(sec, "us-west-2"))
	case 2: // values that name others
		s := f.section("profile", b.chosen)
		s.set("base", d.of(key, "%(base)s", "%(other)s", "a%%b", "%(", "%(base"))
		s.set("other", d.of(key, "%(base)s", "%(third)s", "x%(base)sy%(base)s"))
		s.set("aws_access_key_id", d.of("%(base)s", "%(other)s", "%(missing)s", "%(aws_secret_access_key)s", "%( base )s", "%(base)", "x%(base)sy", "%(BASE)s", "%(aws_access_key_id)s"))
		s.set("aws_secret_access_key", d.of(sec, "%(base)s", "%(shared)s"))
		if d.in(2) {
			top.set("shared", d.of("s", "%(base)s", "%(shared)s"))
			f.sections = append(f.sections, top)
		}
	case 3: // quoted keys
		s := f.section("profile", b.chosen)
		q := d.of(`"`, "`", `"""`, "'")
		end := d.of(q, q, q, q+"x", "", q+q)
		s.set(q+"aws_access_key_id"+end, key)
		s.set(d.of(q+"aws_secret_access_key"+q, "aws_secret_access_key"), sec)
	case 4: // several lines
		s := f.section("profile", b.chosen)
		s.set("aws_access_key_id", d.of(key+"\\\nMORE", key+"\\\nMORE\\\nLAST", key+"\\\n\nx", key+"\\", "\\\n"+key, `"""`+key+"\nMORE\"\"\"", "`"+key+"\nMORE`", `"""`+key+"\nMORE\"\"\" \\\nEND\"\"\"", `"""`+key,
			"`"+key, `"""`+key+`""" # c`, `"""`+key+"\nMORE\"\"\" # c", `"`+key+"\nMORE\"", key+"\\ ", key+" \\\n  MORE ; c", key+"\\\n[x]"))
		s.set("aws_secret_access_key", sec)
	case 5: // keys without a name, and numbered ones
		s := f.section("profile", b.chosen)
		s.set("-", key)
		s.set(d.of("-", "#1", "1"), sec)
		s.set("aws_access_key_id", d.of(key, "%(#1)s"))
		s.set("aws_secret_access_key", sec)
	}
}
