//! What somebody wrote in an answer, without the letter that it answers.

use crate::text::plain;

/// Lines with which mail programs begin what they quote.
const BEFORE_A_QUOTATION: &[&str] = &[
    "-----original message-----",
    "-------- original message --------",
    "----- forwarded message -----",
    "-----ursprüngliche nachricht-----",
    "-------- weitergeleitete nachricht --------",
    "________________________________",
];

/// `text` up to what it quotes: lines with `>`, and from the line on that mail programs put before a quotation.
///
/// A signature after `-- ` is left out too. Where nothing would be left, the whole text stays: better too much than
/// nothing.
pub fn without_quotation(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut kept: Vec<&str> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        if *line == "-- " || begins_quotation(&lines, place) {
            break;
        }
        if !line.trim_start().starts_with('>') {
            kept.push(line);
        }
    }
    let written = plain::tidy(&kept.join("\n"));
    if written.is_empty() { plain::tidy(text) } else { written }
}

fn begins_quotation(lines: &[&str], place: usize) -> bool {
    let line = lines.get(place).map(|line| line.trim().to_lowercase()).unwrap_or_default();
    let next = lines.get(place + 1).map(|line| line.trim().to_lowercase()).unwrap_or_default();
    if BEFORE_A_QUOTATION.contains(&line.as_str()) {
        return true;
    }
    // "On Monday, … wrote:", also broken into two lines.
    let attribution = |line: &str| {
        let opens = line.starts_with("on ") || line.starts_with("am ");
        opens && (line.ends_with("wrote:") || line.ends_with("schrieb:") || line.contains(" schrieb "))
    };
    if attribution(&line) || (!line.ends_with(['.', '!', '?']) && attribution(&format!("{line} {next}"))) {
        return true;
    }
    // The block of headers that other programs write.
    let is_from = line.starts_with("from: ") || line.starts_with("von: ");
    is_from && ["sent: ", "date: ", "to: ", "gesendet: ", "datum: ", "an: "].iter().any(|start| next.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_written_is_left() {
        let table = [
            ("We counted again.\n\nOn Mon, 2 Mar 2026 at 10:00, Candor wrote:\n> Please answer", "We counted again."),
            ("Ja.\r\n\r\nAm 02.03.2026 um 10:00 schrieb Candor:\r\n> Bitte", "Ja."),
            ("Yes.\n\nOn Mon, 2 Mar 2026,\nCandor <a@b.example> wrote:\n\n> Please", "Yes."),
            ("Yes.\n\nFrom: Candor\nSent: Monday\nTo: us\n\nPlease answer", "Yes."),
            ("Yes.\n-----Original Message-----\nPlease", "Yes."),
            ("Yes.\n-- \nThe desk", "Yes."),
            ("> Did it arrive?\nIt did.\n> When?\nOn Monday.", "It did.\nOn Monday."),
            ("On Monday it hurt. They wrote nothing.", "On Monday it hurt. They wrote nothing."),
            ("> all of it quoted", "> all of it quoted"),
        ];
        for (text, written) in table {
            assert_eq!(without_quotation(text), written, "{text:?}");
        }
    }
}
