//! Who has a say in a membership, and by when: the pack's own figures in words.

use crate::specialty::Membership;
use crate::text::lang::Value;
use crate::web::page::Page;
use crate::workdays::Span;

/// The steps of the way in and what follows it, each with its name.
pub fn steps(page: &Page, rules: &Membership) -> Vec<(String, String)> {
    let (limits, clocks, asked) = (&rules.thresholds, &rules.clocks, &rules.references);
    let span = |span: Span| Value::from(length(page, span));
    let step = |name: &str, values: &[(&str, Value)]| {
        let text = page.lang.t_with(&format!("coalition-who-{name}-text"), values);
        (page.t(&format!("coalition-who-{name}")), text)
    };
    vec![
        step(
            "references",
            &[
                ("peers", asked.peers.into()),
                ("drawn", asked.patients_drawn.into()),
                ("listed", asked.patients_listed.into()),
                ("answers", asked.answers_needed.into()),
            ],
        ),
        step("panel", &[("reviewers", limits.least_reviewers.into())]),
        step("recusal", &[("kilometres", limits.recusal_kilometres.into()), ("months", limits.coauthor_months.into())]),
        step("comments", &[("open", span(clocks.public_comment)), ("answer", span(clocks.comment_answer))]),
        step(
            "vote",
            &[("vote", span(clocks.vote)), ("decision", span(clocks.decision)), ("published", span(clocks.published))],
        ),
        step(
            "again",
            &[
                ("least", limits.defer_months_least.into()),
                ("most", limits.defer_months_most.into()),
                ("rejected", limits.reapply_months.into()),
            ],
        ),
        step(
            "probation",
            &[
                ("probation", clocks.probation_months.into()),
                ("inspection", clocks.first_inspection_months.into()),
                ("recredential", clocks.recredential_months.into()),
            ],
        ),
        step(
            "appeal",
            &[
                ("appeal", span(clocks.appeal)),
                ("voices", limits.appeal_voices.into()),
                ("heard", span(clocks.appeal_heard)),
            ],
        ),
    ]
}

/// A span in words: `30 days`, `5 working days`, `72 hours`.
pub fn length(page: &Page, span: Span) -> String {
    page.t_with(&format!("coalition-span-{}", span.unit.suffix()), "count", span.amount)
}
