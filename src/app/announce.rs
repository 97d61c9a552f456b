//! Domain events: what one domain must tell another that it may not import.
//!
//! Assembly registers the subscribers; they run in the transaction of the change, so both happen or neither.

use super::Tx;
use crate::error::AppError;
use std::any::{Any, TypeId};
use std::collections::HashMap;

/// Something that happened and that other domains may act on.
pub trait Announcement: Any {}

type Listener = Box<dyn Fn(&mut Tx<'_>, &dyn Any) -> Result<(), AppError> + Send + Sync>;

/// Who listens to which announcement.
#[derive(Default)]
pub struct Subscribers {
    listeners: HashMap<TypeId, Vec<Listener>>,
}

impl Subscribers {
    /// Has `listener` called for each announcement of type `A`, in the order of registration.
    pub fn on<A: Announcement>(
        mut self,
        listener: impl Fn(&mut Tx<'_>, &A) -> Result<(), AppError> + Send + Sync + 'static,
    ) -> Self {
        let typed: Listener = Box::new(move |tx, announcement| match announcement.downcast_ref::<A>() {
            Some(announcement) => listener(tx, announcement),
            None => Err(AppError::internal("an announcement reached a listener of another type")),
        });
        self.listeners.entry(TypeId::of::<A>()).or_default().push(typed);
        self
    }

    pub(super) fn tell<A: Announcement>(&self, tx: &mut Tx<'_>, announcement: &A) -> Result<(), AppError> {
        for listener in self.listeners.get(&TypeId::of::<A>()).into_iter().flatten() {
            listener(tx, announcement)?;
        }
        Ok(())
    }
}
