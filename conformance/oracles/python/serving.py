"""What the two Python workers share: a recorder in place of HTTP, and the loop
that reads one JSON case a line and answers one JSON line each.

The botocore that is imported here is the one that the worker imported first:
botocore's own, or the one inside AWS CLI v2.
"""
import datetime
import html
import io
import json
import os
import re
import sys
import urllib.parse

import botocore.awsrequest
import botocore.credentials
import botocore.exceptions
import botocore.httpsession
import botocore.tokens
import botocore.utils

steps = []
MADE_UP = re.compile(r'^botocore-session-\d{10,}$')  # a role session name that nobody gave


class Body(io.BytesIO):
    """A response's body as urllib3 hands it over."""

    def stream(self, *args, **kwargs):
        rest = self.read()
        if rest:
            yield rest


def answer_with(request, content_type, text):
    return botocore.awsrequest.AWSResponse(request.url, 200, {'Content-Type': content_type}, Body(text.encode()))


def signer(request):
    header = request.headers.get('Authorization', '')
    if isinstance(header, bytes):
        header = header.decode()
    _, _, rest = header.partition('Credential=')
    return rest.partition('/')[0]


def sts_response(action, key):
    key = html.escape(re.sub(r'[\x00-\x1f]', '', key))
    expiry = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    return (f'<{action}Response><{action}Result><Credentials><AccessKeyId>{key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>'
            f'<SessionToken>t</SessionToken><Expiration>{expiry:%Y-%m-%dT%H:%M:%SZ}</Expiration></Credentials>'
            '<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/x/y</Arn><AssumedRoleId>A:y</AssumedRoleId></AssumedRoleUser>'
            f'</{action}Result></{action}Response>')


def record(_session, request):
    """Stands in for URLLib3Session.send: STS and SSO calls are answered, all others refused."""
    body = request.body or b''
    if isinstance(body, str):
        body = body.encode()
    form = dict(urllib.parse.parse_qsl(body.decode('utf-8', 'replace')))
    url = urllib.parse.urlsplit(request.url)
    action = form.get('Action')
    if action in ('AssumeRole', 'AssumeRoleWithWebIdentity'):
        arn = form.get('RoleArn', '')
        name = MADE_UP.sub('', form.get('RoleSessionName', ''))
        steps.append(f"{action} {arn} by={signer(request)} ext={form.get('ExternalId', '')} mfa={form.get('SerialNumber', '')}"
                     f" dur={form.get('DurationSeconds', '')} name={name} host={url.netloc}")
        return answer_with(request, 'text/xml', sts_response(action, 'ASIA' + arn.replace('/', '_')))
    if 'portal.sso' in url.netloc or url.path.endswith('/federation/credentials'):
        steps.append(f'SSO host={url.netloc} {url.path}?{url.query}')
        return answer_with(request, 'application/json', json.dumps({'roleCredentials': {
            'accessKeyId': 'ASIASSO', 'secretAccessKey': 's', 'sessionToken': 't', 'expiration': 4102444800000}}))
    steps.append(request.method + ' ' + request.url)
    raise botocore.exceptions.EndpointConnectionError(endpoint_url=request.url)


def someone_types_the_code(init):
    def with_prompter(self, *args, **kwargs):
        init(self, *args, **{'prompter': lambda text: '123456', **kwargs})
    return with_prompter


def install():
    """Puts the recorder in place, and someone who types MFA codes."""
    botocore.httpsession.URLLib3Session.send = record
    botocore.utils.ContainerMetadataFetcher.SLEEP_TIME = 0
    provider = botocore.credentials.AssumeRoleProvider
    provider.__init__ = someone_types_the_code(provider.__init__)


def read_variables(session, answer, names, renamed=()):
    """The settings that a session shows by name; one that cannot be read is 'ERR …'."""
    renamed = dict(renamed)
    for name in names:
        try:
            value = session.get_config_variable(name)
        except Exception as e:
            value = f'ERR {type(e).__name__}: {e}'
        answer[renamed.get(name, name)] = value


def read_clients(session, answer):
    """Where two clients would send, and how they retry."""
    for service in ('s3', 'dynamodb'):
        try:
            client = session.create_client(service, aws_access_key_id='x', aws_secret_access_key='y')
            answer['endpoint_' + service] = client.meta.endpoint_url
            answer['client_retries'] = client.meta.config.retries
        except Exception as e:
            answer['endpoint_' + service] = f'ERR {type(e).__name__}: {e}'


def read_credentials(session, answer):
    try:
        credentials = session.get_credentials()
        if credentials is None:
            answer['cred_error'] = 'none'
            return
        answer['access_key'] = credentials.get_frozen_credentials().access_key
        answer['provider'] = credentials.method
    except Exception as e:
        answer['cred_error'] = f'{type(e).__name__}: {e}'


def serve(resolve):
    """Answers case after case; resolve fills the answer in, and raises what the SDK raises."""
    install()
    keep = {name: os.environ[name] for name in ('PATH', 'LANG', 'PYENV_ROOT') if name in os.environ}
    cases, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), 'w')
    null = os.open(os.devnull, os.O_RDWR)  # a credential_process must not read the cases, nor write among the answers
    os.dup2(null, 0)
    os.dup2(null, 1)
    for line in iter(cases.readline, ''):
        case = json.loads(line)
        steps.clear()
        os.environ.clear()
        os.environ.update(keep)
        os.environ['HOME'] = case['home']
        os.environ.update(case['env'])
        os.chdir(case['home'])  # relative paths are the case's own
        tokens = case['home'] + '/.aws/sso/cache'  # botocore computes it at import
        botocore.credentials.SSOProvider._SSO_TOKEN_CACHE_DIR = tokens
        botocore.tokens.SSOTokenProvider._SSO_TOKEN_CACHE_DIR = tokens
        answer = {'id': case['id']}
        try:
            resolve(case, answer)
        except Exception as e:
            answer['error'] = f'{type(e).__name__}: {e}'
        answer['steps'] = list(steps)
        json.dump(answer, answers, default=str)
        answers.write('\n')
        answers.flush()
    sys.exit(0)
