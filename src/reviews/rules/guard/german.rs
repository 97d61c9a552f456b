//! What reveals a patient in German.

use super::{
    Language, REVEALS_DIAGNOSIS, REVEALS_PATIENT, REVEALS_PAYMENT, REVEALS_RECORDS, REVEALS_TREATMENT, REVEALS_VISIT,
    Rule, form,
};
use crate::error::Code;

const VISITS: &str = r"(?:\w*(?:termin\w*|besuch\w*|kontrolle\w*|aufenthalt\w*|beratung(?:sgespräch\w*|en)?|vorgespräch\w*|sprechstunde|anreise|ankunft|buchung|gespräch(?:s|es)? mit)\b)";
const TREATMENTS: &str = r"(?:\w*(?:eingriff\w*|operation\w*|op|behandlung\w*|transplantation\w*|transplantat\w*|grafts?|haarlinie|haaransatz\w*|geheimratsecken|tonsur|scheitel|spenderbereich\w*|kopfhaut|narben?|nähte|sitzung\w*|spritzen?|injektion\w*|prp|fue|fut|narkose|betäubung|medikament\w*|finasterid|minoxidil|antibiotik\w*|nachsorge|nachbehandlung|heilung\w*|anwuchs\w*|wachstum\w*|dichte|ergebnis\w*|entnahme|haare?|kopf|therapie|korrektur|verband\w*|genesung|pflege|fall)\b)";
const DIAGNOSES: &str = r"(?:\w*(?:diagnose\w*|befund\w*|erkrankung\w*|krankheit\w*|alopezie|haarausfall\w*|infektion\w*|entzündung\w*|allergi\w+|komplikation\w*|schwellung\w*|blutung\w*|nekrose\w*|schmerz\w*|vorgeschichte|blutwert\w*|blutdruck|diabetes|depression\w*|angst\w*|rauch\w*|schwanger\w*|gesundheit\w*|zustand\w*|beschwerden|laborwert\w*)\b)";
const PAYMENTS: &str = r"(?:\w*(?:zahlung\w*|rechnung\w*|anzahlung\w*|betrag\w*|restbetrag\w*|rückerstattung\w*|erstattung\w*|geld|gebühr\w*|rate(?:n)?|kosten|preis|rabatt\w*|versicherung\w*|überweisung\w*|honorar\w*|konto)\b)";
const RECORDS: &str = r"(?:\w*(?:akten?|unterlagen|aufzeichnung\w*|dokumentation\w*|einwilligung\w*|unterschrift\w*|fotos?|bilder|aufnahmen|fragebogen|formular\w*|patientenblatt|protokoll\w*|e-?mails?|schriftverkehr)\b)";
const GAP: &str = r"(?:[\wäöüß'’,%-]+\s+){0,4}?";
const YOURS: &str = r"(?:ihr(?:e[nmrs]?)?|dein(?:e[nmrs]?)?|eu(?:er|re[nmrs]?))";
const DONE: &str = r"(?:war(?:en)?|wurden?|verlief(?:en)?|dauerten?|fand(?:en)?|hatten?|zeigten?|heilten?|ging(?:en)?|erfolgten?|kam(?:en)?|blieb(?:en)?|wuchs(?:en)?|ist|sind|hat|haben)";
const PARTICIPLES: &str = r"(?:bezahlt|gezahlt|überwiesen|unterschrieben|unterzeichnet|eingewilligt|zugestimmt|erhalten|bekommen|abgesagt|versäumt|verpasst|verschoben|behandelt|operiert|untersucht|beraten|aufgeklärt|informiert|gekommen|erschienen|besucht|gewählt|gewünscht|verzichtet|eingenommen|genommen|abgesetzt|geraucht|gelitten|entschieden|gebucht|vereinbart|angereist|abgelehnt|verweigert|befolgt|eingehalten|beachtet|ignoriert|gewaschen|geschickt|gesendet|verlangt|gefordert|mitgeteilt|verschwiegen|angegeben|betreut|versorgt|begleitet|kennengelernt|empfangen|erstattet|zurückgezahlt|zurückbekommen|berechnet|wahrgenommen|vorgestellt|gemeldet|entlassen|bestätigt|transplantiert|implantiert|eingesetzt|entnommen|verpflanzt|verschrieben|durchgeführt|korrigiert|vorgenommen|begonnen|abgebrochen)";
const DATE: &str = r"(?:\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?|(?:\d{1,2}\.\s)?(?:januar|februar|märz|april|juni|juli|august|september|oktober|november|dezember)(?:\s\d{4})?|(?:im|letzte[nsr]?|vergangene[nsr]?|vorige[nsr]?)\s(?:jahr|monat|woche|frühjahr|sommer|herbst|winter)|vor\s\w+\s(?:tagen|wochen|monaten|jahren)|\w+\s(?:tage|wochen|monate|jahre)\s(?:nach|später|danach))";
const MONEY: &str = r"(?:\d[\d.,]*\s?(?:euro|eur|€|franken|chf)|[€]\s?\d[\d.,]*)";

pub(super) fn language() -> Language {
    let mut rules = spoken_to();
    rules.extend(spoken_of());
    rules.extend(facts());
    Language {
        rules,
        silent: form(
            r"\b(?:nicht|kein\w*|weder|noch|ohne|nie(?:mals)?|untersagt|verbietet|verboten|verbieten|schweigepflicht|datenschutz\w*|ob)\b.{0,90}\b(?:bestätigen|äußern|kommentieren|auskunft|auskünfte|sagen|mitteilen|preisgeben|angaben|stellung|offenlegen|sprechen|eingehen|antworten|nennen|bestreiten|verraten|besprechen|erörtern|veröffentlichen)|\b(?:schweigepflicht|datenschutz\w*)\b",
        ),
        turn: form(r"\b(?:aber|jedoch|allerdings|dennoch|trotzdem|doch)\b"),
        general: form(
            r"\b(?:patientinnen|patienten|menschen|alle[nrs]?|jede[nmrs]?|niemand(?:em|en)?|wer|wenn sie|falls sie|sollten sie|grundsätzlich|in der regel|üblicherweise|allgemein|generell|immer|stets|normalerweise|unsere (?:regeln|standards|vorgaben)|bei uns gilt|eine? (?:behandlung|operation|haartransplantation|eingriff|beratung|termin))\b",
        ),
    }
}

fn rule(pattern: &str, code: Code) -> Rule {
    Rule { form: form(pattern), code, only_of_one: false }
}

fn of_one(pattern: &str, code: Code) -> Rule {
    Rule { form: form(pattern), code, only_of_one: true }
}

/// What is said to somebody: „Ihre Operation“, „Sie haben bezahlt“, „wir haben Sie behandelt“.
fn spoken_to() -> Vec<Rule> {
    let yours = |terms: &str| format!(r"\b{YOURS}\s+{GAP}{terms}");
    vec![
        of_one(&yours(VISITS), REVEALS_VISIT),
        of_one(&yours(TREATMENTS), REVEALS_TREATMENT),
        of_one(&yours(DIAGNOSES), REVEALS_DIAGNOSIS),
        of_one(&yours(PAYMENTS), REVEALS_PAYMENT),
        of_one(&yours(RECORDS), REVEALS_RECORDS),
        of_one(&format!(r"\b(?:sie|du|ihnen|dir|dich)\b.{{0,100}}\b{PARTICIPLES}\b"), REVEALS_TREATMENT),
        of_one(
            r"\b(?:sie|du)\s+(?:\w+\s+){0,2}?(?:kamen|kamst|erschienen|besuchten|waren (?:bei|in|unser|am|im|zur|zum|mit|zufrieden|zu spät|pünktlich)|warst|wollten|wünschten|erhielten|bekamen|bezahlten|zahlten|unterschrieben|unterzeichneten|lehnten|nahmen|rauchten|litten|verließen|reisten|schulden|entschieden|verpassten|versäumten|sagten (?:\w+ ){0,3}?ab|wurden|hatten)\b",
            REVEALS_VISIT,
        ),
        of_one(
            r"\b(?:kamen|waren|wurden|erhielten|bekamen|erschienen|unterschrieben|bezahlten|zahlten|wollten|hatten|litten|schulden)\s+(?:sie|du|wir sie)\b",
            REVEALS_VISIT,
        ),
        rule(r"\b(?:sie|du|er)\s+(?:\w+\s+){0,4}?(?:patient(?:in)?|kunde|kundin)\b", REVEALS_PATIENT),
        rule(r"\b(?:als|unsere?[nmrs]?|meine?[nmrs]?|diese[nmrs]?) (?:\w+ )?(?:patient|patientin)\b", REVEALS_PATIENT),
        rule(
            r"\b(?:dank\w*)\b.{0,30}\b(?:vertrauen|besuch|wahl|treue)\b|\b(?:sich|dich) für (?:uns|unsere klinik|unsere praxis|unser haus|eine behandlung) entschieden\b",
            REVEALS_PATIENT,
        ),
        rule(
            r"\b(?:sie|dich|ihnen) (?:\w+ ){0,3}?(?:zu behandeln|zu operieren|kennenzulernen|zu betreuen|begrüßen zu dürfen|behandeln durften|betreuen durften|behandeln zu dürfen)\b|\b(?:erinnern uns|erinnere mich) (?:\w+ )?an sie\b",
            REVEALS_PATIENT,
        ),
        of_one(&format!(r"\bsie\b.{{0,80}}{DATE}|{DATE}.{{0,60}}\b(?:sie|ihnen|du)\b"), REVEALS_VISIT),
        of_one(
            &format!(r"\b(?:sie|ihnen|dir)\b.{{0,80}}{MONEY}|{MONEY}.{{0,60}}\b(?:sie|ihnen|dir)\b"),
            REVEALS_PAYMENT,
        ),
        of_one(
            &format!(
                r"\b(?:bei|mit|an) (?:ihnen|dir)\b.{{0,60}}(?:{TREATMENTS}|{DIAGNOSES}|{VISITS})|(?:{TREATMENTS}|{DIAGNOSES}|{VISITS}).{{0,40}}\b(?:bei|mit|an) (?:ihnen|dir)\b"
            ),
            REVEALS_TREATMENT,
        ),
    ]
}

/// What is said of somebody: „der Patient war“, „seine Akte“.
fn spoken_of() -> Vec<Rule> {
    let theirs = |terms: &str| format!(r"\b(?:sein(?:e[nmrs]?)?)\s+{GAP}{terms}");
    vec![
        of_one(&theirs(VISITS), REVEALS_VISIT),
        of_one(&theirs(TREATMENTS), REVEALS_TREATMENT),
        of_one(&theirs(DIAGNOSES), REVEALS_DIAGNOSIS),
        of_one(&theirs(PAYMENTS), REVEALS_PAYMENT),
        of_one(&theirs(RECORDS), REVEALS_RECORDS),
        of_one(
            &format!(
                r"\b(?:der|die|den|dem|dieser|diese|diesen) (?:\w+ )?(?:patient|patientin|herr|dame|kunde|kundin|verfasser|verfasserin|rezensent|rezensentin|person|autor|autorin)\b.{{0,80}}\b(?:{DONE}|{PARTICIPLES}|kam|erschien|wollte|erhielt|bekam|bezahlte|zahlte|unterschrieb|lehnte|nahm|rauchte|litt|verließ|reiste|schuldet)\b"
            ),
            REVEALS_PATIENT,
        ),
        of_one(
            &format!(
                r"\b(?:er|sie)\b.{{0,80}}\b(?:kam|erschien|erhielt|bekam|bezahlte|zahlte|unterschrieb|lehnte|rauchte|litt|verließ|reiste|versäumte|verpasste)\b|\b(?:er|ihm|ihr|ihn)\b.{{0,80}}\b{PARTICIPLES}\b"
            ),
            REVEALS_TREATMENT,
        ),
    ]
}

/// What was done, found, paid or written down, whoever it was.
fn facts() -> Vec<Rule> {
    let the = |terms: &str| {
        format!(
            r"\b(?:der|die|das|dieser|diese|dieses|den)\s+(?:[\wäöüß-]+\s+){{0,2}}?{terms}\s+(?:[\wäöüß-]+\s+){{0,2}}?(?:war(?:en)?|wurden?|verlief(?:en)?|dauerten?|fand(?:en)?|hatten?|zeigten?|heilten?|ging(?:en)?|erfolgten?|kam(?:en)?|blieb(?:en)?|wuchs(?:en)?)\b"
        )
    };
    vec![
        of_one(&the(TREATMENTS), REVEALS_TREATMENT),
        of_one(&the(VISITS), REVEALS_VISIT),
        of_one(&the(DIAGNOSES), REVEALS_DIAGNOSIS),
        of_one(&the(PAYMENTS), REVEALS_PAYMENT),
        of_one(
            r"\b\d[\d.]*\s+(?:grafts?|haare|follikel\w*|transplantate)\b.{0,60}\b(?:wurden|eingesetzt|entnommen|verpflanzt|transplantiert|implantiert|gezählt)\b|\b(?:wurden|haben wir|setzten|entnahmen)\b.{0,40}\b\d[\d.]*\s+(?:grafts?|haare|follikel\w*|transplantate)\b",
            REVEALS_TREATMENT,
        ),
        rule(
            r"\b(?:laut|gemäß|nach)\s+(?:unsere[nmrs]?|ihre[nmrs]?|der|den|seine[nmrs]?)\s+(?:\w+\s+)?(?:\w*akten?|unterlagen|aufzeichnungen|\w*dokumentation)\b",
            REVEALS_RECORDS,
        ),
        rule(
            r"\b(?:unsere|die|ihre|seine|in unseren|in den|in der|aus den|aus unseren|aus der)\s+(?:\w+\s+){0,2}?(?:\w*akten?|unterlagen|aufzeichnungen|\w*dokumentation|fotos|aufnahmen|\w*kalender|\w*system)\s+(?:\w+\s+){0,2}?(?:zeig\w+|beleg\w+|bestätig\w+|beweis\w+|geht|gehen|ergibt|ergeben|enthält|enthalten|steht|ist|sind|finde\w*|hervor)\b|\b(?:unterschriebene|unterzeichnete|schriftliche) (?:\w+ )?(?:einwilligung|aufklärung|vereinbarung)\b",
            REVEALS_RECORDS,
        ),
        of_one(
            &format!(
                r"{MONEY}.{{0,60}}\b(?:erstattet|bezahlt|gezahlt|überwiesen|zurückgezahlt|berechnet|offen)\b|\b(?:erstattet|bezahlt|überwiesen|zurückgezahlt)\b.{{0,40}}{MONEY}|\b(?:anzahlung|betrag|rechnung|kaufpreis|geld|kosten|honorar)\b.{{0,40}}\b(?:erstattet|bezahlt|beglichen|überwiesen|zurückgezahlt|zurückerhalten|offen)\b"
            ),
            REVEALS_PAYMENT,
        ),
        of_one(
            &format!(
                r"(?:{TREATMENTS}|{VISITS}).{{0,40}}\b(?:am|vom|im|seit)\s+{DATE}|\b(?:am|vom|im|seit)\s+{DATE}.{{0,60}}(?:{TREATMENTS}|{VISITS})"
            ),
            REVEALS_VISIT,
        ),
    ]
}
