//! The same on pages, as a browser without scripts does it.

use crate::on_both;
use crate::support::app::TestSite;
use crate::support::letters::link_in;
use crate::support::people::{PASSWORD, Patient};
use reqwest::{Client, Response, StatusCode};
use scraper::{Html, Selector};

on_both! {
    async fn a_newcomer_joins_on_pages(site) {
        let browser = site.client();
        let page = text(browser.get(site.url("/sign-up")).send().await.unwrap()).await;
        assert!(page.contains("Join Candor"), "{page}");
        let fields = [("email", "ana@example.org"), ("display_name", "teal_bicycle"), ("password", "short")];
        let wrong = post(&site, &browser, "/sign-up", &fields).await;
        assert_eq!(wrong.status(), 422);
        let page = text(wrong).await;
        assert!(page.contains("value=\"ana@example.org\"") && !page.contains("short\""), "{page}");
        assert!(page.contains("aria-invalid=\"true\"") && page.contains("Error:"));
        let all_wrong = [("email", "ana"), ("display_name", "<name>"), ("password", "short")];
        let page = text(post(&site, &browser, "/sign-up", &all_wrong).await).await;
        for sentence in ["This is not an e-mail address", "Use letters, digits", "Agree to the rules", "18 or older:"] {
            assert!(page.contains(sentence), "all in one round, and each by its name: {sentence} in {page}");
        }
        let fields = [
            ("email", "ana@example.org"), ("display_name", "teal_bicycle"), ("password", PASSWORD),
            ("consents.terms", "true"), ("consents.health_data", "true"), ("consents.age_18", "true"),
        ];
        assert_eq!(location(&post(&site, &browser, "/sign-up", &fields).await), "/sign-up/sent");
        let token = link_in(&site.letter_to("ana@example.org", "/verify?token=").await, "/verify?token=");
        for _ in 0..2 {
            let page = text(browser.get(site.url(&format!("/verify?token={token}"))).send().await.unwrap()).await;
            assert!(page.contains(&token), "reading the page uses nothing up");
        }
        assert_eq!(location(&post(&site, &browser, "/verify", &[("token", &token)]).await), "/sign-in?done=verified");
        assert_eq!(post(&site, &browser, "/verify", &[("token", &token)]).await.status(), 422);
        let sign_in = [("email", "ana@example.org"), ("password", PASSWORD), ("next", "/me/sessions")];
        let answer = post(&site, &browser, "/sign-in", &sign_in).await;
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
        assert!(cookie.starts_with("candor=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
        assert_eq!(location(&answer), "/me/sessions");
        for path in ["/me", "/me/settings", "/me/sessions", "/me/password"] {
            assert_eq!(browser.get(site.url(path)).send().await.unwrap().status(), 200, "{path}");
        }
    }
}

on_both! {
    async fn cookies_never_authorise_the_api_and_tokens_never_a_page(site) {
        let browser = signed_in(&site).await;
        assert_eq!(browser.get(site.url("/api/v1/me")).send().await.unwrap().status(), 401);
        let guest = site.client().get(site.url("/me?x=1")).bearer_auth("anything").send().await.unwrap();
        assert_eq!(location(&guest), "/sign-in?next=%2Fme%3Fx%3D1");
        assert_eq!(post(&site, &site.client(), "/me/sessions/end", &[]).await.status(), 401);
    }
}

on_both! {
    async fn whoever_would_report_without_an_account_is_told_whom_to_write_to(site) {
        let guest = site.client().get(site.url("/report?kind=post&id=1")).send().await.unwrap();
        let place = location(&guest).to_owned();
        for (place, is_told) in [(place.as_str(), true), ("/sign-in?next=%2Fme", false), ("/sign-in", false)] {
            let page = text(site.client().get(site.url(place)).send().await.unwrap()).await;
            assert_eq!(page.contains("write to the operator of this site"), is_told, "{place}: {page}");
        }
    }
}

on_both! {
    async fn a_form_of_another_site_does_nothing(site) {
        let browser = signed_in(&site).await;
        assert_eq!(post(&site, &browser, "/me/sessions/end", &[]).await.status(), 403);
        let foreign = browser.post(site.url("/me/sessions/end")).header("Origin", "https://evil.example");
        let csrf = form_token(&browser, &site).await;
        assert_eq!(foreign.form(&[("_csrf", &csrf)]).send().await.unwrap().status(), 403);
        assert_eq!(browser.get(site.url("/me")).send().await.unwrap().status(), 200);
        let own = post(&site, &browser, "/me/sessions/end", &[("_csrf", &csrf)]).await;
        assert_eq!(location(&own), "/sign-in?done=sessions");
        assert_eq!(browser.get(site.url("/me")).send().await.unwrap().status(), 303);
    }
}

on_both! {
    async fn settings_and_password_are_changed_on_pages(site) {
        let browser = signed_in(&site).await;
        let csrf = form_token(&browser, &site).await;
        let settings = |version: &'static str| {
            [("_csrf", csrf.as_str()), ("display_name", "grey heron"), ("locale", "en"), ("time_zone", "Europe/Vienna"), ("version", version)]
        };
        let page = text(browser.get(site.url("/me/settings")).send().await.unwrap()).await;
        assert!(page.contains("name=\"version\" value=\"2\""), "{page}");
        assert_eq!(location(&post(&site, &browser, "/me/settings", &settings("2")).await), "/me/settings?done=settings");
        assert_eq!(post(&site, &browser, "/me/settings", &settings("2")).await.status(), 412);
        let change = |present: &'static str| {
            [("_csrf", csrf.as_str()), ("current_password", present), ("password", "seven grey geese at noon")]
        };
        assert_eq!(post(&site, &browser, "/me/password", &change("wrong one")).await.status(), 422);
        assert_eq!(location(&post(&site, &browser, "/me/password", &change(PASSWORD)).await), "/me?done=password");
        let page = text(browser.get(site.url("/me?done=password")).send().await.unwrap()).await;
        assert!(page.contains("your password was changed") && page.contains("grey heron"), "{page}");
        assert_eq!(location(&post(&site, &browser, "/sign-out", &[("_csrf", csrf.as_str())]).await), "/sign-in?done=signed-out");
    }
}

on_both! {
    async fn wrong_credentials_keep_the_address_and_the_way_back(site) {
        let fields = [("email", "nobody@example.org"), ("password", "secret words"), ("next", "//evil.example")];
        let answer = post(&site, &site.client(), "/sign-in", &fields).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        let page = text(answer).await;
        assert!(page.contains("nobody@example.org") && !page.contains("secret words") && !page.contains("evil"));
    }
}

async fn signed_in(site: &TestSite) -> Client {
    let ana = Patient::signs_up(site, "ana").await;
    let browser = site.client();
    let fields = [("email", ana.email.as_str()), ("password", PASSWORD)];
    assert_eq!(location(&post(site, &browser, "/sign-in", &fields).await), "/me");
    browser
}

async fn post(site: &TestSite, browser: &Client, path: &str, fields: &[(&str, &str)]) -> Response {
    let request = browser.post(site.url(path)).header("Origin", &site.address);
    request.form(fields).send().await.unwrap()
}

async fn form_token(browser: &Client, site: &TestSite) -> String {
    let page = Html::parse_document(&text(browser.get(site.url("/me/password")).send().await.unwrap()).await);
    let field = Selector::parse("main input[name=_csrf]").unwrap();
    page.select(&field).next().unwrap().attr("value").unwrap().to_owned()
}

async fn text(answer: Response) -> String {
    answer.text().await.unwrap()
}

fn location(answer: &Response) -> &str {
    answer.headers().get("location").map_or("", |value| value.to_str().unwrap())
}
