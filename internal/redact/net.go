package redact

import (
	"bytes"
	"io"
	"sync"
)

// Net is a writer that hides the secrets of a vault. What is written is held
// back until there is enough of it, or until Flush, so that a secret does not
// slip through between two writes.
type Net struct {
	vault *Vault
	w     io.Writer
	peers []*Net // that come first when this one prints

	mu   sync.Mutex
	held []byte
	err  error // the first that was met
}

// Sizes of what is held back, in bytes: when there is twice as much, the first
// half goes out. A secret that is longer is found by its parts.
const netHold = 64 << 10

// NewNet puts a net before w.
func NewNet(v *Vault, w io.Writer) *Net { return &Net{vault: v, w: w} }

// Join keeps the order of what is printed to two nets.
func Join(a, b *Net) { a.peers, b.peers = append(a.peers, b), append(b.peers, a) }

// Write holds bytes back, and writes what is ready.
func (n *Net) Write(p []byte) (int, error) {
	for _, peer := range n.peers {
		_ = peer.Flush() // it tells itself, later
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.held = append(n.held, p...)
	if len(n.held) < 2*netHold {
		return len(p), nil
	}
	if err := n.emit(netHold); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Flush writes everything that is held back.
func (n *Net) Flush() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.emit(0)
}

// emit writes all but about so many bytes at the end.
func (n *Net) emit(keep int) error {
	cut := len(n.held)
	if keep > 0 {
		if cut = n.vault.cut(string(n.held), cutAt(n.held, keep)); cut == 0 {
			cut = len(n.held) - keep // one secret that long: its parts are found
		}
	}
	if cut == 0 || n.err != nil {
		return n.err
	}
	_, n.err = io.WriteString(n.w, n.vault.Hide(string(n.held[:cut])))
	n.held = append(n.held[:0], n.held[cut:]...)
	return n.err
}

// cutAt gives a place before the last so many bytes, at the end of a line if
// one is near.
func cutAt(text []byte, keep int) int {
	cut := len(text) - keep
	if i := bytes.LastIndexByte(text[max(0, cut-4096):cut], '\n'); i >= 0 {
		return max(0, cut-4096) + i + 1
	}
	return cut
}
