package dryrun

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/endpoint"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

// Client is what a session makes for one service: its configuration, its own
// handlers, and the rules by which it finds its endpoint.
type Client struct {
	*session.Client
	Model   *catalogue.Service
	Reading *resolve.Reading
	Manner  *Manner
	Custom  origin.Candidate // the endpoint that is configured; empty where the rules decide
	Retry   Retry

	source *catalogue.Source
	forced string
}

// ClientOptions are what code gives to one client alone.
type ClientOptions struct {
	Endpoint *origin.Candidate // goes before all others; nil for none
	Protocol string            // one of those that the service offers; "" for the SDK's own choice
}

// NewClient makes the client of a service, which behaves in the manner of the
// session's SDK. It fails when the SDK does not know the service, or the service
// does not offer the protocol.
func NewClient(s *session.Session, m *Manner, source *catalogue.Source, model *catalogue.Service, o ClientOptions) (*Client, error) {
	c := &Client{Client: s.ClientConfig(SettingName(model)), Model: model, Reading: s.Config.Reading, Manner: m, source: source, forced: o.Protocol}
	c.Custom = c.Client.Endpoint
	if o.Endpoint != nil {
		c.Custom, c.Fault = *o.Endpoint, c.Broken // no other place is looked at
	}
	if m.Refuses != nil {
		if err := m.Refuses(model); err != nil {
			return nil, err
		}
	}
	offered := model.Protocols
	if len(offered) == 0 {
		offered = []string{model.Protocol}
	}
	if o.Protocol != "" && !slices.Contains(offered, o.Protocol) {
		return nil, fmt.Errorf("%s does not speak the protocol %q%s: it offers %s", model.Name, o.Protocol,
			suggest.DidYouMean(o.Protocol, offered), strings.Join(offered, ", "))
	}
	c.Retry = retryOf(c)
	c.install()
	return c, nil
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

// ErrNoRegion is why a request cannot be signed where no region is configured.
var ErrNoRegion = errors.New("no region is configured")

// refusedRegion is ErrNoRegion where one is configured that the SDK does not take.
type refusedRegion string

func (e refusedRegion) Error() string        { return string(e) }
func (e refusedRegion) Is(target error) bool { return target == ErrNoRegion }

// NoEndpoint says why the client has no endpoint.
func (c *Client) NoEndpoint(err error) error {
	if c.Region == "" && c.Custom.Value == "" {
		if why := c.Config.RefusedRegion(); why != "" {
			return fmt.Errorf("%s, so there is no endpoint of %s", why, c.Model.Name)
		}
		return fmt.Errorf("no region is configured, so there is no endpoint of %s", c.Model.Name)
	}
	return fmt.Errorf("find the endpoint of %s: %w", c.Model.Name, err)
}

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

// setting is what a setting says, its default where it says nothing of use.
func (c *Client) setting(name string) string {
	if v := c.Config.Value(name); v != "" {
		return v
	}
	return c.defaultOf(name)
}

// defaultOf is a setting's default in the reading's SDK.
func (c *Client) defaultOf(name string) string {
	v, _ := settings.Lookup(name).DefaultIn(c.Reading.SDK)
	return v
}
