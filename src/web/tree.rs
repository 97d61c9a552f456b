//! What arrived, as a tree: JSON and forms in one shape, from which request types are read.
//!
//! Besides what was sent it has two leaves of ours. `Absent` stands where a form sent nothing: an unticked
//! box is `false`, a choice of many without a tick is empty, and a yes or no to be [`chosen`] is missing. `Anything`
//! stands where a field was found wrong and named, so that reading can go on and find the next one; nothing read from
//! it is ever used.

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Error as _, IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};
use serde_json::{Error, Value};

/// What `Anything` is as text: passes for an id as well.
const SOME_TEXT: &str = "00000000000000000000000000000000";
/// How an error says that a form's field was left empty.
pub(super) const LEFT_EMPTY: &str = "left empty";
/// What [`ChosenYesOrNo`] calls itself while it is read.
const CHOSEN: &str = "ChosenYesOrNo";

/// Yes or no, where neither goes without saying.
#[derive(Deserialize)]
struct ChosenYesOrNo(bool);

/// Reads a yes or no that somebody has to choose: nothing sent is `required`, where an unticked box would be "no".
/// For `deserialize_with`.
///
/// # Errors
/// Those of the deserializer.
pub fn chosen<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    ChosenYesOrNo::deserialize(deserializer).map(|ChosenYesOrNo(yes)| yes)
}

#[derive(Debug, Clone)]
pub(super) enum Node {
    /// A value of a form or query.
    Text(String),
    /// A JSON value that is neither object nor array.
    Leaf(Value),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
    Absent,
    Anything,
}

impl Node {
    pub fn of_json(value: Value) -> Self {
        match value {
            Value::Array(items) => Self::List(items.into_iter().map(Self::of_json).collect()),
            Value::Object(fields) => {
                Self::Map(fields.into_iter().map(|(name, value)| (name, Self::of_json(value))).collect())
            }
            leaf => Self::Leaf(leaf),
        }
    }

    /// Form pairs: dots nest (`consents.terms`), a repeated name makes a list, `name[]` always does.
    pub fn of_pairs(pairs: &[(String, String)]) -> Self {
        let mut root = Self::Map(Vec::new());
        for (name, value) in pairs {
            let (path, listed) = name.strip_suffix("[]").map_or((name.as_str(), false), |path| (path, true));
            let slot = root.slot(path.split('.'));
            let text = Self::Text(value.clone());
            *slot = match std::mem::replace(slot, Self::Absent) {
                Self::Absent if listed => Self::List(vec![text]),
                Self::Absent => text,
                Self::List(mut items) => {
                    items.push(text);
                    Self::List(items)
                }
                earlier => Self::List(vec![earlier, text]),
            };
        }
        root
    }

    /// The node at `path`, made where it is not.
    pub fn slot<'p>(&mut self, path: impl Iterator<Item = &'p str>) -> &mut Self {
        let mut here = self;
        for name in path {
            here = here.child(name);
        }
        here
    }

    fn child(&mut self, name: &str) -> &mut Self {
        if let (Self::List(items), Ok(place)) = (&*self, name.parse::<usize>())
            && place < items.len()
        {
            let Self::List(items) = self else { return self };
            #[expect(clippy::indexing_slicing, reason = "the place was just compared with the length")]
            return &mut items[place];
        }
        if !matches!(self, Self::Map(_)) {
            *self = Self::Map(Vec::new());
        }
        let Self::Map(fields) = self else { return self };
        let place = fields.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            fields.push((name.to_owned(), Self::Absent));
            fields.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "the place was found or made just above")]
        &mut fields[place].1
    }

    /// Takes the field at `path` out.
    pub fn remove(&mut self, path: &[String]) {
        let Some((last, parents)) = path.split_last() else { return };
        if let Self::Map(fields) = self.slot(parents.iter().map(String::as_str)) {
            fields.retain(|(name, _)| name != last);
        }
    }
}

impl IntoDeserializer<'_, Error> for Node {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

/// Reads a number or the like from a form's text.
macro_rules! from_text {
    ($($method:ident $visit:ident $type:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self {
                Self::Text(text) => match text.trim() {
                    "" => Err(Error::custom(LEFT_EMPTY)),
                    text => visitor.$visit(text.parse::<$type>().map_err(Error::custom)?),
                },
                Self::Anything => visitor.$visit(<$type>::default()),
                other => other.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Node {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Text(text) => visitor.visit_string(text),
            Self::Leaf(value) => value.deserialize_any(visitor),
            Self::List(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter())),
            Self::Map(fields) => visitor.visit_map(MapDeserializer::new(fields.into_iter())),
            Self::Absent => Err(Error::custom(LEFT_EMPTY)),
            Self::Anything => visitor.visit_str(SOME_TEXT),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Absent | Self::Anything | Self::Leaf(Value::Null) => visitor.visit_none(),
            Self::Text(text) if text.trim().is_empty() => visitor.visit_none(),
            other => visitor.visit_some(other),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Text(text) => match text.as_str() {
                "true" | "on" | "yes" | "1" => visitor.visit_bool(true),
                "false" | "off" | "no" | "0" => visitor.visit_bool(false),
                "" => Err(Error::custom(LEFT_EMPTY)),
                other => Err(Error::custom(format!("{other:?} is neither true nor false"))),
            },
            Self::Absent | Self::Anything => visitor.visit_bool(false),
            other => other.deserialize_any(visitor),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Absent | Self::Anything => Self::List(Vec::new()).deserialize_any(visitor),
            Self::Text(text) if text.is_empty() => Self::List(Vec::new()).deserialize_any(visitor),
            Self::Text(text) => Self::List(vec![Self::Text(text)]).deserialize_any(visitor),
            other => other.deserialize_any(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Absent | Self::Anything => Self::Map(Vec::new()).deserialize_any(visitor),
            other => other.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Self::Text(text) if text.is_empty() => Err(Error::custom(LEFT_EMPTY)),
            Self::Text(text) => visitor.visit_enum(text.into_deserializer()),
            Self::Leaf(value) => value.deserialize_enum(name, variants, visitor),
            Self::Anything => visitor.visit_enum(variants.first().copied().unwrap_or_default().into_deserializer()),
            Self::Absent => Err(Error::custom(LEFT_EMPTY)),
            Self::List(_) | Self::Map(_) => Err(Error::custom("not one of the words allowed here")),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Absent if name == CHOSEN => Err(Error::custom(LEFT_EMPTY)),
            node => visitor.visit_newtype_struct(node),
        }
    }

    from_text! {
        deserialize_i8 visit_i8 i8; deserialize_i16 visit_i16 i16; deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64; deserialize_u8 visit_u8 u8; deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32; deserialize_u64 visit_u64 u64; deserialize_f32 visit_f32 f32;
        deserialize_f64 visit_f64 f64;
    }

    forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}
