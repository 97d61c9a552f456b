//! A directory as a CSV file: each line a clinic, a physician or a practitioner. Pure.
//!
//! `docs/operations.md` documents the columns. What is wrong with one line is kept beside it and spoils no other.

use super::api::{NewClinic, NewPhysician};
use super::model::{ClinicKind, Licence, PhysicianKind};
use super::offers::Staff;
use crate::error::{Code, FieldError, MALFORMED, NOT_ALLOWED_HERE, REQUIRED, WRONG_TYPE};
use crate::web::Wrong;
use csv::{ByteRecord, ReaderBuilder, Trim};
use std::collections::BTreeMap;
use std::str::FromStr;

/// Bytes of a file at most.
pub const LONGEST: usize = 16 * 1024 * 1024;
/// Lines of a file at most, besides the first.
const MOST_LINES: usize = 20_000;
/// Stands between the entries of a list.
const BETWEEN: char = '|';

const OF_BOTH: [&str; 2] = ["type", "name"];
const OF_CLINICS: [&str; 10] =
    ["key", "country", "city", "address", "time_zone", "kind", "email", "treatments", "latitude", "longitude"];
const OF_PHYSICIANS: [&str; 7] = ["titles", "licences", "specialties", "languages", "practice_since", "bio", "clinics"];

/// The columns that there are.
pub fn columns() -> impl Iterator<Item = &'static str> {
    OF_BOTH.into_iter().chain(OF_CLINICS).chain(OF_PHYSICIANS)
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum ImportError {
    #[error("it has more than {LONGEST} bytes")]
    TooLong,
    #[error("it has more than {MOST_LINES} lines")]
    TooManyLines,
    #[error("its first line names no column {0}")]
    Missing(&'static str),
    #[error("no column is called {0:?}; there are {columns}", columns = columns().collect::<Vec<_>>().join(", "))]
    Unknown(String),
    #[error("the column {0} stands there twice")]
    Twice(&'static str),
    #[error("it is no CSV: {0}")]
    Unreadable(String),
}

/// What a line is to become.
#[derive(Debug, Clone)]
pub enum Entry {
    Clinic(NewClinic),
    /// With the clinics by their keys in the file, or by what their pages are called.
    Physician(NewPhysician, Vec<String>),
}

/// One line of the file.
#[derive(Debug, Clone)]
pub struct Line {
    /// As editors count: the first line, with the names of the columns, is 1.
    pub number: u64,
    /// What other lines call it, if it is a clinic.
    pub key: Option<String>,
    /// Or what is wrong with it.
    pub entry: Result<Entry, Vec<FieldError>>,
}

/// Reads a file: UTF-8, commas, the first line names the columns, lists with `|` between.
///
/// # Errors
/// [`ImportError`] for what concerns the whole file.
pub fn read(bytes: &[u8]) -> Result<Vec<Line>, ImportError> {
    if bytes.len() > LONGEST {
        return Err(ImportError::TooLong);
    }
    let unreadable = |error: csv::Error| ImportError::Unreadable(error.to_string());
    // Spreadsheets begin a file with the mark of its encoding.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(bytes);
    let named = named(reader.byte_headers().map_err(unreadable)?)?;
    let (mut place, mut lines) = (Place::first(bytes), Vec::new());
    for record in reader.byte_records() {
        if lines.len() == MOST_LINES {
            return Err(ImportError::TooManyLines);
        }
        let record = record.map_err(unreadable)?;
        let number = place.of(&record);
        lines.push(line(&named, number, &record));
    }
    Ok(lines)
}

/// Which line a record begins in. The reader counts line feeds alone, and a record after empty lines from the first of
/// them; editors count every kind of line end.
struct Place<'a> {
    rest: &'a [u8],
    passed: usize,
    number: u64,
    after_return: bool,
}

impl<'a> Place<'a> {
    const fn first(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, passed: 0, number: 1, after_return: false }
    }

    /// Of records in their order.
    fn of(&mut self, record: &ByteRecord) -> u64 {
        let begin = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or_default();
        while let Some((byte, rest)) = self.rest.split_first() {
            if self.passed >= begin && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.number += u64::from(*byte == b'\r' || (*byte == b'\n' && !self.after_return));
            self.after_return = *byte == b'\r';
            self.passed += 1;
            self.rest = rest;
        }
        self.number
    }
}

/// The columns of this file, in its order.
fn named(first: &ByteRecord) -> Result<Vec<&'static str>, ImportError> {
    let mut named = Vec::new();
    for cell in first {
        let known = columns().find(|column| column.as_bytes() == cell);
        let column = known.ok_or_else(|| ImportError::Unknown(String::from_utf8_lossy(cell).into_owned()))?;
        if named.contains(&column) {
            return Err(ImportError::Twice(column));
        }
        named.push(column);
    }
    let missing = ["type", "name"].into_iter().find(|column| !named.contains(column));
    missing.map_or(Ok(named), |column| Err(ImportError::Missing(column)))
}

fn line(named: &[&'static str], number: u64, record: &ByteRecord) -> Line {
    let mut cells = Cells::of(named, record);
    let key = cells.optional("key");
    let entry = cells.entry();
    let entry = match cells.wrong.into_result() {
        Err(refusal) => Err(refusal.fields),
        Ok(()) => entry.ok_or_else(|| vec![FieldError { pointer: String::new(), code: MALFORMED, span: None }]),
    };
    Line { number, key, entry }
}

/// The cells of one line that say something, and what is wrong with them.
struct Cells {
    said: BTreeMap<&'static str, String>,
    wrong: Wrong,
}

impl Cells {
    fn of(named: &[&'static str], record: &ByteRecord) -> Self {
        let (mut said, mut wrong) = (BTreeMap::new(), Wrong::default());
        if named.len() != record.len() {
            wrong.add("", MALFORMED);
        }
        for (column, cell) in named.iter().zip(record) {
            match std::str::from_utf8(cell) {
                Ok("") => {}
                Ok(text) => drop(said.insert(*column, text.to_owned())),
                Err(_) => wrong.add(&pointer(column), MALFORMED),
            }
        }
        Self { said, wrong }
    }

    /// Nothing where something is wrong.
    fn entry(&mut self) -> Option<Entry> {
        match self.required("type").as_str() {
            "clinic" => self.clinic(),
            "physician" => self.physician(PhysicianKind::Physician),
            "practitioner" => self.physician(PhysicianKind::Practitioner),
            "" => None,
            _ => {
                self.wrong.add("/type", NOT_ALLOWED_HERE);
                None
            }
        }
    }

    fn clinic(&mut self) -> Option<Entry> {
        self.refuse(&OF_PHYSICIANS);
        let (name, country, city) = (self.required("name"), self.required("country"), self.required("city"));
        let (time_zone, email, kind) = (self.required("time_zone"), self.required("email"), self.required("kind"));
        let (address, treatments) = (self.optional("address"), self.list("treatments"));
        let (latitude, longitude) = (self.parsed("latitude"), self.parsed("longitude"));
        let kind = match kind.parse::<ClinicKind>() {
            Ok(kind) => kind,
            Err(_) if kind.is_empty() => return None,
            Err(_) => {
                self.wrong.add("/kind", NOT_ALLOWED_HERE);
                return None;
            }
        };
        Some(Entry::Clinic(NewClinic {
            name,
            country,
            city,
            time_zone,
            kind,
            email,
            address,
            treatments,
            latitude,
            longitude,
            offers: Vec::new(),
            staff: Staff::default(),
            predecessor_id: None,
        }))
    }

    fn physician(&mut self, kind: PhysicianKind) -> Option<Entry> {
        self.refuse(&OF_CLINICS);
        let new = NewPhysician {
            name: self.required("name"),
            kind,
            titles: self.list("titles"),
            licences: self.licences(),
            specialties: self.list("specialties"),
            languages: self.list("languages"),
            practice_since: self.parsed("practice_since"),
            bio: self.optional("bio"),
            clinic_ids: Vec::new(),
        };
        Some(Entry::Physician(new, self.list("clinics")))
    }

    /// What the other kind of entry has.
    fn refuse(&mut self, columns: &[&'static str]) {
        for column in columns.iter().filter(|column| self.said.contains_key(*column)) {
            self.wrong.add(&pointer(column), NOT_ALLOWED_HERE);
        }
    }

    fn optional(&self, column: &'static str) -> Option<String> {
        self.said.get(column).cloned()
    }

    fn required(&mut self, column: &'static str) -> String {
        self.optional(column).unwrap_or_else(|| {
            self.wrong.add(&pointer(column), REQUIRED);
            String::new()
        })
    }

    fn list(&self, column: &'static str) -> Vec<String> {
        let entries = self.said.get(column).into_iter().flat_map(|text| text.split(BETWEEN));
        entries.map(str::trim).filter(|entry| !entry.is_empty()).map(str::to_owned).collect()
    }

    fn parsed<T: FromStr>(&mut self, column: &'static str) -> Option<T> {
        let read = self.said.get(column)?.parse().ok();
        if read.is_none() {
            self.wrong.add(&pointer(column), WRONG_TYPE);
        }
        read
    }

    /// `TR:Ministry of Health:12345`, with `:2031-05-31` behind it where it ends.
    fn licences(&mut self) -> Vec<Licence> {
        let mut read = Vec::new();
        for (index, text) in self.list("licences").iter().enumerate() {
            match licence(text) {
                Ok(licence) => read.push(licence),
                Err(code) => self.wrong.add(&format!("/licences/{index}"), code),
            }
        }
        read
    }
}

fn licence(text: &str) -> Result<Licence, Code> {
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let (country, authority, number, expires) = match parts.as_slice() {
        [country, authority, number] => (country, authority, number, None),
        [country, authority, number, expires] => (country, authority, number, Some(expires)),
        _ => return Err(WRONG_TYPE),
    };
    let expires_on = expires.map(|day| day.parse().map_err(|_| WRONG_TYPE)).transpose()?;
    let owned = |part: &&str| (*part).to_owned();
    Ok(Licence { country: owned(country), authority: owned(authority), number: owned(number), expires_on })
}

fn pointer(column: &str) -> String {
    format!("/{column}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Result<Entry, Vec<(String, &'static str)>> {
        let line = read(text.as_bytes()).unwrap().remove(0);
        line.entry.map_err(|wrong| wrong.into_iter().map(|field| (field.pointer, field.code.name)).collect())
    }

    #[test]
    fn a_line_becomes_a_clinic_or_a_physician() {
        let clinic = "type,key,name,country,city,time_zone,kind,email,treatments\r\n\
             clinic,north, Clinic North ,TR,Istanbul,Europe/Istanbul,single_specialty,desk@clinic.example,fue | prp\r\n";
        assert_eq!(read(clinic.as_bytes()).unwrap()[0].key.as_deref(), Some("north"));
        let Ok(Entry::Clinic(new)) = first(clinic) else { panic!("no clinic") };
        assert_eq!((new.name.as_str(), new.treatments), ("Clinic North", vec!["fue".to_owned(), "prp".to_owned()]));
        let physician = "\u{feff}type,key,name,licences,clinics\n\
             physician,,\"North, Ayla\",TR:Ministry of Health:7:2031-05-31|DE:Chamber:8,north|west\n";
        let lines = read(physician.as_bytes()).unwrap();
        assert_eq!((lines[0].number, lines[0].key.as_deref()), (2, None));
        let Ok(Entry::Physician(new, clinics)) = &lines[0].entry else { panic!("no physician") };
        assert_eq!((new.name.as_str(), new.licences.len(), clinics.len()), ("North, Ayla", 2, 2));
        assert_eq!(new.licences[0].expires_on.map(|day| day.to_string()).as_deref(), Some("2031-05-31"));
        assert_eq!(new.licences[1].authority, "Chamber");
    }

    #[test]
    fn what_is_wrong_with_a_line_is_all_said_at_once() {
        let table = [
            ("type,name\n,\n", vec![("/type", "required")]),
            ("type,name\nhotel,North\n", vec![("/type", "not_allowed_here")]),
            ("type,name\nphysician,\n", vec![("/name", "required")]),
            ("type,name\nphysician,North,East\n", vec![("", "malformed")]),
            (
                "type,name,kind,latitude\nclinic,North,castle,far\n",
                vec![
                    ("/country", "required"),
                    ("/city", "required"),
                    ("/time_zone", "required"),
                    ("/email", "required"),
                    ("/latitude", "wrong_type"),
                    ("/kind", "not_allowed_here"),
                ],
            ),
            ("type,name,city\nphysician,North,Izmir\n", vec![("/city", "not_allowed_here")]),
            ("type,name,key\nphysician,North,a\n", vec![("/key", "not_allowed_here")]),
            (
                "type,name,licences,practice_since\nphysician,North,TR|TR:A:1:soon,long ago\n",
                vec![("/licences/0", "wrong_type"), ("/licences/1", "wrong_type"), ("/practice_since", "wrong_type")],
            ),
        ];
        for (text, expected) in table {
            let wrong = first(text).expect_err(text);
            let wrong: Vec<_> = wrong.iter().map(|(pointer, code)| (pointer.as_str(), *code)).collect();
            assert_eq!(wrong, expected, "{text}");
        }
        let broken = read(b"type,name\nphysician,\xff\xfe\nphysician,North\n").unwrap();
        assert!(broken[0].entry.is_err() && broken[1].entry.is_ok());
    }

    #[test]
    fn lines_are_counted_as_editors_do() {
        for (ends, text) in [
            ("feeds", "type,name\n\n\nphysician,\"North\nAyla\"\nphysician,West\n"),
            ("both", "type,name\r\n\r\n\r\nphysician,\"North\r\nAyla\"\r\nphysician,West\r\n"),
            ("returns", "type,name\r\r\rphysician,\"North\rAyla\"\rphysician,West\r"),
        ] {
            let numbers: Vec<u64> = read(text.as_bytes()).unwrap().iter().map(|line| line.number).collect();
            assert_eq!(numbers, [4, 6], "{ends}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_file_names_it() {
        assert_eq!(read(b"").unwrap_err(), ImportError::Missing("type"));
        assert_eq!(read(b"type,city\n").unwrap_err(), ImportError::Missing("name"));
        assert_eq!(read(b"type,name,name\n").unwrap_err(), ImportError::Twice("name"));
        assert_eq!(read(b"type,name,stars\n").unwrap_err(), ImportError::Unknown("stars".into()));
        let many = "type,name\n".to_owned() + &"physician,North\n".repeat(MOST_LINES + 1);
        assert_eq!(read(many.as_bytes()).unwrap_err(), ImportError::TooManyLines);
        assert_eq!(read(&vec![b' '; LONGEST + 1]).unwrap_err(), ImportError::TooLong);
    }

    #[test]
    fn any_bytes_are_read_or_refused() {
        bolero::check!().with_iterations(500).with_type::<(bool, Vec<u8>)>().for_each(|(begun, rest)| {
            let begin: &[u8] = if *begun { b"type,key,name,licences,latitude\n" } else { b"" };
            let file = [begin, rest].concat();
            for (least, line) in (2_u64..).zip(read(&file).unwrap_or_default()) {
                assert!(line.number >= least, "line {} cannot come before {least}", line.number);
                assert!(line.entry.as_ref().err().is_none_or(|wrong| !wrong.is_empty()), "refused for nothing");
            }
        });
    }
}
