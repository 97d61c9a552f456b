//! Previews: every kind of letter with invented content, to be looked at while writing it.

use super::Letter;
use crate::app::Site;
use crate::error::AppError;
use crate::text::lang::Lang;
use std::collections::BTreeMap;

/// One kind of letter and how to make an example of it.
#[derive(Debug, Clone, Copy)]
pub struct Preview {
    /// As [`Letter::kind`].
    pub kind: &'static str,
    /// Makes the example in one language.
    pub build: fn(Lang) -> Letter,
}

/// The previews of all domains; assembly fills it.
#[derive(Debug, Clone, Default)]
pub struct Previews(Vec<Source>);

#[derive(Debug, Clone, Copy)]
enum Source {
    One(Preview),
    /// Letters of one invented case, made together.
    Series(fn(Lang) -> Vec<Letter>),
}

/// An example as it would leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// What it is called here: its kind, and whom it is for where several of a kind are written.
    pub name: String,
    /// Its subject line.
    pub subject: String,
    /// Its text part.
    pub text: String,
    /// Its HTML part.
    pub html: String,
}

impl Previews {
    /// Adds the previews of one domain.
    #[must_use]
    pub fn with(mut self, previews: &[Preview]) -> Self {
        self.0.extend(previews.iter().copied().map(Source::One));
        self
    }

    /// Adds the letters of one domain's invented case.
    #[must_use]
    pub fn with_series(mut self, series: fn(Lang) -> Vec<Letter>) -> Self {
        self.0.push(Source::Series(series));
        self
    }

    /// Every kind, in the order in which they were added; one that is written to several readers comes several times.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.letters(Lang::default()).map(|letter| letter.kind)
    }

    /// What every example is called, in the same order; each name is there once.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.named(Lang::default()).into_iter().map(|(name, _)| name)
    }

    /// Every example in `lang`.
    ///
    /// # Errors
    /// [`AppError::Internal`] when a template fails.
    pub fn all(&self, site: &Site, lang: Lang) -> Result<Vec<Rendered>, AppError> {
        self.named(lang).into_iter().map(|(name, letter)| rendered(site, name, letter)).collect()
    }

    /// The example of this name in `lang`; of a kind the first.
    ///
    /// # Errors
    /// 404 when no domain has such a letter.
    pub fn one(&self, site: &Site, wanted: &str, lang: Lang) -> Result<Rendered, AppError> {
        let mut named = self.named(lang);
        let by_name = named.iter().position(|(name, _)| name == wanted);
        let place = by_name.or_else(|| named.iter().position(|(_, letter)| letter.kind == wanted));
        let (name, letter) = named.swap_remove(place.ok_or_else(AppError::not_found)?);
        rendered(site, name, letter)
    }

    /// Every example with its name: the kind alone where there is one of it, else with the local part of its address,
    /// by which the domains name the readers of their examples; and a number where even that comes again.
    fn named(&self, lang: Lang) -> Vec<(String, Letter)> {
        let letters: Vec<Letter> = self.letters(lang).collect();
        let mut of_kind: BTreeMap<&str, usize> = BTreeMap::new();
        for letter in &letters {
            *of_kind.entry(letter.kind).or_default() += 1;
        }
        let mut before: BTreeMap<String, usize> = BTreeMap::new();
        let mut name = |letter: &Letter| {
            if of_kind.get(letter.kind) == Some(&1) {
                return letter.kind.to_owned();
            }
            let reader = letter.to.address.split('@').next().unwrap_or_default();
            let name = format!("{}.{reader}", letter.kind);
            let times = before.entry(name.clone()).or_default();
            *times += 1;
            if *times == 1 { name } else { format!("{name}.{times}") }
        };
        let names: Vec<String> = letters.iter().map(&mut name).collect();
        names.into_iter().zip(letters).collect()
    }

    fn letters(&self, lang: Lang) -> impl Iterator<Item = Letter> {
        self.0.iter().flat_map(move |source| match source {
            Source::One(preview) => vec![(preview.build)(lang)],
            Source::Series(series) => series(lang),
        })
    }
}

fn rendered(site: &Site, name: String, letter: Letter) -> Result<Rendered, AppError> {
    let (text, html) = super::render::bodies(site, &letter)?;
    Ok(Rendered { name, subject: letter.subject, text, html })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::Recipient;

    fn letter(kind: &'static str, address: &str, lang: Lang) -> Letter {
        let to = Recipient { address: address.to_owned(), name: None, lang };
        let (subject, once_key) = (address.to_owned(), String::new());
        Letter { kind, to, subject, body: Vec::new(), thread: None, reply_to: None, once_key }
    }

    #[test]
    fn examples_of_one_kind_are_told_apart_by_their_readers() {
        let previews = Previews::default().with_series(|lang| {
            vec![
                letter("receipt", "patient@example.org", lang),
                letter("decision", "patient@example.org", lang),
                letter("decision", "clinic@example.org", lang),
                letter("decision", "clinic@example.org", lang),
            ]
        });
        let names: Vec<String> = previews.names().collect();
        assert_eq!(names, ["receipt", "decision.patient", "decision.clinic", "decision.clinic.2"]);
    }
}
