//! The whole way once more through the pages, without a script: forms, redirects and what the pages say.

use super::{AGREED, CRITERIA, REASON};
use crate::access::people::Person;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::letters::link_in;
use candor::accounts::Role;
use reqwest::multipart;
use serde_json::json;

const APART: [[u8; 8]; 3] = [[4, 4, 3, 5, 4, 3, 4, 3], [4, 3, 3, 5, 5, 3, 4, 3], [5, 4, 4, 5, 4, 4, 4, 2]];

/// Sends a form that is taken; answers where it leads.
pub async fn sends(site: &TestSite, who: &Person, path: &str, fields: &[(&str, &str)]) -> String {
    let (status, to, text) = submits(site, who, path, fields).await;
    assert_eq!(status, 303, "{path}: {text}");
    to
}

pub async fn submits(site: &TestSite, who: &Person, path: &str, fields: &[(&str, &str)]) -> (u16, String, String) {
    who.submits(site, path, fields).await
}

pub async fn reads(site: &TestSite, who: &Person, path: &str) -> String {
    who.reads(site, path).await
}

/// Whoever needs a browser in this story.
pub struct Browsers {
    pub applicant: Person,
    pub officer: Person,
    pub reviewers: Vec<Person>,
    pub board: Vec<Person>,
    pub physician: String,
}

impl Browsers {
    pub async fn of(site: &TestSite) -> Self {
        let admin = Person::with_roles(site, "the_admin", &[Role::Admin]).await;
        let new = crate::access::world::new_clinic("Clinic Harbour");
        let clinic = admin.does(site, "POST", "/api/v1/clinics", new).await["id"].as_str().unwrap().to_owned();
        let new = crate::access::world::new_physician("Dr. Ayla North", &[&clinic]);
        let physician = admin.does(site, "POST", "/api/v1/physicians", new).await["id"].as_str().unwrap().to_owned();
        let applicant = Person::with_roles(site, "the_applicant", &[]).await;
        let officer = Person::with_roles(site, "the_officer", &[Role::CredentialingOfficer]).await;
        let evidence = json!({"evidence": "My name is on the clinic's page, and its desk will confirm it."});
        let claim = applicant.does(site, "POST", &format!("/api/v1/physicians/{physician}/claims"), evidence).await;
        let path = format!("/api/v1/claims/{}/decisions", claim["id"].as_str().unwrap());
        officer.does(site, "POST", &path, json!({"outcome": "approved", "reason": "The desk confirmed it."})).await;
        let (mut reviewers, mut board) = (Vec::new(), Vec::new());
        for number in 0..3 {
            reviewers.push(Person::with_roles(site, &format!("the_reviewer_{number}"), &[Role::Reviewer]).await);
        }
        for number in 0..5 {
            board.push(Person::with_roles(site, &format!("the_board_{number}"), &[Role::Board]).await);
        }
        Self { applicant, officer, reviewers, board, physician }
    }

    /// Somebody whose review of the applicant an officer has proved by a document.
    async fn proved_patient(&self, site: &TestSite) -> Person {
        let (patient, officer) = (
            Person::with_roles(site, "the_patient", &[]).await,
            Person::with_roles(site, "the_case_officer", &[Role::CaseOfficer]).await,
        );
        let review = crate::reviews::review(&self.physician);
        let review = crate::reviews::id(&patient.does(site, "POST", "/api/v1/reviews", review).await);
        let part = multipart::Part::bytes(crate::reviews::PDF.to_vec()).file_name("invoice.pdf");
        let path = format!("/api/v1/reviews/{review}/proofs");
        let request = site.client().post(site.url(&path)).bearer_auth(&patient.token);
        let answer = request.multipart(multipart::Form::new().part("file", part)).send().await.unwrap();
        assert_eq!(answer.status(), 201);
        let decision = json!({"level": 2, "reason": "Clinic, month and procedure can be read."});
        officer.does(site, "POST", &format!("{path}/1/decisions"), decision).await;
        patient
    }
}

on_both!(
    async fn a_physician_joins_through_the_pages(site) {
        let people = Browsers::of(&site).await;
        let apply = "href=\"/applications/new\"";
        for path in ["/applications", "/coalition/how"] {
            assert!(reads(&site, &people.applicant, path).await.contains(apply), "{path}");
        }
        assert!(!reads(&site, &people.reviewers[0], "/applications").await.contains(apply));
        let own = format!("name=\"physician_id\" value=\"{}\"", people.physician);
        assert!(reads(&site, &people.applicant, "/applications/new").await.contains(&own), "for whom needs no saying");
        let application = applies(&site, &people).await;
        passes_the_gates(&site, &people, &application).await;
        is_scored(&site, &people, &application).await;
        is_voted_on(&site, &people, &application).await;
        let how = reads(&site, &people.applicant, "/coalition/how").await;
        assert!(how.contains("5 or more cases of 2,000") && how.contains("weight 25 of 100"), "the pack's own words");
        for said in ["For 30 days", "has 40 days", "5 working days later", "12 months of probation", "within 100 kilometres"] {
            assert!(how.contains(said), "{said} in {how}");
        }
        let member = format!("/coalition/members/{}", people.physician);
        let record = reads(&site, &people.applicant, &member).await;
        assert!(record.contains("On probation") && record.contains("/badge"), "{record}");
        assert!(record.contains("Gate answered: G1 Licence verified") && !record.contains("Handed in: Handed in"), "{record}");
        let again = reads(&site, &people.applicant, &format!("/applications/new?physician={}", people.physician)).await;
        assert!(again.contains("See the membership") && !again.contains("name=\"physician_id\""), "{again}");
        let code = reads(&site, &people.applicant, &format!("/coalition/members/{}/badge", people.physician)).await;
        assert!(code.contains(".svg") && code.contains("&#60;img") || code.contains("&lt;img"), "{code}");
        assert!(code.contains(".json\"") && code.contains("On. The membership is in force: On probation."), "{code}");
        assert!(reads(&site, &people.board[0], "/coalition").await.contains("Dr. Ayla North"));
        let links = [format!("href=\"{}\"", member), format!("href=\"{}/badge\"", member)];
        for path in [application.as_str(), "/me/entries"] {
            let page = reads(&site, &people.applicant, path).await;
            assert!(links.iter().all(|link| page.contains(link)), "{path}: {page}");
        }
        assert!(!reads(&site, &people.officer, &application).await.contains(&links[1]), "it is nobody else's");
        reads(&site, &people.reviewers[0], "/applications?done=recusal").await;
        site.is_whole().await;
    }
);

pub async fn applies(site: &TestSite, people: &Browsers) -> String {
    let who = &people.applicant;
    reads(site, who, &format!("/applications/new?physician={}", people.physician)).await;
    let to = sends(site, who, "/applications/new", &[("physician_id", &people.physician)]).await;
    let application = to.trim_end_matches("/form").to_owned();
    let again = reads(site, who, &format!("/applications/new?physician={}", people.physician)).await;
    assert!(again.contains(&format!("href=\"{to}\"")) && !again.contains("name=\"physician_id\""), "{again}");
    let form = format!("{application}/form");
    let (status, _, text) =
        submits(site, who, &form, &[("section", "peers"), ("peers", "nobody"), ("practice", "Fourteen years.")]).await;
    assert_eq!(status, 422);
    assert!(text.contains("nobody") && text.contains("aria-invalid"), "what was typed is kept");
    let one = "Peer One; peer1@references.example";
    for (typed, said) in [
        (format!("\n{one}\nnobody"), "Colleagues, line 3: “nobody” lacks something"),
        (format!("{one}\nPeer Two; nowhere"), "Colleagues, line 2: “nowhere” is not an e-mail address."),
    ] {
        let (status, _, text) = submits(site, who, &form, &[("section", "peers"), ("peers", &typed)]).await;
        assert!(status == 422 && text.contains(said) && text.contains(one), "{said} {text}");
    }
    let licences = "Turkey; Ministry; 1\nTR; Ministry; 2; 31.3.2027\nTR; Ministry; 3; 2027-03-31\nTR; Ministry";
    let both = [("licences", licences), ("peers", "nobody\nPeer Two; nowhere")];
    let (status, _, text) = submits(site, who, &form, &both).await;
    for said in [
        "Licences, line 1: “Turkey” is not a country in two letters",
        "Licences, line 2: “31.3.2027” is not a day that can be read here.",
        "Licences, line 4: “TR; Ministry” lacks something",
        "Colleagues, line 1: “nobody” lacks something",
        "Colleagues, line 2: “nowhere” is not an e-mail address.",
    ] {
        assert!(status == 422 && text.matches(said).count() == 2, "in the summary and at the field: {said} {text}");
    }
    assert!(!text.contains("Licences, line 3:") && text.contains("Nothing of this section was saved."), "{text}");
    assert!(reads(site, who, &form).await.contains("Fourteen years."), "no section keeps another from being saved");
    let patients: Vec<String> =
        (1..=51).map(|number| format!("Pat {number}; pat{number}@references.example")).collect();
    for (section, text) in [
        ("licences", "TR; Ministry; TR-77; 2027-03-31"),
        ("practice", "Ayla North, fourteen years in Istanbul."),
        ("cases", "Set 1: 2,600 grafts, month 14."),
        ("peers", "Peer One; peer1@references.example\nPeer Two; peer2@references.example"),
        ("patients", &patients.join("\n")),
    ] {
        // Whatever button is pressed, what was typed into the other sections goes along.
        sends(site, who, &form, &[("section", "licences"), (section, text)]).await;
    }
    assert!(reads(site, who, &form).await.contains("5 of 6"));
    let saved = sends(site, who, &form, &[("section", "cases"), ("cases", "Set 1.")]).await;
    let (place, section) = saved.split_once('#').unwrap();
    let page = reads(site, who, place).await;
    let saved = page.split("</section>").find(|part| part.contains("Saved.</span>")).unwrap();
    assert!(section == "cases" && saved.contains("id=\"cases\""), "{saved}");
    let left = sends(site, who, &form, &[("leave", "true"), ("cases", "Set 1: 2,600 grafts, month 14.")]).await;
    assert_eq!(left, format!("{application}?done=saved"));
    assert!(reads(site, who, &form).await.contains("2,600 grafts"), "whoever goes loses nothing");
    let mut accepted = vec![("section", "agreements"), ("agreements", "sent")];
    let all = ["free_posting", "impromptu_inspection", "complaint_clocks", "public_scores", "no_gag_clauses", "dues"];
    accepted.extend(all.map(|name| ("accepted[]", name)));
    sends(site, who, &form, &accepted).await;
    accepted.extend([("hand_in", "true"), ("cases", "Set 1: 2,600 grafts, month 14. Set 2: 2,100.")]);
    assert_eq!(sends(site, who, &form, &accepted).await, format!("{application}?done=submission"));
    assert!(reads(site, who, &form).await.contains("Set 2: 2,100."), "what was typed last was handed in");
    assert!(reads(site, who, &application).await.contains("First gates"));
    application
}

pub async fn passes_the_gates(site: &TestSite, people: &Browsers, application: &str) {
    let officer = &people.officer;
    assert!(reads(site, officer, "/applications").await.contains("Dr. Ayla North"));
    let gate = format!("{application}/gate");
    for code in ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G9"] {
        sends(site, officer, &gate, &[("gate", code), ("answer", "yes"), ("checked_on", "2026-03-01")]).await;
    }
    let letters: Vec<_> =
        site.all_letters().await.into_iter().filter(|one| one.text().contains("/reference-links/")).collect();
    assert_eq!(letters.len(), 12);
    for (number, letter) in letters.iter().enumerate() {
        let path = format!("/reference-links/{}", link_in(letter, "/reference-links/"));
        let nobody = Person::default();
        let told = letter.text().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("There is time until ") && !told.contains("until ."), "{told}");
        let asked = reads(site, &nobody, &path).await;
        for said in [&told, &asked] {
            assert!(said.contains("without your name"), "{said}");
            assert!(said.contains("the officers and the board with it"), "{said}");
        }
        assert!(asked.contains("About Dr. Ayla North"), "{asked}");
        if number == 0 {
            let (status, _, text) = submits(site, &nobody, &path, &[("consent", "true"), ("text", "")]).await;
            assert!(status == 422 && text.contains("Write what you saw."), "{text}");
        }
        let consent = if number == 3 { "false" } else { "true" };
        let (status, _, text) =
            submits(site, &nobody, &path, &[("consent", consent), ("text", "I would go again.")]).await;
        assert!(status == 200 && text.contains("Thank you"), "{status} {text}");
        let over = site.client().get(site.url(&path)).send().await.unwrap();
        assert_eq!(over.status(), 404);
    }
    sends(site, officer, &gate, &[("gate", "G8"), ("answer", "yes")]).await;
    let seats: Vec<&str> = people.reviewers.iter().map(|one| one.id.as_str()).collect();
    let panel = [("patient", seats[0]), ("coalition_member", seats[1]), ("lay", seats[2])];
    sends(site, officer, &format!("{application}/panel"), &panel).await;
}

/// One reviewer fills the sheet and locks it.
async fn fills(site: &TestSite, who: &Person, application: &str, sheet: [u8; 8]) {
    let names: Vec<(String, String)> =
        CRITERIA.iter().map(|code| (format!("scores.{code}.score"), format!("scores.{code}.reason"))).collect();
    let scores: Vec<String> = sheet.iter().map(ToString::to_string).collect();
    let mut fields = Vec::new();
    for ((score, reason), value) in names.iter().zip(&scores) {
        fields.extend([(score.as_str(), value.as_str()), (reason.as_str(), REASON)]);
    }
    fields.extend([("sure", "true"), ("lock", "1")]);
    let to = sends(site, who, &format!("{application}/sheet"), &fields).await;
    assert!(to.ends_with("done=locked"), "{to}");
}

pub async fn is_scored(site: &TestSite, people: &Browsers, application: &str) {
    let sheet = format!("{application}/sheet");
    let first = &people.reviewers[0];
    let text = reads(site, first, &sheet).await;
    assert!(text.contains("2,600 grafts") && !text.contains("Ayla") && !text.contains("Istanbul"), "{text}");
    // What is known is told by the steps of the anchors, never as a figure.
    assert!(text.contains("Under 10") && text.contains("good or better"), "{text}");
    let (status, _, text) = submits(
        site,
        first,
        &sheet,
        &[
            ("scores.K1.score", "4"),
            ("scores.K1.reason", REASON),
            ("scores.K5.score", "4"),
            ("scores.K5.reason", "Ten"),
            ("lock", "1"),
        ],
    )
    .await;
    assert!(status == 422 && text.contains("f-scores-K5-reason-error") && text.contains("1 of 8"), "{text}");
    assert!(text.contains(": Why this score? At least 30 characters."), "{text}");
    let (status, ..) = submits(site, first, &sheet, &[("sure", "true"), ("lock", "1")]).await;
    assert_eq!(status, 409, "seven scores are missing");
    let saved = [("scores.K2.score", "4"), ("scores.K2.reason", REASON), ("lock", "1")];
    let (status, _, text) = submits(site, first, &sheet, &saved).await;
    assert!(status == 422 && text.contains("f-sure-error") && text.contains("2 of 8"), "asked once: {text}");
    let early = reads(site, &people.board[0], application).await;
    assert!(!early.contains(REASON) && !early.contains("Medians of the scores"), "not all have locked: {early}");
    for (reviewer, scores) in people.reviewers.iter().zip(APART) {
        fills(site, reviewer, application, scores).await;
    }
    assert!(reads(site, first, &sheet).await.contains("Calibrate"));
    sends(site, &people.officer, &format!("{application}/calibration"), &[("notes", "What an observed session is.")])
        .await;
    for (reviewer, scores) in people.reviewers.iter().zip(AGREED) {
        fills(site, reviewer, application, scores).await;
    }
}

pub async fn is_voted_on(site: &TestSite, people: &Browsers, application: &str) {
    let comments = format!("{application}/comments");
    let comment = [("text", "Nine years on, and still natural."), ("interest", "A former patient.")];
    let told = reads(site, &people.board[4], &comments).await;
    assert!(told.contains("Who may comment") && !told.contains("name=\"interest\""), "{told}");
    let (status, _, told) = submits(site, &people.board[4], &comments, &comment).await;
    assert!(status == 403 && told.contains("You cannot comment on this application"), "{told}");
    let patient = &people.proved_patient(site).await;
    let (status, _, told) = submits(site, patient, &comments, &[("text", ""), ("interest", "")]).await;
    assert!(status == 422 && told.contains("Write what you know of the applicant."), "{status} {told}");
    sends(site, patient, &comments, &comment).await;
    let said = sends(site, patient, &comments, &comment).await;
    let told = reads(site, patient, &said).await;
    assert!(told.contains("Verified patient") && told.matches("still natural").count() == 1, "sent twice: {told}");
    let register = reads(site, &Person::default(), "/coalition").await;
    assert!(register.contains(&comments) && register.contains("Open for public comment"), "{register}");
    let read = site.get(&comments).await.text().await.unwrap();
    assert!(read.contains("still natural") && read.contains("A former patient."), "{read}");
    sends(site, &people.applicant, &comments, &[("text", "Thank you."), ("interest", "The applicant.")]).await;
    site.advance("P41D").await;
    assert!(reads(site, &people.board[0], "/applications").await.contains("Your vote is missing"));
    let none = reads(site, &people.board[0], "/coalition/votes").await;
    let waits = none.contains("Votes on applications") && none.contains(&format!("href=\"{application}\""));
    assert!(waits && none.contains("Your vote is missing"), "{none}");
    the_board_sees_why(site, people, application).await;
    for (number, member) in people.board.iter().enumerate() {
        let vote = if number == 0 { "abstain" } else { "yes" };
        sends(site, member, &format!("{application}/vote"), &[("vote", vote)]).await;
    }
    assert!(reads(site, &people.board[0], "/applications").await.contains("You voted"));
    let voted = reads(site, &people.board[0], application).await;
    assert!(voted.contains("You abstained.") && !voted.contains("Your vote is missing"), "{voted}");
    assert!(!reads(site, &people.applicant, application).await.contains("0 no, 1 abstained"));
    sends(site, &people.board[0], &format!("{application}/decision"), &[("reasons", "")]).await;
    let tally = "4 yes, 0 no, 1 abstained";
    assert!(reads(site, &people.board[0], application).await.contains(tally));
    let told = reads(site, &people.applicant, application).await;
    assert!(told.contains("Outcome") && !told.contains(tally) && !told.contains("Composite"), "{told}");
    site.advance("P10D").await;
    assert!(reads(site, &people.applicant, application).await.contains(tally), "published");
}

/// Whoever votes reads what the vote rests on: the file, the references, the medians and the reasons of the scores.
async fn the_board_sees_why(site: &TestSite, people: &Browsers, application: &str) {
    let judged = reads(site, &people.board[0], application).await;
    let (file, scores) = (["2,600 grafts", "fourteen years in Istanbul"], [REASON, "5, round 2", "4, round 1"]);
    for said in file.into_iter().chain(scores).chain(["Medians of the scores"]) {
        assert!(judged.contains(said), "{said} in {judged}");
    }
    assert!(judged.contains("A colleague: Peer One") || judged.contains("A colleague: Peer Two"), "{judged}");
    assert!(judged.contains("A patient: Pat "), "{judged}");
    let officer = reads(site, &people.officer, application).await;
    assert!(officer.contains("2,600 grafts") && !officer.contains(REASON), "scores are the board’s: {officer}");
    let applicant = reads(site, &people.applicant, application).await;
    assert!(!applicant.contains(REASON) && !applicant.contains("Medians of the scores"), "{applicant}");
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let (_, after) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    after.split_once('"').unwrap().0.to_owned()
}

on_both!(
    async fn an_older_page_saves_nothing_over_what_is_newer(site) {
        let people = Browsers::of(&site).await;
        let who = &people.applicant;
        let form = sends(&site, who, "/applications/new", &[("physician_id", &people.physician)]).await;
        let old = reads(&site, who, &form).await;
        let (practice, cases) = (&hidden(&old, "was.practice"), &hidden(&old, "was.cases"));
        let was = [("was.practice", practice.as_str()), ("was.cases", cases.as_str()), ("section", "cases")];
        let in_one = [("practice", "Fourteen years."), ("cases", "")];
        sends(&site, who, &form, &[&was[..], &in_one].concat()).await;
        // The other window still shows an empty practice: untouched, it takes nothing away.
        let in_another = [("practice", ""), ("cases", "Set 1: 2,600 grafts.")];
        sends(&site, who, &form, &[&was[..], &in_another].concat()).await;
        let now = reads(&site, who, &form).await;
        assert!(now.contains("Fourteen years.") && now.contains("2,600 grafts"), "{now}");
        let other = [("practice", "Nine years."), ("cases", "")];
        let (status, _, text) = submits(&site, who, &form, &[&was[..], &other].concat()).await;
        assert!(status == 422 && text.contains("Nothing of yours was saved over it."), "{status} {text}");
        assert!(text.contains("Nine years.") && text.contains("2,600 grafts"), "nothing typed is lost: {text}");
        assert!(reads(&site, who, &form).await.contains("Fourteen years."));
        let known = hidden(&text, "was.practice");
        sends(&site, who, &form, &[("was.practice", known.as_str()), ("practice", "Nine years.")]).await;
        assert!(reads(&site, who, &form).await.contains("Nine years."), "whoever has seen that may still save it");
    }
);

on_both!(
    async fn ties_are_declared_and_withdrawn_on_a_page_and_the_form_says_which_seat_they_take(site) {
        let people = Browsers::of(&site).await;
        let who = &Person::with_roles(&site, "the_reviewer_9", &[Role::Reviewer]).await;
        let whom = format!("physician:{}", people.physician);
        assert!(reads(&site, who, "/me/ties").await.contains("You have declared nothing."));
        let (status, _, text) = submits(&site, who, "/me/ties", &[("kind", "coauthor"), ("whom", &whom)]).await;
        assert!(status == 422 && text.contains("aria-invalid"), "{text}");
        sends(&site, who, "/me/ties", &[("kind", "coauthor"), ("whom", &whom), ("since", "2025-04-01")]).await;
        let listed = reads(&site, who, "/me/ties?q=North").await;
        assert!(listed.contains("We published together") && listed.contains("Dr. Ayla North"), "{listed}");

        let application = applies(&site, &people).await;
        passes_the_gates(&site, &people, &application).await;
        let form = reads(&site, &people.officer, &application).await;
        let (_, tied) = form.split_once("<optgroup label=\"Tied to the applicant: refused\">").unwrap();
        assert!(tied.split_once("</optgroup>").unwrap().0.contains("(Published together)"), "{form}");
        assert!(form.contains("<optgroup label=\"Fit this seat\">"), "{form}");
        let seats = people.reviewers.iter().map(|one| one.id.as_str()).collect::<Vec<_>>();
        let fields = [("patient", who.id.as_str()), ("coalition_member", seats[1]), ("lay", seats[2])];
        let panel = format!("{application}/panel");
        let (status, _, text) = submits(&site, &people.officer, &panel, &fields).await;
        assert!(status == 403 && text.contains("f-patient-error"), "{text}");
        assert!(text.contains("This person has published with the applicant not long ago."), "{text}");
        let (_, after) = listed.split_once("/me/ties/").unwrap();
        let (id, _) = after.split_once('/').unwrap();
        sends(&site, who, &format!("/me/ties/{id}/withdrawal"), &[]).await;
        sends(&site, &people.officer, &panel, &fields).await;
    }
);
