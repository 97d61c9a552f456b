//! The sections of an application that are lists, as somebody types them: one person or licence a line.

use crate::coalition::applications::Person;
use crate::directory::Licence;
use crate::error::Refusal;

/// Every line that says something, read by `read`.
///
/// # Errors
/// The place among them of the first that it cannot read.
pub fn each<T>(text: &str, read: fn(&str) -> Option<T>) -> Result<Vec<T>, usize> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.enumerate().map(|(place, line)| read(line).ok_or(place)).collect()
}

/// `Name; name@example.org`
pub fn person(line: &str) -> Option<Person> {
    let (name, email) = line.split_once(';')?;
    Some(Person { name: name.trim().to_owned(), email: email.trim().to_owned() })
}

/// `AT; authority; number; 2027-03-31`, the day where there is one.
pub fn licence(line: &str) -> Option<Licence> {
    let mut parts = line.split(';').map(str::trim);
    let mut part = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
    let (country, authority, number) = (part()?, part()?, part()?);
    let expires_on = part().map(|day| day.parse()).transpose().ok()?;
    Some(Licence { country, authority, number, expires_on })
}

/// The place in the list of what was found wrong first: 3 of `/peers/3/email`.
pub fn place_in(refusal: &Refusal) -> Option<usize> {
    refusal.fields.iter().find_map(|field| field.pointer.split('/').nth(2)?.parse().ok())
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
    fn the_first_line_that_cannot_be_read_is_found_among_empty_ones() {
        let text = "Ada; ada@example.org\r\n\r\nnobody\r\nPiet";
        assert_eq!(each(text, person).unwrap_err(), 1);
        let (start, end) = span_of(text, 1).unwrap();
        let line: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!((line.trim(), number_of(text, start)), ("nobody", 3));
        assert_eq!(span_of(text, 3), None);
        assert!(each(" \n", person).unwrap().is_empty());
    }
}
