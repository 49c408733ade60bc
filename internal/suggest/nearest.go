package suggest

// Nearest gives a name that what was typed is a slip away from, what was typed
// where it is itself one of the names, and "" where there is none.
func Nearest(typed string, names []string) string {
	for _, n := range names {
		if n == typed {
			return typed
		}
	}
	if near := Slips(typed, names); len(near) > 0 {
		return near[0]
	}
	return ""
}
