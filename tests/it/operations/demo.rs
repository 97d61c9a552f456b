//! The demo community: made once, with every kind of case where months of the clock have brought it.
//!
//! No server runs meanwhile, as `candor serve --demo` has it: a scheduler that came between would act on months that
//! the seed has not told yet.

use crate::support::ledger;
use crate::support::postgres::PostgresDatabase;
use candor::accounts::Role;
use candor::app::App;
use candor::coalition::applications::model::State as Applying;
use candor::coalition::members::model::State as Belonging;
use candor::complaints::State;
use candor::config::Config;
use candor::db::schema::{
    account_roles, accounts, applications, clinics, complaints, inspections, memberships, moderation_decisions,
    moderation_flags, moderation_items, moderation_statements, physicians, posts, reviews, threads,
};
use candor::inspections::State as Inspecting;
use candor::moderation::{Action, FlagState, ItemState, StatementState};
use candor::operations::demo::{Seeded, Size, seed, sign_ins};
use candor::reviews::ReviewState;
use candor::server::assemble;
use diesel::prelude::*;
use std::collections::BTreeSet;

async fn seeded(folder: &std::path::Path, url: Option<String>, size: Size) -> App {
    let mut config = Config::development(folder).unwrap();
    if let Some(url) = url {
        config.database.url = url.into();
    }
    let app = assemble::start(config).unwrap();
    assert_eq!(seed(&app, size, &|_| ()).await.unwrap(), Seeded::Now);
    app
}

async fn is_made_once(folder: &std::path::Path, url: Option<String>) {
    let app = seeded(folder, url, Size::Small).await;
    let (physicians, countries) = app.read(|reader| candor::directory::extent(reader.conn)).await.unwrap();
    assert_eq!((physicians, countries), (30, 16));
    holds_every_state(&app).await;
    ledger::assert_whole(&app.config().database_url(), &app.site().cases);
    assert_eq!(seed(&app, Size::Small, &|_| ()).await.unwrap(), Seeded::Before);
    as_large_as(&app, [50, 20, 30, 20, 150, 55, 12, 12, 17, COMPLAINTS]).await;
    has_a_sign_in_for_every_role(&app).await;
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
    assert!(belong.is_superset(&all(&["active", "lapsed"])), "{belong:?}");

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
    shows_numbers_and_badges(app).await;
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
async fn the_demo_is_made_once_and_never_again_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    is_made_once(folder.path(), None).await;
}

#[tokio::test]
async fn the_demo_is_made_once_and_never_again_on_postgres() {
    let (folder, database) = (tempfile::tempdir().unwrap(), PostgresDatabase::fresh());
    is_made_once(folder.path(), Some(database.url().to_owned())).await;
}

/// The whole community; slow without optimisation, so not in `make check`.
#[tokio::test]
async fn the_full_demo_is_as_large_as_promised_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let app = seeded(folder.path(), None, Size::Full).await;
    holds_every_state(&app).await;
    ledger::assert_whole(&app.config().database_url(), &app.site().cases);
    as_large_as(&app, [300, 20, 30, 200, 3_000, 400, 12, 6, 17, COMPLAINTS]).await;
}
