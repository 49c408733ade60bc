package dryrun

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/protocol"
)

// Answer is what a simulated service says to an attempt.
type Answer struct {
	Text   string // as it was given
	Status int    // of the response, 0 when there is none
	Code   string // of the error
	Failed Failed // how it counts; of no meaning for a success

	Response *protocol.Response     // that was recorded; nil for one that is made up
	Service  *protocol.ServiceError // that the response has
	Spoilt   *OwnError              // what the SDK itself finds wrong with it, which takes the place of what it says
}

// Success reports whether the answer is one.
func (a Answer) Success() bool { return a.Status >= 200 && a.Status < 300 }

// Attempt is one try of a simulated request.
type Attempt struct {
	Number    int
	Answer    Answer
	Retried   bool
	Low, High time.Duration // of the wait before the next attempt
	Cost      int           // taken out of the quota for the next attempt
	Quota     int           // left after it
	Why       string        // why there is no next attempt, or why there is
}

// answerNames are the answers that are not numbers.
var answerNames = []string{"timeout", "connection", "throttle"}

// AnswerNames gives the answers that are not numbers.
func AnswerNames() []string { return slices.Clone(answerNames) }

// ParseAnswers reads a list such as 503,timeout,throttle,@FILE,200; open reads the
// file of a recorded response.
func ParseAnswers(list string, open func(name string) ([]byte, error)) ([]Answer, error) {
	var answers []Answer
	for _, item := range strings.Split(list, ",") {
		item = strings.TrimSpace(item)
		a := Answer{Text: item}
		if name, isFile := strings.CutPrefix(item, "@"); isFile {
			text, err := open(name)
			if err == nil {
				a.Response, err = ParseResponse(text)
			}
			if err != nil {
				return nil, fmt.Errorf("simulate %q: read the response: %w", item, err)
			}
			a.Status, a.Failed = a.Response.Status, Final
			answers = append(answers, a)
			continue
		}
		switch item {
		case "timeout":
			a.Failed = TimedOut
		case "connection":
			a.Failed = Transient
		case "throttle":
			a.Status, a.Code, a.Failed = 400, "ThrottlingException", Throttled
		default:
			status, err := strconv.Atoi(item)
			if err != nil || status < 200 || status > 599 {
				return nil, fmt.Errorf("simulate %q: expected a status from 200 to 599, @FILE with a response, %s", item, strings.Join(answerNames, ", "))
			}
			a.Status, a.Failed = status, Final // until a schedule counts it
		}
		answers = append(answers, a)
	}
	return answers, nil
}

// decide says what comes after an attempt that failed.
func (c *Call) decide(a *Attempt) {
	r := &c.Client.Retry
	switch {
	case c.Request.Retryable == nil || !*c.Request.Retryable:
		a.Why = "the error is not one to retry"
	case r.MaxAttempts >= 0 && a.Number >= r.MaxAttempts:
		a.Why = fmt.Sprintf("that was the last of %d attempts", r.MaxAttempts)
	case r.Unreachable > 0 && a.Number >= r.Unreachable && a.Answer.Text == "connection":
		a.Why = fmt.Sprintf("a host that is not found or refuses to be connected to is tried %d times at most", r.Unreachable)
	case r.Quota > 0 && c.quota < r.CostOf(a.Answer.Failed):
		a.Why = fmt.Sprintf("the retry quota has %d left, and a retry costs %d", c.quota, r.CostOf(a.Answer.Failed))
	default:
		a.Retried = true
		a.Low, a.High = r.Wait(a.Number, a.Answer.Failed)
		a.Low, a.High = r.asked(&a.Answer, c.Request.Time, a.Low), r.asked(&a.Answer, c.Request.Time, a.High)
		if r.Mode == "adaptive" && a.Answer.Failed == Throttled {
			a.Why = "the client's rate limiter slows down what it sends from now on, this retry too"
		}
		if r.Quota > 0 {
			a.Cost = r.CostOf(a.Answer.Failed)
			c.quota -= a.Cost
		}
	}
	a.Quota = c.quota
}

// succeed puts back what a success gives to the quota.
func (c *Call) succeed(a *Attempt) {
	r := &c.Client.Retry
	if r.Quota > 0 {
		back := 1
		if n := len(c.Attempts); n > 0 {
			back = c.Attempts[n-1].Cost
		}
		c.quota = min(r.Quota, c.quota+back)
	}
	a.Quota, a.Why = c.quota, "the answer is a success"
}
