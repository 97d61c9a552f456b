//! What a file is refused for.

use crate::error::Code;

/// Field: the content is none of the kinds accepted as evidence, whatever its name says.
pub const FILE_TYPE_NOT_ALLOWED: Code = Code::invalid("file_type_not_allowed");
/// Field: the file has no content.
pub const FILE_EMPTY: Code = Code::invalid("file_empty");

/// Every code of this part.
pub const CODES: &[Code] = &[FILE_TYPE_NOT_ALLOWED, FILE_EMPTY];
