//! Who takes part in the random steps: authors, an officer, moderators, a physician, a clinic's desk, a stranger.

use crate::support::community::{approve_claim, list_physician, newcomer, open_clinic, password_hash};
use candor::accounts::{self, Member, Role as Held};
use candor::app::App;
use candor::directory::{ClinicId, PhysicianId, Subject};
use candor::reviews::{ReviewRow, Role};

/// Who lives on this site.
pub struct People {
    pub admin: Member,
    pub authors: Vec<Member>,
    pub officer: Member,
    pub moderators: Vec<Member>,
    /// Answers for the first physician, and is a case officer besides.
    pub doctor: Member,
    /// Answers for the first clinic, where the first physician works.
    pub desk: Member,
    pub stranger: Member,
    pub physicians: Vec<PhysicianId>,
    pub clinics: Vec<ClinicId>,
}

impl People {
    pub async fn settle(app: &App) -> Self {
        let hash = password_hash(app).await;
        let person = async |name: &str, roles: &[Held]| newcomer(app, &hash, name, roles).await;
        let admin = person("Admin", &[Held::Admin]).await;
        let credentials = person("Credentials", &[Held::CredentialingOfficer]).await;
        let (doctor, desk) = (person("Doctor", &[Held::CaseOfficer]).await, person("Desk", &[]).await);
        let clinics = vec![
            open_clinic(app, &admin, "Klinik am Ring", ("AT", "Europe/Vienna")).await,
            open_clinic(app, &admin, "Bosporus Hair", ("TR", "Europe/Istanbul")).await,
        ];
        let physicians = vec![
            list_physician(app, &admin, "Dr Deniz", &clinics[..1]).await,
            list_physician(app, &admin, "Dr Ebner", &[]).await,
        ];
        approve_claim(app, &doctor, &credentials, &Subject::Physician(physicians[0].clone())).await;
        approve_claim(app, &desk, &credentials, &Subject::Clinic(clinics[0].clone())).await;
        let mut authors = Vec::new();
        for name in ["Ada", "Ben", "Cleo", "Dora", "Emil", "Fay"] {
            authors.push(person(name, &[]).await);
        }
        Self {
            admin,
            authors,
            officer: person("Officer", &[Held::CaseOfficer]).await,
            moderators: vec![person("Mona", &[Held::Moderator]).await, person("Milo", &[Held::Moderator]).await],
            doctor,
            desk,
            stranger: person("Stranger", &[]).await,
            physicians,
            clinics,
        }
    }

    pub fn everybody(&self) -> Vec<&Member> {
        let staff = [&self.officer, &self.doctor, &self.desk, &self.stranger];
        self.authors.iter().chain(&self.moderators).chain(staff).collect()
    }

    /// Whether somebody answers for whom a review is about: the first physician works at the first clinic, so who answers
    /// for one is tied to the other.
    pub fn is_tied(&self, who: &Member, row: &ReviewRow) -> bool {
        let of_first = row.physician_id.as_ref() == Some(&self.physicians[0]);
        let at_first = row.clinic_id.as_ref() == Some(&self.clinics[0]);
        (of_first || at_first) && (who.id == self.doctor.id || who.id == self.desk.id)
    }

    /// In which capacities somebody stands to a review, by the spec and not by the code under test.
    pub fn standing(&self, who: &Member, row: &ReviewRow) -> Vec<Role> {
        let of_first = row.physician_id.as_ref() == Some(&self.physicians[0]);
        let at_first = row.clinic_id.as_ref() == Some(&self.clinics[0]);
        let answers = (who.id == self.doctor.id && of_first) || (who.id == self.desk.id && at_first);
        let tied = self.is_tied(who, row);
        if row.author_id == who.id {
            return vec![Role::Author];
        }
        if answers {
            return vec![Role::Clinic];
        }
        let pairs = [
            (!tied && who.has(accounts::Role::CaseOfficer), Role::Officer),
            (!tied && who.has(accounts::Role::Moderator), Role::Moderator),
        ];
        pairs.into_iter().filter_map(|(is, role)| is.then_some(role)).collect()
    }
}
