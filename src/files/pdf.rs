//! Whether a PDF only shows something.
//!
//! Best effort: it reads the names outside of streams, with their `#xx` escapes undone. What lies inside a
//! compressed stream, or behind one that a forger pretends, is not seen; therefore files are only ever handed out
//! as attachments, in a sandbox.

/// Names that make a reader run, start or unpack something.
const ACTIVE_NAMES: [&[u8]; 5] = [b"JavaScript", b"JS", b"Launch", b"EmbeddedFile", b"EmbeddedFiles"];

/// Whether `content` is a PDF from its first byte and has none of the names that make a reader act.
pub(super) fn is_inert(content: &[u8]) -> bool {
    let version = content.strip_prefix(b"%PDF-").and_then(|rest| rest.first_chunk::<3>());
    let has_version = version
        .is_some_and(|[major, dot, minor]| matches!(major, b'1' | b'2') && *dot == b'.' && minor.is_ascii_digit());
    has_version && !has_active_name(content)
}

fn has_active_name(content: &[u8]) -> bool {
    let mut rest = content;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = match byte {
            b'/' => {
                let length = tail.iter().take_while(|letter| is_regular(**letter)).count();
                let (name, after) = tail.split_at(length);
                if ACTIVE_NAMES.contains(&unescaped(name).as_slice()) {
                    return true;
                }
                after
            }
            b'>' => after_stream(tail).unwrap_or(tail),
            _ => tail,
        };
    }
    false
}

/// Behind a stream that begins here, after the `>` that ends its dictionary.
fn after_stream(tail: &[u8]) -> Option<&[u8]> {
    let body = tail.trim_ascii_start().strip_prefix(b"stream")?;
    let body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n"))?;
    const END: &[u8] = b"endstream";
    let end = body.windows(END.len()).position(|window| window == END)?;
    body.get(end + END.len()..)
}

fn is_regular(byte: u8) -> bool {
    let is_delimiter = matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%');
    !is_delimiter && !matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

/// The name with `#4A` read as `J`.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len().min(64));
    let mut rest = name;
    while let Some((&byte, tail)) = rest.split_first() {
        let escaped = tail.first_chunk::<2>().filter(|_| byte == b'#').and_then(|digits| {
            let mut letter = [0_u8];
            hex::decode_to_slice(digits, &mut letter).ok().map(|()| letter)
        });
        match (escaped, tail.get(2..)) {
            (Some([letter]), Some(after)) => {
                plain.push(letter);
                rest = after;
            }
            _ => {
                plain.push(byte);
                rest = tail;
            }
        }
    }
    plain
}
