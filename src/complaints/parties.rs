//! Who the letters of a complaint go to, and the names that stand in them.

use super::facts::ComplaintFacts;
use crate::accounts::{self, AccountId};
use crate::app::Tx;
use crate::directory::{self, ClinicRow};
use crate::error::AppError;
use crate::mail::Recipient;
use crate::text::lang::Lang;

/// Countries whose clinics are written to in German while nobody there has an account.
const WRITTEN_IN_GERMAN: &[&str] = &["AT", "CH", "DE", "LI"];

/// Who complains.
pub fn patient(tx: &mut Tx<'_>, facts: &ComplaintFacts) -> Result<Recipient, AppError> {
    account(tx, &facts.row.complainant_id)
}

/// The clinic's address that triage found, else its own, and everybody with an approved claim; each address once.
///
/// Empty for a physician of whom neither an address, a clinic nor a claimant is known.
pub fn clinic(tx: &mut Tx<'_>, facts: &ComplaintFacts) -> Result<Vec<Recipient>, AppError> {
    let house = house(tx, facts)?;
    let lang = house.as_ref().map_or(Lang::default(), |clinic| lang_of(&clinic.country));
    let name = house.as_ref().map(|clinic| clinic.name.clone());
    let address = facts.row.letter_to.clone().or_else(|| house.map(|clinic| clinic.email));
    let mut recipients: Vec<_> =
        address.into_iter().map(|address| Recipient { address, name: name.clone(), lang }).collect();
    let row = &facts.row;
    for claimant in directory::who_answers_for(tx.conn, row.physician_id.as_ref(), row.clinic_id.as_ref())? {
        recipients.push(account(tx, &claimant)?);
    }
    Ok(each_once(recipients))
}

/// Whether letters to the clinic itself, not to somebody's account, go to this address.
pub fn is_clinics(tx: &mut Tx<'_>, facts: &ComplaintFacts, address: &str) -> Result<bool, AppError> {
    let house = house(tx, facts)?.map(|clinic| clinic.email);
    let written = facts.row.letter_to.clone().or(house);
    Ok(written.is_some_and(|written| written.eq_ignore_ascii_case(address)))
}

/// The inbox that escalated complaints arrive in.
pub fn coalition(tx: &Tx<'_>) -> Recipient {
    let address = tx.site.config.mail.coalition_inbox.clone();
    Recipient { address, name: None, lang: Lang::default() }
}

/// The case officer; before triage, the coalition's inbox.
pub fn officer(tx: &mut Tx<'_>, facts: &ComplaintFacts) -> Result<Recipient, AppError> {
    match &facts.row.officer_id {
        Some(id) => account(tx, id),
        None => Ok(coalition(tx)),
    }
}

/// Whoever sits on the present panel.
pub fn panel(tx: &mut Tx<'_>, facts: &ComplaintFacts) -> Result<Vec<Recipient>, AppError> {
    facts.sitting().map(|member| account(tx, &member.account_id)).collect()
}

/// The display name of an account.
pub fn name_of(tx: &mut Tx<'_>, id: &AccountId) -> Result<String, AppError> {
    Ok(accounts::person(tx.conn, id)?.display_name)
}

/// The physician complained of.
pub fn physician_name(tx: &mut Tx<'_>, facts: &ComplaintFacts) -> Result<Option<String>, AppError> {
    let Some(id) = &facts.row.physician_id else { return Ok(None) };
    Ok(Some(directory::physician(tx.conn, id)?.name))
}

/// The clinic complained of.
pub fn clinic_name(tx: &mut Tx<'_>, facts: &ComplaintFacts) -> Result<Option<String>, AppError> {
    let Some(id) = &facts.row.clinic_id else { return Ok(None) };
    Ok(Some(directory::clinic(tx.conn, id)?.name))
}

fn account(tx: &mut Tx<'_>, id: &AccountId) -> Result<Recipient, AppError> {
    let person = accounts::person(tx.conn, id)?;
    Ok(Recipient { address: person.email, name: Some(person.display_name), lang: person.lang })
}

/// The clinic that is written to: the one complained of, else the first where the physician works.
fn house(tx: &mut Tx<'_>, facts: &ComplaintFacts) -> Result<Option<ClinicRow>, AppError> {
    if let Some(id) = &facts.row.clinic_id {
        return directory::clinic(tx.conn, id).map(Some);
    }
    let Some(physician) = &facts.row.physician_id else { return Ok(None) };
    Ok(directory::clinics_of(tx.conn, physician)?.into_iter().next())
}

fn lang_of(country: &str) -> Lang {
    if WRITTEN_IN_GERMAN.contains(&country) { Lang::De } else { Lang::En }
}

fn each_once(recipients: Vec<Recipient>) -> Vec<Recipient> {
    let mut once: Vec<Recipient> = Vec::with_capacity(recipients.len());
    for recipient in recipients {
        if !once.iter().any(|known| known.address.eq_ignore_ascii_case(&recipient.address)) {
            once.push(recipient);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_gets_the_same_letter_twice() {
        let at = |address: &str| Recipient { address: address.into(), name: None, lang: Lang::En };
        let once = each_once(vec![at("desk@clinic.example"), at("Desk@clinic.example"), at("dr@clinic.example")]);
        assert_eq!(once, vec![at("desk@clinic.example"), at("dr@clinic.example")]);
    }

    #[test]
    fn a_clinic_without_account_is_written_in_the_language_of_its_country() {
        assert_eq!(lang_of("AT"), Lang::De);
        assert_eq!(lang_of("TR"), Lang::En);
    }
}
