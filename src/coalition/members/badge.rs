//! The badge: a small drawing that is made anew for each request, so that it is off the minute a licence ends.

use super::model::{MembershipRow, State};
use crate::clock::Timestamp;
use crate::directory::PhysicianId;
use crate::text::lang::Lang;
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
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
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

/// When it goes off at the latest.
pub fn ends(row: &MembershipRow) -> Timestamp {
    row.licence_ends_at.map_or(row.recredential_at, |licence| licence.min(row.recredential_at))
}

/// The drawing: name, standing, and a mark that says the same as the colour.
pub fn svg(badge: &BadgeView, lang: Lang) -> String {
    let word = lang.t(if badge.valid { "coalition-badge-on" } else { "coalition-badge-off" });
    let title = lang.t_with(
        if badge.valid { "coalition-badge-title-on" } else { "coalition-badge-title-off" },
        &[("name", badge.physician.as_str().into()), ("day", badge.as_of.date().to_string().into())],
    );
    let (ground, mark) = if badge.valid {
        ("#0b5d4b", "<path d=\"M13 24l6 6 12-13\"/>")
    } else {
        ("#5b5b5b", "<path d=\"M15 17l14 14M29 17L15 31\"/>")
    };
    format!(
        concat!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"260\" height=\"48\" viewBox=\"0 0 260 48\" role=\"img\" ",
            "aria-labelledby=\"t\" lang=\"{lang}\"><title id=\"t\">{title}</title>",
            "<rect width=\"260\" height=\"48\" rx=\"6\" fill=\"{ground}\"/>",
            "<g fill=\"none\" stroke=\"#fff\" stroke-width=\"4\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{mark}</g>",
            "<g fill=\"#fff\" font-family=\"system-ui, sans-serif\"><text x=\"44\" y=\"20\" font-size=\"13\" font-weight=\"700\">",
            "{name}</text><text x=\"44\" y=\"37\" font-size=\"12\">{word}</text></g></svg>\n",
        ),
        lang = lang.as_str(),
        title = escaped(&title),
        ground = ground,
        mark = mark,
        name = escaped(&shortened(&badge.physician)),
        word = escaped(&word),
    )
}

/// Characters of a name that the drawing has room for.
const ROOM: usize = 30;

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
            valid_until: None,
            register_url: String::new(),
            as_of: at,
        };
        for lang in Lang::ALL {
            let drawn = svg(&badge, *lang);
            assert!(drawn.contains("<title id=\"t\">") && drawn.contains("Dr &lt;b&gt; &amp; S"), "{drawn}");
            assert!(!drawn.contains("<b>") && !drawn.contains("script") && !drawn.contains("coalition-badge"));
        }
    }
}
