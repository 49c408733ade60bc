package dryrun

import (
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/endpoint"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
)

// Client is what a session makes for one service: its configuration, its own
// handlers, and the rules by which it finds its endpoint.
type Client struct {
	*session.Client
	Model   *catalogue.Service
	Reading *resolve.Reading
	Custom  resolve.Candidate // the endpoint that is configured; empty where the rules decide
	Retry   Retry

	source *catalogue.Source
}

// NewClient makes the client of a service. Explicit is the endpoint that code
// gives to this client alone, which goes before all others; nil for none.
func NewClient(s *session.Session, source *catalogue.Source, model *catalogue.Service, explicit *resolve.Candidate) *Client {
	c := &Client{Client: s.ClientConfig(SettingName(model)), Model: model, Reading: s.Config.Reading, source: source}
	c.Custom = c.Client.Endpoint
	if explicit != nil {
		c.Custom = *explicit
	}
	c.Retry = retryOf(c)
	c.install()
	return c
}

// SettingName is the name by which settings know a service: its id in lower
// case with underscores, such as s3 or cloudwatch_logs.
func SettingName(model *catalogue.Service) string {
	id := model.ID
	if id == "" {
		id = model.Name
	}
	return strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(id))
}

// on tells whether a setting is switched on.
func (c *Client) on(setting string) bool { return c.Config.Value(setting) == "true" }

// boto tells whether the reading is one of botocore's.
func (c *Client) boto() bool { return c.Reading.SDK&(resolve.Boto|resolve.CLI) != 0 }

// rules gives the service's endpoint rules and the partitions.
func (c *Client) rules() (*endpoint.Rules, *endpoint.Partitions, error) {
	rules, err := endpoint.For(c.Model)
	if err != nil {
		return nil, nil, err
	}
	text, err := c.source.Partitions()
	if err != nil {
		return nil, nil, err
	}
	partitions, err := endpoint.ParsePartitions(text)
	return rules, partitions, err
}
