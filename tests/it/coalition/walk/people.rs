//! Who takes part in the random steps: physicians who apply, officers, reviewers, the board, whoever hears appeals.

use crate::support::community::{address_of, approve_claim, list_physician, newcomer, open_clinic, password_hash};
use candor::accounts::{AccountId, Member, PasswordHash, Role};
use candor::app::App;
use candor::coalition::applications::Person;
use candor::coalition::applications::actions;
use candor::coalition::applications::api::{
    AnswerGate, CastVote, Decide, GiveScore, SaveForm, Seat, SeatPanel, StartApplication,
};
use candor::coalition::applications::model::{GateAnswer, SeatKind};
use candor::coalition::scoring::Vote;
use candor::directory::{ClinicId, Licence, PhysicianId, Subject};
use chrono::{Duration, NaiveDate};
use serde_json::{Value, json};

pub const CRITERIA: [&str; 8] = ["K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8"];
/// The gates in the order in which they are decided; the last one by references.
pub const GATES: [&str; 9] = ["G4", "G5", "G6", "G9", "G1", "G2", "G3", "G7", "G8"];
/// Long enough for a score.
pub const REASON: &str = "Case sets 2, 5 and 9 show what the anchor asks for.";
/// A sheet that admits.
pub const GOOD: [u8; 8] = [5, 4, 3, 5, 5, 3, 4, 1];
/// Seats of the board.
const BOARD: usize = 9;

/// A physician with an account.
#[derive(Clone)]
pub struct Applicant {
    pub member: Member,
    pub physician: PhysicianId,
    pub name: String,
    /// Works at the clinic for which the first member of the board answers.
    pub at_clinic: bool,
    /// Sets the addresses of whom this one names apart from everybody else's.
    pub number: usize,
}

/// Who lives on this site.
pub struct People {
    admin: Member,
    hash: PasswordHash,
    pub officers: Vec<Member>,
    /// The first one is named as a patient by everybody.
    pub reviewers: Vec<Member>,
    /// The first one answers for the clinic; the second one is named as a peer by everybody.
    pub board: Vec<Member>,
    /// The second one sits on the board besides.
    pub appeals: Vec<Member>,
    /// A physician, who may comment on another.
    pub public: Member,
    pub clinic: ClinicId,
    pub applicants: Vec<Applicant>,
}

impl People {
    pub async fn settle(app: &App) -> Self {
        let hash = password_hash(app).await;
        let several = async |name: &str, count: usize, role: Role| {
            let mut all = Vec::new();
            for number in 0..count {
                all.push(newcomer(app, &hash, &format!("{name} {number}"), &[role]).await);
            }
            all
        };
        let admin = newcomer(app, &hash, "Admin", &[Role::Admin]).await;
        let clinic = open_clinic(app, &admin, "Bosporus Hair", ("TR", "Europe/Istanbul")).await;
        let people = Self {
            officers: several("Officer", 2, Role::CredentialingOfficer).await,
            reviewers: several("Reviewer", 9, Role::Reviewer).await,
            board: several("Board", BOARD, Role::Board).await,
            appeals: vec![
                newcomer(app, &hash, "Appeals 0", &[Role::Appeals]).await,
                newcomer(app, &hash, "Appeals 1", &[Role::Appeals, Role::Board]).await,
            ],
            public: newcomer(app, &hash, "Public", &[Role::Physician]).await,
            applicants: Vec::new(),
            admin,
            hash,
            clinic,
        };
        let subject = Subject::Clinic(people.clinic.clone());
        approve_claim(app, &people.board[0], &people.officers[0], &subject).await;
        people
    }

    /// A physician whom nobody knew before.
    pub async fn physician(&mut self, app: &App, at_clinic: bool) -> Applicant {
        let number = self.applicants.len();
        let name = format!("Dr Xaver Quill{number}");
        let clinics = if at_clinic { std::slice::from_ref(&self.clinic) } else { &[] };
        let physician = list_physician(app, &self.admin, &name, clinics).await;
        let member = newcomer(app, &self.hash, &format!("Applicant {number}"), &[]).await;
        approve_claim(app, &member, &self.officers[0], &Subject::Physician(physician.clone())).await;
        let applicant = Applicant { member, physician, name, at_clinic, number };
        self.applicants.push(applicant.clone());
        applicant
    }

    /// Everybody with a task, somebody with none, and this applicant.
    pub fn around<'p>(&'p self, applicant: &'p Applicant) -> Vec<&'p Member> {
        self.staff().chain([&self.public, &applicant.member]).collect()
    }

    /// A few of each, where most of a kind are alike.
    pub fn some_around<'p>(&'p self, applicant: &'p Applicant) -> Vec<&'p Member> {
        let staff = [&self.officers[0], &self.reviewers[0], &self.board[0], &self.board[2], &self.board[3]];
        staff.into_iter().chain(&self.appeals).chain([&self.public, &applicant.member]).collect()
    }

    pub fn staff(&self) -> impl Iterator<Item = &Member> {
        self.officers.iter().chain(&self.reviewers).chain(&self.board).chain(&self.appeals)
    }

    /// Makes members of these physicians, all at once and on the shortest way: two months pass.
    pub async fn admit(&self, app: &App, applicants: &[Applicant], licence_ends: NaiveDate) {
        let mut ids = Vec::new();
        for applicant in applicants {
            ids.push(self.score(app, applicant.clone(), licence_ends).await);
        }
        wait(app, 41).await;
        for id in &ids {
            let (id, board) = (id.clone(), self.board[2..].to_vec());
            let voted = app.write(move |tx| {
                let yes = CastVote { vote: Vote::Yes, dissent: None };
                board.iter().try_for_each(|one| actions::vote(tx, one, &id, &yes))
            });
            voted.await.unwrap();
        }
        wait(app, 11).await;
        for id in ids {
            let chair = self.board[2].clone();
            let new = Decide { reasons: Some("As scored.".to_owned()), defer_months: None };
            app.write(move |tx| actions::decide(tx, &chair, &id, &new)).await.unwrap();
        }
        // Five working days, however many holidays lie between.
        wait(app, 21).await;
    }

    /// From the form to the scores, in one go; answers the application's id.
    async fn score(&self, app: &App, applicant: Applicant, licence_ends: NaiveDate) -> String {
        let (officer, panel) = (self.officers[0].clone(), self.reviewers[1..4].to_vec());
        let scored = app.write(move |tx| {
            let id = actions::start(tx, &applicant.member, &start(&applicant.physician))?;
            actions::save(tx, &applicant.member, &id, &form(&applicant, Some(licence_ends)))?;
            actions::submit(tx, &applicant.member, &id)?;
            for gate in GATES {
                actions::answer_gate(tx, &officer, (&id, gate), &answer(GateAnswer::Yes, true))?;
            }
            let people = panel.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
            actions::seat_panel(tx, &officer, &id, &SeatPanel { reviewers: seats(&people) })?;
            for reviewer in &panel {
                for (criterion, score) in CRITERIA.iter().zip(GOOD) {
                    let new = GiveScore { score, reason: REASON.to_owned() };
                    actions::score(tx, reviewer, (&id, criterion), &new)?;
                }
                actions::lock(tx, reviewer, &id)?;
            }
            Ok(id)
        });
        scored.await.unwrap()
    }
}

async fn wait(app: &App, days: i64) {
    candor::jobs::advance(app, app.now().plus(Duration::days(days))).await.unwrap();
}

pub fn start(physician: &PhysicianId) -> StartApplication {
    StartApplication {
        physician_id: physician.clone(),
        licences: None,
        practice: None,
        cases: None,
        peers: None,
        patients: None,
        agreements: None,
    }
}

/// Everything that is asked for.
pub fn form(applicant: &Applicant, licence_ends: Option<NaiveDate>) -> SaveForm {
    let named = |kind: &str, number: usize| Person {
        name: format!("{kind} {number}"),
        email: format!("{kind}{number}.{}@references.example", applicant.number),
    };
    let known = |name: &str| Person { name: name.to_owned(), email: address_of(name) };
    let licence = Licence {
        country: "TR".to_owned(),
        authority: "Ministry".to_owned(),
        number: format!("TR-{}", 1_000 + applicant.number),
        expires_on: licence_ends,
    };
    SaveForm {
        licences: Some(vec![licence]),
        practice: Some(json!(format!("{} treats one patient a day; 14 years.", applicant.name))),
        cases: Some(json!([{"set": 1, "grafts": 2600}])),
        peers: Some(vec![named("peer", 1), known("Board 1")]),
        patients: Some((1..=51).map(|number| named("patient", number)).chain([known("Reviewer 0")]).collect()),
        agreements: Some(json!({"free_posting": true, "clocks": true, "dues": true})),
    }
}

/// Patients who are too few to be drawn from, and yet as many as are asked.
const FEW: usize = 10;

/// How much of the form is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filling {
    Whole,
    NoPatients,
    NoPractice,
    /// Only those sections that name people.
    Names,
    /// Only patients: as many as are asked for, or too few to be drawn from.
    Patients,
    FewPatients,
}

impl Filling {
    /// What this applicant then writes.
    pub fn of(self, applicant: &Applicant) -> SaveForm {
        let mut written = form(applicant, None);
        match self {
            Self::Whole => {}
            Self::Names => {
                written = SaveForm { peers: written.peers, patients: written.patients, ..SaveForm::default() };
            }
            Self::Patients => written = SaveForm { patients: written.patients, ..SaveForm::default() },
            Self::FewPatients => {
                let few = written.patients.map(|all| all.into_iter().take(FEW).collect());
                written = SaveForm { patients: few, ..SaveForm::default() };
            }
            Self::NoPatients => written.patients = Some(Vec::new()),
            Self::NoPractice => written.practice = Some(Value::Null),
        }
        written
    }
}

pub fn answer(answer: GateAnswer, with_note: bool) -> AnswerGate {
    let note = with_note.then(|| "Looked at with care.".to_owned());
    AnswerGate { answer, source_url: None, checked_on: None, capture_hash: None, note }
}

/// A seat for each point of view, then for each again.
pub fn seats(people: &[AccountId]) -> Vec<Seat> {
    let kinds = SeatKind::ALL.iter().copied().cycle();
    people.iter().cloned().zip(kinds).map(|(account_id, seat)| Seat { account_id, seat }).collect()
}
