//! What stands around an item on its page, in words: reports and their sums, its author, what was decided and said.

use super::community::days;
use super::queue::FlagLine;
use crate::app::App;
use crate::moderation::api::{DecisionView, QueueItemDetail, QueueItemView, QueuedFlag, VoiceView};
use crate::moderation::model::{Action, ItemKind, ItemState, TargetKind};
use crate::moderation::score::Arithmetic;
use crate::moderation::words;
use crate::specialty::Pack;
use crate::text::lang::Lang;
use crate::web::page::Page;
use crate::web::parts::{Choice, Fact};

/// The usual lengths of a measure, in hours: whole days.
const HOURS: &[u32] = &[24, 72, 168, 720];

/// How long a measure may stand: the usual time unless somebody says otherwise, and a hold not for as long as others.
pub fn hours(pack: &Pack, permitted: &[Action], present: &str, page: &Page) -> Vec<Choice> {
    let (told, may_hold) =
        (|days: u32| page.t_with("moderation-days", "days", days), permitted.contains(&Action::Hold));
    let (hold, sanction) = (days(pack.reviews.hold), pack.flags.times.sanction_hours.div_ceil(24));
    let usual = match may_hold {
        true => page.t_with2("moderation-hours-usual-hold", "hold", told(hold), "sanction", told(sanction)),
        false => page.t_with("moderation-hours-usual", "sanction", told(sanction)),
    };
    let choice = |hours: &u32| {
        let label = match hours / 24 {
            days if may_hold && days > hold => page.t_with("moderation-hours-not-hold", "days", told(days)),
            days => told(days),
        };
        Choice::new(hours.to_string(), label).chosen_if(present)
    };
    std::iter::once(Choice::new("", usual)).chain(HOURS.iter().map(choice)).collect()
}

/// What the length is for.
pub fn hours_hint(pack: &Pack, permitted: &[Action], page: &Page) -> String {
    match permitted.contains(&Action::Hold) {
        true => page.t_with("moderation-hours-hint-hold", "days", days(pack.reviews.hold)),
        false => page.t("moderation-hours-hint"),
    }
}

pub fn flag_line(app: &App, flag: &QueuedFlag, present: &str, page: &Page) -> FlagLine {
    let (sum, lang) = (flag.arithmetic, page.lang);
    let reason = words::ground(&app.site().pack, &flag.reason, lang);
    let arithmetic = match flag.by_party {
        true => lang.t("moderation-arithmetic-party"),
        false => in_words(&sum, lang),
    };
    FlagLine {
        said: match &flag.text {
            Some(text) => format!("{reason}: “{text}”"),
            None => reason,
        },
        sum: format!("{} – {}", flag.flagger.display_name, arithmetic),
        total: lang.decimal(if flag.by_party { 0.0 } else { sum.total }, 2),
        snapshot: (flag.snapshot != present).then(|| flag.snapshot.clone()),
    }
}

/// A sum as far as its parts count: the base always, of the others those that are not nothing.
fn in_words(sum: &Arithmetic, lang: Lang) -> String {
    let (nothing, record) = (Vec::new(), vec![("agreed", sum.agreed.into()), ("decided", sum.decided.into())]);
    let parts = [
        ("trust", sum.trust, &nothing),
        ("accuracy", sum.accuracy, &record),
        ("reason", sum.reason, &nothing),
        ("action", sum.take_action, &nothing),
    ];
    let base = lang.t_with("moderation-sum-base", &[("number", lang.decimal(sum.base, 2).into())]);
    parts.iter().filter(|(_, number, _)| *number != 0.0).fold(base, |text, (name, number, more)| {
        let mut values = vec![("number", lang.decimal(number.abs(), 2).into())];
        values.extend_from_slice(more);
        let sign = if *number < 0.0 { '−' } else { '+' };
        format!("{text} {sign} {}", lang.t_with(&format!("moderation-sum-{name}"), &values))
    })
}

pub fn author_facts(detail: &QueueItemDetail, page: &Page) -> Vec<Fact> {
    let (author, history) = (&detail.item.author, &detail.author_history);
    let mut facts = vec![Fact::new(page.t("moderation-author-name"), author.display_name.clone())];
    facts.extend(author.member_since.map(|since| Fact::new(page.t("moderation-author-since"), page.day_of(since))));
    facts.extend(history.iter().map(|entry| Fact::new(page.t(&entry.action.done_key()), page.number(entry.count))));
    if detail.warning_points > 0 {
        facts.push(Fact::new(page.t("moderation-author-points"), page.number(detail.warning_points)));
    }
    let suggested = detail.suggested_action.map(|action| page.t(&action.key()));
    facts.extend(suggested.map(|action| Fact::new(page.t("moderation-author-suggested"), action)));
    facts
}

pub fn decision_fact(app: &App, decision: &DecisionView, page: &Page) -> Fact {
    let ground = decision.ground.as_deref().map(|code| words::ground(&app.site().pack, code, page.lang));
    let mut said = vec![page.t(&decision.action.done_key())];
    said.extend(ground);
    if decision.automated {
        said.push(page.t("moderation-by-itself"));
    }
    said.extend(decision.appeal_outcome.map(|outcome| page.t(&format!("moderation-outcome-{outcome}"))));
    Fact::new(page.moment_text(decision.created_at), said.join(", "))
}

/// A decision of the item itself, with everything that its author reads of it.
pub struct Decided {
    pub fact: Fact,
    /// What was sent to the author, or stays with the item; empty where nothing was written.
    pub explanation: String,
    pub statement: Option<String>,
}

pub fn decided(app: &App, decision: &DecisionView, page: &Page) -> Decided {
    let mut fact = decision_fact(app, decision, page);
    if let Some(until) = decision.until {
        let until = page.t_with("moderation-decided-until", "time", page.moment_text(until));
        fact.value = format!("{}, {until}", fact.value);
    }
    Decided {
        fact,
        explanation: decision.explanation.clone(),
        statement: decision.statement_id.as_ref().map(|id| format!("/statements/{id}")),
    }
}

pub fn voice_fact(app: &App, voice: &VoiceView, page: &Page) -> Fact {
    let ground = voice.ground.as_deref().map(|code| words::ground(&app.site().pack, code, page.lang));
    let explained = Some(voice.explanation.clone()).filter(|text| !text.is_empty());
    let said: Vec<String> = [Some(page.t(&voice.action.key())), ground, explained].into_iter().flatten().collect();
    Fact::new(page.moment_text(voice.created_at), said.join(", "))
}

/// Until when an item waits, in words.
pub fn due(item: &QueueItemView, page: &Page) -> String {
    let Some(at) = item.due_at.filter(|_| item.state == ItemState::Open) else { return String::new() };
    let key = match item.kind {
        _ if item.overdue => "moderation-overdue-since",
        ItemKind::HeldReview => "moderation-held-until",
        _ => "moderation-two-until",
    };
    page.t_with(key, "time", page.moment_text(at))
}

pub fn action_choice(pack: &Pack, (action, about): (Action, About<'_>), present: &str, page: &Page) -> Choice {
    let will = will_do(pack, (action, about), page);
    Choice::new(action.as_str(), page.t(&action.key())).with_hint(will).chosen_if(present)
}

/// The same about an item of which it is known why it waits.
pub fn action_on(pack: &Pack, (action, item): (Action, &QueueItemView), present: &str, page: &Page) -> Choice {
    let about = About { target: item.target_kind, in_force: Some(&item.in_force) };
    let choice = action_choice(pack, (action, about), present, page);
    if !publishes(item.kind, action) {
        return choice;
    }
    let hint = format!("{} {}", choice.hint, page.t("moderation-will-publish"));
    choice.with_hint(hint)
}

/// Whether a first review that waits is published by this.
pub fn publishes(kind: ItemKind, action: Action) -> bool {
    (kind, action) == (ItemKind::Review, Action::NoBreach)
}

/// What an action would change.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    pub target: TargetKind,
    /// What stands against it now, where that is known.
    pub in_force: Option<&'a [Action]>,
}

impl About<'_> {
    /// Something of which nobody says what stands against it.
    pub const fn any(target: TargetKind) -> Self {
        Self { target, in_force: None }
    }

    fn is_out_of_sight(self) -> bool {
        self.in_force.is_some_and(|standing| standing.iter().any(|action| action.takes_from_sight()))
    }

    /// Nothing stands against what was said, only against whoever said it.
    fn is_about_account(self) -> bool {
        let is_all = |standing: &[Action]| !standing.is_empty() && standing.iter().all(|it| it.is_about_account());
        self.in_force.is_some_and(is_all)
    }

    /// The score may have done something, which it never does to reviews.
    fn may_be_of_score(self) -> bool {
        self.target != TargetKind::Review && self.in_force.is_none_or(|standing| !standing.is_empty())
    }
}

/// What an action does, to whom, and for how long where that is always the same.
pub fn will_do(pack: &Pack, (action, about): (Action, About<'_>), page: &Page) -> String {
    match (about.target, action) {
        (_, Action::NoBreach) if about.may_be_of_score() => page.t("moderation-will-no-breach-ends"),
        (TargetKind::Review, Action::Hide) => page.t("moderation-will-hide-review"),
        (_, Action::Hide) if about.is_out_of_sight() => page.t("moderation-will-stay-hidden"),
        (_, Action::Restore) if about.is_about_account() => page.t("moderation-will-restore-account"),
        (TargetKind::Thread, Action::Mask) => page.t("moderation-will-mask-title"),
        (TargetKind::Profile, Action::Mask) => page.t("moderation-will-mask-name"),
        (_, Action::Warn) => page.t_with("moderation-will-warn", "days", pack.flags.times.warning_days),
        _ => page.t(&format!("moderation-will-{}", action.as_str().replace('_', "-"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_counts_is_shown_of_a_sum() {
        let plain = Arithmetic {
            base: 1.0,
            trust: 0.0,
            accuracy: 0.0,
            reason: 0.0,
            take_action: 0.0,
            total: 1.0,
            agreed: 0,
            decided: 0,
        };
        assert_eq!(in_words(&plain, Lang::En), "1.00 base");
        let sums = [
            (
                Arithmetic { trust: 5.0, take_action: 5.0, ..plain },
                "1.00 base + 5.00 trust level + 5.00 asked to act at once",
            ),
            (
                Arithmetic { accuracy: -3.09, agreed: 10, decided: 20, reason: 2.0, ..plain },
                "1.00 base − 3.09 accuracy (10 of 20 agreed) + 2.00 reason",
            ),
        ];
        for (sum, expected) in sums {
            assert_eq!(in_words(&sum, Lang::En), expected);
        }
    }
}
