//! The forum's pages, and the site's first page: the same actions and reads as over REST.

mod barred;
mod categories;
mod feeds;
mod home;
mod lists;
mod on_record;
mod opening;
mod posts;
mod replying;
mod retitling;
mod threads;

pub use on_record::{OnRecord, Recorded};

use crate::app::App;
use crate::config::Forum;
use crate::drafts::Kept;
use crate::error::{AppError, FieldError, Refusal, TOO_LONG, TOO_SHORT};
use crate::web::page::{FormErrors, Page};
use crate::web::{Failure, Pace, ValidForm, given_at, given_out, rendered};
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::ServiceConfig;
use askama::Template;
use chrono::Duration;

/// Of a tag that is wrong so many characters are said.
const TAG_SHOWN: usize = 40;

/// Registers every page.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(home::show)
        .service(home::how_it_works)
        .service(categories::show)
        .service(categories::open)
        .service(feeds::newest_threads)
        .service(opening::blank)
        .service(opening::open)
        .service(retitling::filled)
        .service(retitling::change)
        .service(lists::show)
        .service(threads::at_number)
        .service(threads::show)
        .service(replying::reply)
        .service(posts::filled)
        .service(posts::edit)
        .service(posts::ask_deletion)
        .service(posts::delete)
        .service(posts::revisions);
}

/// A page as it goes out.
fn html(status: StatusCode, page: &impl Template) -> Result<HttpResponse, Failure> {
    let mut answer = rendered(page)?;
    *answer.status_mut() = status;
    Ok(answer)
}

/// What a form of this session carries, so that we know how long it was being filled in: the instant at which it was
/// first given out, however often it was shown again. What a draft fills in was typed before it was saved.
fn given(app: &App, session: &str, (sent, kept): (&str, &Kept)) -> String {
    let keys = &app.site().keys;
    if given_at(keys, session, sent).is_some() {
        return sent.to_owned();
    }
    let least = Duration::seconds(app.config().forum.first_post_seconds.into());
    given_out(keys, session, kept.saved_at.map_or_else(|| app.now(), |saved| saved.minus(least)))
}

/// How long somebody had the form that came back.
fn pace<T>(app: &App, form: &ValidForm<T>) -> Pace {
    Pace::of(given_at(&app.site().keys, &form.csrf, &form.given), app.now())
}

/// On to another page, which is read with GET.
fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
}

/// The status of a form that is shown again, and the refusal it shows: what was typed is not lost because somebody
/// else was faster, or because the writer may not write today. Other failures go on to their own page.
fn shown_again(failure: AppError) -> Result<(StatusCode, Refusal), Failure> {
    match failure {
        AppError::Refused(refusal) if matches!(refusal.code.status, 403 | 409 | 412 | 422 | 429) => {
            let status = StatusCode::from_u16(refusal.code.status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Ok((status, refusal))
        }
        other => Err(other.into()),
    }
}

/// The page with a refusal's words; an entry of a list is told at the field of the list.
fn with_errors(page: Page, refusal: &Refusal) -> Page {
    let field = |field: &FieldError| match field.pointer.trim_start_matches('/').split_once('/') {
        Some((list, _)) => FieldError { pointer: format!("/{list}"), ..field.clone() },
        None => field.clone(),
    };
    let told = Refusal { fields: refusal.fields.iter().map(field).collect(), ..refusal.clone() };
    let errors = FormErrors::of(&told, page.lang);
    page.with_errors(errors)
}

/// The same for a form with tags, which names each that is wrong.
fn with_tag_errors(page: Page, refusal: &Refusal, typed: &str, limits: &Forum) -> Page {
    let (of_tags, others): (Vec<FieldError>, Vec<FieldError>) =
        refusal.fields.iter().cloned().partition(|field| field.pointer.starts_with("/tags"));
    if of_tags.is_empty() {
        return with_errors(page, refusal);
    }
    let tags = by_commas(typed);
    let said: Vec<String> = of_tags.iter().map(|field| tag_error(field, &tags, limits, &page)).collect();
    let errors = match others.is_empty() {
        true => FormErrors::default(),
        false => FormErrors::of(&Refusal { fields: others, ..refusal.clone() }, page.lang),
    };
    page.with_errors(errors.and("tags", said.join(" ")))
}

fn tag_error(field: &FieldError, tags: &[String], limits: &Forum, page: &Page) -> String {
    let place = field.pointer.strip_prefix("/tags/").and_then(|place| place.parse::<usize>().ok());
    let Some(tag) = place.and_then(|place| tags.get(place)) else {
        return page.t_with("forum-tags-too-many", "most", limits.tags_max);
    };
    let tag: String = tag.chars().take(TAG_SHOWN).collect();
    match field.code {
        TOO_SHORT => page.t_with("forum-tag-too-short", "tag", tag),
        TOO_LONG => page.t_with2("forum-tag-too-long", "tag", tag, "most", limits.tag_max_length),
        _ => page.t_with("forum-tag-wrong", "tag", tag),
    }
}

/// Tags as people type them, with commas between.
fn by_commas(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
