//! 20 random panels on each database through every act, from the ties of those who are asked to the scores of those who
//! remain: what the site's queries and actions make of them, against the computations of `panels` and `computed`.

use super::computed::{Computed, Sheet, sheets};
use super::panels::{CLINICS, PEOPLE, PHYSICIANS, SmallWorld};
use super::walk::people::{Applicant, CRITERIA, GATES, REASON, answer, form, seats, start};
use crate::support::community::{actor, address_of, approve_claim, list_physician, newcomer, password_hash};
use crate::support::postgres::PostgresDatabase;
use crate::support::walk::{Dice, open};
use candor::accounts::{self, AccountId, DisplayName, EmailAddress, Member, PasswordHash, Role};
use candor::app::{App, Tx};
use candor::clock::Timestamp;
use candor::coalition::applications::actions;
use candor::coalition::applications::api::{GiveScore, Notes, Reason, Seat, SeatPanel};
use candor::coalition::applications::model::{GateAnswer, SeatKind};
use candor::coalition::applications::views::{AgreementView, agreement};
use candor::coalition::recusal::grounds;
use candor::coalition::rules::SCORES_NOT_LOCKED;
use candor::coalition::scoring::Recommendation;
use candor::db::schema::ties;
use candor::directory::api::NewClinic;
use candor::directory::ties::DeclareTie;
use candor::directory::{
    self, ClinicId, ClinicKind, PhysicianId, Staff, Standing, Subject, TieKind, TieRow, TieSource,
};
use candor::error::{AppError, CONFLICT_OF_INTEREST};
use diesel::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Panels that go through every act.
const PANELS: usize = 20;

/// A small world as it lies in the database, and an application of the first physician whose panel can be seated.
struct Settled {
    world: SmallWorld,
    people: Vec<Member>,
    officer: Member,
    physician: PhysicianId,
    application: String,
}

/// Whoever makes entries and approves claims.
struct Desk {
    admin: Member,
    officer: Member,
    hash: PasswordHash,
}

impl Desk {
    async fn settle(app: &App) -> Self {
        let hash = password_hash(app).await;
        let admin = newcomer(app, &hash, "Admin", &[Role::Admin]).await;
        let officer = newcomer(app, &hash, "Officer", &[Role::CredentialingOfficer]).await;
        Self { admin, officer, hash }
    }

    /// A clinic of a small world, where its point is known or only its city.
    async fn clinic(&self, app: &App, name: String, (place, city): (Option<(f64, f64)>, u64)) -> ClinicId {
        let new = NewClinic {
            email: format!("desk@{}.example.org", name.to_lowercase().replace(' ', "-")),
            name,
            country: "TR".to_owned(),
            city: format!("City {city}"),
            time_zone: "Europe/Istanbul".to_owned(),
            kind: ClinicKind::SingleSpecialty,
            address: None,
            treatments: Vec::new(),
            latitude: place.map(|point| point.0),
            longitude: place.map(|point| point.1),
            offers: Vec::new(),
            staff: Staff::default(),
            predecessor_id: None,
        };
        let admin = actor(&self.admin, Standing::Admin);
        app.write(move |tx| directory::propose_clinic(tx, &admin, &new)).await.unwrap().id
    }

    /// Everybody of a small world: each may be asked to sit on a panel.
    async fn people(&self, app: &App, number: usize) -> Vec<Member> {
        let hash = self.hash.clone();
        let made = app.write(move |tx| {
            let one = |who: u64, tx: &mut Tx<'_>| {
                let name = format!("World {number} person {who}");
                let email = EmailAddress::parse(&address_of(&name)).unwrap();
                let name = DisplayName::parse(&name, 40).unwrap();
                let row = accounts::create_verified(tx, &email, &name, &hash, &[Role::Reviewer])?;
                Member::on_behalf_of(&mut tx.reader(), &row.id)
            };
            (0..PEOPLE).map(|who| one(who, tx)).collect::<Result<Vec<_>, AppError>>()
        });
        made.await.unwrap()
    }

    /// Makes everybody and everything of a world, and lets whoever answers for its first physician apply.
    async fn world(&self, app: &App, number: usize, world: SmallWorld) -> Settled {
        let people = self.people(app, number).await;
        let mut clinics = Vec::new();
        for (house, place) in (0..CLINICS).zip(&world.places) {
            clinics.push(self.clinic(app, format!("House {number} {house}"), *place).await);
        }
        let mut physicians = Vec::new();
        for who in 0..PHYSICIANS {
            let works: Vec<ClinicId> =
                world.works.iter().filter(|(one, _)| *one == who).map(|(_, house)| at(&clinics, *house)).collect();
            let name = format!("Dr Xaver Quill{number}x{who}");
            physicians.push(list_physician(app, &self.admin, &name, &works).await);
        }
        for (who, whom) in &world.of_physicians {
            let subject = Subject::Physician(at(&physicians, *whom));
            approve_claim(app, &at(&people, *who), &self.officer, &subject).await;
        }
        for (who, house) in &world.of_clinics {
            approve_claim(app, &at(&people, *who), &self.officer, &Subject::Clinic(at(&clinics, *house))).await;
        }
        ties_of(app, number, &world, (&people, &physicians, &clinics)).await;
        let (holder, _) = world.of_physicians.iter().find(|(_, whom)| *whom == 0).unwrap();
        let (member, physician) = (at(&people, *holder), at(&physicians, 0));
        let name = format!("Dr Xaver Quill{number}x0");
        let applicant = Applicant { member, physician: physician.clone(), name, at_clinic: false, number };
        let application = applies(app, applicant, self.officer.clone()).await;
        Settled { world, people, officer: self.officer.clone(), physician, application }
    }
}

fn at<T: Clone>(several: &[T], number: u64) -> T {
    several[usize::try_from(number).unwrap()].clone()
}

/// The ties of a world: those that somebody declared, and those that the system noted.
async fn ties_of(
    app: &App,
    number: usize,
    world: &SmallWorld,
    (people, physicians, clinics): (&[Member], &[PhysicianId], &[ClinicId]),
) {
    let first = |(year, month): &(u64, u64)| format!("{year}-{month:02}-01");
    let mut rows = Vec::new();
    for (place, tie) in world.ties.iter().enumerate() {
        let (is_physician, whom) = tie.whom;
        rows.push(TieRow {
            id: format!("tie-{number}-{place}"),
            account_id: at(people, tie.who).id,
            kind: tie.kind,
            source: if tie.declared { TieSource::Declared } else { TieSource::Complaint },
            source_id: (!tie.declared).then(|| format!("CMP-{number}-{place}")),
            physician_id: is_physician.then(|| at(physicians, whom)),
            clinic_id: (!is_physician).then(|| at(clinics, whom)),
            since: tie.since.as_ref().map(first),
            until: tie.until.as_ref().map(first),
            created_at: Timestamp::from_unix_millis(0),
            withdrawn_at: None,
        });
    }
    let written = app.write(move |tx| {
        for row in &rows {
            diesel::insert_into(ties::table).values(row).execute(tx.conn)?;
        }
        Ok(())
    });
    written.await.unwrap();
}

/// From the form to the last gate; answers the application's id.
async fn applies(app: &App, applicant: Applicant, officer: Member) -> String {
    let ends = "2028-03-31".parse().unwrap();
    let applied = app.write(move |tx| {
        let id = actions::start(tx, &applicant.member, &start(&applicant.physician))?;
        actions::save(tx, &applicant.member, &id, &form(&applicant, Some(ends)))?;
        actions::submit(tx, &applicant.member, &id)?;
        for gate in GATES {
            actions::answer_gate(tx, &officer, (&id, gate), &answer(GateAnswer::Yes, true))?;
        }
        Ok(id)
    });
    applied.await.unwrap()
}

/// Somebody on the panel, with what they say in this round.
#[derive(Clone)]
struct Sitting {
    member: Member,
    kind: SeatKind,
    sheet: Sheet,
    locked: bool,
}

impl Settled {
    async fn seats(&self, app: &App, reviewers: Vec<Seat>) -> Result<(), AppError> {
        let (officer, id, panel) = (self.officer.clone(), self.application.clone(), SeatPanel { reviewers });
        app.write(move |tx| actions::seat_panel(tx, &officer, &id, &panel)).await
    }

    /// Everybody is asked at once: whoever may not judge is named, each at their place, and nobody else.
    async fn refuses_whoever_is_tied(&self, app: &App) {
        let ids: Vec<AccountId> = self.people.iter().map(|one| one.id.clone()).collect();
        let (asked, physician) = (ids.clone(), self.physician.clone());
        let known = app.read(move |reader| grounds(reader.conn, reader.site, &physician, &asked)).await.unwrap();
        for (who, id) in (0..).zip(&ids) {
            assert_eq!(known.get(id).copied(), self.world.expected(who), "{} of {}", who, self.application);
        }
        let AppError::Refused(refusal) = self.seats(app, seats(&ids)).await.unwrap_err() else { panic!("no refusal") };
        assert_eq!(refusal.code, CONFLICT_OF_INTEREST);
        let named: BTreeSet<String> = refusal.fields.iter().map(|field| field.pointer.to_string()).collect();
        let tied = (0..PEOPLE).filter(|who| self.world.expected(*who).is_some());
        assert_eq!(named, tied.map(|who| format!("/reviewers/{who}/account_id")).collect::<BTreeSet<_>>());
    }

    async fn scores(&self, app: &App, one: &Sitting) {
        let (member, sheet, id) = (one.member.clone(), one.sheet.clone(), self.application.clone());
        let scored = app.write(move |tx| {
            for (criterion, score) in CRITERIA.iter().zip(&sheet) {
                let new = GiveScore { score: score.unwrap(), reason: REASON.to_owned() };
                actions::score(tx, &member, (&id, criterion), &new)?;
            }
            Ok(())
        });
        scored.await.unwrap();
    }

    async fn locks(&self, app: &App, one: &mut Sitting) {
        let (member, id) = (one.member.clone(), self.application.clone());
        app.write(move |tx| actions::lock(tx, &member, &id)).await.unwrap();
        one.locked = true;
    }

    /// Somebody says that they cannot judge, or something becomes known that ties them.
    async fn loses(&self, app: &App, leaver: &Member, by_tie: bool) {
        let (member, id, physician) = (leaver.clone(), self.application.clone(), self.physician.clone());
        let lost = app.write(move |tx| {
            if by_tie {
                let kind = TieKind::Family;
                let (physician_id, clinic_id) = (Some(physician.clone()), None);
                let tie = DeclareTie { kind, physician_id, clinic_id, since: None, until: None };
                return directory::declare_tie(tx, &member.id, &tie).map(drop);
            }
            actions::recuse(tx, &member, &id, &Reason { reason: "We know each other.".to_owned() })
        });
        lost.await.unwrap();
    }

    async fn agreement(&self, app: &App, reader: &Member) -> Result<AgreementView, AppError> {
        let (member, id) = (reader.clone(), self.application.clone());
        app.read(move |reader| agreement(reader, &member, &id)).await
    }

    async fn calibrates(&self, app: &App) {
        let (officer, id) = (self.officer.clone(), self.application.clone());
        let notes = Notes { notes: "What each anchor asks for.".to_owned() };
        app.write(move |tx| actions::open_calibration(tx, &officer, &id, &notes)).await.unwrap();
    }
}

/// What became of the panels.
#[derive(Debug, Default)]
struct Reached {
    recommendations: BTreeMap<&'static str, usize>,
    replaced: usize,
    went_on_with_fewer: usize,
}

/// One panel: nobody who is tied, a seat lost in this round, and what everybody reads of the scores.
async fn judges(app: &App, settled: &Settled, dice: &mut Dice, (lost_in, by_tie): (i64, bool), reached: &mut Reached) {
    let free: Vec<u64> = (0..PEOPLE).filter(|who| settled.world.expected(*who).is_none()).collect();
    let most = u64::try_from(free.len() - 3).unwrap().min(3);
    let seated = 3 + usize::try_from(dice.below(most)).unwrap();
    let members: Vec<Member> = free.iter().map(|who| at(&settled.people, *who)).collect();
    let (panel, spare) = (&members[..seated], &members[seated]);
    let ids: Vec<AccountId> = panel.iter().map(|one| one.id.clone()).collect();
    settled.seats(app, seats(&ids)).await.unwrap();
    let mut sitting: Vec<Sitting> = panel
        .iter()
        .zip(seats(&ids))
        .map(|(member, seat)| Sitting { member: member.clone(), kind: seat.seat, sheet: Vec::new(), locked: false })
        .collect();
    for round in 1..=3 {
        let count = sitting.len();
        let mut thrown = sheets(dice, count + 1, 0);
        let of_spare = thrown.pop().unwrap();
        for (place, (one, sheet)) in sitting.iter_mut().zip(thrown).enumerate() {
            (one.sheet, one.locked) = (sheet, false);
            settled.scores(app, one).await;
            if place + 1 < count {
                settled.locks(app, one).await;
            }
        }
        let early = settled.agreement(app, &sitting[0].member).await.unwrap_err();
        assert_eq!(early.code(), SCORES_NOT_LOCKED, "somebody has not locked");
        if round == lost_in {
            let leaver = sitting.remove(usize::try_from(dice.below(count as u64)).unwrap());
            settled.loses(app, &leaver.member, by_tie).await;
            let every_view = SeatKind::ALL.iter().all(|kind| sitting.iter().any(|one| one.kind == *kind));
            if every_view && sitting.len() >= 3 && sitting.iter().all(|one| one.locked) {
                reached.went_on_with_fewer += 1;
            } else {
                let new = Sitting { member: spare.clone(), kind: leaver.kind, sheet: of_spare, locked: false };
                sitting.push(new);
                let again = sitting.iter().map(|one| Seat { account_id: one.member.id.clone(), seat: one.kind });
                settled.seats(app, again.collect()).await.unwrap();
                settled.scores(app, &sitting[sitting.len() - 1]).await;
                reached.replaced += 1;
            }
        }
        for one in sitting.iter_mut().filter(|one| !one.locked) {
            settled.locks(app, one).await;
        }
        let found = settled.agreement(app, &sitting[0].member).await.unwrap();
        let scored: Vec<Sheet> = sitting.iter().map(|one| one.sheet.clone()).collect();
        let calibrations = usize::try_from(round - 1).unwrap();
        let expected = Computed::of(&scored, calibrations, &app.site().pack.membership);
        let at = format!("round {round} of {}", settled.application);
        assert_eq!((found.round, &found.medians), (round, &expected.medians), "{at}");
        assert!(expected.is_close_to(found.composite, found.alpha), "{at}: {found:?}, not {expected:?}");
        assert_eq!(
            (&found.failed_minimums, found.recommendation, found.low_agreement),
            (&expected.failed, expected.recommendation, expected.low),
            "{at}"
        );
        *reached.recommendations.entry(found.recommendation.as_str()).or_default() += 1;
        if found.recommendation != Recommendation::Calibrate {
            return;
        }
        settled.calibrates(app).await;
    }
    panic!("there is no third calibration");
}

/// A world in which one account answers for each physician, and somebody for the first.
fn with_an_applicant(mut world: SmallWorld) -> SmallWorld {
    let mut held = BTreeSet::new();
    world.of_physicians.retain(|(_, whom)| held.insert(*whom));
    if held.insert(0) {
        world.of_physicians.insert((PEOPLE - 1, 0));
    }
    world
}

async fn twenty_panels(app: App, seed: u64) {
    let desk = Desk::settle(&app).await;
    let mut dice = Dice::seeded(seed);
    let (mut done, mut reached) = (0, Reached::default());
    for _ in 0..1_000 {
        let world = with_an_applicant(SmallWorld::thrown(&mut dice));
        let free = (0..PEOPLE).filter(|who| world.expected(*who).is_none()).count();
        if free < 4 {
            continue;
        }
        let settled = desk.world(&app, done, world).await;
        settled.refuses_whoever_is_tied(&app).await;
        let lost = (if done % 3 == 2 { 2 } else { 1 }, done.is_multiple_of(2));
        judges(&app, &settled, &mut dice, lost, &mut reached).await;
        done += 1;
        if done == PANELS {
            break;
        }
    }
    assert_eq!(done, PANELS);
    assert!(reached.replaced + reached.went_on_with_fewer >= PANELS / 2 && reached.replaced > 0, "{reached:?}");
    assert!(reached.recommendations.len() > 1, "{reached:?}");
}

#[tokio::test]
async fn twenty_panels_are_seated_and_scored_as_another_computation_says_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    twenty_panels(open(folder.path(), None), 50).await;
}

#[tokio::test]
async fn twenty_panels_are_seated_and_scored_as_another_computation_says_on_postgres() {
    let folder = tempfile::tempdir().unwrap();
    let database = PostgresDatabase::fresh();
    twenty_panels(open(folder.path(), Some(database.url())), 51).await;
}
