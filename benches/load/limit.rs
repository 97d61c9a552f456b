//! The limit: a bare actix-web server, in a process of its own, that answers a fixed body with fixed headers.

use super::Outcome;
use super::client::Answer;
use super::site::Child;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};
use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::net::SocketAddr;
use std::process::Command;

/// The argument before the answer's file that makes this program the limit.
pub const ARGUMENT: &str = "--limit";
/// What the connection writes itself.
const OWN: &[&str] = &["content-length", "transfer-encoding", "date", "connection"];

/// The answer as it goes to the process that repeats it.
#[derive(Serialize, Deserialize)]
struct Fixed {
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// The process.
pub struct Limit {
    pub address: SocketAddr,
    _child: Child,
    _file: tempfile::NamedTempFile,
}

impl Limit {
    /// Starts one that repeats this answer.
    pub fn start(answer: &Answer) -> Outcome<Self> {
        let headers = answer.headers.iter().filter(|(name, _)| !OWN.contains(&name.as_str())).cloned().collect();
        let mut file = tempfile::NamedTempFile::new()?;
        file.write_all(&serde_json::to_vec(&Fixed { headers, body: answer.body.clone() })?)?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(ARGUMENT).arg(file.path());
        let (child, line) = Child::start(&mut command)?;
        Ok(Self { address: line.trim().parse()?, _child: child, _file: file })
    }
}

/// Is the limit until it is ended.
pub fn serve(file: &str) -> Outcome<()> {
    let fixed: Fixed = serde_json::from_slice(&std::fs::read(file)?)?;
    let mut headers = Vec::new();
    for (name, value) in fixed.headers {
        headers.push((name.parse::<HeaderName>()?, value.parse::<HeaderValue>()?));
    }
    let answer = web::Data::new((headers, Bytes::from(fixed.body)));
    actix_web::rt::System::new().block_on(async move {
        let server = HttpServer::new(move || App::new().app_data(answer.clone()).default_service(web::to(repeat)));
        let server = server.bind(("127.0.0.1", 0))?;
        let address = server.addrs().first().copied().ok_or("no address")?;
        writeln!(std::io::stdout(), "{address}")?;
        Ok(server.run().await?)
    })
}

async fn repeat(answer: web::Data<(Vec<(HeaderName, HeaderValue)>, Bytes)>) -> HttpResponse {
    let (headers, body) = answer.as_ref();
    let mut built = HttpResponse::Ok();
    for (name, value) in headers {
        built.append_header((name.clone(), value.clone()));
    }
    built.body(body.clone())
}
