package protocol

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
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
	}
	return time.Time{}, fmt.Errorf("%s is no timestamp", v.Kind)
}

func epoch(literal string) (time.Time, error) {
	seconds, err := strconv.ParseFloat(literal, 64)
	// Python's datetime ends with the year 9999.
	if err != nil || math.IsNaN(seconds) || seconds < -62135596800 || seconds >= 253402300800 {
		return time.Time{}, fmt.Errorf("%s is out of the range of years from 1 to 9999", literal)
	}
	whole := math.Floor(seconds)
	micros := math.RoundToEven((seconds - whole) * 1e6)
	return time.Unix(int64(whole), int64(micros)*1000).UTC(), nil
}

var (
	dates = []string{"2006-01-02", "20060102", "2006/01/02", "2006-1-2", "2006-01", "Mon, 2 Jan 2006", "Mon, 02-Jan-2006", "Mon 2 Jan 2006", "2 Jan 2006",
		"2 January 2006", "Jan 2 2006", "Jan 2, 2006", "January 2, 2006", "January 2 2006", "01/02/2006", "1/2/2006", "2-Jan-2006"}
	zones  = []string{"", "Z07:00", "Z0700", "Z07", " Z07:00", " Z0700"}
	clocks = []string{"15:04:05", "15:04", "150405", "1504", "15"}
)

// splits are the ways in which a text may be a date and a time of day.
func splits(s string) [][2]string {
	all := [][2]string{{s, ""}}
	end := strings.IndexByte(s, ':')
	if end < 0 {
		end = len(s)
	}
	if at := strings.LastIndexAny(s[:end], "Tt"); at > 0 {
		all = append(all, [2]string{s[:at], s[at+1:]})
	}
	if at := strings.LastIndexByte(s[:end], ' '); at > 0 {
		all = append(all, [2]string{s[:at], s[at+1:]})
	}
	return all
}

func firstOf(layouts []string, s, zone string) (time.Time, bool) {
	for _, layout := range layouts {
		if t, err := time.Parse(layout+zone, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// longestTime bounds what is looked at as a date.
const longestTime = 64

// parseTime reads a date in one of the forms that people write.
func parseTime(text string) (time.Time, error) {
	if len(text) > longestTime {
		return time.Time{}, fmt.Errorf("a text of %d bytes is no timestamp; write it as 2006-01-02T15:04:05Z", len(text))
	}
	s := strings.TrimSpace(text)
	if f, err := strconv.ParseFloat(s, 64); err == nil && !math.IsInf(f, 0) {
		return epoch(s)
	}
	s, fraction := cutFraction(s)
	for _, name := range []string{" UTC", " GMT", "UTC", "GMT", " z", "z"} {
		if rest, ok := strings.CutSuffix(s, name); ok {
			s = rest + "Z"
			break
		}
	}
	s = strings.Replace(s, " Z", "Z", 1)
	for _, split := range splits(s) {
		day, ok := firstOf(dates, split[0], "")
		if !ok {
			continue
		}
		if split[1] == "" {
			return day.Add(fraction), nil
		}
		for _, zone := range zones {
			if clock, ok := firstOf(clocks, split[1], zone); ok {
				_, offset := clock.Zone()
				since := time.Duration(clock.Hour())*time.Hour + time.Duration(clock.Minute())*time.Minute + time.Duration(clock.Second())*time.Second
				return day.Add(since - time.Duration(offset)*time.Second + fraction), nil
			}
		}
	}
	if t, err := time.Parse(time.ANSIC, s); err == nil {
		return t.Add(fraction), nil
	}
	return time.Time{}, fmt.Errorf("%q is no timestamp; write it as 2006-01-02T15:04:05Z", text)
}

// cutFraction takes the fraction of a second, to the microsecond, out of a time.
func cutFraction(s string) (string, time.Duration) {
	colon := strings.IndexByte(s, ':')
	if colon < 0 {
		if colon = strings.IndexByte(s, 'T'); colon < 0 {
			return s, 0
		}
	}
	dot := strings.IndexAny(s[colon:], ".,")
	if dot < 0 {
		return s, 0
	}
	dot += colon
	end := dot + 1
	for end < len(s) && '0' <= s[end] && s[end] <= '9' {
		end++
	}
	digits := (s[dot+1:end] + "000000")[:6]
	micros, err := strconv.Atoi(digits)
	if err != nil || end == dot+1 {
		return s, 0
	}
	return s[:dot] + s[end:], time.Duration(micros) * time.Microsecond
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
	return c.Style.iso8601(t)
}

// unix writes seconds since 1970: botocore whole ones, the others with
// milliseconds where there are any.
func (c *Call) unix(t time.Time) string {
	if c.Style == Botocore && !c.milliseconds() {
		return strconv.FormatInt(t.Unix(), 10)
	}
	seconds := float64(t.UnixMilli()) / 1000
	if c.milliseconds() {
		return pythonFloat(seconds)
	}
	return strconv.FormatFloat(seconds, 'f', -1, 64)
}

// milliseconds tells whether timestamps keep their milliseconds (botocore
// 1.43.11, handlers.py, enable_millisecond_timestamp_precision).
func (c *Call) milliseconds() bool {
	return c.Style == Botocore && c.Service.Name == "bedrock-agentcore"
}

// iso8601 writes a time with the fraction that the SDK keeps (botocore 1.43.11,
// serialize.py, _timestamp_iso8601; aws-sdk-go v1.55.8, protocol/timestamp.go;
// smithy-go 1.28.9, time/time.go, FormatDateTime; JavaScript's toISOString).
func (s Style) iso8601(t time.Time) string {
	switch s {
	case Botocore:
		year := strconv.Itoa(t.Year()) // not padded: Python's strftime on Linux
		if t.Nanosecond() >= 1000 {
			return year + t.Format("-01-02T15:04:05.000000Z")
		}
		return year + t.Format("-01-02T15:04:05Z")
	case JavaScript:
		if t.Nanosecond() >= 1e6 {
			return t.Format("2006-01-02T15:04:05.000Z")
		}
		return t.Format("2006-01-02T15:04:05Z")
	}
	return t.Truncate(time.Millisecond).Format("2006-01-02T15:04:05.999Z")
}

// formatOr gives the format of a member, or that of its place.
func formatOr(m *catalogue.Member, other catalogue.TimestampFormat) catalogue.TimestampFormat {
	if f := m.Format(); f != catalogue.DefaultFormat {
		return f
	}
	return other
}
