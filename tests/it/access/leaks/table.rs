//! Who may know what, and from when on: the one table that the search for leaks goes by.

use Stage::{Applied, Asked, Before, Blind, Claimed, Complained, Decided, Gone, Inspected, Over, Reported, Voted};

/// What has come to be when everybody is asked. Each stage goes on from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// What leaves its count in public, or may be known to whoever is signed in, waits already; nothing else does.
    Before,
    /// Complaints were handed in; a panel has drafted its findings, and one of it has left.
    Complained,
    /// A post was reported.
    Reported,
    /// A role was asked for.
    Asked,
    /// A clinic was claimed.
    Claimed,
    /// An inspection is being written down.
    Inspected,
    /// One of the board has voted on a measure, and one of three has spoken on an appeal.
    Voted,
    /// An application was handed in and has its panel.
    Applied,
    /// A reviewer has scored and locked, most of the board has voted.
    Blind,
    /// The vote is closed, and neither the register nor the results say so yet; once they do it is no secret.
    Decided,
    /// Every case has come to its end: decided and closed, published, rejected or taken back. What is public since is
    /// no secret any more, and what is left stays one. Everybody is asked about it together with what comes last.
    Over,
    /// Moderators took words from sight.
    Gone,
}

/// One kind of thing is handed in after the other: whoever may know of one must not learn of another.
pub const HANDED: &[Stage] = &[Complained, Reported, Asked, Claimed, Inspected, Voted, Applied];

/// Where whoever may know what comes to be at a stage may read of it; everywhere else it tells them nothing either.
pub const PLACES: &[(Stage, &[&str])] = &[
    // Whoever complains is tied to whom.
    (Complained, &["/complaints", "/cases", "/me/ties"]),
    (Reported, &["/queue"]),
    (Asked, &["/role-changes", "/admin/roles"]),
    (Claimed, &["/claims", "/queue"]),
    (Inspected, &["/inspections"]),
    (Voted, &["/coalition/members/{physician_id}", "/coalition/votes"]),
    (Applied, &["/applications"]),
    (Blind, &["/applications"]),
    (Decided, &["/applications", "/coalition/votes"]),
];

/// Who learns less of a stage than others who may read of it, and the only addresses that tell them.
pub const LESS: &[(Stage, &str, &[&str])] = &[
    // After the letter about the lock the clinic reads that a visit took place, and nothing else of it.
    (Inspected, "clinic", &["GET /inspections"]),
];

impl Stage {
    /// Whether an address is one of those where somebody who learns of this stage may read of it.
    pub fn is_told_at(self, address: &str, name: &str) -> bool {
        if let Some((_, _, only)) = LESS.iter().find(|(stage, who, _)| *stage == self && *who == name) {
            return only.contains(&address);
        }
        PLACES
            .iter()
            .filter(|(stage, _)| *stage == self)
            .flat_map(|(_, places)| *places)
            .any(|at| address.contains(*at))
    }
}

/// A word that stands in one place only, and who may meet it.
pub struct Secret {
    pub what: &'static str,
    /// As it was written; it is looked for in whatever case.
    pub marker: &'static str,
    /// From a stage on, everybody who may know: callers, or one of [`GROUPS`]; none while it is nobody's to know. The
    /// last that has come counts.
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
    ("everybody", &["guest", "members"]),
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
    secret("the story of a complaint", "Mispelgelee", &[(Complained, &["complainant", "case_officers", "boards"])]),
    secret("what a complaint asks for", "Mispelmus", &[(Complained, &["complainant", "case_officers", "boards"])]),
    secret("whom the clinic knows", "Mispelname", &[(Complained, &["complainant", "case_officers", "boards"])]),
    secret("whom it knows unnamed", "Schlehenname", &[(Complained, &["unnamed", "case_officers", "boards"])]),
    secret("the name of evidence", "mispelrechnung", &[(Complained, &["complainant", "case_officers"])]),
    secret("what evidence says", "Mispelinhalt", &[(Complained, &["complainant", "case_officers"])]),
    secret("who complains unnamed", "schlehenkind", &[(Complained, &["unnamed", "case_officers", "boards"])]),
    secret("what the unnamed one tells", "Schlehenfeuer", &[(Complained, &["unnamed", "case_officers", "boards"])]),
    secret("a message to the officer", "Schlehenbrief", &[(Complained, &["unnamed", "case_officers", "boards"])]),
    secret("a question to the clinic", "Schlehenfrage", &[(Complained, &["clinic", "case_officers", "boards"])]),
    secret("draft findings", "Mispelentwurf", &[(Complained, &["case_officers", "boards", "panel"])]),
    secret("why one of a panel left it", "Mispelbande", &[(Complained, &["case_officers", "boards", "panel"])]),
    secret(
        "the story of what is judged",
        "Ebereschenbrei",
        &[(Before, &["complainant", "clinic", "panel", "case_officers", "boards"])],
    ),
    secret(
        "whom the clinic knows in what is judged",
        "Ebereschenname",
        &[(Before, &["complainant", "clinic", "panel", "case_officers", "boards"])],
    ),
    secret(
        "the patient's comment on findings",
        "Ebereschenwort",
        &[(Over, &["complainant", "panel", "case_officers", "boards"])],
    ),
    secret(
        "the clinic's comment on findings",
        "Ebereschengegenrede",
        &[(Over, &["clinic", "panel", "case_officers", "boards"])],
    ),
    secret(
        "the name of evidence that was judged",
        "ebereschenzettel",
        &[(Over, &["complainant", "panel", "case_officers"])],
    ),
    secret("what that evidence says", "Ebereschentinte", &[(Over, &["complainant", "panel", "case_officers"])]),
    secret(
        "the reasons of a decision",
        "Ebereschenurteil",
        &[(Over, &["complainant", "clinic", "panel", "case_officers", "boards"])],
    ),
    secret("a review in the queue", "Quittenkompott", &[(Before, &["review_author", "case_officers", "moderators"])]),
    secret("a document's name", "quittenquittung", &[(Before, &["review_author", "case_officers", "moderators"])]),
    secret("what a document says", "Quitteninhalt", &[(Before, &["review_author", "case_officers"])]),
    secret("an attested detail", "Quittenzimmer", &[(Gone, &["held_author", "case_officers", "moderators"])]),
    secret("what a report says", "Holunderhinweis", &[(Reported, &["flagger", "moderators"])]),
    secret("who reported", "holunderkind", &[(Reported, &["flagger", "moderators"])]),
    secret("the evidence of a claim", "Sanddornbeleg", &[(Claimed, &["claimant", "credentialing_officer"])]),
    secret("why a claim was rejected", "Sanddorngrund", &[(Over, &["claimant", "credentialing_officer"])]),
    secret("a proposed clinic", "Sanddornstadt", &[(Before, &["members"])]),
    secret("why a role is asked for", "Vogelbeergrund", &[(Asked, &["admins"])]),
    secret("that a visit took place", "A visit took place on", &[(Inspected, &["clinic"])]),
    secret("a declared conflict", "Kornelkirsche", &[(Inspected, &["team"]), (Over, &["everybody"])]),
    secret("a finding of a draft", "Kornelbefund", &[(Inspected, &["team"]), (Over, &["everybody"])]),
    secret("the summary of a draft", "Kornelsumme", &[(Inspected, &["team"]), (Over, &["everybody"])]),
    secret("the notes of a quality check", "Kornelnotiz", &[(Over, &["team"])]),
    secret("the name of a photograph", "kornelbild", &[(Inspected, &["team"])]),
    secret("the name of late evidence", "kornelnachzug", &[(Inspected, &["team"])]),
    secret("what a photograph shows", "Kornelinhalt", &[(Inspected, &["team"])]),
    secret(
        "what an applicant writes",
        "Elsbeerpraxis",
        &[(Applied, &["applicant", "credentialing_officer", "boards", "panelists"])],
    ),
    secret("a referee's name", "Elsbeerzeugin", &[(Applied, &["applicant", "credentialing_officer", "boards"])]),
    secret(
        "a referee's address",
        "lob@elsbeere.example",
        &[(Applied, &["applicant", "credentialing_officer", "boards"])],
    ),
    secret("what a referee says", "Elsbeerlob", &[(Applied, &["credentialing_officer", "boards", "panelists"])]),
    secret("the note of a gate", "Elsbeernotiz", &[(Applied, &["credentialing_officer", "boards"])]),
    secret(
        "why one of the board does not judge an applicant",
        "Elsbeertaufe",
        &[(Applied, &["credentialing_officer", "boards"])],
    ),
    secret(
        "the notes of a calibration",
        "Speierlingsabgleich",
        &[(Before, &["credentialing_officer", "boards", "panelists"])],
    ),
    secret("the notes of a hearing", "Speierlingsrunde", &[(Before, &["credentialing_officer", "boards"])]),
    secret(
        "a candidate's referee",
        "Speierlingszeugin",
        &[(Before, &["candidate", "credentialing_officer", "boards"])],
    ),
    secret(
        "what is said of a candidate",
        "Speierlingslob",
        &[(Before, &["credentialing_officer", "boards", "panelists"])],
    ),
    secret("the note of a candidate's gate", "Speierlingsnotiz", &[(Before, &["credentialing_officer", "boards"])]),
    secret("the reason of a candidate's score", "Speierlingsgrund", &[(Before, &["boards", "panelists"])]),
    secret("the reason of a blind score", "Dirndlgrund", &[(Blind, &["blind_one"])]),
    secret(
        "a dissent",
        "Dirndlwiderspruch",
        &[(Blind, &[]), (Decided, &["credentialing_officer", "boards"]), (Over, &["everybody"])],
    ),
    secret(
        "a decision before it is published",
        "Speierlingsspruch",
        &[(Decided, &["candidate", "credentialing_officer", "boards"]), (Over, &["everybody"])],
    ),
    secret(
        "the outcome of a vote",
        "\"outcome\":\"admitted\"",
        &[(Decided, &["candidate", "credentialing_officer", "boards", "panelists"]), (Over, &["everybody"])],
    ),
    secret(
        "an appeal against a measure",
        "Zirbelklage",
        &[(Before, &["clinic", "appeals", "credentialing_officer", "panel", "panelists"])],
    ),
    secret("a dissent while a measure is voted on", "Zirbelstimme", &[(Voted, &["board"])]),
    secret("the first of three voices on an appeal", "Zirbelwort", &[(Voted, &["blind_one"])]),
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
