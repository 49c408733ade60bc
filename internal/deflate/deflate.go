// Package deflate compresses as zlib does at its highest level, byte for byte.
// The standard library's compress/flate makes streams that are as good and not
// the same, and a signed request is only reproduced by the very bytes.
//
// It follows RFC 1951 and the choices of zlib 1.2.12 and later that decide which
// of all valid streams comes out: lazy matching (deflate.c, deflate_slow, level
// 9, memory level 8), the shape of Huffman trees and of blocks (trees.c).
package deflate

import (
	"encoding/binary"
	"hash/crc32"
	"time"
)

// Gzip compresses data with a gzip header as Python's gzip.compress writes it
// (Lib/gzip.py, _create_simple_gzip_header): no name, the time in seconds, the
// best compression, an unknown system.
func Gzip(data []byte, at time.Time) []byte {
	out := []byte{0x1f, 0x8b, 8, 0}
	out = binary.LittleEndian.AppendUint32(out, uint32(at.Unix()))
	out = append(out, 2, 255)
	out = append(out, Raw(data)...)
	out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(data))
	return binary.LittleEndian.AppendUint32(out, uint32(len(data)))
}

// Raw compresses data into a bare deflate stream.
func Raw(data []byte) []byte {
	m := matcher{data: data, prev: make([]int32, windowSize), head: make([]int32, hashSize)}
	m.run()
	return m.out.bytes()
}

const (
	windowSize = 1 << 15
	hashSize   = 1 << 15
	minMatch   = 3
	maxMatch   = 258
	maxBack    = windowSize - maxMatch - minMatch - 1 // how far back a match may lie
	tooFar     = 4096                                 // for the shortest matches

	// of level 9
	goodMatch = 32
	maxChain  = 4096

	maxSymbols = 1<<14 - 1 // of a block
)

// matcher finds the strings that occurred before. Position 0 stands for none, as
// in zlib, so that nothing is ever found there.
type matcher struct {
	data   []byte
	prev   []int32 // the last position with the same hash before this one
	head   []int32 // the last position of a hash
	block  block
	begins int // where the block begins
	out    bitWriter
}

// insert enters the string at a position and gives the last one before it that
// has the same hash.
func (m *matcher) insert(at int) int {
	h := (int(m.data[at])<<10 ^ int(m.data[at+1])<<5 ^ int(m.data[at+2])) & (hashSize - 1)
	last := m.head[h]
	m.prev[at&(windowSize-1)] = last
	m.head[h] = int32(at)
	return int(last)
}

// run is lazy matching: a match is taken when the next position has none that is
// longer.
func (m *matcher) run() {
	var at, matched, start int
	matched = minMatch - 1
	pending := false // the byte before is neither written nor part of a match
	for at < len(m.data) {
		left := len(m.data) - at
		candidate := 0
		if left >= minMatch {
			candidate = m.insert(at)
		}
		before, beforeStart := matched, start
		matched = minMatch - 1
		if candidate != 0 && before < maxMatch && at-candidate <= maxBack {
			matched, start = m.longest(at, candidate, before, start)
			if matched == minMatch && at-start > tooFar {
				matched = minMatch - 1
			}
		}
		switch {
		case before >= minMatch && matched <= before:
			last := len(m.data) - minMatch
			full := m.block.match(before, at-1-beforeStart)
			for range before - 2 {
				if at++; at <= last {
					m.insert(at)
				}
			}
			pending, matched = false, minMatch-1
			at++
			if full {
				m.flush(at, false)
			}
		case pending:
			if m.block.literal(m.data[at-1]) {
				m.flush(at, false)
			}
			at++
		default:
			pending = true
			at++
		}
	}
	if pending {
		m.block.literal(m.data[at-1])
	}
	m.flush(at, true)
}

// longest follows a chain to the longest match. Without one that is longer than
// the one before it gives that one's length.
func (m *matcher) longest(at, candidate, best, start int) (int, int) {
	left := len(m.data) - at
	chain := maxChain
	if best >= goodMatch {
		chain /= 4
	}
	limit := max(0, at-maxBack)
	most := min(maxMatch, left)
	for ; candidate > limit && chain > 0; candidate, chain = int(m.prev[candidate&(windowSize-1)]), chain-1 {
		if best < left && m.data[candidate+best] != m.data[at+best] {
			continue
		}
		n := 0
		for n < most && m.data[candidate+n] == m.data[at+n] {
			n++
		}
		if n > best {
			best, start = n, candidate
			if n >= most {
				break
			}
		}
	}
	return min(best, left), start
}

// flush writes the block up to a position and begins the next.
func (m *matcher) flush(to int, last bool) {
	m.block.write(&m.out, m.data[m.begins:to], last)
	m.begins = to
	m.block = block{symbols: m.block.symbols[:0]}
}
