// Answers what the AWS SDK for JavaScript v3 makes of a service's error: how often it
// calls (of two), and the name and the code of the error that its caller gets.
// Nothing is sent. Cases and answers are those of ../python/errors.py.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { Readable } from "node:stream";
const require = createRequire(import.meta.url);
const { HttpResponse } = require("@smithy/core/protocols");
const packages = { sts: "client-sts", sqs: "client-sqs", dynamodb: "client-dynamodb", lambda: "client-lambda", s3: "client-s3", iam: "client-iam", kms: "client-kms", sns: "client-sns" };
let waits = 0;
Math.random = () => 0;
globalThis.setTimeout = (f, ms, ...args) => { waits = Math.max(waits, ms); setImmediate(f, ...args); return { unref() {}, ref() {} }; };

for await (const line of createInterface({ input: process.stdin })) {
  const c = JSON.parse(line);
  const sdk = require("@aws-sdk/" + packages[c.service]);
  const Client = Object.entries(sdk).find(([name]) => name.endsWith("Client") && !name.startsWith("__"))[1];
  let attempts = 0;
  waits = 0;
  const client = new Client({
    region: "us-east-1", maxAttempts: 2, credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "x" },
    requestHandler: { metadata: { handlerProtocol: "http/1.1" }, async handle() {
      attempts++;
      return { response: new HttpResponse({ statusCode: c.status, headers: { ...c.headers }, body: Readable.from([Buffer.from(c.body)]) }) };
    } },
  });
  const answer = {};
  try {
    await client.send(new sdk[c.operation + "Command"](c.input));
  } catch (e) {
    if (e.$fault) {
      answer.type = e.name;
      if (attempts > 1 && Object.keys(c.headers).some((name) => /retry-after/i.test(name))) answer.waits = Math.round(waits / 100) * 100;
      answer.code = e.Code ?? e.Error?.Code ?? e.name;
    } else answer.error = e.name; // of the SDK itself
  }
  (c.answers ??= {})["js-v3"] = { attempts, ...answer };
  console.log(JSON.stringify(c));
}
