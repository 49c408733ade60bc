package boto

import (
	"slices"
	"sync"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/protocol"
)

// CLIManner is how the clients of AWS CLI 2.38.5 behave: it knows neither S3's
// global name nor the older signatures (botocore/args.py, signers.py, client.py),
// and brings the C runtime along.
func CLIManner() *dryrun.Manner { return cliManner() }

var cliManner = sync.OnceValue(func() *dryrun.Manner {
	m := *manner()
	m.Style = CLIStyle()
	m.KeptModels = false // its models are of a later day than botocore 1.43.11's
	m.Stock.Agent = "aws-cli/2.38.5"
	m.Endpoints.S3Global = nil
	m.Signing.PassesSigV4a, m.Signing.LacksSigV4a = false, "" // the program carries awscrt
	m.Presigning.Sign = presign
	m.Presigning.Global = nil
	return &m
})

// CLIStyle is how the AWS CLI writes requests (botocore/httpchecksum.py, handlers.py).
func CLIStyle() *protocol.Style { return cliStyle() }

var cliStyle = sync.OnceValue(func() *protocol.Style {
	s := requestStyle
	s.Times.MillisecondServices = ""
	s.Times.KeepsFractions = true // as requests of the program have them
	s.Prepare = slices.DeleteFunc(slices.Clone(s.Prepare), func(p protocol.Preparation) bool { return p.Operations == selectsContent })
	s.Checksums.Usual = "crc64nvme"
	s.Checksums.Algorithms = append(slices.Clone(s.Checksums.Algorithms), "crc32c", "crc64nvme")
	return &s
})
