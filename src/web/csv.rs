//! Tables as files: RFC 4180, with a heading that names each column as the API names the field.

use super::download::Csv;
use crate::error::AppError;
use csv::{Terminator, WriterBuilder};
use serde::Serialize;
use serde_json::Value;

impl Csv {
    /// A row for each view; a column `rating.score` is the `score` in its `rating`.
    ///
    /// # Errors
    /// [`AppError::Internal`] for a view that cannot be written.
    pub fn of<'v, T: Serialize + 'v>(
        name: &str,
        columns: &[&str],
        views: impl IntoIterator<Item = &'v T>,
    ) -> Result<Self, AppError> {
        let mut table = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
        table.write_record(columns).map_err(AppError::internal)?;
        for view in views {
            let row = serde_json::to_value(view).map_err(AppError::internal)?;
            table.write_record(columns.iter().map(|column| cell(at(&row, column)))).map_err(AppError::internal)?;
        }
        let bytes = table.into_inner().map_err(AppError::internal)?;
        Ok(Self { name: name.to_owned(), text: String::from_utf8(bytes).map_err(AppError::internal)? })
    }
}

fn at<'v>(row: &'v Value, column: &str) -> &'v Value {
    column.split('.').fold(row, |value, name| value.get(name).unwrap_or(&Value::Null))
}

/// A cell; text that a spreadsheet would take for a formula is set apart by an apostrophe, wherever one that separates
/// by semicolons would begin a cell.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("; "),
        other => return other.to_string(),
    };
    text.split(';').map(set_apart).collect::<Vec<_>>().join(";")
}

fn set_apart(part: &str) -> String {
    let inner = part.trim_start_matches(' ');
    let blanks = part.get(..part.len() - inner.len()).unwrap_or_default();
    let apart = if inner.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("{blanks}{apart}{inner}")
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_cell_says_what_the_view_says_and_no_formula_runs() {
        let table = [
            (json!(null), ""),
            (json!(3), "3"),
            (json!(true), "true"),
            (json!("plain"), "plain"),
            (json!("a, \"b\"\nc"), "a, \"b\"\nc"),
            (json!("=1+1"), "'=1+1"),
            (json!("a; =1+1;-b"), "a; '=1+1;'-b"),
            (json!(["fue", "fut"]), "fue; fut"),
            (json!([]), ""),
        ];
        for (value, written) in table {
            assert_eq!(cell(&value), written);
        }
    }

    #[test]
    fn a_column_reaches_into_what_a_view_holds() {
        let views = [json!({"id": "a", "rating": {"score": 4.5}}), json!({"id": "b, \"c\"\nd", "rating": null})];
        let file = Csv::of("list.csv", &["id", "rating.score"], &views).unwrap();
        assert_eq!(file.text, "id,rating.score\r\na,4.5\r\n\"b, \"\"c\"\"\nd\",\r\n");
    }
}
