//! What the two sides, the staff and the panel wrote in a case, to whom it is shown.

use crate::clock::Timestamp;
use crate::complaints::model::{Role, StatementKind, StatementRow};
use crate::complaints::pages::sheet::Sheet;
use crate::complaints::pages::words::{self, label, label_to};
use crate::specialty::Pack;
use crate::web::page::Page;
use serde_json::Value;

/// Somebody's words.
pub struct Said {
    pub title: String,
    pub at: Timestamp,
    pub text: String,
}

/// The complaint itself, as it was filed.
pub fn story(sheet: &Sheet, page: &Page) -> Vec<Said> {
    let view = &sheet.seen.view;
    let part = |name: &str, text: &str| Said {
        title: label_to(page.lang, ("story", name), &sheet.seen.roles),
        at: view.created_at,
        text: text.to_owned(),
    };
    let mut parts = Vec::new();
    parts.extend(view.narrative.as_deref().map(|text| part("narrative", text)));
    parts.push(part("desired", &view.desired_outcome));
    parts.extend(view.public_narrative.as_deref().map(|text| part("public", text)));
    if sheet.side() != "clinic" {
        parts.extend(sheet.attempt(page).map(|text| part("attempt", &text)));
    }
    parts.extend(view.patient_name.as_deref().map(|text| part("name", text)));
    parts
}

/// What was said since, newest first.
pub fn of(sheet: &Sheet, page: &Page, pack: &Pack) -> Vec<Said> {
    let statements = sheet.seen.loaded.statements.iter().rev();
    let shown = statements.filter(|statement| !statement.text.is_empty() && may_read(sheet, statement));
    shown.map(|statement| said(sheet, page, pack, statement)).collect()
}

fn said(sheet: &Sheet, page: &Page, pack: &Pack, statement: &StatementRow) -> Said {
    let detail: Value = statement.detail.read().unwrap_or_default();
    let word = |name: &str| detail.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let more = match statement.kind {
        StatementKind::Response => words::response(pack, page.lang, &word("code")),
        StatementKind::Feedback => label(page.lang, "satisfied", &word("satisfied")),
        StatementKind::Decision => label(page.lang, "outcome", &word("outcome")),
        StatementKind::Appeal => label(page.lang, "ground", &word("ground")),
        StatementKind::Comment if statement.role.as_str() == sheet.side() => page.t("complaints-role-you"),
        StatementKind::Comment => label(page.lang, "role", statement.role.as_str()),
        _ => String::new(),
    };
    let kind = match statement.kind {
        StatementKind::Message => {
            let to = detail.get("to").and_then(Value::as_str);
            label(page.lang, "message", words::correspondents(sheet.side(), statement.role.as_str(), to))
        }
        kind => label_to(page.lang, ("statement", kind.as_str()), &sheet.seen.roles),
    };
    let title = if more.is_empty() { kind } else { format!("{kind}: {more}") };
    Said { title, at: statement.at, text: statement.text.clone() }
}

/// Between this side and the officer or the panel: its comments, its messages and those to it, its reasons.
fn is_between(statement: &StatementRow, side: Role) -> bool {
    let detail: Value = statement.detail.read().unwrap_or_default();
    let is_to = detail.get("to").and_then(Value::as_str) == Some(side.as_str());
    match statement.kind {
        StatementKind::Message => statement.role == side || is_to,
        StatementKind::Comment | StatementKind::Escalation => statement.role == side,
        _ => false,
    }
}

/// Whether these are findings that both sides were never asked to check: not yet, or because others took their place.
fn is_draft(sheet: &Sheet, statement: &StatementRow) -> bool {
    let later = sheet.seen.loaded.statements.iter().skip_while(|other| other.id != statement.id).skip(1);
    let mut next = later.filter(|other| matches!(other.kind, StatementKind::Findings | StatementKind::FactualCheck));
    statement.kind == StatementKind::Findings && next.next().is_none_or(|other| other.kind == StatementKind::Findings)
}

/// Findings are the panel's own until both sides check them; an unnamed patient's words do not go to the clinic.
fn may_read(sheet: &Sheet, statement: &StatementRow) -> bool {
    let is_draft = is_draft(sheet, statement);
    let is_hidden = statement.role == Role::Patient && !sheet.seen.view.identity_consent;
    match sheet.side() {
        "patient" => !is_draft && !is_between(statement, Role::Clinic),
        "clinic" => !is_draft && !is_hidden && !is_between(statement, Role::Patient),
        _ => true,
    }
}
