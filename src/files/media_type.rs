//! What a file is, by its first bytes; its name and the sender's claim count for nothing.

use super::pdf;

crate::text_enum! {
    /// The kinds of files accepted as evidence.
    pub enum MediaType {
        Pdf = "application/pdf",
        Jpeg = "image/jpeg",
        Png = "image/png",
        Webp = "image/webp",
    }
}

const PNG_START: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR";

impl MediaType {
    /// The kind of `content`, or nothing when it is none of those accepted. Nothing is decoded, so nothing can
    /// unfold to more than it is; a PDF that wants to do something of its own is none of those accepted.
    pub fn of(content: &[u8]) -> Option<Self> {
        if content.starts_with(b"%PDF-") {
            return pdf::is_inert(content).then_some(Self::Pdf);
        }
        if content.starts_with(b"\xff\xd8\xff") {
            return Some(Self::Jpeg);
        }
        if content.starts_with(PNG_START) {
            return Some(Self::Png);
        }
        is_webp(content).then_some(Self::Webp)
    }

    /// Endings that fit, the usual one first.
    pub(super) const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
        }
    }
}

/// `RIFF`, four bytes of length, `WEBP`, and the first chunk.
fn is_webp(content: &[u8]) -> bool {
    let Some((riff, rest)) = content.split_first_chunk::<4>() else { return false };
    let Some((_length, rest)) = rest.split_first_chunk::<4>() else { return false };
    riff == b"RIFF" && [b"WEBPVP8 ", b"WEBPVP8L", b"WEBPVP8X"].iter().any(|start| rest.starts_with(*start))
}
