//! The parts of a report, in words.

use super::words::{self, label};
use crate::inspections::api::{InspectionView, ItemView, PointView, ScoreOnWire};
use crate::inspections::model::{Rating, Role, Score, State};
use crate::inspections::rating::{self, Cap};
use crate::inspections::views::Seen;
use crate::specialty::Inspections;
use crate::web::page::Page;

/// One domain as a bar.
pub struct Domain {
    pub name: String,
    pub rating: String,
    pub class: &'static str,
    pub percent: Option<String>,
    /// For the bar, with a point.
    pub width: String,
    /// The bar's colour: ours, good or bad.
    pub fill: &'static str,
    pub note: String,
}

/// One item of the checklist.
pub struct Item {
    pub code: String,
    pub name: String,
    pub critical: bool,
    pub score: String,
    pub class: &'static str,
    pub kinds: String,
    pub finding: String,
}

/// An item that fell short, with what is to be done.
pub struct Short {
    pub code: String,
    pub name: String,
    pub score: String,
    pub class: &'static str,
    pub finding: String,
}

/// A point of the clinic, before and after.
pub struct Change {
    pub item: String,
    pub comment: String,
    pub draft: String,
    pub last: String,
    pub decision: String,
    pub reason: String,
    pub old_words: String,
    pub new_words: String,
}

/// Something the clinic has to do.
pub struct Due {
    pub number: i64,
    pub item: String,
    pub status: String,
    pub class: &'static str,
    pub due: String,
    /// The day on which it was written down as done.
    pub completed: Option<String>,
    pub note: Option<String>,
    /// This reader may complete it.
    pub may_complete: bool,
}

/// A file of the evidence.
pub struct FileLine {
    pub number: usize,
    pub item: String,
    pub name: Option<String>,
    pub sha256: String,
    pub late: bool,
}

/// The outcome, or whose turn it is.
pub fn title(view: &InspectionView, clinic: &str, page: &Page) -> String {
    let word = match view.rating.filter(|_| view.published_at.is_some()) {
        Some(rating) => rating.as_str(),
        None => view.state.as_str(),
    };
    page.t_with(&format!("inspections-title-{}", word.replace('_', "-")), "clinic", clinic)
}

/// How many items were looked at, and the first that was not.
pub fn progress(view: &InspectionView, page: &Page) -> (String, Option<String>) {
    let done = view.items.iter().filter(|item| item.score.is_some()).count();
    let open = view.items.iter().find(|item| item.score.is_none()).map(|item| item.code.clone());
    (page.t_with2("inspections-progress", "done", done, "count", view.items.len()), open)
}

/// Where, how and when.
pub fn lede(view: &InspectionView, page: &Page) -> String {
    let kind = label(page.lang, "kind", view.kind.as_str());
    let Some(visited) = &view.visited_on else {
        return page.t_with2("inspections-lede-planned", "kind", kind, "day", words::day(page, &view.visit_on));
    };
    let visited = words::day(page, visited);
    match view.published_at {
        Some(at) => page.lang.t_with(
            "inspections-lede-published",
            &[("kind", kind.into()), ("visited", visited.into()), ("published", page.day_of(at).into())],
        ),
        None => page.t_with2("inspections-lede-visited", "kind", kind, "day", visited),
    }
}

pub fn domains(checklist: &Inspections, view: &InspectionView, page: &Page) -> Vec<Domain> {
    let named = |code: &str| {
        let known = checklist.domains.iter().find(|domain| domain.code == code);
        known.map_or_else(|| code.to_owned(), |domain| domain.words.get(page.lang.as_str()).to_owned())
    };
    let all = view.domains.iter().map(|domain| Domain {
        name: named(&domain.code),
        rating: label(page.lang, "rating", domain.rating.as_str()),
        class: words::rating_class(domain.rating),
        percent: domain.percent.map(|percent| page.lang.percent(percent)),
        width: format!("{:.1}", domain.percent.unwrap_or(0.0)),
        fill: match domain.rating {
            Rating::Outstanding => "f-ok",
            Rating::Inadequate => "f-bad",
            _ => "",
        },
        note: note(checklist, domain, page),
    });
    all.collect()
}

/// What was seen of a domain, and which items hold its rating down.
fn note(checklist: &Inspections, domain: &crate::inspections::api::DomainView, page: &Page) -> String {
    let seen = seen(domain, page);
    if domain.capped_by.is_empty() {
        return seen;
    }
    let band = rating::band(checklist, domain.percent.unwrap_or(0.0));
    let band = label(page.lang, "rating", band.as_str());
    let capped = page.t_with2("inspections-domain-capped", "band", band, "items", domain.capped_by.join(", "));
    if domain.coverage >= 100.0 { capped } else { format!("{capped}; {seen}") }
}

/// How much of a domain was seen, by weight.
pub fn seen(domain: &crate::inspections::api::DomainView, page: &Page) -> String {
    if domain.coverage >= 100.0 {
        return page.t("inspections-domain-all-seen");
    }
    page.t_with("inspections-domain-seen", "percent", page.lang.percent(domain.coverage))
}

/// How the whole comes of its parts, and the cap where one decided.
pub fn sum(checklist: &Inspections, view: &InspectionView, page: &Page) -> String {
    let Some(overall) = view.overall_percent else { return page.t("inspections-sum-not-rated") };
    let parts: Vec<String> =
        view.domains.iter().filter_map(|domain| Some(page.lang.decimal(domain.percent?, 1))).collect();
    let band = label(page.lang, "rating", rating::band(checklist, overall).as_str());
    let sum = page.lang.t_with(
        "inspections-sum",
        &[
            ("parts", parts.join(" + ").into()),
            ("count", parts.len().into()),
            ("percent", page.lang.percent(overall).into()),
            ("band", band.into()),
        ],
    );
    let cap = view.cap.map(|cap: Cap| label(page.lang, "cap", cap.as_str()));
    cap.map_or_else(|| sum.clone(), |cap| format!("{sum} {cap}"))
}

pub fn items(checklist: &Inspections, view: &InspectionView, page: &Page) -> Vec<Item> {
    let line = |item: &ItemView| {
        let score = score_of(item.score.as_ref());
        let kinds: Vec<String> =
            item.evidence_kinds.iter().map(|kind| words::evidence_kind(checklist, page.lang, kind)).collect();
        Item {
            code: item.code.clone(),
            name: words::item(checklist, page.lang, &item.code),
            critical: item.critical,
            score: score_words(item.score.as_ref(), page),
            class: words::score_class(score),
            kinds: kinds.join(", "),
            finding: item.finding.clone(),
        }
    };
    view.items.iter().map(line).collect()
}

pub fn score_of(score: Option<&ScoreOnWire>) -> Score {
    score.and_then(|score| score.read().ok()).unwrap_or(Score::NotSeen)
}

/// A score in words; an item that nobody scored says so.
fn score_words(score: Option<&ScoreOnWire>, page: &Page) -> String {
    match score {
        Some(_) => label(page.lang, "score", score_of(score).as_str()),
        None => page.t("inspections-score-open"),
    }
}

/// Whether something is to be put right.
pub fn is_short(item: &ItemView) -> bool {
    matches!(score_of(item.score.as_ref()), Score::One | Score::Two)
}

/// `Seven critical items: six met, one not`, in figures; with those that have no score yet, while there are any.
pub fn critical_title(view: &InspectionView, page: &Page) -> String {
    let critical = view.items.iter().filter(|item| item.critical);
    let met = |item: &&ItemView| matches!(score_of(item.score.as_ref()), Score::Three | Score::Four);
    let open = critical.clone().filter(|item| item.score.is_none()).count();
    let (all, met) = (critical.clone().count(), critical.filter(met).count());
    let key = if open == 0 { "inspections-critical-title" } else { "inspections-critical-title-open" };
    let counts =
        [("count", all.into()), ("met", met.into()), ("not", (all - met - open).into()), ("open", open.into())];
    page.lang.t_with(key, &counts)
}

pub fn short(checklist: &Inspections, view: &InspectionView, page: &Page) -> Vec<Short> {
    let line = |item: &ItemView| {
        let score = score_of(item.score.as_ref());
        Short {
            code: item.code.clone(),
            name: words::item(checklist, page.lang, &item.code),
            score: label(page.lang, "score", score.as_str()),
            class: words::score_class(score),
            finding: item.finding.clone(),
        }
    };
    view.items.iter().filter(|item| is_short(item)).map(line).collect()
}

/// Every point, with what the draft said and what the report says now.
pub fn changes(checklist: &Inspections, view: &InspectionView, page: &Page) -> Vec<Change> {
    let of = |point: &PointView| {
        let changed = view.changes_after_draft.iter().find(|change| change.item == point.item);
        let present = view.items.iter().find(|item| item.code == point.item).and_then(|item| item.score.clone());
        let draft = changed.map_or_else(|| present.clone(), |change| change.draft_score.clone());
        let word = match point.accepted {
            Some(true) => "accepted",
            Some(false) => "rejected",
            None => "open",
        };
        let reworded = changed.filter(|change| change.draft_finding != change.final_finding);
        Change {
            item: format!("{} {}", point.item, words::item(checklist, page.lang, &point.item)),
            comment: point.comment.clone(),
            draft: score_words(draft.as_ref(), page),
            last: score_words(present.as_ref(), page),
            decision: label(page.lang, "point", word),
            reason: point.reason.clone().unwrap_or_default(),
            old_words: reworded.map(|change| change.draft_finding.clone()).unwrap_or_default(),
            new_words: reworded.map(|change| change.final_finding.clone()).unwrap_or_default(),
        }
    };
    view.points.iter().map(of).collect()
}

/// How many points the clinic has, and who decides them; once all are decided, who did.
pub fn changes_lede(view: &InspectionView, page: &Page) -> String {
    let is_open = view.points.iter().any(|point| point.accepted.is_none());
    let key = if is_open { "inspections-changes-lede" } else { "inspections-changes-lede-decided" };
    page.t_with(key, "count", view.points.len())
}

/// What the notes of the quality reader are called, and whether they are still to be heeded.
pub fn notes_title(view: &InspectionView, page: &Page) -> (String, bool) {
    let Some(said) = &view.quality_notes else { return (String::new(), false) };
    let key = match view.state {
        State::Drafting => return (page.t("inspections-notes-title"), true),
        State::QualityCheck => "inspections-notes-redrafted",
        _ => "inspections-notes-passed",
    };
    (page.t_with(key, "day", page.day_of(said.at)), view.state == State::QualityCheck)
}

/// The points that this reader decides now.
pub fn open_points(seen: &Seen) -> Vec<&PointView> {
    if !seen.is(Role::PointsOfficer) || !seen.may("point_decision") {
        return Vec::new();
    }
    seen.view.points.iter().filter(|point| point.accepted.is_none()).collect()
}

/// The same with the item that each is about.
pub fn named_points(checklist: &Inspections, seen: &Seen, page: &Page) -> Vec<(i64, String)> {
    let item = |code: &str| format!("{code} {}", words::item(checklist, page.lang, code));
    open_points(seen).into_iter().map(|point| (point.number, item(&point.item))).collect()
}

pub fn actions(checklist: &Inspections, seen: &Seen, page: &Page) -> Vec<Due> {
    let may = seen.may("action_completion");
    let today = seen.facts.calendar.local_day(page.now).to_string();
    let line = |action: &crate::inspections::api::ActionView| {
        let (word, class) = match (action.completed, action.due < today) {
            (true, _) => ("done", "ok"),
            (false, true) => ("late", "bad tri"),
            (false, false) => ("open", "half"),
        };
        Due {
            number: action.number,
            item: format!("{} {}", action.item, words::item(checklist, page.lang, &action.item)),
            status: label(page.lang, "action", word),
            class,
            due: words::day(page, &action.due),
            completed: action.completed_at.map(|at| page.day_of(at)),
            note: action.note.clone(),
            may_complete: may && !action.completed,
        }
    };
    seen.view.required_actions.iter().map(line).collect()
}

pub fn files(view: &InspectionView) -> Vec<FileLine> {
    let line = |file: &crate::inspections::api::EvidenceView| FileLine {
        number: file.number,
        item: file.item.clone(),
        name: file.name.clone(),
        sha256: file.sha256.clone(),
        late: file.late,
    };
    view.evidence.iter().map(line).collect()
}
