//! The demo community: made once, with every kind of case where months of the clock have brought it.
//!
//! No server runs meanwhile, as `candor serve --demo` has it: a scheduler that came between would act on months that
//! the seed has not told yet.

use crate::support::ledger;
use candor::accounts::Role;
use candor::app::App;
use candor::clock::Timestamp;
use candor::coalition::applications::model::State as Applying;
use candor::coalition::members::model::{Measure, State as Belonging};
use candor::complaints::State;
use candor::config::Config;
use candor::db::schema::{
    account_roles, accounts, application_comments, application_gates, application_referees, application_scores,
    applications, clinics, complaint_marks, complaint_statements, complaints, inspection_scores, inspections,
    membership_proposals, memberships, moderation_decisions, moderation_flags, moderation_items, moderation_statements,
    physicians, posts, reviews, threads,
};
use candor::directory::{self, ClinicId, EntryState, Offer, Staff};
use candor::inspections::State as Inspecting;
use candor::moderation::{Action, FlagState, ItemState, StatementState, TargetKind};
use candor::operations::demo::{Seeded, Size, seed, sign_ins};
use candor::reviews::ReviewState;
use candor::server::assemble;
use candor::text::masks::MASK;
use diesel::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What the small demo holds, on whichever database, and that it is not made a second time.
pub(super) async fn is_as_it_should_be(app: &App) {
    let (physicians, countries) = app.read(|reader| directory::extent(reader.conn)).await.unwrap();
    assert_eq!((physicians, countries), (30, 16));
    holds_every_state(app).await;
    ledger::assert_whole(app.site());
    assert_eq!(seed(app, Size::Small, &|_| ()).await.unwrap(), Seeded::Before);
    as_large_as(app, [50, 20, 30, 20, 150, 55, 12, 12, 17, COMPLAINTS]).await;
    has_a_sign_in_for_every_role(app).await;
    let claims = app.read(|reader| directory::count_waiting_claims(reader.conn)).await.unwrap();
    assert_eq!(claims, 1, "a claim waits for an officer");
    nothing_reads_like_something_else(app).await;
}

/// One complaint in every state at least.
const COMPLAINTS: i64 = State::ALL.len() as i64;

/// For every role a line of the table tells how to sign in, mostly as somebody who holds no other.
async fn has_a_sign_in_for_every_role(app: &App) {
    let held = app.read(|reader| {
        let people: Vec<(String, String)> =
            accounts::table.select((accounts::id, accounts::email)).load(reader.conn)?;
        let roles: Vec<(String, Role)> =
            account_roles::table.select((account_roles::account_id, account_roles::role)).load(reader.conn)?;
        Ok((people, roles))
    });
    let ((people, roles), table) = (held.await.unwrap(), sign_ins(app.config()));
    let of = |id: &str| roles.iter().filter(|(of, _)| of == id).map(|(_, role)| *role).collect::<BTreeSet<_>>();
    let printed: Vec<BTreeSet<Role>> =
        people.iter().filter(|(_, email)| table.contains(&format!(" {email} "))).map(|(id, _)| of(id)).collect();
    for role in Role::ALL {
        // Whoever is a physician answers for a clinic too, the case officer looks at licences as well, and whoever hears
        // appeals moderates; a member is whoever is nothing else.
        let alone = |held: &&BTreeSet<Role>| match role {
            Role::Member => held.iter().all(|one| one == role),
            Role::Physician | Role::CaseOfficer | Role::Appeals => held.contains(role),
            _ => held.iter().all(|one| one == role || *one == Role::Member) && held.contains(role),
        };
        assert!(printed.iter().any(|held| alone(&held)), "{role}: {printed:?}");
    }
}

/// Sentences up to this length may come again: nobody notices “Signed and returned.”.
const SHORT_WORDS: usize = 6;

/// What inspectors find, what reviewers, officers, panels and moderators write and what is said of an applicant: no text
/// is there twice, nor a longer sentence in two of them, not even with other numbers.
async fn nothing_reads_like_something_else(app: &App) {
    let read = app.read(|reader| {
        let conn = &mut *reader.conn;
        let notes: Vec<Option<String>> = application_gates::table.select(application_gates::note).load(conn)?;
        let told: Vec<Option<String>> =
            application_referees::table.select(application_referees::statement).load(conn)?;
        let decided: Vec<Option<String>> = applications::table.select(applications::reasons).load(conn)?;
        let explained =
            moderation_decisions::table.select((moderation_decisions::target_id, moderation_decisions::explanation));
        // Whoever decides again of the same may do so in the same words.
        let explained: BTreeSet<(String, String)> = explained.load::<(String, String)>(conn)?.into_iter().collect();
        Ok([
            ("finding", inspection_scores::table.select(inspection_scores::finding).load::<String>(conn)?),
            ("reason", application_scores::table.select(application_scores::reason).load(conn)?),
            ("comment", application_comments::table.select(application_comments::text).load(conn)?),
            ("statement", complaint_statements::table.select(complaint_statements::text).load(conn)?),
            ("reference", told.into_iter().flatten().collect()),
            ("note", notes.into_iter().flatten().collect()),
            ("decision", decided.into_iter().flatten().collect()),
            ("explanation", explained.into_iter().map(|(_, text)| text).collect()),
        ])
    });
    for (kind, texts) in read.await.unwrap() {
        let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        assert!(texts.len() > 2, "{kind}: {texts:?}");
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for text in &texts {
            // Each sentence once for a text, and the whole of it.
            let parts: BTreeSet<String> = sentences(text).into_iter().chain([masked(text)]).collect();
            parts.into_iter().for_each(|part| *seen.entry(part).or_default() += 1);
        }
        let again: Vec<_> = seen.iter().filter(|(_, times)| **times > 1).collect();
        assert!(again.is_empty(), "{kind}: {again:?}");
    }
}

/// The words of a text, without its numbers and signs.
fn masked(text: &str) -> String {
    let word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect::<String>();
    let words: Vec<String> = text.split_whitespace().map(word).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The longer sentences of a text, masked.
fn sentences(text: &str) -> Vec<String> {
    let parts = text.split(['.', '!', '?', ';', ':', '\n']).map(masked);
    parts.filter(|part| part.split(' ').count() > SHORT_WORDS).collect()
}

/// The words that occur in a column of states.
macro_rules! states {
    ($app:expr, $column:expr, $table:expr, $state:ty) => {{
        let states = $app.read(|reader| Ok($table.select($column).distinct().load::<$state>(reader.conn)?)).await;
        states.unwrap().iter().map(|state| state.as_str()).collect::<BTreeSet<&'static str>>()
    }};
}

/// What is promised to lie about; a state that is left in the moment in which it is entered cannot.
async fn holds_every_state(app: &App) {
    let all = |words: &[&'static str]| words.iter().copied().collect::<BTreeSet<_>>();
    let complained = states!(app, complaints::state, complaints::table, State);
    assert_eq!(complained, State::ALL.iter().map(|state| state.as_str()).collect());

    let applied = states!(app, applications::state, applications::table, Applying);
    let kept = Applying::ALL.iter().filter(|state| **state != Applying::Submitted);
    assert_eq!(applied, kept.map(|state| state.as_str()).collect());

    let belong = states!(app, memberships::state, memberships::table, Belonging);
    assert!(belong.is_superset(&all(&["active", "lapsed", "restricted", "under_review"])), "{belong:?}");

    let reviewed = states!(app, reviews::state, reviews::table, ReviewState);
    let promised = all(&["queued", "held", "hidden", "published", "masked", "removed", "withdrawn"]);
    assert!(reviewed.is_superset(&promised), "{reviewed:?}");

    let inspected = states!(app, inspections::state, inspections::table, Inspecting);
    let promised = ["planned", "notified", "visiting", "quality_check", "factual_check", "deciding_points", "ready"];
    assert!(inspected.is_superset(&all(&promised)), "{inspected:?}");
    assert!(inspected.is_superset(&all(&["published", "follow_up", "closed", "refused"])), "{inspected:?}");

    let queued = states!(app, moderation_items::state, moderation_items::table, ItemState);
    assert_eq!(queued, ItemState::ALL.iter().map(|state| state.as_str()).collect());
    let stated = states!(app, moderation_statements::state, moderation_statements::table, StatementState);
    assert_eq!(stated, StatementState::ALL.iter().map(|state| state.as_str()).collect());
    let flagged = states!(app, moderation_flags::state, moderation_flags::table, FlagState);
    assert_eq!(flagged, FlagState::ALL.iter().map(|state| state.as_str()).collect());
    every_held_review_has_its_reasons(app).await;
    whatever_a_clinic_answered_is_in_the_register(app).await;
    clinics_know_who_complains(app).await;
    shows_numbers_and_badges(app).await;
    clinics_tell_prices_and_one_goes_on_as_another(app).await;
    the_board_restricts_one_member_and_votes_on_another(app).await;
    an_account_is_warned_and_a_title_masked(app).await;
}

/// Every clinic that says prices says them in its country's money, for what it treats and as of a past day, with who
/// does it and how many work there; one goes on as another, which an officer has confirmed.
async fn clinics_tell_prices_and_one_goes_on_as_another(app: &App) {
    let read = app.read(|reader| {
        let ids: Vec<ClinicId> = clinics::table.select(clinics::id).load(reader.conn)?;
        Ok((directory::clinics(reader.conn, &ids)?, reader.now.date()))
    });
    let (rows, today) = read.await.unwrap();
    let money = |country: &str| match country {
        "GB" => "GBP",
        "CH" => "CHF",
        "TR" => "TRY",
        "SE" => "SEK",
        "PL" => "PLN",
        _ => "EUR",
    };
    let mut telling = 0;
    for row in &rows {
        let (offers, treatments): (Vec<Offer>, Vec<String>) =
            (row.offers.read().unwrap(), row.treatments.read().unwrap());
        for offer in &offers {
            let price = offer.price.as_ref().unwrap();
            assert!(treatments.contains(&offer.treatment) && !offer.performed_by.is_empty(), "{}: {offer:?}", row.name);
            assert_eq!(price.currency, money(&row.country), "{}", row.name);
            assert!(0 < price.from && price.from < price.to && price.on < today, "{}: {price:?}", row.name);
        }
        let staff: Staff = row.staff.read().unwrap();
        assert_eq!(offers.is_empty(), staff.physicians.is_none(), "{}: {staff:?}", row.name);
        telling += usize::from(!offers.is_empty());
    }
    assert!(telling >= 15, "only {telling} clinics tell prices");
    let heirs: Vec<_> = rows.iter().filter(|row| row.predecessor_id.is_some()).collect();
    let [heir] = heirs.as_slice() else { panic!("{heirs:?}") };
    assert_eq!(heir.state, EntryState::Confirmed);
    let (id, before) = (heir.id.clone(), heir.predecessor_id.clone().unwrap());
    let told = app.read(move |reader| {
        Ok((directory::lineage(reader.conn, &id)?, directory::physicians_at(reader.conn, &id)?.len(), id.clone()))
    });
    let (line, physicians, id) = told.await.unwrap();
    assert_eq!((line, physicians), (vec![id, before], 1), "its ratings follow, and whoever worked there");
}

/// One member is restricted before the vote, another is voted on; who votes next finds both open.
async fn the_board_restricts_one_member_and_votes_on_another(app: &App) {
    let read = app.read(|reader| {
        let open = membership_proposals::table.filter(membership_proposals::closed_at.is_null());
        let columns =
            (membership_proposals::membership_id, membership_proposals::measure, membership_proposals::ends_at);
        let open: Vec<(String, Measure, Timestamp)> = open.select(columns).load(reader.conn)?;
        let states: Vec<(String, Belonging)> =
            memberships::table.select((memberships::id, memberships::state)).load(reader.conn)?;
        Ok((open, states, reader.now))
    });
    let (open, states, now) = read.await.unwrap();
    let state = |of: &str| states.iter().find(|(id, _)| id == of).map(|(_, state)| *state).unwrap();
    let mut found: Vec<_> = open.iter().map(|(id, measure, _)| (state(id), *measure)).collect();
    found.sort_unstable();
    assert_eq!(found, [(Belonging::UnderReview, Measure::Conditions), (Belonging::Restricted, Measure::Restriction)]);
    assert!(open.iter().all(|(.., ends)| *ends > now), "the hours to vote are not over: {open:?}");
}

/// A warning that stands against an account, and a thread whose title was masked.
async fn an_account_is_warned_and_a_title_masked(app: &App) {
    let seen = app.read(|reader| {
        let warned = moderation_decisions::table
            .filter(moderation_decisions::action.eq(Action::Warn))
            .filter(moderation_decisions::target_kind.eq(TargetKind::Profile));
        let masked = threads::table.filter(threads::title.like(format!("%{MASK}%")));
        Ok((warned.count().get_result::<i64>(reader.conn)?, masked.count().get_result::<i64>(reader.conn)?))
    });
    assert_eq!(seen.await.unwrap(), (1, 1));
}

/// What is held was held by a moderator's decision, which its author was told the reasons of.
async fn every_held_review_has_its_reasons(app: &App) {
    let told = app.read(|reader| {
        let conn = &mut *reader.conn;
        let held: Vec<String> =
            reviews::table.filter(reviews::state.eq(ReviewState::Held)).select(reviews::id).load(conn)?;
        let decided = moderation_decisions::table
            .filter(moderation_decisions::action.eq(Action::Hold))
            .filter(moderation_decisions::statement_id.is_not_null());
        Ok((held, decided.select(moderation_decisions::target_id).load::<String>(conn)?))
    });
    let (held, told) = told.await.unwrap();
    assert!(!held.is_empty() && held.iter().all(|review| told.contains(review)), "{held:?} of {told:?}");
}

/// A clinic's answer makes a case public, if an officer has found some proof: no decision stays unread.
async fn whatever_a_clinic_answered_is_in_the_register(app: &App) {
    let told = app.read(|reader| {
        let answered = complaints::table.filter(complaints::responded_at.is_not_null());
        Ok(answered.select((complaints::id, complaints::proof_level)).load::<(String, i64)>(reader.conn)?)
    });
    let told = told.await.unwrap();
    assert!(told.len() >= 10 && told.iter().all(|(_, level)| *level >= 1), "{told:?}");
}

/// Whoever is named to the clinic is named as the clinic knows them.
async fn clinics_know_who_complains(app: &App) {
    let unnamed = app.read(|reader| {
        let unnamed = complaint_marks::table.filter(complaint_marks::patient_name.is_null());
        Ok(unnamed.count().get_result::<i64>(reader.conn)?)
    });
    assert_eq!(unnamed.await.unwrap(), 0);
}

/// Claims, proof levels, ratings, published reports with different ratings: what lies beside the states.
async fn shows_numbers_and_badges(app: &App) {
    let seen = app.read(|reader| {
        let conn = &mut *reader.conn;
        let claimed = moderation_items::table.filter(moderation_items::claimed_by.is_not_null());
        let levels: Vec<i64> = reviews::table.select(reviews::proof_level).distinct().load(conn)?;
        let results: Vec<Option<String>> =
            inspections::table.filter(inspections::thread_id.is_not_null()).select(inspections::result).load(conn)?;
        Ok((claimed.count().get_result::<i64>(conn)?, levels, results))
    });
    let (claimed, levels, results) = seen.await.unwrap();
    assert_eq!(claimed, 1, "one item is claimed");
    assert_eq!(levels.into_iter().collect::<BTreeSet<_>>(), BTreeSet::from([0, 1, 2, 3]));
    let results: Vec<serde_json::Value> =
        results.into_iter().flatten().map(|result| serde_json::from_str(&result).unwrap()).collect();
    let ratings: BTreeSet<_> = results.iter().filter_map(|result| result["rating"].as_str()).collect();
    assert_eq!(ratings, BTreeSet::from(["good", "inadequate", "outstanding", "requires_improvement"]));
    assert!(results.iter().any(|result| result["cap"] == "decisive_inadequate"), "{results:?}");
}

/// Accounts, clinics, physicians, threads, posts, reviews, items of the queue, inspections, applications, complaints.
async fn as_large_as(app: &App, promised: [i64; 10]) {
    let counts = app.read(|reader| {
        let conn = &mut *reader.conn;
        Ok([
            accounts::table.count().get_result::<i64>(conn)?,
            clinics::table.count().get_result(conn)?,
            physicians::table.count().get_result(conn)?,
            threads::table.count().get_result(conn)?,
            posts::table.count().get_result(conn)?,
            reviews::table.count().get_result(conn)?,
            moderation_items::table.count().get_result(conn)?,
            inspections::table.count().get_result(conn)?,
            applications::table.count().get_result(conn)?,
            complaints::table.count().get_result(conn)?,
        ])
    });
    let counts = counts.await.unwrap();
    assert!(counts.iter().zip(promised).all(|(there, promised)| *there >= promised), "{counts:?} of {promised:?}");
}

#[tokio::test]
async fn the_full_demo_is_as_large_as_promised_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let app = assemble::start(Config::development(folder.path()).unwrap()).unwrap();
    assert_eq!(seed(&app, Size::Full, &|_| ()).await.unwrap(), Seeded::Now);
    holds_every_state(&app).await;
    ledger::assert_whole(app.site());
    as_large_as(&app, [300, 20, 30, 200, 3_000, 400, 12, 6, 17, COMPLAINTS]).await;
}
