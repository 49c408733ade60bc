// Records what the AWS SDK for JavaScript v3 sends: reads cases as JSON lines,
// calls each operation with a client that sends nothing, and prints the case with
// the request, or with the error by which the SDK refuses it.
//
//   npm ci && python3 shapes.py > shapes.json
//   node worker.mjs < cases.jsonl > recorded.jsonl
//
// shapes.py takes the types of inputs from botocore: JSON has neither blobs nor
// dates. What node's http module adds to a request later is not recorded.
import { createRequire } from "node:module";
import crypto from "node:crypto";
import fs from "node:fs";
import readline from "node:readline";

const require = createRequire(import.meta.url);
const packages = {
  apigateway: "api-gateway", cloudwatch: "cloudwatch", dynamodb: "dynamodb", ec2: "ec2", iam: "iam", kms: "kms", lambda: "lambda",
  rds: "rds", route53: "route-53", s3: "s3", sns: "sns", sqs: "sqs", sts: "sts",
};
const models = JSON.parse(fs.readFileSync(new URL("shapes.json", import.meta.url)));

let token = "";
crypto.randomUUID = globalThis.crypto.randomUUID = () => token;

// typed gives values of JSON the types that the SDK wants.
function typed(shapes, name, value) {
  const shape = shapes[name];
  if (value === null || value === undefined) return value;
  switch (shape.type) {
    case "structure":
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
  }
  return value;
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
  let seen;
  const requestHandler = {
    metadata: { handlerProtocol: "http/1.1" },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
    async handle(r) {
      const q = query(r.query);
      seen = {
        method: r.method,
        url: `${r.protocol}//${r.hostname}${r.port ? ":" + r.port : ""}${r.path}${q ? "?" + q : ""}`,
        headers: Object.fromEntries(Object.entries(r.headers).map(([k, v]) => [k.toLowerCase(), v])),
        body_base64: (await bytes(r.body)).toString("base64"),
        error: null,
      };
      throw new Error("recorded");
    },
  };
  token = c.idempotency_token;
  const { shapes, operations } = models[c.service];
  const credentials = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
  if (c.session_token) credentials.sessionToken = c.session_token;
  const client = new Client({
    region: c.region, credentials, requestHandler, maxAttempts: 1, useFipsEndpoint: c.fips, useDualstackEndpoint: c.dualstack,
    systemClockOffset: new Date(c.time).getTime() - Date.now(), ...(c.endpoint_url ? { endpoint: c.endpoint_url } : {}),
  });
  try {
    await client.send(new Command(operations[c.operation].input ? typed(shapes, operations[c.operation].input.shape, c.input) : c.input));
  } catch (e) {
    return seen ?? { error: `${e.name}: ${e.message}` };
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const c = JSON.parse(line);
  if (!packages[c.service] || c.forced_protocol || Object.keys(c.s3 ?? {}).length) continue;
  c.expect = await record(c);
  if (c.expect) console.log(JSON.stringify(c));
}
