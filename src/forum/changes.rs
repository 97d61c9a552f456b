//! What an edit changed, word by word, as people can read it.

use super::api::{ChangeKind, ChangeView};
use similar::{ChangeTag, TextDiff};
use std::time::Duration;

/// A comparison that takes longer gives a coarser answer.
const PATIENCE: Duration = Duration::from_millis(200);

/// The pieces that lead from `before` to `after`, in order; neighbours of one kind are one piece.
pub fn between(before: &str, after: &str) -> Vec<ChangeView> {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_words(before, after);
    let mut pieces: Vec<ChangeView> = Vec::new();
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => ChangeKind::Kept,
            ChangeTag::Delete => ChangeKind::Removed,
            ChangeTag::Insert => ChangeKind::Added,
        };
        match pieces.last_mut().filter(|last| last.kind == kind) {
            Some(last) => last.text.push_str(change.value()),
            None => pieces.push(ChangeView { kind, text: change.value().to_owned() }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_shown_word_by_word() {
        let pieces = between("the crown looks thin", "the crown still looks full");
        let read: Vec<_> = pieces.iter().map(|piece| (piece.kind.as_str(), piece.text.trim())).collect();
        assert!(
            read.contains(&("added", "still"))
                && read.contains(&("removed", "thin"))
                && read.contains(&("added", "full"))
        );
        let whole = |without: ChangeKind| -> String {
            pieces.iter().filter(|piece| piece.kind != without).map(|piece| piece.text.as_str()).collect()
        };
        assert_eq!(whole(ChangeKind::Added), "the crown looks thin");
        assert_eq!(whole(ChangeKind::Removed), "the crown still looks full");
    }
}
