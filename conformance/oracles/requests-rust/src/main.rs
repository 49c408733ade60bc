//! Records what the AWS SDK for Rust sends: calls the operations of cases.rs, which
//! generate.py makes of cases in JSON lines, with clients that send nothing, and
//! prints each case with the request, or with the error by which the SDK refuses it.
mod cases;

use aws_credential_types::Credentials;
use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_runtime_api::client::http::{HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use base64::Engine;
use serde_json::{json, Map, Value};
use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

pub type Outcome = Result<Option<Value>, Box<dyn Error + Send + Sync>>;

/// What a case asks for, and what was seen.
pub struct Run {
    case: Value,
    pub at: SystemTime,
    seen: Recorder,
}

#[derive(Clone, Debug, Default)]
struct Recorder(Arc<Mutex<Option<Value>>>);

impl HttpConnector for Recorder {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let seen = self.0.clone();
        HttpConnectorFuture::new(async move {
            let mut headers = Map::new();
            for (name, value) in request.headers().iter() {
                if name == "host" || name == "user-agent" {
                    continue;
                }
                let joined = match headers.get(name) {
                    Some(before) => format!("{},{value}", before.as_str().unwrap()),
                    None => value.to_string(),
                };
                headers.insert(name.to_lowercase(), json!(joined));
            }
            let (method, url) = (request.method().to_string(), request.uri().to_string());
            let body = aws_smithy_types::byte_stream::ByteStream::new(request.into_body()).collect().await.map(|b| b.to_vec()).unwrap_or_default();
            *seen.lock().unwrap() = Some(described(&method, &url, headers, &body));
            Err(ConnectorError::user("recorded".into()))
        })
    }
}

impl HttpClient for Recorder {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

fn described(method: &str, url: &str, headers: Map<String, Value>, body: &[u8]) -> Value {
    json!({"method": method, "url": url, "headers": headers, "body_base64": base64::engine::general_purpose::STANDARD.encode(body), "error": null})
}

/// The whole chain of an error.
pub fn texts(e: &(dyn Error + 'static)) -> String {
    let mut text = e.to_string();
    let mut source = e.source();
    while let Some(s) = source {
        text += &format!(": {s}");
        source = s.source();
    }
    text
}

pub async fn presigned<E: Error + Send + Sync + 'static>(
    _: &Run,
    made: Result<aws_sdk_s3::presigning::PresignedRequest, E>,
) -> Outcome {
    match made {
        Ok(p) => {
            let mut headers = Map::new();
            for (name, value) in p.headers() {
                headers.insert(name.to_lowercase(), json!(value));
            }
            Ok(Some(described(p.method(), p.uri(), headers, b"")))
        }
        Err(e) => Err(texts(&e).into()),
    }
}

impl Run {
    fn text(&self, name: &str) -> Option<String> {
        self.case[name].as_str().filter(|s| !s.is_empty()).map(String::from)
    }

    fn setting(&self, name: &str) -> &Value {
        &self.case["settings"][name]
    }
}

/// What the builders of all services' configurations have.
macro_rules! client {
    ($run:ident, $krate:ident) => {{
        let token = $run.text("session_token");
        let mut b = $krate::config::Builder::new()
            .behavior_version($krate::config::BehaviorVersion::latest())
            .region($run.text("region").map($krate::config::Region::new))
            .credentials_provider(Credentials::new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", token, None, "case"))
            .http_client($run.seen.clone())
            .retry_config(aws_smithy_types::retry::RetryConfig::standard())
            .time_source(StaticTimeSource::new($run.at));
        b.set_use_fips($run.case["fips"].as_bool());
        b.set_use_dual_stack($run.case["dualstack"].as_bool());
        if let Some(url) = $run.text("endpoint_url") {
            b = b.endpoint_url(url);
        }
        b
    }};
}

macro_rules! plain {
    ($($name:ident $krate:ident),*) => {
        impl Run { $(pub fn $name(&self) -> $krate::Client { let run = self; $krate::Client::from_conf(client!(run, $krate).build()) })* }
    };
}

plain!(iam aws_sdk_iam, kms aws_sdk_kms, lambda aws_sdk_lambda, route53 aws_sdk_route53, sqs aws_sdk_sqs, sts aws_sdk_sts);

impl Run {
    pub fn dynamodb(&self) -> aws_sdk_dynamodb::Client {
        let run = self;
        aws_sdk_dynamodb::Client::from_conf(client!(run, aws_sdk_dynamodb).idempotency_token_provider("11111111-2222-4333-8444-555555555555").build())
    }

    pub fn cloudwatch(&self) -> aws_sdk_cloudwatch::Client {
        let run = self;
        let mut b = client!(run, aws_sdk_cloudwatch);
        b.set_disable_request_compression(self.setting("disable_request_compression").as_bool());
        b.set_request_min_compression_size_bytes(self.setting("request_min_compression_size_bytes").as_u64().map(|n| n as u32));
        aws_sdk_cloudwatch::Client::from_conf(b.build())
    }

    pub fn s3(&self) -> aws_sdk_s3::Client {
        let run = self;
        let mut b = client!(run, aws_sdk_s3).idempotency_token_provider("11111111-2222-4333-8444-555555555555");
        if let Some(style) = self.setting("s3.addressing_style").as_str() {
            b = b.force_path_style(style == "path");
        }
        b.set_accelerate(self.setting("s3.use_accelerate_endpoint").as_bool());
        b.set_use_arn_region(self.setting("s3_use_arn_region").as_bool());
        b.set_disable_multi_region_access_points(self.setting("s3_disable_multiregion_access_points").as_bool());
        if let Some(when) = self.setting("request_checksum_calculation").as_str() {
            b = b.request_checksum_calculation(when.parse().unwrap());
        }
        if let Some(when) = self.setting("response_checksum_validation").as_str() {
            b = b.response_checksum_validation(when.parse().unwrap());
        }
        aws_sdk_s3::Client::from_conf(b.build())
    }
}

fn main() {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(record());
}

async fn record() {
    for (n, text) in cases::CASES.iter().enumerate() {
        let mut case: Value = serde_json::from_str(text).unwrap();
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1767323045); // 2026-01-02T03:04:05Z
        assert_eq!(case["time"], "2026-01-02T03:04:05Z");
        let run = Run { case: case.clone(), at, seen: Recorder::default() };
        let outcome = cases::run(n, &run).await;
        let seen = run.seen.0.lock().unwrap().take();
        let expect = match (outcome, seen) {
            (Ok(Some(made)), _) => made,
            (_, Some(seen)) => seen,
            (Err(e), None) => json!({"method": "", "url": "", "headers": {}, "body_base64": "", "error": e.to_string()}),
            (Ok(None), None) => panic!("nothing was sent"),
        };
        case["expect"] = expect;
        println!("{case}");
    }
}
