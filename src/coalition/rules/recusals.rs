//! For how long a recusal holds.

use crate::coalition::applications::model::RecusalGround;

/// What a recusal on an application holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// For the application alone: whether it still holds later is looked at anew each time.
    ForTheApplication,
    /// For the application and what came of it: the membership, its measures, and the appeals against them. About a later
    /// application of the same physician, and what comes of that, whoever was recused is asked anew.
    ForWhatCameOfIt,
    /// For whatever comes after it about the same physician.
    ForGood,
}

/// What somebody is to the physician holds for good. Where people work, with whom they wrote lately and what is in dispute
/// is looked at anew each time. Somebody's own word, behind which nothing can be looked at, holds for the case in which it
/// was given. Of those whom the applicant named, only who was asked is barred for good: nobody chooses by a list who may
/// not judge them.
pub const fn holds(ground: RecusalGround, was_asked: bool) -> Holds {
    match ground {
        RecusalGround::Named if was_asked => Holds::ForGood,
        RecusalGround::Family
        | RecusalGround::Money
        | RecusalGround::Mentor
        | RecusalGround::Patient
        | RecusalGround::Personal => Holds::ForGood,
        RecusalGround::Declared => Holds::ForWhatCameOfIt,
        RecusalGround::Named
        | RecusalGround::Applicant
        | RecusalGround::SameClinic
        | RecusalGround::Near
        | RecusalGround::Coauthor
        | RecusalGround::Dispute => Holds::ForTheApplication,
    }
}

#[cfg(test)]
mod tests {
    use super::Holds::{ForGood, ForTheApplication, ForWhatCameOfIt};
    use super::*;

    #[test]
    fn every_ground_holds_for_as_long_as_it_can_be_true() {
        use RecusalGround::{
            Applicant, Coauthor, Declared, Dispute, Family, Mentor, Money, Named, Near, Patient, Personal, SameClinic,
        };
        let table = [
            (Applicant, ForTheApplication),
            (SameClinic, ForTheApplication),
            (Near, ForTheApplication),
            (Family, ForGood),
            (Money, ForGood),
            (Mentor, ForGood),
            (Coauthor, ForTheApplication),
            (Patient, ForGood),
            (Dispute, ForTheApplication),
            (Declared, ForWhatCameOfIt),
            (Personal, ForGood),
        ];
        for (ground, expected) in table {
            for was_asked in [true, false] {
                assert_eq!(holds(ground, was_asked), expected, "{ground}");
            }
        }
        assert_eq!((holds(Named, true), holds(Named, false)), (ForGood, ForTheApplication));
        assert_eq!(table.len() + 1, RecusalGround::ALL.len());
    }
}
