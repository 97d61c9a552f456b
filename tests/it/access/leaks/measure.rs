//! A member under a measure: an appeal against one waits to be heard, and the board votes on the next.

use super::super::world::World;
use crate::support::app::TestSite;
use serde_json::json;

/// Everybody on the board.
const BOARD: [&str; 6] = ["board", "voter_1", "voter_2", "voter_3", "voter_4", "voter_5"];

/// What ends the address at which an appeal is heard.
pub const HEARD_AT: &str = "/appeal-decision";
/// Who may hear it besides those of the matrix, where none waits: what they say there is no refusal.
pub const HEARERS: [&str; 3] = ["credentialing_officer", "panel", "reviewer"];

/// The address of the membership.
fn member(world: &World) -> String {
    format!("/api/v1/coalition/members/{}", world.thing("physician"))
}

/// The board suspends the member, who appeals; meanwhile a warning is put to the vote in its place. Everybody whom it
/// concerns knows that much.
pub async fn suspend(site: &TestSite, world: &World) {
    let (board, member) = (world.who("board"), member(world));
    let review = json!({"ground": "other", "reason": "A patient was hurt."});
    board.does(site, "POST", &format!("{member}/reviews"), review).await;
    let until = site.now().plus(chrono::Duration::days(60)).date().to_string();
    let suspension = json!({"measure": "suspension", "reasons": "Until it is clear.", "until": until});
    board.does(site, "POST", &format!("{member}/measures"), suspension).await;
    for voter in BOARD {
        world.who(voter).does(site, "PUT", &format!("{member}/measures/vote"), json!({"vote": "yes"})).await;
    }
    let taken = board.does(site, "POST", &format!("{member}/measures/decision"), json!({})).await;
    assert_eq!(taken["state"], "suspended");
    let appeal = json!({"ground": "fact", "text": "Zirbelklage: it was somebody else's patient."});
    let appealed = world.who("clinic").does(site, "POST", &format!("{member}/appeals"), appeal).await;
    assert_eq!(appealed["under_appeal"], true);
    let warning = json!({"measure": "warning", "reasons": "It may have been a mistake."});
    let put = world.who("voter_1").does(site, "POST", &format!("{member}/measures"), warning).await;
    assert_eq!(put["proposal"]["measure"], "warning");
}

/// One of the board votes on the warning, and the first of three speaks on the appeal: what nobody else may know yet.
pub async fn speak(site: &TestSite, world: &World) {
    let member = member(world);
    let vote = json!({"vote": "no", "dissent": "Zirbelstimme: nothing would do."});
    world.who("board").does(site, "PUT", &format!("{member}/measures/vote"), vote).await;
    let voice = json!({"outcome": "upheld", "reasons": "Zirbelwort: the record names the member."});
    world.who("blind_one").does(site, "POST", &format!("{member}/appeal-decisions"), voice).await;
}
