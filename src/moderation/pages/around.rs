//! What stands around an item on its page, in words: reports and their sums, its author, what was decided and said.

use super::deciding::DecisionForm;
use super::queue::FlagLine;
use crate::app::App;
use crate::moderation::api::{DecisionView, QueueItemDetail, QueueItemView, QueuedFlag, VoiceView};
use crate::moderation::model::{Action, ItemKind, ItemState, TargetKind};
use crate::moderation::score::Arithmetic;
use crate::moderation::{rules, words};
use crate::specialty::Pack;
use crate::text::lang::Lang;
use crate::web::page::Page;
use crate::web::parts::{Choice, Fact};

/// The usual lengths of a measure, in hours: whole days.
const HOURS: &[u32] = &[24, 72, 168, 720];

/// How long a measure may stand.
pub fn hours(form: &DecisionForm, page: &Page) -> Vec<Choice> {
    let choice = |hours: &u32| {
        Choice::new(hours.to_string(), page.t_with("moderation-days", "days", hours / 24)).chosen_if(&form.hours)
    };
    HOURS.iter().map(choice).collect()
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

pub fn action_choice(pack: &Pack, (action, target): (Action, TargetKind), present: &str, page: &Page) -> Choice {
    let will = will_do(pack, (action, target), page);
    Choice::new(action.as_str(), page.t(&action.key())).with_hint(will).chosen_if(present)
}

/// The same about an item of which it is known why it waits.
pub fn action_on(pack: &Pack, (action, item): (Action, &QueueItemView), present: &str, page: &Page) -> Choice {
    let choice = action_choice(pack, (action, item.target_kind), present, page);
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

/// What an action does, to whom, and for how long where that is always the same.
pub fn will_do(pack: &Pack, (action, target): (Action, TargetKind), page: &Page) -> String {
    match (target, action) {
        (TargetKind::Review, Action::Hide) => page.t("moderation-will-hide-review"),
        (TargetKind::Thread, Action::Mask) => page.t("moderation-will-mask-title"),
        (TargetKind::Profile, Action::Mask) => page.t("moderation-will-mask-name"),
        (_, Action::Warn) => page.t_with("moderation-will-warn", "days", pack.flags.times.warning_days),
        _ => page.t(&format!("moderation-will-{}", action.as_str().replace('_', "-"))),
    }
}

/// The grounds of whatever may be done.
pub fn grounds(
    app: &App,
    (item, permitted, hidden_for): (&QueueItemView, &[Action], Option<&str>),
    form: &DecisionForm,
    page: &Page,
) -> Vec<Choice> {
    let flagged = item.flags.first().map(|flag| flag.reason.clone()).unwrap_or_default();
    let present = if form.ground.is_empty() { &flagged } else { &form.ground };
    let measures = permitted.iter().map(|action| ((hidden_for, item.target_kind), *action));
    let mut all = grounds_of(&app.site().pack, measures, present, page);
    if let Some(empty) = all.first_mut().filter(|_| item.flags.is_empty()) {
        empty.label = page.t("moderation-ground-choose");
    }
    all
}

/// The grounds on which any of these can be done, each once; none where nothing is taken from anybody.
pub fn grounds_of<'h>(
    pack: &Pack,
    measures: impl Iterator<Item = ((Option<&'h str>, TargetKind), Action)>,
    present: &str,
    page: &Page,
) -> Vec<Choice> {
    let mut all = vec![Choice::new("", page.t("moderation-ground-none"))];
    let restricting = measures.filter(|(_, action)| action.restricts());
    for term in restricting.flat_map(|(about, action)| rules::grounds(pack, about, action)) {
        if !all.iter().any(|choice| choice.value == term.code) {
            all.push(Choice::new(term.code.clone(), term.words.get(page.lang.as_str())).chosen_if(present));
        }
    }
    all
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
