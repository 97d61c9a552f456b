//! A review as pages show it: in lists, and by itself.

use crate::clock::Timestamp;
use crate::db::Connection;
use crate::directory::{self, ClinicId, PhysicianId};
use crate::error::AppError;
use crate::reviews::api::{HeldView, ReplyView, ReviewView, VersionView};
use crate::reviews::letters::{ground_name, level_name, procedure_name};
use crate::reviews::model::ReviewState;
use crate::specialty::Pack;
use crate::web::page::Page;
use crate::web::parts::Fact;
use crate::workdays::Month;
use std::collections::HashMap;

/// A physician or clinic that reviews are about.
#[derive(Debug, Clone)]
pub struct Whom {
    pub name: String,
    pub href: String,
}

/// Whom reviews are about, as pages name them.
pub fn whom(conn: &mut Connection, view: &ReviewView) -> Result<Vec<Whom>, AppError> {
    let mut named = Vec::new();
    if let Some(id) = &view.physician_id {
        let row = directory::physician(conn, id)?;
        named.push(Whom { href: format!("/physicians/{}", row.slug), name: row.name });
    }
    if let Some(id) = &view.clinic_id {
        let row = directory::clinic(conn, id)?;
        named.push(Whom { href: format!("/clinics/{}", row.slug), name: row.name });
    }
    Ok(named)
}

/// The names of those that several reviews are about.
#[derive(Debug, Clone, Default)]
pub struct Names {
    physicians: HashMap<PhysicianId, String>,
    clinics: HashMap<ClinicId, String>,
}

impl Names {
    /// Two queries for any number of reviews.
    pub fn of(conn: &mut Connection, about: &[About]) -> Result<Self, AppError> {
        let physicians: Vec<PhysicianId> = about.iter().filter_map(|(physician, _)| physician.clone()).collect();
        let clinics: Vec<ClinicId> = about.iter().filter_map(|(_, clinic)| clinic.clone()).collect();
        let physicians = directory::physicians(conn, &physicians)?.into_iter().map(|row| (row.id, row.name));
        let physicians = physicians.collect();
        let clinics = directory::clinics(conn, &clinics)?.into_iter().map(|row| (row.id, row.name));
        Ok(Self { physicians, clinics: clinics.collect() })
    }

    /// `Dr. Corin Halvestad, Severn Quay Hair Clinic`.
    pub fn whom(&self, (physician, clinic): &About) -> String {
        let physician = physician.as_ref().and_then(|id| self.physicians.get(id));
        let clinic = clinic.as_ref().and_then(|id| self.clinics.get(id));
        physician.into_iter().chain(clinic).cloned().collect::<Vec<_>>().join(", ")
    }
}

/// Whom a review is about: the physician, the clinic, or both.
pub type About = (Option<PhysicianId>, Option<ClinicId>);

/// An earlier version, which stays readable.
pub struct Earlier {
    pub title: String,
    pub stars: String,
    pub text: String,
    pub at: Timestamp,
    pub reply: Option<ReplyView>,
}

/// One review on a page.
pub struct Card {
    pub id: String,
    /// Whom it is about; only in lists of reviews about several.
    pub about: String,
    pub state: String,
    pub is_public: bool,
    /// What is left of a review that may not be read.
    pub gone: Option<String>,
    /// To those who may read it all the same: why others may not, and until when.
    pub restricted: String,
    pub title: String,
    pub procedure: String,
    pub stars: String,
    pub facts: Vec<String>,
    pub level: String,
    pub level_class: &'static str,
    pub interest: String,
    pub is_interested: bool,
    pub text: String,
    pub scores: Vec<Fact>,
    pub author: String,
    pub at: Timestamp,
    pub reply: Option<ReplyView>,
    pub earlier: Vec<Earlier>,
    /// Its author may add a document.
    pub provable_by_author: bool,
    /// Its line of record; empty where the page has one of its own.
    pub record: String,
    /// Whether that line names an entry, which can be proved.
    pub provable: bool,
}

/// A review, in the words of the page.
pub fn card(view: &ReviewView, pack: &Pack, page: &Page) -> Card {
    let newest = view.versions.last();
    let procedure = view.procedure.as_deref().map(|slug| procedure_name(pack, slug, page.lang)).unwrap_or_default();
    let overall = view.overall.unwrap_or_default();
    let level = view.proof_level.unwrap_or_default();
    let interest = view.interest.clone().unwrap_or_default();
    Card {
        id: view.id.clone(),
        about: String::new(),
        state: page.t(&format!("reviews-state-{}", view.state)),
        is_public: view.state.is_public(),
        gone: gone(view, page),
        restricted: restricted(view, page),
        title: page.t_with2("reviews-card-title", "stars", overall, "procedure", procedure.as_str()),
        procedure,
        stars: page.t_with("reviews-stars", "stars", overall),
        facts: facts(view, page),
        level: level_name(pack, level, page.lang),
        level_class: if level >= 2 { "ok check" } else { "ring" },
        is_interested: interest != "none",
        interest: interest_name(pack, &interest, page),
        text: view.text.clone().unwrap_or_default(),
        scores: scores(view, pack, page),
        author: view.author.as_ref().map(|author| author.display_name.clone()).unwrap_or_default(),
        at: newest.map_or(view.created_at, |version| version.at),
        reply: view.reply.clone(),
        earlier: earlier(&view.versions, page),
        provable_by_author: view.actions.iter().any(|link| link.name == "proof"),
        record: String::new(),
        provable: false,
    }
}

fn gone(view: &ReviewView, page: &Page) -> Option<String> {
    if view.author.is_some() && view.state != ReviewState::Withdrawn {
        return None;
    }
    Some(match (&view.held, &view.ground) {
        (Some(held), _) => held_text(held, page),
        (None, Some(ground)) => removed_text(ground, page),
        (None, None) => page.t("reviews-gone-withdrawn"),
    })
}

fn restricted(view: &ReviewView, page: &Page) -> String {
    let removed = view.ground.as_deref().filter(|_| view.state == ReviewState::Removed);
    match (&view.held, removed) {
        _ if view.author.is_none() => String::new(),
        (Some(held), _) => held_text(held, page),
        (None, Some(ground)) => removed_text(ground, page),
        (None, None) => String::new(),
    }
}

fn held_text(held: &HeldView, page: &Page) -> String {
    let reason = ground_name(&held.reason, page.lang);
    page.t_with2("reviews-gone-held", "reason", reason, "until", page.moment_text(held.until))
}

fn removed_text(ground: &str, page: &Page) -> String {
    page.t_with("reviews-gone-removed", "ground", ground_name(ground, page.lang))
}

fn facts(view: &ReviewView, page: &Page) -> Vec<String> {
    let month = view.procedure_month.as_deref().and_then(|text| text.parse::<Month>().ok());
    let month = month.map(|month| page.lang.month_and_year(month.first_day()));
    let written = view.months.map(|months| page.t_with("reviews-written-at", "months", months));
    let again = view.choose_again.map(|again| page.t(if again { "reviews-again-yes" } else { "reviews-again-no" }));
    month.into_iter().chain(written).chain(again).collect()
}

fn interest_name(pack: &Pack, code: &str, page: &Page) -> String {
    let known = pack.reviews.interests.iter().find(|known| known.code == code);
    known.map_or_else(|| code.to_owned(), |known| known.words.get(page.lang.as_str()).to_owned())
}

fn scores(view: &ReviewView, pack: &Pack, page: &Page) -> Vec<Fact> {
    let given = view.scores.iter().flatten().filter_map(|(code, score)| Some((code, (*score)?)));
    given
        .filter_map(|(code, score)| {
            let term = pack.reviews.sub_scores.iter().find(|term| term.code == *code)?;
            Some(Fact::new(term.words.get(page.lang.as_str()), page.t_with("reviews-stars", "stars", score)))
        })
        .collect()
}

fn earlier(versions: &[VersionView], page: &Page) -> Vec<Earlier> {
    let before = versions.split_last().map_or(&[][..], |(_, before)| before);
    before
        .iter()
        .rev()
        .map(|version| Earlier {
            title: page.t_with2("reviews-version-title", "number", version.number, "months", version.months),
            stars: page.t_with("reviews-stars", "stars", version.overall),
            text: version.text.clone(),
            at: version.at,
            reply: version.reply.clone(),
        })
        .collect()
}
