"""Answers with the request that botocore would send for a case: one JSON line
each. Nothing is sent; the clock, random UUIDs and keys are fixed.

A case: service, operation, region, fips, dualstack, endpoint_url, input, time,
idempotency_token, s3 (the settings of S3), session_token, and presign: how long a
presigned URL is good, in seconds or as 15m. An answer: method, url, headers, body_base64, or error.
"""
import base64
import datetime
import json
import os
import sys
import time
import types
import uuid

os.environ.clear()
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
os.environ["HOME"] = os.environ["AWS_CONFIG_FILE"] = os.devnull

import botocore.session  # noqa: E402
from botocore import auth, awsrequest, endpoint, handlers, signers, utils  # noqa: E402
from botocore.config import Config  # noqa: E402

try:
    from botocore.crt import auth as runtime  # signs by SigV4a, in the AWS CLI
except ImportError:
    runtime = types.SimpleNamespace()

KEYS = {"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE",
        "aws_secret_access_key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}


GMTIME = time.gmtime


class Recorded(BaseException):
    """Carries the finished request out, past every handler of exceptions."""


def freeze(moment, token):
    def now(remove_tzinfo=True):
        return moment.replace(tzinfo=None) if remove_tzinfo else moment

    for module in (auth, endpoint, handlers, signers, utils, runtime):
        if hasattr(module, "get_current_datetime"):
            module.get_current_datetime = now
    clock = type("datetime", (datetime.datetime,), {"utcnow": staticmethod(now), "now": staticmethod(lambda tz=None: moment)})
    for module in (auth, endpoint, signers, runtime):  # the AWS CLI asks datetime itself
        module.datetime = types.SimpleNamespace(**{**vars(datetime), "datetime": clock})
    time.time = moment.timestamp
    time.gmtime = lambda seconds=None: GMTIME(moment.timestamp() if seconds is None else seconds)
    uuid.uuid4 = lambda: uuid.UUID(token)


def typed(shape, value):
    """What JSON cannot say: blobs are bytes."""
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict) and not shape.is_document_type:
        return {k: typed(shape.members[k], v) if k in shape.members else v for k, v in value.items()}
    if kind == "list" and isinstance(value, list):
        return [typed(shape.member, v) for v in value]
    if kind == "map" and isinstance(value, dict):
        return {k: typed(shape.value, v) for k, v in value.items()}
    if kind == "blob" and isinstance(value, str):
        return base64.b64decode(value)
    return value


SESSION_GIVEN = (b"<CreateSessionResult><Credentials><AccessKeyId>ASIAIOSFODNN7SESSION</AccessKeyId>"
                 b"<SecretAccessKey>je7MtGbClwBF/2Zp9Utk/h3yCo8nvbSESSIONKEY</SecretAccessKey><SessionToken>THESESSIONTOKEN</SessionToken>"
                 b"<Expiration>2099-01-02T03:04:05Z</Expiration></Credentials></CreateSessionResult>")


def recorder(operation, before):
    """Takes the request out; a call for a session with a directory bucket that comes first is answered."""

    def record(request, **_):
        if operation != "CreateSession" and request.url.endswith("?session"):
            before.append(request)
            return awsrequest.AWSResponse(request.url, 200, {"content-type": "application/xml"}, types.SimpleNamespace(stream=lambda: [SESSION_GIVEN]))
        raise Recorded(request)

    return record


def described(request):
    body = request.body or b""
    if hasattr(body, "read"):
        body = body.read()
    if isinstance(body, str):
        body = body.encode()
    headers = {}
    for name, value in request.headers.items():
        if name.lower() == "host":
            continue  # which the runtime adds, and follows from the URL
        headers.setdefault(name.lower(), []).append(value if isinstance(value, str) else value.decode())
    return {"method": request.method, "url": request.url, "body_base64": base64.b64encode(body).decode(),
            "headers": {name: ",".join(values) for name, values in headers.items()}}


def seconds(good):
    return good if isinstance(good, int) else int(good[:-1]) * {"s": 1, "m": 60, "h": 3600}[good[-1]]


SESSION = globals().get("SESSION") or botocore.session.get_session()  # the AWS CLI brings its own


def answer(case):
    moment = datetime.datetime.fromisoformat(case["time"].replace("Z", "+00:00"))
    freeze(moment, case["idempotency_token"])
    before = []
    first = lambda: {"before": described(before[0])} if before else {}
    try:
        client = SESSION.create_client(
            case["service"], region_name=case["region"], endpoint_url=case.get("endpoint_url") or None, **KEYS,
            aws_session_token=case.get("session_token") or None,
            config=Config(use_fips_endpoint=case.get("fips"), use_dualstack_endpoint=case.get("dualstack"), s3=case.get("s3") or None))
        client.meta.events.unregister("request-created", handlers.add_retry_headers)
        client.meta.events.register("before-send", recorder(case["operation"], before))
        shape = client.meta.service_model.operation_model(case["operation"]).input_shape
        given = typed(shape, case["input"]) if shape else {}
        if case.get("presign"):
            url = client.generate_presigned_url(botocore.xform_name(case["operation"]), given, seconds(case["presign"]))
            return {"url": url, **first()}
        client._make_api_call(case["operation"], given)
    except Recorded as recorded:
        return {**described(recorded.args[0]), **first()}
    except Exception as e:  # everything that stops a call is an answer
        return {"error": f"{type(e).__name__}: {e}"}
    return {"error": "nothing was sent"}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
