package environ

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
)

// keepAttributes gives the file at a path the extended attributes of another, access
// control lists among them. The labels of a security policy are the system's to give.
func keepAttributes(to, as string) error {
	size, err := syscall.Listxattr(as, nil)
	if err != nil || size == 0 {
		return nil // there are none, or the file system has none
	}
	names := make([]byte, size)
	if size, err = syscall.Listxattr(as, names); err != nil {
		return fmt.Errorf("keep its attributes: %w", err)
	}
	for name := range strings.SplitSeq(strings.Trim(string(names[:size]), "\x00"), "\x00") {
		if err := keepAttribute(to, as, name); err != nil && !strings.HasPrefix(name, "security.") && !strings.HasPrefix(name, "trusted.") {
			return fmt.Errorf("keep its attribute %s: %w", name, err)
		}
	}
	return nil
}

func keepAttribute(to, as, name string) error {
	size, err := syscall.Getxattr(as, name, nil)
	if errors.Is(err, syscall.ENODATA) {
		return nil
	}
	if err != nil {
		return err
	}
	value := make([]byte, size)
	if size > 0 {
		if size, err = syscall.Getxattr(as, name, value); err != nil {
			return err
		}
	}
	return syscall.Setxattr(to, name, value[:size], 0)
}
