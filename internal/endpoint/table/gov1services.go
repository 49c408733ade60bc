package table

import (
	_ "embed"
	"strings"
)

//go:embed gov1services.txt
var gov1Services string

// Service is what a client of aws-sdk-go v1.55.8 is made with
// (service/*/service.go).
type Service struct {
	EndpointsID string // by which its endpoint is looked up
	SigningName string // unless the table has one
	Configured  bool   // its endpoint has to be configured
}

// GoV1Service gives the client of a service by its id, such as "DynamoDB"; false
// where that SDK has none.
func GoV1Service(id string) (Service, bool) {
	_, line, ok := strings.Cut("\n"+gov1Services, "\n"+id+"\t")
	if !ok || id == "" {
		return Service{}, false
	}
	line, _, _ = strings.Cut(line, "\n")
	endpoints, name, _ := strings.Cut(line, "\t")
	endpoints, configured := strings.CutPrefix(endpoints, "-")
	return Service{endpoints, name, configured}, true
}
