//! Stands for the network: writes every call down, answers STS and SSO with
//! made-up credentials, refuses the rest.

use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use serde_json::json;
use url::{form_urlencoded, Position, Url};

/// Answers HTTP calls, and notes them.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Arc<Mutex<Vec<String>>>);

impl HttpClient for Recorder {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Recorder {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(self.answer(&request))
    }
}

impl Recorder {
    /// The calls since it was asked last.
    pub fn steps(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().expect("not poisoned"))
    }

    fn note(&self, step: String) {
        self.0.lock().expect("not poisoned").push(step);
    }

    fn answer(&self, request: &HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let url = Url::parse(request.uri()).map_err(|e| ConnectorError::user(e.into()))?;
        let host = &url[Position::BeforeHost..Position::AfterPort];
        let sent: Vec<_> = form_urlencoded::parse(request.body().bytes().unwrap_or_default()).collect();
        let field = |name: &str| sent.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.as_ref());
        let action = field("Action");
        if matches!(action, "AssumeRole" | "AssumeRoleWithWebIdentity") {
            let (_, signed) = request.headers().get("authorization").unwrap_or_default().split_once("Credential=").unwrap_or_default();
            self.note(format!(
                "{action} {} by={} ext={} mfa={} dur={} name={} host={host}",
                field("RoleArn"),
                signed.split('/').next().unwrap_or_default(),
                field("ExternalId"),
                field("SerialNumber"),
                field("DurationSeconds"),
                given(field("RoleSessionName")),
            ));
            let key: String = field("RoleArn").replace('/', "_").chars().filter(|c| !c.is_control()).collect();
            return respond(format!(
                "<{action}Response><{action}Result><Credentials><AccessKeyId>ASIA{key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>\
                 <SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser>\
                 <Arn>arn:aws:sts::123456789012:assumed-role/x/y</Arn><AssumedRoleId>A:y</AssumedRoleId></AssumedRoleUser>\
                 </{action}Result></{action}Response>"
            ));
        }
        if host.contains("portal.sso") || url.path().ends_with("/federation/credentials") {
            self.note(format!("SSO host={host} {}", &url[Position::BeforePath..]));
            return respond(
                json!({"roleCredentials": {"accessKeyId": "ASIASSO", "secretAccessKey": "s", "sessionToken": "t", "expiration": 4102444800000u64}})
                    .to_string(),
            );
        }
        self.note(format!("{} {}", request.method(), request.uri()));
        Err(ConnectorError::user("offline".into())) // of all kinds the one that is not tried again
    }
}

fn respond(body: String) -> Result<HttpResponse, ConnectorError> {
    let status = 200.try_into().map_err(|_| ConnectorError::user("no status".into()))?;
    Ok(HttpResponse::new(status, SdkBody::from(body)))
}

/// What role session names begin with that the SDK makes up; the time follows.
pub const GENERATED: [&str; 3] = ["assume-role-from-profile", "web-identity-token", "web-identity-token-profile"];

/// A role session name, unless the SDK made it up.
fn given(name: &str) -> &str {
    match name.rsplit_once('-') {
        Some((base, time)) if GENERATED.contains(&base) && time.len() >= 10 && time.bytes().all(|b| b.is_ascii_digit()) => "",
        _ => name,
    }
}
