"""Prints the types of inputs of the services that worker.mjs records."""
import json
import sys

import botocore.session

SERVICES = "apigateway bedrock-runtime cloudfront cloudwatch dynamodb ec2 glacier iam kms lambda rds route53 s3 s3control sns sqs stepfunctions sts".split()

loader = botocore.session.get_session().get_component("data_loader")
out = {}
for service in SERVICES:
    model = loader.load_service_model(service, "service-2")
    out[service] = {
        "shapes": {name: {key: shape[key] for key in ("type", "members", "member", "value", "eventstream") if key in shape}
                   for name, shape in model["shapes"].items()},
        "operations": {name: {"input": op["input"]} if "input" in op else {} for name, op in model["operations"].items()},
    }
json.dump(out, sys.stdout)
