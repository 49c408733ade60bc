// Records what the AWS SDK for JavaScript v3 sends: reads cases as JSON lines,
// calls each operation with a client that sends nothing, and prints the case with
// the request, or with the error by which the SDK refuses it.
//
//   npm ci && python3 shapes.py > shapes.json
//   node worker.mjs < cases.jsonl > recorded.jsonl
//
// shapes.py takes the types of inputs from botocore: JSON has neither blobs nor
// dates. Neither what node's http module adds to a request later is recorded, nor
// the host and the user agent, which are not signed or follow from the URL.
import { createRequire } from "node:module";
import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import readline from "node:readline";
import { Readable } from "node:stream";

const require = createRequire(import.meta.url);
const packages = {
  apigateway: "api-gateway", "bedrock-runtime": "bedrock-runtime", cloudfront: "cloudfront", cloudwatch: "cloudwatch", dynamodb: "dynamodb",
  ec2: "ec2", glacier: "glacier", iam: "iam", kms: "kms", lambda: "lambda", rds: "rds", route53: "route-53", s3: "s3", s3control: "s3-control",
  sns: "sns", sqs: "sqs", stepfunctions: "sfn", sts: "sts", "transcribe-streaming": "transcribe-streaming",
};
const { S3RequestPresigner, getSignedUrl } = require("@aws-sdk/s3-request-presigner");
const { HttpResponse } = createRequire(require.resolve("@aws-sdk/client-s3"))("@smithy/core/protocols");

// What calls for a session with a directory bucket are answered.
const session = "<CreateSessionResult><Credentials><AccessKeyId>ASIAIOSFODNN7SESSION</AccessKeyId><SecretAccessKey>je7MtGbClwBF/2Zp9Utk/h3yCo8nvbSESSIONKEY" +
  "</SecretAccessKey><SessionToken>THESESSIONTOKEN</SessionToken><Expiration>2099-01-02T03:04:05Z</Expiration></Credentials></CreateSessionResult>";
const models = JSON.parse(fs.readFileSync(new URL("shapes.json", import.meta.url)));

for (const name of Object.keys(process.env)) if (/^_?[A-Z_]*AMZN?_|^AWS_/.test(name)) delete process.env[name];
Object.assign(process.env, { AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null", AWS_EC2_METADATA_DISABLED: "true" });

// What code sets on a client, by the names of the settings.
const options = {
  "sigv4a_signing_region_set": (v) => ({ sigv4aSigningRegionSet: v.split(",") }),
  "s3.addressing_style": (v) => ({ forcePathStyle: v === "path" }),
  "s3.use_accelerate_endpoint": (v) => ({ useAccelerateEndpoint: v }),
  s3_use_arn_region: (v) => ({ useArnRegion: v }),
  s3_disable_multiregion_access_points: (v) => ({ disableMultiregionAccessPoints: v }),
  request_checksum_calculation: (v) => ({ requestChecksumCalculation: v.toUpperCase() }),
  response_checksum_validation: (v) => ({ responseChecksumValidation: v.toUpperCase() }),
  disable_request_compression: (v) => ({ disableRequestCompression: v }),
  request_min_compression_size_bytes: (v) => ({ requestMinCompressionSizeBytes: v }),
};

const prefixed = (s3) => Object.fromEntries(Object.entries(s3 ?? {}).map(([name, v]) => ["s3." + name, v]));

// The clock stands still: URLs that requests carry are signed for it, too.
const RealDate = Date;
let now = 0;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length) super(...given);
    else super(now);
  }
  static now() {
    return now;
  }
};

let token = "";
crypto.randomUUID = globalThis.crypto.randomUUID = () => token;

// typed gives values of JSON the types that the SDK wants.
function typed(shapes, name, value) {
  const shape = shapes[name];
  if (value === null || value === undefined) return value;
  switch (shape.type) {
    case "structure":
      if (shape.eventstream && Array.isArray(value)) return eventsOf(value.map((one) => typed(shapes, name, one)));
      if (typeof value !== "object" || Array.isArray(value)) return value;
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, shape.members?.[k] ? typed(shapes, shape.members[k].shape, v) : v]));
    case "list":
      return Array.isArray(value) ? value.map((v) => typed(shapes, shape.member.shape, v)) : value;
    case "map":
      if (typeof value !== "object") return value;
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, typed(shapes, shape.value.shape, v)]));
    case "blob":
      return typeof value === "string" ? Buffer.from(value, "base64") : value;
    case "timestamp":
      return new Date(typeof value === "number" ? value * 1000 : value);
    case "double":
    case "float":
      return typeof value === "string" ? Number(value) : value;
  }
  return value;
}

async function* eventsOf(list) {
  yield* list;
}

async function bytes(body) {
  if (!body) return Buffer.alloc(0);
  if (typeof body === "string" || body instanceof Uint8Array) return Buffer.from(body);
  const parts = [];
  for await (const part of body) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

const escape = (s) => encodeURIComponent(s).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());

function query(q) {
  const pair = (k, v) => (v || typeof v === "string" ? `${escape(k)}=${escape(v)}` : escape(k));
  return Object.keys(q ?? {}).sort().flatMap((k) => [q[k]].flat().map((v) => pair(k, v))).join("&");
}

async function record(c) {
  const sdk = require("@aws-sdk/client-" + packages[c.service]);
  const Command = sdk[c.operation + "Command"];
  const Client = sdk[Object.keys(sdk).find((k) => /^[^_].*Client$/.test(k))];
  if (!Command) return undefined;
  let seen, before;
  const requestHandler = {
    metadata: { handlerProtocol: "http/1.1" },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
    async handle(r) {
      for (const [name, value] of Object.entries(r.headers)) { // as node's client would
        http.validateHeaderName(name);
        http.validateHeaderValue(name, value);
      }
      const q = query(r.query);
      seen = {
        method: r.method,
        url: `${r.protocol}//${r.hostname}${r.port ? ":" + r.port : ""}${r.path}${q ? "?" + q : ""}`,
        headers: Object.fromEntries(Object.entries(r.headers).map(([k, v]) => [k.toLowerCase(), v]).filter(([k]) => k !== "host" && k !== "user-agent")),
        body_base64: (await bytes(r.body)).toString("base64"),
        error: null,
      };
      if (c.operation !== "CreateSession" && r.query && "session" in r.query) {
        before = seen;
        return { response: new HttpResponse({ statusCode: 200, headers: { "content-type": "application/xml" }, body: Readable.from([session]) }) };
      }
      throw new Error("recorded");
    },
  };
  token = c.idempotency_token;
  now = RealDate.parse(c.time);
  const { shapes, operations } = models[c.service];
  const credentials = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
  if (c.session_token) credentials.sessionToken = c.session_token;
  const client = new Client({
    region: c.region, credentials, requestHandler, useFipsEndpoint: c.fips ?? false, useDualstackEndpoint: c.dualstack ?? false,
    ...(c.endpoint_url ? { endpoint: c.endpoint_url } : {}),
    ...Object.assign({}, ...Object.entries({ ...prefixed(c.s3), ...c.settings }).map(([name, v]) => options[name](v))),
  });
  const command = new Command(operations[c.operation].input ? typed(shapes, operations[c.operation].input.shape, c.input) : c.input);
  try {
    if (c.presign) return { ...await presigned(client, command, c), before };
    await client.send(command);
  } catch (e) {
    return seen && seen !== before ? { ...seen, before } : { method: "", url: "", headers: {}, body_base64: "", error: `${e.name}: ${e.message}` };
  }
}

// What the presigner makes of a request: of the headers those that are signed and have
// to be sent along.
const { presign, presignWithCredentials } = S3RequestPresigner.prototype;
async function presigned(client, command, c) {
  let made;
  S3RequestPresigner.prototype.presign = async function (...given) {
    return (made = await presign.apply(this, given));
  };
  S3RequestPresigner.prototype.presignWithCredentials = async function (...given) { // of a session
    return (made = await presignWithCredentials.apply(this, given));
  };
  const [, n, unit] = /^(\d+)([sm])$/.exec(c.presign);
  const url = await getSignedUrl(client, command, { expiresIn: n * (unit === "m" ? 60 : 1), signingDate: new Date(now) });
  const signed = new URL(url).searchParams.get("X-Amz-SignedHeaders").split(";");
  const headers = Object.entries(made.headers).map(([k, v]) => [k.toLowerCase(), v]).filter(([k]) => k !== "host" && signed.includes(k));
  return { method: made.method, url, headers: Object.fromEntries(headers), body_base64: (await bytes(made.body)).toString("base64"), error: null };
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const c = JSON.parse(line);
  if (!packages[c.service] || c.forced_protocol || Object.keys(c.s3 ?? {}).length && !c.presign) continue; // made for another SDK
  c.expect = await record(c);
  if (c.expect) console.log(JSON.stringify(c));
}
