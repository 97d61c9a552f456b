//! Categories, threads, tags and posts.

use super::dice::Dice;
use super::prose::{self, Prose};
use super::{Crowd, DAYS, Kind, Progress, ROWS, at, id, people, signed};
use crate::accounts::AccountId;
use crate::app::{App, Tx};
use crate::clock::Timestamp;
use crate::db::schema::{categories, posts, thread_tags, threads};
use crate::error::AppError;
use crate::forum::{PostState, ThreadKind, rules};
use crate::on_backend;
use crate::text::slug;
use diesel::prelude::*;
use std::sync::Arc;

/// Posts of one transaction.
const BATCH: u64 = 4_000;
/// Posts of a thread on average, by [`length`].
const AVERAGE: u64 = 23;
/// Streams of the dice that no other part uses.
const STREAM: u64 = 1 << 44;

const CATEGORIES: &[&str] =
    &["Before", "First week", "Months 1 to 6", "After a year", "Clinics", "Costs", "Repair", "Talk"];
const TAGS: &[&str] = &["fue", "fut", "crown", "hairline", "donor", "medication", "travel", "repair"];

/// A thread to be written.
#[derive(Debug, Clone, Copy)]
struct Plan {
    number: u64,
    /// The number of its first post among all of the site.
    first_post: u64,
    posts: u64,
}

/// Opens the categories and writes every thread; answers how many there are.
pub(super) async fn write(app: &App, crowd: Crowd, tell: &mut impl FnMut(Progress)) -> Result<u64, AppError> {
    let of = crowd.wish.posts;
    let prose = Arc::new(Prose::of(crowd.wish.seed));
    app.write_at(at(0), open_categories).await?;
    let (mut number, mut done) = (0, 0);
    while done < of {
        let mut batch = Vec::new();
        let until = (done + BATCH).min(of);
        while done < until {
            let posts = length(&mut Dice::of(crowd.wish.seed, STREAM + number)).min(of - done);
            batch.push(Plan { number, first_post: done, posts });
            (number, done) = (number + 1, done + posts);
        }
        let prose = Arc::clone(&prose);
        app.write_at(at(0), move |tx| write_batch(tx, crowd, &prose, &batch)).await?;
        tell(Progress { what: "posts", done, of });
    }
    app.write_at(at(0), count_threads).await?;
    Ok(number)
}

/// Posts of a thread: many are short, few are long.
fn length(dice: &mut Dice) -> u64 {
    match dice.below(100) {
        0..30 => dice.between(1, 5),
        30..80 => dice.between(6, 30),
        80..98 => dice.between(31, 80),
        _ => dice.between(81, 300),
    }
}

fn open_categories(tx: &mut Tx<'_>) -> Result<(), AppError> {
    let row = |(place, name): (u64, &&'static str)| {
        (
            categories::id.eq(id(Kind::Category, at(0), place)),
            categories::name.eq(*name),
            categories::slug.eq(slug::slug(name)),
            categories::position.eq(signed(place) * 10),
            categories::thread_count.eq(0_i64),
            categories::created_at.eq(at(0)),
            categories::version.eq(1_i64),
        )
    };
    let rows: Vec<_> = (0..).zip(CATEGORIES).map(row).collect();
    on_backend!(tx.conn, |c| diesel::insert_into(categories::table).values(rows).execute(c))?;
    Ok(())
}

/// Which category a thread is in.
fn category(number: u64) -> String {
    id(Kind::Category, at(0), number % u64::try_from(CATEGORIES.len()).unwrap_or(1))
}

fn count_threads(tx: &mut Tx<'_>) -> Result<(), AppError> {
    for place in (0..).take(CATEGORIES.len()) {
        let category = category(place);
        let count: i64 = threads::table.filter(threads::category_id.eq(&category)).count().get_result(tx.conn)?;
        diesel::update(categories::table.find(&category)).set(categories::thread_count.eq(count)).execute(tx.conn)?;
    }
    Ok(())
}

/// A post to be inserted.
struct Post {
    id: String,
    thread: String,
    number: i64,
    author: AccountId,
    text: prose::Text,
    at: Timestamp,
}

fn write_batch(tx: &mut Tx<'_>, crowd: Crowd, prose: &Prose, batch: &[Plan]) -> Result<(), AppError> {
    let mut written = Vec::with_capacity(batch.len());
    for plan in batch {
        written.push((*plan, posts_of(crowd, prose, *plan)?));
    }
    insert_threads(tx, crowd, &written)?;
    let mut waiting = written.into_iter().flat_map(|(_, posts)| posts).peekable();
    while waiting.peek().is_some() {
        insert_posts(tx, waiting.by_ref().take(ROWS))?;
    }
    Ok(())
}

fn insert_threads(tx: &mut Tx<'_>, crowd: Crowd, written: &[(Plan, Vec<Post>)]) -> Result<(), AppError> {
    let (mut rows, mut tags) = (Vec::new(), Vec::new());
    for (plan, posts) in written {
        let (Some(first), Some(last)) = (posts.first(), posts.last()) else { continue };
        let mut dice = Dice::of(crowd.wish.seed, 3 * STREAM + plan.number);
        let title = prose::title(&mut dice);
        rows.push((
            threads::id.eq(first.thread.clone()),
            threads::category_id.eq(category(plan.number)),
            threads::kind.eq(if dice.below(4) == 0 { ThreadKind::Question } else { ThreadKind::Discussion }),
            threads::slug.eq(slug::slug(&title)),
            threads::title.eq(title),
            threads::author_id.eq(first.author.clone()),
            threads::created_at.eq(first.at),
            threads::post_count.eq(last.number),
            threads::gone_count.eq(0_i64),
            threads::last_post_at.eq(last.at),
            threads::last_post_id.eq(last.id.clone()),
            threads::version.eq(1_i64),
        ));
        if let Some(tag) = dice.pick(TAGS) {
            tags.push((thread_tags::thread_id.eq(first.thread.clone()), thread_tags::tag.eq(*tag)));
        }
    }
    on_backend!(tx.conn, |c| diesel::insert_into(threads::table).values(rows).execute(c))?;
    on_backend!(tx.conn, |c| diesel::insert_into(thread_tags::table).values(tags).execute(c))?;
    Ok(())
}

fn insert_posts(tx: &mut Tx<'_>, written: impl Iterator<Item = Post>) -> Result<(), AppError> {
    let row = |post: Post| {
        (
            posts::id.eq(post.id),
            posts::thread_id.eq(post.thread),
            posts::number.eq(post.number),
            posts::author_id.eq(post.author),
            posts::body_hash.eq(rules::fingerprint(&post.text.markdown)),
            posts::body.eq(post.text.markdown),
            posts::body_html.eq(post.text.html),
            posts::created_at.eq(post.at),
            posts::received_at.eq(post.at),
            posts::revision_count.eq(0_i64),
            posts::state.eq(PostState::Public),
            posts::version.eq(1_i64),
        )
    };
    let rows: Vec<_> = written.map(row).collect();
    on_backend!(tx.conn, |c| diesel::insert_into(posts::table).values(rows).execute(c))?;
    Ok(())
}

/// When a thread is opened: one after the other, evenly over the days.
fn opened_at(crowd: Crowd, number: u64) -> u64 {
    let seconds = u64::try_from(DAYS * 86_400).unwrap_or(0);
    let step = seconds / (crowd.wish.posts / AVERAGE).max(1);
    number.saturating_mul(step.max(1))
}

fn posts_of(crowd: Crowd, prose: &Prose, plan: Plan) -> Result<Vec<Post>, AppError> {
    let mut dice = Dice::of(crowd.wish.seed, 2 * STREAM + plan.number);
    let opened = opened_at(crowd, plan.number);
    let thread = id(Kind::Thread, at(opened), plan.number);
    let mut then = opened;
    let mut posts = Vec::new();
    for place in 0..plan.posts {
        posts.push(Post {
            id: id(Kind::Post, at(then), plan.first_post + place),
            thread: thread.clone(),
            number: signed(place + 1),
            author: people::somebody(crowd, &mut dice)?,
            text: prose.text(&mut dice),
            at: at(then),
        });
        then += dice.between(60, 20_000);
    }
    Ok(posts)
}
