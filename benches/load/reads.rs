//! Lists and threads, as programs and as browsers read them.

use super::client::{Answer, Client, Seen, chance, get, run};
use super::limit::Limit;
use super::settings::Settings;
use super::site::Site;
use super::sql::{Look, Question, Sample, pick};
use super::{Outcome, say};
use std::net::SocketAddr;

/// What a browser takes.
const BROWSER: &str = "Accept-Encoding: gzip, deflate, br\r\n";

/// One page, measured beside its probes.
pub struct Read {
    pub what: &'static str,
    pub site: Seen,
    pub limit: Seen,
    pub sql: Seen,
}

/// A page: its name, its address for a thread, what the reader takes, and what it asks the database.
struct Page {
    what: &'static str,
    path: fn(&Sample) -> String,
    accepts: &'static str,
    question: Question,
}

const PAGES: &[Page] = &[
    Page {
        what: "thread list, JSON",
        path: |_| "/api/v1/threads".to_owned(),
        accepts: "",
        question: Question::ListJson,
    },
    Page { what: "thread list, HTML", path: |_| "/threads".to_owned(), accepts: "", question: Question::ListHtml },
    Page {
        what: "thread list, HTML, compressed",
        path: |_| "/threads".to_owned(),
        accepts: BROWSER,
        question: Question::ListHtml,
    },
    Page {
        what: "thread page, JSON",
        path: |thread| format!("/api/v1/threads/{}/posts", thread.id),
        accepts: "",
        question: Question::PostsJson,
    },
    Page {
        what: "thread page, HTML",
        path: |thread| format!("/t/{}/{}", thread.id, thread.slug),
        accepts: "",
        question: Question::PostsHtml,
    },
    Page {
        what: "thread page, HTML, compressed",
        path: |thread| format!("/t/{}/{}", thread.id, thread.slug),
        accepts: BROWSER,
        question: Question::PostsHtml,
    },
];

/// Every page, then its limit, then its SQL.
pub fn measure(settings: &Settings, site: &Site, look: &Look) -> Outcome<Vec<Read>> {
    PAGES
        .iter()
        .map(|page| {
            say(page.what);
            let of_site = load(settings, site.address, |number| request(page, look, number))?;
            let limit = Limit::start(&typical(page, site, look)?)?;
            let of_limit = load(settings, limit.address, |number| request(page, look, number))?;
            drop(limit);
            let sql = look.ask(page.question, settings)?;
            Ok(Read { what: page.what, site: of_site, limit: of_limit, sql })
        })
        .collect()
}

/// The page of a thread under load, for what else is measured meanwhile.
pub fn threads(settings: &Settings, site: &Site, look: &Look) -> Outcome<Seen> {
    let path = |thread: &Sample| format!("/api/v1/threads/{}/posts", thread.id);
    load(settings, site.address, |number| pick(&look.samples, number).map(|thread| get(&path(thread), "")))
}

fn request(page: &Page, look: &Look, number: u64) -> Option<Vec<u8>> {
    pick(&look.samples, number).map(|thread| get(&(page.path)(thread), page.accepts))
}

/// All clients ask for what `request` says.
fn load(settings: &Settings, address: SocketAddr, request: impl Fn(u64) -> Option<Vec<u8>> + Sync) -> Outcome<Seen> {
    run(
        settings.clients,
        settings.time,
        |_| Client::connect(address),
        |client, number, turn| {
            let answer = client.ask(&request(chance(number, turn)).ok_or("nothing to ask for")?)?;
            if answer.status == 200 { length(&answer) } else { Err(format!("status {}", answer.status).into()) }
        },
    )
}

fn length(answer: &Answer) -> Outcome<u64> {
    Ok(u64::try_from(answer.body.len())?)
}

/// The answer of middling length among several, for the limit to repeat.
fn typical(page: &Page, site: &Site, look: &Look) -> Outcome<Answer> {
    let mut client = Client::connect(site.address)?;
    let mut answers = Vec::new();
    for number in 0..51 {
        answers.push(client.ask(&request(page, look, chance(number, 7)).ok_or("nothing to ask for")?)?);
    }
    answers.sort_by_key(|answer| answer.body.len());
    answers.into_iter().nth(25).ok_or_else(|| "no answer".into())
}
