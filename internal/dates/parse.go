// Package dates reads dates as Python's dateutil does, to which botocore leaves
// every text that may be a timestamp and is no number.
package dates

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// reader reads a date as people write it, in the manner of dateutil 2.9,
// parser.parse, to which botocore leaves all texts that are no numbers: what is a
// year, a month or a day is told by form, size and order; what is missing is
// today's, or zero of the time of day.
type reader struct {
	tokens []string
	dates  numbers

	hour, minute, second, micro *int
	weekday                     int // 1 for Monday, 0 for none
	zone                        string
	offset                      *int // seconds east of Greenwich
}

var errNoDate = errors.New("it is no date")

// Parse reads a date; what it does not say of the day is that of today. One without
// a zone, or with one that only people know, is UTC.
func Parse(text string, today time.Time) (time.Time, error) {
	d := reader{tokens: tokensOf(text)}
	for i := 0; i < len(d.tokens); i++ {
		next, err := d.token(i)
		if err != nil {
			return time.Time{}, err
		}
		i = next
	}
	return d.time(today)
}

// at gives a token, "" behind the last one.
func (d *reader) at(i int) string {
	if i < 0 || i >= len(d.tokens) {
		return ""
	}
	return d.tokens[i]
}

func oneOf(word string, words ...string) int { return slices.Index(words, strings.ToLower(word)) }

func isJump(s string) bool {
	return oneOf(s, " ", ".", ",", ";", "-", "/", "'", "at", "on", "and", "ad", "m", "t", "of", "st", "nd", "rd", "th") >= 0
}

func monthOf(s string) int {
	if strings.EqualFold(s, "sept") {
		return 9
	}
	return nameOf(s, 12, func(i int) string { return time.Month(i).String() })
}

func weekdayOf(s string) int {
	return nameOf(s, 7, func(i int) string { return time.Weekday(i % 7).String() })
}

// nameOf gives the number, from one on, whose name is a word or begins with its
// three letters.
func nameOf(s string, n int, name func(int) string) int {
	for i := 1; i <= n; i++ {
		if full := name(i); strings.EqualFold(s, full) || strings.EqualFold(s, full[:3]) {
			return i
		}
	}
	return 0
}

// halfOf gives 0 for am and 1 for pm, -1 for other words.
func halfOf(s string) int {
	if half := oneOf(s, "am", "pm"); half >= 0 {
		return half
	}
	return oneOf(s, "a", "p")
}

// unitOf gives 0, 1, 2 for the names of hours, minutes and seconds, -1 for other
// words.
func unitOf(s string) int {
	if i := oneOf(s, "h", "hour", "hours", "m", "minute", "minutes", "s", "second", "seconds"); i >= 0 {
		return i / 3
	}
	return -1
}

func isUTC(s string) bool { return s == "UTC" || s == "GMT" || s == "Z" || s == "z" }

// token reads what a token says, and gives the last one that belongs to it.
func (d *reader) token(i int) (int, error) {
	s := d.tokens[i]
	if f, err := strconv.ParseFloat(s, 64); err == nil {
		if math.IsInf(f, 0) || math.IsNaN(f) {
			return 0, errNoDate
		}
		return d.number(i, f)
	}
	switch {
	case weekdayOf(s) > 0:
		d.weekday = weekdayOf(s)
	case monthOf(s) > 0:
		return d.month(i)
	case halfOf(s) >= 0:
		if d.hour == nil || *d.hour > 12 {
			return 0, errNoDate
		}
		d.setHour(adjusted(*d.hour, halfOf(s)))
	case d.mayBeZone(s):
		d.zone = s
		if isUTC(s) {
			d.offset = new(int)
		}
		if next := d.at(i + 1); next == "+" || next == "-" {
			// "GMT+3" has it that the time and three hours more is Greenwich's.
			d.tokens[i+1] = map[string]string{"+": "-", "-": "+"}[next]
			d.offset = nil
			if isUTC(s) {
				d.zone = ""
			}
		}
	case d.hour != nil && (s == "+" || s == "-"):
		return d.zoneOffset(i)
	case !isJump(s):
		return 0, errNoDate
	}
	return i, nil
}

func (d *reader) mayBeZone(s string) bool {
	if d.hour == nil || d.zone != "" || d.offset != nil || len(s) > 5 {
		return false
	}
	return isUTC(s) || !strings.ContainsFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' })
}

// month reads the name of a month, and numbers that hang on it: "Jan-02-2020".
func (d *reader) month(i int) (int, error) {
	if err := d.dates.add(monthOf(d.tokens[i]), 'm', false); err != nil {
		return 0, err
	}
	separator := d.at(i + 1)
	switch {
	case separator == "-" || separator == "/":
		if err := d.dates.addText(d.at(i + 2)); err != nil {
			return 0, err
		}
		if d.at(i+3) != separator {
			return i + 2, nil
		}
		return i + 4, d.dates.addText(d.at(i + 4))
	case i+4 < len(d.tokens) && separator == " " && d.at(i+3) == " " && oneOf(d.at(i+2), "of") >= 0:
		if year, err := strconv.Atoi(d.at(i + 4)); err == nil {
			return i + 4, d.dates.add(fullYear(year, time.Now().Year()), 'y', true)
		}
		return i + 4, nil
	}
	return i, nil
}

// zoneOffset reads "+0200", "+02:00" and "+2".
func (d *reader) zoneOffset(i int) (int, error) {
	sign := 1
	if d.tokens[i] == "-" {
		sign = -1
	}
	digits := d.at(i + 1)
	hours, minutes, last := digits, "0", i+1
	switch {
	case len(digits) == 4:
		hours, minutes = digits[:2], digits[2:]
	case d.at(i+2) == ":":
		minutes, last = d.at(i+3), i+3
	case len(digits) > 2:
		return 0, errNoDate
	}
	h, err1 := strconv.Atoi(hours)
	m, err2 := strconv.Atoi(minutes)
	if err1 != nil || err2 != nil {
		return 0, errNoDate
	}
	offset := sign * (h*3600 + m*60)
	d.offset = &offset
	// A name in parentheses says what the offset has said.
	if isJump(d.at(last+1)) && d.at(last+2) == "(" && d.at(last+4) == ")" && len(d.at(last+3)) >= 3 {
		last += 4
	}
	return last, nil
}

func (d *reader) setHour(h int) { d.hour = &h }

// adjusted is an hour of the first or second half of the day.
func adjusted(hour, half int) int {
	switch {
	case hour < 12 && half == 1:
		return hour + 12
	case hour == 12 && half == 0:
		return 0
	}
	return hour
}

// time puts together what was read.
func (d *reader) time(today time.Time) (time.Time, error) {
	year, month, day, err := d.dates.resolve()
	if err != nil {
		return time.Time{}, err
	}
	if len(d.dates.list) == 0 && d.hour == nil && d.minute == nil && d.second == nil && d.weekday == 0 {
		return time.Time{}, errNoDate
	}
	if year != nil && !d.dates.century {
		*year = fullYear(*year, today.Year())
	}
	y, m, n := valueOr(year, today.Year()), valueOr(month, int(today.Month())), 0
	if m < 1 || m > 12 || y < 1 || y > 9999 {
		return time.Time{}, errNoDate
	}
	if days := daysOf(y, m); day != nil {
		n = *day
	} else {
		n = min(today.Day(), days)
	}
	hour, minute, second := valueOr(d.hour, 0), valueOr(d.minute, 0), valueOr(d.second, 0)
	if n < 1 || n > daysOf(y, m) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 {
		return time.Time{}, errNoDate
	}
	t := time.Date(y, time.Month(m), n, hour, minute, second, valueOr(d.micro, 0)*1000, time.UTC)
	if d.weekday > 0 && day == nil {
		t = t.AddDate(0, 0, (d.weekday-int(t.Weekday())+7)%7)
	}
	if d.offset != nil && !(d.zone != "" && isUTC(d.zone)) {
		if *d.offset <= -86400 || *d.offset >= 86400 {
			return time.Time{}, errNoDate
		}
		t = t.Add(-time.Duration(*d.offset) * time.Second)
	}
	if t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}, errNoDate
	}
	return t, nil
}

func valueOr(v *int, other int) int {
	if v == nil {
		return other
	}
	return *v
}

func daysOf(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// fullYear gives a year of two digits the century in which it is nearest.
func fullYear(year, now int) int {
	if year >= 100 {
		return year
	}
	year += now / 100 * 100
	switch {
	case year >= now+50:
		return year - 100
	case year < now-50:
		return year + 100
	}
	return year
}
