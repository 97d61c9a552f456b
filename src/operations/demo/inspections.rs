//! The inspections of the demo community: planned, made and written up as far as the hours since have brought them.

use super::dice::Dice;
use super::findings::{self, Findings, Phrases};
use super::phrases::Turns;
use super::places::Places;
use super::timeline::{Document, Tale};
use super::{Past, cast::Cast, documents, read};
use crate::app::Tx;
use crate::clock::Timestamp;
use crate::error::AppError;
use crate::files::StoredFile;
use crate::inspections::api::{
    ClinicAnswer, Completion, DecidePoint, Draft, FactualCheck, PlanInspection, Point, QualityCheck, Reason, ScoreItem,
    ScoreOnWire,
};
use crate::inspections::{self, Kind, actions};
use chrono::Duration;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

const TEXT: &str = include_str!("inspections.toml");

/// Who leads, and who goes along.
const TEAM: [&str; 2] = ["measuring_tape", "long_corridor"];
const QUALITY_READER: &str = "spirit_level";
const POINTS_OFFICER: &str = "case_desk";
const DAY: i64 = 24;
/// Hours from the planning to the visit.
const ANNOUNCED: i64 = 12 * DAY;
const IMPROMPTU: i64 = 3 * DAY;
/// The items that papers are copied for.
const COPIED: [&str; 3] = ["A1", "B2", "D1"];
/// Of the words; each inspection has its own for the scores, from the number behind it on.
const SEED: u64 = 100;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    findings: BTreeMap<String, Phrases>,
    inspections: Vec<Story>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    clinic: String,
    kind: Kind,
    /// Hours before now.
    planned: i64,
    conflicts: String,
    /// Of a hundred items that meet the standard so many exceed it.
    #[serde(default)]
    fours: i64,
    /// Where something falls short, and where a number in the finding gives the points.
    #[serde(default)]
    scores: BTreeMap<String, u8>,
    /// How many items have been scored; all of them when absent.
    scored: Option<usize>,
    refused: Option<String>,
    #[serde(default)]
    summary: String,
    /// Why the quality reader sent the first draft back.
    returned: Option<String>,
    /// What the clinic says of the draft; nothing when it lets the time pass.
    points: Option<Vec<Doubt>>,
    answer: Option<String>,
    /// How the inspectors know that an action was carried out.
    #[serde(default)]
    completed: Vec<String>,
}

/// A point of the clinic, and what the officer makes of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Doubt {
    item: String,
    comment: String,
    accepted: Option<bool>,
    reason: Option<String>,
    score: Option<u8>,
    finding: Option<String>,
}

/// What happens in an hour after the planning.
#[derive(Debug, Clone, Copy)]
enum Beat {
    Plan,
    Notify,
    Refuse,
    Visit,
    Score,
    /// The paper at this place is copied.
    Copy(usize),
    Lock,
    Draft,
    Return,
    Pass,
    CheckFacts,
    /// The officer decides the point at this place.
    Point(usize),
    Publish,
    Answer,
    /// The action with this number was carried out.
    Complete(usize),
}

/// One inspection while it is played.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    cast: Cast,
    places: Places,
    past: Past,
    story: Story,
    /// Of every item; nothing when nobody has scored yet.
    findings: Arc<Findings>,
    beats: Vec<(i64, Beat)>,
    /// Empty until it is planned.
    id: String,
}

/// Every inspection up to now, ready to be played.
pub(super) fn tales(cast: &Cast, places: &Places, past: Past) -> Result<Vec<Tale>, AppError> {
    let told: Told = read(TEXT)?;
    let mut turns = Turns::new(SEED);
    let mut tales = Vec::new();
    for (seed, story) in (SEED + 1..).zip(told.inspections) {
        let beats = story.until(story.planned);
        let mut findings = Findings::new();
        if beats.iter().any(|(_, beat)| matches!(beat, Beat::Score)) {
            let scores = (&story.scores, story.fours);
            findings = findings::write(&told.findings, scores, &mut Dice::new(seed), &mut turns)?;
        }
        let (cast, places, findings) = (cast.clone(), places.clone(), Arc::new(findings));
        tales.push(Tale::Inspection(Box::new(Visit { cast, places, past, story, findings, beats, id: String::new() })));
    }
    Ok(tales)
}

impl Story {
    const fn until_visit(&self) -> i64 {
        match self.kind {
            Kind::Announced => ANNOUNCED,
            Kind::Impromptu => IMPROMPTU,
        }
    }

    /// What has happened so many hours after the planning.
    fn until(&self, hours: i64) -> Vec<(i64, Beat)> {
        self.beats().into_iter().filter(|(hour, _)| *hour <= hours).collect()
    }

    /// Everything that would happen, with its hour.
    fn beats(&self) -> Vec<(i64, Beat)> {
        let visit = self.until_visit();
        let mut beats = vec![(0, Beat::Plan)];
        if self.kind == Kind::Announced {
            beats.push((DAY, Beat::Notify));
        }
        if self.refused.is_some() {
            beats.push((visit, Beat::Refuse));
            return beats;
        }
        beats.extend([(visit, Beat::Visit), (visit + 2, Beat::Score)]);
        beats.extend((0..COPIED.len()).map(|place| (visit + 4, Beat::Copy(place))));
        let mut after = |days: i64, beat| beats.push((visit + days * DAY, beat));
        after(1, Beat::Lock);
        after(6, Beat::Draft);
        if self.returned.is_some() {
            after(7, Beat::Return);
            after(8, Beat::Draft);
        }
        after(9, Beat::Pass);
        let points = self.points.as_deref().unwrap_or_default();
        if self.points.is_some() {
            after(15, Beat::CheckFacts);
        }
        (0..points.len()).filter(|place| points.get(*place).is_some_and(|point| point.accepted.is_some())).for_each(
            |place| {
                after(19, Beat::Point(place));
            },
        );
        after(27, Beat::Publish);
        if self.answer.is_some() {
            after(31, Beat::Answer);
        }
        (1..=self.completed.len()).zip(39..).for_each(|(number, day)| after(day, Beat::Complete(number)));
        beats
    }
}

impl Visit {
    pub fn instants(&self) -> Vec<Timestamp> {
        self.beats.iter().map(|(hour, _)| self.past.hours_ago(self.story.planned - hour)).collect()
    }

    /// The paper that is copied for an item.
    pub fn document(&self, place: usize) -> Option<Document> {
        let (_, Beat::Copy(copy)) = self.beats.get(place)? else { return None };
        let lines = [
            self.story.clinic.clone(),
            String::new(),
            format!("Copied by the inspectors for item {}", COPIED.get(*copy)?),
            "Names of patients: (blacked out)".to_owned(),
            String::new(),
            "A paper of the demo community. Nothing on it is real.".to_owned(),
        ];
        Some(Document::of::<inspections::Inspection>(&self.id, "copy.pdf", documents::page(&lines)))
    }

    pub fn act(&mut self, tx: &mut Tx<'_>, place: usize, file: Option<&StoredFile>) -> Result<(), AppError> {
        let Some((_, beat)) = self.beats.get(place).copied() else { return Ok(()) };
        let lead = self.cast.member(tx, TEAM.first().copied().unwrap_or_default())?;
        let (id, story) = (self.id.clone(), self.story.clone());
        match beat {
            Beat::Plan => {
                let plan = self.plan(tx.now)?;
                self.id = actions::plan(tx, &lead, &plan)?;
                Ok(())
            }
            Beat::Notify => actions::notify(tx, &lead, &id),
            Beat::Refuse => actions::refuse(tx, &lead, &id, &Reason { reason: story.refused.unwrap_or_default() }),
            Beat::Visit => actions::begin_visit(tx, &lead, &id),
            Beat::Score => self.score(tx),
            Beat::Copy(copy) => {
                let item = COPIED.get(copy).copied().unwrap_or_default();
                file.map_or(Ok(()), |file| actions::add_evidence(tx, &lead, (&id, item), file))
            }
            Beat::Lock => actions::lock(tx, &lead, &id),
            Beat::Draft => actions::draft(tx, &lead, &id, &Draft { summary: story.summary }),
            Beat::Return => self.check_quality(tx, story.returned),
            Beat::Pass => self.check_quality(tx, None),
            Beat::CheckFacts | Beat::Answer => self.of_clinic(tx, beat),
            Beat::Point(place) => self.decide_point(tx, place),
            Beat::Publish => actions::publish(tx, &lead, &id),
            Beat::Complete(number) => {
                let note = number.checked_sub(1).and_then(|place| story.completed.get(place)).cloned();
                let number = i64::try_from(number).map_err(AppError::internal)?;
                actions::complete(tx, &lead, (&id, number), &Completion { note })
            }
        }
    }

    fn plan(&self, now: Timestamp) -> Result<PlanInspection, AppError> {
        let story = &self.story;
        let inspectors = TEAM.iter().map(|name| self.cast.id(name));
        Ok(PlanInspection {
            clinic_id: self.places.clinic(&story.clinic)?,
            kind: story.kind,
            visit_on: now.plus(Duration::hours(story.until_visit())).date(),
            inspectors: inspectors.collect::<Result<_, AppError>>()?,
            quality_reader: self.cast.id(QUALITY_READER)?,
            points_officer: self.cast.id(POINTS_OFFICER)?,
            conflicts: story.conflicts.clone(),
        })
    }

    /// What was found at each item, by one of the two.
    fn score(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let items = tx.site.pack.inspections.domains.iter().flat_map(|domain| &domain.items);
        let codes: Vec<String> = items.map(|item| item.code.clone()).collect();
        let some = self.story.scored.unwrap_or(codes.len());
        for (code, name) in codes.iter().take(some).zip(TEAM.iter().cycle()) {
            let inspector = self.cast.member(tx, name)?;
            let found = self.found(code)?;
            actions::score(tx, &inspector, (&self.id, code), &found)?;
        }
        Ok(())
    }

    fn found(&self, code: &str) -> Result<ScoreItem, AppError> {
        let found = self.findings.get(code).cloned();
        let (score, finding) = found.ok_or_else(|| AppError::internal(format!("nothing is told of item {code}")))?;
        let kinds: &[&str] = match code.get(..1) {
            Some("A") => &["observed", "document"],
            Some("B") => &["observed", "measured"],
            Some("C") => &["document", "interview"],
            _ => &["document"],
        };
        let evidence_kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        Ok(ScoreItem { score: ScoreOnWire::Number(i64::from(score)), evidence_kinds, finding })
    }

    fn check_quality(&self, tx: &mut Tx<'_>, returned: Option<String>) -> Result<(), AppError> {
        let reader = self.cast.member(tx, QUALITY_READER)?;
        let check = QualityCheck { passed: returned.is_none(), notes: returned.unwrap_or_default() };
        actions::check_quality(tx, &reader, &self.id, &check)
    }

    fn of_clinic(&self, tx: &mut Tx<'_>, beat: Beat) -> Result<(), AppError> {
        let Some(name) = self.places.answers_for(&self.story.clinic) else { return Ok(()) };
        let member = self.cast.member(tx, name)?;
        if matches!(beat, Beat::Answer) {
            let text = self.story.answer.clone().unwrap_or_default();
            return actions::answer(tx, &member, &self.id, &ClinicAnswer { text });
        }
        let doubts = self.story.points.as_deref().unwrap_or_default();
        let point = |doubt: &Doubt| Point { item: doubt.item.clone(), comment: doubt.comment.clone() };
        let check = FactualCheck { points: doubts.iter().map(point).collect() };
        actions::check_facts(tx, &member, &self.id, &check)
    }

    fn decide_point(&self, tx: &mut Tx<'_>, place: usize) -> Result<(), AppError> {
        let Some(doubt) = self.story.points.as_deref().and_then(|points| points.get(place)) else { return Ok(()) };
        let decided = DecidePoint {
            accepted: doubt.accepted == Some(true),
            reason: doubt.reason.clone().unwrap_or_default(),
            score: doubt.score.map(|score| ScoreOnWire::Number(i64::from(score))),
            finding: doubt.finding.clone(),
        };
        let number = i64::try_from(place).map_err(AppError::internal)? + 1;
        let officer = self.cast.member(tx, POINTS_OFFICER)?;
        actions::decide_point(tx, &officer, (&self.id, number), &decided)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_published_reports_share_a_phrase() {
        let told: Told = read(TEXT).unwrap();
        let is_published =
            |story: &&Story| story.until(story.planned).iter().any(|(_, beat)| matches!(beat, Beat::Publish));
        let places: Vec<usize> =
            (0..).zip(&told.inspections).filter(|(_, story)| is_published(story)).map(|(place, _)| place).collect();
        assert_eq!(places, [0, 1, 2, 3], "they come first, so that the phrases in turn are still new");
        for (item, phrases) in &told.findings {
            assert!(phrases.good.len() >= places.len(), "{item}");
        }
    }
}
