package protocol

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// isInteger reports whether a number's literal is that of an integer, as Python's
// and JavaScript's JSON readers tell them apart: by its form, not its value.
func isInteger(literal string) bool { return !strings.ContainsAny(literal, ".eEnNaIi") }

// isSpecial reports whether a number is none of JSON's.
func isSpecial(literal string) bool {
	return literal == "NaN" || literal == "Infinity" || literal == "-Infinity"
}

// float gives the value of a number's literal. Too large ones are infinite.
func float(literal string) float64 {
	f, _ := strconv.ParseFloat(literal, 64)
	return f
}

// PythonNumber writes a number as Python does: integers as they are, all else as
// the shortest repr of a float.
func PythonNumber(literal string) string {
	if isSpecial(literal) {
		return literal
	}
	if isInteger(literal) {
		return plainInteger(literal)
	}
	return pythonFloat(float(literal))
}

// plainInteger writes an integer's literal without what has no meaning in it.
func plainInteger(literal string) string {
	if literal == "-0" {
		return "0"
	}
	return literal
}

// pythonFloat is Python's repr of a float, but for infinities and NaN, which are
// written as botocore's serializers do.
func pythonFloat(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	}
	s := strconv.FormatFloat(f, 'e', -1, 64)
	mantissa, exponent, _ := strings.Cut(s, "e")
	if e, _ := strconv.Atoi(exponent); e < -4 || e >= 16 {
		return mantissa + "e" + exponent
	}
	s = strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// ShortestNumber writes a number with as few characters as most SDKs use: as
// JavaScript does.
func ShortestNumber(literal string) string {
	if isSpecial(literal) || isInteger(literal) {
		return PlainNumber(literal)
	}
	f := float(literal)
	if a := math.Abs(f); a != 0 && (a < 1e-6 || a >= 1e21) && !math.IsInf(f, 0) {
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
		return mantissa + "e" + exponent[:1] + strings.TrimLeft(exponent[1:], "0")
	}
	return PlainNumber(literal)
}

// AsHeld writes a number as the SDK holds it.
func AsHeld(literal string) string { return literal }

// held gives a number as the SDK holds it.
func (s *NumberStyle) held(literal string, kind catalogue.Kind) string {
	real := kind == catalogue.Double || kind == catalogue.Float
	if s.Precision == AsGiven || !real || isSpecial(literal) {
		return literal
	}
	f, bits := float(literal), 64
	if kind == catalogue.Float && s.Precision == Singles {
		f, bits = float64(float32(f)), 32
	}
	if math.IsInf(f, 0) {
		return pythonFloat(f)
	}
	if s.Floats != nil {
		return s.Floats(strconv.FormatFloat(f, 'e', -1, bits))
	}
	return strconv.FormatFloat(f, 'e', -1, bits)
}

// integer gives the value of an integer's literal; ok is false for other
// numbers.
func integer(literal string) (*big.Int, bool) {
	if !isInteger(literal) || len(literal) > 64 {
		return nil, false
	}
	return new(big.Int).SetString(literal, 10)
}

// less compares the literals of two numbers, one of them from a model.
func less(a, b string) bool {
	if ia, ok := integer(a); ok {
		if ib, ok := integer(b); ok {
			return ia.Cmp(ib) < 0
		}
	}
	return float(a) < float(b)
}
