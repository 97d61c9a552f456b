//! How our own types lie in the database: the same on SQLite and PostgreSQL.

use crate::clock::Timestamp;
use crate::error::AppError;
use chrono::NaiveDateTime;
use diesel::Queryable;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql};
use diesel::expression::AsExpression;
use diesel::internal::derives::as_expression::Bound;
use diesel::query_builder::QueryId;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{Nullable, Text, Timestamp as SqlTimestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;

impl AsExpression<SqlTimestamp> for Timestamp {
    type Expression = Bound<SqlTimestamp, Self>;
    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}

impl AsExpression<SqlTimestamp> for &Timestamp {
    type Expression = Bound<SqlTimestamp, Timestamp>;
    fn as_expression(self) -> Self::Expression {
        Bound::new(*self)
    }
}

impl AsExpression<Nullable<SqlTimestamp>> for Timestamp {
    type Expression = Bound<Nullable<SqlTimestamp>, Self>;
    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}

impl AsExpression<Nullable<SqlTimestamp>> for &Timestamp {
    type Expression = Bound<Nullable<SqlTimestamp>, Timestamp>;
    fn as_expression(self) -> Self::Expression {
        Bound::new(*self)
    }
}

impl<DB: Backend> ToSql<SqlTimestamp, DB> for Timestamp
where
    NaiveDateTime: ToSql<SqlTimestamp, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.as_naive().to_sql(out)
    }
}

impl<DB: Backend> ToSql<Nullable<SqlTimestamp>, DB> for Timestamp
where
    Self: ToSql<SqlTimestamp, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        ToSql::<SqlTimestamp, DB>::to_sql(self, out)
    }
}

impl<DB: Backend> FromSql<SqlTimestamp, DB> for Timestamp
where
    NaiveDateTime: FromSql<SqlTimestamp, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        NaiveDateTime::from_sql(bytes).map(Self::from_naive)
    }
}

impl<DB: Backend> Queryable<SqlTimestamp, DB> for Timestamp
where
    Self: FromSql<SqlTimestamp, DB>,
{
    type Row = Self;
    fn build(row: Self) -> deserialize::Result<Self> {
        Ok(row)
    }
}

impl QueryId for Timestamp {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

/// A value stored as JSON text; PostgreSQL's own JSON types reorder keys, so both engines keep the text.
#[derive(Debug, Clone, PartialEq, Eq, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct JsonText(String);

impl JsonText {
    /// # Errors
    /// [`AppError::Internal`] when the value has no JSON form.
    pub fn of(value: &impl Serialize) -> Result<Self, AppError> {
        serde_json::to_string(value).map(Self).map_err(AppError::internal)
    }

    /// # Errors
    /// [`AppError::Internal`] when the text is not a `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, AppError> {
        serde_json::from_str(&self.0).map_err(AppError::internal)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for JsonText {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

crate::sql_text!(JsonText);

/// Gives a text-shaped type (one with `as_str` and `FromStr`) its SQL side.
#[macro_export]
macro_rules! sql_text {
    ($name:ident) => {
        impl<DB: diesel::backend::Backend> diesel::serialize::ToSql<diesel::sql_types::Text, DB> for $name
        where
            str: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                <str as diesel::serialize::ToSql<diesel::sql_types::Text, DB>>::to_sql(self.as_str(), out)
            }
        }

        impl<DB: diesel::backend::Backend> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $name
        where
            String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                let text = <String as diesel::deserialize::FromSql<diesel::sql_types::Text, DB>>::from_sql(bytes)?;
                Ok(text.parse::<$name>()?)
            }
        }
    };
}

/// Makes an identifier type: opaque text, 32 hexadecimal digits, with SQL, serde and OpenAPI support.
#[macro_export]
macro_rules! text_id {
    ($(#[$doc:meta])* $visibility:vis $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            diesel::expression::AsExpression, diesel::deserialize::FromSqlRow, utoipa::ToSchema,
        )]
        #[diesel(sql_type = diesel::sql_types::Text)]
        #[serde(try_from = "String", into = "String")]
        #[schema(value_type = String)]
        $visibility struct $name(String);

        impl $name {
            /// A new one, ordered after all made before `now`.
            pub fn mint(now: $crate::clock::Timestamp) -> Self {
                Self($crate::ids::mint(now))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                if $crate::ids::is_well_formed(text) { Ok(Self(text.to_owned())) } else { Err(format!("not an id: {text:?}")) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        $crate::sql_text!($name);
    };
}

/// Makes an enum whose variants are words on the wire and in the database.
///
/// The words are matched as tokens, not as literals: so the API's document sees them too.
#[macro_export]
macro_rules! text_enum {
    ($(#[$doc:meta])* $visibility:vis enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:tt),+ $(,)? }) => {
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            diesel::expression::AsExpression, diesel::deserialize::FromSqlRow, utoipa::ToSchema,
        )]
        $(#[$doc])*
        #[diesel(sql_type = diesel::sql_types::Text)]
        $visibility enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word on the wire and in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text { $($word => Ok(Self::$variant),)+ _ => Err(format!("{text:?} is not one of {}", stringify!($name))) }
            }
        }

        impl $crate::workflow::Word for $name {
            fn word(self) -> &'static str {
                self.as_str()
            }
        }

        $crate::sql_text!($name);
    };
}
