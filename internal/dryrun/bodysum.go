package dryrun

import (
	"fmt"
	"hash/crc32"
)

// BodySum is how an SDK checks the CRC32 of its body that an answer says, as those of
// DynamoDB do.
type BodySum struct {
	Of       func(service string) bool              // reports whether a service's answers are checked
	NoEmpty  bool                                   // an empty header is none
	Errors   bool                                   // those too that are errors, where nothing else has them tried again
	Read     func(text string) (sum int64, ok bool) // what no sum can be is -1
	Unread   string                                 // the SDK's error where Read fails; "" where the sum is passed over
	ByStatus bool                                   // an answer with that error counts by its status alone

	Differs string // the SDK's error where the sums differ; "" where it only writes a warning
	Retried bool   // the SDK tries again then,
	Kept    bool   // and takes the last answer as it is
}

// OwnError is what an SDK itself finds wrong with an answer.
type OwnError struct {
	Code string // the SDK's name of the error, or of what finds it
	Why  string
}

func (e *OwnError) Error() string { return e.Code + ": " + e.Why }

const sumHeader = "X-Amz-Crc32"

// OfDynamoDB is for a choice that holds for that service alone.
func OfDynamoDB(service string) bool { return service == "dynamodb" }

// sum checks what an answer says of its body, and has it count by that.
func (c *Call) sum(s *BodySum, a *Answer) {
	said := a.Response.Header.Values(sumHeader)
	if s == nil || len(said) == 0 || said[0] == "" && s.NoEmpty || !s.Of(c.Client.Model.Name) {
		return
	}
	if !a.Success() && (!s.Errors || !s.ByStatus && c.Client.Retry.Counts(*a) != Final) {
		return
	}
	want, ok := s.Read(said[0])
	is := int64(crc32.ChecksumIEEE(a.Response.Body))
	why := fmt.Sprintf("the body has the CRC32 %d, and the header %s says %s", is, sumHeader, said[0])
	switch {
	case !ok && (s.Unread == "" || s.Kept && c.last()), ok && want == is:
	case !ok:
		a.Spoilt = &OwnError{s.Unread, fmt.Sprintf("the header %s says %q, which is no CRC32", sumHeader, said[0])}
		if a.Code, a.Failed = s.Unread, Final; s.ByStatus {
			a.Code = ""
		}
	case s.Differs == "":
		c.note("%s: %s, of which %s writes a warning alone", a.Text, why, c.Client.Reading.ID)
	case s.Kept && c.last():
		c.note("%s: %s, and after the last attempt %s takes the answer as it is", a.Text, why, c.Client.Reading.ID)
	default:
		a.Spoilt = &OwnError{s.Differs, why}
		if a.Code, a.Failed = s.Differs, Final; s.Retried {
			a.Failed = Transient
		}
	}
}

// last reports whether there can be no attempt after the one under way.
func (c *Call) last() bool {
	r := &c.Client.Retry
	return r.MaxAttempts >= 0 && c.Request.Attempt >= r.MaxAttempts || r.Quota > 0 && c.quota < r.CostOf(Transient)
}
