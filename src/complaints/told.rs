//! What of an event's data each capacity is told. The two sides learn only what is named here; the officer, the board
//! and the panel read everything.

use super::model::{Event, Role};
use serde_json::{Map, Value};

/// Fields that both sides may read.
const fn shared(event: Event) -> &'static [&'static str] {
    match event {
        Event::Triaged => &["category", "severity", "proof_needed", "private_attempt_shown", "before_result_month"],
        Event::EvidenceAssessed => &["level"],
        Event::Acknowledged => &["by_link"],
        Event::Responded => &["code"],
        Event::FeedbackGiven => &["satisfied", "outcome"],
        Event::PanelSeated => &["members"],
        Event::MediationOffered | Event::EvidenceCalled | Event::FactualCheckOpened => &["text"],
        Event::Decided => &["outcome", "reasons"],
        Event::Appealed => &["ground"],
        Event::ClosedByOfficer => &["outcome", "reason"],
        Event::Paused => &["order", "until"],
        Event::Extended => &["step"],
        Event::RecommendationMade => &["number", "text", "due_on"],
        Event::RecommendationCompleted => &["number"],
        // That somebody was written to is no secret; the words are.
        Event::Messaged => &["to"],
        _ => &["timer", "ordinal", "mark"],
    }
}

/// Fields that only the side that acted reads again, whatever they are: its own words.
const fn is_own(event: Event) -> bool {
    matches!(
        event,
        Event::Commented
            | Event::Escalated
            | Event::Withdrawn
            | Event::FeedbackGiven
            | Event::EvidenceAdded
            | Event::Messaged
            | Event::NarrativePublished
            | Event::Responded
            | Event::Submitted
            | Event::Appealed
            | Event::Acknowledged
    )
}

/// Fields that only the patient reads besides the staff.
const fn for_patient(event: Event) -> &'static [&'static str] {
    match event {
        Event::Triaged => &["result_case"],
        Event::Extended => &["reason"],
        Event::ResultAwaited => &["result_of"],
        _ => &[],
    }
}

/// The data of an event as somebody in `roles` may read it.
pub fn told(event: &str, actor_role: &str, data: Value, roles: &[Role]) -> Value {
    if roles.iter().any(|role| matches!(role, Role::Officer | Role::Board | Role::Panel)) {
        return data;
    }
    let (Ok(event), Value::Object(fields)) = (event.parse::<Event>(), data) else { return Value::Object(Map::new()) };
    if is_own(event) && roles.iter().any(|role| role.as_str() == actor_role) {
        return Value::Object(fields);
    }
    let may_read = |name: &str| {
        shared(event).contains(&name) || (roles.contains(&Role::Patient) && for_patient(event).contains(&name))
    };
    Value::Object(fields.into_iter().filter(|(name, _)| may_read(name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_side_reads_its_own_words_and_not_the_other_sides() {
        let words = json!({ "text": "confidential", "reason": "confidential", "rating": 2 });
        for event in Event::ALL.iter().map(|event| event.as_str()) {
            for (author, reader) in [(Role::Patient, Role::Clinic), (Role::Clinic, Role::Patient)] {
                let read = told(event, author.as_str(), words.clone(), &[reader]).to_string();
                let is_for_both = ["mediation_offered", "evidence_called", "factual_check_opened"].contains(&event)
                    || ["recommendation_made", "closed_by_officer"].contains(&event)
                    || (event == "extended" && reader == Role::Patient);
                assert_eq!(read.contains("confidential"), is_for_both, "{event} to {reader:?}: {read}");
            }
        }
        let own = told("commented", "patient", words.clone(), &[Role::Patient]);
        assert_eq!(own, words);
        assert_eq!(told("commented", "patient", words.clone(), &[Role::Panel]), words);
    }

    #[test]
    fn a_draft_a_ballot_and_a_tie_stay_with_the_panel() {
        let ballot =
            json!({ "outcome": "upheld", "reasons": "See there.", "votes": [1], "reason": "a tie", "text": "draft" });
        for side in [Role::Patient, Role::Clinic] {
            assert_eq!(told("findings_drafted", "panel", ballot.clone(), &[side]), json!({}));
            assert_eq!(told("recused", "panel", ballot.clone(), &[side]), json!({}));
            let decided = told("decided", "panel", ballot.clone(), &[side]);
            assert_eq!(decided, json!({ "outcome": "upheld", "reasons": "See there." }));
        }
    }
}
