package diagnose

import (
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/lookup"
)

// placesOfRegions are the names that the console shows of regions, as
// partitions.json of botocore has them, each with the region's own name.
var placesOfRegions = lookup.Table[string, string]{
	{"cape town", "af-south-1"}, {"hong kong", "ap-east-1"}, {"taipei", "ap-east-2"}, {"tokyo", "ap-northeast-1"}, {"seoul", "ap-northeast-2"}, {"osaka", "ap-northeast-3"},
	{"mumbai", "ap-south-1"}, {"hyderabad", "ap-south-2"}, {"singapore", "ap-southeast-1"}, {"sydney", "ap-southeast-2"}, {"jakarta", "ap-southeast-3"}, {"melbourne", "ap-southeast-4"},
	{"malaysia", "ap-southeast-5"}, {"new zealand", "ap-southeast-6"}, {"thailand", "ap-southeast-7"}, {"canada", "ca-central-1"}, {"calgary", "ca-west-1"},
	{"frankfurt", "eu-central-1"}, {"zurich", "eu-central-2"}, {"stockholm", "eu-north-1"}, {"milan", "eu-south-1"}, {"spain", "eu-south-2"},
	{"ireland", "eu-west-1"}, {"london", "eu-west-2"}, {"paris", "eu-west-3"}, {"tel aviv", "il-central-1"}, {"uae", "me-central-1"}, {"bahrain", "me-south-1"}, {"mexico", "mx-central-1"},
	{"sao paulo", "sa-east-1"}, {"são paulo", "sa-east-1"}, {"n. virginia", "us-east-1"}, {"virginia", "us-east-1"}, {"ohio", "us-east-2"}, {"n. california", "us-west-1"}, {"california", "us-west-1"}, {"oregon", "us-west-2"},
	{"beijing", "cn-north-1"}, {"ningxia", "cn-northwest-1"},
}

// regionAt gives the region of which a text is the name of the place.
func regionAt(text string) string {
	name := strings.ToLower(strings.TrimSpace(text))
	return placesOfRegions.Of(inBrackets(name))
}

// inBrackets gives what a name such as US West (Oregon) has in brackets at its
// end, and any other name as it stands.
func inBrackets(name string) string {
	before, rest, _ := strings.Cut(name, "(")
	inner, closed := strings.CutSuffix(rest, ")")
	if !closed || inner == "" || strings.ContainsAny(before+inner, "()") {
		return name
	}
	return inner
}

// regionWithin gives the region that a text has before or behind something that
// does not belong to it, such as the service in s3-eu-west-1.
func regionWithin(text string) string {
	within := ""
	for _, r := range hosts.Regions() {
		at := strings.Index(text, r)
		if at < 0 || len(r) <= len(within) || at > 0 && !apart(text[at-1]) || at+len(r) < len(text) && !apart(text[at+len(r)]) {
			continue
		}
		within = r
	}
	return within
}

func apart(c byte) bool { return strings.IndexByte("-_./: ()=", c) >= 0 }

// notRegions are texts that get into the place of a region, with what to do.
func notRegions(text string) (says, help string) {
	switch strings.ToLower(text) {
	case "none", "null", "undefined", "nil":
		return "is how a program writes that there is none, and here a name like any other", "write a region, such as us-east-1, or take the setting out"
	case "json", "yaml", "yaml-stream", "table", "text":
		return "is a format for output, in the place of the region", "write the region there, such as us-east-1: the two were exchanged, perhaps"
	}
	if looksSecret(text) || longTerm(text) && len(text) == 20 {
		return "is a key in the place of the region", "write the region there, and make a new key: this one goes out as part of host names"
	}
	return "", ""
}
