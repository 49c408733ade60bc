package bundle

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
)

// narrowed gives a text in UTF-16, as editors of Windows save it, in UTF-8, and what
// writes it back. Any other text stays as it is. No SDK reads one, and people do.
func narrowed(data []byte) (text []byte, back func([]byte) []byte) {
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		if !inUTF16(data, order) {
			continue
		}
		whole := data[:len(data)&^1]
		units := make([]uint16, 0, len(whole)/2)
		for i := 0; i < len(whole); i += 2 {
			units = append(units, order.(binary.ByteOrder).Uint16(whole[i:]))
		}
		back := func(text []byte) []byte {
			out := make([]byte, 0, len(data))
			for _, u := range utf16.Encode([]rune(string(text))) {
				out = order.AppendUint16(out, u)
			}
			return append(out, data[len(whole):]...)
		}
		if text := []byte(string(utf16.Decode(units))); bytes.Equal(back(text), data) {
			return text, back
		}
	}
	return data, func(text []byte) []byte { return text }
}

// inUTF16 reports whether a text looks like UTF-16 of one order of bytes: most of
// the first letters are of ASCII.
func inUTF16(data []byte, order binary.AppendByteOrder) bool {
	const looked = 64
	head := data[:min(len(data), looked)&^1]
	high := 1
	if order == binary.AppendByteOrder(binary.BigEndian) {
		high = 0
	}
	ascii := 0
	for i := 0; i < len(head); i += 2 {
		if head[i+high] == 0 && head[i+1-high] != 0 {
			ascii++
		}
	}
	return len(head) >= 8 && 3*ascii >= len(head)/2*2
}
