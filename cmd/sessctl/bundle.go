package main

import (
	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/bundle"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/render"
)

func newBundle(a *app) *cobra.Command {
	var show, anonymous bool
	cmd := &cobra.Command{
		Use:   "bundle",
		Short: "Write this environment as one file, without its secrets",
		Long: `Write this environment as one JSON document that every command examines with
--bundle, on another machine, another day: the variables that SDKs read, the files
that they look at and those that are missing, and the time, from which a bundle's
times are told.

Each secret is replaced by a stand-in of the same length and kind, so that every
SDK resolves the bundle as it resolves the environment. Access key ids are replaced
too, but for their kind and the account that is in them. Nothing shows a secret,
--show-secrets neither.

With --anonymous names go the same way: account ids (those in access key ids too),
profiles, sessions, roles, users, hosts other than AWS's own and this machine, e-mail
addresses, paths and comments. One word has one stand-in everywhere, so that every
SDK still resolves the bundle as before, but for the names. Where a file is so odd
that a stand-in changes how an SDK reads it, a note names that SDK.`,
		Example: `  sessctl bundle > case.json
  sessctl resolve --bundle case.json --as boto3
  sessctl bundle --show
  sessctl bundle --anonymous > case.json`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			if show && a.output != "" {
				return usageError("leave --output out", "--show is a text for people, and not %s", a.format)
			}
			made, err := makeBundle(a, anonymous)
			if err != nil {
				return err
			}
			if show {
				if err := render.Bundle(a.term(), made.Summary); err != nil {
					return failure(err)
				}
				return nil
			}
			if len(made.Summary.ReadOtherwise) > 0 {
				render.Note(a.errTerm(), render.OtherwiseRead(made.Summary.ReadOtherwise))
			}
			return writeBundle(a, made)
		},
	}
	cmd.Flags().BoolVar(&show, "show", false, "show what the bundle would contain, and stop")
	cmd.Flags().BoolVar(&anonymous, "anonymous", false, "replace account ids, names, hosts and paths too")
	offerSchema(cmd, a, func() []byte { return document.SchemaOf("sessctl bundle", environ.Bundle{}) })
	return cmd
}

// makeBundle makes the bundle of the environment, and says what is odd about it. Its
// vault is its own: stand-ins are to be printed, those of another bundle too. Package
// bundle looks for what is left.
func makeBundle(a *app, anonymous bool) (made bundle.Made, err error) {
	a.env.Vault = document.NewVault(nil)
	c, err := a.config()
	if err != nil {
		return made, err
	}
	of, err := a.firstSDK()
	if err != nil {
		return made, err
	}
	made = bundle.Make(c, of)
	if anonymous {
		made.Anonymise()
	}
	if made.Summary.ReadOtherwise, err = made.Otherwise(c); err != nil {
		return made, failure(err)
	}
	return made, nil
}

func writeBundle(a *app, made bundle.Made) error {
	text, err := bundle.Write(made.Bundle)
	if err == nil {
		_, err = a.out.Write(text)
	}
	if err != nil {
		return failure(err)
	}
	return nil
}
