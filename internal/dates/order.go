package dates

import (
	"strconv"
)

// numbers are the numbers of a date in the order in which they were read, and
// which of them are known to be what (dateutil 2.9, parser._ymd).
type numbers struct {
	list    []int
	known   [3]int // where year, month and day stand, from one on; 0 for not known
	century bool   // the year has more than two digits
}

const (
	theYear = iota
	theMonth
	theDay
)

func (n *numbers) add(value int, label byte, long bool) error {
	if len(n.list) >= 8 {
		return errNoDate
	}
	if long {
		n.century = true
		if label == 'm' {
			return errNoDate
		}
		label = 'y'
	}
	n.list = append(n.list, value)
	switch label {
	case 'm':
		if n.known[theMonth] > 0 {
			return errNoDate
		}
		n.known[theMonth] = len(n.list)
	case 'y':
		if n.known[theYear] > 0 {
			return errNoDate
		}
		n.known[theYear] = len(n.list)
	}
	return nil
}

// addText adds digits; more than two are a year.
func (n *numbers) addText(s string) error {
	value, err := strconv.Atoi(s)
	if err != nil {
		return errNoDate
	}
	return n.add(value, 0, len(s) > 2)
}

func (n *numbers) addTexts(texts ...string) error {
	for _, s := range texts {
		if err := n.addText(s); err != nil {
			return err
		}
	}
	return nil
}

// addNumber adds a number; above a hundred it is a year.
func (n *numbers) addNumber(value float64) error {
	if value > 1e9 {
		return errNoDate
	}
	return n.add(int(value), 0, value > 100)
}

// addNamed adds digits or the name of a month.
func (n *numbers) addNamed(s string) error {
	if m := monthOf(s); m > 0 {
		return n.add(m, 'm', false)
	}
	return n.addText(s)
}

// mayBeDay reports whether a number may be the day of the month.
func (n *numbers) mayBeDay(value float64) bool {
	if n.known[theDay] > 0 || value < 1 {
		return false
	}
	if n.known[theMonth] == 0 {
		return value <= 31
	}
	month := n.list[n.known[theMonth]-1]
	year := 2000
	if n.known[theYear] > 0 {
		year = n.list[n.known[theYear]-1]
	}
	return month >= 1 && month <= 12 && value <= float64(daysOf(year, month))
}

// resolve tells what is the year, the month and the day; nil is what there is not.
func (n *numbers) resolve() (year, month, day *int, err error) {
	var out [3]*int
	known, places := 0, n.known
	for _, at := range places {
		if at > 0 {
			known++
		}
	}
	if known > 0 && len(n.list) == known || len(n.list) == 3 && known == 2 {
		for i := range places {
			if places[i] == 0 && len(n.list) == 3 {
				places[i] = 6 - places[0] - places[1] - places[2] // the one that is left
			}
			if places[i] > 0 {
				out[i] = &n.list[places[i]-1]
			}
		}
		return out[theYear], out[theMonth], out[theDay], nil
	}
	order, err := n.order()
	if err != nil {
		return nil, nil, nil, err
	}
	for i, what := range order {
		out[what] = &n.list[i]
	}
	return out[theYear], out[theMonth], out[theDay], nil
}

// order tells what the numbers are, one after the other: Americans' month before
// the day, unless the numbers are too large.
func (n *numbers) order() ([]int, error) {
	l, month := n.list, n.known[theMonth]
	yearOrDay := func(value int) int {
		if value > 31 {
			return theYear
		}
		return theDay
	}
	switch len(l) {
	case 0:
		return nil, nil
	case 1:
		return []int{yearOrDay(l[0])}, nil
	case 2:
		switch {
		case month == 1:
			return []int{theMonth, yearOrDay(l[1])}, nil
		case month == 2:
			return []int{yearOrDay(l[0]), theMonth}, nil
		case l[0] > 31:
			return []int{theYear, theMonth}, nil
		case l[1] > 31:
			return []int{theMonth, theYear}, nil
		}
		return []int{theMonth, theDay}, nil
	case 3:
		switch {
		case month == 1 && l[1] > 31:
			return []int{theMonth, theYear, theDay}, nil
		case month == 1:
			return []int{theMonth, theDay, theYear}, nil
		case month == 2 && l[0] > 31:
			return []int{theYear, theMonth, theDay}, nil
		case month == 2:
			return []int{theDay, theMonth, theYear}, nil
		case month == 3 && l[1] > 31:
			return []int{theDay, theYear, theMonth}, nil
		case month == 3:
			return []int{theYear, theDay, theMonth}, nil
		case l[0] > 31 || n.known[theYear] == 1:
			return []int{theYear, theMonth, theDay}, nil
		case l[0] > 12:
			return []int{theDay, theMonth, theYear}, nil
		}
		return []int{theMonth, theDay, theYear}, nil
	}
	return nil, errNoDate
}
