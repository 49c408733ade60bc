package javav2

import (
	"strconv"
	"strings"
)

// javaNumber is a number as Double.toString and Float.toString write it.
func javaNumber(literal string) string {
	mantissa, exponent, ok := strings.Cut(literal, "e") // as strconv writes it with its fewest digits
	if !ok {
		return literal
	}
	power, _ := strconv.Atoi(exponent)
	sign := ""
	if rest, negative := strings.CutPrefix(mantissa, "-"); negative {
		sign, mantissa = "-", rest
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := whole + fraction
	switch {
	case strings.Trim(digits, "0") == "":
		return sign + "0.0"
	case power < -3 || power >= 7:
		if fraction == "" {
			fraction = "0"
		}
		return sign + whole + "." + fraction + "E" + strconv.Itoa(power)
	case power < 0:
		return sign + "0." + strings.Repeat("0", -power-1) + digits
	}
	if len(digits) <= power+1 {
		return sign + digits + strings.Repeat("0", power+1-len(digits)) + ".0"
	}
	return sign + digits[:power+1] + "." + digits[power+1:]
}
