//! The items of the queue, for moderators; every key has a link or a button.

use super::around::{
    Decided, action_on, author_facts, decided, decision_fact, due, flag_line, hours, hours_hint, voice_fact,
};
use super::deciding::DecisionForm;
use super::grounds::{self, Grounds};
use super::several::{self, Marked};
use super::{private, see_other, shown};
use crate::accounts::{AccountId, Moderator};
use crate::app::{App, Reader};
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::moderation::api::{DecisionView, QueueFilter, QueueItemDetail, QueueItemView};
use crate::moderation::model::{Action, AppealOutcome, AppealRow, ItemId, ItemKind, ItemState, TargetKind};
use crate::moderation::store::appeals;
use crate::moderation::store::items::ByPriority;
use crate::moderation::{actions, reads, rules, words};
use crate::reviews;
use crate::specialty::Pack;
use crate::web::page::{Area, Page};
use crate::web::parts::{Choice, Fact};
use crate::web::{Check, Failure, Listing, ValidForm, Window};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

/// An item in the list.
pub struct Line {
    pub href: String,
    pub title: String,
    pub urgent: bool,
    pub taken: String,
    pub taken_class: &'static str,
    /// Until when two must have agreed, or a hold is over.
    pub due: String,
    pub about: String,
    pub created_at: Timestamp,
    pub target: TargetKind,
    /// How it is marked where it can be decided together with others, and whether it is.
    pub mark: Option<Marked>,
    pub marked: bool,
}

/// Which items, and what was just done.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Asked {
    pub kind: Option<ItemKind>,
    pub state: Option<ItemState>,
    /// The frame reads it from the address.
    done: Option<String>,
}

impl Check for Asked {}

pub fn kind_name(kind: ItemKind, page: &Page) -> String {
    page.t(&format!("moderation-item-{}", kind.as_str().replace('_', "-")))
}

pub fn line(pack: &Pack, item: &QueueItemView, me: &str, page: &Page) -> Line {
    let (taken, taken_class) = match &item.claim {
        Some(claim) if claim.by == me => {
            (page.t_with("moderation-yours-until", "time", page.moment_text(claim.until)), "role")
        }
        Some(_) => (page.t("moderation-taken"), "ring"),
        None if item.conflict => (page.t("moderation-conflict"), "square"),
        None if waits_for_others(item, me) => (page.t("moderation-you-spoke"), "square"),
        None => (String::new(), ""),
    };
    Line {
        href: format!("/queue/{}", item.id),
        title: if item.conflict { kind_name(item.kind, page) } else { named(pack, item, page) },
        urgent: item.priority <= rules::URGENT && !waits_for_others(item, me),
        due: due(item, page),
        about: format!(
            "{}, {}",
            page.t(&format!("moderation-kind-{}", item.target_kind)),
            page.t_with2(
                "moderation-reports-and-score",
                "count",
                item.flags.len(),
                "score",
                page.lang.decimal(item.score, 2)
            ),
        ),
        taken,
        taken_class,
        created_at: item.created_at,
        target: item.target_kind,
        mark: several::mark(item, me),
        marked: false,
    }
}

/// Whether somebody has spoken on an item already and only another can decide it.
fn waits_for_others(item: &QueueItemView, me: &str) -> bool {
    item.actions.is_empty() && item.voices.iter().any(|voice| voice.by == me)
}

/// What an item is called in the list: why it is here, and the words it is about.
fn named(pack: &Pack, item: &QueueItemView, page: &Page) -> String {
    let why = match reasons(pack, item, page) {
        _ if item.kind == ItemKind::SignUp => page.t("moderation-why-sign-up"),
        reasons if reasons.is_empty() || item.kind != ItemKind::Flag => kind_name(item.kind, page),
        reasons => reasons.join(", "),
    };
    // Of a withdrawn review no words are left.
    if item.title.is_empty() {
        return why;
    }
    page.t_with2("moderation-item-title", "kind", why, "title", item.title.clone())
}

/// What readers say is wrong, each once.
fn reasons(pack: &Pack, item: &QueueItemView, page: &Page) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for flag in &item.flags {
        let reason = words::ground(pack, &flag.reason, page.lang);
        if !all.contains(&reason) {
            all.push(reason);
        }
    }
    all
}

/// The heading of an item: what stands of what was decided, else who says what.
fn heading(pack: &Pack, (item, heard): (&QueueItemView, Option<&AppealRow>), page: &Page) -> String {
    if let Some(decision) = item.decisions.first().filter(|_| item.state == ItemState::Decided) {
        return page.t_with(standing(decision), "action", page.t(&decision.action.done_key()));
    }
    if let Some(appeal) = heard {
        let closed = || "moderation-appeal-replaced".to_owned();
        let outcome = appeal.outcome.map_or_else(closed, |outcome| format!("moderation-outcome-{outcome}"));
        return page.t_with("moderation-heading-heard", "outcome", page.t(&outcome));
    }
    let reasons = reasons(pack, item, page);
    if item.kind != ItemKind::Flag || reasons.is_empty() {
        return named(pack, item, page);
    }
    page.t_with2("moderation-heading-reported", "count", item.flags.len(), "reasons", reasons.join(", "))
}

/// The sentence that says whether a decision still stands.
fn standing(decision: &DecisionView) -> &'static str {
    match decision.appeal_outcome {
        Some(AppealOutcome::Overturned) => "moderation-heading-overturned",
        _ if decision.action.restricts() && !decision.in_force => "moderation-heading-over",
        Some(AppealOutcome::Upheld) => "moderation-heading-upheld",
        Some(AppealOutcome::Partly) => "moderation-heading-partly",
        None => "moderation-heading-decided",
    }
}

/// The beginning of what waits for the reader, beside the item that is open.
pub struct Desk {
    items: Vec<QueueItemView>,
    open: i64,
    /// What the review is hidden for that is open as such.
    hidden_for: Option<String>,
    /// The appeal that is open as such, once it was heard.
    heard: Option<AppealRow>,
}

/// Reads an item with the queue around it.
pub fn at_the_desk(
    reader: &mut Reader<'_>,
    me: &AccountId,
    id: &ItemId,
    window: &Window<ByPriority>,
) -> Result<(QueueItemDetail, Desk), AppError> {
    let detail = reads::item(reader, me, id)?;
    let own = reads::own_queue(reader, me, &QueueFilter::default(), window)?;
    let hidden_for = match detail.item.kind {
        ItemKind::HiddenReview => reviews::hidden_for(reader.conn, &detail.item.target_id)?,
        _ => None,
    };
    let appeal = detail.item.appeal_id.as_ref().filter(|_| detail.item.state == ItemState::Decided);
    let heard = appeal.map(|id| appeals::find(reader.conn, id)).transpose()?;
    Ok((detail, Desk { items: own.listed.items, open: own.count, hidden_for, heard }))
}

#[derive(Template)]
#[template(path = "moderation/item.html")]
pub struct ItemPage {
    pub page: Page,
    pub item: QueueItemView,
    pub lines: Vec<Line>,
    pub open: i64,
    /// Its own address, its place among those that are open, and its neighbours there.
    pub here: String,
    pub place: Option<String>,
    pub previous: Option<String>,
    pub following: Option<String>,
    pub kind: String,
    /// Why it waits, where the heading does not say so; empty for what was reported, or is decided.
    pub why: String,
    pub target: String,
    pub flags: Vec<FlagLine>,
    pub score: String,
    /// What the sum of the reports leads to.
    pub score_line: String,
    pub author: Vec<Fact>,
    pub earlier: Vec<Fact>,
    pub claim: ClaimState,
    /// Whether it can be taken or given back.
    pub may_take: bool,
    pub actions: Vec<Choice>,
    pub grounds: Grounds,
    pub hours: Vec<Choice>,
    pub hours_hint: String,
    pub explanation: String,
    pub passages: String,
    /// Passages can be named for a mask; a name is masked as a whole.
    pub may_mask: bool,
    /// One of the actions lasts for a time that is chosen.
    pub may_last: bool,
    pub hear: Option<String>,
    /// In words, that somebody else hears the appeal.
    pub another_hears: Option<String>,
    pub decided: Vec<Decided>,
    /// What was said so far where two must agree.
    pub voices: Vec<Fact>,
    /// Until when, and whether that was missed.
    pub due: String,
    /// What takes two people, in words.
    pub takes_two: Option<String>,
}

/// A report and its arithmetic, in words.
pub struct FlagLine {
    pub said: String,
    pub sum: String,
    pub total: String,
    pub snapshot: Option<String>,
}

/// Who has the item.
pub struct ClaimState {
    pub mine: bool,
    pub another_s: bool,
    pub until: Option<Timestamp>,
    /// In words, what that means for the reader where it is another's.
    pub told: Option<String>,
}

impl ClaimState {
    fn of(item: &QueueItemView, me: &str, page: &Page) -> Self {
        let by = item.claim.as_ref().map(|claim| claim.by.as_str());
        Self {
            mine: by == Some(me),
            another_s: by.is_some_and(|by| by != me),
            until: item.claim.as_ref().map(|claim| claim.until),
            told: another_s(item, me, page),
        }
    }
}

#[get("/queue/{id}")]
pub async fn show(
    app: Data<App>,
    moderator: Moderator,
    request: HttpRequest,
    (id, asked): (Path<ItemId>, Listing<Asked>),
) -> Result<HttpResponse, Failure> {
    let (me, window) = (moderator.id.clone(), asked.window::<ByPriority>("queue")?);
    let read = app.read(move |r| at_the_desk(r, &me, &id, &window)).await?;
    shown(&item_page(&app, moderator.page(&request)?, read, moderator.id.as_str(), DecisionForm::default()))
}

/// The page of an item, with what was typed into its form.
pub fn item_page(
    app: &App,
    page: Page,
    (detail, desk): (QueueItemDetail, Desk),
    me: &str,
    form: DecisionForm,
) -> ItemPage {
    let pack = &app.site().pack;
    let title = heading(pack, (&detail.item, desk.heard.as_ref()), &page);
    let page = private(page, Area::Staff, title);
    let author = author_facts(&detail, &page);
    let item = detail.item;
    // Its own decisions stand apart.
    let mut earlier = detail.earlier_decisions;
    earlier.retain(|decision| decision.item_id != item.id);
    let place = desk.items.iter().position(|one| one.id == item.id);
    let near = |place: Option<usize>| Some(format!("/queue/{}", desk.items.get(place?)?.id));
    let permitted: Vec<Action> = item.actions.iter().filter_map(|link| link.name.parse().ok()).collect();
    let may_hear = item.actions.iter().any(|link| link.name == "hear");
    let another_hears = item.appeal_id.is_some() && item.state == ItemState::Open && !may_hear;
    ItemPage {
        lines: desk.items.iter().map(|one| line(pack, one, me, &page)).collect(),
        here: format!("/queue/{}", item.id),
        place: place.map(|place| page.t_with2("moderation-place", "number", place + 1, "count", desk.open)),
        previous: near(place.and_then(|place| place.checked_sub(1))),
        following: near(place.map_or(Some(0), |place| place.checked_add(1))),
        open: desk.open,
        kind: kind_name(item.kind, &page),
        why: why(&item, &page),
        target: page.t(&format!("moderation-kind-{}", item.target_kind)),
        flags: item.flags.iter().map(|flag| flag_line(app, flag, &item.snapshot, &page)).collect(),
        score: page.lang.decimal(item.score, 2),
        score_line: score_line(&item, &page),
        author,
        earlier: earlier.iter().map(|decision| decision_fact(app, decision, &page)).collect(),
        decided: item.decisions.iter().map(|decision| decided(app, decision, &page)).collect(),
        claim: ClaimState::of(&item, me, &page),
        actions: permitted.iter().map(|action| action_on(pack, (*action, &item), &form.action, &page)).collect(),
        grounds: grounds::of_item(pack, (&item, &permitted, desk.hidden_for.as_deref()), &form.ground, &page),
        hours: hours(pack, &permitted, &form.hours, &page),
        hours_hint: hours_hint(pack, &permitted, &page),
        may_take: item.actions.iter().any(|link| matches!(link.name.as_str(), "claim" | "release")),
        may_mask: permitted.contains(&Action::Mask) && item.target_kind != TargetKind::Profile,
        may_last: permitted.iter().any(|action| action.is_timed()),
        voices: item.voices.iter().map(|voice| voice_fact(app, voice, &page)).collect(),
        due: due(&item, &page),
        takes_two: takes_two(&item, &page),
        hear: item.appeal_id.as_ref().filter(|_| !another_hears).map(|id| format!("/appeals/{id}")),
        another_hears: another_hears.then(|| page.t("moderation-another-hears")),
        explanation: form.explanation,
        passages: form.passages,
        item,
        page,
    }
}

/// From which score on a post is hidden; nothing else is, whatever its score.
fn score_line(item: &QueueItemView, page: &Page) -> String {
    match item.target_kind {
        TargetKind::Post => page.t_with("moderation-score-line", "score", page.lang.decimal(item.hide_score, 2)),
        TargetKind::Thread | TargetKind::Review | TargetKind::Profile => page.t("moderation-score-alone"),
    }
}

/// Why an item waits that nobody reported.
fn why(item: &QueueItemView, page: &Page) -> String {
    if item.kind == ItemKind::Flag || item.state == ItemState::Decided {
        return String::new();
    }
    page.t(&format!("moderation-because-{}", item.kind.as_str().replace('_', "-")))
}

/// What another's claim means to whoever may do something with the item all the same.
fn another_s(item: &QueueItemView, me: &str, page: &Page) -> Option<String> {
    let may_act = item.actions.iter().any(|link| link.name == "hear" || link.name.parse::<Action>().is_ok());
    let claim = item.claim.as_ref().filter(|claim| claim.by != me && may_act)?;
    Some(taken_until(claim.until, page))
}

/// What another's claim means: it is soft.
pub fn taken_until(until: Timestamp, page: &Page) -> String {
    page.t_with("moderation-taken-until", "time", page.moment_text(until))
}

fn takes_two(item: &QueueItemView, page: &Page) -> Option<String> {
    let waits = item.state == ItemState::Open && !item.takes_two.is_empty();
    let is_all = item.kind == ItemKind::HiddenReview;
    waits.then(|| page.t(if is_all { "moderation-takes-two-text" } else { "moderation-takes-two-removal" }))
}

/// Taking an item, or giving it back.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClaimForm {
    release: bool,
}

impl Check for ClaimForm {}

#[post("/queue/{id}/claim")]
pub async fn take(
    app: Data<App>,
    moderator: Moderator,
    id: Path<ItemId>,
    form: ValidForm<ClaimForm>,
) -> Result<HttpResponse, Failure> {
    moderator.check_form(&app, &form.csrf)?;
    let release = form.value?.release;
    let (item, me) = (id.clone(), moderator.id.clone());
    let done = app.write(move |tx| {
        if release { actions::release(tx, &me, &item).map(drop) } else { actions::claim(tx, &me, &item).map(drop) }
    });
    done.await?;
    Ok(see_other(&format!("/queue/{id}?done={}", if release { "released" } else { "claimed" })))
}
