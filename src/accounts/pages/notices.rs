//! What somebody should read on their own page before anything else: handed in by the domains to the right.

use crate::accounts::model::AccountId;
use crate::app::{App, Reader};
use crate::error::AppError;
use crate::web::Failure;
use crate::web::page::Page;
use actix_web::HttpRequest;

/// Something that stands against somebody, or that they have yet to read.
#[derive(Debug, Clone)]
pub struct Notice {
    pub text: String,
    pub href: String,
    /// What the link is called.
    pub label: String,
}

/// What one domain has to tell somebody, in the words of this page.
pub type Teller = fn(&mut Reader<'_>, &AccountId, &Page) -> Result<Vec<Notice>, AppError>;

/// Who tells it, in the order of the page: registered as `app_data` by assembly.
#[derive(Clone, Copy)]
pub struct Notices(pub &'static [Teller]);

pub async fn of(app: &App, request: &HttpRequest, account: &AccountId, page: &Page) -> Result<Vec<Notice>, Failure> {
    let tellers = request.app_data::<Notices>().map_or(&[][..], |notices| notices.0);
    let (account, page) = (account.clone(), page.clone());
    let read = app.read(move |reader| {
        let mut told = Vec::new();
        for teller in tellers {
            told.extend(teller(reader, &account, &page)?);
        }
        Ok(told)
    });
    Ok(read.await?)
}
