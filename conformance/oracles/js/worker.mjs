// The AWS SDK for JavaScript v3 as a long-lived process: reads one JSON case a
// line and answers, one JSON line each, what an S3 and an STS client make of it.
// Every call is sent to a recorder on the loopback, which answers STS and SSO
// calls and hangs up on the rest.
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { isAbsolute } from 'node:path';
import readline from 'node:readline';

const recorder = { steps: [], listing: '', asking: '' }; // listing: where the one S3 call went
const asker = new AsyncLocalStorage(); // the case on whose behalf something runs

const stsResponse = (action, name) => {
  const key = name.replace(/[\x00-\x1f]/g, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const expiry = new Date(Date.now() + 3600e3).toISOString();
  return `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>`
    + `<Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${expiry}</Expiration></Credentials>`
    + '<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/x/y</Arn><AssumedRoleId>A:y</AssumedRoleId></AssumedRoleUser>'
    + `</${action}Result></${action}Response>`;
};
const madeUp = /^aws-sdk-js-(session-)?\d{10,}$/; // a role session name that nobody gave

const server = http.createServer(async (req, res) => {
  let body = '';
  if (req.headers['x-asker'] !== recorder.asking) { // a case that was answered already
    req.socket.destroy();
    return;
  }
  for await (const part of req) body += part;
  let url;
  try {
    url = new URL(req.headers['x-sent-to']);
  } catch { // an address that no socket could be opened to
    recorder.steps.push(`${req.method} ${req.headers['x-sent-to']}`);
    req.socket.destroy();
    return;
  }
  const form = new URLSearchParams(body);
  const reply = (type, text) => { res.writeHead(200, { 'content-type': type }); res.end(text); };
  const action = form.get('Action');
  if (action === 'AssumeRole' || action === 'AssumeRoleWithWebIdentity') {
    const arn = form.get('RoleArn') ?? '';
    const by = (req.headers.authorization ?? '').match(/Credential=([^/]*)/)?.[1] ?? '';
    const name = (form.get('RoleSessionName') ?? '').replace(madeUp, '');
    recorder.steps.push(`${action} ${arn} by=${by} ext=${form.get('ExternalId') ?? ''} mfa=${form.get('SerialNumber') ?? ''}`
      + ` dur=${form.get('DurationSeconds') ?? ''} name=${name} host=${url.host}`);
    reply('text/xml', stsResponse(action, 'ASIA' + arn.replaceAll('/', '_')));
  } else if (url.host.includes('portal.sso') || url.pathname.endsWith('/federation/credentials')) {
    recorder.steps.push(`SSO host=${url.host} ${url.pathname}${url.search}`);
    reply('application/json', JSON.stringify({ roleCredentials: {
      accessKeyId: 'ASIASSO', secretAccessKey: 's', sessionToken: 't', expiration: Date.now() + 3600e3 } }));
  } else if (url.searchParams.get('x-id') === 'ListBuckets') {
    recorder.listing = url.origin;
    reply('application/xml', '<ListAllMyBucketsResult/>');
  } else {
    recorder.steps.push(`${req.method} ${url.origin}${url.pathname}${url.search}`);
    req.socket.destroy();
  }
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));

// The region that instance metadata tells is no step to credentials, and asked
// for once a minute in a process, not once a case.
const unrecorded = () => new Error().stack.includes('getInstanceMetadataRegion');

// Calls take a detour to the recorder, before any SDK module is loaded.
const request = http.request;
const detour = (scheme) => (options, answered) => {
  let host = options.hostname ?? options.host;
  if (host.includes(':') && !host.startsWith('[')) host = `[${host}]`;
  const sentTo = `${scheme}//${host}${options.port ? ':' + options.port : ''}${options.path}`;
  return request({ host: '127.0.0.1', port: server.address().port, method: options.method, path: '/', timeout: options.timeout,
    headers: { ...options.headers, host: '127.0.0.1', 'x-sent-to': sentTo, 'x-asker': unrecorded() ? 'none' : asker.getStore() ?? 'none' } }, answered);
};
http.request = detour('http:');
https.request = detour('https:');
syncBuiltinESMExports();
const { STSClient } = await import('@aws-sdk/client-sts');
const { S3Client, ListBucketsCommand } = await import('@aws-sdk/client-s3');

// The SDK remembers files by path for the life of the process, and a relative
// path means another file in the next case: what is intercepted comes first.
const { externalDataInterceptor } = createRequire(import.meta.url)('@smithy/core/config');
const forgetRelativeFiles = () => {
  const files = externalDataInterceptor.getFileRecord();
  for (const path of Object.keys(files)) delete files[path];
  for (const path of [process.env.AWS_CONFIG_FILE, process.env.AWS_SHARED_CREDENTIALS_FILE]) {
    if (!path || isAbsolute(path)) continue;
    files[path] = readFile(path, 'utf8');
    files[path].catch(() => {});
  }
};

const orError = async (read) => { try { return await read(); } catch (e) { return `ERR ${e.name}: ${e.message}`; } };

const resolve = async (kase, answer) => {
  const given = {};
  if (kase.profile) given.profile = kase.profile;
  if (kase.region) given.region = kase.region;
  const s3 = new S3Client({ ...given, credentials: { accessKeyId: 'x', secretAccessKey: 'y' } });
  const sts = new STSClient({ ...given, maxAttempts: 1 });
  const shown = {
    region: 'region', retry_mode: 'retryMode', max_attempts: 'maxAttempts', use_fips_endpoint: 'useFipsEndpoint',
    use_dualstack_endpoint: 'useDualstackEndpoint', request_checksum_calculation: 'requestChecksumCalculation',
    response_checksum_validation: 'responseChecksumValidation', sdk_ua_app_id: 'userAgentAppId',
  };
  for (const [name, key] of Object.entries(shown)) answer[name] = await orError(() => s3.config[key]?.());
  const sent = await orError(() => s3.send(new ListBucketsCommand({})));
  answer.endpoint_s3 = recorder.listing || (typeof sent === 'string' ? sent : '');
  try {
    answer.access_key = (await sts.config.credentials()).accessKeyId;
  } catch (e) {
    answer.cred_error = `${e.name}: ${e.message}`;
  }
};

const path = process.env.PATH;
process.emitWarning = () => {};
process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});
let asked = 0;
for await (const line of readline.createInterface({ input: process.stdin })) {
  const kase = JSON.parse(line);
  recorder.steps.length = 0;
  recorder.listing = '';
  recorder.asking = String(asked += 1);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, { PATH: path, HOME: kase.home }, kase.env);
  process.chdir(kase.home); // relative paths are the case's own
  forgetRelativeFiles();
  const answer = { id: kase.id };
  const work = asker.run(recorder.asking, () => resolve(kase, answer)).catch((e) => { answer.error = `${e.name}: ${e.message}`; });
  const late = new Promise((done) => { setTimeout(() => { answer.timeout = true; done(); }, 8000).unref(); });
  await Promise.race([work, late]);
  answer.steps = recorder.steps.filter((s) => !s.startsWith('GET') || !s.includes('s3.'));
  process.stdout.write(JSON.stringify(answer) + '\n');
  if (answer.timeout) process.exit(0); // what still runs would answer for the next case
}
process.exit(0);
