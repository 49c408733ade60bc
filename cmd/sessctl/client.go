package main

import (
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/session"
)

func newClient(a *app) *cobra.Command {
	var endpoint string
	var schema bool
	var show render.ClientOptions
	cmd := &cobra.Command{
		Use:   "client SERVICE",
		Short: "Show what a service's client is configured with",
		Long: `Show what the client of a service is configured with, as Session.ClientConfig
makes it: where requests go, how they are signed and retried, and what is wrong
with that. --trace shows the rules that gave the endpoint, --all the defaults and
the handlers too. SERVICE is any name that people use for it: s3, S3, logs,
"cloudwatch logs".`,
		Example: `  sessctl client s3 --region eu-west-1
  sessctl client s3 --trace
  sessctl client dynamodb --as boto3 -o json`,
		ValidArgsFunction: completeServices,
		RunE: func(cmd *cobra.Command, args []string) error {
			if schema {
				_, err := a.out.Write(document.ClientSchema())
				return err
			}
			if len(args) != 1 {
				return usageError("for example: sessctl client s3", "client takes one service")
			}
			c, s, err := a.client(args[0], givenEndpoint(cmd, endpoint))
			if err != nil {
				return err
			}
			d := document.ClientFrom(s, c, a.docOptions())
			if err := render.Client(a.term(), a.format, d, show); err != nil {
				return failure(err)
			}
			if d.Error != nil {
				return status(exitConfig)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&endpoint, "endpoint-url", "", "the `URL` that this client calls, as code would give it")
	cmd.Flags().BoolVar(&show.Trace, "trace", false, "show the rules that gave the endpoint")
	cmd.Flags().BoolVar(&show.All, "all", false, "show defaults and handlers too")
	cmd.Flags().BoolVar(&schema, "json-schema", false, "print the JSON schema of -o json and stop")
	return cmd
}

// givenEndpoint is the endpoint that a command's flag gives, nil for none.
func givenEndpoint(cmd *cobra.Command, url string) *origin.Candidate {
	if !cmd.Flags().Changed("endpoint-url") {
		return nil
	}
	return &origin.Candidate{Value: url, Origin: origin.Origin{Kind: origin.Flag, Name: "--endpoint-url"}}
}

// client makes the client of a service by any of its names.
func (a *app) client(service string, explicit *origin.Candidate) (*dryrun.Client, *session.Session, error) {
	protocol := a.takeProtocol()
	of, err := a.sdk()
	if err != nil {
		return nil, nil, err
	}
	s, err := a.session()
	if err != nil {
		return nil, nil, err
	}
	source := catalogue.NewSource(s.Config.Workspace.Env)
	source.Kept = of.Manner().KeptModels
	if path := s.Config.Value("data_path"); path != "" {
		source.DataPath = path
	}
	model, err := source.Find(service)
	if err != nil {
		return nil, nil, usageError("use any name of the service, such as s3 or \"cloudwatch logs\"", "%v", err)
	}
	if explicit != nil {
		if err := endpointURL(explicit.Value); err != nil {
			return nil, nil, err
		}
	}
	c, err := dryrun.NewClient(s, of.Manner(), source, model, dryrun.ClientOptions{Endpoint: explicit, Protocol: protocol})
	if err != nil {
		return nil, nil, usageError("", "%v", err)
	}
	return c, s, nil
}

// takeProtocol takes protocol=NAME out of what --set gives: it belongs to a
// client and is no setting of the session.
func (a *app) takeProtocol() string {
	protocol := ""
	a.set = slices.DeleteFunc(a.set, func(kv string) bool {
		name, value, _ := strings.Cut(kv, "=")
		if name == "protocol" {
			protocol = value
		}
		return name == "protocol"
	})
	return protocol
}

// endpointURL checks an endpoint that a person gives.
func endpointURL(given string) error {
	if u, err := url.Parse(given); err != nil || u.Scheme == "" || u.Host == "" {
		return usageError("for example --endpoint-url http://localhost:4566", "--endpoint-url %q is no URL with a scheme and a host", document.Given("endpoint_url", given))
	}
	return nil
}

func completeServices(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return catalogue.Names(), cobra.ShellCompDirectiveNoFileComp
}
