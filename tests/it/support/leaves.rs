//! The leaves beside the cases: each opens to what the rows of its subject say, as the ledger's own rows tell them.

use candor::app::Site;
use candor::clock::Timestamp;
use candor::db::Connection;
use candor::db::schema::{
    account_consents, claims, clinics, moderation_decisions, moderation_statements, physicians, role_changes,
};
use candor::ledger::{LeafRow, opens_to};
use diesel::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// By the public reference of a subject, what its leaves may commit to, but for what only the leaf knows.
type Subjects = BTreeMap<String, Vec<Value>>;

/// Every leaf beside the cases that does not open, or is of a kind that nothing here opens.
pub fn unopened(connection: &mut Connection, leaves: &[LeafRow], site: &Site) -> Vec<String> {
    let mut by_kind: BTreeMap<&str, Subjects> = BTreeMap::new();
    by_kind.insert("configuration", roles(connection));
    by_kind.insert("consent", consents(connection));
    by_kind.insert("claim", claimed(connection));
    by_kind.insert("account_action", sanctions(connection));
    by_kind.insert(
        "physician",
        entries(physicians::table.select((physicians::subject_ref, physicians::id)).load(connection).unwrap()),
    );
    by_kind.insert(
        "clinic",
        entries(clinics::table.select((clinics::subject_ref, clinics::id)).load(connection).unwrap()),
    );
    let opens = |leaf: &LeafRow, subjects: &Subjects| {
        let mut contents = subjects.get(&leaf.subject_ref).into_iter().flatten();
        contents.any(|content| opens_to(&site.keys, leaf, &at_the_time(content, leaf)).unwrap())
    };
    let is_of_case = |leaf: &LeafRow| site.cases.kinds().iter().any(|kind| kind.name == leaf.subject_kind);
    let closed = |leaf: &&LeafRow| match by_kind.get(leaf.subject_kind.as_str()) {
        Some(subjects) => !opens(leaf, subjects),
        None => !is_of_case(leaf),
    };
    leaves.iter().filter(closed).map(|leaf| format!("leaf {}: no rows open it: {}", leaf.id, leaf.body)).collect()
}

/// The content as it was at this leaf: in its state, and before the reason of a decision that came later.
fn at_the_time(content: &Value, leaf: &LeafRow) -> Value {
    let body: Value = serde_json::from_str(&leaf.body).unwrap();
    let mut content = content.clone();
    let fields = content.as_object_mut().unwrap();
    if fields.contains_key("state") {
        fields.insert("state".to_owned(), body["state"].clone());
    }
    if fields.contains_key("merged_into_ref") {
        fields.insert("merged_into_ref".to_owned(), body["merged_into_ref"].clone());
    }
    if body["type"] == "claim.pending" {
        fields.insert("reason".to_owned(), Value::Null);
    }
    content
}

fn entries(rows: Vec<(String, String)>) -> Subjects {
    let content = |id: String| json!({ "id": id, "state": null, "merged_into_ref": null });
    rows.into_iter().map(|(subject, id)| (subject, vec![content(id)])).collect()
}

fn roles(connection: &mut Connection) -> Subjects {
    type Row = (String, String, String, String, Option<String>, Option<String>);
    let rows: Vec<Row> = role_changes::table
        .select((
            role_changes::subject_ref,
            role_changes::account_id,
            role_changes::role,
            role_changes::reason,
            role_changes::asked_by,
            role_changes::confirmed_by,
        ))
        .load(connection)
        .unwrap();
    let content = |(subject, account, role, reason, asked_by, confirmed_by): Row| {
        let content = json!({
            "account_id": account, "role": role, "reason": reason, "asked_by": asked_by, "confirmed_by": confirmed_by,
        });
        (subject, vec![content])
    };
    rows.into_iter().map(content).collect()
}

fn consents(connection: &mut Connection) -> Subjects {
    type Row = (Option<String>, String, String, String, Timestamp);
    let rows: Vec<Row> = account_consents::table
        .select((
            account_consents::subject_ref,
            account_consents::account_id,
            account_consents::kind,
            account_consents::document_version,
            account_consents::given_at,
        ))
        .load(connection)
        .unwrap();
    let content = |(subject, account, kind, version, given_at): Row| {
        let content = json!({ "account_id": account, "kind": kind, "document_version": version, "given_at": given_at });
        Some((subject?, vec![content]))
    };
    rows.into_iter().filter_map(content).collect()
}

/// A claim follows an entry that is merged into another, so it may have been made of any that is merged into its own.
fn claimed(connection: &mut Connection) -> Subjects {
    type Row = (String, Option<String>, Option<String>, String, String, Option<String>);
    let rows: Vec<Row> = claims::table
        .select((
            claims::subject_ref,
            claims::physician_id,
            claims::clinic_id,
            claims::account_id,
            claims::evidence,
            claims::reason,
        ))
        .load(connection)
        .unwrap();
    let mut merged: Vec<(String, Option<String>)> =
        physicians::table.select((physicians::id, physicians::merged_into)).load(connection).unwrap();
    let clinics: Vec<(String, Option<String>)> =
        clinics::table.select((clinics::id, clinics::merged_into)).load(connection).unwrap();
    merged.extend(clinics);
    let content = |(subject, physician, clinic, account, evidence, reason): Row| {
        let of = |physician: Option<&String>, clinic: Option<&String>| {
            json!({
                "physician_id": physician, "clinic_id": clinic, "account_id": account, "evidence": evidence,
                "state": null, "reason": reason,
            })
        };
        let contents: Vec<Value> = match (&physician, &clinic) {
            (Some(id), _) => with_merged(id, &merged).iter().map(|id| of(Some(id), None)).collect(),
            (_, Some(id)) => with_merged(id, &merged).iter().map(|id| of(None, Some(id))).collect(),
            (None, None) => Vec::new(),
        };
        (subject, contents)
    };
    rows.into_iter().map(content).collect()
}

/// An entry, and all that were merged into it.
fn with_merged(id: &str, merged: &[(String, Option<String>)]) -> Vec<String> {
    let mut all = vec![id.to_owned()];
    let mut place = 0;
    while let Some(into) = all.get(place).cloned() {
        let former = merged.iter().filter(|(_, other)| other.as_ref() == Some(&into)).map(|(id, _)| id.clone());
        all.extend(former.collect::<Vec<_>>());
        place += 1;
    }
    all
}

/// What was done about an account has the reference of its statement.
fn sanctions(connection: &mut Connection) -> Subjects {
    type Row = (String, String, Option<String>, Option<Timestamp>);
    let statements: Vec<(String, String)> = moderation_statements::table
        .select((moderation_statements::id, moderation_statements::subject_ref))
        .load(connection)
        .unwrap();
    let references: BTreeMap<_, _> = statements.into_iter().collect();
    let rows: Vec<Row> = moderation_decisions::table
        .select((
            moderation_decisions::id,
            moderation_decisions::author_id,
            moderation_decisions::statement_id,
            moderation_decisions::until_at,
        ))
        .load(connection)
        .unwrap();
    let content = |(id, account, statement, until): Row| {
        let subject = references.get(&statement?)?.clone();
        Some((subject, vec![json!({ "decision": id, "account": account, "until": until })]))
    };
    rows.into_iter().filter_map(content).collect()
}
