//! What an entry of the directory must be, and who may do what with it. Pure.

use super::api::{NewClinic, NewPhysician};
use super::countries;
use super::model::{EntryState, Licence};
use super::offers::{check_offers, check_staff};
use crate::accounts::AccountId;
use crate::error::{Code, FORBIDDEN, NOT_ALLOWED_HERE, OUT_OF_RANGE, REQUIRED, Refusal};
use crate::specialty::Pack;
use crate::text::plain::{tidy, tidy_line};
use crate::web::Wrong;
use chrono::NaiveDate;
use std::ops::RangeInclusive;

/// The claim has its decision already.
pub const ALREADY_DECIDED: Code = Code::conflict("already_decided");
/// The physician's profile belongs to another account already.
pub const ALREADY_CLAIMED: Code = Code::conflict("already_claimed");
/// The same account has claimed this already and waits, or was approved.
pub const CLAIM_EXISTS: Code = Code::conflict("claim_exists");
/// Nobody decides on a claim of their own.
pub const OWN_CLAIM: Code = Code::forbidden("own_claim");
/// Whoever claimed an entry may change its description, not its identity.
pub const STAFF_ONLY_FIELD: Code = Code::forbidden("staff_only_field");
/// Somebody of this name, with one of these licences or clinics, stands in the directory; or a clinic of this name in this city.
pub const LISTED_ALREADY: Code = Code::conflict("listed_already");
/// Field: the National Provider Identifier's check digit does not fit.
pub const BAD_NPI: Code = Code::invalid("bad_npi");

/// Every code that only the directory answers with.
pub const CODES: &[Code] =
    &[ALREADY_DECIDED, ALREADY_CLAIMED, CLAIM_EXISTS, OWN_CLAIM, STAFF_ONLY_FIELD, LISTED_ALREADY, BAD_NPI];

// Characters, or entries of a list.
const NAME: RangeInclusive<usize> = 2..=150;
const TITLE: RangeInclusive<usize> = 1..=80;
const TITLES: usize = 10;
const LICENCES: usize = 20;
const AUTHORITY: RangeInclusive<usize> = 2..=120;
const NUMBER: RangeInclusive<usize> = 1..=60;
const LANGUAGES: usize = 20;
const TREATMENTS: usize = 60;
const CLINICS: usize = 20;
const BIO: usize = 4_000;
const CITY: RangeInclusive<usize> = 1..=100;
const ADDRESS: usize = 300;
// Degrees.
const LATITUDE: RangeInclusive<f64> = -90.0..=90.0;
const LONGITUDE: RangeInclusive<f64> = -180.0..=180.0;
const EVIDENCE: RangeInclusive<usize> = 1..=5_000;
const REASON: RangeInclusive<usize> = 1..=2_000;

/// In which capacity somebody acts on the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    Member,
    CaseOfficer,
    Admin,
}

/// Who acts.
#[derive(Debug, Clone)]
pub struct Actor {
    pub account: AccountId,
    pub standing: Standing,
}

impl Actor {
    /// May confirm proposals and change any entry.
    pub fn is_staff(&self) -> bool {
        self.standing >= Standing::CaseOfficer
    }
}

/// The state an entry starts in: an admin's is right at once.
pub fn first_state(standing: Standing) -> EntryState {
    if standing == Standing::Admin { EntryState::Confirmed } else { EntryState::Proposed }
}

/// Whether `viewer` may see an entry in this state: a proposal needs an account, so that it can be reviewed and complained about.
pub fn may_see(state: EntryState, viewer: Option<&Actor>) -> bool {
    state != EntryState::Proposed || viewer.is_some()
}

/// Who may change an entry's description; `claims_it` says that the account's claim was approved.
pub fn may_edit(actor: &Actor, claims_it: bool) -> Result<(), Refusal> {
    if actor.is_staff() || claims_it { Ok(()) } else { Err(Refusal::new(FORBIDDEN)) }
}

/// Tidies a physician's fields and says what is wrong with them. `year` is the present one.
pub fn physician(mut new: NewPhysician, pack: &Pack, year: i64) -> Result<NewPhysician, Refusal> {
    let mut wrong = Wrong::default();
    new.name = tidy_line(&new.name);
    new.titles = lines(new.titles);
    new.bio = new.bio.map(|bio| tidy(&bio)).filter(|bio| !bio.is_empty());
    new.clinic_ids = without_doubles(new.clinic_ids);
    wrong.length("/name", &new.name, NAME);
    wrong.count("/titles", new.titles.len(), 0..=TITLES);
    for (index, title) in new.titles.iter().enumerate() {
        wrong.length(&format!("/titles/{index}"), title, TITLE);
    }
    licences(&mut wrong, &mut new.licences);
    new.specialties = without_doubles(new.specialties);
    for (index, code) in new.specialties.iter().enumerate() {
        if !pack.specialties.iter().any(|term| term.code == *code) {
            wrong.add(&format!("/specialties/{index}"), NOT_ALLOWED_HERE);
        }
    }
    new.languages = languages(&mut wrong, &new.languages);
    if new.practice_since.is_some_and(|since| !(1920..=year).contains(&since)) {
        wrong.add("/practice_since", OUT_OF_RANGE);
    }
    wrong.length_of("/bio", new.bio.as_deref(), 0..=BIO);
    wrong.count("/clinic_ids", new.clinic_ids.len(), 0..=CLINICS);
    wrong.into_result()?;
    Ok(new)
}

/// Tidies a clinic's fields and says what is wrong with them. What comes after `today` lies ahead.
pub fn clinic(mut new: NewClinic, pack: &Pack, today: NaiveDate) -> Result<NewClinic, Refusal> {
    let mut wrong = Wrong::default();
    new.name = tidy_line(&new.name);
    new.city = tidy_line(&new.city);
    new.address = new.address.map(|address| tidy(&address)).filter(|address| !address.is_empty());
    new.email = tidy_line(&new.email);
    new.country = new.country.trim().to_ascii_uppercase();
    wrong.length("/name", &new.name, NAME);
    wrong.length("/city", &new.city, CITY);
    wrong.length_of("/address", new.address.as_deref(), 0..=ADDRESS);
    if !countries::is_known(&new.country) {
        wrong.add("/country", NOT_ALLOWED_HERE);
    }
    if new.time_zone.parse::<chrono_tz::Tz>().is_err() {
        wrong.add("/time_zone", NOT_ALLOWED_HERE);
    }
    wrong.email("/email", &new.email);
    place(&mut wrong, &new);
    new.treatments = without_doubles(new.treatments);
    wrong.count("/treatments", new.treatments.len(), 0..=TREATMENTS);
    for (index, slug) in new.treatments.iter().enumerate() {
        if !offers(pack, slug) {
            wrong.add(&format!("/treatments/{index}"), NOT_ALLOWED_HERE);
        }
    }
    check_offers(&mut wrong, &mut new.offers, &new.treatments, today);
    check_staff(&mut wrong, &new.staff);
    wrong.into_result()?;
    Ok(new)
}

/// A place is a point on the earth, or not known.
fn place(wrong: &mut Wrong, new: &NewClinic) {
    wrong.range("/latitude", new.latitude.unwrap_or_default(), LATITUDE);
    wrong.range("/longitude", new.longitude.unwrap_or_default(), LONGITUDE);
    match (new.latitude, new.longitude) {
        (Some(_), None) => wrong.add("/longitude", REQUIRED),
        (None, Some(_)) => wrong.add("/latitude", REQUIRED),
        _ => {}
    }
}

/// The evidence of a claim, tidy.
pub fn evidence(text: &str) -> Result<String, Refusal> {
    bounded("/evidence", text, EVIDENCE)
}

/// The reason of a decision, tidy.
pub fn reason(text: &str) -> Result<String, Refusal> {
    bounded("/reason", text, REASON)
}

/// Whether a National Provider Identifier is one: ten digits whose last is the check digit (Luhn over `80840` and the number).
pub fn is_npi(number: &str) -> bool {
    let digits: Option<Vec<u32>> = number.chars().map(|digit| digit.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| digits.len() == 10) else { return false };
    // The prefix 80840 of US health cards adds 24 to every sum.
    let sum: u32 = digits.iter().rev().enumerate().map(|(place, digit)| luhn(place, *digit)).sum();
    (sum + 24).is_multiple_of(10)
}

fn luhn(place: usize, digit: u32) -> u32 {
    let weighed = if place % 2 == 1 { digit * 2 } else { digit };
    if weighed > 9 { weighed - 9 } else { weighed }
}

fn licences(wrong: &mut Wrong, licences: &mut [Licence]) {
    wrong.count("/licences", licences.len(), 0..=LICENCES);
    for (index, licence) in licences.iter_mut().enumerate() {
        licence.country = licence.country.trim().to_ascii_uppercase();
        licence.authority = tidy_line(&licence.authority);
        licence.number = tidy_line(&licence.number);
        let at = |field: &str| format!("/licences/{index}/{field}");
        if !countries::is_known(&licence.country) {
            wrong.add(&at("country"), NOT_ALLOWED_HERE);
        }
        wrong.length(&at("authority"), &licence.authority, AUTHORITY);
        wrong.length(&at("number"), &licence.number, NUMBER);
        let is_npi_licence = licence.country == "US" && licence.authority.eq_ignore_ascii_case("NPI");
        if is_npi_licence && !is_npi(&licence.number) {
            wrong.add(&at("number"), BAD_NPI);
        }
    }
}

/// The tags in their canonical form.
fn languages(wrong: &mut Wrong, tags: &[String]) -> Vec<String> {
    wrong.count("/languages", tags.len(), 0..=LANGUAGES);
    let mut canonical = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        match tag.trim().parse::<unic_langid::LanguageIdentifier>() {
            Ok(language) if !language.language.is_empty() => canonical.push(language.to_string()),
            _ => wrong.add(&format!("/languages/{index}"), NOT_ALLOWED_HERE),
        }
    }
    without_doubles(canonical)
}

/// A clinic offers procedures, and treatments that need no procedure.
fn offers(pack: &Pack, slug: &str) -> bool {
    pack.procedure(slug).is_some() || pack.treatments.iter().any(|treatment| treatment.slug == slug)
}

fn lines(texts: Vec<String>) -> Vec<String> {
    texts.iter().map(|text| tidy_line(text)).filter(|text| !text.is_empty()).collect()
}

fn without_doubles<T: PartialEq>(items: Vec<T>) -> Vec<T> {
    items.into_iter().fold(Vec::new(), |mut kept, item| {
        if !kept.contains(&item) {
            kept.push(item);
        }
        kept
    })
}

fn bounded(pointer: &str, text: &str, range: RangeInclusive<usize>) -> Result<String, Refusal> {
    let text = tidy(text);
    let mut wrong = Wrong::default();
    wrong.length(pointer, &text, range);
    wrong.into_result().map(|()| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A way to make a request wrong, and the field and code it is refused with.
    type Spoilt<T> = (fn(&mut T), (&'static str, &'static str));

    fn clinic_draft() -> NewClinic {
        NewClinic {
            name: " Klinik  am Tessenplatz ".into(),
            country: "at".into(),
            city: "Graz".into(),
            time_zone: "Europe/Vienna".into(),
            kind: crate::directory::model::ClinicKind::SingleSpecialty,
            email: "office@klinik.example".into(),
            address: Some("  ".into()),
            treatments: vec!["fue".into(), "fue".into()],
            latitude: Some(47.07),
            longitude: Some(15.44),
            offers: Vec::new(),
            staff: crate::directory::Staff::default(),
            predecessor_id: None,
        }
    }

    fn physician_draft() -> NewPhysician {
        NewPhysician { name: "Dr. Nadja Hollenweck".into(), ..NewPhysician::default() }
    }

    fn pointers(refusal: &Refusal) -> Vec<(&str, &str)> {
        refusal.fields.iter().map(|field| (field.pointer.as_str(), field.code.name)).collect()
    }

    #[test]
    fn the_check_digit_of_an_npi_counts() {
        for (number, holds) in [
            ("1234567893", true),
            ("1245319599", true),
            ("1234567890", false),
            ("1234567839", false),
            ("123456789", false),
            ("12345678931", false),
            ("12345x7893", false),
            ("", false),
        ] {
            assert_eq!(is_npi(number), holds, "{number}");
        }
    }

    #[test]
    fn an_npi_is_checked_only_where_it_is_one() {
        let pack = Pack::embedded("hair-restoration").unwrap();
        let licence = |country: &str, authority: &str| Licence {
            country: country.into(),
            authority: authority.into(),
            number: "1234567890".into(),
            expires_on: None,
        };
        for (held, wrong) in
            [(licence("us", "npi"), true), (licence("US", "DEA"), false), (licence("AT", "NPI"), false)]
        {
            let draft = NewPhysician { licences: vec![held], ..physician_draft() };
            let refused = physician(draft, &pack, 2026).err();
            assert_eq!(refused.as_ref().map(pointers), wrong.then(|| vec![("/licences/0/number", "bad_npi")]));
        }
    }

    #[test]
    fn a_clinic_is_made_tidy() {
        let clinic = clinic(clinic_draft(), &Pack::embedded("hair-restoration").unwrap(), NaiveDate::MAX).unwrap();
        assert_eq!((clinic.name.as_str(), clinic.country.as_str()), ("Klinik am Tessenplatz", "AT"));
        assert_eq!((clinic.address, clinic.treatments), (None, vec!["fue".to_owned()]));
    }

    #[test]
    fn each_wrong_field_of_a_clinic_is_named() {
        let pack = Pack::embedded("hair-restoration").unwrap();
        let wrong: [Spoilt<NewClinic>; 9] = [
            (|c| c.name = "x".into(), ("/name", "too_short")),
            (|c| c.country = "XX".into(), ("/country", "not_allowed_here")),
            (|c| c.time_zone = "Europe/Graz".into(), ("/time_zone", "not_allowed_here")),
            (|c| c.email = "office".into(), ("/email", "wrong_type")),
            (|c| c.city = " ".into(), ("/city", "too_short")),
            (|c| c.latitude = Some(90.1), ("/latitude", "out_of_range")),
            (|c| c.longitude = Some(-180.5), ("/longitude", "out_of_range")),
            (|c| c.latitude = None, ("/latitude", "required")),
            (|c| c.treatments = vec!["leeches".into()], ("/treatments/0", "not_allowed_here")),
        ];
        for (spoil, expected) in wrong {
            let mut draft = clinic_draft();
            spoil(&mut draft);
            let refused = clinic(draft, &pack, NaiveDate::MAX).unwrap_err();
            assert_eq!(pointers(&refused), [expected]);
        }
    }

    #[test]
    fn each_wrong_field_of_a_physician_is_named() {
        let pack = Pack::embedded("hair-restoration").unwrap();
        let wrong: [Spoilt<NewPhysician>; 5] = [
            (|p| p.name = String::new(), ("/name", "too_short")),
            (|p| p.languages = vec!["klingonisch!".into()], ("/languages/0", "not_allowed_here")),
            (|p| p.specialties = vec!["astrology".into()], ("/specialties/0", "not_allowed_here")),
            (|p| p.practice_since = Some(2027), ("/practice_since", "out_of_range")),
            (|p| p.bio = Some("x".repeat(4_001)), ("/bio", "too_long")),
        ];
        for (spoil, expected) in wrong {
            let mut draft = physician_draft();
            spoil(&mut draft);
            let refused = physician(draft, &pack, 2026).unwrap_err();
            assert_eq!(pointers(&refused), [expected]);
        }
    }

    #[test]
    fn only_an_admin_s_entry_is_right_at_once() {
        assert_eq!(first_state(Standing::Admin), EntryState::Confirmed);
        assert_eq!(first_state(Standing::CaseOfficer), EntryState::Proposed);
        assert_eq!(first_state(Standing::Member), EntryState::Proposed);
    }

    #[test]
    fn a_proposal_is_hidden_from_guests_only() {
        let member = Actor {
            account: AccountId::mint(crate::clock::Timestamp::from_unix_millis(0)),
            standing: Standing::Member,
        };
        assert!(!may_see(EntryState::Proposed, None));
        assert!(may_see(EntryState::Proposed, Some(&member)));
        assert!(may_see(EntryState::Confirmed, None) && may_see(EntryState::Merged, None));
        assert!(may_edit(&member, true).is_ok() && may_edit(&member, false).is_err());
    }
}
