"""Answers what botocore makes of a service's error: how often it calls, and which
error its caller gets, by class and code. Nothing is sent.

A case: service, operation, input, status, headers, body, retry_mode. An answer:
attempts (of two), type, code, and where a header says how long to wait, waits:
milliseconds between the two, with nothing by chance.
"""
import json
import os
import random
import sys
import time
import types

os.environ.clear()
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
os.environ["HOME"] = os.environ["AWS_CONFIG_FILE"] = os.devnull

random.random = lambda: 0

import botocore.session  # noqa: E402
from botocore.awsrequest import AWSResponse  # noqa: E402
from botocore.config import Config  # noqa: E402
from botocore.exceptions import ClientError  # noqa: E402

WAITS = []
time.sleep = lambda seconds: WAITS.append(round(1000 * seconds))
SESSION = botocore.session.get_session()


def answer(case):
    calls = []
    WAITS.clear()

    def respond(request, **_):
        calls.append(request)
        body = case["body"].encode()
        return AWSResponse(request.url, case["status"], {**case["headers"]}, types.SimpleNamespace(stream=lambda: [body]))

    client = SESSION.create_client(case["service"], region_name="us-east-1", aws_access_key_id="AKIAIOSFODNN7EXAMPLE", aws_secret_access_key="x",
                                   config=Config(retries={"mode": case["retry_mode"], "total_max_attempts": 2}))
    client.meta.events.register("before-send", respond)
    try:
        client._make_api_call(case["operation"], case["input"])
    except ClientError as e:
        said = {"attempts": len(calls), "type": type(e).__name__, "code": e.response["Error"]["Code"]}
        if len(calls) > 1 and any("retry-after" in name.lower() for name in case["headers"]):
            said["waits"] = WAITS[0]
        return said
    except Exception as e:  # what the SDK itself finds fault with
        return {"attempts": len(calls), "error": type(e).__name__}
    return {"attempts": len(calls)}


for line in sys.stdin:
    case = json.loads(line)
    answers = case.setdefault("answers", {})
    for mode in ("legacy", "standard"):
        answers["boto3 " + mode] = answer({**case, "retry_mode": mode})
    print(json.dumps(case), flush=True)
