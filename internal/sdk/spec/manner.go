package spec

import (
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
)

// Manner is how clients behave that follow the specification to the letter.
func Manner() *dryrun.Manner { return manner() }

var manner = sync.OnceValue(func() *dryrun.Manner {
	recent := dryrun.RecentSchedule()
	return &dryrun.Manner{
		Style:     Style(),
		Protocols: dryrun.CBORFirst(),
		Retries:   dryrun.Retries{Standard: dryrun.OlderSchedule(), Recent: &recent},
		TimeOuts:  dryrun.TimeOuts{ModeConnect: true},
		Signing:   dryrun.SigningManner{NormalizesPath: true, BedrockToken: true},
		Carried:   dryrun.Carried{For: time.Hour},
	}
})
