package deflate

import "sync"

// tree is a Huffman code.
type tree struct {
	length  [288]int
	code    [288]int // bits in the order in which they are written
	maxCode int      // the largest symbol that occurs
}

// build makes the code for how often each symbol occurs, with no code longer
// than a limit. Which of equally good codes it is, zlib decides: a heap ordered
// by frequency and then depth (trees.c, build_tree).
func (t *tree) build(frequency []int, limit int) {
	symbols := len(frequency)
	b := treeBuilder{frequency: make([]int, 2*symbols+1), depth: make([]int, 2*symbols+1), parent: make([]int, 2*symbols+1)}
	copy(b.frequency, frequency)
	t.maxCode = -1
	for s, n := range frequency {
		if n > 0 {
			b.heap = append(b.heap, s)
			t.maxCode = s
		}
	}
	for len(b.heap) < 2 { // a code has two symbols at least
		s := 0
		if t.maxCode < 2 {
			t.maxCode++
			s = t.maxCode
		}
		b.frequency[s] = 1
		b.heap = append(b.heap, s)
	}
	for i := len(b.heap)/2 - 1; i >= 0; i-- {
		b.sink(i)
	}
	var order []int // of all nodes, as they are joined; a node comes after its children
	node := symbols
	for len(b.heap) > 1 {
		n := b.heap[0]
		b.heap[0] = b.heap[len(b.heap)-1]
		b.heap = b.heap[:len(b.heap)-1]
		b.sink(0)
		m := b.heap[0]
		order = append(order, n, m)
		b.frequency[node] = b.frequency[n] + b.frequency[m]
		b.depth[node] = max(b.depth[n], b.depth[m]) + 1
		b.parent[n], b.parent[m] = node, node
		b.heap[0] = node
		node++
		b.sink(0)
	}
	t.measure(order, b.parent, node-1, limit)
	t.assign()
}

type treeBuilder struct {
	frequency, depth, parent []int
	heap                     []int
}

// sink moves a node down the heap to where it belongs.
func (b *treeBuilder) sink(i int) {
	node := b.heap[i]
	for child := 2*i + 1; child < len(b.heap); child = 2*i + 1 {
		if child+1 < len(b.heap) && b.before(b.heap[child+1], b.heap[child]) {
			child++
		}
		if b.before(node, b.heap[child]) {
			break
		}
		b.heap[i] = b.heap[child]
		i = child
	}
	b.heap[i] = node
}

func (b *treeBuilder) before(n, m int) bool {
	return b.frequency[n] < b.frequency[m] || b.frequency[n] == b.frequency[m] && b.depth[n] <= b.depth[m]
}

// measure gives each symbol the length of its code (trees.c, gen_bitlen).
func (t *tree) measure(order, parent []int, root, limit int) {
	length := make([]int, root+1)
	var count [16]int
	tooLong := 0
	for i := len(order) - 1; i >= 0; i-- {
		n := order[i]
		length[n] = length[parent[n]] + 1
		if length[n] > limit {
			length[n] = limit
			tooLong++
		}
		if n <= t.maxCode {
			count[length[n]]++
		}
	}
	if tooLong > 0 {
		for ; tooLong > 0; tooLong -= 2 {
			n := limit - 1
			for count[n] == 0 {
				n--
			}
			count[n]--
			count[n+1] += 2
			count[limit]--
		}
		next := 0
		for n := limit; n > 0; n-- {
			for left := count[n]; left > 0; next++ {
				if order[next] <= t.maxCode {
					length[order[next]] = n
					left--
				}
			}
		}
	}
	for _, n := range order {
		if n <= t.maxCode {
			t.length[n] = length[n]
		}
	}
}

// assign gives the symbols their codes by their lengths.
func (t *tree) assign() {
	var count, next [16]int
	for _, n := range t.length {
		count[n]++
	}
	count[0] = 0
	for n := 1; n < len(next); n++ {
		next[n] = (next[n-1] + count[n-1]) << 1
	}
	for s, n := range t.length {
		if n > 0 {
			t.code[s] = reversed(next[n], n)
			next[n]++
		}
	}
}

func reversed(code, length int) int {
	r := 0
	for range length {
		r = r<<1 | code&1
		code >>= 1
	}
	return r
}

// run is a code length, or several that are the same: 16 repeats the one before,
// 17 and 18 are zeros.
type run struct{ code, extra int }

func (r run) extraBits() int {
	switch r.code {
	case 16:
		return 2
	case 17:
		return 3
	case 18:
		return 7
	}
	return 0
}

// runs writes the lengths of the codes (trees.c, send_tree).
func (t *tree) runs() []run {
	var all []run
	before, count := -1, 0
	most, least := 7, 4
	if t.length[0] == 0 {
		most, least = 138, 3
	}
	for s := 0; s <= t.maxCode; s++ {
		is, next := t.length[s], -1
		if s < t.maxCode {
			next = t.length[s+1]
		}
		if count++; count < most && is == next {
			continue
		}
		switch {
		case count < least:
			for range count {
				all = append(all, run{is, 0})
			}
		case is != 0:
			if is != before {
				all = append(all, run{is, 0})
				count--
			}
			all = append(all, run{16, count - 3})
		case count <= 10:
			all = append(all, run{17, count - 3})
		default:
			all = append(all, run{18, count - 11})
		}
		count, before = 0, is
		switch next {
		case 0:
			most, least = 138, 3
		case is:
			most, least = 6, 3
		default:
			most, least = 7, 4
		}
	}
	return all
}

// The codes of static blocks: RFC 1951, section 3.2.6.
var staticTrees = sync.OnceValues(func() (lit, dist *tree) {
	lit, dist = &tree{}, &tree{}
	for s := range lit.length {
		switch {
		case s < 144 || s >= 280:
			lit.length[s] = 8
		case s < 256:
			lit.length[s] = 9
		default:
			lit.length[s] = 7
		}
	}
	lit.assign()
	for s := range distanceCodes {
		dist.length[s], dist.code[s] = 5, reversed(s, 5)
	}
	return lit, dist
})
