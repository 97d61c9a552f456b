//! File names as they are stored and handed out.

use super::media_type::MediaType;
use crate::text::plain::tidy_line;

/// Characters of a name, its ending included.
pub(super) const NAME_MAX: usize = 200;
/// Stands where nothing usable was sent.
const NAMELESS: &str = "file";

/// A name of one line, without folders and signs that file systems read, ending as files of its kind do: a reader's
/// computer goes by the ending, so a PDF must not call itself `.html`.
pub(super) fn tidy_name(raw: &str, media_type: MediaType) -> String {
    let last = raw.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default();
    let allowed: String =
        last.chars().filter(|letter| !matches!(letter, '"' | '<' | '>' | ':' | '|' | '?' | '*')).collect();
    let line = tidy_line(&allowed);
    let bare = trimmed(&line);
    let fitting = |ending: &str| media_type.endings().iter().copied().find(|known| ending.eq_ignore_ascii_case(known));
    let split = bare.rsplit_once('.').and_then(|(stem, ending)| Some((stem, fitting(ending)?)));
    let usual = media_type.endings().first().copied().unwrap_or_default();
    let (stem, ending) = split.unwrap_or((bare, usual));
    let short: String = stem.chars().take(NAME_MAX.saturating_sub(ending.len() + 1)).collect();
    let stem = Some(trimmed(&short)).filter(|stem| !stem.is_empty()).unwrap_or(NAMELESS);
    format!("{stem}.{ending}")
}

/// Dots at the start hide a file, at the end they vanish on some systems.
fn trimmed(name: &str) -> &str {
    name.trim_matches(|letter: char| letter == '.' || letter.is_whitespace())
}
