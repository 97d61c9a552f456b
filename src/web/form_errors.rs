//! What was wrong with a form, in words, found by field.

use super::words::try_again;
use crate::error::{FieldError, Refusal};
use crate::text::lang::Lang;

/// The problems of one submitted form, in the order in which they were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormErrors {
    problems: Vec<FieldProblem>,
}

/// One problem: the same words at the field and in the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's name with dots: `email`, `consents.terms`; empty when the whole form was refused.
    pub field: String,
    pub message: String,
    /// For text: first and one past the last character concerned.
    pub span: Option<(usize, usize)>,
}

impl FieldProblem {
    /// The id of the field's control.
    pub fn id(&self) -> String {
        field_id(&self.field)
    }
}

impl FormErrors {
    /// The problems of a refusal, said in `lang`.
    pub fn of(refusal: &Refusal, lang: Lang) -> Self {
        Self::called(refusal, lang, |_| None)
    }

    /// The same, where the form itself says what some of its fields are called.
    pub fn called(refusal: &Refusal, lang: Lang, label: impl Fn(&str) -> Option<String>) -> Self {
        if refusal.fields.is_empty() {
            let said = lang.t(&format!("error-{}", refusal.code.name.replace('_', "-")));
            let again = refusal.retry_after.filter(|_| refusal.code.status == 429);
            let message = again.map_or_else(|| said.clone(), |seconds| format!("{said} {}", try_again(lang, seconds)));
            return Self { problems: vec![FieldProblem { field: String::new(), message, span: None }] };
        }
        let mut problems: Vec<FieldProblem> = Vec::new();
        for found in refusal.fields.iter().map(|field| problem(field, lang, &label)) {
            // One field may be wrong in the same way at several places: it is said once.
            if !problems.iter().any(|known| known.field == found.field && known.message == found.message) {
                problems.push(found);
            }
        }
        Self { problems }
    }

    /// The same problems, each in the words that `tell` finds for it.
    #[must_use]
    pub fn told(mut self, tell: impl Fn(&FieldProblem) -> String) -> Self {
        for problem in &mut self.problems {
            problem.message = tell(problem);
        }
        self
    }

    /// The same, where a text is not too short but missing, because nothing was typed at all; a field with a sentence
    /// of its own for what is too short keeps that.
    #[must_use]
    pub fn where_left_empty(mut self, sent: &[(String, String)], lang: Lang) -> Self {
        let (short, missing) = (lang.t("error-too-short"), lang.t("error-required"));
        for problem in self.problems.iter_mut().filter(|problem| is_left_empty(&problem.field, sent)) {
            if let Some(label) = problem.message.strip_suffix(&short) {
                problem.message = format!("{label}{missing}");
            }
        }
        self
    }

    /// The same, and one more that the form has words of its own for.
    #[must_use]
    pub fn and(mut self, field: &str, message: String) -> Self {
        self.problems.push(FieldProblem { field: field.to_owned(), message, span: None });
        self
    }

    pub fn any(&self) -> bool {
        !self.problems.is_empty()
    }

    /// How many fields need another look.
    pub fn count(&self) -> usize {
        self.problems.iter().filter(|problem| !problem.field.is_empty()).count()
    }

    pub fn all(&self) -> &[FieldProblem] {
        &self.problems
    }

    /// What is wrong with a field, named `/consents/terms` or `consents.terms`.
    pub fn at(&self, field: &str) -> Option<&str> {
        let field = field_name(field);
        self.problems.iter().find(|problem| problem.field == field).map(|problem| problem.message.as_str())
    }
}

/// Whether a field was sent, by its own name or by that of the group above it, and nothing was in it.
fn is_left_empty(field: &str, sent: &[(String, String)]) -> bool {
    let is_of = |name: &str| field.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let mut typed = sent.iter().filter(|(name, _)| is_of(name.trim_end_matches("[]"))).peekable();
    typed.peek().is_some() && typed.all(|(_, text)| text.trim().is_empty())
}

/// The id of a field's control; its error has the same with `-error`, its hint with `-hint`.
pub fn field_id(field: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("f-{}", field_name(field).chars().map(plain).collect::<String>())
}

/// A JSON pointer, a query parameter or a form name as a form name with dots.
fn field_name(pointer: &str) -> String {
    pointer.trim_start_matches(['/', '?']).replace('/', ".")
}

/// The most particular sentence there is: `error-email-required`, else `Label: error-required`.
fn problem(error: &FieldError, lang: Lang, called: &impl Fn(&str) -> Option<String>) -> FieldProblem {
    let field = field_name(&error.pointer);
    let named = field.replace(['.', '_'], "-");
    let code = error.code.name.replace('_', "-");
    let own = format!("error-{named}-{code}");
    let message = match called(&field).or_else(|| label_of(&field, lang)) {
        _ if lang.has(&own) => lang.t(&own),
        Some(label) => {
            // A label that is a sentence has its mark already.
            let between = if label.ends_with(['?', '.']) { "" } else { ":" };
            format!("{label}{between} {}", lang.t(&format!("error-{code}")))
        }
        None => lang.t(&format!("error-{code}")),
    };
    FieldProblem { field, message, span: error.span }
}

/// What a field is called, or the list or group that it belongs to.
fn label_of(field: &str, lang: Lang) -> Option<String> {
    let key = format!("field-{}", field.replace(['.', '_'], "-"));
    if lang.has(&key) {
        return Some(lang.t(&key));
    }
    label_of(field.rsplit_once('.')?.0, lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{FORBIDDEN, REQUIRED, TOO_LONG, TOO_MANY_REQUESTS, TOO_SHORT};

    #[test]
    fn a_field_is_found_by_pointer_and_by_name() {
        let fields = ["/consents/terms", "/email"].map(|pointer| FieldError {
            pointer: pointer.to_owned(),
            code: REQUIRED,
            span: None,
        });
        let errors = FormErrors::of(&Refusal::fields(fields.to_vec()), Lang::En);
        assert_eq!(errors.count(), 2);
        assert_eq!(
            errors.at("consents.terms"),
            Some("Agree to the rules: without that we may not keep an account for you.")
        );
        assert_eq!(errors.at("/email"), errors.at("email"));
        assert_eq!(errors.at("name"), None);
        assert_eq!(errors.all()[0].id(), "f-consents-terms");
    }

    #[test]
    fn a_field_of_a_group_is_called_by_the_group_where_it_has_no_name() {
        let refusal = |pointer: &str| Refusal::field(pointer, TOO_LONG);
        let said = |pointer: &str| FormErrors::of(&refusal(pointer), Lang::En).all()[0].message.clone();
        assert_eq!(said("/scores/naturalness"), format!("In detail: {}", Lang::En.t("error-too-long")));
        assert_eq!(said("/overall"), format!("How was it, all in all? {}", Lang::En.t("error-too-long")));
        assert_eq!(said("/nothing/of/the/kind"), Lang::En.t("error-too-long"));
    }

    #[test]
    fn what_was_left_empty_is_missing_and_what_is_short_is_short() {
        let [short, missing] = ["error-too-short", "error-required"].map(|key| Lang::En.t(key));
        let table = [
            ("/display_name", "display_name", "  ", format!("Display name: {missing}")),
            ("/display_name", "display_name", "x", format!("Display name: {short}")),
            ("/reason/7", "reason", "", format!("Reason: {missing}")),
            ("/display_name", "name", "", format!("Display name: {short}")),
            ("/password", "password", "", Lang::En.t("error-password-too-short")),
        ];
        for (pointer, name, typed, said) in table {
            let errors = FormErrors::of(&Refusal::field(pointer, TOO_SHORT), Lang::En);
            let errors = errors.where_left_empty(&[(name.to_owned(), typed.to_owned())], Lang::En);
            assert_eq!(errors.all()[0].message, said, "{pointer} {typed:?}");
        }
    }

    #[test]
    fn a_refusal_without_fields_speaks_for_the_whole_form() {
        let errors = FormErrors::of(&Refusal::new(FORBIDDEN), Lang::De);
        assert!(errors.any());
        assert_eq!(errors.count(), 0);
    }

    #[test]
    fn whoever_was_too_quick_is_told_for_how_long_to_wait() {
        for (seconds, said) in [(26, "26 seconds"), (600, "10 minutes"), (7_201, "3 hours")] {
            let errors = FormErrors::of(&Refusal::later(TOO_MANY_REQUESTS, seconds), Lang::En);
            assert!(errors.all()[0].message.ends_with(&format!("Try again in {said}.")), "{errors:?}");
        }
    }

    #[test]
    fn the_sentence_is_said_in_the_reader_s_language() {
        let errors = FormErrors::of(&Refusal::field("?q", TOO_LONG), Lang::De);
        assert_eq!(errors.at("q"), Some("Das ist länger, als Platz ist."));
    }
}
