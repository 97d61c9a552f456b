//! Signing in beside argon2 alone, and what a flood of it does to readers.

use super::client::{Answer, Client, Seen, post, run};
use super::settings::Settings;
use super::site::Site;
use super::sql::Look;
use super::{Outcome, reads, say};
use argon2::password_hash::PasswordHasher as _;
use argon2::{Algorithm, Argon2, Params, Version};
use candor::operations::bench_data::{PASSWORD, address};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};

/// Sign-ins at once in a flood; more would wait for the same hashes.
const FLOOD: u64 = 16;
/// The first member who floods; those before write posts.
const FIRST: u64 = 300;

/// What was measured.
#[derive(Default)]
pub struct SignIns {
    /// Hashes at once, as the site is set.
    pub at_once: u64,
    pub argon2: Seen,
    pub sign_in: Seen,
    pub calm_reads: Seen,
    pub flooded_reads: Seen,
}

pub fn measure(settings: &Settings, site: &Site, look: &Look) -> Outcome<SignIns> {
    let at_once = u64::try_from(look.app.config().accounts.argon2_concurrency)?;
    say("argon2 alone");
    let argon2 = run(at_once, settings.time, |_| hasher(look), |hasher, _, _| hash(hasher))?;
    say("sign in");
    let sign_in = run(
        at_once * 2,
        settings.time,
        |_| Client::connect(site.address),
        |client, number, _| sign_in(client, FIRST - 200 + number).map(|_| 0),
    )?;
    say("reads, calm and in a flood of sign-ins");
    let calm_reads = reads::threads(settings, site, look)?;
    let flooded_reads = flooded(settings, site, look)?;
    Ok(SignIns { at_once, argon2, sign_in, calm_reads, flooded_reads })
}

/// Reads while others sign in without a pause.
fn flooded(settings: &Settings, site: &Site, look: &Look) -> Outcome<Seen> {
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for number in 0..FLOOD {
            let (over, address) = (&over, site.address);
            scope.spawn(move || -> Outcome<()> {
                let mut client = Client::connect(address)?;
                while !over.load(Ordering::Relaxed) {
                    sign_in(&mut client, FIRST + number)?;
                }
                Ok(())
            });
        }
        let seen = reads::threads(settings, site, look);
        over.store(true, Ordering::Relaxed);
        seen
    })
}

fn hasher(look: &Look) -> Outcome<Argon2<'static>> {
    let set = &look.app.config().accounts;
    let params = Params::new(set.argon2_memory_kib, set.argon2_iterations, set.argon2_lanes, None);
    let params = params.map_err(|error| error.to_string())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(hasher: &Argon2<'static>) -> Outcome<u64> {
    hasher.hash_password(PASSWORD.as_bytes()).map_err(|error| error.to_string())?;
    Ok(0)
}

/// The access tokens of the first members.
pub fn tokens(site: &Site, count: u64) -> Outcome<Vec<String>> {
    let mut client = Client::connect(site.address)?;
    (0..count).map(|number| sign_in(&mut client, number)).collect()
}

/// Signs a member in; answers the access token.
fn sign_in(client: &mut Client, number: u64) -> Outcome<String> {
    let body = json!({ "email": address(number % 100), "password": PASSWORD }).to_string();
    let answer = client.ask(&post("/api/v1/sessions", "", &body))?;
    if answer.status != 201 {
        return Err(told(&answer));
    }
    let tokens: Value = serde_json::from_slice(&answer.body)?;
    Ok(tokens.get("access_token").and_then(Value::as_str).ok_or("no access token")?.to_owned())
}

/// An answer that was not hoped for, as an error.
pub fn told(answer: &Answer) -> Box<dyn std::error::Error + Send + Sync> {
    format!("status {}: {}", answer.status, String::from_utf8_lossy(&answer.body)).into()
}
