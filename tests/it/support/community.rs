//! The people of a test site, two clinics and a physician, made through the domains' own actions.

use candor::accounts::{self, DisplayName, EmailAddress, Member, PasswordHash, Role};
use candor::app::App;
use candor::complaints::PrivateAttempt;
use candor::complaints::api::FileComplaint;
use candor::directory::api::{NewClinic, NewPhysician};
use candor::directory::{self, Actor, ClaimOutcome, ClinicId, ClinicKind, PhysicianId, Staff, Standing, Subject};
use secrecy::SecretString;

/// Everybody's password.
pub const PASSWORD: &str = "four quiet herons fishing";

/// Who lives on a test site.
pub struct Community {
    pub patients: Vec<Member>,
    pub officers: Vec<Member>,
    /// Answers for the first clinic.
    pub clinic: Member,
    pub board: Member,
    /// Ordinary members.
    pub neighbours: Vec<Member>,
    /// Reviewers, who may be asked to sit on panels.
    pub bench: Vec<Member>,
    /// The first has somebody with an account; the second only its letters.
    pub clinics: Vec<ClinicId>,
    /// Works at the second clinic.
    pub physician: PhysicianId,
}

/// How many reviewers there are: enough for a second panel, and for some who leave the first.
const BENCH: usize = 8;

impl Community {
    /// Makes everybody; `neighbours` is how many ordinary members there are.
    pub async fn settle(app: &App, neighbours: usize) -> Self {
        let hash = password_hash(app).await;
        let person = async |name: &str, roles: &[Role]| newcomer(app, &hash, name, roles).await;
        let credentials = person("Credentials", &[Role::CredentialingOfficer]).await;
        let admin = person("Admin", &[Role::Admin]).await;
        let clinic = person("Clinic Desk", &[]).await;
        let mut community = Self {
            patients: vec![person("Ada", &[]).await, person("Ben", &[]).await, person("Cleo", &[]).await],
            officers: vec![person("Olga", &[Role::CaseOfficer]).await, person("Otto", &[Role::CaseOfficer]).await],
            board: person("Bea", &[Role::Board]).await,
            neighbours: Vec::new(),
            bench: Vec::new(),
            clinics: vec![
                open_clinic(app, &admin, "Klinik am Ring", ("AT", "Europe/Vienna")).await,
                open_clinic(app, &admin, "Bosporus Hair", ("TR", "Europe/Istanbul")).await,
            ],
            physician: PhysicianId::mint(app.now()),
            clinic,
        };
        for number in 0..neighbours {
            community.neighbours.push(person(&format!("Neighbour {number}"), &[]).await);
        }
        for number in 0..BENCH {
            community.bench.push(person(&format!("Reviewer {number}"), &[Role::Reviewer]).await);
        }
        community.physician = list_physician(app, &admin, "Dr Deniz", &community.clinics[1..]).await;
        let subject = Subject::Clinic(community.clinics[0].clone());
        approve_claim(app, &community.clinic, &credentials, &subject).await;
        community
    }

    /// Everybody who may try something with a complaint.
    pub fn everybody(&self) -> Vec<&Member> {
        let groups = self.patients.iter().chain(&self.officers).chain(&self.neighbours).chain(&self.bench);
        groups.chain([&self.clinic, &self.board]).collect()
    }
}

/// The address of the person with this name.
pub fn address_of(name: &str) -> String {
    format!("{}@example.org", name.to_lowercase().replace(' ', "."))
}

/// What everybody's password is kept as; made once, since it takes its time.
pub async fn password_hash(app: &App) -> PasswordHash {
    accounts::hash_password(app, SecretString::from(PASSWORD)).await.unwrap()
}

/// Somebody new, whose address follows from the name.
pub async fn newcomer(app: &App, hash: &PasswordHash, name: &str, roles: &[Role]) -> Member {
    let email = EmailAddress::parse(&address_of(name)).unwrap();
    let name = DisplayName::parse(name, 40).unwrap();
    let (hash, roles) = (hash.clone(), roles.to_vec());
    let made = app.write(move |tx| {
        let row = accounts::create_verified(tx, &email, &name, &hash, &roles)?;
        Member::on_behalf_of(&mut tx.reader(), &row.id)
    });
    made.await.unwrap()
}

/// Somebody as the directory sees them.
pub fn actor(member: &Member, standing: Standing) -> Actor {
    Actor { account: member.id.clone(), standing }
}

/// A clinic, listed by an admin.
pub async fn open_clinic(app: &App, admin: &Member, name: &str, (country, zone): (&str, &str)) -> ClinicId {
    let new = NewClinic {
        name: name.to_owned(),
        country: country.to_owned(),
        city: "Anywhere".to_owned(),
        time_zone: zone.to_owned(),
        kind: ClinicKind::SingleSpecialty,
        email: format!("desk@{}.example.org", country.to_lowercase()),
        address: None,
        treatments: Vec::new(),
        latitude: None,
        longitude: None,
        offers: Vec::new(),
        staff: Staff::default(),
        predecessor_id: None,
    };
    let actor = actor(admin, Standing::Admin);
    app.write(move |tx| directory::propose_clinic(tx, &actor, &new)).await.unwrap().id
}

/// A physician who works at these clinics, listed by an admin.
pub async fn list_physician(app: &App, admin: &Member, name: &str, clinics: &[ClinicId]) -> PhysicianId {
    let new = NewPhysician { name: name.to_owned(), clinic_ids: clinics.to_vec(), ..NewPhysician::default() };
    let actor = actor(admin, Standing::Admin);
    app.write(move |tx| directory::propose_physician(tx, &actor, &new)).await.unwrap().id
}

/// Lets somebody answer for a physician or a clinic.
pub async fn approve_claim(app: &App, claimant: &Member, officer: &Member, subject: &Subject) {
    let (claimant, officer) = (actor(claimant, Standing::Member), actor(officer, Standing::Member));
    let subject = subject.clone();
    let approved = app.write(move |tx| {
        let claim = directory::claim(tx, &claimant, &subject, "I work there; the desk will tell you.")?;
        directory::decide_claim(tx, &officer, &claim.id, ClaimOutcome::Approved, "Checked by telephone.")
    });
    approved.await.unwrap();
}

/// A complaint about a clinic, by somebody who lets the clinic know.
pub fn complaint(clinic: &ClinicId) -> FileComplaint {
    FileComplaint {
        physician_id: None,
        clinic_id: Some(clinic.clone()),
        procedure: "fue".to_owned(),
        procedure_month: "2025-01".parse().unwrap(),
        category: "graft_count_dispute".to_owned(),
        narrative: "They counted 3,000 grafts and I was charged for 4,500.".to_owned(),
        public_narrative: Some("Fewer grafts than were paid for.".to_owned()),
        publish_narrative: true,
        desired_outcome: "The difference back.".to_owned(),
        private_attempt: PrivateAttempt::default(),
        identity_consent: true,
        patient_name: None,
    }
}
