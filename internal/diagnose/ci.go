package diagnose

import (
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

var absentEntries = []*Entry{
	{Code: "env-keys-empty", Severity: resolve.SevWarning, Title: "Keys of the environment that are set and empty", Plan: envKeysEmpty,
		Page: Page{
			What: "AWS_ACCESS_KEY_ID is set to nothing, and nothing else gives credentials.",
			Why:  "An empty variable counts as none. In CI it is what is left of a secret that is not there: of another name, of another environment, or in a pull request from a fork.",
			Cure: "Give the secret that the variable comes from, or unset the variable.",
			Who:  "All SDKs.",
		}},
	{Code: "github-without-credentials", Severity: resolve.SevWarning, Quiet: true, Title: "A GitHub Actions job without credentials", Plan: githubWithout,
		Page: Page{
			What: "GITHUB_ACTIONS is true, and nothing gives credentials.",
			Why:  "A job has none of its own: a step has to fetch them, and an earlier job's are not kept.",
			Cure: "Add a step with aws-actions/configure-aws-credentials to this job, before the one that needs them, and permissions: id-token: write where it assumes a role.",
			Who:  "All SDKs.",
		}},
}

func envKeysEmpty(f *Facts) []Finding {
	id, there := f.variable("AWS_ACCESS_KEY_ID")
	if !there || id.Value != "" || !nothingHere(f.Resolution.Credentials) || f.whole {
		return nil
	}
	secret, both := f.variable("AWS_SECRET_ACCESS_KEY")
	if both && secret.Value != "" {
		return nil // half a pair is told of otherwise
	}
	help := "give it a value"
	if f.env().Get("CI") != "" || f.env().Get("GITHUB_ACTIONS") != "" {
		help = "look at the secret that it comes from: it is not set for this job, or this is a pull request from a fork"
	}
	finding := found(id.Origin, id.Origin.Name, "AWS_ACCESS_KEY_ID is set to nothing", help)
	finding.About = resolve.AboutCredentials
	return []Finding{finding}
}

func githubWithout(f *Facts) []Finding {
	if f.env().Get("GITHUB_ACTIONS") != "true" || !nothingHere(f.Resolution.Credentials) || len(envKeysEmpty(f)) > 0 {
		return nil
	}
	finding := found(origin.Origin{Kind: origin.EnvVar, Name: "GITHUB_ACTIONS"}, "credentials", "this job of GitHub Actions has no credentials", "add aws-actions/configure-aws-credentials to the job, before this step")
	finding.About = resolve.AboutCredentials
	return []Finding{finding}
}
