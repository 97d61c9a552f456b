//! A file that somebody sent, looked at once and for all.

use super::media_type::MediaType;
use super::names::tidy_name;
use super::rules::{FILE_EMPTY, FILE_TYPE_NOT_ALLOWED};
use crate::error::Refusal;
use std::fmt;

/// A file of an accepted kind with a tidy name, not yet stored. Made only by [`NewFile::check`].
#[derive(Clone, PartialEq, Eq)]
pub struct NewFile {
    name: String,
    media_type: MediaType,
    content: Vec<u8>,
}

impl NewFile {
    /// Recognises `content` and tidies the name it was sent under.
    ///
    /// # Errors
    /// 422 at `/file`: `file_empty` or `file_type_not_allowed`.
    pub fn check(raw_name: &str, content: Vec<u8>) -> Result<Self, Refusal> {
        if content.is_empty() {
            return Err(Refusal::field("/file", FILE_EMPTY));
        }
        let media_type = MediaType::of(&content).ok_or_else(|| Refusal::field("/file", FILE_TYPE_NOT_ALLOWED))?;
        Ok(Self { name: tidy_name(raw_name, media_type), media_type, content })
    }

    /// At most 200 characters, one line, no folders.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn media_type(&self) -> MediaType {
        self.media_type
    }

    pub fn content(&self) -> &[u8] {
        &self.content
    }
}

/// Without the content: it may be somebody's medical record.
impl fmt::Debug for NewFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "NewFile({}, {} bytes)", self.media_type, self.content.len())
    }
}
