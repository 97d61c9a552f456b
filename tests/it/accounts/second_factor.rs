//! The second factor: set up, asked for, used once, replaced, removed; over REST, on pages, and in production.

use crate::access::world::new_clinic;
use crate::on_both;
use crate::support::answer::Answer;
use crate::support::app::{Engine, TestSite};
use crate::support::people::{Admin, PASSWORD, Person, post, send};
use candor::config::{Profile, StaffSecondFactor};
use reqwest::Client;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};
use totp_rs::{Builder, Secret};

const HERE: &str = "/me/second-factor";
const SESSIONS: &str = "/api/v1/sessions";

/// What an authenticator with this secret shows now, or so many steps later.
fn shows(secret: &str, later: u64) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    Builder::new().with_secret(secret).build().unwrap().generate(now + 30 * later).to_string()
}

/// Sets a second factor up; answers its secret and the recovery codes.
async fn sets_up(person: &Person) -> (String, Vec<String>) {
    let begun = person.post(HERE, json!({"current_password": PASSWORD})).await.with(201);
    let secret = begun["secret"].as_str().unwrap().to_owned();
    let code = json!({"code": shows(&secret, 0)});
    let confirmed = person.put(&format!("{HERE}/confirmation"), code).await.with(200);
    assert_eq!((&confirmed["state"], &confirmed["secret"]), (&json!("active"), &Value::Null));
    let codes = confirmed["recovery_codes"].as_array().unwrap();
    (secret, codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect())
}

async fn signs_in(site: &TestSite, email: &str, code: &str) -> Answer {
    post(site, SESSIONS, json!({"email": email, "password": PASSWORD, "code": code})).await
}

on_both!(
    async fn a_second_factor_is_set_up_and_asked_for(site) {
        let wren = Person::with_roles(&site, "wren", &[]).await;
        let elsewhere = Person::signs_in(&site, &wren.email).await;
        assert_eq!(wren.get(HERE).await.with(200)["state"], "off");
        wren.put(&format!("{HERE}/confirmation"), json!({"code": "123456"})).await.refused(409, "second_factor_missing");
        wren.post(HERE, json!({"current_password": "something-else-12"})).await.wrong("/current_password", "password_wrong");
        let begun = wren.post(HERE, json!({"current_password": PASSWORD})).await.with(201);
        assert!(begun["otpauth_url"].as_str().unwrap().starts_with("otpauth://totp/Candor:"), "{begun}");
        Person::signs_in(&site, &wren.email).await;
        let (secret, codes) = sets_up(&wren).await;
        assert_ne!(begun["secret"], secret.as_str(), "a secret that waited is replaced");
        assert_eq!(codes.len(), 10);
        elsewhere.get("/me").await.refused(401, "unauthenticated");
        let shown = wren.get(HERE).await.with(200);
        assert_eq!((&shown["recovery_codes_left"], &shown["recovery_codes"]), (&json!(10), &Value::Null));
        wren.post(HERE, json!({"current_password": PASSWORD})).await.refused(409, "second_factor_active");

        let password_alone = json!({"email": wren.email, "password": PASSWORD});
        post(&site, SESSIONS, password_alone).await.refused(401, "second_factor_code_required");
        let guessed = json!({"email": wren.email, "password": "something-else-12", "code": "123456"});
        post(&site, SESSIONS, guessed).await.refused(401, "sign_in_failed");
        signs_in(&site, &wren.email, "12345").await.wrong("/code", "second_factor_code_wrong");
        let next = shows(&secret, 1);
        signs_in(&site, &wren.email, &next).await.with(201);
        signs_in(&site, &wren.email, &next).await.wrong("/code", "second_factor_code_wrong");
        let letters = site.letters_about(&wren.email, "").await;
        assert_eq!(letters.len(), 1, "that it was switched on");
        site.is_whole().await;
    }
);

on_both!(
    async fn each_recovery_code_is_good_for_one_use(site) {
        let wren = Person::with_roles(&site, "wren", &[]).await;
        let (_, codes) = sets_up(&wren).await;
        let typed = codes[0].to_uppercase().replace('-', " ");
        signs_in(&site, &wren.email, &typed).await.with(201);
        signs_in(&site, &wren.email, &codes[0]).await.wrong("/code", "second_factor_code_wrong");
        assert_eq!(wren.get(HERE).await.with(200)["recovery_codes_left"], 9);

        let proof = |code: &str| json!({"current_password": PASSWORD, "code": code});
        let renewed = wren.post(&format!("{HERE}/recovery-codes"), proof(&codes[1])).await.with(201);
        let fresh = renewed["recovery_codes"][0].as_str().unwrap();
        signs_in(&site, &wren.email, &codes[2]).await.wrong("/code", "second_factor_code_wrong");
        let other = Person::with_roles(&site, "robin", &[]).await;
        sets_up(&other).await;
        signs_in(&site, &other.email, fresh).await.wrong("/code", "second_factor_code_wrong");

        let removal = format!("{HERE}/removal");
        wren.post(&removal, json!({"current_password": "something-else-12", "code": fresh})).await.wrong("/current_password", "password_wrong");
        wren.post(&removal, proof("123456")).await.wrong("/code", "second_factor_code_wrong");
        assert_eq!(wren.post(&removal, proof(fresh)).await.with(201)["state"], "off");
        wren.post(&removal, proof(fresh)).await.refused(409, "second_factor_missing");
        Person::signs_in(&site, &wren.email).await;
        let subjects: Vec<_> = site.letters_about(&wren.email, "").await.iter().map(|letter| letter.subject()).collect();
        assert_eq!(subjects, ["Your second factor was switched on", "Your second factor was switched off"]);
    }
);

on_both!(
    async fn wrong_codes_are_slowed_like_wrong_passwords(site, |config| config.limits.enabled = true) {
        let wren = Person::with_roles(&site, "wren", &[]).await;
        let (_, codes) = sets_up(&wren).await;
        for _ in 0..5 {
            signs_in(&site, &wren.email, "123456").await.wrong("/code", "second_factor_code_wrong");
        }
        let delayed = signs_in(&site, &wren.email, &codes[0]).await;
        assert!((1..=2).contains(&delayed.header("retry-after").parse::<u32>().unwrap()));
        delayed.refused(429, "sign_in_delayed");
    }
);

on_both!(
    async fn staff_act_once_they_gave_their_second_factor(site, |config| {
        config.accounts.staff_second_factor = StaffSecondFactor::Required;
    }) {
        let ames = Admin::of(&site, "admin_ames").await;
        ames.get("/role-changes").await.refused(403, "second_factor_required");
        ames.get("/me").await.with(200);
        let (_, codes) = sets_up(&ames).await;
        ames.get("/role-changes").await.with(200);
        let again = signs_in(&site, &ames.email, &codes[0]).await.with(201);
        let bearer = again["access_token"].as_str().unwrap();
        send(site.client().get(site.url("/api/v1/role-changes")).bearer_auth(bearer)).await.with(200);

        candor::accounts::drop_second_factor(&site.app, &ames.email).await.unwrap();
        ames.get("/me").await.refused(401, "unauthenticated");
        let without = Person::signs_in(&site, &ames.email).await;
        without.get("/role-changes").await.refused(403, "second_factor_required");
        assert_eq!(site.letters_about(&ames.email, "").await.len(), 2);
    }
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_admin_made_on_the_host_works_in_production() {
    let site = TestSite::start_with(Engine::Sqlite, |config| {
        config.profile = Profile::Production;
        config.server.public_url = "https://candor.example".into();
        let folder = config.data.dir.clone();
        candor::config::Secrets::open(&candor::config::Config::development(&folder).unwrap()).unwrap();
        config.secrets.signing_key_file = Some(folder.join("secrets/signing_key"));
        config.secrets.master_key_file = Some(folder.join("secrets/master_key"));
    })
    .await;
    assert_eq!(site.get("/dev/clock").await.status(), 404);
    let ames = Admin::of(&site, "admin_ames").await;
    let listed = ames.post("/clinics", new_clinic("Clinic North")).await.with(201);
    assert_ne!(listed["state"], "confirmed", "so far no more than a member's proposal");
    ames.get("/role-changes").await.refused(403, "second_factor_required");
    sets_up(&ames).await;
    ames.get("/role-changes").await.with(200);
    assert_eq!(ames.post("/clinics", new_clinic("Clinic South")).await.with(201)["state"], "confirmed");
}

on_both!(
    async fn the_same_on_pages(site, |config| config.accounts.staff_second_factor = StaffSecondFactor::Required) {
        let ames = Admin::of(&site, "admin_ames").await;
        let browser = site.client();
        let first = [("email", ames.email.as_str()), ("password", PASSWORD), ("next", "/admin/roles")];
        assert_eq!(sends(&site, &browser, "/sign-in", &first).await.header("location"), "/admin/roles");
        let led = send(browser.get(site.url("/admin/roles"))).await;
        assert_eq!((led.status, led.header("location")), (303, "/me/second-factor?done=required"));
        let csrf = token(&send(browser.get(site.url("/me/second-factor?done=required"))).await);
        let wrong = sends(&site, &browser, HERE, &[("_csrf", &csrf), ("current_password", "no")]).await;
        assert_eq!(wrong.status, 422);
        sends(&site, &browser, HERE, &[("_csrf", &csrf), ("current_password", PASSWORD)]).await.with(303);
        let page = send(browser.get(site.url(HERE))).await.text;
        let secret = between(&page, "<code>", "</code>");
        let wrong = sends(&site, &browser, "/me/second-factor/confirmation", &[("_csrf", &csrf), ("code", "1")]).await;
        assert!(wrong.status == 422 && wrong.text.contains(&secret), "{}", wrong.text);
        let code = shows(&secret, 0);
        let told = sends(&site, &browser, "/me/second-factor/confirmation", &[("_csrf", &csrf), ("code", &code)]).await;
        assert_eq!((told.status, told.text.matches("<code>").count()), (200, 10));
        let recovery = between(&told.text, "<code>", "</code>");
        assert_eq!(send(browser.get(site.url("/admin/roles"))).await.status, 200);

        let browser = site.client();
        let step = sends(&site, &browser, "/sign-in", &first).await;
        assert!(step.status == 200 && step.header("set-cookie").is_empty(), "{}", step.text);
        let ticket = between(&step.text, "name=\"ticket\" value=\"", "\"");
        let with = |code: &str| vec![("ticket", ticket.clone()), ("code", code.to_owned()), ("next", "/admin/roles".to_owned())];
        let wrong = sends_owned(&site, &browser, "/sign-in/code", &with(&code)).await;
        assert!(wrong.status == 422 && wrong.text.contains(&ticket), "a code that was taken before");
        let done = sends_owned(&site, &browser, "/sign-in/code", &with(&recovery)).await;
        assert_eq!((done.status, done.header("location")), (303, "/admin/roles"));
        let page = send(browser.get(site.url("/admin/roles"))).await;
        assert_eq!(page.status, 200);
        let broken = [("ticket", format!("{ticket}00")), ("code", recovery)];
        sends_owned(&site, &site.client(), "/sign-in/code", &broken).await.page_refused(422, "second_step_expired");
        let fresh = shows(&secret, 1);
        let csrf = token(&page);
        let removal = [("_csrf", csrf.as_str()), ("current_password", PASSWORD), ("code", &fresh)];
        let gone = sends(&site, &browser, "/me/second-factor/removal", &removal).await;
        assert_eq!(gone.header("location"), "/me/second-factor?done=second-off");
    }
);

async fn sends(site: &TestSite, browser: &Client, path: &str, fields: &[(&str, &str)]) -> Answer {
    send(browser.post(site.url(path)).header("Origin", &site.address).form(fields)).await
}

async fn sends_owned(site: &TestSite, browser: &Client, path: &str, fields: &[(&str, String)]) -> Answer {
    send(browser.post(site.url(path)).header("Origin", &site.address).form(fields)).await
}

fn token(page: &Answer) -> String {
    between(&page.text, "name=\"_csrf\" value=\"", "\"")
}

fn between(text: &str, before: &str, after: &str) -> String {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).unwrap().0.to_owned()
}
