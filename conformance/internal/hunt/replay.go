package hunt

import "github.com/sessctl/sessctl/internal/judge/cases"

// Replay judges saved cases by their recorded answers, or by asking the SDK
// where a case has none for this reading or ask says so. Nothing is shrunk.
func (h *Hunter) Replay(saved []cases.Case, ask bool) (*Report, error) {
	report := newReport(h.Reading)
	for _, c := range saved {
		recorded := c.Answers[h.Reading]
		if ask {
			recorded = nil
		}
		v, err := h.Judge(c, recorded)
		if err != nil {
			return report, err
		}
		if kind := report.add(v, 1, 1000); kind != "" {
			report.example(v, kind)
		}
	}
	return report, nil
}
