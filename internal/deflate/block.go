package deflate

// symbol is a literal, or a match when it has a distance.
type symbol struct {
	value    uint8 // the literal, or the length less minMatch
	distance uint16
}

// block is what has been found since the last block.
type block struct {
	symbols   []symbol
	literals  [literalCodes]int // how often each code occurs
	distances [distanceCodes]int
}

const (
	literalCodes  = 286
	distanceCodes = 30
	lengthCodes   = 19 // that code lengths are written with
	endOfBlock    = 256
)

// literal takes down a byte and reports whether the block is full.
func (b *block) literal(c byte) bool {
	b.symbols = append(b.symbols, symbol{value: c})
	b.literals[c]++
	return len(b.symbols) == maxSymbols
}

// match takes down a match and reports whether the block is full.
func (b *block) match(length, distance int) bool {
	b.symbols = append(b.symbols, symbol{uint8(length - minMatch), uint16(distance)})
	b.literals[lengthCode(length-minMatch)]++
	b.distances[distanceCode(distance-1)]++
	return len(b.symbols) == maxSymbols
}

// The kinds of blocks.
const (
	stored = iota
	static
	dynamic
)

// write chooses the shortest of the kinds.
func (b *block) write(out *bitWriter, data []byte, last bool) {
	final := 0
	if last {
		final = 1
	}
	b.literals[endOfBlock] = 1
	var lit, dist, lens tree
	lit.build(b.literals[:], 15)
	dist.build(b.distances[:], 15)
	runs := append(lit.runs(), dist.runs()...)
	var lengths [lengthCodes]int
	for _, r := range runs {
		lengths[r.code]++
	}
	lens.build(lengths[:], 7)
	shown := lengthCodes
	for shown > 4 && lens.length[lengthOrder[shown-1]] == 0 {
		shown--
	}
	bits := 3*shown + 14
	for _, r := range runs {
		bits += lens.length[r.code] + r.extraBits()
	}
	dynamicBytes := (bits + b.size(&lit, &dist) + 3 + 7) / 8
	staticLit, staticDist := staticTrees()
	staticBytes := (b.size(staticLit, staticDist) + 3 + 7) / 8
	best := min(dynamicBytes, staticBytes)
	switch {
	case len(data)+4 <= best:
		out.write(stored<<1|final, 3)
		out.store(data)
	case staticBytes <= dynamicBytes:
		out.write(static<<1|final, 3)
		b.compress(out, staticLit, staticDist)
	default:
		out.write(dynamic<<1|final, 3)
		out.write(lit.maxCode+1-257, 5)
		out.write(dist.maxCode+1-1, 5)
		out.write(shown-4, 4)
		for _, code := range lengthOrder[:shown] {
			out.write(lens.length[code], 3)
		}
		for _, r := range runs {
			out.write(lens.code[r.code], lens.length[r.code])
			out.write(r.extra, r.extraBits())
		}
		b.compress(out, &lit, &dist)
	}
	if last {
		out.align()
	}
}

// size is how many bits the symbols take with two trees.
func (b *block) size(lit, dist *tree) int {
	bits := 0
	for code, n := range b.literals {
		if n > 0 {
			bits += n * (lit.length[code] + extraOfLiteral(code))
		}
	}
	for code, n := range b.distances {
		if n > 0 {
			bits += n * (dist.length[code] + extraOfDistance(code))
		}
	}
	return bits
}

func (b *block) compress(out *bitWriter, lit, dist *tree) {
	for _, s := range b.symbols {
		if s.distance == 0 {
			out.write(lit.code[s.value], lit.length[s.value])
			continue
		}
		code := lengthCode(int(s.value))
		out.write(lit.code[code], lit.length[code])
		out.write(int(s.value)-baseLength(code), extraOfLiteral(code))
		code = distanceCode(int(s.distance) - 1)
		out.write(dist.code[code], dist.length[code])
		out.write(int(s.distance)-1-baseDistance(code), extraOfDistance(code))
	}
	out.write(lit.code[endOfBlock], lit.length[endOfBlock])
}
