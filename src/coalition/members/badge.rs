//! The badge: a small drawing that is made anew for each request, so that it is off the minute a licence ends.

use super::model::{MembershipRow, State};
use crate::clock::Timestamp;
use crate::directory::PhysicianId;
use crate::directory::figures::CoalitionStanding;
use crate::text::lang::Lang;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

/// What the badge says, for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BadgeView {
    pub physician_id: PhysicianId,
    pub physician: String,
    /// Whether the badge is on at this instant.
    pub valid: bool,
    pub state: State,
    /// When the member was admitted.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// Since when the state holds.
    #[schema(value_type = String, format = DateTime)]
    pub state_since: Timestamp,
    /// The last day of a restriction or a suspension, by the member's clocks: of one that a member of the board took
    /// alone, the day on which the hours to vote on it end, if that is sooner.
    pub measure_until: Option<String>,
    /// When it goes off at the latest: the end of the licence, or of the credentials.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub valid_until: Option<Timestamp>,
    /// The entry in the register.
    pub register_url: String,
    /// The instant it was made.
    #[schema(value_type = String, format = DateTime)]
    pub as_of: Timestamp,
}

/// Whether the badge is on at `now`: by the clock itself, whether or not a timer has fired yet.
pub fn is_on(row: &MembershipRow, now: Timestamp) -> bool {
    row.state.wears_badge() && now < ends(row)
}

/// The state as it is at `now`, where the clock is ahead of its timers.
pub fn state_at(row: &MembershipRow, now: Timestamp) -> State {
    if row.state.is_standing() && now >= ends(row) { State::Lapsed } else { row.state }
}

/// The last day of a restriction or a suspension that holds at `now`, of which the profile knows.
pub fn measure_until(row: &MembershipRow, now: Timestamp, known: Option<CoalitionStanding>) -> Option<String> {
    known?.until.filter(|_| matches!(state_at(row, now), State::Restricted | State::Suspended))
}

/// What the badge and the register say of a membership: that it is in force today, or what it stands at instead, with
/// the last day of a measure.
pub fn standing(lang: Lang, state: State, (valid, today): (bool, NaiveDate), last_day: Option<&str>) -> String {
    let last_day = last_day.and_then(|day| day.parse::<NaiveDate>().ok());
    match (state, last_day) {
        _ if valid => lang.t_with("coalition-badge-on", &[("day", lang.day(today).into())]),
        (State::Restricted | State::Suspended, Some(day)) => {
            lang.t_with(&format!("coalition-badge-{state}"), &[("day", lang.day(day).into())])
        }
        _ => lang.t("coalition-badge-off"),
    }
}

/// When it goes off at the latest.
pub fn ends(row: &MembershipRow) -> Timestamp {
    row.licence_ends_at.map_or(row.recredential_at, |licence| licence.min(row.recredential_at))
}

/// The drawing: name, standing, and a mark that says the same as the colour.
pub fn svg(badge: &BadgeView, lang: Lang) -> String {
    let today = badge.as_of.date();
    let word = standing(lang, badge.state, (badge.valid, today), badge.measure_until.as_deref());
    let measured = badge.measure_until.is_some();
    let title = lang.t_with(
        match () {
            () if badge.valid => "coalition-badge-title-on",
            () if measured => "coalition-badge-title-measured",
            () => "coalition-badge-title-off",
        },
        &[
            ("name", badge.physician.as_str().into()),
            ("day", lang.day(today).into()),
            ("standing", word.as_str().into()),
        ],
    );
    let (ground, mark) = if badge.valid {
        ("#0b5d4b", "<path d=\"M13 24l6 6 12-13\"/>")
    } else {
        ("#5b5b5b", "<path d=\"M15 17l14 14M29 17L15 31\"/>")
    };
    let squeezed = if word.chars().count() > WORD_ROOM { SQUEEZED } else { "" };
    format!(
        concat!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"260\" height=\"48\" viewBox=\"0 0 260 48\" role=\"img\" ",
            "aria-labelledby=\"t\" lang=\"{lang}\"><title id=\"t\">{title}</title>",
            "<rect width=\"260\" height=\"48\" rx=\"6\" fill=\"{ground}\"/>",
            "<g fill=\"none\" stroke=\"#fff\" stroke-width=\"4\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{mark}</g>",
            "<g fill=\"#fff\" font-family=\"system-ui, sans-serif\"><text x=\"44\" y=\"20\" font-size=\"13\" font-weight=\"700\">",
            "{name}</text><text x=\"44\" y=\"37\" font-size=\"12\"{squeezed}>{word}</text></g></svg>\n",
        ),
        lang = lang.as_str(),
        title = escaped(&title),
        ground = ground,
        mark = mark,
        name = escaped(&shortened(&badge.physician)),
        squeezed = squeezed,
        word = escaped(&word),
    )
}

/// Characters of a name that the drawing has room for.
const ROOM: usize = 30;
/// Characters of what it says that fit at full width.
const WORD_ROOM: usize = 34;
/// Draws a longer line as wide as there is room for.
const SQUEEZED: &str = " textLength=\"208\" lengthAdjust=\"spacingAndGlyphs\"";

fn shortened(name: &str) -> String {
    if name.chars().count() <= ROOM {
        return name.to_owned();
    }
    name.chars().take(ROOM - 1).chain(['…']).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawing_escapes_names_and_has_a_title() {
        let at = Timestamp::parse("2026-03-02T10:00:00Z").unwrap();
        let badge = BadgeView {
            physician_id: PhysicianId::mint(at),
            physician: "Dr <b> & Söhne, with a name that is far too long".to_owned(),
            valid: true,
            state: State::Active,
            since: at,
            state_since: at,
            measure_until: None,
            valid_until: None,
            register_url: String::new(),
            as_of: at,
        };
        for lang in Lang::ALL {
            let drawn = svg(&badge, *lang);
            assert!(drawn.contains("<title id=\"t\">") && drawn.contains("Dr &lt;b&gt; &amp; S"), "{drawn}");
            assert!(!drawn.contains("<b>") && !drawn.contains("script") && !drawn.contains("coalition-badge"));
            let today = lang.day(at.date());
            assert_eq!(drawn.matches(&today).count(), 2, "the title and the words name the day: {drawn}");
            assert!(!drawn.contains("2026-03-02"), "{drawn}");
            assert_eq!(drawn.contains("textLength"), *lang == Lang::De, "a long line is drawn as wide as it may be");
        }
    }
}
