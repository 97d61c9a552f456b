//! Who may know what, and from when on: the one table that the search for leaks goes by.

use Stage::{Before, Blind, Decided, Gone, Handed};

/// What has come to be when everybody is asked. Each stage goes on from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// What leaves its count in public, or may be known to whoever is signed in, waits already; nothing else does.
    Before,
    /// Complaints, reviews, reports, claims and applications were handed in; an inspection is being written down.
    Handed,
    /// A reviewer has scored and locked, most of the board has voted.
    Blind,
    /// The vote is closed, and the register does not say so yet.
    Decided,
    /// Moderators took words from sight.
    Gone,
}

/// A word that stands in one place only, and who may meet it.
pub struct Secret {
    pub what: &'static str,
    /// As it was written; it is looked for in whatever case.
    pub marker: &'static str,
    /// From a stage on, everybody who may know: callers, or one of [`GROUPS`]. The last that has come counts.
    pub known_to: &'static [(Stage, &'static [&'static str])],
}

/// Words for several callers.
pub const GROUPS: &[(&str, &[&str])] = &[
    ("case_officers", &["case_officer", "points_officer"]),
    ("moderators", &["moderator", "hider"]),
    ("admins", &["admin", "second_admin"]),
    ("boards", &["board", "voter_1", "voter_2", "voter_3", "voter_4", "voter_5"]),
    ("panelists", &["reviewer", "blind_one", "blind_two"]),
    ("team", &["lead", "second_lead", "draft_reader", "points_officer"]),
    (
        "staff",
        &[
            "case_officers",
            "moderators",
            "admins",
            "boards",
            "panel",
            "panelists",
            "team",
            "credentialing_officer",
            "inspector",
            "appeals",
            "privacy_officer",
            "treasurer",
            "auditor",
        ],
    ),
    (
        "members",
        &[
            "staff",
            "member",
            "author",
            "patient",
            "clinic",
            "physician",
            "clinic_staff",
            "mentor",
            "complainant",
            "unnamed",
            "review_author",
            "held_author",
            "flagger",
            "claimant",
            "applicant",
            "candidate",
            "writer",
        ],
    ),
];

const fn secret(
    what: &'static str,
    marker: &'static str,
    known_to: &'static [(Stage, &'static [&'static str])],
) -> Secret {
    Secret { what, marker, known_to }
}

/// Every secret.
pub const SECRETS: &[Secret] = &[
    secret("the story of a complaint", "Mispelgelee", &[(Handed, &["complainant", "case_officers", "boards"])]),
    secret("what a complaint asks for", "Mispelmus", &[(Handed, &["complainant", "case_officers", "boards"])]),
    secret("the name of evidence", "mispelrechnung", &[(Handed, &["complainant", "case_officers"])]),
    secret("what evidence says", "Mispelinhalt", &[(Handed, &["complainant", "case_officers"])]),
    secret("who complains unnamed", "schlehenkind", &[(Handed, &["unnamed", "case_officers", "boards"])]),
    secret("what the unnamed one tells", "Schlehenfeuer", &[(Handed, &["unnamed", "case_officers", "boards"])]),
    secret("a message to the officer", "Schlehenbrief", &[(Handed, &["unnamed", "case_officers", "boards"])]),
    secret("a question to the clinic", "Schlehenfrage", &[(Handed, &["clinic", "case_officers", "boards"])]),
    secret("draft findings", "Mispelentwurf", &[(Handed, &["case_officers", "boards", "panel"])]),
    secret("a review in the queue", "Quittenkompott", &[(Before, &["review_author", "case_officers", "moderators"])]),
    secret("a document's name", "quittenquittung", &[(Before, &["review_author", "case_officers", "moderators"])]),
    secret("what a document says", "Quitteninhalt", &[(Before, &["review_author", "case_officers"])]),
    secret("an attested detail", "Quittenzimmer", &[(Handed, &["held_author", "case_officers", "moderators"])]),
    secret("what a report says", "Holunderhinweis", &[(Handed, &["flagger", "moderators"])]),
    secret("who reported", "holunderkind", &[(Handed, &["flagger", "moderators"])]),
    secret("the evidence of a claim", "Sanddornbeleg", &[(Handed, &["claimant", "credentialing_officer"])]),
    secret("a proposed clinic", "Sanddornstadt", &[(Before, &["members"])]),
    secret("why a role is asked for", "Vogelbeergrund", &[(Handed, &["admins"])]),
    secret("a declared conflict", "Kornelkirsche", &[(Handed, &["team"])]),
    secret("a finding of a draft", "Kornelbefund", &[(Handed, &["team"])]),
    secret("the summary of a draft", "Kornelsumme", &[(Handed, &["team"])]),
    secret("the name of a photograph", "kornelbild", &[(Handed, &["team"])]),
    secret("the name of late evidence", "kornelnachzug", &[(Handed, &["team"])]),
    secret("what a photograph shows", "Kornelinhalt", &[(Handed, &["team"])]),
    secret(
        "what an applicant writes",
        "Elsbeerpraxis",
        &[(Handed, &["applicant", "credentialing_officer", "boards", "panelists"])],
    ),
    secret("a referee's name", "Elsbeerzeugin", &[(Handed, &["applicant", "credentialing_officer", "boards"])]),
    secret(
        "a referee's address",
        "lob@elsbeere.example",
        &[(Handed, &["applicant", "credentialing_officer", "boards"])],
    ),
    secret("what a referee says", "Elsbeerlob", &[(Handed, &["credentialing_officer", "boards", "panelists"])]),
    secret("the note of a gate", "Elsbeernotiz", &[(Handed, &["credentialing_officer", "boards"])]),
    secret("the reason of a blind score", "Dirndlgrund", &[(Blind, &["blind_one"])]),
    secret("a dissent", "Dirndlwiderspruch", &[(Blind, &[]), (Decided, &["credentialing_officer", "boards"])]),
    secret(
        "a decision before it is published",
        "Speierlingsspruch",
        &[(Decided, &["candidate", "credentialing_officer", "boards"])],
    ),
    secret(
        "the outcome of a vote",
        "\"outcome\":\"admitted\"",
        &[(Decided, &["candidate", "credentialing_officer", "boards", "panelists"])],
    ),
    secret("a dissent while a measure is voted on", "Zirbelstimme", &[(Handed, &["board"])]),
    secret("a hidden post", "Berberitzenwort", &[(Gone, &["writer", "staff"])]),
    secret("a removed post", "Berberitzenschluss", &[(Gone, &["writer", "staff"])]),
    secret("what a removed post said before", "Berberitzenrest", &[(Gone, &["staff"])]),
    secret(
        "a masked address",
        "berberitze@masked.example",
        &[(Gone, &["writer", "moderators", "appeals", "auditor", "admins"])],
    ),
    secret("the title of a hidden thread", "Berberitzentitel", &[(Gone, &["writer", "staff"])]),
    secret("a held review", "Quittenstrudel", &[(Gone, &["held_author", "case_officers", "moderators"])]),
    secret("a hidden review", "Quittensulz", &[(Gone, &["writer", "case_officers", "moderators"])]),
    secret("the first of two voices on a hidden review", "Quittenstimme", &[(Gone, &["moderators"])]),
    secret(
        "why a post was hidden",
        "Berberitzengrund",
        &[(Gone, &["writer", "flagger", "moderators", "appeals", "auditor", "admins"])],
    ),
    secret("an appeal", "Berberitzenklage", &[(Gone, &["writer", "moderators", "appeals", "auditor", "admins"])]),
    secret("the moderator behind a decision", "schlehdornwache", &[(Gone, &["hider", "admins"])]),
];

impl Secret {
    /// Whether there is such a thing at this stage.
    pub fn is_there(&self, stage: Stage) -> bool {
        self.known_to.first().is_some_and(|(from, _)| *from <= stage)
    }

    /// The callers who may know at this stage.
    pub fn readers(&self, stage: Stage) -> Vec<&'static str> {
        let words = self.known_to.iter().rfind(|(from, _)| *from <= stage).map_or(&[][..], |(_, words)| *words);
        expanded(words)
    }
}

fn expanded(words: &[&'static str]) -> Vec<&'static str> {
    let group = |word: &str| GROUPS.iter().find(|(name, _)| *name == word).map(|(_, words)| *words);
    words.iter().flat_map(|word| group(word).map_or_else(|| vec![*word], expanded)).collect()
}
