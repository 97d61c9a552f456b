//! Previews: every kind of letter with invented content, to be looked at while writing it.

use super::Letter;
use crate::app::Site;
use crate::error::AppError;
use crate::text::lang::Lang;

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
    /// Which letter.
    pub kind: &'static str,
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

    /// Every kind, in the order in which they were added.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.letters(Lang::default()).map(|letter| letter.kind)
    }

    /// Every example in `lang`.
    ///
    /// # Errors
    /// [`AppError::Internal`] when a template fails.
    pub fn all(&self, site: &Site, lang: Lang) -> Result<Vec<Rendered>, AppError> {
        self.letters(lang).map(|letter| rendered(site, letter)).collect()
    }

    /// The example of one kind in `lang`.
    ///
    /// # Errors
    /// 404 when no domain has such a letter.
    pub fn one(&self, site: &Site, kind: &str, lang: Lang) -> Result<Rendered, AppError> {
        rendered(site, self.letters(lang).find(|letter| letter.kind == kind).ok_or_else(AppError::not_found)?)
    }

    fn letters(&self, lang: Lang) -> impl Iterator<Item = Letter> {
        self.0.iter().flat_map(move |source| match source {
            Source::One(preview) => vec![(preview.build)(lang)],
            Source::Series(series) => series(lang),
        })
    }
}

fn rendered(site: &Site, letter: Letter) -> Result<Rendered, AppError> {
    let (text, html) = super::render::bodies(site, &letter)?;
    Ok(Rendered { kind: letter.kind, subject: letter.subject, text, html })
}
