//! What the selects and boxes of the directory's forms offer.

use crate::directory::api::{KnownStanding, RatedSort};
use crate::directory::countries;
use crate::directory::model::{ClinicKind, PhysicianKind};
use crate::specialty::{Pack, Term};
use crate::text::lang::Lang;
use crate::web::parts::Choice;

/// Languages that a search offers; any BCP 47 tag may be written on a profile.
const LANGUAGES: &[&str] = &[
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "eu", "fa", "fi", "fr", "ga", "he", "hi", "hr", "hu", "id",
    "it", "ja", "ko", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh",
];

/// "Any", then the choices by their labels.
fn any_of(lang: Lang, mut choices: Vec<Choice>, present: Option<&str>) -> Vec<Choice> {
    choices.sort_by(|left, right| left.label.cmp(&right.label));
    choices.insert(0, Choice::new("", lang.t("directory-filter-any")));
    let present = present.unwrap_or_default();
    choices.into_iter().map(|choice| choice.chosen_if(present)).collect()
}

/// Every country by its name.
pub fn countries(lang: Lang, present: Option<&str>) -> Vec<Choice> {
    let named = countries::CODES.iter().map(|code| Choice::new(*code, lang.t(&format!("country-{code}"))));
    any_of(lang, named.collect(), present)
}

/// The same in a form, where one is to be chosen.
pub fn country(lang: Lang, present: &str) -> Vec<Choice> {
    let mut choices = countries(lang, Some(present));
    if let Some(first) = choices.first_mut() {
        first.label = lang.t("directory-choose-country");
    }
    choices
}

/// The languages of a search.
pub fn languages(lang: Lang, present: Option<&str>) -> Vec<Choice> {
    let named = LANGUAGES.iter().map(|code| Choice::new(*code, lang.t(&format!("language-{code}"))));
    any_of(lang, named.collect(), present)
}

/// The professional specialties of the pack.
pub fn specialties(pack: &Pack, lang: Lang, present: Option<&str>) -> Vec<Choice> {
    any_of(lang, pack.specialties.iter().map(|term| term_choice(term, lang)).collect(), present)
}

/// Where somebody stands with the coalition.
pub fn standings(lang: Lang, present: Option<KnownStanding>) -> Vec<Choice> {
    let key = |word: &str| format!("directory-standing-{}", word.replace('_', "-"));
    let named = KnownStanding::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(&key(one.as_str()))));
    let any = Choice::new("", lang.t("directory-filter-any"));
    let present = present.map_or("", KnownStanding::as_str);
    std::iter::once(any).chain(named).map(|choice| choice.chosen_if(present)).collect()
}

/// The orders of a list of physicians or clinics.
pub fn sorts(lang: Lang, present: RatedSort) -> Vec<Choice> {
    let named = RatedSort::ALL.iter().map(|sort| Choice::new(sort.as_str(), lang.t(&format!("directory-sort-{sort}"))));
    named.map(|choice| choice.chosen_if(present.as_str())).collect()
}

/// The professional specialties as boxes.
pub fn specialty_boxes(pack: &Pack, lang: Lang, ticked: &[&str]) -> Vec<Choice> {
    let boxes = pack.specialties.iter().map(|term| term_choice(term, lang));
    boxes.map(|choice| tick(choice, ticked)).collect()
}

fn term_choice(term: &Term, lang: Lang) -> Choice {
    Choice::new(term.code.clone(), term.words.get(lang.as_str()))
}

/// The procedures of the pack.
pub fn procedures(pack: &Pack, lang: Lang, present: Option<&str>) -> Vec<Choice> {
    let named = pack.procedures.iter().map(|known| Choice::new(known.slug.clone(), known.words.get(lang.as_str())));
    any_of(lang, named.collect(), present)
}

/// The procedures as boxes, in the order of the pack.
pub fn procedure_boxes(pack: &Pack, lang: Lang, ticked: &[&str]) -> Vec<Choice> {
    let boxes = pack.procedures.iter().map(|known| Choice::new(known.slug.clone(), known.words.get(lang.as_str())));
    boxes.map(|choice| tick(choice, ticked)).collect()
}

/// Physician or practitioner, as cards.
pub fn physician_kinds(lang: Lang, present: &str) -> Vec<Choice> {
    let card = |kind: &PhysicianKind| {
        let choice = Choice::new(kind.as_str(), lang.t(&format!("directory-kind-{kind}")));
        choice.with_hint(lang.t(&format!("directory-kind-{kind}-hint"))).chosen_if(present)
    };
    PhysicianKind::ALL.iter().map(card).collect()
}

/// The kinds of clinics; nothing is chosen beforehand.
pub fn clinic_kinds(lang: Lang, present: &str) -> Vec<Choice> {
    let named = ClinicKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), lang.t(&clinic_kind_key(*kind))));
    std::iter::once(Choice::new("", lang.t("directory-choose"))).chain(named).map(|c| c.chosen_if(present)).collect()
}

/// The Fluent key of a kind's name.
pub fn clinic_kind_key(kind: ClinicKind) -> String {
    format!("directory-clinic-kind-{}", kind.as_str().replace('_', "-"))
}

/// Every time zone of the IANA list.
pub fn zones(lang: Lang, present: &str) -> Vec<Choice> {
    let named = chrono_tz::TZ_VARIANTS.iter().map(|zone| Choice::new(zone.name(), zone.name()));
    std::iter::once(Choice::new("", lang.t("directory-choose"))).chain(named).map(|c| c.chosen_if(present)).collect()
}

/// Ticks a box when its value is among those ticked.
pub fn tick(mut choice: Choice, ticked: &[&str]) -> Choice {
    choice.chosen = ticked.contains(&choice.value.as_str());
    choice
}
