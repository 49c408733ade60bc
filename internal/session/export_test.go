package session

// What tests of the outside look at: they are made with SDKs, which stand above
// this package.

var (
	Nothing            = nothing
	ValidateEndpoint   = validateEndpoint
	ValidateParameters = validateParameters
)

func UserAgent(s Stock, app string) string { return s.userAgent(app) }
