package dates

import (
	"math"
	"strconv"
	"strings"
)

// number reads a token that is a number, with what belongs to it (dateutil 2.9,
// parser._parse_numeric_token): a date or time without separators, a number with a
// unit, a time with colons, a date with separators, an hour with am or pm, or one
// of year, month and day.
func (d *reader) number(i int, value float64) (int, error) {
	s, next := d.tokens[i], d.at(i+1)
	last := i+1 >= len(d.tokens)
	switch n := len(s); {
	case len(d.dates.list) == 3 && (n == 2 || n == 4) && d.hour == nil && (last || next != ":" && unitOf(next) < 0):
		return i, d.clock(s[:2], s[2:], "")
	case n == 6 || n > 6 && strings.IndexByte(s, '.') == 6:
		if len(d.dates.list) == 0 && !strings.Contains(s, ".") {
			return i, d.dates.addTexts(s[:2], s[2:4], s[4:])
		}
		return i, d.clock(s[:2], s[2:4], s[4:])
	case n == 8 || n == 12 || n == 14:
		if err := d.dates.addTexts(s[:4], s[4:6], s[6:8]); err != nil || n == 8 {
			return i, err
		}
		if err := d.clock(s[8:10], s[10:12], ""); err != nil || n == 12 {
			return i, err
		}
		seconds, err := strconv.Atoi(s[12:])
		d.second = &seconds
		return i, err
	}
	if at := d.unitAt(i); at >= 0 {
		unit := unitOf(d.tokens[at])
		if at < i {
			unit, at = unit+1, i
		}
		return at, d.withUnit(s, value, unit)
	}
	switch {
	case i+2 < len(d.tokens) && next == ":":
		return d.colons(i, int(value))
	case !last && (next == "-" || next == "/" || next == "."):
		return d.separated(i)
	case last || isJump(next):
		if half := halfOf(d.at(i + 2)); !last && half >= 0 {
			d.setHour(adjusted(int(value), half))
			return i + 2, nil
		}
		return i + 1, d.dates.addNumber(value)
	case halfOf(next) >= 0 && value >= 0 && value < 24:
		d.setHour(adjusted(int(value), halfOf(next)))
		return i + 1, nil
	case d.dates.mayBeDay(value):
		return i, d.dates.addNumber(value)
	}
	return 0, errNoDate
}

// clock sets hours, minutes and seconds from their digits.
func (d *reader) clock(hour, minute, second string) error {
	h, err := strconv.Atoi(hour)
	if err != nil {
		return errNoDate
	}
	d.setHour(h)
	if minute != "" {
		m, err := strconv.Atoi(minute)
		if err != nil {
			return errNoDate
		}
		d.minute = &m
	}
	if second != "" {
		return d.seconds(second)
	}
	return nil
}

// seconds sets seconds with their fraction.
func (d *reader) seconds(text string) error {
	whole, fraction, _ := strings.Cut(text, ".")
	s, err := strconv.Atoi(whole)
	if err != nil {
		return errNoDate
	}
	micro, err := strconv.Atoi((fraction + "000000")[:6])
	if err != nil {
		return errNoDate
	}
	d.second, d.micro = &s, &micro
	return nil
}

// minutes sets minutes, and seconds from their fraction.
func (d *reader) minutes(value float64) {
	m := int(value)
	d.minute, d.second = &m, sixtieths(value)
}

// sixtieths are those of a number's fraction, nil when it has none.
func sixtieths(value float64) *int {
	_, fraction := math.Modf(value)
	if fraction == 0 {
		return nil
	}
	n := int(60*fraction + 1e-6) // a decimal fraction, which is exact elsewhere
	return &n
}

// colons reads HH:MM[:SS[.ss]].
func (d *reader) colons(i, hour int) (int, error) {
	minutes, err := strconv.ParseFloat(d.at(i+2), 64)
	if err != nil || math.IsInf(minutes, 0) || math.IsNaN(minutes) || minutes > 1e6 {
		return 0, errNoDate
	}
	d.setHour(hour)
	d.minutes(minutes)
	if i+4 < len(d.tokens) && d.at(i+3) == ":" {
		return i + 4, d.seconds(d.at(i + 4))
	}
	return i + 2, nil
}

// separated reads a date with separators: 2020-01-02, 2/Jan/2020, 1.2.
func (d *reader) separated(i int) (int, error) {
	separator := d.tokens[i+1]
	if err := d.dates.addText(d.tokens[i]); err != nil {
		return 0, err
	}
	if i+2 >= len(d.tokens) || isJump(d.tokens[i+2]) {
		return i + 1, nil
	}
	if err := d.dates.addNamed(d.tokens[i+2]); err != nil {
		return 0, err
	}
	if d.at(i+3) != separator {
		return i + 2, nil
	}
	return i + 4, d.dates.addNamed(d.at(i + 4))
}

// unitAt tells where the unit of a number stands, -1 for nowhere.
func (d *reader) unitAt(i int) int {
	switch n := len(d.tokens); {
	case unitOf(d.at(i+1)) >= 0:
		return i + 1
	case d.at(i+1) == " " && unitOf(d.at(i+2)) >= 0:
		return i + 2
	case unitOf(d.at(i-1)) >= 0:
		return i - 1
	case i > 1 && i == n-1 && d.at(i-1) == " " && unitOf(d.at(i-2)) >= 0:
		return i - 2
	}
	return -1
}

func (d *reader) withUnit(s string, value float64, unit int) error {
	if value > 1e6 {
		return errNoDate
	}
	switch unit {
	case 0:
		d.setHour(int(value))
		if m := sixtieths(value); m != nil {
			d.minute = m
		}
	case 1:
		d.minutes(value)
	case 2:
		return d.seconds(s)
	}
	return nil
}
