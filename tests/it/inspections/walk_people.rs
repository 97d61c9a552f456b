//! Who takes the random steps: a lead and a second inspector, a reader, an officer, a clinic's desk, a stranger.

use candor::accounts::{self, AccountId, DisplayName, EmailAddress, Member, Role as Held};
use candor::app::App;
use candor::directory::api::NewClinic;
use candor::directory::{self, Actor, ClaimOutcome, ClinicId, ClinicKind, Standing, Subject};
use candor::inspections::{InspectionFacts, Role, rules};
use secrecy::SecretString;

/// Who lives on this site.
pub struct People {
    pub lead: Member,
    pub second: Member,
    pub reader: Member,
    pub officer: Member,
    pub desk: Member,
    pub stranger: Member,
    pub clinics: Vec<ClinicId>,
}

impl People {
    pub async fn settle(app: &App) -> Self {
        let hash = accounts::hash_password(app, SecretString::from("four quiet herons fishing")).await.unwrap();
        let person = async |name: &str, roles: &[Held]| {
            let email = EmailAddress::parse(&format!("{}@example.org", name.to_lowercase())).unwrap();
            let (name, hash, roles) = (DisplayName::parse(name, 40).unwrap(), hash.clone(), roles.to_vec());
            let made = app.write(move |tx| {
                let row = accounts::create_verified(tx, &email, &name, &hash, &roles)?;
                Member::on_behalf_of(&mut tx.reader(), &row.id)
            });
            made.await.unwrap()
        };
        let admin = person("Admin", &[Held::Admin]).await;
        let credentials = person("Credentials", &[Held::CredentialingOfficer]).await;
        let desk = person("Desk", &[]).await;
        let mut clinics = Vec::new();
        for (name, country, zone) in [("Am Ring", "AT", "Europe/Vienna"), ("Bosporus", "TR", "Europe/Istanbul")] {
            clinics.push(open_clinic(app, &admin, name, (country, zone)).await);
        }
        approve(app, &desk, &credentials, &clinics[0]).await;
        Self {
            lead: person("Lead", &[Held::Inspector]).await,
            second: person("Second", &[Held::Inspector]).await,
            reader: person("Reader", &[Held::Inspector]).await,
            officer: person("Officer", &[Held::CaseOfficer]).await,
            stranger: person("Stranger", &[Held::Inspector, Held::CaseOfficer]).await,
            desk,
            clinics,
        }
    }

    pub fn everybody(&self) -> Vec<&Member> {
        vec![&self.lead, &self.second, &self.reader, &self.officer, &self.desk, &self.stranger]
    }

    /// In which capacities somebody stands in a case, by the spec and not by the code under test.
    pub fn standing(&self, who: &AccountId, facts: &InspectionFacts) -> Vec<Role> {
        let at_desk = *who == self.desk.id && facts.row.clinic_id == self.clinics[0];
        let pairs = [
            (*who == self.lead.id, Role::Lead),
            (*who == self.lead.id || *who == self.second.id, Role::Inspector),
            (*who == self.reader.id, Role::QualityReader),
            (*who == self.officer.id, Role::PointsOfficer),
            (at_desk && rules::is_open_to_clinic(facts.row.state), Role::Clinic),
        ];
        pairs.into_iter().filter_map(|(is, role)| is.then_some(role)).collect()
    }
}

async fn open_clinic(app: &App, admin: &Member, name: &str, (country, zone): (&str, &str)) -> ClinicId {
    let new = NewClinic {
        name: name.to_owned(),
        country: country.to_owned(),
        city: "Anywhere".to_owned(),
        time_zone: zone.to_owned(),
        kind: ClinicKind::SingleSpecialty,
        email: format!("desk@{}.example.org", country.to_lowercase()),
        address: None,
        treatments: Vec::new(),
    };
    let actor = Actor { account: admin.id.clone(), standing: Standing::Admin };
    app.write(move |tx| directory::propose_clinic(tx, &actor, &new)).await.unwrap().id
}

async fn approve(app: &App, claimant: &Member, officer: &Member, clinic: &ClinicId) {
    let actor = |member: &Member| Actor { account: member.id.clone(), standing: Standing::Member };
    let (claimant, officer, subject) = (actor(claimant), actor(officer), Subject::Clinic(clinic.clone()));
    let approved = app.write(move |tx| {
        let claim = directory::claim(tx, &claimant, &subject, "I work at the desk; ask for me there.")?;
        directory::decide_claim(tx, &officer, &claim.id, ClaimOutcome::Approved, "Checked by telephone.")
    });
    approved.await.unwrap();
}
