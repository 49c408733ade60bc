package catalogue

import (
	"slices"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	for typed, want := range map[string]string{
		"s3": "s3", "S3": "s3", "Amazon S3": "s3", "amazon simple storage service": "s3", "s3api": "",
		"dynamodb": "dynamodb", "DynamoDB": "dynamodb", "dynamo-db": "dynamodb", "streams.dynamodb": "dynamodbstreams", "DynamoDB Streams": "dynamodbstreams",
		"cloudwatch logs": "logs", "CloudWatchLogs": "logs", "cloudwatchlogs": "logs", "cloudwatch-logs": "logs", "cloudwatch_logs": "logs", "logs": "logs",
		"cloudwatch": "cloudwatch", "monitoring": "cloudwatch", "Cost Explorer": "ce", "sfn": "stepfunctions", "states": "stepfunctions",
		"Elastic Load Balancing v2": "elbv2", "elbv2": "elbv2", "aws lambda": "lambda", "API Gateway": "apigateway",
		"secretsmanager": "secretsmanager", "Secrets Manager": "secretsmanager", "secrets_manager": "secretsmanager", "email": "", "": "", "-": "",
	} {
		s, err := Find(typed)
		switch {
		case want == "" && err == nil:
			t.Errorf("%q finds %s", typed, s.Name)
		case want != "" && err != nil:
			t.Errorf("%q: %v", typed, err)
		case want != "" && s.Name != want:
			t.Errorf("%q finds %s, want %s", typed, s.Name, want)
		}
	}
}

func TestFindSuggests(t *testing.T) {
	for typed, want := range map[string]string{
		"dynmodb": `unknown service "dynmodb", did you mean "dynamodb"?`,
		"email":   `"email" names several services: pinpoint-email, ses, sesv2`,
		"zzzzzzz": `unknown service "zzzzzzz"`,
	} {
		if _, err := Find(typed); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", typed, err, want)
		}
	}
	s, err := Find("s3")
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{"put-object": "PutObject", "putobject": "PutObject", "PutObject": "PutObject", "list_objects_v2": "ListObjectsV2"} {
		if o, err := s.FindOperation(typed); err != nil || o.Name != want {
			t.Errorf("%s: %v", typed, err)
		}
	}
	if _, err := s.FindOperation("put-objct"); err == nil || err.Error() != `s3 has no operation "put-objct", did you mean "PutObject"?` {
		t.Error(err)
	}
}

func TestSummaries(t *testing.T) {
	all := Embedded().Summaries()
	if !slices.IsSortedFunc(all, func(a, b Summary) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the services are not sorted")
	}
	i := slices.IndexFunc(all, func(s Summary) bool { return s.Name == "logs" })
	if i < 0 || all[i] != (Summary{"logs", "CloudWatch Logs", "Amazon CloudWatch Logs"}) {
		t.Errorf("logs is not %+v", all[max(i, 0)])
	}
}

func TestServicesThatAreGone(t *testing.T) {
	s, err := Find("qldb")
	if err != nil {
		t.Fatal(err)
	}
	if s.From != "aws-sdk-go v1.55.8" || s.Operation("CreateLedger") == nil {
		t.Errorf("qldb is from %s with %d operations", s.From, len(s.Operations))
	}
	if rules, err := s.RuleSet(); err != nil || len(rules) == 0 {
		t.Errorf("the rule set of qldb has %d bytes: %v", len(rules), err)
	}
}
