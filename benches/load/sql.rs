//! What the pages ask the database, alone: the same statements through the same pool, without HTTP.
//!
//! The statements repeat those of `src/forum/reads.rs` and `src/forum/pages`; whoever changes them there changes
//! them here.

use super::Outcome;
use super::client::{Seen, chance, seen};
use super::settings::Settings;
use super::site::Folder;
use candor::app::App;
use candor::clock::Timestamp;
use candor::config::Config;
use candor::db::Connection;
use candor::db::schema::{account_roles, accounts, categories, posts, thread_tags, threads};
use candor::error::AppError;
use candor::forum::{CategoryRow, PostRow, ThreadRow};
use diesel::prelude::*;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// Threads that are read.
const SAMPLE: usize = 1_000;
/// Posts of a page, threads of a list; one more says whether there is another page.
const PAGE: i64 = 20;

/// A row of `accounts`.
type Account = (
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    i64,
    Timestamp,
    Timestamp,
    Option<Timestamp>,
    Option<Timestamp>,
    Option<Timestamp>,
    Option<Timestamp>,
    bool,
);

/// A thread that is read.
#[derive(Debug, Clone)]
pub struct Sample {
    pub id: String,
    pub slug: String,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub enum Question {
    /// `GET /api/v1/threads`.
    ListJson,
    /// `GET /threads`.
    ListHtml,
    /// `GET /api/v1/threads/{id}/posts`.
    PostsJson,
    /// `GET /t/{id}/{slug}`.
    PostsHtml,
}

/// The database, opened as the site opens it.
pub struct Look {
    pub runtime: Runtime,
    pub app: App,
    pub samples: Arc<Vec<Sample>>,
}

impl Look {
    pub fn open(folder: &Folder) -> Outcome<Self> {
        let config = Config::load(None, folder.environment().into_iter())?;
        let app = candor::server::start(config)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let samples = runtime.block_on(app.read(|reader| samples(reader.conn)))?;
        if samples.is_empty() {
            return Err("the data has no thread of a full page; ask for more posts".into());
        }
        Ok(Self { runtime, app, samples: Arc::new(samples) })
    }

    /// Asks one question again and again, as many at once as there are clients.
    pub fn ask(&self, question: Question, settings: &Settings) -> Outcome<Seen> {
        let from = Instant::now() + settings.time / 8;
        let counted = from..from + settings.time;
        let mut times = self.runtime.block_on(async {
            let mut asking = tokio::task::JoinSet::new();
            for client in 0..settings.clients {
                let (app, samples) = (self.app.clone(), Arc::clone(&self.samples));
                asking.spawn(ask_until(app, samples, question, client, counted.clone()));
            }
            let mut all = Vec::new();
            while let Some(times) = asking.join_next().await {
                all.extend(times.map_err(AppError::internal)??);
            }
            Ok::<_, AppError>(all)
        })?;
        Ok(seen(&mut times, from.elapsed(), 0, 0))
    }
}

async fn ask_until(
    app: App,
    samples: Arc<Vec<Sample>>,
    question: Question,
    client: u64,
    counted: Range<Instant>,
) -> Result<Vec<Duration>, AppError> {
    let mut times = Vec::new();
    for turn in 0.. {
        let sent = Instant::now();
        if sent >= counted.end {
            break;
        }
        let samples = Arc::clone(&samples);
        app.read(move |reader| {
            let thread = pick(&samples, chance(client, turn)).ok_or_else(AppError::not_found)?;
            question.ask(reader.conn, &thread.id)
        })
        .await?;
        if sent >= counted.start {
            times.push(sent.elapsed());
        }
    }
    Ok(times)
}

/// One of the samples.
pub fn pick(samples: &[Sample], number: u64) -> Option<&Sample> {
    let count = u64::try_from(samples.len()).unwrap_or(1).max(1);
    samples.get(usize::try_from(number % count).unwrap_or(0))
}

/// Threads of a full page, evenly over the whole site.
fn samples(conn: &mut Connection) -> Result<Vec<Sample>, AppError> {
    let full = threads::table.filter(threads::post_count.ge(PAGE)).order(threads::id.asc());
    let all: Vec<(String, String)> = full.select((threads::id, threads::slug)).load(conn)?;
    let step = (all.len() / SAMPLE).max(1);
    Ok(all.into_iter().step_by(step).take(SAMPLE).map(|(id, slug)| Sample { id, slug }).collect())
}

impl Question {
    fn ask(self, conn: &mut Connection, thread: &str) -> Result<(), AppError> {
        match self {
            Self::ListJson => {
                let rows = newest(conn)?;
                let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
                let firsts: Vec<PostRow> = posts::table
                    .filter(posts::thread_id.eq_any(&ids))
                    .filter(posts::number.eq(1))
                    .limit(PAGE)
                    .load(conn)?;
                tags(conn, &ids)?;
                authors(conn, &firsts)
            }
            Self::ListHtml => {
                let order = (categories::position.asc(), categories::id.asc());
                let _categories: Vec<CategoryRow> = categories::table.order(order).limit(500).load(conn)?;
                newest(conn).map(drop)
            }
            Self::PostsJson => {
                let _thread: ThreadRow = threads::table.find(thread).first(conn)?;
                let of = posts::table.filter(posts::thread_id.eq(thread)).limit(PAGE + 1);
                let rows: Vec<PostRow> = of.order((posts::number.asc(), posts::id.asc())).load(conn)?;
                authors(conn, &rows)
            }
            Self::PostsHtml => {
                let found: ThreadRow = threads::table.find(thread).first(conn)?;
                let of = posts::table.filter(posts::thread_id.eq(thread)).filter(posts::number.between(1, PAGE));
                let rows: Vec<PostRow> = of.order((posts::number.asc(), posts::id.asc())).limit(PAGE).load(conn)?;
                let _category: CategoryRow = categories::table.find(&found.category_id).first(conn)?;
                tags(conn, &[thread])?;
                authors(conn, &rows)
            }
        }
    }
}

fn newest(conn: &mut Connection) -> Result<Vec<ThreadRow>, AppError> {
    let order = (threads::last_post_at.desc(), threads::id.desc());
    Ok(threads::table.into_boxed().order(order).limit(PAGE + 1).load(conn)?)
}

fn tags(conn: &mut Connection, of: &[&str]) -> Result<(), AppError> {
    let order = (thread_tags::thread_id.asc(), thread_tags::tag.asc());
    let tags = thread_tags::table.filter(thread_tags::thread_id.eq_any(of)).order(order).limit(2_000);
    tags.load::<(String, String)>(conn)?;
    Ok(())
}

fn authors(conn: &mut Connection, of: &[PostRow]) -> Result<(), AppError> {
    let mut ids: Vec<&str> = of.iter().map(|row| row.author_id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    accounts::table.filter(accounts::id.eq_any(&ids)).load::<Account>(conn)?;
    let held = account_roles::table.filter(account_roles::account_id.eq_any(&ids));
    held.select((account_roles::account_id, account_roles::role)).load::<(String, String)>(conn)?;
    Ok(())
}
