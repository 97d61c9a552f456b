//! Who may not judge whom: from claims, places of work, distances and ties, §5.2. Pure but for [`grounds`],
//! [`grounds_on_member`] and [`free_to_judge`], which read what there is.

use super::applications::model::{RecusalGround, RecusalRow};
use super::rules::{self, Holds};
use super::{applications, members};
use crate::accounts::{self, AccountId};
use crate::app::Site;
use crate::db::Connection;
use crate::directory::{self, ClinicId, ClinicRow, PhysicianId, Subject, Surroundings, TieKind, TieRow, TieSource};
use crate::error::AppError;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Mean radius of the earth in kilometres.
const EARTH_KILOMETRES: f64 = 6_371.008_8;

/// Who is judged, when, and by which limits.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    pub physician: &'a PhysicianId,
    pub today: NaiveDate,
    /// Whoever works this near, or nearer, is recused.
    pub kilometres: f64,
    pub coauthor_months: u32,
}

/// Why each of these accounts has no say about a physician; those without a ground are left out.
///
/// # Errors
/// Those of the database.
pub fn grounds(
    conn: &mut Connection,
    site: &Site,
    physician: &PhysicianId,
    accounts: &[AccountId],
) -> Result<BTreeMap<AccountId, RecusalGround>, AppError> {
    let around = directory::surroundings(conn, physician, accounts)?;
    let question = question(site, physician);
    let found = |account: &AccountId| Some((account.clone(), ground(&around, &question, account)?));
    Ok(accounts.iter().filter_map(found).collect())
}

/// The same about a member: whoever was recused on an application of theirs, by what still holds ([`rules::holds`]), has no
/// say about what came of it either.
///
/// # Errors
/// Those of the database.
pub fn grounds_on_member(
    conn: &mut Connection,
    site: &Site,
    physician: &PhysicianId,
    accounts: &[AccountId],
) -> Result<BTreeMap<AccountId, RecusalGround>, AppError> {
    let mut found = grounds(conn, site, physician, accounts)?;
    for (_, account, ground) in recused(conn, std::slice::from_ref(physician), accounts)? {
        found.entry(account).or_insert(ground);
    }
    Ok(found)
}

/// The recusals on applications of these physicians that hold after them.
fn recused(
    conn: &mut Connection,
    physicians: &[PhysicianId],
    accounts: &[AccountId],
) -> Result<Vec<(PhysicianId, AccountId, RecusalGround)>, AppError> {
    let all = members::recused(conn, physicians, accounts)?;
    let asked = asked(conn, &all)?;
    let was_asked =
        |row: &RecusalRow| asked.iter().any(|(id, account)| *id == row.application_id && *account == row.account_id);
    let origins = origins(conn, &all)?;
    let holds = |(whom, row): &(PhysicianId, RecusalRow)| match rules::holds(row.ground, was_asked(row)) {
        Holds::ForGood => true,
        Holds::ForWhatCameOfIt => origins.get(whom) == Some(&row.application_id),
        Holds::ForTheApplication => false,
    };
    let held = all.iter().filter(|one| holds(one));
    Ok(held.map(|(whom, row)| (whom.clone(), row.account_id.clone(), row.ground)).collect())
}

/// The applications of which the present memberships of those came, on whose applications somebody said that they may not
/// judge them.
fn origins(
    conn: &mut Connection,
    recused: &[(PhysicianId, RecusalRow)],
) -> Result<BTreeMap<PhysicianId, String>, AppError> {
    let declared = recused.iter().filter(|(_, row)| row.ground == RecusalGround::Declared);
    let physicians: Vec<PhysicianId> = declared.map(|(whom, _)| whom.clone()).collect();
    if physicians.is_empty() {
        return Ok(BTreeMap::new());
    }
    Ok(applications::admissions_of(conn, &physicians)?.into_iter().collect())
}

/// Those whom an applicant named and who were asked: the application, and whom.
fn asked(
    conn: &mut Connection,
    recused: &[(PhysicianId, RecusalRow)],
) -> Result<BTreeSet<(String, AccountId)>, AppError> {
    let named = recused.iter().map(|(_, row)| row).filter(|row| row.ground == RecusalGround::Named);
    let (ids, accounts): (Vec<String>, Vec<AccountId>) =
        named.map(|row| (row.application_id.clone(), row.account_id.clone())).unzip();
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let people = accounts::people(conn, &accounts)?;
    let mut asked = BTreeSet::new();
    for referee in applications::referees_of(conn, &ids)? {
        let own = people.values().filter(|person| fold(&person.email) == fold(&referee.email));
        asked.extend(own.map(|person| (referee.application_id.clone(), person.id.clone())));
    }
    Ok(asked)
}

fn question<'a>(site: &Site, physician: &'a PhysicianId) -> Question<'a> {
    let limits = &site.pack.membership.thresholds;
    Question {
        physician,
        today: site.clock.now().date(),
        kilometres: limits.recusal_kilometres.into(),
        coauthor_months: limits.coauthor_months,
    }
}

/// Those of these members whom somebody may judge, in a number of queries that does not depend on how many.
///
/// # Errors
/// Those of the database.
pub fn free_to_judge(
    conn: &mut Connection,
    site: &Site,
    account: &AccountId,
    physicians: &[PhysicianId],
) -> Result<BTreeSet<PhysicianId>, AppError> {
    if physicians.is_empty() {
        return Ok(BTreeSet::new());
    }
    let own = std::slice::from_ref(account);
    let mut around = directory::surroundings_of_all(conn, physicians, own)?;
    let recused: BTreeSet<PhysicianId> = recused(conn, physicians, own)?.into_iter().map(|(whom, ..)| whom).collect();
    let mut free = BTreeSet::new();
    for physician in physicians {
        around.answers = around.who_answers_for(physician);
        if !recused.contains(physician) && ground(&around, &question(site, physician), account).is_none() {
            free.insert(physician.clone());
        }
    }
    Ok(free)
}

/// Why an account has no say; of several grounds the first of [`RecusalGround`].
pub fn ground(around: &Surroundings, asked: &Question<'_>, account: &AccountId) -> Option<RecusalGround> {
    if around.answers.contains(account) {
        return Some(RecusalGround::Applicant);
    }
    let own = houses(around, std::slice::from_ref(account), None);
    let theirs = houses(around, &around.answers, Some(asked.physician));
    if own.iter().any(|house| theirs.contains(house) || have_one_owner(around, house, &theirs)) {
        return Some(RecusalGround::SameClinic);
    }
    let place = |id: &ClinicId| around.clinics.iter().find(|clinic| clinic.id == *id);
    let near = |one: &ClinicId, other: &ClinicId| {
        place(one).zip(place(other)).is_some_and(|(one, other)| are_near(one, other, asked.kilometres))
    };
    if own.iter().any(|house| theirs.iter().any(|other| near(house, other))) {
        return Some(RecusalGround::Near);
    }
    tied(around, asked, account, (&own, &theirs))
}

/// The clinics that these accounts answer for, or where a physician works whom they answer for.
fn houses(around: &Surroundings, accounts: &[AccountId], physician: Option<&PhysicianId>) -> Vec<ClinicId> {
    let mut people: Vec<&PhysicianId> = physician.into_iter().collect();
    let mut houses = Vec::new();
    for (_, subject) in around.claims.iter().filter(|(account, _)| accounts.contains(account)) {
        match subject {
            Subject::Physician(id) => people.push(id),
            Subject::Clinic(id) => houses.push(id.clone()),
        }
    }
    let works = around.practices.iter().filter(|(physician, _)| people.contains(&physician));
    houses.extend(works.map(|(_, clinic)| clinic.clone()));
    houses
}

/// Whether somebody answers for this clinic and for one of the others.
fn have_one_owner(around: &Surroundings, house: &ClinicId, others: &[ClinicId]) -> bool {
    let answers = |account: &AccountId, clinic: &ClinicId| {
        around.claims.iter().any(|(holder, subject)| {
            holder == account && matches!(subject, Subject::Clinic(claimed) if claimed == clinic)
        })
    };
    let owners = around.claims.iter().map(|(account, _)| account).filter(|account| answers(account, house));
    owners.into_iter().any(|owner| others.iter().any(|other| answers(owner, other)))
}

/// Whether two clinics are as near as that, or, where it is not known where one of them is, in one city.
pub fn are_near(one: &ClinicRow, other: &ClinicRow, kilometres: f64) -> bool {
    match (point(one), point(other)) {
        (Some(here), Some(there)) => distance(here, there) <= kilometres,
        _ => one.country == other.country && fold(&one.city) == fold(&other.city),
    }
}

fn point(clinic: &ClinicRow) -> Option<(f64, f64)> {
    clinic.latitude.zip(clinic.longitude)
}

fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Kilometres between two points of the earth, each latitude and longitude in degrees, along a great circle.
pub fn distance(here: (f64, f64), there: (f64, f64)) -> f64 {
    let (latitude, other) = (here.0.to_radians(), there.0.to_radians());
    let across = ((other - latitude) / 2.0).sin().powi(2);
    let along = ((there.1 - here.1).to_radians() / 2.0).sin().powi(2);
    let half = across + latitude.cos() * other.cos() * along;
    2.0 * EARTH_KILOMETRES * half.sqrt().min(1.0).asin()
}

/// What ties an account to the physician or the physician's clinics, or, as far as the system knows it by itself,
/// whoever answers for the physician to the account's own: what an applicant declares keeps no judge away.
fn tied(
    around: &Surroundings,
    asked: &Question<'_>,
    account: &AccountId,
    (own, theirs): (&[ClinicId], &[ClinicId]),
) -> Option<RecusalGround> {
    let mine: Vec<&PhysicianId> = around
        .claims
        .iter()
        .filter(|(holder, _)| holder == account)
        .filter_map(|(_, subject)| match subject {
            Subject::Physician(id) => Some(id),
            Subject::Clinic(_) => None,
        })
        .collect();
    let leads = |tie: &TieRow, physicians: &[&PhysicianId], houses: &[ClinicId]| {
        tie.physician_id.as_ref().is_some_and(|id| physicians.contains(&id))
            || tie.clinic_id.as_ref().is_some_and(|id| houses.contains(id))
    };
    let counts = |tie: &&TieRow| {
        let there = tie.account_id == *account && leads(tie, &[asked.physician], theirs);
        let back = around.answers.contains(&tie.account_id) && tie.source != TieSource::Declared;
        (there || (back && leads(tie, &mine, own))) && tie.counts_on(asked.today, asked.coauthor_months)
    };
    around.ties.iter().filter(counts).map(|tie| of_tie(tie.kind)).min()
}

const fn of_tie(kind: TieKind) -> RecusalGround {
    match kind {
        TieKind::Coauthor => RecusalGround::Coauthor,
        TieKind::Mentor => RecusalGround::Mentor,
        TieKind::Patient => RecusalGround::Patient,
        TieKind::Money => RecusalGround::Money,
        TieKind::Dispute => RecusalGround::Dispute,
        TieKind::Family => RecusalGround::Family,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_an_atlas() {
        type Case = ((f64, f64), (f64, f64), f64);
        let table: &[Case] = &[
            // Vienna to Bratislava, Graz to Vienna, Istanbul to Ankara, London to New York.
            ((48.2082, 16.3738), (48.1486, 17.1077), 54.8),
            ((47.0707, 15.4395), (48.2082, 16.3738), 144.6),
            ((41.0082, 28.9784), (39.9334, 32.8597), 349.4),
            ((51.5074, -0.1278), (40.7128, -74.0060), 5_570.2),
            // Over the date line, to the other side of the earth, and nowhere.
            ((-16.5, 179.9), (-16.5, -179.9), 21.3),
            ((0.0, 0.0), (0.0, 180.0), 20_015.1),
            ((90.0, 0.0), (90.0, 123.0), 0.0),
            ((47.07, 15.44), (47.07, 15.44), 0.0),
        ];
        for (here, there, kilometres) in table {
            let found = distance(*here, *there);
            assert!((found - kilometres).abs() < 0.06, "{here:?} to {there:?}: {found}, not {kilometres}");
            assert!((found - distance(*there, *here)).abs() < 1e-9);
        }
    }
}
