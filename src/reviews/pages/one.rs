//! The page of one review: what was said, the reply, and whatever this reader may do with it.

use super::cards::{Card, Whom, card, whom};
use super::documents::{self, Deciding, Document};
use super::records::counts;
use super::{framed, shown, shown_again, typed};
use crate::accounts::{MaybeMember, Member};
use crate::app::{App, Reader};
use crate::cases;
use crate::clock::Timestamp;
use crate::error::{AppError, Refusal};
use crate::ledger;
use crate::reviews::api::{MaskedPiece, ReviewView};
use crate::reviews::model::{ReviewState, Role, Timer};
use crate::reviews::reads::{self, Seen};
use crate::reviews::{Review, rate};
use crate::text::plain::capital;
use crate::web::page::{Area, FormErrors, Page};
use crate::web::{Failure, rendered};
use crate::workflow::Workflow as _;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "reviews/one.html")]
struct ReviewPage {
    page: Page,
    card: Card,
    whom: Vec<Whom>,
    names: String,
    /// Of the author's own that waits in the queue: when it is public if nobody decides.
    public_from: String,
    /// Of what is public: with what weight it counts today, or why in no number.
    counted: String,
    /// The hash of the first leaf, and its place in the tree.
    leaf: String,
    entry: Option<i64>,
    acts: Acts,
    /// To the author: a complaint in private about the same procedure.
    complain: String,
    /// The author's own, while nothing proves it and something still may.
    unproved: bool,
    proofs: Vec<Document>,
    /// One of them waits for an officer.
    proof_waits: bool,
    deciding: Deciding,
    /// What was typed into the form that asks for a document.
    asking: String,
    proof_due: String,
    draft: String,
    /// The draft in pieces, those that reveal something marked.
    pieces: Vec<Piece>,
    /// The author's own words in pieces, where others read replaced ones.
    masked: Vec<MaskedPiece>,
    /// What others read.
    public_text: String,
}

/// What this reader may do.
#[derive(Default)]
struct Acts {
    author: bool,
    officer: bool,
    version: bool,
    withdraw: bool,
    prove: bool,
    reply: bool,
    update: bool,
    acknowledge: bool,
    ask: bool,
}

/// A piece of a draft.
struct Piece {
    text: String,
    reveals: bool,
}

/// How the address ends to which the form goes that asks for a document.
const ASKING: &str = "/proof-request";

#[get("/reviews/{id}")]
pub async fn show(
    app: Data<App>,
    request: HttpRequest,
    viewer: MaybeMember,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let page = viewer.page(&request)?;
    let is_signed_in = viewer.0.is_some();
    let view = read(&app, page, viewer, &id, &[]).await?;
    if is_signed_in { shown(&view) } else { rendered(&view) }
}

/// The page again after an act was refused.
pub async fn again(
    app: &App,
    request: &HttpRequest,
    member: &Member,
    id: &str,
    (refusal, raw): (&Refusal, &[(String, String)]),
) -> Result<HttpResponse, Failure> {
    let page = member.page(request)?;
    // The form of a review and that of a reply share the name of a field, not what it is called.
    let (review, reply) = (format!("{}: ", page.t("field-text")), format!("{}: ", page.t("reviews-say-field")));
    let errors = FormErrors::of(refusal, page.lang).told(|problem| problem.message.replacen(&review, &reply, 1));
    let page = page.with_errors(errors);
    let mut view = read(app, page, MaybeMember(Some(member.clone())), id, raw).await?;
    view.pieces = pieces(&view.draft, refusal);
    shown_again(&view, refusal)
}

async fn read(
    app: &App,
    page: Page,
    viewer: MaybeMember,
    id: &str,
    raw: &[(String, String)],
) -> Result<ReviewPage, Failure> {
    let id = id.to_owned();
    let found = app.read(move |reader| {
        let seen = reads::seen(reader, &viewer, &id)?;
        let whom = whom(reader.conn, &seen.view)?;
        let leaf = ledger::chain(reader.conn, &seen.row.subject_ref)?.into_iter().next();
        Ok((public_from(reader, &seen)?, seen, whom, leaf))
    });
    let (until, seen, whom, leaf) = found.await?;
    let pack = &app.site().pack;
    let names = whom.iter().map(|entry| entry.name.clone()).collect::<Vec<_>>().join(", ");
    let title = page.t_with("reviews-one-title", "name", names.clone());
    let page = framed(page, Area::Physicians, title);
    let page = if seen.row.state.is_public() { page } else { page.keep_private() };
    let (card, acts) = (card(&seen.view, pack, &page), acts(&seen));
    let weight = rate::weighed(&seen.row, page.now.date(), pack);
    let counted = seen.row.state.is_public().then(|| capital(&counts(&weight, &page)));
    let (documents, deciding) = documents::of(&seen.view, raw, (pack, &page));
    Ok(ReviewPage {
        counted: counted.unwrap_or_default(),
        public_from: until.map(|until| page.moment_text(until)).unwrap_or_default(),
        entry: leaf.as_ref().and_then(|leaf| leaf.tree_index),
        leaf: leaf.map(|leaf| leaf.hash).unwrap_or_default(),
        complain: complain(&seen.view),
        unproved: acts.author && seen.row.proof_level == 0 && (acts.prove || acts.version),
        acts,
        proof_waits: documents.iter().any(|document| document.waits),
        proofs: documents,
        deciding,
        asking: if page.path.ends_with(ASKING) { typed(raw, "reason") } else { String::new() },
        proof_due: seen.view.proof_due.map(|due| page.moment_text(due)).unwrap_or_default(),
        draft: typed(raw, "text"),
        pieces: Vec::new(),
        masked: masked(&seen),
        public_text: seen.view.public_text.clone().unwrap_or_default(),
        card,
        whom,
        names,
        page,
    })
}

/// The form of a complaint with what the review says already; its words stay where they are.
fn complain(view: &ReviewView) -> String {
    let (year, month) = view.procedure_month.as_deref().and_then(|said| said.split_once('-')).unwrap_or_default();
    let said = [
        ("physician", view.physician_id.as_ref().map_or("", |id| id.as_str())),
        ("clinic", view.clinic_id.as_ref().map_or("", |id| id.as_str())),
        ("procedure", view.procedure.as_deref().unwrap_or_default()),
        ("month", month.trim_start_matches('0')),
        ("year", year),
    ];
    let said: Vec<_> = said.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    format!("/complaints/new?{}", serde_urlencoded::to_string(said).unwrap_or_default())
}

/// When the clock publishes what waits in the queue; its author may know.
fn public_from(reader: &mut Reader<'_>, seen: &Seen) -> Result<Option<Timestamp>, AppError> {
    if seen.row.state != ReviewState::Queued || !seen.roles.contains(&Role::Author) {
        return Ok(None);
    }
    let pending = cases::pending(reader.conn, Review::NAME, &seen.row.id)?;
    Ok(pending.into_iter().find(|timer| timer.timer == Timer::QueueDue.as_str()).map(|timer| timer.due_at))
}

fn acts(seen: &Seen) -> Acts {
    let may = |name: &str| seen.view.actions.iter().any(|link| link.name == name);
    Acts {
        author: seen.roles.contains(&Role::Author),
        officer: seen.roles.contains(&Role::Officer),
        version: may("version"),
        withdraw: may("withdrawal"),
        prove: may("proof"),
        reply: may("reply"),
        update: may("reply_update"),
        acknowledge: may("acknowledgement"),
        ask: may("proof_request"),
    }
}

/// The newest version in pieces, those marked that others do not read.
fn masked(seen: &Seen) -> Vec<MaskedPiece> {
    seen.view.versions.last().and_then(|newest| newest.masked.clone()).unwrap_or_default()
}

/// Cuts a draft where the guard found something.
fn pieces(draft: &str, refusal: &Refusal) -> Vec<Piece> {
    let spans: Vec<(usize, usize)> = refusal.fields.iter().filter_map(|field| field.span).collect();
    if spans.is_empty() {
        return Vec::new();
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (place, letter) in draft.chars().enumerate() {
        let reveals = spans.iter().any(|(start, end)| (*start..*end).contains(&place));
        match pieces.last_mut() {
            Some(last) if last.reveals == reveals => last.text.push(letter),
            _ => pieces.push(Piece { text: letter.to_string(), reveals }),
        }
    }
    pieces
}
