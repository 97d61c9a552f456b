//! What the file of an application lacks, in words: in letters, in the form, and on the page of the application.

use crate::coalition::applications::{ApplicationFacts, Gap, Section, asked_for};
use crate::text::lang::Lang;

/// One thing that is missing.
pub struct Missing {
    /// Where it is added; none for what an officer found.
    pub section: Option<Section>,
    pub text: String,
}

/// Its sections that hold too little, the places in them that cannot count, and what an officer found.
pub fn missing(facts: &ApplicationFacts, lang: Lang) -> Vec<Missing> {
    let lacking = Section::ALL.iter().copied().filter(|section| facts.form.lacks(*section, &facts.pack.references));
    let sections = lacking.map(|section| Missing { section: Some(section), text: too_little(facts, section, lang) });
    let places = facts.wrong_places().into_iter().map(|gap| place(&gap, lang));
    let found = facts.listed_gaps.iter().map(|text| Missing { section: None, text: text.clone() });
    sections.chain(places).chain(found).collect()
}

/// Of people how many count, and how many lines do not because their address stands there already.
fn too_little(facts: &ApplicationFacts, section: Section, lang: Lang) -> String {
    let (named, counted) = (facts.form.people(section).len(), facts.form.counted(section));
    let asked = asked_for(section, &facts.pack.references);
    let values = [("counted", counted.into()), ("asked", asked.into())];
    let text = lang.t_with(&format!("coalition-gap-{section}"), &values);
    let doubled = named.saturating_sub(counted);
    if doubled == 0 {
        return text;
    }
    format!("{text} {}", lang.t_with("coalition-gap-doubled", &[("doubled", doubled.into())]))
}

fn place(gap: &Gap, lang: Lang) -> Missing {
    let key = format!("coalition-gap-{}-{}", gap.section, gap.code.as_str().replace('_', "-"));
    let text = lang.t_with(&key, &[("place", (gap.place + 1).to_string().into())]);
    Missing { section: Some(gap.section), text }
}
