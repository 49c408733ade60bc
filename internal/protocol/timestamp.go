package protocol

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/dates"
)

// timeOf reads a timestamp as an input has it: seconds since 1970 as a number or
// in a text, or a date in one of the usual forms. One without a zone is UTC
// (botocore 1.43.11, utils.py, parse_to_aware_datetime).
func timeOf(v *Value) (time.Time, error) {
	switch v.Kind {
	case Time:
		return v.Time.UTC(), nil
	case Number:
		return epoch(v.Text)
	case String:
		return parseTime(v.Text)
	case Bool: // a number in Python
		if v.True {
			return epoch("1")
		}
		return epoch("0")
	}
	return time.Time{}, fmt.Errorf("%s is no timestamp", v.Kind)
}

func epoch(literal string) (time.Time, error) {
	seconds, err := strconv.ParseFloat(literal, 64)
	if strings.ContainsAny(literal, "xX") {
		err = strconv.ErrSyntax // hexadecimal is Go's alone
	}
	// Python's datetime ends with the year 9999.
	if err != nil || math.IsNaN(seconds) || seconds < -62135596800 || seconds >= 253402300800 {
		return time.Time{}, fmt.Errorf("%s is out of the range of years from 1 to 9999", literal)
	}
	whole := math.Floor(seconds)
	micros := math.RoundToEven((seconds - whole) * 1e6)
	return time.Unix(int64(whole), int64(micros)*1000).UTC(), nil
}

// longestTime bounds what is looked at as a date.
const longestTime = 64

// parseTime reads seconds since 1970, or a date in one of the forms that people
// write.
func parseTime(text string) (time.Time, error) {
	if len(text) > longestTime {
		return time.Time{}, fmt.Errorf("a text of %d bytes is no timestamp; write it as 2006-01-02T15:04:05Z", len(text))
	}
	if t, err := epoch(strings.TrimSpace(text)); err == nil {
		return t, nil
	}
	t, err := dates.Parse(text, time.Now().UTC())
	if err != nil {
		return t, fmt.Errorf("%q is no timestamp; write it as 2006-01-02T15:04:05Z", text)
	}
	return t, nil
}

// timestamp writes a timestamp in a format; unixTimestamp is a number.
func (c *Call) timestamp(t time.Time, format catalogue.TimestampFormat) string {
	switch format {
	case catalogue.RFC822:
		return t.Format("Mon, 02 Jan 2006 15:04:05 GMT")
	case catalogue.UnixTimestamp:
		return c.unix(t)
	}
	if c.milliseconds() {
		return t.Format("2006-01-02T15:04:05.000Z")
	}
	return c.Style.Times.ISO8601(t)
}

// unix writes seconds since 1970, with the part of the fraction, where there is any,
// that the SDK keeps.
func (c *Call) unix(t time.Time) string {
	if c.Style.Times.KeepsFractions && t.Nanosecond() >= 1000 {
		return pythonFloat(float64(t.UnixMicro()) / 1e6)
	}
	if c.Style.Times.WholeSeconds && !c.milliseconds() {
		return strconv.FormatInt(t.Unix(), 10)
	}
	if c.Style.Times.EveryMilli {
		return strconv.FormatFloat(float64(c.Style.Times.Millis(t))/1000, 'f', 3, 64)
	}
	seconds := float64(c.Style.Times.Millis(t)) / 1000
	if c.milliseconds() {
		return pythonFloat(seconds)
	}
	return strconv.FormatFloat(seconds, 'f', -1, 64)
}

// milliseconds reports whether timestamps keep their milliseconds in any case.
func (c *Call) milliseconds() bool {
	return isWord(c.Style.Times.MillisecondServices, c.Service.Name)
}

// formatOr gives the format of a member, or that of its place.
func formatOr(m *catalogue.Member, other catalogue.TimestampFormat) catalogue.TimestampFormat {
	if f := m.Format(); f != catalogue.DefaultFormat {
		return f
	}
	return other
}

// ISO8601Millis writes a time with the milliseconds that it has, without zeros at
// their end (aws-sdk-go v1.55.8, protocol/timestamp.go; smithy-go 1.28.9,
// time/time.go, FormatDateTime).
func ISO8601Millis(t time.Time) string {
	return t.Truncate(time.Millisecond).Format("2006-01-02T15:04:05.999Z")
}
