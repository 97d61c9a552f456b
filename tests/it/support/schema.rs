//! Whether an answer is what the document of the API says of it: kinds of values, required fields, enumerations, lists,
//! maps, and what schemas are joined of. What else a schema may say, like bounds and formats, is not looked at.

use super::answer::Answer;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// What the API says of itself.
pub static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(candor::server::document()).unwrap());

/// Where an answer in JSON is not what the document says of a route and this status, each as `pointer: reason`; the
/// pointer of the whole is empty.
pub fn differences(method: &str, path: &str, answer: &Answer) -> Vec<String> {
    let kind = answer.header("content-type").split(';').next().unwrap_or_default().trim();
    if !kind.ends_with("json") {
        return Vec::new();
    }
    let responses = &DOCUMENT["paths"][path][method.to_lowercase()]["responses"];
    let response = &responses[answer.status.to_string()];
    // Problems are said once, for all routes.
    let shared = response["$ref"].as_str().and_then(|name| referred(&DOCUMENT, name));
    match shared.unwrap_or(response)["content"][kind].get("schema") {
        Some(schema) => of_value(&DOCUMENT, schema, &answer.body),
        None => vec![format!(": {kind} has no schema in the document")],
    }
}

/// Where `value` is not what `schema` says; references lead into `document`.
fn of_value(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    within(document, schema, value, "")
}

fn within(document: &Value, schema: &Value, value: &Value, pointer: &str) -> Vec<String> {
    let mut look = Look { document, found: Vec::new() };
    look.at(schema, value, pointer);
    look.found
}

fn referred<'d>(document: &'d Value, name: &str) -> Option<&'d Value> {
    document.pointer(name.trim_start_matches('#'))
}

struct Look<'d> {
    document: &'d Value,
    found: Vec<String>,
}

impl Look<'_> {
    /// Compares what stands at `pointer`; no schema at all allows everything.
    fn at(&mut self, schema: &Value, value: &Value, pointer: &str) {
        if *schema == Value::Bool(false) {
            self.tell(pointer, "may not be there");
        }
        let document = self.document;
        if let Some(name) = schema["$ref"].as_str() {
            match referred(document, name) {
                Some(named) => self.at(named, value, pointer),
                None => self.tell(pointer, &format!("the document has no {name}")),
            }
        }
        self.kind(schema, value, pointer);
        self.joined(schema, value, pointer);
        match value {
            Value::Object(fields) => self.fields(schema, fields, pointer),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.at(&schema["items"], item, &format!("{pointer}/{index}"));
                }
            }
            _ => {}
        }
    }

    /// `type`, one or several, and `enum`.
    fn kind(&mut self, schema: &Value, value: &Value, pointer: &str) {
        let kinds: Vec<&str> = match &schema["type"] {
            Value::String(kind) => vec![kind.as_str()],
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        if !kinds.is_empty() && !kinds.iter().any(|kind| is_of(kind, value)) {
            self.tell(pointer, &format!("{} is no {}", shown(value), kinds.join(" or ")));
        }
        let known = schema["enum"].as_array();
        if known.is_some_and(|known| !known.contains(value)) {
            self.tell(pointer, &format!("{} is none of {}", shown(value), schema["enum"]));
        }
    }

    /// `allOf`, `anyOf` and `oneOf`.
    fn joined(&mut self, schema: &Value, value: &Value, pointer: &str) {
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.at(part, value, pointer);
        }
        for (name, most) in [("anyOf", usize::MAX), ("oneOf", 1)] {
            let Some(ways) = schema[name].as_array() else { continue };
            let tried: Vec<_> = ways.iter().map(|way| within(self.document, way, value, pointer)).collect();
            let fitting = tried.iter().filter(|wrong| wrong.is_empty()).count();
            if fitting == 0 {
                self.tell(pointer, &format!("fits none of {name} ({})", tried.concat().join("; ")));
            } else if fitting > most {
                self.tell(pointer, &format!("fits {fitting} of {name}"));
            }
        }
    }

    /// `required`, `properties` and `additionalProperties`.
    fn fields(&mut self, schema: &Value, fields: &Map<String, Value>, pointer: &str) {
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        for name in required.filter(|name| !fields.contains_key(*name)) {
            self.tell(&format!("{pointer}/{name}"), "is required and missing");
        }
        for (name, field) in fields {
            let property = schema["properties"].get(name).unwrap_or(&schema["additionalProperties"]);
            self.at(property, field, &format!("{pointer}/{name}"));
        }
    }

    fn tell(&mut self, pointer: &str, reason: &str) {
        self.found.push(format!("{pointer}: {reason}"));
    }
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        _ => false,
    }
}

/// The beginning of a value.
fn shown(value: &Value) -> String {
    value.to_string().chars().take(80).collect()
}

#[test]
fn each_way_of_being_another_value_is_told_with_its_place() {
    let document = json!({"components": {"schemas": {"Side": {"enum": ["a", "b"]}}}});
    let side = json!({"$ref": "#/components/schemas/Side"});
    let schema = json!({
        "type": "object",
        "required": ["id", "sides"],
        "properties": {
            "id": {"type": "integer"},
            "sides": {"type": "array", "items": side},
            "left": {"type": ["number", "null"]},
            "other": {"oneOf": [{"type": "null"}, side]},
            "any": {},
            "gone": {"$ref": "#/components/schemas/Gone"},
            "both": {"allOf": [{"required": ["a"]}, {"required": ["b"]}]},
            "points": {"type": "object", "additionalProperties": {"type": "boolean"}},
            "twice": {"oneOf": [{"type": "number"}, {"type": "integer"}]},
            "either": {"anyOf": [{"type": "number"}, {"type": "integer"}]},
        },
        "additionalProperties": false,
    });
    let whole = json!({
        "id": 1, "sides": ["a"], "left": null, "other": null, "any": [true], "both": {"a": 1, "b": 2},
        "points": {"x": true}, "twice": 0.5, "either": 1,
    });
    assert_eq!(of_value(&document, &schema, &whole), Vec::<String>::new());
    for (place, value, told) in [
        ("/id", json!(0.5), "/id: 0.5 is no integer"),
        ("/id", json!(null), "/id: null is no integer"),
        ("/sides", json!(["b", "c"]), "/sides/1: \"c\" is none of [\"a\",\"b\"]"),
        ("/left", json!("x"), "/left: \"x\" is no number or null"),
        ("/other", json!(7), "/other: fits none of oneOf (/other: 7 is no null; /other: 7 is none of [\"a\",\"b\"])"),
        ("/gone", json!(1), "/gone: the document has no #/components/schemas/Gone"),
        ("/both", json!({"a": 1}), "/both/b: is required and missing"),
        ("/points", json!({"x": true, "y": 1}), "/points/y: 1 is no boolean"),
        ("/twice", json!(1), "/twice: fits 2 of oneOf"),
        (
            "/either",
            json!("x"),
            "/either: fits none of anyOf (/either: \"x\" is no number; /either: \"x\" is no integer)",
        ),
        ("/more", json!(1), "/more: may not be there"),
    ] {
        let mut other = whole.clone();
        other[place.trim_start_matches('/')] = value;
        assert_eq!(of_value(&document, &schema, &other), [told]);
    }
    let missing = of_value(&document, &schema, &json!({"id": 1}));
    assert_eq!(missing, ["/sides: is required and missing"]);
}
