//! The sections of an application that are lists, as somebody types them: one person or licence a line.

use crate::coalition::applications::api::SaveForm;
use crate::coalition::applications::{Person, Section};
use crate::directory::Licence;
use crate::error::Refusal;
use crate::web::{Check as _, Wrong};

/// What is wrong with a line, and what stands in the place where that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What the sentence about it is called.
    pub what: &'static str,
    pub part: String,
}

impl Fault {
    fn of(what: &'static str, part: &str) -> Self {
        Self { what, part: part.to_owned() }
    }
}

/// Every line that says something, read by `read`.
///
/// # Errors
/// The places among them of those that it cannot read.
pub fn each<T>(text: &str, read: fn(&str) -> Result<T, Fault>) -> Result<Vec<T>, Vec<usize>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (place, line) in lines.enumerate() {
        match read(line) {
            Ok(one) => good.push(one),
            Err(_) => bad.push(place),
        }
    }
    if bad.is_empty() { Ok(good) } else { Err(bad) }
}

/// `Name; name@example.org`
///
/// # Errors
/// What of it cannot be kept.
pub fn person(line: &str) -> Result<Person, Fault> {
    let (name, email) = line.split_once(';').ok_or_else(|| Fault::of("person", line))?;
    let person = Person { name: name.trim().to_owned(), email: email.trim().to_owned() };
    let form = SaveForm { peers: Some(vec![person.clone()]), ..SaveForm::default() };
    match wrong_part(&form).as_deref() {
        None => Ok(person),
        Some("name") => Err(Fault::of("name", &person.name)),
        Some(_) => Err(Fault::of("email", &person.email)),
    }
}

/// `AT; authority; number; 2027-03-31`, the day where there is one.
///
/// # Errors
/// What of it cannot be kept.
pub fn licence(line: &str) -> Result<Licence, Fault> {
    let mut parts = line.split(';').map(str::trim);
    let mut part = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
    let (Some(country), Some(authority), Some(number)) = (part(), part(), part()) else {
        return Err(Fault::of("licence", line));
    };
    let day = part();
    let expires_on = day.as_deref().map(str::parse).transpose();
    let expires_on = expires_on.map_err(|_| Fault::of("day", day.as_deref().unwrap_or_default()))?;
    let licence = Licence { country, authority, number, expires_on };
    let form = SaveForm { licences: Some(vec![licence.clone()]), ..SaveForm::default() };
    match wrong_part(&form).as_deref() {
        None => Ok(licence),
        Some("country") => Err(Fault::of("country", &licence.country)),
        Some(_) => Err(Fault::of("long", line)),
    }
}

/// The part of the only line that is found wrong first: `email` of `/peers/0/email`.
fn wrong_part(form: &SaveForm) -> Option<String> {
    let mut wrong = Wrong::default();
    form.check(&mut wrong);
    let refusal: Refusal = wrong.into_result().err()?;
    refusal.fields.iter().find_map(|field| field.pointer.split('/').nth(3)).map(str::to_owned)
}

/// What is wrong with the line of a section that begins at a character.
pub fn fault_at(section: Section, text: &str, (start, end): (usize, usize)) -> Option<Fault> {
    let line: String = text.chars().skip(start).take(end.saturating_sub(start)).collect();
    match section {
        Section::Licences => licence(line.trim()).err(),
        Section::Peers | Section::Patients => person(line.trim()).err(),
        _ => None,
    }
}

/// Where in the text the line at `place` stands, among those that say something: its first character, and one past
/// its last.
pub fn span_of(text: &str, place: usize) -> Option<(usize, usize)> {
    let mut start = 0;
    let spans = text.split('\n').map(|line| {
        let span = (start, start + line.chars().count());
        start = span.1 + 1;
        (span, line)
    });
    spans.filter(|(_, line)| !line.trim().is_empty()).nth(place).map(|(span, _)| span)
}

/// The number of the line that begins at a character, as one counts them on the page.
pub fn number_of(text: &str, start: usize) -> usize {
    text.chars().take(start).filter(|one| *one == '\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_that_cannot_be_read_is_found_among_empty_ones() {
        let text = "Ada; ada@example.org\r\n\r\nnobody\r\nPiet";
        assert_eq!(each(text, person).unwrap_err(), [1, 2]);
        let (start, end) = span_of(text, 1).unwrap();
        let line: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!((line.trim(), number_of(text, start)), ("nobody", 3));
        assert_eq!(span_of(text, 3), None);
        assert!(each(" \n", person).unwrap().is_empty());
    }

    #[test]
    fn a_line_that_cannot_be_kept_says_why() {
        let table = [
            ("TR; Ministry", "licence", "TR; Ministry"),
            ("TR; Ministry; 77; 31.3.2027", "day", "31.3.2027"),
            ("Turkey; Ministry; 77", "country", "Turkey"),
        ];
        for (line, what, part) in table {
            assert_eq!(licence(line).unwrap_err(), Fault::of(what, part), "{line}");
        }
        for (line, what, part) in
            [("Ada", "person", "Ada"), ("Ada; nowhere", "email", "nowhere"), ("; a@example.org", "name", "")]
        {
            assert_eq!(person(line).unwrap_err(), Fault::of(what, part), "{line}");
        }
        assert!(licence("TR; Ministry; 77; 2027-03-31").is_ok() && person("Ada; ada@example.org").is_ok());
        let text = "Ada; ada@example.org\r\nPiet; nowhere";
        let found = fault_at(Section::Peers, text, span_of(text, 1).unwrap());
        assert_eq!(found, Some(Fault::of("email", "nowhere")));
    }
}
