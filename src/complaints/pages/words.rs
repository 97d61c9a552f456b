//! The words for a case's codes, and the names of those it is about.

use crate::complaints::api::{ComplaintView, PublicComplaint, RegisterFilter};
use crate::complaints::model::Role;
use crate::db::Connection;
use crate::directory::{self, ClinicId, PhysicianId};
use crate::error::AppError;
use crate::specialty::Pack;
use crate::text::lang::Lang;
use crate::workdays::Month;
use std::collections::HashMap;

/// The Fluent key of one word of a set: `complaints-state-with-clinic`.
pub fn key(set: &str, word: &str) -> String {
    format!("complaints-{set}-{}", word.replace('_', "-"))
}

/// The sentence or label of one word of a set.
pub fn label(lang: Lang, set: &str, word: &str) -> String {
    lang.t(&key(set, word))
}

/// The same as somebody in these capacities is told it: what speaks of the patient says "you" to the patient, where it
/// has words for that.
pub fn label_to(lang: Lang, (set, word): (&str, &str), roles: &[Role]) -> String {
    let yours = format!("{}-yours", key(set, word));
    if roles.contains(&Role::Patient) && lang.has(&yours) { lang.t(&yours) } else { label(lang, set, word) }
}

/// What comes next, as somebody in these capacities is told it.
pub fn step(lang: Lang, step: &str, roles: &[Role]) -> String {
    label_to(lang, ("step", step), roles)
}

/// Who wrote to whom, as `side` reads it; a side writes to the officer, and the officer to a side.
pub fn correspondents(side: &str, author: &str, to: Option<&str>) -> &'static str {
    match (author, to) {
        (author, _) if author == side => "yours",
        (_, Some(reader)) if reader == side => "to-you",
        ("patient", _) => "patient",
        ("clinic", _) => "clinic",
        (_, Some("clinic")) => "to-clinic",
        _ => "to-patient",
    }
}

/// What a category is called; the code itself when the pack no longer has it.
pub fn category(pack: &Pack, lang: Lang, code: &str) -> String {
    pack.complaints.category(code).map_or_else(|| code.to_owned(), |known| known.words.get(lang.as_str()).to_owned())
}

/// What a procedure is called.
pub fn procedure(pack: &Pack, lang: Lang, slug: &str) -> String {
    pack.procedure(slug).map_or_else(|| slug.to_owned(), |known| known.words.get(lang.as_str()).to_owned())
}

/// What a response code is called.
pub fn response(pack: &Pack, lang: Lang, code: &str) -> String {
    let known = pack.complaints.response_code(code);
    known.map_or_else(|| code.to_owned(), |known| known.words.get(lang.as_str()).to_owned())
}

/// `September 2025`; a year alone, or what is no month, as it is.
pub fn month(lang: Lang, text: &str) -> String {
    text.parse::<Month>().map_or_else(|_| text.to_owned(), |month| lang.month_and_year(month.first_day()))
}

/// Somebody in the directory, as a page names it.
#[derive(Debug, Clone)]
pub struct Entry {
    pub name: String,
    pub href: String,
}

/// The physicians and clinics of several complaints.
#[derive(Debug, Clone, Default)]
pub struct Names {
    physicians: HashMap<PhysicianId, Entry>,
    clinics: HashMap<ClinicId, Entry>,
}

/// Whom a complaint is about.
pub trait About {
    fn physician(&self) -> Option<&PhysicianId>;
    fn clinic(&self) -> Option<&ClinicId>;
}

macro_rules! about {
    ($($view:ty),*) => {$(
        impl About for $view {
            fn physician(&self) -> Option<&PhysicianId> {
                self.physician_id.as_ref()
            }
            fn clinic(&self) -> Option<&ClinicId> {
                self.clinic_id.as_ref()
            }
        }
    )*};
}

about!(ComplaintView, PublicComplaint);

impl About for RegisterFilter {
    fn physician(&self) -> Option<&PhysicianId> {
        self.physician.as_ref()
    }
    fn clinic(&self) -> Option<&ClinicId> {
        self.clinic.as_ref()
    }
}

impl Names {
    /// Two queries for any number of complaints.
    pub fn of<T: About>(conn: &mut Connection, views: &[T]) -> Result<Self, AppError> {
        let physicians: Vec<PhysicianId> = views.iter().filter_map(|view| view.physician().cloned()).collect();
        let clinics: Vec<ClinicId> = views.iter().filter_map(|view| view.clinic().cloned()).collect();
        let physicians = directory::physicians(conn, &physicians)?.into_iter().map(|row| {
            let href = format!("/physicians/{}", row.slug);
            (row.id, Entry { name: row.name, href })
        });
        let physicians = physicians.collect();
        let clinics = directory::clinics(conn, &clinics)?.into_iter().map(|row| {
            let href = format!("/clinics/{}", row.slug);
            (row.id, Entry { name: format!("{}, {}", row.name, row.city), href })
        });
        Ok(Self { physicians, clinics: clinics.collect() })
    }

    /// Those a complaint is about, the clinic first.
    pub fn entries(&self, about: &impl About) -> Vec<Entry> {
        let clinic = about.clinic().and_then(|id| self.clinics.get(id));
        let physician = about.physician().and_then(|id| self.physicians.get(id));
        clinic.into_iter().chain(physician).cloned().collect()
    }

    /// `Severn Quay Hair Clinic, Bristol (Dr. Corin Halvestad)`.
    pub fn whom(&self, about: &impl About) -> String {
        match self.entries(about).as_slice() {
            [] => String::new(),
            [one] => one.name.clone(),
            [clinic, physician, ..] => format!("{} ({})", clinic.name, physician.name),
        }
    }
}
