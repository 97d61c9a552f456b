//! Acting on a case: a page for each act that says what will happen, and the form that does it.

mod bench;
mod form;
mod forms;
mod submit;

pub use form::{Preview, categories, response_codes};
pub use forms::AnswerForm;
pub use submit::routes;

use super::sheet::Sheet;
use super::words::label;
use crate::web::page::Page;

crate::text_enum! {
    /// What people do on a case, as its pages are called.
    pub enum Act {
        Triage = "triage",
        Assessment = "assessment",
        Acknowledgement = "acknowledgement",
        Response = "response",
        Feedback = "feedback",
        Escalation = "escalation",
        Panel = "panel",
        Recusal = "recusal",
        Mediation = "mediation",
        EvidenceCall = "evidence-call",
        Findings = "findings",
        FactualCheck = "factual-check",
        Comment = "comment",
        Decision = "decision",
        Appeal = "appeal",
        Closure = "closure",
        Pause = "pause",
        Resumption = "resumption",
        Extension = "extension",
        IdentityConsent = "identity-consent",
        NarrativeWithdrawal = "narrative-withdrawal",
        Narrative = "narrative",
        Message = "message",
        ClinicAddress = "clinic-address",
        Recommendation = "recommendation",
        Withdrawal = "withdrawal",
    }
}

impl Act {
    /// The act with this name in an address.
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// Its name among the actions of a view.
    fn action(self) -> String {
        self.as_str().replace('-', "_")
    }

    /// The word of its title and of what it will do: an account that is published already is changed, where there
    /// is none only the consent is taken back, and a panel that sits is replaced.
    fn word(self, sheet: &Sheet) -> &'static str {
        match self {
            Self::Narrative if sheet.publishes_words() => "narrative-again",
            Self::Panel if sheet.seen.loaded.facts.panel_is_complete() => "panel-again",
            Self::NarrativeWithdrawal if !sheet.publishes_words() => "consent-withdrawal",
            _ => self.as_str(),
        }
    }

    /// The word of what it will do: who reads a message differs by side, and by which name somebody is named by what
    /// was told.
    fn will(self, sheet: &Sheet) -> &'static str {
        match (self, sheet.side()) {
            (Self::IdentityConsent, _) if sheet.seen.view.patient_name.is_some() => "identity-consent-known",
            (Self::Message, "patient") => "message-patient",
            (Self::Message, "clinic") => "message-clinic",
            _ => self.word(sheet),
        }
    }

    /// Whether the page of the case leads to it: nobody takes back what they chose to keep to themselves.
    fn is_offered(self, sheet: &Sheet) -> bool {
        self != Self::NarrativeWithdrawal || sheet.seen.view.publish_narrative
    }

    /// Whether one press does it on the page of the case.
    const fn is_one_press(self) -> bool {
        matches!(self, Self::Acknowledgement | Self::Resumption)
    }
}

/// The way from a case's page to one act.
pub struct ActLink {
    pub title: String,
    /// What will happen.
    pub will: String,
    pub href: String,
    pub one_press: bool,
}

/// What this reader may do now: first the proof, where it is asked for until a day; what ends the case comes last.
pub fn links(sheet: &Sheet, page: &Page, proof_until: Option<String>) -> Vec<ActLink> {
    let id = &sheet.seen.view.id;
    let open = Act::ALL.iter().filter(|act| sheet.may(&act.action()));
    let proof = proof_until.map(|day| ActLink {
        title: page.t("complaints-act-proof"),
        will: page.t_with("complaints-will-proof", "day", day),
        href: "#evidence".to_owned(),
        one_press: false,
    });
    let acts = open.filter(|act| act.is_offered(sheet)).map(|act| ActLink {
        title: label(page.lang, "act", act.word(sheet)),
        will: label(page.lang, "will", act.will(sheet)),
        href: format!("/complaints/{id}/{act}"),
        one_press: act.is_one_press(),
    });
    proof.into_iter().chain(acts).collect()
}
