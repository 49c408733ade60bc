//! Answers what the AWS SDK for Rust makes of an answer of a service: how often it calls, of
//! two, and the code of the error that its caller gets. Nothing is sent. Cases and answers
//! are those of ../python/errors.py; cases of other operations than these are left as they are.
use aws_credential_types::Credentials;
use aws_smithy_runtime_api::client::http::{HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::{Response, StatusCode};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use serde_json::{json, Value};
use std::io::BufRead;
use std::sync::{Arc, Mutex};

#[derive(Clone, Debug)]
struct Refusing {
    case: Value,
    calls: Arc<Mutex<Vec<String>>>,
}

impl HttpConnector for Refusing {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        self.calls.lock().unwrap().push(request.headers().get("x-amz-date").unwrap_or("").to_string());
        let status = StatusCode::try_from(self.case["status"].as_u64().unwrap() as u16).unwrap();
        let mut response = Response::new(status, SdkBody::from(self.case["body"].as_str().unwrap()));
        for (name, value) in self.case["headers"].as_object().unwrap() {
            response.headers_mut().insert(name.to_lowercase(), value.as_str().unwrap().to_string());
        }
        HttpConnectorFuture::ready(Ok(response))
    }
}

impl HttpClient for Refusing {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

macro_rules! client {
    ($refusing:ident, $krate:ident) => {
        $krate::Client::from_conf(
            $krate::config::Builder::new()
                .behavior_version($krate::config::BehaviorVersion::latest())
                .region($krate::config::Region::new("us-east-1"))
                .credentials_provider(Credentials::new("AKIAIOSFODNN7EXAMPLE", "x", None, None, "case"))
                .http_client($refusing.clone())
                .retry_config(aws_smithy_types::retry::RetryConfig::standard().with_max_attempts(2).with_initial_backoff(std::time::Duration::ZERO))
                .build(),
        )
    };
}

macro_rules! answer {
    ($sent:expr) => {
        match $sent.await {
            Ok(_) => json!({}),
            Err(e) => match e.as_service_error() {
                Some(failed) => json!({"type": named(&format!("{failed:?}")), "code": failed.code().unwrap_or("")}),
                None => json!({"error": format!("{e:?}").split(['(', ' ']).next().unwrap()}),
            },
        }
    };
}

/// The variant of an operation's error.
fn named(shown: &str) -> String {
    shown.split(['(', ' ', '{']).next().unwrap().to_string()
}

async fn call(case: &Value, refusing: &Refusing) -> Option<Value> {
    let given = |name: &str| case["input"][name].as_str().unwrap_or("").to_string();
    Some(match (case["service"].as_str()?, case["operation"].as_str()?) {
        ("sts", "GetCallerIdentity") => answer!(client!(refusing, aws_sdk_sts).get_caller_identity().send()),
        ("sts", "AssumeRole") => answer!(client!(refusing, aws_sdk_sts).assume_role().role_arn(given("RoleArn")).role_session_name(given("RoleSessionName")).send()),
        ("sts", "AssumeRoleWithWebIdentity") => answer!(client!(refusing, aws_sdk_sts)
            .assume_role_with_web_identity()
            .role_arn(given("RoleArn"))
            .role_session_name(given("RoleSessionName"))
            .web_identity_token(given("WebIdentityToken"))
            .send()),
        ("iam", "GetUser") => answer!(client!(refusing, aws_sdk_iam).get_user().user_name(given("UserName")).send()),
        ("sqs", "DeleteMessage") => answer!(client!(refusing, aws_sdk_sqs).delete_message().queue_url(given("QueueUrl")).receipt_handle(given("ReceiptHandle")).send()),
        ("dynamodb", "ListTables") => answer!(client!(refusing, aws_sdk_dynamodb).list_tables().send()),
        ("dynamodb", "DescribeTable") => answer!(client!(refusing, aws_sdk_dynamodb).describe_table().table_name(given("TableName")).send()),
        ("kms", "ListKeys") => answer!(client!(refusing, aws_sdk_kms).list_keys().send()),
        ("kms", "DescribeKey") => answer!(client!(refusing, aws_sdk_kms).describe_key().key_id(given("KeyId")).send()),
        ("lambda", "GetFunction") => answer!(client!(refusing, aws_sdk_lambda).get_function().function_name(given("FunctionName")).send()),
        ("s3", "ListBuckets") => answer!(client!(refusing, aws_sdk_s3).list_buckets().send()),
        ("s3", "GetObject") => answer!(client!(refusing, aws_sdk_s3).get_object().bucket(given("Bucket")).key(given("Key")).send()),
        ("s3", "ListObjectsV2") => answer!(client!(refusing, aws_sdk_s3).list_objects_v2().bucket(given("Bucket")).send()),
        ("s3", "CopyObject") => answer!(client!(refusing, aws_sdk_s3).copy_object().bucket(given("Bucket")).key(given("Key")).copy_source(given("CopySource")).send()),
        _ => return None,
    })
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    for line in std::io::stdin().lock().lines() {
        let mut case: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let refusing = Refusing { case: case.clone(), calls: Default::default() };
        if let Some(mut said) = runtime.block_on(call(&case, &refusing)) {
            let calls = refusing.calls.lock().unwrap();
            said["attempts"] = json!(calls.len());
            case["answers"]["rust"] = said;
        }
        println!("{case}");
    }
}
