//! What a pack must be beyond its types; each rule names the file and line of what breaks it.

use super::{ClockRule, DEFAULT_COUNTRY, Membership, MembershipClocks, Pack};
use crate::config::{ConfigError, Lines};
use crate::workdays::{Span, Unit};
use std::collections::BTreeSet;
use toml::{Table, Value};

type Checked = Result<(), ConfigError>;

/// Keys that name the rows of a list, each of which stands there once.
const NAMES: [&str; 3] = ["code", "slug", "level"];

/// Anchors of a criterion: one for each score 0–5.
const ANCHORS: usize = 6;

/// Meanings of an inspection item's scores 1–4.
const ITEM_SCORES: usize = 4;

/// Checks every rule and stops at the first that is broken.
pub(super) fn check(pack: &Pack, text: &str, lines: &Lines<'_>) -> Checked {
    let table: Table = toml::from_str(text).map_err(|error| ConfigError::new("specialty.pack", error.message()))?;
    if pack.version == 0 {
        return Err(lines.error("version", "version must be at least 1"));
    }
    if !pack.languages.iter().any(|language| language == "en") {
        return Err(lines.error("languages", "languages must hold \"en\", which stands in for every other"));
    }
    let root = Value::Table(table);
    check_words(&root, "", pack, lines)?;
    check_names(&root, "", lines)?;
    check_complaints(pack, lines)?;
    check_clocks(pack, lines)?;
    check_reviews(pack, lines)?;
    check_inspections(pack, lines)?;
    check_membership(&pack.membership, lines)?;
    check_warnings(pack, lines)?;
    check_holidays(pack, lines)
}

/// Points are of reasons that there are, and what they suggest grows with them.
fn check_warnings(pack: &Pack, lines: &Lines<'_>) -> Checked {
    let (warnings, reasons) = (&pack.flags.warnings, &pack.flags.reasons);
    if let Some(other) = warnings.points.keys().find(|code| !reasons.iter().any(|term| term.code == **code)) {
        let at = "flags.warnings.points";
        return Err(lines.error(at, format!("{at}: \"{other}\" is not one of flags.reasons")));
    }
    if !(warnings.silence_from < warnings.suspend_from && warnings.suspend_from < warnings.ban_from) {
        let at = "flags.warnings.ban_from";
        return Err(lines.error(at, "flags.warnings: silence_from, suspend_from and ban_from must grow in this order"));
    }
    Ok(())
}

/// Every text is there in every language.
fn check_words(value: &Value, path: &str, pack: &Pack, lines: &Lines<'_>) -> Checked {
    if let Value::Table(table) = value
        && (path.ends_with(".words") || pack.languages.iter().any(|language| table.contains_key(language)))
        && !table.values().any(Value::is_array)
    {
        for language in &pack.languages {
            if table.get(language).and_then(Value::as_str).is_none_or(|text| text.trim().is_empty()) {
                return Err(lines.error(path, format!("{path} has no text in \"{language}\"")));
            }
        }
        if let Some(other) = table.keys().find(|key| !pack.languages.contains(key)) {
            return Err(lines.error(path, format!("{path}.{other} is not one of the pack's languages")));
        }
        return Ok(());
    }
    children(value, path).into_iter().try_for_each(|(path, child)| check_words(child, &path, pack, lines))
}

/// No code stands twice in one list, and each is snake_case or, for checklists, a letter and a number.
fn check_names(value: &Value, path: &str, lines: &Lines<'_>) -> Checked {
    let rows = value.as_array().map_or(&[][..], Vec::as_slice);
    for name in NAMES {
        let mut seen = BTreeSet::new();
        for (index, row) in rows.iter().enumerate() {
            let Some(given) = row.get(name) else { continue };
            let at = format!("{path}.{index}.{name}");
            if let Some(code) = given.as_str()
                && !is_code(code)
            {
                return Err(lines.error(&at, format!("{name} \"{code}\" must be lower case letters, digits and _")));
            }
            if !seen.insert(given.to_string()) {
                return Err(lines.error(&at, format!("{name} {given} stands twice in {path}")));
            }
        }
    }
    children(value, path).into_iter().try_for_each(|(path, child)| check_names(child, &path, lines))
}

fn is_code(code: &str) -> bool {
    let tail = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    code.bytes().next().is_some_and(|first| first.is_ascii_alphabetic()) && code.get(1..).is_some_and(tail)
}

/// The values below one, each with its path.
fn children<'v>(value: &'v Value, path: &str) -> Vec<(String, &'v Value)> {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Table(table) => table.iter().map(|(key, child)| (below(key), child)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, child)| (below(&index.to_string()), child)).collect()
        }
        _ => Vec::new(),
    }
}

fn check_complaints(pack: &Pack, lines: &Lines<'_>) -> Checked {
    let complaints = &pack.complaints;
    for (index, category) in complaints.categories.iter().enumerate() {
        if !complaints.groups.iter().any(|group| group.code == category.group) {
            let at = format!("complaints.categories.{index}.group");
            return Err(lines.error(&at, format!("group \"{}\" is not one of complaints.groups", category.group)));
        }
        if category.severity.is_some_and(|severity| !(1..=4).contains(&severity)) {
            let at = format!("complaints.categories.{index}.severity");
            return Err(lines.error(&at, "severity must be from 1 to 4"));
        }
    }
    let levels: Vec<u8> = complaints.severities.iter().map(|severity| severity.level).collect();
    if levels != [1, 2, 3, 4] {
        return Err(lines.error("complaints.severities", "complaints.severities must be the levels 1 to 4 in order"));
    }
    for code in ["in_progress", "no_public_response"] {
        if complaints.response_code(code).is_none() {
            return Err(lines.error("complaints.response_codes", format!("complaints.response_codes must hold {code}")));
        }
    }
    if !(1..=4).contains(&complaints.both_seats_from_severity) {
        let at = "complaints.both_seats_from_severity";
        return Err(lines.error(at, format!("{at} must be from 1 to 4")));
    }
    Ok(())
}

/// Reminders come in order and before the end.
fn check_clocks(pack: &Pack, lines: &Lines<'_>) -> Checked {
    for (name, rule) in pack.complaints.clocks.all() {
        check_clock(&format!("complaints.clocks.{name}"), rule, lines)?;
    }
    check_clock("inspections.clocks.factual_check", &pack.inspections.clocks.factual_check, lines)?;
    check_clock("membership.clocks.references", &pack.membership.clocks.references, lines)?;
    let clocks = &pack.complaints.clocks;
    for (name, early, late) in [
        ("escalation_without_response", &clocks.response, &clocks.escalation_without_response),
        ("findings", &clocks.findings, &clocks.decision),
    ] {
        if early.due.unit == late.due.unit && early.due.amount > late.due.amount {
            let at = format!("complaints.clocks.{name}");
            return Err(lines.error(&at, format!("{at}: {} lies before {}", late.due, early.due)));
        }
    }
    if clocks.recommendation.letters_on_days.is_empty() {
        let at = "complaints.clocks.recommendation.letters_on_days";
        return Err(lines.error(at, format!("{at} must hold at least one day")));
    }
    Ok(())
}

fn check_clock(path: &str, rule: &ClockRule, lines: &Lines<'_>) -> Checked {
    let due = rule.due;
    if due.amount == 0 {
        return Err(lines.error(path, format!("{path}.due must be at least 1")));
    }
    let mut last = Span { amount: 0, unit: due.unit };
    for reminder in &rule.reminders {
        let at = format!("{path}.reminders");
        if reminder.unit != due.unit || reminder.amount >= due.amount {
            return Err(lines.error(&at, format!("{at}: {reminder} is not before the end at {due}")));
        }
        if reminder.amount <= last.amount {
            return Err(lines.error(&at, format!("{at}: {reminder} must come after {last}")));
        }
        last = *reminder;
    }
    Ok(())
}

fn check_reviews(pack: &Pack, lines: &Lines<'_>) -> Checked {
    let reviews = &pack.reviews;
    if reviews.text_min_length == 0 || reviews.text_min_length > reviews.text_max_length {
        return Err(lines.error("reviews.text_min_length", "reviews.text_min_length must be from 1 to text_max_length"));
    }
    let levels: Vec<u8> = reviews.proof_levels.iter().map(|proof| proof.level).collect();
    if levels != [0, 1, 2, 3] {
        return Err(lines.error("reviews.proof_levels", "reviews.proof_levels must be the levels 0 to 3 in order"));
    }
    if let Some(index) = reviews.proof_levels.iter().position(|proof| !(0.0..=1.0).contains(&proof.weight)) {
        return Err(lines.error(&format!("reviews.proof_levels.{index}.weight"), "weight must be from 0 to 1"));
    }
    if !reviews.interests.iter().any(|interest| interest.code == "none" && !interest.refused) {
        return Err(lines.error("reviews.interests", "reviews.interests must hold none"));
    }
    let rating = &pack.rating;
    for (key, value, least, most) in [
        ("prior_weight", rating.prior_weight, 0.0, 1000.0),
        ("prior_mean", rating.prior_mean, 1.0, 5.0),
        ("prior_variance", rating.prior_variance, 0.0, 4.0),
        ("lower_bound_z", rating.lower_bound_z, 0.0, 10.0),
        ("choose_again_z", rating.choose_again_z, 0.0, 10.0),
        ("half_life_months", rating.half_life_months, 0.1, 1200.0),
        ("least_decay", rating.least_decay, 0.0, 1.0),
        ("mid_weight", rating.mid_weight, 0.0, 1.0),
    ] {
        if !(least..=most).contains(&value) {
            let at = format!("rating.{key}");
            return Err(lines.error(&at, format!("{at} must be from {least} to {most}, not {value}")));
        }
    }
    if rating.mid_from_month > rating.mature_from_month {
        return Err(lines.error("rating.mid_from_month", "rating.mid_from_month must not be above mature_from_month"));
    }
    Ok(())
}

fn check_inspections(pack: &Pack, lines: &Lines<'_>) -> Checked {
    let inspections = &pack.inspections;
    if inspections.scores.len() != ITEM_SCORES {
        return Err(lines.error("inspections.scores", format!("inspections.scores must be {ITEM_SCORES} texts")));
    }
    for (d, domain) in inspections.domains.iter().enumerate() {
        if domain.items.is_empty() {
            return Err(
                lines.error(&format!("inspections.domains.{d}"), format!("domain {} has no items", domain.code))
            );
        }
        for (i, item) in domain.items.iter().enumerate() {
            let at = format!("inspections.domains.{d}.items.{i}");
            let number = item.code.strip_prefix(domain.code.as_str()).and_then(|rest| rest.parse::<u32>().ok());
            if number.is_none() {
                let message = format!("item {} must be the letter {} and a number", item.code, domain.code);
                return Err(lines.error(&format!("{at}.code"), message));
            }
            if !(1..=10).contains(&item.weight) {
                let message = format!("the weight of {} must be from 1 to 10, not {}", item.code, item.weight);
                return Err(lines.error(&format!("{at}.weight"), message));
            }
        }
    }
    let bands = &inspections.bands;
    let falls = [100.0, bands.outstanding, bands.good, bands.requires_improvement, 0.0];
    if !falls.iter().zip(falls.iter().skip(1)).all(|(above, below)| above > below) {
        return Err(
            lines.error("inspections.bands", "inspections.bands must fall from outstanding to requires_improvement")
        );
    }
    if inspections.clocks.evidence_lock.unit == Unit::WorkingDays {
        return Err(lines.error("inspections.clocks.evidence_lock", "evidence_lock must be in hours or days"));
    }
    Ok(())
}

fn check_membership(membership: &Membership, lines: &Lines<'_>) -> Checked {
    for (index, gate) in membership.gates.iter().enumerate() {
        if !["gate_check", "verification", "references"].contains(&gate.decided_in.as_str()) {
            let at = format!("membership.gates.{index}.decided_in");
            return Err(lines.error(&at, "decided_in must be gate_check, verification or references"));
        }
    }
    let sum: u32 = membership.criteria.iter().map(|criterion| criterion.weight).sum();
    if sum != 100 {
        let message = format!("the weights of membership.criteria must sum to 100, not {sum}");
        return Err(lines.error("membership.criteria", message));
    }
    for (index, criterion) in membership.criteria.iter().enumerate() {
        let at = format!("membership.criteria.{index}");
        if criterion.anchors.len() != ANCHORS {
            let message = format!("{} must have {ANCHORS} anchors, not {}", criterion.code, criterion.anchors.len());
            return Err(lines.error(&format!("{at}.anchors"), message));
        }
        if criterion.minimum > 5 {
            let message = format!("the minimum of {} must be from 0 to 5", criterion.code);
            return Err(lines.error(&format!("{at}.minimum"), message));
        }
    }
    let limits = &membership.thresholds;
    if !(0.0 < limits.defer && limits.defer < limits.admit && limits.admit <= 100.0) {
        return Err(
            lines.error("membership.thresholds", "membership.thresholds: defer must be below admit, both up to 100")
        );
    }
    let asked = &membership.references;
    if asked.answers_needed > asked.patients_drawn || asked.patients_drawn > asked.patients_listed {
        let message = "membership.references: answers_needed ≤ patients_drawn ≤ patients_listed";
        return Err(lines.error("membership.references", message));
    }
    check_membership_clocks(&membership.clocks, lines)
}

fn check_membership_clocks(clocks: &MembershipClocks, lines: &Lines<'_>) -> Checked {
    let heard = clocks.appeal_heard;
    if heard.unit != Unit::Days || heard.amount == 0 {
        let at = "membership.clocks.appeal_heard";
        return Err(lines.error(at, format!("{at} must be in days, from 1d")));
    }
    let days = &clocks.expiry_letters_before_days;
    if !days.iter().zip(days.iter().skip(1)).all(|(before, after)| before > after) {
        let at = "membership.clocks.expiry_letters_before_days";
        return Err(lines.error(at, format!("{at} must fall")));
    }
    Ok(())
}

fn check_holidays(pack: &Pack, lines: &Lines<'_>) -> Checked {
    if !pack.holidays.contains_key(DEFAULT_COUNTRY) {
        return Err(lines.error("holidays", "holidays must hold default, for countries that have none of their own"));
    }
    let is_country = |key: &str| key.len() == 2 && key.bytes().all(|byte| byte.is_ascii_uppercase());
    match pack.holidays.keys().find(|key| *key != DEFAULT_COUNTRY && !is_country(key)) {
        Some(key) => Err(lines.error(&format!("holidays.{key}"), format!("{key} is not a country code such as AT"))),
        None => Ok(()),
    }
}
