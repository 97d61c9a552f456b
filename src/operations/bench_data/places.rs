//! Clinics, physicians, who works where, and the figures on their profiles.

use super::dice::Dice;
use super::{Crowd, Kind, Progress, at, id, people, signed};
use crate::app::{App, Tx};
use crate::db::JsonText;
use crate::db::schema::{clinics, physician_clinics, physicians, profile_figures};
use crate::directory::figures::{ComplaintFigures, Rating, ReviewCounts, names, rank_of};
use crate::directory::{ClinicKind, EntryState, PhysicianKind};
use crate::error::AppError;
use crate::on_backend;
use diesel::prelude::*;
use std::ops::Range;

/// Rows of one statement; a clinic has many columns.
const STEP: u64 = 500;
/// Streams of the dice that no other part uses.
const STREAM: u64 = 1 << 40;

const FIRST: &[&str] =
    &["Ada", "Bram", "Chiara", "Deniz", "Elif", "Florin", "Greta", "Hana", "Ivo", "Jana", "Kaan", "Lena"];
const LAST: &[&str] = &["Adler", "Brandt", "Costa", "Demir", "Eriksen", "Fontana", "Gruber", "Hoxha", "Ilic", "Jensen"];
const CITY: &[(&str, &str)] =
    &[("DE", "Hamburg"), ("TR", "Izmir"), ("ES", "Sevilla"), ("US", "Portland"), ("AT", "Graz"), ("PT", "Porto")];

/// Opens every clinic and enters every physician.
pub(super) async fn open(app: &App, crowd: Crowd, tell: &mut impl FnMut(Progress)) -> Result<(), AppError> {
    for numbers in steps(crowd.clinics) {
        let done = numbers.end;
        app.write_at(at(0), move |tx| insert_clinics(tx, crowd, numbers.clone())).await?;
        tell(Progress { what: "clinics", done, of: crowd.clinics });
    }
    for numbers in steps(crowd.physicians) {
        let done = numbers.end;
        app.write_at(at(0), move |tx| {
            insert_physicians(tx, crowd, numbers.clone())?;
            insert_practices(tx, crowd, numbers.clone())?;
            insert_figures(tx, crowd, numbers.clone())
        })
        .await?;
        tell(Progress { what: "physicians", done, of: crowd.physicians });
    }
    Ok(())
}

fn steps(count: u64) -> impl Iterator<Item = Range<u64>> {
    (0..count.div_ceil(STEP)).map(move |step| step * STEP..((step + 1) * STEP).min(count))
}

fn insert_clinics(tx: &mut Tx<'_>, crowd: Crowd, numbers: Range<u64>) -> Result<(), AppError> {
    let mut rows = Vec::new();
    for number in numbers {
        let mut dice = Dice::of(crowd.wish.seed, STREAM + number);
        let (country, city) = dice.pick(CITY).copied().unwrap_or_default();
        let name = format!("Clinic {} {number}", dice.word(LAST));
        rows.push((
            clinics::id.eq(id(Kind::Clinic, at(0), number)),
            clinics::subject_ref.eq(format!("{:032x}", (2_u128 << 64) | u128::from(number))),
            clinics::slug.eq(crate::text::slug::slug(&name)),
            clinics::sort_key.eq(name.to_lowercase()),
            clinics::name.eq(name),
            clinics::kind.eq(ClinicKind::SingleSpecialty),
            clinics::state.eq(EntryState::Confirmed),
            clinics::country.eq(country),
            clinics::city.eq(city),
            clinics::time_zone.eq("UTC"),
            clinics::email.eq(format!("clinic-{number}@bench.example")),
            clinics::treatments.eq("[]"),
            clinics::proposed_by.eq(people::somebody(crowd, &mut dice)?),
            clinics::created_at.eq(tx.now),
            clinics::version.eq(1_i64),
        ));
    }
    on_backend!(tx.conn, |c| diesel::insert_into(clinics::table).values(rows).execute(c))?;
    Ok(())
}

fn insert_physicians(tx: &mut Tx<'_>, crowd: Crowd, numbers: Range<u64>) -> Result<(), AppError> {
    let mut rows = Vec::new();
    for number in numbers {
        let mut dice = Dice::of(crowd.wish.seed, 2 * STREAM + number);
        let name = format!("Dr. {} {} {number}", dice.word(FIRST), dice.word(LAST));
        let rating = rating(&mut Dice::of(crowd.wish.seed, 3 * STREAM + number));
        rows.push((
            physicians::id.eq(id(Kind::Physician, at(0), number)),
            physicians::subject_ref.eq(format!("{:032x}", (3_u128 << 64) | u128::from(number))),
            physicians::slug.eq(crate::text::slug::slug(&name)),
            physicians::sort_key.eq(name.to_lowercase()),
            physicians::name.eq(name),
            physicians::kind.eq(PhysicianKind::Physician),
            physicians::state.eq(EntryState::Confirmed),
            physicians::titles.eq("[\"Dr. med.\"]"),
            physicians::licences.eq("[]"),
            physicians::specialties.eq("[]"),
            physicians::languages.eq("[\"en\",\"de\"]"),
            physicians::practice_since.eq(signed(dice.between(1985, 2020))),
            physicians::proposed_by.eq(people::somebody(crowd, &mut dice)?),
            physicians::created_at.eq(tx.now),
            physicians::version.eq(1_i64),
            physicians::lower_bound_rank.eq(rank_of(rating.lower_bound.unwrap_or(0.0))),
            physicians::counted.eq(rating.counted),
        ));
    }
    on_backend!(tx.conn, |c| diesel::insert_into(physicians::table).values(rows).execute(c))?;
    Ok(())
}

fn insert_practices(tx: &mut Tx<'_>, crowd: Crowd, numbers: Range<u64>) -> Result<(), AppError> {
    let practice = |number: u64| {
        (
            physician_clinics::physician_id.eq(id(Kind::Physician, at(0), number)),
            physician_clinics::clinic_id.eq(id(Kind::Clinic, at(0), number % crowd.clinics)),
            physician_clinics::since_month.eq("2021-03"),
        )
    };
    let rows: Vec<_> = numbers.map(practice).collect();
    on_backend!(tx.conn, |c| diesel::insert_into(physician_clinics::table).values(rows).execute(c))?;
    Ok(())
}

fn insert_figures(tx: &mut Tx<'_>, crowd: Crowd, numbers: Range<u64>) -> Result<(), AppError> {
    let mut rows = Vec::new();
    for number in numbers {
        let subject = id(Kind::Physician, at(0), number);
        for (name, value) in figures(&mut Dice::of(crowd.wish.seed, 3 * STREAM + number))? {
            rows.push((
                profile_figures::subject_id.eq(subject.clone()),
                profile_figures::name.eq(name),
                profile_figures::value.eq(value),
                profile_figures::updated_at.eq(tx.now),
            ));
        }
    }
    on_backend!(tx.conn, |c| diesel::insert_into(profile_figures::table).values(rows).execute(c))?;
    Ok(())
}

/// The figures of one profile, with the names they are stored under.
fn figures(dice: &mut Dice) -> Result<[(&'static str, JsonText); 3], AppError> {
    let rating = rating(dice);
    let counts = ReviewCounts { public: rating.counted, queued: 1, ..ReviewCounts::default() };
    let complaints = ComplaintFigures { total: signed(dice.below(9)), ..ComplaintFigures::default() };
    Ok([
        (names::RATING, JsonText::of(&rating)?),
        (names::COUNTS, JsonText::of(&counts)?),
        (names::COMPLAINTS, JsonText::of(&complaints)?),
    ])
}

/// The first figure that is thrown; lists are ordered by it.
fn rating(dice: &mut Dice) -> Rating {
    let counted = signed(dice.between(5, 200));
    let score = f64::from(u32::try_from(dice.between(20, 50)).unwrap_or(20)) / 10.0;
    Rating {
        shown: true,
        score: Some(score),
        lower_bound: Some(score - 0.4),
        counted,
        formula: Some("rating-v1".to_owned()),
        ..Rating::default()
    }
}
