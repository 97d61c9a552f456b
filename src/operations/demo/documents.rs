//! The papers of the demo community: one page each, made here, showing what a person would have scanned.

/// Points between two lines.
const LINE: i32 = 22;

/// A PDF of one page with these lines on it; letters beyond Latin-1 become question marks.
pub(super) fn page(lines: &[String]) -> Vec<u8> {
    let mut shown = format!("BT /F1 13 Tf {LINE} TL 72 760 Td\n");
    for line in lines {
        let escaped = line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        shown.push_str(&format!("({escaped}) Tj T*\n"));
    }
    shown.push_str("ET");
    let stream: Vec<u8> = shown.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect();
    let objects: [Vec<u8>; 5] = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_vec(),
        [format!("<< /Length {} >>\nstream\n", stream.len()).into_bytes(), stream, b"\nendstream".to_vec()].concat(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    whole(&objects)
}

/// The objects with their numbers, the table of where each begins, and the end.
fn whole(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{number} 0 obj\n").into_bytes());
        file.extend_from_slice(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    let end = format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    file.extend(table.into_bytes());
    file.extend(end.into_bytes());
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::NewFile;

    #[test]
    fn a_page_is_a_document_that_may_be_handed_in() {
        let content = page(&["Haarzentrum Josefstadt".to_owned(), "Procedure (FUE): 2,140 grafts".to_owned()]);
        assert!(NewFile::check("invoice.pdf", content.clone()).is_ok());
        let text = String::from_utf8_lossy(&content).into_owned();
        let start: usize = text.lines().rev().nth(1).unwrap().parse().unwrap();
        assert!(text.get(start..).unwrap().starts_with("xref"));
        assert!(text.contains(r"(Procedure \(FUE\): 2,140 grafts) Tj"));
    }
}
