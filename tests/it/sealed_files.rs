//! Sealed files that no row refers to are deleted after a day; those of a case stay.

use crate::architecture::source::rust;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Patient, send};
use candor::db::schema::site_state;
use candor::server::assemble;
use diesel::prelude::*;
use reqwest::multipart;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::time::{Duration, SystemTime};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";

on_both!(
    async fn what_no_row_refers_to_goes_and_evidence_stays(site) {
        let admin = Admin::of(&site, "admin_ames").await;
        let clinic = Clinic::listed(&admin, "north").await;
        let patient = Patient(crate::support::people::Person::with_roles(&site, "wren", &[]).await);
        let case = patient.files_complaint(&clinic).await;
        let form = multipart::Form::new().part("file", multipart::Part::bytes(PDF.to_vec()).file_name("count.pdf"));
        let evidence = format!("/complaints/{case}/evidence");
        send(patient.request(reqwest::Method::POST, &evidence).multipart(form)).await.with(201);
        let folder = site.folder().join("files");
        let kept = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
        let (forgotten, young) = (folder.join("0".repeat(32)), folder.join("1".repeat(32)));
        for path in [&forgotten, &young] {
            fs::write(path, b"sealed").unwrap();
        }
        for path in [&kept, &forgotten] {
            let two_days_ago = SystemTime::now() - Duration::from_secs(2 * 86_400);
            File::options().write(true).open(path).unwrap().set_modified(two_days_ago).unwrap();
        }
        sweep(&site).await;
        for _ in 0..200 {
            if !forgotten.exists() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        assert!(!forgotten.exists() && kept.exists() && young.exists());
    }
);

/// Lets the chore be due again; the site's own background work may be the one that does it.
async fn sweep(site: &TestSite) {
    let forgotten = site.app.write(|tx| {
        let row = site_state::table.filter(site_state::name.eq("chore:delete_forgotten_files"));
        Ok(diesel::delete(row).execute(tx.conn)?)
    });
    forgotten.await.unwrap();
    assemble::chores().run_due(&site.app).await.unwrap();
}

#[test]
fn every_domain_that_stores_files_is_asked_before_one_is_deleted() {
    let assembled = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/server/assemble.rs")).unwrap();
    let sources = rust("src");
    // The demo stores for the domains, whose rows refer to what it stored.
    let elsewhere = |path: &str| path.starts_with("src/files/") || path.starts_with("src/operations/demo/");
    let storing = sources.iter().filter(|file| file.text.contains("seal_and_store(") && !elsewhere(&file.path));
    let domains: BTreeSet<&str> = storing.filter_map(|file| file.path.split('/').nth(1)).collect();
    assert!(domains.contains("complaints"), "{domains:?}");
    let unasked: Vec<_> = domains.iter().filter(|name| !assembled.contains(&format!("{name}::stored_files"))).collect();
    assert!(unasked.is_empty(), "add {unasked:?} to REFERRERS in src/server/assemble.rs, or their files are lost");
}
