package session

import (
	"github.com/sessctl/sessctl/internal/handlers"
	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// Client is the configuration of a service's client, as far as settings alone
// decide it.
type Client struct {
	Service  string // such as s3
	Config   *Config
	Handlers handlers.Handlers // the client's own: the session's as they were

	Endpoint  origin.Candidate // the configured one; without a value the service's own rules decide
	Region    string
	Partition string           // of the region, such as aws-cn; empty without a region
	Fault     *resolve.Problem // why the SDK builds no client, unless code names an endpoint; nil where it does
	Broken    *resolve.Problem // why it builds none in any case
}

// ClientConfig gives what a client of the service is configured with: a copy
// of the session with configs on top. It inherits what was pushed on the
// session's handlers so far.
func (s *Session) ClientConfig(service string, configs ...*Config) *Client {
	n := s.copy(Merge(configs...), service)
	c := &Client{Service: service, Config: n.Config, Handlers: n.Handlers, Region: n.Config.Value("region")}
	if c.Region != "" {
		partition, _ := hosts.Of(c.Region)
		c.Partition = partition.ID
	}
	c.Endpoint, _ = n.Config.Get(settings.ServiceEndpoint(service))
	own := n.Config.resolved[settings.ServiceEndpoint(service)]
	if c.Fault, c.Broken = own.fault, own.broken; c.Broken != nil {
		c.Fault = c.Broken
	}
	if c.Endpoint.Value == "" && n.Config.Reading.Service == nil {
		// Where nothing but code can name an endpoint, it holds for every service.
		c.Endpoint, _ = n.Config.Get("endpoint_url")
	}
	return c
}
