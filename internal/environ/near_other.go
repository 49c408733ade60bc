//go:build !linux

package environ

// near reports whether a path leads to a file system that answers at once, which
// is not told here.
func near(string) bool { return false }
