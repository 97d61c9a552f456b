//! Who the letters of an inspection go to.

use super::facts::InspectionFacts;
use crate::accounts::{self, AccountId};
use crate::app::Tx;
use crate::directory;
use crate::error::AppError;
use crate::mail::Recipient;
use crate::text::lang::Lang;

/// Countries whose clinics are written to in German while nobody there has an account.
const WRITTEN_IN_GERMAN: &[&str] = &["AT", "CH", "DE", "LI"];

/// The clinic's own address, and everybody with an approved claim; each address once.
pub fn clinic(tx: &mut Tx<'_>, facts: &InspectionFacts) -> Result<Vec<Recipient>, AppError> {
    let house = directory::clinic(tx.conn, &facts.row.clinic_id)?;
    let lang = if WRITTEN_IN_GERMAN.contains(&house.country.as_str()) { Lang::De } else { Lang::En };
    let mut once = vec![Recipient { address: house.email, name: Some(house.name), lang }];
    let claimants = directory::who_answers_for(tx.conn, None, Some(&facts.row.clinic_id))?;
    for recipient in accounts_of(tx, &claimants)? {
        if !once.iter().any(|known| known.address.eq_ignore_ascii_case(&recipient.address)) {
            once.push(recipient);
        }
    }
    Ok(once)
}

/// Those who visit, the lead first.
pub fn inspectors(tx: &mut Tx<'_>, facts: &InspectionFacts) -> Result<Vec<Recipient>, AppError> {
    let ids: Vec<AccountId> = facts.inspectors.iter().map(|inspector| inspector.account_id.clone()).collect();
    accounts_of(tx, &ids)
}

pub fn lead(tx: &mut Tx<'_>, facts: &InspectionFacts) -> Result<Vec<Recipient>, AppError> {
    accounts_of(tx, std::slice::from_ref(&facts.row.lead_id))
}

pub fn quality_reader(tx: &mut Tx<'_>, facts: &InspectionFacts) -> Result<Vec<Recipient>, AppError> {
    accounts_of(tx, std::slice::from_ref(&facts.row.quality_reader_id))
}

pub fn points_officer(tx: &mut Tx<'_>, facts: &InspectionFacts) -> Result<Vec<Recipient>, AppError> {
    accounts_of(tx, std::slice::from_ref(&facts.row.points_officer_id))
}

/// The coalition's inbox.
pub fn coalition(tx: &Tx<'_>) -> Recipient {
    Recipient { address: tx.site.config.mail.coalition_inbox.clone(), name: None, lang: Lang::default() }
}

fn accounts_of(tx: &mut Tx<'_>, ids: &[AccountId]) -> Result<Vec<Recipient>, AppError> {
    let people = accounts::people(tx.conn, ids)?;
    let recipient = |id: &AccountId| {
        let person = people.get(id)?;
        Some(Recipient { address: person.email.clone(), name: Some(person.display_name.clone()), lang: person.lang })
    };
    Ok(ids.iter().filter_map(recipient).collect())
}
