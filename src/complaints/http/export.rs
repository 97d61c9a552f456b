//! The public register for those who keep a copy: as a file, and what has changed.

use super::super::api::{ChangesFilter, PublicComplaint, RegisterFilter};
use super::super::lists;
use crate::app::App;
use crate::error::AppError;
use crate::web::{Csv, Failure, Listed, Listing, PageParams, Query};
use actix_web::get;
use actix_web::web::Data;
use serde_json::Value;
use std::fmt::Write as _;

/// The columns of the file, as the fields of a row are called.
const COLUMNS: &[&str] = &[
    "id",
    "label",
    "received",
    "procedure",
    "category",
    "severity",
    "physician_id",
    "clinic_id",
    "country",
    "proof_level",
    "sent",
    "response_code",
    "acknowledged_on_time",
    "responded_on_time",
    "days_to_response",
    "escalated",
    "outcome",
    "relief_type",
    "public_narrative",
    "open_recommendations",
    "closed_recommendations",
    "ledger_index",
    "changed_at",
];

/// The public register as one CSV file, newest first: the same rows, filters and rules as the list.
#[utoipa::path(
    tag = "complaints",
    operation_id = "export_public_complaints",
    params(RegisterFilter),
    responses((status = 200, content_type = "text/csv", body = String))
)]
#[get("/api/v1/complaints.csv")]
pub async fn register(app: Data<App>, asked: Query<RegisterFilter>) -> Result<Csv, Failure> {
    let rows = app.read(move |reader| lists::export(reader, &asked)).await?;
    Ok(Csv { name: "complaints.csv".to_owned(), text: as_csv(&rows).map_err(AppError::internal)? })
}

/// Public rows in the order of their last change, oldest first; a row whose narrative was taken back is among them.
#[utoipa::path(
    tag = "complaints",
    operation_id = "list_complaint_changes",
    params(ChangesFilter, PageParams),
    responses((status = 200, body = Listed<PublicComplaint>))
)]
#[get("/api/v1/complaints/changes")]
pub async fn changes(app: Data<App>, asked: Listing<ChangesFilter>) -> Result<Listed<PublicComplaint>, Failure> {
    let window = asked.window("complaint-changes")?;
    Ok(app.read(move |reader| lists::changes(reader, &asked.filter, &window)).await?)
}

/// RFC 4180, with a heading.
fn as_csv(rows: &[PublicComplaint]) -> Result<String, serde_json::Error> {
    let mut text = COLUMNS.join(",") + "\r\n";
    for row in rows {
        let row = serde_json::to_value(row)?;
        let cells: Vec<String> = COLUMNS.iter().map(|name| cell(row.get(*name).unwrap_or(&Value::Null))).collect();
        if writeln!(text, "{}\r", cells.join(",")).is_err() {
            break;
        }
    }
    Ok(text)
}

/// A cell; text that a spreadsheet would take for a formula is set apart by an apostrophe.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.clone(),
        other => return other.to_string(),
    };
    let text = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn cells_are_quoted_and_no_formula_runs() {
        let table = [
            (json!(null), ""),
            (json!(3), "3"),
            (json!(true), "true"),
            (json!("plain"), "plain"),
            (json!("a, \"b\"\nc"), "\"a, \"\"b\"\"\nc\""),
            (json!("=1+1"), "'=1+1"),
        ];
        for (value, written) in table {
            assert_eq!(cell(&value), written);
        }
    }
}
