//! What reveals a patient in English.

use super::{
    Language, REVEALS_DIAGNOSIS, REVEALS_PATIENT, REVEALS_PAYMENT, REVEALS_RECORDS, REVEALS_TREATMENT, REVEALS_VISIT,
    Rule, form,
};
use crate::error::Code;

const VISITS: &str = r"(?:(?:follow[- ]?ups?|check[- ]?ups?|visits?|appointments?|consultations?|consults?|stay|arrival|bookings?|reservations?|check[- ]?in|trip|flights?)\b)";
const TREATMENTS: &str = r"(?:(?:procedures?|surger(?:y|ies)|operations?|treatments?|transplants?|transplantations?|grafts?|hairlines?|crown|temples?|donor(?: area| site| region)?|scalp|scars?|stitches|sutures|sessions?|implants?|implantation|injections?|prp|fue|fut|anaesthe\w+|anesthe\w+|sedation|medications?|medicines?|prescriptions?|finasteride|minoxidil|antibiotics?|aftercare|post[- ]?op\w*|recovery|healing|growth|regrowth|density|results?|outcomes?|extractions?|harvest\w*|punch|sites?|hair|head|therapy|biopsy|repair|touch[- ]?up|second surgery|dressings?|bandages?|washings?|care|case)\b)";
const DIAGNOSES: &str = r"(?:(?:diagnos\w+|conditions?|alopecia|hair loss|thinning|baldness|norwood|ludwig|infections?|disease|illness|allerg\w+|complications?|swelling|bleeding|necrosis|folliculitis|shock loss|symptoms?|pain|medical histor\w+|blood (?:tests?|pressure|work|results?)|test results?|lab results?|diabetes|depression|anxiety|dysmorphi\w+|smok\w+|hiv|hepatitis|pregnan\w+|skin|miniaturi[sz]ation|health|weight|age)\b)";
const PAYMENTS: &str = r"(?:(?:payments?|deposits?|invoices?|bills?|balance|refunds?|money|fees?|instal?lments?|down[- ]?payment|credit card|card|insurance|chargebacks?|discounts?|price|quote|account|transfer|voucher)\b)";
const RECORDS: &str = r"(?:(?:(?:medical |patient |clinical |case |treatment |surgical |operation )?(?:records?|files?|charts?|notes?|documentation|documents?)|consent(?: forms?)?|signatures?|photos?|photographs?|pictures?|images|questionnaires?|intake forms?|forms?|correspondence|e-?mails?|messages? with|chat|paperwork|x-?rays?|scans?)\b)";
/// Up to four words in between.
const GAP: &str = r"(?:[\w'’,%-]+\s+){0,4}?";
const DONE: &str = r"(?:was|were|went|had|took|lasted|healed|showed|turned|came|has been|have been|did|looked|grew|followed|ended|began|started|required|needed|resolved|failed|occurred|happened|remained|improved|is now|are now)";
/// Somebody who is spoken of.
const SOMEBODY: &str = r"(?:he|she|(?:the|this|that|our|my|said) (?:[\w-]+ ){0,2}?(?:patient|gentleman|lady|reviewer|author|writer|person|individual|man|woman|guy|client|customer|poster|user))";
const VISITED: &str = r"(?:came (?:to|back|in|for|here|with|late|alone)|came|visited|attended|arrived|cancell?ed|missed|showed up|turned up|no-?showed|returned (?:to|for|home)|walked in|travell?ed|flew|booked|rescheduled|left (?:our|the|without|before|after|against|happy|satisfied)|were (?:here|seen|late|with us|booked|scheduled|admitted|discharged)|was (?:here|seen|late|with us|booked|scheduled|admitted|discharged)|met (?:with )?(?:our|the|me|us|dr)|stayed|spent|sat)";
const AGREED: &str = r"(?:signed|consented|agreed to|filled (?:in|out)|initialled|submitted|sent us|emailed us|uploaded|brought (?:in|us)|handed)";
const TREATED: &str = r"(?:received|underwent|had (?:[\w,.-]+ ){0,4}?(?:grafts?|surger\w+|procedure|transplants?|sessions?|treatments?|operations?|injections?|scars?|density|loss|infection|hair)|chose|opted|declined|refused|insisted|requested|took|stopped|skipped|ignored|followed|did(?: not|n['’]t) (?:\w+ )?(?:follow|take|attend|come|return|use|wash|stop|keep|want|pay|show|respond|complete|disclose|tell|mention|wear|complain)|failed to|never (?:came|returned|told|contacted|mentioned|complained|followed|attended|paid)|smoked|smokes|drank|suffer(?:ed|s)?|complained|recovered|healed|wanted|were (?:given|told|informed|advised|warned|offered|shown|treated|operated|examined|diagnosed|prescribed|sedated|satisfied|happy|pleased|unsuitable|a (?:poor|good|suitable|bad|difficult) candidate)|was (?:given|told|informed|advised|warned|offered|shown|treated|operated|examined|diagnosed|prescribed|sedated|satisfied|happy|pleased|unsuitable|a (?:poor|good|suitable|bad|difficult) candidate)|is (?:recovering|healing)|needed|required|developed|experienced)";
const PAID: &str = r"(?:paid|owes?|owed|was (?:charged|refunded|billed|invoiced|reimbursed)|were (?:charged|refunded|billed|invoiced|reimbursed)|transferred|demanded (?:[\w']+ ){0,3}?(?:back|refund|money)|asked (?:[\w']+ ){0,3}?(?:refund|discount|money)|accepted (?:[\w']+ ){0,3}?(?:refund|offer)|disputed|got (?:[\w']+ ){0,3}?(?:refund|discount|money back))";
const DATE: &str = r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(?:january|february|march|april|june|july|august|september|october|november|december)(?: \d{1,2}(?:st|nd|rd|th)?)?(?:,? \d{4})?|last (?:week|month|year|spring|summer|autumn|fall|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:\w+) (?:days|weeks|months|years) (?:ago|after|later|earlier|post)|in (?:19|20)\d\d|that (?:day|morning|afternoon|evening))";
const MONEY: &str = r"(?:[€$£]\s?\d[\d.,]*|\d[\d.,]*\s?(?:euros?|eur|dollars?|usd|pounds?|gbp|lira|€|\$|£))";

pub(super) fn language() -> Language {
    let mut rules = spoken_to();
    rules.extend(spoken_of());
    rules.extend(facts());
    Language {
        rules,
        silent: form(
            r"\b(?:can(?:not|['’]t| not)|could(?: not|n['’]t)|may not|must not|unable|(?:not|never) (?:able|allowed|permitted|free|possible|going)|do(?: not|n['’]t)|does(?: not|n['’]t)|won['’]t|will not|would not|never|neither|nor|law|rules?|regulations?|confidential\w*|privacy|prohibit\w*|forbid\w*|prevents?|whether|without)\b.{0,80}?\b(?:confirm|comment|discuss|disclose|say|share|reveal|talk|respond|address|acknowledge|deny|go into|identify|speak|tell|verify|write|publish|answer|give details|provide)",
        ),
        turn: form(r"\b(?:but|however|although|though|nevertheless|still,|yet)\b"),
        general: form(
            r"\b(?:patients|people|everyone|everybody|anyone|anybody|whoever|nobody|(?:each|every|any|all|no) (?:\w+ )?(?:patient|person|visitor|reviewer|treatment|procedure|surgery|operation|transplant|consultation)s?|in general|generally|as a rule|usually|typically|always|our (?:polic\w+|protocols?|standards?|rules?|practice is)|standard practice|if you|if anyone|if anybody|should you|whether)\b",
        ),
    }
}

fn rule(pattern: &str, code: Code) -> Rule {
    Rule { form: form(pattern), code, only_of_one: false }
}

fn of_one(pattern: &str, code: Code) -> Rule {
    Rule { form: form(pattern), code, only_of_one: true }
}

/// What is said to somebody: "your surgery", "you paid", "we treated you".
#[expect(clippy::too_many_lines, reason = "one list; cut in two it would be read in two places")]
fn spoken_to() -> Vec<Rule> {
    let yours = |terms: &str| format!(r"\byour\s+(?:own\s+)?{GAP}{terms}");
    let you = |verbs: &str| {
        format!(
            r"\byou(?:['’]ve|['’]d)?\s+(?:(?:have|had|also|then|yourself|even|only|just|all|clearly|initially|later|first|never|still|once|both|apparently|actually|again|ultimately|simply|subsequently|repeatedly|already)\s+){{0,3}}{verbs}\b"
        )
    };
    vec![
        of_one(&yours(VISITS), REVEALS_VISIT),
        of_one(&yours(TREATMENTS), REVEALS_TREATMENT),
        of_one(&yours(DIAGNOSES), REVEALS_DIAGNOSIS),
        of_one(&yours(PAYMENTS), REVEALS_PAYMENT),
        of_one(&yours(RECORDS), REVEALS_RECORDS),
        rule(&you(VISITED), REVEALS_VISIT),
        of_one(&you(TREATED), REVEALS_TREATMENT),
        of_one(&you(PAID), REVEALS_PAYMENT),
        rule(&you(AGREED), REVEALS_RECORDS),
        rule(r"\byou\s+(?:still\s+)?owe\b", REVEALS_PAYMENT),
        rule(
            r"\b(?:you|he|she)\s+(?:were|was|are|have been|had been|['’]re|became|never were|is|isn['’]t|aren['’]t|weren['’]t|wasn['’]t)\s+(?:[\w-]+\s+){0,4}?(?:patient|client|customer)s?\b",
            REVEALS_PATIENT,
        ),
        rule(r"\bdear (?:\w+ )?(?:patient|client)\b", REVEALS_PATIENT),
        rule(
            r"\b(?:as|being|having been) (?:a|our|one of our|my) (?:[\w-]+ )?(?:patient|client|customer)s?\b",
            REVEALS_PATIENT,
        ),
        rule(
            r"\bthank(?:s| you)\b.{0,20}\bfor (?:[\w']+ )?(?:choosing|trusting|visiting|coming|entrusting|placing|putting|having chosen|being (?:a|our)|letting|allowing|travel\w+|your (?:trust|visit|confidence|loyalty|patronage|custom))",
            REVEALS_PATIENT,
        ),
        rule(
            r"\b(?:treat(?:ed|ing|)|operat(?:ed|ing) on|operate on|saw|met|examin(?:ed|ing)|welcom(?:ed|ing)|look(?:ed|ing) after|car(?:ed|ing) for|t(?:ook|ake|aking) care of|remember|recall|assess(?:ed|ing)|advis(?:ed|ing)|consult(?:ed|ing) (?:with)?|warn(?:ed|ing)|inform(?:ed|ing)|explain(?:ed|ing) (?:\w+ )?to|told|show(?:ed|n)|diagnos(?:ed|ing)|prescrib(?:ed|ing)|call(?:ed|ing)|phon(?:ed|ing)|refund(?:ed|ing)|reimburs(?:ed|ing)|charg(?:ed|ing)|bill(?:ed|ing)|invoic(?:ed|ing)|repaid|discharg(?:ed|ing)|guid(?:ed|ing)|offered|gave|given|sent|promised|paid) you\b(?:rself)?",
            REVEALS_PATIENT,
        ),
        rule(
            r"\b(?:pleasure|privilege|honou?r|glad|happy|delighted|pleased) (?:to have |having |to )(?:treat\w*|car\w+|met|meet|seen?|welcom\w+|work\w+|serv\w+|help\w*|operat\w+|had) (?:\w+ )?you\b",
            REVEALS_PATIENT,
        ),
        of_one(
            r"\b(?:you|your)\b.{0,60}\b(?:in|at|to|under|with|by|from) (?:our|my|the) (?:clinic|practice|office|operating (?:room|theat\w+)|care|surgery|waiting room|team|hospital|centre|center|facility)\b.{0,40}\b(?:was|were|had|came|visited|received|last|when|during|on|in)\b",
            REVEALS_VISIT,
        ),
        rule(
            &format!(
                r"\b(?:when|while|after|before|since|until|because|that|as|during the time|the (?:day|time|morning)) you (?:first |last |were |had |had been )?(?:{VISITED}|in our (?:clinic|care|practice))"
            ),
            REVEALS_VISIT,
        ),
        of_one(
            &format!(
                r"\b(?:on|for|in|to|from|with|of) you\b.{{0,40}}{TREATMENTS}|{TREATMENTS}.{{0,30}}\b(?:on|for|to|from|performed on|placed in) you\b"
            ),
            REVEALS_TREATMENT,
        ),
        of_one(
            &format!(
                r"\byou\b.{{0,60}}{DIAGNOSES}.{{0,30}}\b(?:was|were|had|before|after|during|since)\b|\byou (?:had|have|suffer\w*|developed|showed|presented)\b.{{0,30}}{DIAGNOSES}"
            ),
            REVEALS_DIAGNOSIS,
        ),
        of_one(&format!(r"\byou\b.{{0,80}}{DATE}|{DATE}.{{0,60}}\byou\b"), REVEALS_VISIT),
        of_one(&format!(r"\byou\b.{{0,80}}{MONEY}|{MONEY}.{{0,60}}\byou\b"), REVEALS_PAYMENT),
    ]
}

/// What is said of somebody: "she missed", "his grafts", "the patient was".
fn spoken_of() -> Vec<Rule> {
    let theirs = |terms: &str| {
        format!(
            r"\b(?:his|her|(?:the|this|that|our) (?:patient|client|gentleman|lady|reviewer|author|customer)['’]s)\s+{GAP}{terms}"
        )
    };
    let they = |verbs: &str| {
        format!(
            r"\b{SOMEBODY}\s+(?:(?:has|had|also|then|never|only|just|later|initially|first|clearly|even|still|who|himself|herself|actually|simply|repeatedly|already)\s+){{0,3}}{verbs}\b"
        )
    };
    vec![
        of_one(&theirs(VISITS), REVEALS_VISIT),
        of_one(&theirs(TREATMENTS), REVEALS_TREATMENT),
        of_one(&theirs(DIAGNOSES), REVEALS_DIAGNOSIS),
        of_one(&theirs(PAYMENTS), REVEALS_PAYMENT),
        of_one(&theirs(RECORDS), REVEALS_RECORDS),
        of_one(&they(VISITED), REVEALS_VISIT),
        of_one(&they(TREATED), REVEALS_TREATMENT),
        of_one(&they(PAID), REVEALS_PAYMENT),
        of_one(&they(AGREED), REVEALS_RECORDS),
        rule(
            r"\b(?:this|that|our former|our ex|my former|said|aforementioned) (?:[\w-]+ )?(?:patient|client)\b",
            REVEALS_PATIENT,
        ),
        of_one(&format!(r"\b(?:our|my|the) (?:patient|client)\b.{{0,60}}\b{DONE}\b"), REVEALS_PATIENT),
        of_one(
            r"\b(?:treated|operated on|examined|saw|met|welcomed|advised|warned|informed|told|refunded|reimbursed|offered|gave) (?:him|her|this (?:patient|person|client|gentleman|lady|reviewer)|the (?:reviewer|author|patient|gentleman|lady))\b",
            REVEALS_PATIENT,
        ),
    ]
}

/// What was done, found, paid or written down, whoever it was.
fn facts() -> Vec<Rule> {
    let the = |terms: &str| {
        format!(r"\b(?:the|this|that|both|these|those)\s+(?:[\w-]+\s+){{0,2}}?{terms}\s+(?:[\w-]+\s+){{0,3}}?{DONE}\b")
    };
    vec![
        of_one(&the(TREATMENTS), REVEALS_TREATMENT),
        of_one(&the(VISITS), REVEALS_VISIT),
        of_one(&the(DIAGNOSES), REVEALS_DIAGNOSIS),
        of_one(&the(PAYMENTS), REVEALS_PAYMENT),
        of_one(
            r"\b\d[\d.,]*\s+(?:grafts?|hairs|follic\w+|fus?|implants?|units)\b.{0,40}\b(?:was|were|placed|implanted|harvested|extracted|transplanted|received|moved|taken|planned|counted|delivered|used|given)\b|\b(?:placed|implanted|harvested|extracted|transplanted|moved|used|took|counted|delivered)\b.{0,20}\b\d[\d.,]*\s+(?:grafts?|hairs|follic\w+|fus?|units)\b",
            REVEALS_TREATMENT,
        ),
        rule(
            r"\b(?:our|the|medical|clinic|internal|booking|accounting|his|her)\s+(?:[\w-]+\s+){0,2}?(?:records?|files?|charts?|notes|documentation|system|database|logs?|calendar|diary|books|accounts|photos?|photographs|pictures|images|e-?mails)\s+(?:[\w-]+\s+){0,2}?(?:shows?|showed|confirms?|indicates?|documents?|proves?|states?|says?|contains?|reflects?|reveals?|lists?|notes?|tells?|demonstrates?|include[sd]?|has|have|hold)\b",
            REVEALS_RECORDS,
        ),
        rule(
            r"\b(?:according to|as (?:per|documented in|recorded in|noted in|seen in|shown in)|based on|checked|reviewed|looked (?:at|through|into)|consulted|pulled|found|have|no)\s+(?:in\s+)?(?:our|the|your|his|her|any)?\s*(?:[\w-]+\s+){0,2}?(?:records?|file|chart|notes|documentation|database|log|consent form)\b",
            REVEALS_RECORDS,
        ),
        of_one(
            r"\b(?:signed|written|informed)\s+(?:[\w-]+\s+){0,2}?(?:consent|agreement|form|contract|plan|waiver)\b.{0,40}\b(?:was|were|is|on file|in which|before|signed|exists|states|shows)\b|\bsigned (?:[\w-]+ ){0,3}?(?:consent|agreement|form|contract|plan|waiver)\b",
            REVEALS_RECORDS,
        ),
        of_one(
            &format!(
                r"\b(?:refunded|reimbursed|paid|repaid|returned|transferred|charged|invoiced|credited)\b.{{0,40}}{MONEY}|{MONEY}.{{0,40}}\b(?:was|were|has been|refunded|reimbursed|paid|repaid|charged|outstanding|owed|open)\b"
            ),
            REVEALS_PAYMENT,
        ),
        of_one(
            r"\b(?:full|partial|complete|first|second|final)\s+(?:refund|payment|repayment|deposit)\s+(?:was|were|has been|had been|is|remains|of)\b|\b(?:refunded|reimbursed|returned|repaid)\s+(?:[\w-]+\s+){0,3}?(?:deposit|money|fee|amount|payment|price|sum|cost)\b",
            REVEALS_PAYMENT,
        ),
        of_one(
            &format!(
                r"{TREATMENTS}.{{0,40}}\b(?:on|in|since|from|of)?\s*{DATE}.{{0,40}}\b{DONE}\b|\b{DONE}\b.{{0,30}}{TREATMENTS}.{{0,30}}{DATE}"
            ),
            REVEALS_VISIT,
        ),
        of_one(
            &format!(
                r"\bwe (?:[\w-]+ )?(?:performed|did|carried out|completed|repeated|corrected|repaired|implanted|placed|harvested|removed|scheduled|postponed|stopped|prescribed|injected)\b.{{0,40}}(?:{TREATMENTS}|{VISITS}|{DIAGNOSES})"
            ),
            REVEALS_TREATMENT,
        ),
    ]
}
