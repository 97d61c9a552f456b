//! Plain text at a width that every mail reader shows without breaking it again.

/// Columns of a line, for words that can be broken apart; a longer word, such as a link, stays whole.
const WIDTH: usize = 76;

/// `text` in lines of at most 76 columns; its own line breaks stay.
pub(super) fn wrapped(text: &str) -> String {
    indented(text, "", "")
}

/// As [`wrapped`], with `first` before the first line and `rest` before each further one.
pub(super) fn indented(text: &str, first: &str, rest: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.trim_end().split('\n') {
        let mut line = opening(&lines, first, rest);
        let mut is_empty = true;
        for word in paragraph.split_whitespace() {
            let longer = line.chars().count() + word.chars().count() + usize::from(!is_empty);
            if !is_empty && longer > WIDTH {
                lines.push(line);
                line = opening(&lines, first, rest);
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        lines.push(if is_empty { line.trim_end().to_owned() } else { line });
    }
    lines.join("\n")
}

fn opening(before: &[String], first: &str, rest: &str) -> String {
    if before.is_empty() { first.to_owned() } else { rest.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_word_is_never_broken() {
        let link = format!("https://candor.example/{}", "a".repeat(100));
        assert_eq!(wrapped(&format!("see {link} please")), format!("see\n{link}\nplease"));
    }

    #[test]
    fn a_quotation_is_marked_on_each_line() {
        assert_eq!(indented("one\n\ntwo", "> ", "> "), "> one\n>\n> two");
    }
}
