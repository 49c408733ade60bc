package session

var (
	Nothing            = nothing
	ValidateEndpoint   = validateEndpoint
	ValidateParameters = validateParameters
)

func (s *Stock) UserAgent(app string) string { return s.userAgent(app) }
