package deflate

import "math/bits"

// The codes of RFC 1951, section 3.2.5. Lengths are counted from 0, which is the
// shortest match, and distances likewise.

func lengthCode(n int) int {
	if n == maxMatch-minMatch {
		return 285
	}
	if n < 8 {
		return 257 + n
	}
	e := bits.Len(uint(n)) - 3
	return 257 + 4*e + n>>e
}

func extraOfLiteral(code int) int {
	if code < 265 || code == 285 {
		return 0
	}
	return (code - 261) / 4
}

func baseLength(code int) int {
	if code == 285 {
		return maxMatch - minMatch
	}
	if code < 265 {
		return code - 257
	}
	e := extraOfLiteral(code)
	return (4 + (code-261)%4) << e
}

func distanceCode(n int) int {
	if n < 4 {
		return n
	}
	e := bits.Len(uint(n)) - 2
	return 2*e + n>>e
}

func extraOfDistance(code int) int {
	if code < 4 {
		return 0
	}
	return code/2 - 1
}

func baseDistance(code int) int {
	if code < 4 {
		return code
	}
	return (2 + code%2) << extraOfDistance(code)
}

// lengthOrder is the order in which the lengths of code lengths are written.
var lengthOrder = [lengthCodes]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
