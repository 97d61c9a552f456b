//! From rows to what goes out: a list of entries costs the same queries as one.

use super::api::{ActionLink, ClaimView, ClinicView, Colleague, PhysicianView, Practice};
use super::figures::{self, CoalitionStanding, Figures, Rating, names};
use super::model::{ClaimOutcome, ClaimRow, ClaimState, ClinicRow, EntryState, PhysicianRow, PracticeRow, Subject};
use super::rules::Actor;
use super::store::{claims, physicians};
use crate::app::Reader;
use crate::error::AppError;
use std::collections::HashMap;

/// The columns of the rating in a file of profiles, as its fields are called.
pub const RATING_COLUMNS: &[&str] =
    &["rating.score", "rating.lower_bound", "rating.choose_again", "rating.counted", "rating.as_of"];

/// The columns of complaints and inspections in a file of profiles or members.
pub const FIGURE_COLUMNS: &[&str] = &[
    "complaints.total",
    "complaints.open",
    "complaints.on_time_percent",
    "complaints.open_recommendations",
    "last_inspection.rating",
    "last_inspection.visited_on",
];

/// The profiles of physicians, in the order of the rows.
pub fn physicians(
    reader: &mut Reader<'_>,
    rows: Vec<PhysicianRow>,
    viewer: Option<&Actor>,
) -> Result<Vec<PhysicianView>, AppError> {
    let ids: Vec<_> = rows.iter().map(|row| &row.id).collect();
    let mut figures = figures::of(reader.conn, &rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>())?;
    let mut practices: HashMap<_, Vec<_>> = HashMap::new();
    for (practice, clinic) in physicians::practices(reader.conn, &ids)? {
        practices.entry(practice.physician_id.clone()).or_default().push((practice, clinic));
    }
    let claimed = claims::claimed_physicians(reader.conn, &ids)?;
    let (formula, now) = (&reader.site.pack.rating.formula, reader.now);
    let view = |row: PhysicianRow| {
        let approved: Vec<_> = claimed.iter().filter(|claim| claim.physician_id.as_ref() == Some(&row.id)).collect();
        let figures = figures.remove(row.id.as_str()).unwrap_or_default();
        let said = (&figures, figures.rating(formula, now.date())?, figures.standing(now)?);
        profile(row.clone(), practices.remove(&row.id).unwrap_or_default(), said, (approved.as_slice(), viewer))
    };
    rows.iter().cloned().map(view).collect()
}

/// One physician's profile.
pub fn physician(
    reader: &mut Reader<'_>,
    row: PhysicianRow,
    viewer: Option<&Actor>,
) -> Result<PhysicianView, AppError> {
    physicians(reader, vec![row], viewer)?.pop().ok_or_else(AppError::not_found)
}

fn profile(
    row: PhysicianRow,
    practices: Vec<(PracticeRow, ClinicRow)>,
    (figures, rating, standing): (&Figures, Rating, CoalitionStanding),
    (approved, viewer): (&[&ClaimRow], Option<&Actor>),
) -> Result<PhysicianView, AppError> {
    let present = practices.iter().filter(|(practice, _)| practice.until_month.is_none());
    let mut treatments: Vec<String> = Vec::new();
    for (_, clinic) in present.clone() {
        treatments.extend(clinic.treatments.read::<Vec<String>>()?);
    }
    treatments.sort_unstable();
    treatments.dedup();
    Ok(PhysicianView {
        clinic_ids: present.map(|(_, clinic)| clinic.id.clone()).collect(),
        clinics: practices.into_iter().map(|(practice, clinic)| practice_view(practice, clinic)).collect(),
        treatments,
        claimed: !approved.is_empty(),
        actions: actions(&Subject::Physician(row.id.clone()), row.state, approved, viewer),
        titles: row.titles.read()?,
        licences: row.licences.read()?,
        specialties: row.specialties.read()?,
        languages: row.languages.read()?,
        standing,
        rating,
        counts: figures.get(names::COUNTS)?,
        complaints: figures.complaints()?,
        last_inspection: figures.get(names::LAST_INSPECTION)?,
        ledger_equation: figures.get(names::LEDGER_EQUATION)?,
        newest_reviews: figures.get(names::NEWEST_REVIEWS)?,
        inspections: figures.get(names::INSPECTIONS)?,
        id: row.id,
        slug: row.slug,
        name: row.name,
        kind: row.kind,
        state: row.state,
        practice_since: row.practice_since,
        bio: row.bio,
        merged_into: row.merged_into,
        subject_ref: row.subject_ref,
        version: row.version,
        created_at: row.created_at,
    })
}

fn practice_view(practice: PracticeRow, clinic: ClinicRow) -> Practice {
    Practice {
        id: clinic.id,
        slug: clinic.slug,
        name: clinic.name,
        city: clinic.city,
        country: clinic.country,
        since: practice.since_month,
        until: practice.until_month,
    }
}

/// Clinics, in the order of the rows.
pub fn clinics(
    reader: &mut Reader<'_>,
    rows: Vec<ClinicRow>,
    viewer: Option<&Actor>,
) -> Result<Vec<ClinicView>, AppError> {
    let ids: Vec<_> = rows.iter().map(|row| &row.id).collect();
    let mut figures = figures::of(reader.conn, &rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>())?;
    let mut colleagues: HashMap<_, Vec<_>> = HashMap::new();
    for (practice, physician) in physicians::colleagues(reader.conn, &ids)? {
        colleagues.entry(practice.clinic_id.clone()).or_default().push(colleague(practice, physician));
    }
    let claimed = claims::claimed_clinics(reader.conn, &ids)?;
    let (formula, today) = (&reader.site.pack.rating.formula, reader.now.date());
    let view = |row: ClinicRow| {
        let approved: Vec<_> = claimed.iter().filter(|claim| claim.clinic_id.as_ref() == Some(&row.id)).collect();
        let figures = figures.remove(row.id.as_str()).unwrap_or_default();
        let said = (&figures, figures.rating(formula, today)?);
        presented(row.clone(), colleagues.remove(&row.id).unwrap_or_default(), said, (approved.as_slice(), viewer))
    };
    rows.iter().cloned().map(view).collect()
}

/// One clinic.
pub fn clinic(reader: &mut Reader<'_>, row: ClinicRow, viewer: Option<&Actor>) -> Result<ClinicView, AppError> {
    clinics(reader, vec![row], viewer)?.pop().ok_or_else(AppError::not_found)
}

fn presented(
    row: ClinicRow,
    physicians: Vec<Colleague>,
    (figures, rating): (&Figures, Rating),
    (approved, viewer): (&[&ClaimRow], Option<&Actor>),
) -> Result<ClinicView, AppError> {
    Ok(ClinicView {
        physicians,
        claimed: !approved.is_empty(),
        actions: actions(&Subject::Clinic(row.id.clone()), row.state, approved, viewer),
        treatments: row.treatments.read()?,
        offers: row.offers.read()?,
        staff: row.staff.read()?,
        predecessor_id: row.predecessor_id,
        rating,
        counts: figures.get(names::COUNTS)?,
        ledger_equation: figures.get(names::LEDGER_EQUATION)?,
        newest_reviews: figures.get(names::NEWEST_REVIEWS)?,
        complaints: figures.complaints()?,
        last_inspection: figures.get(names::LAST_INSPECTION)?,
        id: row.id,
        slug: row.slug,
        name: row.name,
        kind: row.kind,
        state: row.state,
        country: row.country,
        city: row.city,
        address: row.address,
        latitude: row.latitude,
        longitude: row.longitude,
        time_zone: row.time_zone,
        email: row.email,
        merged_into: row.merged_into,
        subject_ref: row.subject_ref,
        version: row.version,
        created_at: row.created_at,
    })
}

fn colleague(practice: PracticeRow, physician: PhysicianRow) -> Colleague {
    Colleague {
        id: physician.id,
        slug: physician.slug,
        name: physician.name,
        kind: physician.kind,
        since: practice.since_month,
        until: practice.until_month,
    }
}

/// A claim, with what an officer may do about it.
pub fn claim(row: ClaimRow, officer: Option<&Actor>) -> ClaimView {
    let href = format!("/api/v1/claims/{}/decisions", row.id);
    let may_decide = row.state == ClaimState::Pending && officer.is_some_and(|actor| actor.account != row.account_id);
    ClaimView {
        actions: if may_decide { vec![link("decide", "POST", href)] } else { Vec::new() },
        account_id: row.account_id.to_string(),
        id: row.id,
        physician_id: row.physician_id,
        clinic_id: row.clinic_id,
        evidence: row.evidence,
        state: row.state,
        outcome: outcome_of(row.state),
        reason: row.reason,
        decided_at: row.decided_at,
        version: row.version,
        created_at: row.created_at,
    }
}

fn outcome_of(state: ClaimState) -> Option<ClaimOutcome> {
    match state {
        ClaimState::Pending => None,
        ClaimState::Approved => Some(ClaimOutcome::Approved),
        ClaimState::Rejected => Some(ClaimOutcome::Rejected),
    }
}

/// What `viewer` may do with an entry now.
fn actions(subject: &Subject, state: EntryState, approved: &[&ClaimRow], viewer: Option<&Actor>) -> Vec<ActionLink> {
    let Some(actor) = viewer.filter(|_| state != EntryState::Merged) else { return Vec::new() };
    let here = format!("/api/v1/{}s/{}", subject.kind(), subject.id());
    let claims_it = approved.iter().any(|claim| claim.account_id == actor.account);
    let mut links = Vec::new();
    if actor.is_staff() || claims_it {
        links.push(link("edit", "PATCH", here.clone()));
    }
    if actor.is_staff() && state == EntryState::Proposed {
        links.push(link("confirm", "POST", format!("{here}/confirmation")));
    }
    let is_free = matches!(subject, Subject::Clinic(_)) || approved.is_empty();
    if !claims_it && is_free {
        links.push(link("claim", "POST", format!("{here}/claims")));
    }
    links
}

fn link(name: &str, method: &str, href: String) -> ActionLink {
    ActionLink { name: name.to_owned(), method: method.to_owned(), href }
}
