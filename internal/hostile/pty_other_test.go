//go:build !linux

package hostile

import "errors"

func (w *world) onTerminal([]string) (string, error) { return "", errors.ErrUnsupported }
