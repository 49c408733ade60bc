package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/check"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/policy"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/sdk"
)

// checkOptions are the flags of check.
type checkOptions struct {
	policies []string
	profiles string
	failOn   string
	explain  bool
}

func newCheck(a *app) *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check [ASSERTION...]",
		Short: "Assert about the effective configuration, for CI",
		Long: `Assert about the effective configuration. An assertion is SETTING=VALUE, !=, >=,
<=, > or <; SETTING alone (it is set) or !SETTING (it is unset). The exit status
is 1 when one does not hold, and 3 when the configuration cannot be loaded.

Beside settings there are profile, credentials.provider, credentials.status,
credentials.account, credentials.role_arn and credentials.access_key_id, and any
other path into the document that resolve -o json prints.

A file of policies has rules with names: expressions over that document, such as
region in ["eu-west-1"], for which SDKs and profiles they are, and what to do. An
expression that cannot be evaluated is an error, and the exit status 3. --as all
asks everything of every SDK that matters (--sdks), and demands that they agree.`,
		Example: `  sessctl check region=us-west-2 'max_attempts>=3'
  sessctl check '!endpoint_url' use_fips_endpoint=true
  sessctl check profile=dev credentials.account=111122223333 --fail-on warning
  sessctl check --policy policies.yaml --profiles 'prod-*' --as all -o sarif`,
		ValidArgsFunction: completeAssertions,
		RunE:              func(cmd *cobra.Command, args []string) error { return runCheck(a, o, args, cmd.CommandPath()) },
	}
	f := cmd.Flags()
	f.StringArrayVar(&o.policies, "policy", nil, "a `FILE` of policies to ask, in YAML; may be given more than once")
	f.StringVar(&o.profiles, "profiles", "", "check every profile whose name is this `PATTERN`, such as 'prod-*'")
	f.StringVar(&o.failOn, "fail-on", "", "fail on policies and problems of this `SEVERITY` too, and graver ones: error, warning or note")
	f.BoolVar(&o.explain, "explain", false, "show what the parts of a policy's expression were where it does not hold")
	a.completeFlag(cmd, "fail-on", cobra.FixedCompletions(check.Severities(), cobra.ShellCompDirectiveNoFileComp))
	a.completeFlag(cmd, "profiles", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return profileNames(a), cobra.ShellCompDirectiveNoFileComp
	})
	must(cmd.MarkFlagFilename("policy", "yaml", "yml"))
	offerSchema(cmd, a, func() []byte { return document.SchemaOf("sessctl check", check.Report{}) })
	return cmd
}

func runCheck(a *app, o checkOptions, args []string, command string) error {
	if o.failOn != "" && !slices.Contains(check.Severities(), o.failOn) {
		return usageError("use error, warning or note", "--fail-on %q is none of its values", o.failOn)
	}
	if len(args) == 0 && o.failOn == "" && len(o.policies) == 0 && !strings.EqualFold(a.as, "all") {
		return usageError("for example: sessctl check region=us-west-2", "check takes at least one assertion, or --policy FILE")
	}
	c, err := a.checker(o)
	if err != nil {
		return err
	}
	names, err := assertions(c, args, command)
	if err != nil {
		return err
	}
	if a.many() {
		return a.forEach(names, func(e one) judged {
			e.config.Services = append(e.config.Services, c.Policies.Services()...)
			r := c.Check(e.config, e.options)
			return judged{r, checkStatus(r)}
		})
	}
	given, err := a.config(names...)
	if err != nil {
		return err
	}
	given.Services = append(given.Services, c.Policies.Services()...)
	r := c.Check(given, a.docOptions())
	if o.profiles != "" && len(r.Profiles) == 0 {
		none := &exitError{status: exitNo, message: "--profiles " + o.profiles + " matches no profile, so that nothing was checked", hint: "sessctl profiles lists them"}
		if a.format == "text" {
			return none
		}
		r.NothingChecked(o.profiles, none.message, none.hint)
	}
	if err := render.Check(a.term(), a.format, r, places(given.Workspace)); err != nil {
		return failure(err)
	}
	return status(checkStatus(r))
}

func checkStatus(r check.Report) int {
	switch {
	case r.Unanswered():
		return exitConfig
	case r.Failed() > 0:
		return exitNo
	}
	return exitDone
}

// checker makes what the flags ask.
func (a *app) checker(o checkOptions) (*check.Checker, error) {
	c := &check.Checker{FailOn: o.failOn, Profiles: o.profiles, Explain: o.explain, Agree: strings.EqualFold(a.as, "all")}
	c.Matter, _ = a.thatMatter(sdk.All())
	if c.SDKs = c.Matter; !c.Agree {
		var err error
		if c.SDKs, err = a.sdks(); err != nil {
			return nil, err
		}
	}
	for _, path := range o.policies {
		file := environ.ReadFile(path, maxPolicies)
		if !file.Exists() || file.Err != nil {
			return nil, usageError("write it as docs/policies.md says", "--policy %s: %s", path, file.Reason())
		}
		a.env.Vault.File(path, file.Data)
		var m *policy.Mistake
		if err := c.Policies.Parse(path, file.Data, sdkIDs); errors.As(err, &m) {
			return nil, &exitError{status: exitUsage, message: m.Message, lines: m.Lines, hint: m.Hint}
		} else if err != nil {
			return nil, failure(err)
		}
	}
	return c, nil
}

// maxPolicies is the most that is read of a file of policies, in bytes.
const maxPolicies = 1 << 20

// assertions adds those of the arguments, and gives the names that they are about.
func assertions(c *check.Checker, args []string, command string) ([]string, error) {
	var names []string
	for _, arg := range args {
		as, err := check.Parse(arg)
		if err != nil {
			return nil, usageError("write it as "+command+" --help shows", "%v", err)
		}
		if as.Setting, err = assertable(as.Setting); err != nil {
			return nil, err
		}
		c.Assertions = append(c.Assertions, as)
		names = append(names, as.Setting)
	}
	return names, nil
}

// assertable gives what the name of an assertion means: a setting, or a path
// into the document.
func assertable(name string) (string, error) {
	if !isPath(name) {
		return settingName(name)
	}
	var d document.Document
	if _, err := d.Field(name); err != nil {
		return "", usageError("look at the document with sessctl resolve -o json", "%v", err)
	}
	return name, nil
}

// completeAssertions offers what an assertion can be about.
func completeAssertions(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	names := settingNames()
	for _, field := range []string{"provider", "status", "account", "role", "role_arn", "access_key_id"} {
		names = append(names, "credentials."+field)
	}
	return append(names, "profile"), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
