//! The same through the pages, with forms and without scripts.

use super::{Acts, Cast, ITEMS};
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::{PASSWORD, Person};
use serde_json::json;

/// A browser that somebody has signed in with.
pub struct Browser {
    client: reqwest::Client,
    address: String,
}

impl Browser {
    pub async fn of(site: &TestSite, who: &Person) -> Self {
        let browser = Self { client: site.client(), address: site.address.clone() };
        let form = [("email", who.email.as_str()), ("password", PASSWORD)];
        let answer = browser.client.post(site.url("/sign-in")).header("Origin", &site.address).form(&form);
        assert_eq!(answer.send().await.unwrap().status(), 303, "{} signs in", who.email);
        browser
    }

    pub async fn opens(&self, path: &str) -> (u16, String) {
        let answer = self.client.get(format!("{}{path}", self.address)).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// The text of a page that is there.
    pub async fn reads(&self, path: &str) -> String {
        let (status, text) = self.opens(path).await;
        assert_eq!(status, 200, "{path}: {text}");
        text
    }

    /// Sends a form with the token of the page `from`; answers the status and where it leads, or what it shows.
    pub async fn sends(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let page = self.reads(from).await;
        let (_, rest) = page.split_once("name=\"_csrf\" value=\"").unwrap_or_else(|| panic!("no form on {from}"));
        let token = rest.split('"').next().unwrap().to_owned();
        let mut form: Vec<(&str, &str)> = fields.to_vec();
        form.push(("_csrf", &token));
        let request = self.client.post(format!("{}{path}", self.address)).header("Origin", &self.address);
        let answer = request.form(&form).send().await.unwrap();
        let status = answer.status().as_u16();
        let to = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        let text = answer.text().await.unwrap();
        (status, to.unwrap_or(text))
    }

    /// Sends a form that is accepted; answers where it leads.
    pub async fn does(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> String {
        let (status, to) = self.sends(from, path, fields).await;
        assert_eq!(status, 303, "{path}: {to}");
        to
    }
}

on_both!(
    async fn an_inspection_goes_its_way_through_forms(site) {
        let cast = Cast::of(&site).await;
        let lead = Browser::of(&site, &cast.lead).await;
        let id = is_planned_and_scored(&cast, &lead).await;
        let here = format!("/inspections/{id}");
        let asked = lead.reads(&format!("{here}/evidence-lock")).await;
        assert!(asked.contains("for good") && !asked.contains("no score, and stay"), "{asked}");
        assert!(!asked.contains("no overall rating"), "{asked}");
        lead.does(&format!("{here}/evidence-lock"), &format!("{here}/evidence-lock"), &[]).await;
        let locked = lead.reads(&format!("{here}/items/A1")).await;
        assert!(!locked.contains("name=\"score\"") && locked.contains("<dt>Score</dt>"), "{locked}");
        let (status, text) = lead.sends(&here, &format!("{here}/items/A1"), &[("score", "4")]).await;
        assert!(status == 409 && text.contains("Scores and files are as they were"), "{status} {text}");
        lead.does(&format!("{here}/draft"), &format!("{here}/draft"), &[("summary", "A careful house.")]).await;

        let reader = Browser::of(&site, &cast.reader).await;
        assert!(reader.reads("/inspections").await.contains(&here));
        let check = format!("{here}/quality-check");
        let (status, text) = reader.sends(&check, &check, &[("passed", "false"), ("notes", "")]).await;
        assert!(status == 422 && text.contains("id=\"f-notes-error\""), "{status} {text}");
        let (status, text) = reader.sends(&check, &check, &[("notes", "Nobody chose.")]).await;
        assert!(status == 422 && text.contains("id=\"f-passed-error\"") && text.contains("Nobody chose."), "{text}");
        assert_eq!(cast.lead.sees(&id).await["state"], "quality_check", "what nobody chose is not a no");
        reader.does(&check, &check, &[("passed", "true"), ("notes", "")]).await;

        let desk = Browser::of(&site, &cast.desk).await;
        let board = desk.reads("/inspections").await;
        assert!(board.contains(&here) && board.contains("Your turn"), "{board}");
        assert!(!board.contains("No inspection names you"), "a clinic first reads of its own: {board}");
        let facts = format!("{here}/factual-check");
        assert!(desk.reads(&facts).await.contains("A refund was tied to silence."));
        let saved = desk.does(&facts, &facts, &[("comments.D4", "It was never"), ("save_draft", "true")]).await;
        let going_on = desk.reads(&saved).await;
        assert!(saved.starts_with(&facts) && going_on.contains("It was never</textarea>"), "{saved}: {going_on}");
        assert_eq!(cast.lead.sees(&id).await["state"], "factual_check", "a draft ends nothing");
        let held = going_on.split("name=\"draft\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let comments = [("comments.D4", "It was never enforced."), ("comments.A1", ""), ("draft", held)];
        desk.does(&facts, &facts, &comments).await;
        assert_eq!(cast.desk.get("/drafts").await.with(200)["items"], json!([]), "and goes with the check");
        let answer = format!("{here}/clinic-answer");
        desk.does(&answer, &answer, &[("text", "We have taken it out.")]).await;

        let officer = Browser::of(&site, &cast.officer).await;
        let point = format!("{here}/points/1");
        assert!(officer.reads(&here).await.contains(&point));
        let (status, text) = officer.sends(&point, &point, &[("reason", "x"), ("score", ""), ("finding", "")]).await;
        assert!(status == 422 && text.contains("id=\"f-accepted-error\""), "{status} {text}");
        assert_eq!(cast.lead.sees(&id).await["points"][0]["accepted"], json!(null), "it is still open");
        assert!(officer.reads("/inspections").await.contains("Your turn"));
        assert!(!lead.reads("/inspections").await.contains("Your turn"));
        let decision = [("accepted", "true"), ("reason", "Half of it."), ("score", "2"), ("finding", "Tied, not enforced.")];
        officer.does(&point, &point, &decision).await;

        let (status, _) = Browser { client: site.client(), address: site.address.clone() }.opens(&here).await;
        assert_eq!(status, 404, "nobody else before publication");
        let publication = format!("{here}/publication");
        assert!(lead.reads(&publication).await.contains("It cannot be taken back."));
        lead.does(&publication, &publication, &[]).await;
        is_read_by_everybody(&site, &cast, &here).await;
        lead.does(&here, &format!("{here}/actions/1/completion"), &[("note", "Seen on 20 March.")]).await;
        lead.does(&format!("{here}/correction"), &format!("{here}/correction"), &[("text", "Two days, not one.")]).await;
        assert!(lead.reads(&here).await.contains("Two days, not one."));
        site.is_whole().await;
    }
);

async fn is_planned_and_scored(cast: &Cast, lead: &Browser) -> String {
    let (status, text) = lead.sends("/inspections/new", "/inspections/new", &[("kind", "impromptu")]).await;
    assert!(status == 422 && text.contains("class=\"errors\""), "{status} {text}");
    let nothing = ["clinic_id", "visit_on", "quality_reader", "points_officer"].map(|name| (name, ""));
    let (status, text) = lead.sends("/inspections/new", "/inspections/new", &nothing).await;
    assert!(status == 422 && !text.contains("the form we can read"), "{status} {text}");
    for field in ["clinic-id", "visit-on", "quality-reader", "points-officer"] {
        assert!(text.contains(&format!("id=\"f-{field}-error\"")), "{field} in {text}");
    }
    assert!(text.contains("Does the clinic know of it? Choose which of these it is."), "{text}");
    let plan = [
        ("clinic_id", cast.clinic.id.as_str()),
        ("kind", "impromptu"),
        ("visit_on", "2026-03-09"),
        ("inspectors[]", &cast.second.id),
        ("quality_reader", &cast.reader.id),
        ("points_officer", &cast.officer.id),
        ("conflicts", "None."),
    ];
    let alone: Vec<(&str, &str)> = plan.into_iter().filter(|(name, _)| *name != "inspectors[]").collect();
    let (status, text) = lead.sends("/inspections/new", "/inspections/new", &alone).await;
    assert!(status == 422 && text.contains("Choose at least one inspector who visits with you."), "{status} {text}");
    let to = lead.does("/inspections/new", "/inspections/new", &plan).await;
    let id = to.trim_start_matches("/inspections/").split('?').next().unwrap().to_owned();
    let here = format!("/inspections/{id}");
    lead.does(&here, &format!("{here}/visit"), &[]).await;
    let asked = lead.reads(&format!("{here}/evidence-lock")).await;
    assert!(asked.contains(&format!("{} items have no score, and stay", ITEMS.len())), "{asked}");
    assert!(asked.contains("There will be no overall rating"), "{asked}");
    let blank = lead.reads(&here).await;
    assert!(!blank.contains("Nothing fell short") && !blank.contains("no points"), "nothing was looked at: {blank}");
    for item in ITEMS {
        let page = format!("{here}/items/{item}");
        let fields: &[(&str, &str)] = match *item {
            "D4" => &[("score", "1"), ("evidence_kinds[]", "document"), ("finding", "A refund was tied to silence.")],
            _ => {
                &[("score", "3"), ("evidence_kinds[]", "observed"), ("evidence_kinds[]", "interview"), ("finding", "")]
            }
        };
        lead.does(&here, &page, fields).await;
    }
    let bare = "Scored 1 or 2 without words: C3";
    for (score, is_said) in [("2", true), ("3", false)] {
        lead.does(&here, &format!("{here}/items/C3"), &[("score", score), ("finding", "")]).await;
        assert_eq!(lead.reads(&format!("{here}/evidence-lock")).await.contains(bare), is_said, "{score}");
    }
    let page = lead.reads(&format!("{here}/items/D4")).await;
    assert!(page.find("Add the file") < page.find("name=\"score\""), "files come first, so that nothing typed is lost");
    assert!(page.contains("Inadequate") && page.contains("A refund was tied to silence."), "{page}");
    assert!(
        page.contains("where something falls short, please say it, and how we know"),
        "advice, and no more: {page}"
    );
    let (status, text) = lead.sends(&here, &format!("{here}/items/A1"), &[("score", "5")]).await;
    assert!(status == 422 && text.contains("id=\"f-score-error\""), "{status} {text}");
    assert_eq!(lead.opens(&format!("{here}/items/Z9")).await.0, 404);
    id
}

async fn is_read_by_everybody(site: &TestSite, cast: &Cast, here: &str) {
    let public = site.get(here).await;
    assert_eq!(public.status(), 200);
    let text = public.text().await.unwrap();
    for told in [
        "Requires improvement",
        "A careful house.",
        "We have taken it out.",
        "Half of it.",
        "<del>A refund was tied to silence.</del>",
        "M38.5 0V1M62.5 0V1M87.5 0V1",
        "capped by D4",
        "Next visit due by",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(!text.contains("<form action=\"/inspections"), "guests have nothing to do here");
    let clinic = cast.stranger.get(&format!("/clinics/{}", cast.clinic.id)).await.with(200);
    let slug = clinic["slug"].as_str().unwrap();
    for path in [format!("/clinics/{slug}"), format!("/clinics/{slug}/inspections")] {
        let text = site.get(&path).await.text().await.unwrap();
        assert!(text.contains(here) && text.contains("Good"), "{path}: {text}");
    }
    let all = site.get("/inspections/published").await.text().await.unwrap();
    assert!(all.contains(here), "{all}");
    let home = site.get("/").await.text().await.unwrap();
    assert!(home.contains(here) && home.contains("is good</a>"), "{home}");
    let german = site.client().get(site.url(&format!("{here}?lang=de"))).send().await.unwrap().text().await.unwrap();
    assert!(german.contains("Verbesserungsbedürftig") && !german.contains("inspections-"), "{german}");
}

on_both!(
    async fn whoever_waited_too_long_reads_why_the_clinic_cannot_be_told(site) {
        let cast = Cast::of(&site).await;
        let planned = cast.lead.post("/inspections", cast.plan("announced")).await.with(201);
        let here = format!("/inspections/{}", planned["id"].as_str().unwrap());
        let (tells, nearer) = (format!("action=\"{here}/notification\""), "this one is nearer than that");
        let lead = Browser::of(&site, &cast.lead).await;
        let page = lead.reads(&here).await;
        assert!(page.contains(&tells) && !page.contains(nearer), "{page}");
        site.advance("P1D").await;
        let page = lead.reads(&here).await;
        assert!(!page.contains(&tells) && page.contains(nearer), "{page}");
        assert!(!Browser::of(&site, &cast.reader).await.reads(&here).await.contains(nearer), "others would not tell it");
    }
);

on_both!(
    async fn an_empty_board_and_an_empty_clinic_say_so(site) {
        let cast = Cast::of(&site).await;
        let stranger = Browser::of(&site, &cast.stranger).await;
        assert!(stranger.reads("/inspections").await.contains("No inspection names you"));
        let clinic = cast.stranger.get(&format!("/clinics/{}", cast.clinic.id)).await.with(200);
        let page = stranger.reads(&format!("/clinics/{}/inspections", clinic["slug"].as_str().unwrap())).await;
        assert!(page.contains("No inspection yet"), "{page}");
        let id = cast.planned().await;
        cast.lead.posts(&id, "refusal", json!({"reason": "Nobody opened."})).await.with(201);
        cast.lead.posts(&id, "publication", json!({})).await.with(201);
        assert!(stranger.reads(&format!("/inspections/{id}")).await.contains("Nobody opened."));
    }
);
