//! What a draft may be. Pure.

use super::api::NewDraft;
use super::form::Forms;
use super::model::Fields;
use crate::config::Drafts;
use crate::error::{Code, NOT_ALLOWED_HERE, REQUIRED, Refusal, TOO_LONG, WRONG_TYPE};
use crate::ids;
use crate::text::plain::tidy_line;
use crate::web::Wrong;
use serde_json::Value;

/// The account keeps as many drafts as it may; one must go first.
pub const TOO_MANY_DRAFTS: Code = Code::conflict("too_many_drafts");

/// Every code that only drafts answer with.
pub const CODES: &[Code] = &[TOO_MANY_DRAFTS];

/// Characters of a draft's title in a list.
const TITLE_LENGTH: usize = 80;

/// Refuses a draft of no form, without the thing that its form is about, empty or too large.
pub fn new(new: &NewDraft, forms: &Forms, limits: &Drafts) -> Result<(), Refusal> {
    let mut wrong = Wrong::default();
    match (forms.named(&new.kind), &new.about) {
        (None, _) => wrong.add("/kind", NOT_ALLOWED_HERE),
        (Some(form), None) if form.is_about => wrong.add("/about", REQUIRED),
        (Some(form), Some(_)) if !form.is_about => wrong.add("/about", NOT_ALLOWED_HERE),
        (Some(_), Some(about)) if !ids::is_well_formed(about) => wrong.add("/about", WRONG_TYPE),
        (Some(_), _) => {}
    }
    check_fields(&mut wrong, &new.fields, limits);
    wrong.into_result()
}

/// Refuses fields that say nothing, or take more room than a draft has.
pub fn fields(fields: &Fields, limits: &Drafts) -> Result<(), Refusal> {
    let mut wrong = Wrong::default();
    check_fields(&mut wrong, fields, limits);
    wrong.into_result()
}

fn check_fields(wrong: &mut Wrong, fields: &Fields, limits: &Drafts) {
    if fields.values().all(says_nothing) {
        wrong.add("/fields", REQUIRED);
    } else if serde_json::to_vec(fields).is_ok_and(|text| text.len() > limits.bytes) {
        wrong.add("/fields", TOO_LONG);
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(says_nothing),
        Value::Object(fields) => fields.values().all(says_nothing),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Refuses one draft more than an account may keep.
pub fn room(held: i64, limits: &Drafts) -> Result<(), Refusal> {
    if held < limits.per_account { Ok(()) } else { Err(Refusal::new(TOO_MANY_DRAFTS)) }
}

/// The fields as a page's form names them: what lies in objects with dots, lists with commas between.
pub fn flat(fields: &Fields) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    flatten("", fields, &mut pairs);
    pairs
}

fn flatten(before: &str, fields: &Fields, pairs: &mut Vec<(String, String)>) {
    for (name, value) in fields {
        let name = format!("{before}{name}");
        match value {
            Value::Object(inner) => flatten(&format!("{name}."), inner, pairs),
            Value::Array(items) => pairs.push((name, items.iter().map(written).collect::<Vec<_>>().join(", "))),
            value => pairs.push((name, written(value))),
        }
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The first words of the field that says best what a draft is of; none while all of those are empty.
pub fn title(pairs: &[(String, String)], named_by: &[&str]) -> Option<String> {
    let is_of = |known: &str, name: &str| known == name || (name.ends_with('.') && known.starts_with(name));
    let said = |name: &&str| {
        let mut texts = pairs.iter().filter(|(known, _)| is_of(known, name)).map(|(_, value)| tidy_line(value));
        texts.find(|text| !text.is_empty())
    };
    let text = named_by.iter().find_map(said)?;
    let cut: String = text.chars().take(TITLE_LENGTH).collect();
    Some(if cut.len() < text.len() { format!("{cut}…") } else { cut })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drafts::form::Form;
    use serde_json::json;

    const FORMS: Forms = Forms(&[
        Form { kind: "letter", is_about: false, named_by: &["title"], place: |_, id| format!("/letter/{id}") },
        Form { kind: "answer", is_about: true, named_by: &["body"], place: |about, id| format!("/{about}/{id}") },
    ]);
    const LIMITS: Drafts = Drafts { per_account: 2, bytes: 40, keep_days: 180 };

    fn fields_of(value: &Value) -> Fields {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn a_draft_is_of_a_form_and_says_something() {
        let thing = "0".repeat(32);
        for (kind, about, fields, wrong) in [
            ("letter", None, json!({"title": "A"}), &[][..]),
            ("answer", Some(thing.as_str()), json!({"body": "A"}), &[]),
            ("answer", None, json!({"body": "A"}), &[("/about", "required")]),
            ("answer", Some("../x"), json!({"body": "A"}), &[("/about", "wrong_type")]),
            ("letter", Some(thing.as_str()), json!({"title": "A"}), &[("/about", "not_allowed_here")]),
            ("poem", None, json!({"title": "  "}), &[("/kind", "not_allowed_here"), ("/fields", "required")]),
            ("letter", None, json!({}), &[("/fields", "required")]),
            ("letter", None, json!({"a": [" "], "b": {"c": null}}), &[("/fields", "required")]),
            ("letter", None, json!({"title": "A", "body": "x".repeat(40)}), &[("/fields", "too_long")]),
        ] {
            let made = NewDraft { kind: kind.to_owned(), about: about.map(str::to_owned), fields: fields_of(&fields) };
            let told = new(&made, &FORMS, &LIMITS).map_or_else(|refusal| refusal.fields, |()| Vec::new());
            let told: Vec<_> = told.iter().map(|field| (field.pointer.as_str(), field.code.name)).collect();
            assert_eq!(told, wrong, "{kind} {fields}");
        }
    }

    #[test]
    fn an_account_keeps_so_many_and_no_more() {
        assert_eq!(room(1, &LIMITS), Ok(()));
        assert_eq!(room(2, &LIMITS).unwrap_err().code, TOO_MANY_DRAFTS);
    }

    #[test]
    fn a_page_reads_what_a_program_saved() {
        let fields = fields_of(&json!({
            "title": "Day one", "tags": ["fue", "first week"], "scores": {"care": 4}, "authorship": true, "month": null,
        }));
        let mut pairs = flat(&fields);
        pairs.sort();
        let wanted = [
            ("authorship", "true"),
            ("month", ""),
            ("scores.care", "4"),
            ("tags", "fue, first week"),
            ("title", "Day one"),
        ];
        assert_eq!(pairs, wanted.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn a_draft_is_named_by_its_best_words() {
        let pairs = [("title", " "), ("body", "One\n two")].map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(title(&pairs, &["title", "body"]).as_deref(), Some("One two"));
        assert_eq!(title(&pairs, &["title"]), None);
        let long = [("body".to_owned(), "ü".repeat(200))];
        assert_eq!(title(&long, &["body"]).unwrap().chars().count(), TITLE_LENGTH + 1);
    }
}
