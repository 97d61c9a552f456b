//! What is tried with an application: one act of each kind, or the one that brings it onward.

use super::application_acts::{Act, Scene};
use super::people::{CRITERIA, Filling, GOOD, People, seats};
use crate::support::walk::Dice;
use candor::accounts::Member;
use candor::coalition::applications::api::Seat;
use candor::coalition::applications::model::{GateAnswer, Role, State};
use candor::coalition::scoring::Vote;

/// Sheets that lead to a deferral and a rejection.
const FAIR: [u8; 8] = [4, 3, 3, 5, 4, 3, 3, 0];
const POOR: [u8; 8] = [1, 2, 0, 3, 2, 0, 1, 1];

/// The states on the way to a decision, in their order.
pub const WAY: &[State] = &[
    State::Draft,
    State::GateCheck,
    State::Verification,
    State::References,
    State::Calibration,
    State::Scoring,
    State::PublicComment,
    State::Hearing,
    State::Vote,
    State::Rejected,
    State::Deferred,
    State::Admitted,
];

/// What a referee's letter opens, and whether it should still do so.
pub type Link = (String, bool);

/// Whose turn it is.
pub enum Turn {
    Somebody(Member, Act),
    /// That of the clock, until one of these timers fires.
    Clock(&'static [&'static str]),
}

/// What people would do next who want the application decided.
pub fn turn(dice: &mut Dice, people: &People, scene: &Scene, link: Option<Link>) -> Turn {
    let facts = &scene.facts;
    let applicant = |act: Act| Turn::Somebody(scene.applicant.member.clone(), act);
    let officer = |act: Act| Turn::Somebody(people.officers[1].clone(), act);
    let gate = |code: &'static str| officer(Act::Gate { code, yes: true, note: true });
    if let Some((token, open)) = link.filter(|_| facts.row.state == State::References && dice.chance(25)) {
        return Turn::Somebody(people.public.clone(), Act::Answer { token, open });
    }
    match facts.row.state {
        State::Draft | State::GateCheck | State::Verification if !facts.is_complete() => {
            applicant(Act::Save(Filling::Whole))
        }
        State::Draft => applicant(Act::Submit),
        // Referees take their time, and so do reviewers.
        State::References if dice.chance(20) => Turn::Clock(&["references_due"]),
        State::Scoring if dice.chance(4) => Turn::Clock(&["scoring_due"]),
        State::References if facts.answer("G8") == Some(GateAnswer::Yes) => {
            officer(Act::Seat(panel(dice, people, scene)))
        }
        State::GateCheck | State::Verification | State::References => gate(scene.next_gate().unwrap_or("G2")),
        State::Scoring | State::Calibration if !facts.panel_is_whole() => {
            officer(Act::Seat(panel(dice, people, scene)))
        }
        State::Calibration => officer(Act::Calibrate),
        State::Scoring => next_sheet(dice, people, scene),
        State::PublicComment | State::Hearing if dice.chance(60) => {
            let who = if dice.chance(50) { &people.public } else { &scene.applicant.member };
            Turn::Somebody(who.clone(), Act::Comment)
        }
        State::PublicComment | State::Hearing => Turn::Clock(&["comments_due", "vote_opens"]),
        State::Vote => next_vote(dice, people, scene),
        _ => Turn::Clock(&["publish_due"]),
    }
}

/// Whoever sits and has not locked yet writes a sheet, then locks it.
fn next_sheet(dice: &mut Dice, people: &People, scene: &Scene) -> Turn {
    let (facts, sitting) = (&scene.facts, scene.facts.sitting());
    let seat = sitting.iter().find(|seat| !facts.has_locked(&seat.account_id)).expect("somebody who has not locked");
    let who = people.staff().find(|who| who.id == seat.account_id).expect("a reviewer").clone();
    let is_written = facts.unscored(&who.id).is_empty();
    let act = if is_written { Act::Lock } else { Act::Sheet(sheet(dice, &facts.row.id)) };
    Turn::Somebody(who, act)
}

/// Whoever of the board has not voted yet does; then one of them decides.
fn next_vote(dice: &mut Dice, people: &People, scene: &Scene) -> Turn {
    let facts = &scene.facts;
    let board = people.staff().filter(|who| scene.standing(people, who).contains(&Role::Board));
    let board: Vec<&Member> = board.collect();
    let is_over = facts.vote_is_over(scene.now);
    if is_over && facts.has_quorum() {
        return Turn::Somebody((*board.first().expect("a board")).clone(), Act::Decide { reasons: true });
    }
    let has_voted = |who: &&Member| facts.votes.iter().any(|vote| vote.account_id == who.id);
    match board.into_iter().find(|who| !has_voted(who)) {
        Some(who) if !(facts.has_quorum() && dice.chance(30)) => {
            Turn::Somebody(who.clone(), Act::Vote(vote(dice, &facts.row.id)))
        }
        _ => Turn::Clock(&["vote_due"]),
    }
}

/// Most boards are of one mind on their applicant; every fourth is mostly against.
fn vote(dice: &mut Dice, id: &str) -> Vote {
    let usual = if number_of(id) % 4 == 2 { Vote::No } else { Vote::Yes };
    if dice.chance(75) { usual } else { dice.choose(Vote::ALL).unwrap() }
}

fn number_of(id: &str) -> u64 {
    id.rsplit('-').next().unwrap().parse().unwrap()
}

/// One act for each thing that can be done, with whatever it needs.
pub fn acts(dice: &mut Dice, people: &People, scene: &Scene, link: Option<Link>) -> Vec<Act> {
    let filling = filling(dice, scene.facts.row.state);
    let gate = scene.next_gate().filter(|_| dice.chance(95)).unwrap_or("G2");
    // An applicant hands in what is whole, mostly.
    let ready = scene.facts.is_complete() || dice.chance(20);
    let mut acts = vec![
        Act::Save(filling),
        Act::ListGaps,
        Act::Gate { code: gate, yes: dice.chance(97), note: dice.chance(50) },
        Act::Seat(panel(dice, people, scene)),
        Act::Calibrate,
        Act::Sheet(sheet(dice, &scene.facts.row.id)),
        Act::Lock,
        Act::Recuse,
        Act::Comment,
        Act::CallHearing,
        Act::Vote(vote(dice, &scene.facts.row.id)),
        Act::Decide { reasons: dice.chance(80) },
    ];
    acts.extend(ready.then_some(Act::Submit));
    acts.extend(dice.chance(60).then_some(Act::Withdraw));
    acts.extend(dice.chance(25).then_some(Act::Lapse));
    acts.extend(link.map(|(token, open)| Act::Answer { token, open }));
    acts
}

/// What an applicant writes: mostly all of it, and in the references mostly those who can still be named there.
fn filling(dice: &mut Dice, state: State) -> Filling {
    if state == State::References && dice.chance(80) {
        return dice.choose(&[Filling::Names, Filling::Patients, Filling::FewPatients]).unwrap();
    }
    if dice.chance(70) {
        Filling::Whole
    } else {
        dice.choose(&[Filling::NoPatients, Filling::NoPractice, Filling::FewPatients]).unwrap()
    }
}

/// Three or four people, mostly with no part in the case and every point of view, and with those who have locked.
fn panel(dice: &mut Dice, people: &People, scene: &Scene) -> Vec<Seat> {
    let careless = dice.chance(12);
    let left = |who: &Member| scene.facts.recusals.iter().any(|one| one.account_id == who.id);
    let mut free: Vec<_> = people.reviewers[1..].iter().filter(|who| !left(who)).collect();
    if careless {
        free = people.staff().collect();
    }
    let wanted = if dice.chance(10) { 2 } else { 3 + usize::from(dice.chance(30)) };
    let has_locked = |who: &Member| scene.facts.sits(&who.id) && scene.facts.has_locked(&who.id);
    let keeps = dice.chance(85);
    let (stay, mut free): (Vec<_>, Vec<_>) = free.into_iter().partition(|who| keeps && has_locked(who));
    let mut chosen: Vec<_> = stay.iter().map(|who| who.id.clone()).collect();
    while chosen.len() < wanted && !free.is_empty() {
        chosen.push(free.remove(usize::try_from(dice.below(free.len() as u64)).unwrap()).id.clone());
    }
    seats(&chosen)
}

/// Most panels agree, each on its own applicant; some quarrel.
fn sheet(dice: &mut Dice, id: &str) -> [u8; 8] {
    let mut sheet = match number_of(id) % 6 {
        0..3 => GOOD,
        3 => FAIR,
        4 => POOR,
        _ => [0; 8].map(|_| u8::try_from(dice.below(6)).unwrap()),
    };
    if dice.chance(30) {
        let place = usize::try_from(dice.below(CRITERIA.len() as u64)).unwrap();
        sheet[place] = u8::try_from(dice.below(6)).unwrap();
    }
    sheet
}
