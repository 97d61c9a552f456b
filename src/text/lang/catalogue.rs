//! The sentences of each language, embedded when the program is built and parsed when first needed.

use super::{Lang, Value, numbers};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::Embed;
use std::sync::LazyLock;

#[derive(Embed)]
#[folder = "frontend/locales"]
struct Locales;

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| load(Lang::En));
static GERMAN: LazyLock<Bundle> = LazyLock::new(|| load(Lang::De));

/// Whether `lang` itself has a sentence under `key`.
pub(super) fn has(lang: Lang, key: &str) -> bool {
    bundle(lang).has_message(key)
}

/// The sentence of `lang` under `key`, or nothing when it lacks it.
pub(super) fn say(lang: Lang, key: &str, values: &[(&str, Value)]) -> Option<String> {
    let bundle = bundle(lang);
    let pattern = bundle.get_message(key)?.value()?;
    let mut arguments = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        arguments.set(*name, fluent_value(value));
    }
    // A sentence whose variable is absent is still said, with the variable's name in its place.
    let mut gaps = Vec::new();
    Some(bundle.format_pattern(pattern, Some(&arguments), &mut gaps).into_owned())
}

/// The text of every `.ftl` file of a language, one after the other.
pub(super) fn source(lang: Lang) -> String {
    let folder = format!("{}/", lang.as_str());
    let files = Locales::iter().filter(|path| path.starts_with(&folder)).filter_map(|path| Locales::get(&path));
    files.map(|file| String::from_utf8_lossy(&file.data).into_owned() + "\n").collect()
}

fn bundle(lang: Lang) -> &'static Bundle {
    match lang {
        Lang::En => &ENGLISH,
        Lang::De => &GERMAN,
    }
}

/// A test keeps the files free of the mistakes that are passed over here.
fn load(lang: Lang) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![lang.as_str().parse().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::En => |value, _| written(Lang::En, value),
        Lang::De => |value, _| written(Lang::De, value),
    }));
    let resource = FluentResource::try_new(source(lang)).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

fn fluent_value(value: &Value) -> FluentValue<'_> {
    match value {
        Value::Text(text) => text.as_str().into(),
        Value::Whole(number) => number.into(),
        Value::Number(number) => number.into(),
    }
}

fn written(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(numbers::localise(lang, &number.as_string())),
        _ => None,
    }
}
