//! The API's document, printed, and as the reference page shows it.

use crate::error::AppError;
use crate::web::openapi;
use std::sync::OnceLock;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn, PathItem};
use utoipa::openapi::{OpenApi, Ref, RefOr, Required, Schema};

/// The API's document. It is printed when somebody first asks for it: few starts of a site come to that.
pub struct Reference {
    document: fn() -> &'static OpenApi,
    printed: OnceLock<Printed>,
}

/// The document as it is read.
#[derive(Debug, Clone)]
pub struct Printed {
    /// As served and committed.
    pub text: String,
    /// By tag.
    pub groups: Vec<Group>,
}

/// The operations of one tag.
#[derive(Debug, Clone)]
pub struct Group {
    pub name: String,
    pub about: String,
    pub operations: Vec<Entry>,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: String,
    pub method: &'static str,
    pub path: String,
    pub summary: String,
    pub is_open: bool,
    pub parameters: Vec<Field>,
    /// The name of the body's schema.
    pub body: Option<String>,
    /// The statuses it can answer; what each means, the document says.
    pub answers: Vec<String>,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Field {
    pub name: String,
    pub place: &'static str,
    pub is_required: bool,
    pub about: String,
}

impl Reference {
    #[must_use]
    pub fn of(document: fn() -> &'static OpenApi) -> Self {
        Self { document, printed: OnceLock::new() }
    }

    /// # Errors
    /// [`AppError::Internal`] when the document has no JSON form.
    pub fn printed(&self) -> Result<&Printed, AppError> {
        if let Some(printed) = self.printed.get() {
            return Ok(printed);
        }
        let printed = Printed::of((self.document)())?;
        Ok(self.printed.get_or_init(|| printed))
    }
}

impl Printed {
    fn of(document: &OpenApi) -> Result<Self, AppError> {
        let text = openapi::printed(document).map_err(AppError::internal)?;
        let mut groups: Vec<Group> = document.tags.iter().flatten().map(group).collect();
        for (path, item) in &document.paths.paths {
            for (method, operation) in operations(item) {
                let tag = operation.tags.iter().flatten().next().map_or("", String::as_str);
                let entry = entry(method, path, operation);
                match groups.iter_mut().find(|group| group.name == tag) {
                    Some(group) => group.operations.push(entry),
                    None => {
                        let name = tag.to_owned();
                        groups.push(Group { name, about: String::new(), operations: vec![entry] });
                    }
                }
            }
        }
        groups.retain(|group| !group.operations.is_empty());
        Ok(Self { text, groups })
    }
}

fn group(tag: &utoipa::openapi::tag::Tag) -> Group {
    let about = tag.description.clone().unwrap_or_default();
    Group { name: tag.name.clone(), about, operations: Vec::new() }
}

fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    let all = [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

fn entry(method: &'static str, path: &str, operation: &Operation) -> Entry {
    let parameters = operation.parameters.iter().flatten().filter_map(own).map(field);
    let contents = operation.request_body.iter().filter_map(own).flat_map(|body| body.content.values());
    Entry {
        id: operation.operation_id.clone().unwrap_or_default(),
        method,
        path: path.to_owned(),
        summary: operation.summary.clone().or_else(|| operation.description.clone()).unwrap_or_default(),
        is_open: operation.security.is_none(),
        parameters: parameters.collect(),
        body: contents.filter_map(own).filter_map(|content| schema_name(content.schema.as_ref()?)).next(),
        answers: operation.responses.responses.keys().cloned().collect(),
    }
}

/// What stands in place; we refer to shared schemas, not to shared parameters or bodies.
fn own<T>(found: &RefOr<T>) -> Option<&T> {
    match found {
        RefOr::T(found) => Some(found),
        RefOr::Ref(_) => None,
    }
}

fn field(parameter: &Parameter) -> Field {
    let place = match parameter.parameter_in {
        ParameterIn::Query | ParameterIn::QueryString => "query",
        ParameterIn::Path => "path",
        ParameterIn::Header => "header",
        ParameterIn::Cookie => "cookie",
    };
    Field {
        name: parameter.name.clone(),
        place,
        is_required: matches!(parameter.required, Required::True),
        about: parameter.description.clone().unwrap_or_default(),
    }
}

fn schema_name(schema: &RefOr<Schema>) -> Option<String> {
    match schema {
        RefOr::Ref(reference) => Some(last_part(reference)),
        RefOr::T(_) => None,
    }
}

fn last_part(reference: &Ref) -> String {
    reference.ref_location.rsplit('/').next().unwrap_or_default().to_owned()
}
