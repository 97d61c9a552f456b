//! Sentences that reveal, sentences that do not, and what holds for every text.

use super::*;
use proptest::prelude::*;

const REVEALING: &[&str] = &[
    "As your surgeon I placed every graft myself.",
    "You were our patient two years ago.",
    "We remember you well and are sorry to read this.",
    "Thank you for choosing our clinic.",
    "Your second session went exactly as agreed.",
    "You did not follow the aftercare instructions that you were given.",
    "Our records show that 2,400 grafts were placed.",
    "We refunded you in full in May.",
    "You still owe us the balance.",
    "When you came in on 12 May we explained the risks.",
    "She missed both follow-up appointments.",
    "Mr. Brown was seen by three physicians.",
    "This patient has a history of scarring alopecia.",
    "The infection was treated with antibiotics within a day.",
    "He signed the consent form before the operation.",
    "Your diagnosis of diffuse thinning was discussed at length.",
    "It was a pleasure treating you.",
    "According to the chart, the wound had healed by day ten.",
    "You paid a deposit of 500 euros and cancelled the day before.",
    "We cannot discuss details, but you were told about the risks.",
    "The reviewer was informed that a second surgery would be needed.",
    "Ihre Operation verlief ohne Komplikationen.",
    "Sie waren im März bei uns zur Beratung.",
    "Laut unserer Akte haben Sie die Nachsorge abgebrochen.",
    "Wir haben Ihnen die Anzahlung von 800 Euro erstattet.",
    "Herr Schmidt hat die Einwilligung unterschrieben.",
    "Der Patient wurde ausführlich aufgeklärt.",
    "Vielen Dank für Ihr Vertrauen in unsere Klinik.",
    "Bei Ihnen lag eine vernarbende Alopezie vor.",
    "Wir dürfen nichts sagen, aber Sie haben die Medikamente nicht genommen.",
];

const NEUTRAL: &[&str] = &[
    "Thank you for your feedback; we take every comment seriously.",
    "Privacy law does not allow us to confirm or deny that somebody was a patient.",
    "Please call our desk so that we can talk about your concerns.",
    "We cannot comment on individual cases in public.",
    "At our clinic, every patient gets a written plan before any procedure.",
    "Follow-up visits are offered to all patients at six and twelve months.",
    "Results usually take twelve months to mature.",
    "Anybody with a question about an invoice can write to our billing desk.",
    "Our policy is to return deposits up to fourteen days before a procedure.",
    "We have shared this review with the whole team.",
    "The author is welcome to contact us directly.",
    "We are sorry to read that somebody is disappointed.",
    "Our phones are staffed from eight to six on working days.",
    "Grafts are counted twice, at harvest and at placement.",
    "If you would like to raise a complaint, our complaints desk answers within three days.",
    "Vielen Dank für Ihre Rückmeldung.",
    "Die Schweigepflicht verbietet uns, etwas zu einzelnen Personen zu sagen.",
    "Bitte rufen Sie uns an, damit wir über Ihr Anliegen sprechen können.",
    "Alle Patienten erhalten bei uns einen schriftlichen Plan.",
    "Unsere Sprechzeiten stehen auf der Seite der Klinik.",
    "Wir nehmen jede Kritik ernst und prüfen unsere Abläufe.",
    "Das Ergebnis einer Haartransplantation zeigt sich in der Regel nach zwölf Monaten.",
];

#[test]
fn what_reveals_a_patient_is_found() {
    let missed: Vec<_> = REVEALING.iter().filter(|text| look(text, &[]).is_empty()).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn neutral_words_pass() {
    let blocked: Vec<_> = NEUTRAL
        .iter()
        .map(|text| (text, look(text, &[]).iter().map(|place| said(text, *place)).collect::<Vec<_>>()))
        .filter(|(_, places)| !places.is_empty())
        .collect();
    assert!(blocked.is_empty(), "{blocked:#?}");
}

#[test]
fn the_authors_name_is_found_wherever_it_stands() {
    let found = look("We wish teal_bicycle all the best.", &["teal_bicycle"]);
    assert_eq!(found, [Place { start: 8, end: 20, code: REVEALS_NAME }]);
    assert_eq!(look("The team wishes everybody well.", &["team"]).len(), 1);
    assert!(look("We like to hear from people.", &["li"]).is_empty(), "short names are also words");
}

#[test]
fn places_are_counted_in_characters() {
    let text = "Grüße! Ihre Operation verlief gut.";
    let place = look(text, &[])[0];
    assert_eq!(said(text, place), "Ihre Operation");
}

#[test]
fn after_a_turn_a_silent_sentence_speaks_again() {
    assert!(look("We cannot discuss any case in public.", &[]).is_empty());
    assert!(!look("We cannot discuss this in public, but your surgery went well.", &[]).is_empty());
}

fn said(text: &str, place: Place) -> String {
    text.chars().skip(place.start).take(place.end - place.start).collect()
}

proptest! {
    #[test]
    fn places_lie_in_the_text(text in "\\PC{0,200}", name in "\\PC{0,12}") {
        let length = text.chars().count();
        for place in look(&text, &[&name]) {
            prop_assert!(place.start < place.end && place.end <= length, "{place:?}");
        }
    }

    #[test]
    fn words_in_any_order_never_panic(words in prop::collection::vec(prop::sample::select(WORDS), 0..30)) {
        let text = words.join(" ");
        let length = text.chars().count();
        for place in look(&text, &["müller"]) {
            prop_assert!(place.start < place.end && place.end <= length);
        }
    }
}

const WORDS: &[&str] = &[
    "you",
    "your",
    "Ihre",
    "Sie",
    "the",
    "patient",
    "was",
    "war",
    "Operation",
    "grafts",
    "2,400",
    "€",
    "500",
    "on",
    "12.3.2024",
    "May",
    "signed",
    "Akte",
    "not",
    "confirm",
    "but",
    "aber",
    ".",
    "!",
    "\n",
    "Mr.",
    "Müller",
    "Straße",
    "🙂",
    "e\u{301}",
    "he",
    "paid",
    "refund",
    "our",
    "records",
    "show",
    "all",
    "patients",
];
