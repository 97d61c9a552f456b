//! Deciding an item on a page: first what will happen, then the act.

use super::around::{About, publishes, will_do};
use super::grounds;
use super::queue::{Asked, at_the_desk, item_page, taken_until};
use super::{private, refusal_of, see_other, shown, shown_again, with_refusal};
use crate::accounts::{Member, Moderator};
use crate::app::{App, Tx};
use crate::clock::Timestamp;
use crate::error::{AppError, Refusal, STALE};
use crate::moderation::actions::Foreseen;
use crate::moderation::api::NewDecision;
use crate::moderation::model::{Action, ItemId, TargetKind};
use crate::moderation::store::items::{self, ByPriority};
use crate::moderation::store::{decisions, flags};
use crate::moderation::{actions, points, targets, words};
use crate::specialty::Pack;
use crate::web::page::{Area, Page};
use crate::web::{Check, Failure, Listing, ValidForm, Wrong};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, post};
use askama::Template;
use chrono::Duration;
use serde::Deserialize;

/// The decision as browsers send it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DecisionForm {
    pub action: String,
    pub ground: String,
    pub explanation: String,
    pub hours: String,
    /// One on each line.
    pub passages: String,
    pub version: i64,
}

impl Check for DecisionForm {}

impl DecisionForm {
    /// What was chosen; how long is counted from `from`.
    pub fn decision(&self, from: Timestamp) -> Result<NewDecision, Refusal> {
        let action: Action = self.action.parse().map_err(|_| Refusal::field("/action", crate::error::REQUIRED))?;
        let hours: Option<i64> = self.hours.parse().ok().filter(|hours| (1..=10_000).contains(hours));
        let text = |given: &str| Some(given.trim().to_owned()).filter(|given| !given.is_empty());
        let passages = self.passages.lines().map(str::trim).filter(|line| !line.is_empty());
        Ok(NewDecision {
            action,
            ground: text(&self.ground),
            explanation: text(&self.explanation),
            until: hours.filter(|_| action.is_timed()).map(|hours| from.plus(Duration::hours(hours))),
            passages: if action == Action::Mask { passages.map(str::to_owned).collect() } else { Vec::new() },
        })
    }

    /// The same where it is about this item: a hold is made longer from its end on, and a mask states its ground.
    fn decision_about(&self, tx: &mut Tx<'_>, item: &ItemId, is_reported: bool) -> Result<NewDecision, AppError> {
        let holds = self.action == Action::Hold.as_str();
        let from = if holds { actions::counted_from(tx, item)? } else { tx.now };
        let target = items::find(tx.conn, item)?.target_kind;
        let new = grounds::of_mask(self.decision(from)?, target)?;
        reasons_given(&new, is_reported)?;
        Ok(new)
    }
}

/// Whether somebody reported an item; what came by itself has nobody who waits to hear.
fn is_reported(tx: &mut Tx<'_>, item: &ItemId) -> Result<bool, AppError> {
    Ok(!flags::of_item(tx.conn, item)?.is_empty())
}

/// Nobody is restricted without a reason on the page: where no report has given one, one is chosen, and what fits none
/// of the list is told in words.
fn reasons_given(new: &NewDecision, is_reported: bool) -> Result<(), Refusal> {
    let mut wrong = Wrong::default();
    if new.action.restricts() && new.ground.is_none() && !is_reported {
        wrong.add("/ground", crate::error::REQUIRED);
    }
    if new.action.restricts() && new.ground.as_deref() == Some("other") && new.explanation.is_none() {
        wrong.add("/explanation", crate::error::REQUIRED);
    }
    wrong.into_result()
}

/// Whether an item is still as its page showed it.
pub fn as_read(read: i64) -> impl Fn(i64) -> Result<(), Refusal> + Send + 'static {
    move |version| if version == read { Ok(()) } else { Err(Refusal::new(STALE)) }
}

#[derive(Template)]
#[template(path = "moderation/preview.html")]
struct PreviewPage {
    page: Page,
    id: ItemId,
    typed: DecisionForm,
    action: String,
    ground: String,
    until: Option<Timestamp>,
    will: Vec<String>,
    /// What a mask will leave.
    masked: Option<String>,
    explanation: String,
    /// For whom that is.
    explained: String,
    /// In words, that somebody else has taken the item.
    taken: Option<String>,
}

#[post("/queue/{id}/preview")]
pub async fn preview(
    app: Data<App>,
    moderator: Moderator,
    request: HttpRequest,
    (id, asked): (Path<ItemId>, Listing<Asked>),
    form: ValidForm<DecisionForm>,
) -> Result<HttpResponse, Failure> {
    moderator.check_form(&app, &form.csrf)?;
    let sent = form.value?;
    let (me, item, wanted) = (moderator.clone(), id.clone(), sent.clone());
    match app.write(move |tx| Preview::of(tx, &me, &item, &wanted)).await {
        Ok(seen) => {
            let page = moderator.page(&request)?;
            shown(&preview_page(&app.site().pack, page, (id.into_inner(), sent), seen))
        }
        Err(error) => again(&app, (&moderator, &request), (id.into_inner(), asked), sent, error).await,
    }
}

/// What a decision would do.
struct Preview {
    new: NewDecision,
    ground: Option<String>,
    until: Option<Timestamp>,
    masked: Option<String>,
    /// Whether a second moderator must agree first.
    waits: bool,
    target: TargetKind,
    /// What stands against it now.
    in_force: Vec<Action>,
    /// Of a warning: its points, and what they make with those that stand.
    points: Option<(u32, u32)>,
    /// What the score has hidden can be read again by this.
    shows_again: bool,
    /// A first review is published by this.
    publishes: bool,
    is_reported: bool,
    taken_until: Option<Timestamp>,
}

impl Preview {
    fn of(tx: &mut Tx<'_>, moderator: &Member, item: &ItemId, wanted: &DecisionForm) -> Result<Self, AppError> {
        let is_reported = is_reported(tx, item)?;
        let new = wanted.decision_about(tx, item, is_reported)?;
        let foreseen = actions::foresee(tx, moderator, item, &new, &as_read(wanted.version))?;
        let masked = if new.action == Action::Mask { Some(remaining(tx, &new, &foreseen)?) } else { None };
        let points = if new.action == Action::Warn { Some(points_with(tx, &foreseen)?) } else { None };
        let publishes = publishes(foreseen.kind, new.action);
        let Foreseen { subject, ground, until, waits, shows_again, taken_until, in_force, .. } = foreseen;
        Ok(Self {
            target: subject.kind,
            new,
            masked,
            ground,
            until,
            waits,
            in_force,
            points,
            shows_again,
            publishes,
            is_reported,
            taken_until,
        })
    }
}

/// What a mask will leave.
fn remaining(tx: &mut Tx<'_>, new: &NewDecision, mask: &Foreseen) -> Result<String, AppError> {
    if mask.keeps_name {
        return Ok(mask.subject.words.clone());
    }
    targets::without(tx.conn, &mask.subject, &actions::passages(new, &mask.subject.words))
}

fn points_with(tx: &mut Tx<'_>, warning: &Foreseen) -> Result<(u32, u32), AppError> {
    let standing = decisions::warnings(tx.conn, &warning.subject.author)?;
    let rules = &tx.site.pack.flags.warnings;
    let own = points::of_ground(rules, warning.ground.as_deref());
    Ok((own, points::sum(rules, &standing).saturating_add(own)))
}

fn preview_page(pack: &Pack, page: Page, (id, typed): (ItemId, DecisionForm), seen: Preview) -> PreviewPage {
    let will = will(pack, &seen, &page);
    let Preview { new, ground, until, masked, taken_until: taken, .. } = seen;
    let title = page.t_with("moderation-preview-title", "action", page.t(&new.action.key()));
    let page = private(page, Area::Staff, title);
    let ground = ground.map(|code| words::ground(pack, &code, page.lang)).unwrap_or_default();
    PreviewPage {
        id,
        action: page.t(&new.action.key()),
        will,
        explanation: new.explanation.unwrap_or_else(|| ground.clone()),
        explained: page.t(if new.action.restricts() {
            "moderation-explanation"
        } else {
            "moderation-explanation-kept"
        }),
        ground,
        until,
        masked,
        taken: taken.map(|until| taken_until(until, &page)),
        typed,
        page,
    }
}

fn will(pack: &Pack, seen: &Preview, page: &Page) -> Vec<String> {
    let about = About { target: seen.target, in_force: Some(&seen.in_force) };
    if seen.waits {
        let then = will_do(pack, (seen.new.action, about), page);
        return vec![page.t("moderation-will-wait"), page.t_with("moderation-will-then", "what", then)];
    }
    let action = seen.new.action;
    let mut lines = vec![will_do(pack, (action, about), page)];
    if seen.publishes {
        lines.push(page.t("moderation-will-publish"));
    }
    if seen.shows_again {
        lines.push(page.t("moderation-will-show-again"));
    }
    if let Some((own, sum)) = seen.points {
        lines.push(page.t_with2("moderation-will-count", "points", own, "sum", sum));
        let suggested = points::suggested(&pack.flags.warnings, sum).map(|action| page.t(&action.key()));
        lines.extend(suggested.map(|action| page.t_with("moderation-will-suggest", "action", action)));
    }
    if action.restricts() {
        lines.push(page.t_with("moderation-will-appeal", "days", pack.flags.times.appeal_days));
    }
    lines.extend(seen.is_reported.then(|| page.t("moderation-will-reporters")));
    lines.push(page.t("moderation-will-log"));
    lines
}

#[post("/queue/{id}/decide")]
pub async fn decide(
    app: Data<App>,
    moderator: Moderator,
    request: HttpRequest,
    (id, asked): (Path<ItemId>, Listing<Asked>),
    form: ValidForm<DecisionForm>,
) -> Result<HttpResponse, Failure> {
    moderator.check_form(&app, &form.csrf)?;
    let sent = form.value?;
    let (me, item, wanted) = (moderator.clone(), id.clone(), sent.clone());
    let done = app.write(move |tx| {
        let is_reported = is_reported(tx, &item)?;
        let new = wanted.decision_about(tx, &item, is_reported)?;
        Ok(actions::decide(tx, &me, &item, &new, &as_read(wanted.version))?.waits)
    });
    match done.await {
        Ok(waits) => Ok(see_other(if waits { "/queue?done=spoken" } else { "/queue?done=decided" })),
        Err(error) => again(&app, (&moderator, &request), (id.into_inner(), asked), sent, error).await,
    }
}

/// The item again, with what was typed and what is wrong with it.
async fn again(
    app: &App,
    (moderator, request): (&Moderator, &HttpRequest),
    (id, asked): (ItemId, Listing<Asked>),
    sent: DecisionForm,
    error: AppError,
) -> Result<HttpResponse, Failure> {
    let mut refusal = refusal_of(error)?;
    // On the page a length is chosen, not an end.
    for field in refusal.fields.iter_mut().filter(|field| field.pointer == "/until") {
        "/hours".clone_into(&mut field.pointer);
    }
    let (me, window) = (moderator.id.clone(), asked.window::<ByPriority>("queue")?);
    let read = app.read(move |r| at_the_desk(r, &me, &id, &window)).await?;
    let page = with_refusal(moderator.page(request)?, &refusal);
    shown_again(&item_page(app, page, read, moderator.id.as_str(), sent), &refusal)
}
