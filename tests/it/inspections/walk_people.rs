//! Who takes the random steps: a lead and a second inspector, a reader, an officer, a clinic's desk, a stranger.

use crate::support::community::{approve_claim, newcomer, open_clinic, password_hash};
use candor::accounts::{AccountId, Member, Role as Held};
use candor::app::App;
use candor::directory::{ClinicId, Subject};
use candor::inspections::{InspectionFacts, Role, rules};

/// Who lives on this site.
pub struct People {
    pub lead: Member,
    pub second: Member,
    pub reader: Member,
    pub officer: Member,
    pub desk: Member,
    pub stranger: Member,
    /// The first one has a desk.
    pub clinics: Vec<ClinicId>,
}

impl People {
    pub async fn settle(app: &App) -> Self {
        let hash = password_hash(app).await;
        let person = async |name: &str, roles: &[Held]| newcomer(app, &hash, name, roles).await;
        let admin = person("Admin", &[Held::Admin]).await;
        let credentials = person("Credentials", &[Held::CredentialingOfficer]).await;
        let desk = person("Desk", &[]).await;
        let mut clinics = Vec::new();
        for (name, country, zone) in [
            ("Am Ring", "AT", "Europe/Vienna"),
            ("Bosporus", "TR", "Europe/Istanbul"),
            ("Pera", "TR", "Europe/Istanbul"),
            ("Karst", "SI", "Europe/Ljubljana"),
            ("Tejo", "PT", "Europe/Lisbon"),
        ] {
            clinics.push(open_clinic(app, &admin, name, (country, zone)).await);
        }
        approve_claim(app, &desk, &credentials, &Subject::Clinic(clinics[0].clone())).await;
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
