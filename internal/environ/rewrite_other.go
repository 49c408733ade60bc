//go:build !unix

package environ

import (
	"io/fs"
	"os"
)

// otherNames is unknown here.
func otherNames(fs.FileInfo) int { return 0 }

// keepOwner has nothing to do: a new file belongs to whoever the directory says.
func keepOwner(*os.File, fs.FileInfo) error { return nil }

// syncDir has nothing to do: directories cannot be synced here.
func syncDir(string) error { return nil }
