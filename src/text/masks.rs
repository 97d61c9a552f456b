//! Masks: what stands in the place of words that were taken away, and which words those were. Pure.

/// What stands in the place of what a mask took away.
pub const MASK: &str = "[removed: personal data]";

/// A piece of a text: as it was written, and whether others read a mask in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub masked: bool,
}

/// `original` in pieces, those marked that `shown` has masks for; nothing where `shown` did not come from it.
pub fn pieces(original: &str, shown: &str) -> Option<Vec<Piece>> {
    let mut kept = shown.split(MASK);
    let mut rest = original.strip_prefix(kept.next()?)?;
    let mut pieces = Vec::new();
    push(&mut pieces, original.strip_suffix(rest)?, false);
    let mut kept = kept.peekable();
    while let Some(next) = kept.next() {
        // The last piece that was kept stands at the very end; the others stand where they come first.
        let place = match kept.peek() {
            None => rest.len().checked_sub(next.len()).filter(|_| rest.ends_with(next))?,
            Some(_) if next.is_empty() => first_letter(rest),
            Some(_) => first_letter(rest) + rest.get(first_letter(rest)..)?.find(next)?,
        };
        let (gone, after) = rest.split_at_checked(place)?;
        push(&mut pieces, gone, true);
        rest = after.strip_prefix(next)?;
        push(&mut pieces, next, false);
    }
    rest.is_empty().then_some(pieces)
}

/// The bytes of the first letter: a mask stands for one at least.
fn first_letter(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

fn push(pieces: &mut Vec<Piece>, text: &str, masked: bool) {
    if !text.is_empty() {
        pieces.push(Piece { text: text.to_owned(), masked });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(original: &str, shown: &str) -> Option<String> {
        let mark = |piece: Piece| if piece.masked { format!("<{}>", piece.text) } else { piece.text };
        pieces(original, shown).map(|pieces| pieces.into_iter().map(mark).collect())
    }

    #[test]
    fn what_was_taken_away_is_marked() {
        for (original, shown, expected) in [
            ("Ask Derya.", "Ask [removed: personal data].", Some("Ask <Derya>.")),
            (
                "Ask Derya or Mira.",
                "Ask [removed: personal data] or [removed: personal data].",
                Some("Ask <Derya> or <Mira>."),
            ),
            ("Derya, or Derya", "[removed: personal data], or [removed: personal data]", Some("<Derya>, or <Derya>")),
            ("Derya", "[removed: personal data]", Some("<Derya>")),
            ("Grüße, Jörg!", "Grüße, [removed: personal data]!", Some("Grüße, <Jörg>!")),
            ("As it was.", "As it was.", Some("As it was.")),
            ("DeryaMira", "[removed: personal data][removed: personal data]", Some("<D><eryaMira>")),
            ("Ask Derya.", "Tell [removed: personal data].", None),
            ("Ask Derya.", "Ask [removed: personal data]?", None),
        ] {
            assert_eq!(marked(original, shown).as_deref(), expected, "{original} / {shown}");
        }
    }
}
