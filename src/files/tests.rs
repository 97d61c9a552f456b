//! Sealing, keys, kinds and names of files.

use super::names::{NAME_MAX, tidy_name};
use super::rules::{FILE_EMPTY, FILE_TYPE_NOT_ALLOWED};
use super::*;
use crate::app::{App, Keys, Site, Subscribers};
use crate::clock::{Clock, Timestamp};
use crate::config::Config;
use crate::db::{Connection, Migrator};
use crate::error::AppError;
use sha2::Digest as _;
use std::fs;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0";

struct Toy {
    app: App,
    store: Store,
    folder: TempDir,
}

fn toy() -> Toy {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::development(folder.path()).unwrap();
    Migrator::connect(&config.database_url()).unwrap().up().unwrap();
    let site = Site {
        config,
        pack: crate::specialty::Pack::embedded("hair-restoration").unwrap(),
        keys: Keys::new([7; 32], String::new().into()),
        clock: Clock::fixed(Timestamp::parse("2026-03-14T10:00:00Z").unwrap()),
        subscribers: Subscribers::default(),
        cases: crate::cases::Registry::default(),
    };
    let store = Store::of(&site.config);
    Toy { app: App::open(site).unwrap(), store, folder }
}

impl Toy {
    async fn key(&self, case_id: &'static str) -> Result<CaseKey, AppError> {
        self.app.write(move |tx| case_key(tx, "complaint", case_id)).await
    }

    fn path(&self, file: &str) -> std::path::PathBuf {
        self.folder.path().join("files").join(file)
    }
}

fn pdf() -> NewFile {
    NewFile::check("bill.pdf", PDF.to_vec()).unwrap()
}

#[tokio::test]
async fn what_is_stored_comes_back_and_lies_sealed() {
    let toy = toy();
    let key = toy.key("a").await.unwrap();
    let stored = toy.store.seal_and_store(&key, pdf()).await.unwrap();
    assert_eq!((stored.name.as_str(), stored.media_type.as_str()), ("bill.pdf", "application/pdf"));
    assert_eq!(stored.bytes, i64::try_from(PDF.len()).unwrap());
    assert_eq!(stored.sha256, hex::encode(sha2::Sha256::digest(PDF)));
    let on_disk = fs::read(toy.path(&stored.file)).unwrap();
    assert!(!on_disk.windows(8).any(|window| window == b"%PDF-1.7"));
    let again = toy.app.read(|r| existing_case_key(r.conn, r.site, "complaint", "a")).await.unwrap();
    assert_eq!(toy.store.open(&again, &stored.file).await.unwrap(), PDF);
    assert_eq!(fs::read_dir(toy.path("")).unwrap().count(), 1);
}

#[tokio::test]
async fn another_cases_key_opens_nothing() {
    let toy = toy();
    let (key, other) = (toy.key("a").await.unwrap(), toy.key("b").await.unwrap());
    let stored = toy.store.seal_and_store(&key, pdf()).await.unwrap();
    assert!(matches!(toy.store.open(&other, &stored.file).await, Err(AppError::Internal(_))));
}

#[tokio::test]
async fn every_damage_is_an_error() {
    let toy = toy();
    let key = toy.key("a").await.unwrap();
    let stored = toy.store.seal_and_store(&key, pdf()).await.unwrap();
    let path = toy.path(&stored.file);
    let whole = fs::read(&path).unwrap();
    for place in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[place] ^= 1;
        fs::write(&path, damaged).unwrap();
        assert!(toy.store.open(&key, &stored.file).await.is_err(), "byte {place}");
    }
    for short in [0, 1, 20, whole.len() - 1] {
        fs::write(&path, &whole[..short]).unwrap();
        assert!(toy.store.open(&key, &stored.file).await.is_err(), "{short} bytes");
    }
    let twin = toy.store.seal_and_store(&key, pdf()).await.unwrap();
    fs::copy(toy.path(&twin.file), &path).unwrap();
    assert!(toy.store.open(&key, &stored.file).await.is_err(), "a file under another's name");
    for name in ["../candor.db", "", "missing", "0123456789abcdef0123456789abcdef"] {
        assert!(toy.store.open(&key, name).await.is_err(), "{name}");
    }
}

#[tokio::test]
async fn a_destroyed_key_is_gone_for_ever() {
    let toy = toy();
    toy.key("a").await.unwrap();
    for case_id in ["a", "never-had-one"] {
        for _ in 0..2 {
            toy.app.write(move |tx| destroy_case_key(tx, "complaint", case_id)).await.unwrap();
        }
        let read = toy.app.read(move |r| existing_case_key(r.conn, r.site, "complaint", case_id)).await;
        assert_eq!(read.unwrap_err().code().status, 404);
        assert_eq!(toy.key(case_id).await.unwrap_err().code().status, 404);
    }
    let unknown = toy.app.read(|r| existing_case_key(r.conn, r.site, "review", "a")).await;
    assert_eq!(unknown.unwrap_err().code().status, 404);
}

#[tokio::test]
async fn a_store_that_cannot_write_is_unavailable() {
    let toy = toy();
    let key = toy.key("a").await.unwrap();
    fs::write(toy.folder.path().join("files"), b"in the way").unwrap();
    assert!(matches!(toy.store.seal_and_store(&key, pdf()).await, Err(AppError::Unavailable(_))));
}

#[tokio::test]
async fn only_old_files_that_nobody_refers_to_are_swept() {
    fn knows_those_that_start_with_two(_: &mut Connection, names: &[String]) -> Result<Vec<String>, AppError> {
        Ok(names.iter().filter(|name| name.starts_with('2')).cloned().collect())
    }
    let toy = toy();
    fs::create_dir_all(toy.path("")).unwrap();
    let name = |digit: &str| digit.repeat(32);
    let (old, young) = (Duration::from_secs(1_000_000), Duration::from_secs(4_000_000_000));
    let files =
        [(name("1"), old), (name("2"), old), (name("3"), young), (name("4") + ".part", old), ("note".into(), old)];
    for (file, changed) in &files {
        fs::write(toy.path(file), b"x").unwrap();
        let handle = fs::File::options().write(true).open(toy.path(file)).unwrap();
        handle.set_modified(SystemTime::UNIX_EPOCH + *changed).unwrap();
    }
    let store = toy.store.clone();
    assert_eq!(toy.app.write(move |tx| store.sweep(tx, &[])).await.unwrap(), 0);
    let store = toy.store.clone();
    let swept = toy.app.write(move |tx| store.sweep(tx, &[knows_those_that_start_with_two])).await;
    assert_eq!(swept.unwrap(), 2);
    let left: Vec<bool> = files.iter().map(|(file, _)| toy.path(file).exists()).collect();
    assert_eq!(left, [false, true, true, false, true]);
}

#[test]
fn a_file_is_what_its_content_says() {
    let cases: &[(&[u8], Option<MediaType>)] = &[
        (PDF, Some(MediaType::Pdf)),
        (PNG, Some(MediaType::Png)),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Some(MediaType::Jpeg)),
        (b"RIFF\x10\0\0\0WEBPVP8L", Some(MediaType::Webp)),
        (b"RIFF\x10\0\0\0WAVEfmt ", None),
        (b"RIFF", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"%PDF-", None),
        (b"%PDF-<script>", None),
        (b"\n%PDF-1.7\n", None),
        (b"<html>%PDF-1.7", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"PK\x03\x04", None),
        (b"GIF89a", None),
        (b"#!/bin/sh", None),
        (b"MZ\x90", None),
        (b"%PDF-1.7 <</S/JavaScript>>", None),
        (b"%PDF-1.7 <</JS (app.alert(1))>>", None),
        (b"%PDF-1.7 <</#4a#53(x)>>", None),
        (b"%PDF-1.7 <</S /Launch>>", None),
        (b"%PDF-1.7 <</Type/EmbeddedFile>>", None),
        (b"%PDF-1.7 <</Names<</EmbeddedFiles 3 0 R>>", None),
        (b"%PDF-1.7 <<>>stream\nx", Some(MediaType::Pdf)),
        (b"%PDF-1.7 <<>>stream\n/JS no end", None),
        (b"%PDF-1.7 <<>>stream\n/JS \nendstream", Some(MediaType::Pdf)),
        (b"%PDF-1.7 <<>>\nstream\r\n/x\nendstream <</JS 1>>", None),
        (b"%PDF-1.7 <</JSON 1/Launches 2/A# 3>>", Some(MediaType::Pdf)),
    ];
    for (content, expected) in cases {
        assert_eq!(MediaType::of(content), *expected, "{}", String::from_utf8_lossy(content));
    }
}

#[test]
fn what_is_not_evidence_is_refused_at_its_field() {
    for (content, code) in [(&b""[..], FILE_EMPTY), (b"<html>", FILE_TYPE_NOT_ALLOWED)] {
        let refusal = NewFile::check("bill.pdf", content.to_vec()).unwrap_err();
        assert_eq!(refusal.code.status, 422);
        assert_eq!((refusal.fields[0].pointer.as_str(), refusal.fields[0].code), ("/file", code));
    }
}

#[test]
fn names_are_tidied() {
    for (raw, expected) in [
        ("bill.pdf", "bill.pdf"),
        ("Bill.PDF", "Bill.pdf"),
        ("C:\\fakepath\\bill.pdf", "bill.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("page.html", "page.html.pdf"),
        ("a\0b\r\nc\u{202e}fdp.exe", "ab cfdp.exe.pdf"),
        ("", "file.pdf"),
        (".pdf", "pdf.pdf"),
        ("..", "file.pdf"),
        ("a\"<b>|?*:c.pdf", "abc.pdf"),
        ("Ru\u{308}ckschau 👩‍⚕️.pdf", "Rückschau 👩‍⚕️.pdf"),
        ("bill. .pdf", "bill.pdf"),
    ] {
        assert_eq!(tidy_name(raw, MediaType::Pdf), expected, "{raw:?}");
    }
    assert_eq!(tidy_name("a.JPEG", MediaType::Jpeg), "a.jpeg");
    assert_eq!(tidy_name(&"ü".repeat(500), MediaType::Webp).chars().count(), NAME_MAX);
}

#[test]
fn any_bytes_are_recognised_or_refused() {
    bolero::check!().with_iterations(500).with_type::<(u8, Vec<u8>)>().for_each(|(start, rest)| {
        let starts: [&[u8]; 4] = [b"", b"%PDF-1.7 ", b"%PDF-1.4 <<>>stream\n", b"RIFF"];
        let content = [starts[usize::from(start % 4)], rest].concat();
        if MediaType::of(&content) == Some(MediaType::Pdf) {
            assert!(content.starts_with(b"%PDF-"));
        }
    });
}

#[test]
fn any_name_becomes_a_safe_one() {
    bolero::check!().with_iterations(500).with_type::<String>().for_each(|raw| {
        let name = tidy_name(raw, MediaType::Pdf);
        assert!(name.ends_with(".pdf") && !name.starts_with('.') && name.chars().count() <= NAME_MAX, "{name:?}");
        assert!(!name.chars().any(|letter| letter.is_control() || matches!(letter, '/' | '\\' | '"')), "{name:?}");
    });
}
