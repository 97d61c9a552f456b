//! Deciding several items of the list at once: one decision for all that are marked, and each is taken and decided by
//! itself, by the same rules as alone.

use super::around::{About, action_choice, will_do};
use super::deciding::{DecisionForm, as_read};
use super::queue::{Asked, Line};
use super::{errors_of, grounds, list, see_other, shown, shown_again, with_refusal};
use crate::accounts::{Member, Moderator};
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{AppError, NOT_ALLOWED_HERE, REQUIRED, Refusal};
use crate::moderation::api::{NewDecision, QueueItemView};
use crate::moderation::model::{Action, ItemId, TargetKind};
use crate::moderation::rules::WORDS;
use crate::moderation::{actions, words};
use crate::specialty::Pack;
use crate::web::page::Page;
use crate::web::parts::{Choice, ChoiceGroup};
use crate::web::{Check, Failure, Listing, ValidForm, Wrong};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use serde::Deserialize;
use std::fmt;

/// Most items of one form: as many as a page of the list has where nobody asks for more.
const MOST: usize = 20;
/// What can be decided about many: what needs neither a date nor passages, and takes no account from anybody.
const FOR_SEVERAL: &[Action] = &[Action::NoBreach, Action::Hide, Action::Remove];

/// An item as the list showed it, written `<id>:<version>`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Marked {
    id: ItemId,
    version: i64,
}

impl TryFrom<String> for Marked {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let wrong = || format!("not an item with its version: {text:?}");
        let (id, version) = text.split_once(':').ok_or_else(wrong)?;
        Ok(Self { id: id.parse()?, version: version.parse().map_err(|_| wrong())? })
    }
}

impl fmt::Display for Marked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.id, self.version)
    }
}

/// How an item of the list is marked; not at all where nothing can be decided about it together with others.
pub fn mark(item: &QueueItemView, me: &str) -> Option<Marked> {
    let is_another_s = item.claim.as_ref().is_some_and(|claim| claim.by != me);
    let is_offered = |action: &Action| item.actions.iter().any(|link| link.name == action.as_str());
    let fits = !is_another_s && FOR_SEVERAL.iter().any(is_offered);
    fits.then(|| Marked { id: item.id.clone(), version: item.version })
}

/// The form as browsers send it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeveralForm {
    pub marked: Vec<Marked>,
    action: String,
    ground: String,
    explanation: String,
}

impl Check for SeveralForm {}

impl SeveralForm {
    /// What is decided about each; everything that is wrong with the form is named at once.
    fn decision(&self, now: Timestamp) -> Result<NewDecision, Refusal> {
        let mut wrong = Wrong::default();
        wrong.count("/marked", self.marked.len(), 1..=MOST);
        if !FOR_SEVERAL.iter().any(|action| action.as_str() == self.action) {
            wrong.add("/action", if self.action.is_empty() { REQUIRED } else { NOT_ALLOWED_HERE });
        }
        wrong.length("/explanation", &self.explanation, 0..=*WORDS.end());
        wrong.into_result()?;
        let alone = DecisionForm {
            action: self.action.clone(),
            ground: self.ground.clone(),
            explanation: self.explanation.clone(),
            ..DecisionForm::default()
        };
        alone.decision(now)
    }
}

/// What came of one that was marked.
#[derive(Debug, Clone)]
pub struct Came {
    pub id: ItemId,
    action: Action,
    /// Whether somebody else has to say the same first, or why it was refused.
    waits: Result<bool, Refusal>,
}

#[post("/queue/decide")]
pub async fn decide(
    app: Data<App>,
    moderator: Moderator,
    request: HttpRequest,
    asked: Listing<Asked>,
    form: ValidForm<SeveralForm>,
) -> Result<HttpResponse, Failure> {
    moderator.check_form(&app, &form.csrf)?;
    let (sent, page) = (form.value?, of_the_list(moderator.page(&request)?));
    match sent.decision(app.now()) {
        Ok(new) => {
            let came = each(&app, &moderator, &sent.marked, &new).await;
            if came.iter().all(|one| one.waits.is_ok()) {
                return Ok(see_other(&all_done(&page)));
            }
            shown(&list::of(&app, (&moderator, page), &asked, (sent, came)).await?)
        }
        Err(refusal) => {
            let page = with_refusal(page, &refusal);
            shown_again(&list::of(&app, (&moderator, page), &asked, (sent, Vec::new())).await?, &refusal)
        }
    }
}

/// One after the other, each in a transaction of its own: what one is refused for keeps nothing from the others.
async fn each(app: &App, moderator: &Member, marked: &[Marked], new: &NewDecision) -> Vec<Came> {
    let mut came = Vec::new();
    for one in marked {
        let (me, item, wanted) = (moderator.clone(), one.clone(), new.clone());
        let done = app
            .write(move |tx| Ok(actions::take_and_decide(tx, &me, &item.id, &wanted, &as_read(item.version))?.waits));
        came.push(Came { id: one.id.clone(), action: new.action, waits: done.await.map_err(refusal_in) });
    }
    came
}

/// What the page says of an error: what broke is logged, and the others are decided all the same.
fn refusal_in(error: AppError) -> Refusal {
    match error {
        AppError::Refused(refusal) => refusal,
        other => {
            tracing::error!(error = %other, "one of several items was not decided");
            Refusal::new(other.code())
        }
    }
}

/// The page that shows the list again is the list's, wherever the form was sent.
fn of_the_list(mut page: Page) -> Page {
    page.path = address("/queue", &page);
    page
}

/// An address with what the page's own asks of the list; what was just done is not said again.
fn address(path: &str, page: &Page) -> String {
    let query = page.path.split_once('?').map_or("", |(_, query)| query);
    let asked: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("done=")).collect();
    if asked.is_empty() { path.to_owned() } else { format!("{path}?{}", asked.join("&")) }
}

/// The list as it was asked for, which says that nothing was refused.
fn all_done(list: &Page) -> String {
    let sign = if list.path.contains('?') { '&' } else { '?' };
    format!("{}{sign}done=several", list.path)
}

/// The form under the list.
pub struct Several {
    /// Whether there is anything to decide, or something typed to keep.
    pub shown: bool,
    pub address: String,
    pub actions: Vec<Choice>,
    pub grounds: Vec<ChoiceGroup>,
    pub explanation: String,
}

impl Several {
    pub fn of(pack: &Pack, form: SeveralForm, lines: &[Line], page: &Page) -> Self {
        // They may be about anything: an action is told as it is for a post, and for a review where one can be marked, a
        // ground is offered that fits something.
        let has_review = lines.iter().any(|line| line.mark.is_some() && line.target == TargetKind::Review);
        let choice = |action: &Action| {
            let told = action_choice(pack, (*action, About::any(TargetKind::Post)), &form.action, page);
            let of_review = will_do(pack, (*action, About::any(TargetKind::Review)), page);
            if !has_review || told.hint == of_review {
                return told;
            }
            let both = page.t_with2("moderation-several-review", "post", told.hint.as_str(), "review", of_review);
            told.with_hint(both)
        };
        let about = |target: TargetKind| FOR_SEVERAL.iter().map(move |action| ((None, target), *action));
        let targets = [TargetKind::Post, TargetKind::Review].into_iter();
        let measures: Vec<_> =
            targets.filter(|target| has_review || *target != TargetKind::Review).flat_map(about).collect();
        Self {
            shown: lines.iter().any(|line| line.mark.is_some()) || !form.explanation.is_empty(),
            address: address("/queue/decide", page),
            actions: FOR_SEVERAL.iter().map(choice).collect(),
            grounds: grounds::groups(pack, &measures, &form.ground, page),
            explanation: form.explanation,
        }
    }
}

/// What came of it, in words.
pub struct Outcomes {
    pub heading: String,
    pub lines: Vec<Outcome>,
}

/// What came of one of them.
pub struct Outcome {
    pub href: String,
    pub title: String,
    pub word: String,
    pub class: &'static str,
    /// Why it was refused, or what is still to come; empty for nothing.
    pub text: String,
}

impl Outcomes {
    /// `called` is what the list calls an item.
    pub fn of(came: &[Came], called: impl Fn(&ItemId) -> String, page: &Page) -> Self {
        let done = came.iter().filter(|one| one.waits.is_ok()).count();
        Self {
            heading: page.t_with2("moderation-several-came", "done", done, "count", came.len()),
            lines: came.iter().map(|one| outcome(one, called(&one.id), page)).collect(),
        }
    }
}

fn outcome(came: &Came, title: String, page: &Page) -> Outcome {
    let action = || page.t(&came.action.done_key());
    let (word, class, text) = match &came.waits {
        Ok(false) => (page.t_with("moderation-heading-decided", "action", action()), "ok", String::new()),
        Ok(true) => (page.t("moderation-several-waits"), "ring", words::capital(&page.t("moderation-done-spoken"))),
        Err(refusal) => (page.t("moderation-several-refused"), "warn", sentence(refusal, came.action, page)),
    };
    Outcome { href: format!("/queue/{}", came.id), title, word, class, text }
}

fn sentence(refusal: &Refusal, action: Action, page: &Page) -> String {
    let errors = errors_of(refusal, page);
    let said = errors.all().iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join(" ");
    let lacks_ground = refusal.fields.iter().any(|field| field.pointer == "/ground" && field.code == REQUIRED);
    // Only reviews are removed for nothing but what their own list names; the reason of a report may not be on it.
    if action == Action::Remove && lacks_ground {
        return format!("{said}. {}", page.t("error-not-a-removal-ground"));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lang::Lang;

    #[test]
    fn an_item_is_marked_with_the_version_that_was_seen() {
        let id = "0".repeat(32);
        let marked = Marked::try_from(format!("{id}:7")).unwrap();
        assert_eq!((marked.version, marked.to_string()), (7, format!("{id}:7")));
        for wrong in [id.clone(), format!("{id}:"), format!("{id}:x"), ":7".to_owned(), "item:7".to_owned()] {
            assert!(Marked::try_from(wrong.clone()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_named_at_once() {
        let now = Timestamp::parse("2026-03-14T12:00:00Z").unwrap();
        let one = Marked::try_from(format!("{}:1", "0".repeat(32))).unwrap();
        let form = |count: usize, action: &str| SeveralForm {
            marked: vec![one.clone(); count],
            action: action.to_owned(),
            ..SeveralForm::default()
        };
        let named = |form: SeveralForm| match form.decision(now) {
            Ok(new) => vec![new.action.to_string()],
            Err(refusal) => {
                refusal.fields.iter().map(|field| format!("{} {}", field.pointer, field.code.name)).collect()
            }
        };
        assert_eq!(named(form(MOST, "remove")), ["remove"]);
        assert_eq!(named(form(0, "")), ["/marked too_short", "/action required"]);
        assert_eq!(named(form(MOST + 1, "ban")), ["/marked too_long", "/action not_allowed_here"]);
        let long = SeveralForm { explanation: "x".repeat(5_001), ..form(1, "no_breach") };
        assert_eq!(named(long), ["/explanation too_long"]);
        for (lang, key) in Lang::ALL
            .iter()
            .flat_map(|lang| ["error-marked-too-long", "moderation-several-text"].map(|key| (lang, key)))
        {
            assert!(lang.t(key).contains(&format!(" {MOST} ")), "{lang}: {key}");
        }
    }

    #[test]
    fn the_list_is_asked_for_again_as_it_was() {
        let page = Page::new(Lang::En, chrono_tz::Europe::Vienna, Timestamp::parse("2026-03-14T12:00:00Z").unwrap());
        for (path, expected) in [
            ("/queue", "/queue"),
            ("/queue?done=decided", "/queue"),
            ("/queue/decide?kind=flag&done=decided&limit=50", "/queue?kind=flag&limit=50"),
        ] {
            assert_eq!(address("/queue", &Page { path: path.to_owned(), ..page.clone() }), expected);
        }
        for (path, expected) in
            [("/queue", "/queue?done=several"), ("/queue?kind=flag", "/queue?kind=flag&done=several")]
        {
            assert_eq!(all_done(&Page { path: path.to_owned(), ..page.clone() }), expected);
        }
    }
}
