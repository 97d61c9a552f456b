//! From database errors to ours: what may be tried again, what is away, what is broken.

use crate::error::AppError;
use diesel::result::{DatabaseErrorKind, Error};

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::not_found(),
            Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => Self::RunAgain,
            // Actions look before they insert. A duplicate all the same means that another transaction
            // came between; the next run will see what it wrote.
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Self::RunAgain,
            Error::DatabaseError(DatabaseErrorKind::ClosedConnection, cause) => {
                Self::Unavailable(cause.message().to_owned())
            }
            // PostgreSQL under SERIALIZABLE also reports conflicts as a deadlock.
            Error::DatabaseError(kind, cause) if is_passing(cause.message()) => {
                tracing::debug!(?kind, "transaction will run again");
                Self::RunAgain
            }
            Error::DatabaseError(_, cause) if is_storage_trouble(cause.message()) => {
                Self::Unavailable(cause.message().to_owned())
            }
            other => Self::internal(other),
        }
    }
}

fn is_passing(message: &str) -> bool {
    message.contains("deadlock detected") || message.contains("could not serialize") || message == "database is locked"
}

/// What SQLite, PostgreSQL and its client library say when storage or server are away or take too long.
const TROUBLE: &[&str] = &[
    "canceling statement due to statement timeout",
    "disk is full",
    "disk I/O error",
    "unable to open database file",
    "No space left",
    "terminating connection",
    "server closed the connection",
    "no connection to the server",
    "the database system is",
];

fn is_storage_trouble(message: &str) -> bool {
    TROUBLE.iter().any(|sign| message.contains(sign))
}
