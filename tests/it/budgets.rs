//! How many statements a list or a page may cost: the same for one row as for many.

use crate::access::people::{PASSWORD, Person};
use crate::access::world::{complaint, new_clinic, new_physician};
use crate::support::app::{Engine, TestSite};
use candor::accounts::Role;
use candor::db::schema::{complaint_marks, complaints, post_revisions, posts, threads};
use candor::forum::{PostId, PostRow};
use candor::ids;
use diesel::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Rows of a long list: more than one, and a page full of them.
const ROWS: usize = 20;
/// Posts of a long thread.
const POSTS: i64 = 1_000;
/// What an admin asks for in turn, as long as there is another.
const ROLES: &[&str] = &["moderator", "inspector", "reviewer", "board", "case_officer"];

/// What may be read, by whom, and the most statements it may cost; `BEGIN` and who calls are among them.
const BUDGETS: &[(&str, &str, u64)] = &[
    ("/", "guest", 14),
    ("/threads", "guest", 12),
    ("/threads.atom", "guest", 6),
    ("/categories", "guest", 9),
    ("/posts/{post}/revisions", "guest", 10),
    ("/t/{thread}/{slug}", "guest", 12),
    ("/t/{thread}/{slug}", "patient", 16),
    ("/physicians", "guest", 12),
    ("/physicians?place=istanbul&standing=none&sort=reviews", "guest", 13),
    ("/clinics", "guest", 12),
    ("/complaints", "guest", 23),
    ("/cases", "officer", 29),
    ("/me/complaints", "patient", 33),
    ("/complaints/{case}", "patient", 33),
    ("/complaints/{case}", "officer", 33),
    ("/queue", "moderator", 24),
    ("/moderation-log", "guest", 12),
    ("/api/v1/queue", "moderator", 18),
    ("/api/v1/me/flags", "patient", 12),
    ("/api/v1/moderation-log", "guest", 6),
    ("/me/drafts", "patient", 9),
    ("/me/sessions", "patient", 9),
    ("/me/ties", "credentialing", 13),
    ("/directory/queue", "credentialing", 19),
    ("/admin/roles", "admin", 10),
    ("/api/v1/drafts", "patient", 9),
    ("/api/v1/sessions", "patient", 9),
    ("/api/v1/me/ties", "credentialing", 11),
    ("/api/v1/claims", "credentialing", 9),
    ("/api/v1/role-changes", "admin", 9),
    ("/api/v1/moderation-log/counts", "guest", 6),
    ("/api/v1/categories", "guest", 4),
    ("/api/v1/posts/{post}/revisions", "guest", 10),
    ("/api/v1/threads", "guest", 10),
    ("/api/v1/threads/{thread}", "guest", 10),
    ("/api/v1/threads/{thread}/posts?limit=100", "guest", 10),
    ("/api/v1/physicians", "guest", 10),
    ("/api/v1/physicians?sort=name", "guest", 10),
    ("/api/v1/physicians?place=istanbul&standing=none&sort=reviews", "guest", 11),
    ("/api/v1/clinics", "guest", 10),
    ("/api/v1/physicians.csv", "guest", 12),
    ("/api/v1/clinics.csv", "guest", 12),
    ("/api/v1/complaints", "guest", 17),
    ("/api/v1/complaints?category=graft_count_dispute", "guest", 18),
    ("/api/v1/complaints/changes", "guest", 17),
    ("/api/v1/complaints.csv", "guest", 17),
    ("/api/v1/cases", "officer", 22),
    ("/api/v1/me/complaints", "patient", 25),
    ("/api/v1/complaints/{case}", "patient", 24),
    ("/api/v1/complaints/{case}/events", "patient", 27),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_costs_the_same_however_long_it_is_on_sqlite() {
    story(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_costs_the_same_however_long_it_is_on_postgres() {
    story(Engine::Postgres).await;
}

async fn story(engine: Engine) {
    // Background work looks so seldom that it counts for nothing here.
    let site = TestSite::start_with(engine, |config| config.jobs.poll_ms = 3_600_000).await;
    let shop = Shop::open(&site).await;
    shop.fill(&site, 1).await;
    shop.publish(&site, 1).await;
    let short = shop.costs(&site).await;
    shop.fill(&site, ROWS - 1).await;
    shop.publish(&site, POSTS).await;
    let long = shop.costs(&site).await;
    let mut wrong = Vec::new();
    for (path, who, most) in BUDGETS {
        let (one, many) = (short[&(*path, *who)], long[&(*path, *who)]);
        if one != many || many > *most {
            wrong.push(format!("{path} as {who}: {one} for one row, {many} for many, at most {most}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// People and the first of everything that the lists hold.
struct Shop {
    admin: Person,
    patient: Person,
    officer: Person,
    moderator: Person,
    credentialing: Person,
    category: String,
    thread: Value,
    clinic: String,
    case: String,
}

impl Shop {
    async fn open(site: &TestSite) -> Self {
        let admin = Person::with_roles(site, "the_admin", &[Role::Admin]).await;
        let patient = Person::with_roles(site, "the_patient", &[]).await;
        let officer = Person::with_roles(site, "the_officer", &[Role::CaseOfficer]).await;
        let moderator = Person::with_roles(site, "the_moderator", &[Role::Moderator]).await;
        let credentialing = Person::with_roles(site, "the_credentials", &[Role::CredentialingOfficer]).await;
        let clinic = admin.does(site, "POST", "/api/v1/clinics", new_clinic("Clinic 0")).await;
        let clinic = text(&clinic, "id");
        let category =
            admin.does(site, "POST", "/api/v1/categories", json!({"name": "Before", "slug": "before"})).await;
        let category = text(&category, "id");
        let thread = patient.does(site, "POST", "/api/v1/threads", new_thread(&category, "The first")).await;
        let case = text(&patient.does(site, "POST", "/api/v1/complaints", complaint(&clinic)).await, "id");
        Self { admin, patient, officer, moderator, credentialing, category, thread, clinic, case }
    }

    /// Adds `count` to each list.
    async fn fill(&self, site: &TestSite, count: usize) {
        for number in 0..count {
            let name = format!("{count} and {number}");
            let clinic = new_clinic(&format!("Clinic {name}"));
            let clinic = text(&self.admin.does(site, "POST", "/api/v1/clinics", clinic).await, "id");
            let physician = new_physician(&format!("Dr. {name}"), &[clinic.as_str(), self.clinic.as_str()]);
            self.admin.does(site, "POST", "/api/v1/physicians", physician).await;
            let thread = new_thread(&self.category, &name);
            let thread = self.patient.does(site, "POST", "/api/v1/threads", thread).await;
            let flag = json!({"target_kind": "post", "target_id": thread["first_post"]["id"], "reason": "off_topic"});
            self.patient.does(site, "POST", "/api/v1/flags", flag).await;
            self.patient.does(site, "POST", "/api/v1/complaints", complaint(&clinic)).await;
            let draft = json!({"kind": "thread", "fields": {"title": name}});
            self.patient.does(site, "POST", "/api/v1/drafts", draft).await;
            let slug = format!("about-{count}-{number}");
            self.admin.does(site, "POST", "/api/v1/categories", json!({"name": name, "slug": slug})).await;
            let proposed = new_clinic(&format!("Proposed {name}"));
            self.patient.does(site, "POST", "/api/v1/clinics", proposed).await;
            let claims = format!("/api/v1/clinics/{clinic}/claims");
            self.moderator.does(site, "POST", &claims, json!({"evidence": "I answer its telephone."})).await;
            let tie = json!({"kind": "family", "clinic_id": clinic});
            self.credentialing.does(site, "POST", "/api/v1/me/ties", tie).await;
            let again = json!({"email": self.patient.email, "password": PASSWORD});
            self.patient.does(site, "POST", "/api/v1/sessions", again).await;
            let place = if count == 1 { 0 } else { number + 1 };
            if let Some(role) = ROLES.get(place) {
                let roles = format!("/api/v1/accounts/{}/roles", self.patient.id);
                self.admin.does(site, "POST", &roles, json!({"role": role, "reason": "She asked for it."})).await;
            }
        }
    }

    /// Lets the public see every complaint, fills the thread up to `until` posts, and has its first one edited as often:
    /// what rules would take long for.
    async fn publish(&self, site: &TestSite, until: i64) {
        let thread = text(&self.thread, "id");
        let write = move |tx: &mut candor::app::Tx<'_>| {
            let seen = (complaints::proof_level.eq(1), complaints::untimely.eq(true));
            diesel::update(complaints::table).set(seen).execute(tx.conn)?;
            diesel::update(complaint_marks::table).set(complaint_marks::published_at.eq(tx.now)).execute(tx.conn)?;
            let of_thread = posts::table.filter(posts::thread_id.eq(thread.clone()));
            let first: PostRow = of_thread.order(posts::number).first(tx.conn)?;
            for number in 2..=until {
                let id: PostId = ids::mint(tx.now).parse().unwrap();
                let post = PostRow { id, number, ..first.clone() };
                diesel::insert_into(posts::table).values(post).execute(tx.conn)?;
            }
            let known: i64 = post_revisions::table.count().get_result(tx.conn)?;
            for number in known + 1..=until {
                let said =
                    (post_revisions::number.eq(number), post_revisions::body.eq(format!("What I knew {number}.")));
                let by = (post_revisions::edited_by.eq(&first.author_id), post_revisions::edited_at.eq(tx.now));
                let of = (post_revisions::id.eq(ids::mint(tx.now)), post_revisions::post_id.eq(&first.id));
                diesel::insert_into(post_revisions::table).values((of, said, by)).execute(tx.conn)?;
            }
            let row = threads::table.filter(threads::id.eq(thread.clone()));
            diesel::update(row).set(threads::post_count.eq(until)).execute(tx.conn)?;
            Ok(())
        };
        site.app.write(write).await.unwrap();
    }

    /// What each path costs: the least of several readings, so that nothing else is counted with it.
    async fn costs(&self, site: &TestSite) -> BTreeMap<(&'static str, &'static str), u64> {
        site.all_letters().await;
        let mut costs = BTreeMap::new();
        for (path, who, _) in BUDGETS {
            let mut least = u64::MAX;
            for _ in 0..4 {
                let before = site.queries();
                self.read(site, path, who).await;
                least = least.min(site.queries() - before);
            }
            costs.insert((*path, *who), least);
        }
        costs
    }

    async fn read(&self, site: &TestSite, path: &str, who: &str) {
        let (thread, slug) = (text(&self.thread, "id"), text(&self.thread, "slug"));
        let post = text(&self.thread["first_post"], "id");
        let path = path.replace("{thread}", &thread).replace("{slug}", &slug).replace("{case}", &self.case);
        let path = path.replace("{post}", &post);
        let request = site.client().get(site.url(&path));
        let caller = match who {
            "admin" => Some(&self.admin),
            "credentialing" => Some(&self.credentialing),
            "moderator" => Some(&self.moderator),
            "officer" => Some(&self.officer),
            "patient" => Some(&self.patient),
            _ => None,
        };
        let request = match caller {
            Some(caller) => request.bearer_auth(&caller.token).header("Cookie", &caller.cookie),
            None => request,
        };
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.bytes().await.unwrap();
    }
}

fn new_thread(category: &str, title: &str) -> Value {
    json!({"category_id": category, "title": format!("About {title}"), "body": format!("What I know about {title}.")})
}

fn text(made: &Value, field: &str) -> String {
    made[field].as_str().unwrap().to_owned()
}
