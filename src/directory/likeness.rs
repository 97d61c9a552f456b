//! How alike two names are, so that a proposal meets the entry that it may be.

/// Per cent from which two names are worth a look.
const ALIKE: usize = 50;

/// A name cut into pairs of neighbouring letters, with the ends of it; of its sort key, so that signs and cases count
/// for nothing.
#[derive(Debug, Clone)]
pub struct Pairs(Vec<(char, char)>);

impl Pairs {
    pub fn of(sort_key: &str) -> Self {
        let padded = format!("-{sort_key}-");
        let mut pairs: Vec<_> = padded.chars().zip(padded.chars().skip(1)).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// Per cent of the pairs that both have (the coefficient of Dice), where that is enough to be worth a look.
    pub fn alike(&self, other: &Self) -> Option<usize> {
        let percent = 200 * common(&self.0, &other.0) / (self.0.len() + other.0.len()).max(1);
        (percent >= ALIKE).then_some(percent)
    }
}

/// How many of two sorted lists meet one of the other.
fn common(one: &[(char, char)], other: &[(char, char)]) -> usize {
    let mut rest = other.iter().peekable();
    let mut met = 0;
    for pair in one {
        while rest.next_if(|known| *known < pair).is_some() {}
        if rest.next_if_eq(&pair).is_some() {
            met += 1;
        }
    }
    met
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::slug::slug;

    #[test]
    fn names_that_may_be_one_are_told_from_others() {
        let table = [
            ("Dr. Nadja Hollenweck", "Nadja Hollenweck", true),
            ("Dr. Nadja Hollenwek", "Dr. Nadja Hollenweck", true),
            ("Hollenweck, Nadja", "Nadja Hollenweck", true),
            ("Bosporus Hair Clinic", "Bosphorus Hair Klinik", true),
            ("Nadja Hollenweck", "Piet Aldermoor", false),
            ("Klinik am Tessenplatz", "Praxis an der Murbrücke", false),
            ("", "Nadja Hollenweck", false),
        ];
        for (one, other, alike) in table {
            let (left, right) = (Pairs::of(&slug(one)), Pairs::of(&slug(other)));
            assert_eq!(left.alike(&right).is_some(), alike, "{one} / {other}");
            assert_eq!(left.alike(&right), right.alike(&left), "{one} / {other}");
        }
        assert_eq!(Pairs::of("anna-lind").alike(&Pairs::of("anna-lind")), Some(100));
    }
}
