//! Creating posts, by one member and by many at once, beside single-row commits.

use super::client::{Client, Seen, chance, post, run};
use super::settings::Settings;
use super::site::{Folder, Site};
use super::sql::{Look, pick};
use super::{Outcome, commits, say, sign_in};
use serde_json::json;

/// What was measured.
#[derive(Default)]
pub struct Writes {
    /// Before and after the posts: how long a disk takes to flush may change within a minute.
    pub commits: Seen,
    pub commits_after: Seen,
    pub one: Seen,
    pub many: Seen,
}

pub fn measure(settings: &Settings, folder: &Folder, site: &Site, look: &Look) -> Outcome<Writes> {
    say("single-row commits");
    let commits = commits::alone(settings, folder)?;
    let tokens = sign_in::tokens(site, settings.clients)?;
    say("create post, 1 client");
    let one = create(settings, 1, &tokens, site, look)?;
    say(&format!("create post, {} clients", settings.clients));
    let many = create(settings, settings.clients, &tokens, site, look)?;
    let commits_after = commits::alone(settings, folder)?;
    Ok(Writes { commits, commits_after, one, many })
}

fn create(settings: &Settings, clients: u64, tokens: &[String], site: &Site, look: &Look) -> Outcome<Seen> {
    run(
        clients,
        settings.time,
        |_| Client::connect(site.address),
        |client, number, turn| {
            let token = tokens.get(usize::try_from(number)?).ok_or("nobody is signed in")?;
            let thread = pick(&look.samples, chance(number, turn)).ok_or("no thread")?;
            let body =
                format!("Reply {turn} of client {number}, of {clients}. {}", "It went on as described. ".repeat(15));
            let authorised = format!("Authorization: Bearer {token}\r\n");
            let path = format!("/api/v1/threads/{}/posts", thread.id);
            let answer = client.ask(&post(&path, &authorised, &json!({ "body": body }).to_string()))?;
            if answer.status == 201 { Ok(u64::try_from(answer.body.len())?) } else { Err(sign_in::told(&answer)) }
        },
    )
}
