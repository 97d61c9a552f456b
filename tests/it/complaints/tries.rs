//! What a random walk through complaints tries: an act for each event, mostly one that makes sense.

use super::acts::{Act, Scene, Token};
use crate::support::community::Community;
use crate::support::walk::Dice;
use candor::complaints::api::{PanelMember, PanelVote};
use candor::complaints::{Event, Outcome, PanelRow, Satisfied, Seat, Side};

/// What somebody tries who raises `event`, with whatever it needs.
pub fn act_of(dice: &mut Dice, community: &Community, scene: &Scene, event: Event, token: Option<Token>) -> Act {
    let code = dice.choose(&["explained", "in_progress", "refund_full"]).unwrap();
    match event {
        Event::Triaged => Act::Triage {
            severity: u8::try_from(1 + dice.below(4)).unwrap(),
            proof_needed: dice.chance(35),
            attempt_shown: dice.chance(30),
            about_result: dice.chance(50),
        },
        Event::EvidenceAssessed => Act::Assess(u8::try_from(dice.below(4)).unwrap()),
        Event::ClosedByOfficer => Act::Close,
        Event::Paused => Act::Pause { days: 1 + i64::try_from(dice.below(60)).unwrap() },
        Event::Resumed => Act::Resume,
        Event::Extended => Act::Extend,
        Event::EvidenceAdded => Act::AddEvidence,
        Event::Acknowledged => token.map_or(Act::Acknowledge, Act::AcknowledgeByLink),
        Event::Responded => match token {
            Some(token) => Act::RespondByLink(token, code),
            None => Act::Respond(code),
        },
        Event::FeedbackGiven => {
            let satisfied = dice.choose(Satisfied::ALL).unwrap();
            let escalate =
                if satisfied == Satisfied::Yes { None } else { dice.choose(&[None, Some(true), Some(false)]).unwrap() };
            Act::GiveFeedback(satisfied, escalate)
        }
        Event::Escalated => Act::Escalate,
        Event::Withdrawn => Act::Withdraw,
        Event::IdentityConsented => Act::AgreeToBeNamed,
        Event::NarrativeWithdrawn => Act::WithdrawNarrative,
        Event::PanelSeated => Act::Seat(three(dice, community, scene)),
        Event::Recused => Act::Recuse,
        Event::MediationOffered => Act::OfferMediation,
        Event::MediationEnded => Act::EndMediation,
        Event::EvidenceCalled => Act::CallForEvidence,
        Event::FindingsDrafted => Act::Draft,
        Event::FactualCheckOpened => Act::CheckFacts,
        Event::Commented => Act::Comment,
        Event::Decided => decision(dice, scene),
        Event::Appealed => Act::Appeal,
        Event::Messaged => Act::Message(dice.choose(&[None, Some(Side::Patient), Some(Side::Clinic)]).unwrap()),
        Event::NarrativePublished => Act::PublishNarrative,
        Event::RecommendationMade => Act::Recommend { days: 2 + i64::try_from(dice.below(60)).unwrap() },
        Event::RecommendationCompleted => Act::Complete(scene.facts.open_recommendations.first().copied().unwrap_or(1)),
        Event::ClinicReaddressed => Act::Readdress,
        other => panic!("nobody raises {other} by hand"),
    }
}

/// Three people for a panel, mostly with no part in the case.
fn three(dice: &mut Dice, community: &Community, scene: &Scene) -> Vec<PanelMember> {
    let careless = dice.chance(10);
    let mut free: Vec<_> = community
        .everybody()
        .into_iter()
        .filter(|who| careless || (scene.bench.contains(&who.id) && !scene.is_involved(&who.id)))
        .collect();
    if free.len() < Seat::ALL.len() {
        // Whoever could sit has left a panel of this case before: the board can only try, and is refused.
        free = community.everybody();
    }
    let mut pick = |seat| {
        let place = usize::try_from(dice.below(free.len() as u64)).unwrap();
        PanelMember { account_id: free.remove(place).id.clone(), seat }
    };
    Seat::ALL.iter().map(|seat| pick(*seat)).collect()
}

/// Mostly a vote that carries.
fn decision(dice: &mut Dice, scene: &Scene) -> Act {
    let uphold = dice.chance(50);
    let vote = |seat: &PanelRow| PanelVote { account_id: seat.account_id.clone(), uphold };
    let votes = scene.facts.sitting().map(vote).collect();
    let outcome = if uphold != dice.chance(10) { Outcome::Upheld } else { Outcome::NotUpheld };
    Act::Decide(outcome, votes)
}
