//! Which confirmed entry a proposal may be: those whose names are alike, and those that an officer looks for.

use super::wording;
use crate::db::Connection;
use crate::directory::likeness::Pairs;
use crate::directory::model::{ClinicId, ClinicRow, EntryState, PhysicianId, PhysicianRow};
use crate::directory::store::{clinics, physicians};
use crate::directory::{clinic_at, physician_at};
use crate::error::AppError;
use crate::text::lang::Lang;
use crate::web::{Check, Wrong};
use serde::Deserialize;
use std::collections::HashMap;

/// Names that one look at the queue compares.
const COMPARED: i64 = 20_000;
/// Entries offered for one proposal, of each: those that are alike, and those that were looked for.
const OFFERED: usize = 5;
const FOUND: i64 = 10;

/// What an officer looks for, and for which proposal.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sought {
    proposal: Option<String>,
    q: Option<String>,
    /// What was just done.
    done: Option<String>,
    /// It was chosen already, and refused.
    #[serde(skip)]
    is_chosen: bool,
}

impl Check for Sought {
    fn check(&self, wrong: &mut Wrong) {
        wrong.length_of("?proposal", self.proposal.as_deref(), 0..=100);
        wrong.length_of("?q", self.q.as_deref(), 0..=300);
    }
}

impl Sought {
    /// What an officer chose for a proposal before a refusal; nothing where they chose no entry.
    pub fn chosen(proposal: &str, entry: &str) -> Self {
        if entry.is_empty() {
            return Self::default();
        }
        Self { proposal: Some(proposal.to_owned()), q: Some(entry.to_owned()), done: None, is_chosen: true }
    }

    /// What was just done, as the address says.
    pub fn done(&self) -> Option<&str> {
        self.done.as_deref()
    }

    /// Whether this entry was chosen for this proposal.
    pub fn chose(&self, proposal: &str, entry: &str) -> bool {
        self.is_chosen && self.on_behalf_of(proposal) == entry
    }

    /// What is looked for on behalf of this proposal; empty for nothing.
    pub fn on_behalf_of(&self, proposal: &str) -> &str {
        let is_meant = self.proposal.as_deref() == Some(proposal);
        self.q.as_deref().filter(|_| is_meant).unwrap_or_default().trim()
    }
}

/// An entry that stands for both after a merge.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub id: String,
    pub name: String,
    pub path: String,
    /// Where it is; of a physician, where they work now.
    pub place: String,
}

/// What is offered for each proposal, by its id: what is alike, or what was looked for instead.
pub type Candidates = HashMap<String, Vec<Candidate>>;

/// The names that proposals are compared with.
#[derive(Debug, Default)]
pub struct Known {
    physicians: Vec<(PhysicianId, String)>,
    clinics: Vec<(ClinicId, String)>,
}

/// The entries that are alike to each proposal, by its id.
#[derive(Debug, Default)]
pub struct Alike {
    physicians: HashMap<String, Vec<PhysicianId>>,
    clinics: HashMap<String, Vec<ClinicId>>,
}

impl Known {
    /// Those of physicians and of clinics, each where any is proposed.
    pub fn read(conn: &mut Connection, (people, places): (bool, bool)) -> Result<Self, AppError> {
        Ok(Self {
            physicians: if people { physicians::sort_keys(conn, COMPARED)? } else { Vec::new() },
            clinics: if places { clinics::sort_keys(conn, COMPARED)? } else { Vec::new() },
        })
    }

    /// How many names are compared, where there may be more.
    pub fn cut(&self) -> Option<usize> {
        let most = self.physicians.len().max(self.clinics.len());
        usize::try_from(COMPARED).is_ok_and(|compared| most >= compared).then_some(most)
    }

    /// Compares them with proposals, given with their sort keys: of many names this takes a noticeable time.
    pub fn alike_to(&self, people: &[(String, String)], places: &[(String, String)]) -> Alike {
        Alike { physicians: alike(people, &self.physicians), clinics: alike(places, &self.clinics) }
    }
}

/// What is offered for proposals of both kinds: seven queries at most for any number.
pub fn candidates(
    conn: &mut Connection,
    alike: Alike,
    (sought, lang): (&Sought, Lang),
) -> Result<Candidates, AppError> {
    let mut all = of_physicians(conn, alike.physicians, sought)?;
    all.extend(of_clinics(conn, alike.clinics, (sought, lang))?);
    Ok(all)
}

fn of_physicians(
    conn: &mut Connection,
    mut offered: HashMap<String, Vec<PhysicianId>>,
    sought: &Sought,
) -> Result<Candidates, AppError> {
    for (proposal, ids) in &mut offered {
        let q = sought.on_behalf_of(proposal);
        if !q.is_empty() {
            *ids = physicians_like(conn, q)?;
        }
    }
    let ids: Vec<PhysicianId> = offered.values().flatten().cloned().collect();
    if ids.is_empty() {
        return Ok(Candidates::new());
    }
    let mut places: HashMap<PhysicianId, Vec<String>> = HashMap::new();
    for (practice, clinic) in physicians::practices(conn, &ids.iter().collect::<Vec<_>>())? {
        if practice.until_month.is_none() {
            places.entry(practice.physician_id).or_default().push(format!("{}, {}", clinic.name, clinic.city));
        }
    }
    let rows = physicians::all(conn, &ids)?.into_iter().filter(|row| row.state == EntryState::Confirmed);
    let candidate = |row: PhysicianRow| Candidate {
        place: places.remove(&row.id).unwrap_or_default().join("; "),
        path: format!("/physicians/{}", row.slug),
        id: row.id.to_string(),
        name: row.name,
    };
    Ok(named(offered, rows.map(candidate).collect()))
}

fn of_clinics(
    conn: &mut Connection,
    mut offered: HashMap<String, Vec<ClinicId>>,
    (sought, lang): (&Sought, Lang),
) -> Result<Candidates, AppError> {
    for (proposal, ids) in &mut offered {
        let q = sought.on_behalf_of(proposal);
        if !q.is_empty() {
            *ids = clinics_like(conn, q)?;
        }
    }
    let ids: Vec<ClinicId> = offered.values().flatten().cloned().collect();
    if ids.is_empty() {
        return Ok(Candidates::new());
    }
    let rows = clinics::all(conn, &ids)?.into_iter().filter(|row| row.state == EntryState::Confirmed);
    let candidate = |row: ClinicRow| Candidate {
        place: format!("{}, {}", row.city, wording::country(lang, &row.country)),
        path: format!("/clinics/{}", row.slug),
        id: row.id.to_string(),
        name: row.name,
    };
    Ok(named(offered, rows.map(candidate).collect()))
}

/// The entries whose names are most alike to each proposal's, the most alike first.
fn alike<I: Clone + Ord>(proposals: &[(String, String)], known: &[(I, String)]) -> HashMap<String, Vec<I>> {
    let known: Vec<(&I, Pairs)> = known.iter().map(|(id, key)| (id, Pairs::of(key))).collect();
    let near = |key: &str| -> Vec<I> {
        let name = Pairs::of(key);
        let mut found: Vec<(usize, &I)> =
            known.iter().filter_map(|(id, pairs)| Some((name.alike(pairs)?, *id))).collect();
        found.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(right.1)));
        found.into_iter().take(OFFERED).map(|(_, id)| id.clone()).collect()
    };
    proposals.iter().map(|(id, key)| (id.clone(), near(key))).collect()
}

fn named<I: ToString>(offered: HashMap<String, Vec<I>>, known: Vec<Candidate>) -> Candidates {
    let known: HashMap<String, Candidate> = known.into_iter().map(|one| (one.id.clone(), one)).collect();
    let of =
        |ids: Vec<I>| -> Vec<Candidate> { ids.iter().filter_map(|id| known.get(&id.to_string()).cloned()).collect() };
    offered.into_iter().map(|(proposal, ids)| (proposal, of(ids))).collect()
}

/// By id, by the address of the page, or by a part of the name.
fn physicians_like(conn: &mut Connection, q: &str) -> Result<Vec<PhysicianId>, AppError> {
    if let Ok(id) = q.parse::<PhysicianId>() {
        return Ok(vec![id]);
    }
    if let Some(slug) = slug_in(q, "/physicians/") {
        return Ok(physician_at(conn, slug)?.into_iter().map(|row| row.id).collect());
    }
    Ok(physicians::named_like(conn, Some(q), FOUND)?.into_iter().map(|row| row.id).collect())
}

/// By id, by the address of the page, or by a part of the name.
fn clinics_like(conn: &mut Connection, q: &str) -> Result<Vec<ClinicId>, AppError> {
    if let Ok(id) = q.parse::<ClinicId>() {
        return Ok(vec![id]);
    }
    if let Some(slug) = slug_in(q, "/clinics/") {
        return Ok(clinic_at(conn, slug)?.into_iter().map(|row| row.id).collect());
    }
    Ok(clinics::named_like(conn, Some(q), FOUND)?.into_iter().map(|row| row.id).collect())
}

/// The name in the address of an entry's page, or of one below it.
fn slug_in<'q>(q: &'q str, pages: &str) -> Option<&'q str> {
    q.split_once(pages)?.1.split(['/', '?', '#']).next().filter(|slug| !slug.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_entry() {
        for (q, slug) in [
            ("https://candor.example/clinics/tessenplatz", Some("tessenplatz")),
            ("/clinics/tessenplatz/reviews?verified=false", Some("tessenplatz")),
            ("/clinics/", None),
            ("/physicians/tessenplatz", None),
            ("Tessenplatz", None),
        ] {
            assert_eq!(slug_in(q, "/clinics/"), slug, "{q}");
        }
    }

    #[test]
    fn it_is_said_when_not_all_names_are_compared() {
        let names = |count: usize| {
            let one = ("4a1d1f7e7c0b4c3f8f0e2d5a6b9c8e71".parse::<PhysicianId>().unwrap(), "anna-lind".to_owned());
            Known { physicians: vec![one; count], clinics: Vec::new() }.cut()
        };
        assert_eq!((names(0), names(19_999), names(20_000)), (None, None, Some(20_000)));
    }

    #[test]
    fn the_most_alike_come_first() {
        let known = [("b", "anna-lind"), ("a", "anna-linde"), ("c", "piet-aldermoor")];
        let known = known.map(|(id, key)| (id.to_owned(), key.to_owned()));
        let offered = alike(&[("p".to_owned(), "anna-lind".to_owned())], &known);
        assert_eq!(offered["p"], ["b", "a"]);
    }
}
