//! A file of clinics and physicians: what can be listed is, and each line that cannot is named.

use crate::on_both;
use crate::support::app::TestSite;
use crate::support::people::Admin;
use candor::accounts::AccountId;
use candor::directory::{self, Actor, Imported, Standing, import};
use candor::error::AppError;

/// Two clinics and three people; line 5 names no city, line 8 a clinic that nobody knows.
const FILE: &str = "\
type,key,name,country,city,time_zone,kind,email,treatments,titles,licences,clinics,practice_since
physician,,Dr. Ada Lind,,,,,,,MD,TR:Ministry of Health:4711,north,2004
clinic,north,Clinic North,TR,Istanbul,Europe/Istanbul,single_specialty,desk@north.example,fue,,,,
clinic,west,Clinic West,TR,Izmir,Europe/Istanbul,integrated,desk@west.example,,,,,
clinic,east,Clinic East,TR,,Europe/Istanbul,integrated,desk@east.example,,,,,
practitioner,,Sena Ilk,,,,,,,,,north|west,
physician,,Dr. Bora Tas,,,,,,,,,clinic-west,
physician,,Dr. Deniz Su,,,,,,,,,west|clinic-south,
";

async fn take_in(site: &TestSite, account: &str, file: &str, strict: bool) -> Result<Imported, AppError> {
    let lines = import::read(file.as_bytes()).unwrap();
    let actor = Actor { account: account.parse::<AccountId>().unwrap(), standing: Standing::Admin };
    site.app.write(move |tx| directory::take_in(tx, &actor, &lines, strict)).await
}

fn refusals(imported: &Imported) -> Vec<(&str, &'static str)> {
    imported.refused.iter().map(|field| (field.pointer.as_str(), field.code.name)).collect()
}

on_both!(
    async fn a_file_is_taken_in_but_for_the_lines_that_are_wrong(site) {
        let admin = Admin::of(&site, "admin").await;
        let account = admin.get("/me").await.with(200)["id"].as_str().unwrap().to_owned();

        let refused = take_in(&site, &account, FILE, true).await.expect_err("two lines are wrong");
        let AppError::Refused(refusal) = &refused else { panic!("{refused:?}") };
        assert_eq!((refusal.code.name, refusal.fields.len()), ("invalid", 2));
        assert_eq!(admin.get("/clinics").await.with(200)["items"].as_array().unwrap().len(), 0, "strict keeps nothing");

        let first = take_in(&site, &account, FILE, false).await.unwrap();
        assert_eq!((first.clinics, first.physicians), (2, 3));
        assert_eq!(refusals(&first), [("/5/city", "required"), ("/8/clinics/1", "no_such")]);
        let page = admin.get("/physicians").await.with(200);
        let lind = page["items"].as_array().unwrap().iter().find(|one| one["name"] == "Dr. Ada Lind").unwrap();
        let profile = admin.get(&format!("/physicians/{}", lind["id"].as_str().unwrap())).await.with(200);
        assert_eq!((&profile["state"], &profile["practice_since"]), (&"confirmed".into(), &2004.into()));
        assert_eq!(profile["clinics"][0]["name"], "Clinic North");
        assert_eq!(profile["licences"][0]["number"], "4711");

        // The same file again: nothing is listed twice, and the keys still serve a line that was mended.
        let mended = FILE.replace("west|clinic-south", "west").replace("Clinic East,TR,,", "Clinic East,TR,Bursa,");
        let second = take_in(&site, &account, &mended, false).await.unwrap();
        assert_eq!((second.clinics, second.physicians), (1, 1));
        let listed: Vec<_> = second.refused.iter().filter(|field| field.code.name == "listed_already").collect();
        assert_eq!(listed.len(), second.refused.len());
        assert_eq!(listed.len(), 5);
        site.is_whole().await;
    }
);

on_both!(
    async fn rules_of_entries_hold_for_a_file_too_and_only_admins_bring_one(site) {
        let admin = Admin::of(&site, "admin").await;
        let account = admin.get("/me").await.with(200)["id"].as_str().unwrap().to_owned();
        let file = "type,key,name,country,city,time_zone,kind,email,licences\n\
            clinic,a,Clinic North,XX,Istanbul,Mars/Base,integrated,desk at north,\n\
            clinic,a,Clinic West,TR,Izmir,Europe/Istanbul,integrated,desk@west.example,\n\
            clinic,a,Clinic East,TR,Bursa,Europe/Istanbul,integrated,desk@east.example,\n\
            physician,,Dr. Ada Lind,,,,,,US:NPI:1234567890\n";
        let imported = take_in(&site, &account, file, false).await.unwrap();
        assert_eq!((imported.clinics, imported.physicians), (1, 0));
        assert_eq!(
            refusals(&imported),
            [
                ("/2/country", "not_allowed_here"),
                ("/2/time_zone", "not_allowed_here"),
                ("/2/email", "wrong_type"),
                ("/4/key", "listed_already"),
                ("/5/licences/0/number", "bad_npi"),
            ]
        );
        let lines = import::read(file.as_bytes()).unwrap();
        let officer = Actor { account: account.parse().unwrap(), standing: Standing::CaseOfficer };
        let refused = site.app.write(move |tx| directory::take_in(tx, &officer, &lines, false)).await;
        assert!(matches!(refused, Err(AppError::Refused(refusal)) if refusal.code.name == "forbidden"));
    }
);
