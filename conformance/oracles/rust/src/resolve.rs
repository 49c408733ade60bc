//! What an application gets that loads its configuration in the plain way and
//! builds its clients from it.

use std::error::Error;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex};

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_s3::config::{Credentials, ProvideCredentials};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::interceptors::context::BeforeSerializationInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{dyn_dispatch_hint, Intercept};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::retry::RetryConfig;
use serde_json::{json, Value};
use url::{Position, Url};

use crate::recorder::{Recorder, GENERATED};
use crate::{text, Answer};

pub fn resolve(case: &Value, answer: &mut Answer) -> Result<(), String> {
    let recorder = Recorder::default();
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(recorder.clone());
    let (profile, region) = (text(&case["profile"]), text(&case["region"]));
    if !profile.is_empty() {
        loader = loader.profile_name(profile);
    }
    if !region.is_empty() {
        loader = loader.region(Region::new(region.to_string()));
    }
    let config = run(loader.load())?;
    recorder.steps(); // while loading it asks instance metadata for a region
    settings(&config, answer);
    clients(&config, answer);
    let provider = config.credentials_provider().expect("the default chain");
    match run(provider.provide_credentials()).map(|found| found.map_err(|e| reasons(&e))) {
        Ok(Ok(c)) => {
            answer.insert("access_key".into(), c.access_key_id().into());
            answer.insert("provider".into(), provider_name(&c).into());
        }
        Ok(Err(why)) | Err(why) => {
            answer.insert("cred_error".into(), why.into());
        }
    }
    answer.insert("steps".into(), recorder.steps().into());
    Ok(())
}

/// Waits for something of the SDK, which may panic.
fn run<T>(work: impl Future<Output = T>) -> Result<T, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    std::panic::catch_unwind(AssertUnwindSafe(|| runtime.block_on(work))).map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        format!("panic: {}", said.unwrap_or_default())
    })
}

fn settings(config: &SdkConfig, answer: &mut Answer) {
    let retry = config.retry_config();
    let schemes = config.auth_scheme_preference().map(|schemes| {
        let names: Vec<_> = schemes.clone().into_iter().map(|id| id.inner().to_string()).collect();
        names.join(",")
    });
    let checksums = config.request_checksum_calculation().map(|c| match c {
        RequestChecksumCalculation::WhenSupported => "when_supported".to_string(),
        RequestChecksumCalculation::WhenRequired => "when_required".to_string(),
        other => format!("{other:?}"),
    });
    let validation = config.response_checksum_validation().map(|v| match v {
        ResponseChecksumValidation::WhenSupported => "when_supported".to_string(),
        ResponseChecksumValidation::WhenRequired => "when_required".to_string(),
        other => format!("{other:?}"),
    });
    let found = json!({
        "region": config.region().map(|r| r.as_ref()),
        "retry_mode": retry.map(|r| format!("{:?}", r.mode()).to_lowercase()),
        "max_attempts": retry.map(|r| r.max_attempts()),
        "use_fips_endpoint": config.use_fips(),
        "use_dualstack_endpoint": config.use_dual_stack(),
        "endpoint_url": config.endpoint_url(),
        "sdk_ua_app_id": config.app_name().map(|n| n.as_ref()),
        "request_checksum_calculation": checksums,
        "response_checksum_validation": validation,
        "account_id_endpoint_mode": config.account_id_endpoint_mode().map(|m| m.to_string()),
        "disable_request_compression": config.disable_request_compression(),
        "request_min_compression_size_bytes": config.request_min_compression_size_bytes(),
        "disable_clock_skew_correction": config.disable_clock_skew_correction(),
        "auth_scheme_preference": schemes,
        "sigv4a_signing_region_set": config.sigv4a_signing_region_set().map(|s| s.as_ref()),
    });
    answer.extend(found.as_object().cloned().unwrap_or_default());
}

/// What two service clients make of the configuration, and where they send.
fn clients(config: &SdkConfig, answer: &mut Answer) {
    let keys = Credentials::new("x", "y", None, None, "oracle");
    let (sent, seen) = (Recorder::default(), Seen::default());
    let s3 = aws_sdk_s3::config::Builder::from(config)
        .credentials_provider(keys.clone())
        .http_client(sent.clone())
        .retry_config(RetryConfig::disabled())
        .interceptor(seen.clone());
    let listed = run(async { aws_sdk_s3::Client::from_conf(s3.build()).list_buckets().send().await.map_err(|e| reasons(&e)) });
    answer.insert("endpoint_s3".into(), origin(&sent, listed.and_then(|l| l.map(drop))).into());
    let dynamodb = aws_sdk_dynamodb::config::Builder::from(config)
        .credentials_provider(keys)
        .http_client(sent.clone())
        .retry_config(RetryConfig::disabled())
        .interceptor(seen.clone());
    let listed = run(async { aws_sdk_dynamodb::Client::from_conf(dynamodb.build()).list_tables().send().await.map_err(|e| reasons(&e)) });
    answer.insert("endpoint_dynamodb".into(), origin(&sent, listed.and_then(|l| l.map(drop))).into());
    answer.append(&mut seen.0.lock().expect("not poisoned"));
}

/// Where a call went, or why it went nowhere.
fn origin(sent: &Recorder, outcome: Result<(), String>) -> String {
    let step = sent.steps().pop().unwrap_or_default();
    match step.split_once(' ').and_then(|(_, url)| Url::parse(url).ok()) {
        Some(url) => url[..Position::AfterPort].to_string(),
        None => format!("ERR {}", outcome.err().unwrap_or_default()),
    }
}

/// An error and all that it came from, without the times in it.
fn reasons(error: &dyn Error) -> String {
    let mut parts = vec![error.to_string()];
    let mut next = error.source();
    while let Some(e) = next {
        parts.push(e.to_string());
        next = e.source();
    }
    let mut text = parts.join(": ");
    for base in GENERATED.map(|base| format!("{base}-")) {
        while let Some(at) = text.find(&(base.clone() + "1")) {
            let digits = text[at + base.len()..].bytes().take_while(u8::is_ascii_digit).count();
            text.replace_range(at + base.len()..at + base.len() + digits, "TIME");
        }
    }
    text
}

/// The name of a provider, which credentials show in their debug format alone.
fn provider_name(c: &Credentials) -> String {
    let shown = format!("{c:?}");
    let (_, rest) = shown.split_once("provider_name: \"").unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_string()
}

/// Notes the parameters that a client's endpoint rules get.
#[derive(Clone, Debug, Default)]
struct Seen(Arc<Mutex<Answer>>);

#[dyn_dispatch_hint]
impl Intercept for Seen {
    fn name(&self) -> &'static str {
        "Seen"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let mut seen = self.0.lock().expect("not poisoned");
        let params = cfg.load::<EndpointResolverParams>().ok_or("no endpoint parameters")?;
        if let Some(p) = params.get::<aws_sdk_s3::config::endpoint::Params>() {
            seen.insert("endpoint_url_s3".into(), p.endpoint().into());
            seen.insert("s3_use_arn_region".into(), p.use_arn_region().into());
            seen.insert("s3_disable_multiregion_access_points".into(), p.disable_multi_region_access_points().into());
            seen.insert("s3_disable_express_session_auth".into(), p.disable_s3_express_session_auth().into());
        }
        if let Some(p) = params.get::<aws_sdk_dynamodb::config::endpoint::Params>() {
            seen.insert("endpoint_url_dynamodb".into(), p.endpoint().into());
        }
        Ok(())
    }
}

