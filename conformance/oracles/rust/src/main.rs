//! The AWS SDK for Rust as a long-lived process: reads one JSON case a line and
//! answers, one JSON line each, what the SDK resolves for it. Every case runs in a
//! process of its own, in exactly its environment. Nothing reaches the network.

mod recorder;
mod resolve;

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{json, Map, Value};

type Answer = Map<String, Value>;

const LIMIT: Duration = Duration::from_secs(15);

fn main() {
    if std::env::args().nth(1).as_deref() == Some("one") {
        return one();
    }
    for line in std::io::stdin().lines() {
        let line = line.expect("cases on standard input");
        let case: Value = serde_json::from_str(&line).expect("one JSON case a line");
        let answer = apart(&case, &line);
        let crashed = || json!({"id": case["id"], "error": "the process ended without an answer"});
        println!("{}", serde_json::from_slice(&answer).unwrap_or_else(|_| crashed()));
    }
}

/// Answers a case in a new process, which alone has its environment.
fn apart(case: &Value, line: &str) -> Vec<u8> {
    let mut child = Command::new(std::env::current_exe().expect("own path"))
        .arg("one")
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", text(&case["home"]))
        .envs(case["env"].as_object().into_iter().flatten().map(|(name, value)| (name, text(value))))
        .current_dir(text(&case["home"]))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("start again");
    child.stdin.take().expect("a pipe").write_all(line.as_bytes()).expect("pass the case on");
    child.wait_with_output().expect("an answer").stdout
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn one() {
    let mut line = String::new();
    std::io::stdin().read_to_string(&mut line).expect("a case");
    let case: Value = serde_json::from_str(&line).expect("a JSON case");
    let id = case["id"].clone();
    std::thread::spawn(move || {
        std::thread::sleep(LIMIT);
        println!("{}", json!({"id": id, "timeout": true}));
        std::process::exit(0);
    });
    let mut answer = Answer::from_iter([("id".to_string(), case["id"].clone())]);
    if let Err(panic) = resolve::resolve(&case, &mut answer) {
        answer.insert("error".into(), panic.into());
    }
    println!("{}", Value::Object(answer));
}
