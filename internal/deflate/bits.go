package deflate

import "encoding/binary"

// bitWriter writes bits, the lowest first.
type bitWriter struct {
	out  []byte
	held uint64
	n    int
}

func (w *bitWriter) write(value, bits int) {
	w.held |= uint64(value) << w.n
	for w.n += bits; w.n >= 8; w.n -= 8 {
		w.out = append(w.out, byte(w.held))
		w.held >>= 8
	}
}

// align fills the last byte.
func (w *bitWriter) align() {
	if w.n > 0 {
		w.write(0, 8-w.n)
	}
}

// store writes data as it is; a block of it holds at most 65,535 bytes, which no
// block here exceeds that is better stored.
func (w *bitWriter) store(data []byte) {
	w.align()
	w.out = binary.LittleEndian.AppendUint16(w.out, uint16(len(data)))
	w.out = binary.LittleEndian.AppendUint16(w.out, ^uint16(len(data)))
	w.out = append(w.out, data...)
}

func (w *bitWriter) bytes() []byte { return w.out }
