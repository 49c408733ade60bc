package main

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/glacier"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// services make the clients, by the names that the catalogue has for them.
var services = map[string]func(cfg aws.Config, set func(options any)) any{
	"apigateway": func(c aws.Config, set func(any)) any {
		return apigateway.NewFromConfig(c, func(o *apigateway.Options) { set(o) })
	},
	"bedrock-runtime": func(c aws.Config, set func(any)) any {
		return bedrockruntime.NewFromConfig(c, func(o *bedrockruntime.Options) { set(o) })
	},
	"cloudfront": func(c aws.Config, set func(any)) any {
		return cloudfront.NewFromConfig(c, func(o *cloudfront.Options) { set(o) })
	},
	"cloudwatch": func(c aws.Config, set func(any)) any {
		return cloudwatch.NewFromConfig(c, func(o *cloudwatch.Options) { set(o) })
	},
	"dynamodb": func(c aws.Config, set func(any)) any {
		return dynamodb.NewFromConfig(c, func(o *dynamodb.Options) { set(o) })
	},
	"ec2": func(c aws.Config, set func(any)) any {
		return ec2.NewFromConfig(c, func(o *ec2.Options) { set(o) })
	},
	"glacier": func(c aws.Config, set func(any)) any {
		return glacier.NewFromConfig(c, func(o *glacier.Options) { set(o) })
	},
	"iam": func(c aws.Config, set func(any)) any {
		return iam.NewFromConfig(c, func(o *iam.Options) { set(o) })
	},
	"kms": func(c aws.Config, set func(any)) any {
		return kms.NewFromConfig(c, func(o *kms.Options) { set(o) })
	},
	"lambda": func(c aws.Config, set func(any)) any {
		return lambda.NewFromConfig(c, func(o *lambda.Options) { set(o) })
	},
	"rds": func(c aws.Config, set func(any)) any {
		return rds.NewFromConfig(c, func(o *rds.Options) { set(o) })
	},
	"route53": func(c aws.Config, set func(any)) any {
		return route53.NewFromConfig(c, func(o *route53.Options) { set(o) })
	},
	"s3": func(c aws.Config, set func(any)) any {
		return s3.NewFromConfig(c, func(o *s3.Options) { set(o) })
	},
	"s3control": func(c aws.Config, set func(any)) any {
		return s3control.NewFromConfig(c, func(o *s3control.Options) { set(o) })
	},
	"sns": func(c aws.Config, set func(any)) any {
		return sns.NewFromConfig(c, func(o *sns.Options) { set(o) })
	},
	"sqs": func(c aws.Config, set func(any)) any {
		return sqs.NewFromConfig(c, func(o *sqs.Options) { set(o) })
	},
	"stepfunctions": func(c aws.Config, set func(any)) any {
		return sfn.NewFromConfig(c, func(o *sfn.Options) { set(o) })
	},
	"sts": func(c aws.Config, set func(any)) any {
		return sts.NewFromConfig(c, func(o *sts.Options) { set(o) })
	},
}
