//! The grounds that the forms for decisions offer: one list for every measure, which says what each does not fit.

use crate::error::{NOT_ALLOWED_HERE, Refusal};
use crate::moderation::api::{NewDecision, QueueItemView};
use crate::moderation::model::{Action, TargetKind};
use crate::moderation::{rules, words};
use crate::specialty::Pack;
use crate::web::page::Page;
use crate::web::parts::{Choice, ChoiceGroup};

/// A measure: what a review is hidden for, the kind of thing, and what is done with it.
pub type Measure<'a> = ((Option<&'a str>, TargetKind), Action);

/// A list of grounds.
pub struct Grounds {
    /// What stands for naming none.
    pub none: String,
    pub groups: Vec<ChoiceGroup>,
}

/// The grounds of whatever may be done with an item.
pub fn of_item(
    pack: &Pack,
    (item, permitted, hidden_for): (&QueueItemView, &[Action], Option<&str>),
    present: &str,
    page: &Page,
) -> Grounds {
    let measures: Vec<Measure<'_>> = permitted.iter().map(|action| ((hidden_for, item.target_kind), *action)).collect();
    let none = match item.flags.first() {
        Some(flag) => page.t_with("moderation-ground-reported", "reason", words::ground(pack, &flag.reason, page.lang)),
        None => page.t("moderation-ground-choose"),
    };
    Grounds { none, groups: groups(pack, &measures, present, page) }
}

/// The grounds on which any of these can be done, each once, those first that fit them all; none where nothing is taken
/// from anybody.
pub fn groups(pack: &Pack, measures: &[Measure<'_>], present: &str, page: &Page) -> Vec<ChoiceGroup> {
    let mut groups = vec![ChoiceGroup { label: page.t("moderation-grounds-all"), choices: Vec::new() }];
    let restricting: Vec<_> = measures.iter().filter(|(_, action)| action.restricts()).collect();
    let mut known: Vec<&str> = Vec::new();
    for term in restricting.iter().flat_map(|(about, action)| rules::offered(pack, *about, *action)) {
        if known.contains(&term.code.as_str()) {
            continue;
        }
        known.push(&term.code);
        let label = unfit(pack, &restricting, &term.code, page);
        let choice = Choice::new(term.code.clone(), term.words.get(page.lang.as_str())).chosen_if(present);
        match groups.iter_mut().find(|group| group.label == label) {
            Some(group) => group.choices.push(choice),
            None => groups.push(ChoiceGroup { label, choices: vec![choice] }),
        }
    }
    groups.retain(|group| !group.choices.is_empty());
    groups
}

/// What of these can be done to nothing on this ground, in words.
fn unfit(pack: &Pack, measures: &[&Measure<'_>], ground: &str, page: &Page) -> String {
    let fits =
        |(about, action): &Measure<'_>| rules::offered(pack, *about, *action).iter().any(|term| term.code == ground);
    let is_unfit = |action: &&Action| {
        let mut of_it = measures.iter().filter(|measure| measure.1 == **action).peekable();
        of_it.peek().is_some() && !of_it.any(|measure| fits(measure))
    };
    let unfit: Vec<String> = Action::ALL.iter().filter(is_unfit).map(|action| page.t(&action.key())).collect();
    if unfit.is_empty() {
        return page.t("moderation-grounds-all");
    }
    page.t_with("moderation-grounds-not-for", "actions", unfit.join(", "))
}

/// The decision with the ground that its mask states anyway.
///
/// # Errors
/// 422 at `/ground` where another one was chosen for a mask over a text.
pub fn of_mask(new: NewDecision, target: TargetKind) -> Result<NewDecision, Refusal> {
    if !rules::masks_text(target, new.action) {
        return Ok(new);
    }
    match new.ground.as_deref() {
        Some(code) if code != rules::PERSONAL_DATA => Err(Refusal::field("/ground", NOT_ALLOWED_HERE)),
        _ => Ok(NewDecision { ground: Some(rules::PERSONAL_DATA.to_owned()), ..new }),
    }
}
