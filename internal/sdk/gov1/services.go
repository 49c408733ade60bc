package gov1

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/endpoint/table"
)

//go:embed endpoints.txt
var endpointsText string

// endpoints is the table of aws-sdk-go v1.55.8 (aws/endpoints/defaults.go).
var endpoints = sync.OnceValue(func() *table.Table { return table.MustParse(endpointsText) })

//go:embed services.txt
var servicesText string

// service is what a client of aws-sdk-go v1.55.8 is made with
// (service/*/service.go).
type service struct {
	endpointsID string // by which its endpoint is looked up
	signingName string // unless the table has one
	configured  bool   // its endpoint has to be configured
}

// serviceOf gives the client of a service by its id, such as "DynamoDB"; false
// where that SDK has none.
func serviceOf(id string) (service, bool) {
	_, line, ok := strings.Cut("\n"+servicesText, "\n"+id+"\t")
	if !ok || id == "" {
		return service{}, false
	}
	line, _, _ = strings.Cut(line, "\n")
	lookup, name, _ := strings.Cut(line, "\t")
	lookup, configured := strings.CutPrefix(lookup, "-")
	return service{lookup, name, configured}, true
}
