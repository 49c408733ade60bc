package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/check"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
)

func newCheck(a *app) *cobra.Command {
	failOn := ""
	cmd := &cobra.Command{
		Use:   "check ASSERTION...",
		Short: "Assert about the effective configuration, for CI",
		Long: `Assert about the effective configuration. An assertion is SETTING=VALUE, !=, >=,
<=, > or <; SETTING alone (it is set) or !SETTING (it is unset). The exit status
is 1 when one does not hold, and 3 when the configuration cannot be loaded.

Beside settings there are profile, credentials.provider, credentials.status,
credentials.account, credentials.role_arn and credentials.access_key_id, and any
other path into the document that resolve -o json prints.`,
		Example: `  sessctl check region=us-west-2 'max_attempts>=3'
  sessctl check '!endpoint_url' use_fips_endpoint=true
  sessctl check profile=dev credentials.account=111122223333 --fail-on warning`,
		ValidArgsFunction: completeSettings,
		RunE: func(cmd *cobra.Command, args []string) error {
			if failOn != "" && !slices.Contains(check.Severities(), failOn) {
				return usageError("use error, warning or note", "--fail-on %q is none of its values", failOn)
			}
			if len(args) == 0 && failOn == "" {
				return usageError("for example: sessctl check region=us-west-2", "check takes at least one assertion")
			}
			var list []check.Assertion
			var names []string
			for _, arg := range args {
				as, err := check.Parse(arg)
				if err != nil {
					return usageError(cmd.CommandPath()+" --help shows what an assertion is", "%v", err)
				}
				if as.Setting, err = assertable(as.Setting); err != nil {
					return err
				}
				list = append(list, as)
				names = append(names, as.Setting)
			}
			if a.many() {
				return a.forEach(names, func(e one) judged {
					report := checked(e.session, e.options, list, failOn)
					return judged{report, statusOf(checkEnded(e.session, report))}
				})
			}
			s, err := a.session(names...)
			if err != nil {
				return err
			}
			report := checked(s, a.docOptions(), list, failOn)
			if err := render.Check(a.term(), a.format, report); err != nil {
				return failure(err)
			}
			return checkEnded(s, report)
		},
	}
	cmd.Flags().StringVar(&failOn, "fail-on", "", "fail on problems of this `SEVERITY` too, and graver ones: error, warning or note")
	must(cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions(check.Severities(), cobra.ShellCompDirectiveNoFileComp)))
	offerSchema(cmd, a, func() []byte { return document.SchemaOf("sessctl check", check.Report{}) })
	return cmd
}

// checked asks all assertions of one environment.
func checked(s *session.Session, o document.Options, list []check.Assertion, failOn string) check.Report {
	res := asked(diagnosed(s), list)
	shown := document.From(res, o)
	report := check.Run(document.From(res, document.Options{ShowSecrets: true}), shown, list)
	if failOn != "" {
		report.FailOn(failOn, shown.Problems)
	}
	return report
}

// asked is a resolution with the settings alone that assertions ask for: to write
// the others down takes longer than to resolve them.
func asked(res *resolve.Resolution, list []check.Assertion) *resolve.Resolution {
	names := map[string]bool{}
	for _, as := range list {
		if strings.HasPrefix(as.Setting, "settings") {
			return res // a path into them
		}
		names[as.Setting] = true
	}
	few := *res
	few.Settings = nil
	for _, v := range res.Settings {
		if names[v.Name] {
			few.Settings = append(few.Settings, v)
		}
	}
	return &few
}

// checkEnded is the status of an environment that was checked.
func checkEnded(s *session.Session, report check.Report) error {
	switch {
	case s.Err() != nil:
		return status(exitConfig)
	case report.Failed() > 0:
		return status(exitNo)
	}
	return nil
}

// assertable gives what the name of an assertion means: a setting, or a path
// into the document.
func assertable(name string) (string, error) {
	if !isPath(name) {
		return settingName(name)
	}
	var d document.Document
	if _, err := d.Field(name); err != nil {
		return "", usageError("sessctl resolve -o json shows the document", "%v", err)
	}
	return name, nil
}
