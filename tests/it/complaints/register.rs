//! The public register: when a row appears, what stands in it, and what a filter may not give away.

use super::Cast;
use crate::on_both;
use crate::support::people::{ClinicByLink, complaint_about};
use serde_json::{Value, json};

on_both!(
    async fn a_row_appears_at_the_response_and_figures_follow(site) {
        let cast = Cast::of(&site).await;
        let mut ids = Vec::new();
        for number in 0..3 {
            let mut complaint = complaint_about(&cast.clinic);
            complaint["publish_narrative"] = true.into();
            complaint["public_narrative"] = format!("=Words of number {number}, for everybody.").into();
            let case = cast.patient.files(complaint).await;
            cast.officer.sorts(&case, json!({"proof_needed": true})).await;
            cast.officer.acts(&case, "evidence/assessment", json!({"level": 1})).await.with(201);
            if number == 0 {
                let list: Value = site.get("/api/v1/complaints").await.json().await.unwrap();
                assert!(list["items"].as_array().unwrap().is_empty(), "not before the response");
                site.advance("P4D").await;
                ClinicByLink::opens_letter(&site, &cast.clinic).await.responds("refund_full").await.with(201);
                cast.patient.acts(&case, "feedback", json!({"satisfied": "yes"})).await.with(201);
            }
            ids.push(case);
        }
        let row: Value = site.get(&format!("/api/v1/complaints/{}", ids[0])).await.json().await.unwrap();
        for (field, value) in [
            ("country", json!("TR")),
            ("response_code", json!("refund_full")),
            ("relief_type", json!("refund_full")),
            ("days_to_response", json!(4)),
            ("responded_on_time", json!(true)),
            ("open_recommendations", json!(0)),
            ("outcome", json!("resolved_private")),
        ] {
            assert_eq!(row[field], value, "{field}: {row}");
        }
        let few: Value = site.get("/api/v1/complaints?category=graft_count_dispute").await.json().await.unwrap();
        assert_eq!((&few["items"][0]["category"], &few["items"][0]["received"]), (&json!("other"), &json!("2026")));

        site.advance("P16D").await;
        let three: Value = site.get("/api/v1/complaints?category=graft_count_dispute").await.json().await.unwrap();
        assert_eq!((three["items"].as_array().unwrap().len(), &three["items"][0]["category"]), (3, &json!("graft_count_dispute")));
        let late: Value = site.get("/api/v1/complaints?timely=false").await.json().await.unwrap();
        assert_eq!((late["items"].as_array().unwrap().len(), &late["items"][0]["category"]), (2, &json!("other")));

        for wrong in ["category=weather", "code=shrug", "from=spring", "from=2026-02-30", "from=2026-05&to=2026-04-30"] {
            assert_eq!(site.get(&format!("/api/v1/complaints?{wrong}")).await.status(), 422, "{wrong}");
        }
        let by_day: Value = site.get("/api/v1/complaints?from=2026-01-31&to=2027-01-01").await.json().await.unwrap();
        assert_eq!(by_day["items"].as_array().unwrap().len(), 3, "a day stands for its month");

        let clinic: Value = site.get(&format!("/api/v1/clinics/{}", cast.clinic.id)).await.json().await.unwrap();
        let figures = &clinic["complaints"];
        assert_eq!((&figures["total"], &figures["open"]), (&json!(3), &json!(2)), "{figures}");
        assert_eq!((&figures["median_days_to_respond"], &figures["resolved_privately_percent"]), (&json!(4.0), &json!(100.0)));
        assert!((figures["on_time_percent"].as_f64().unwrap() - 100.0 / 3.0).abs() < 0.01, "{figures}");

        let file = site.get("/api/v1/complaints.csv").await;
        assert!(file.headers()["content-type"].to_str().unwrap().starts_with("text/csv"));
        let text = file.text().await.unwrap();
        assert_eq!(text.lines().count(), 4, "{text}");
        assert!(text.starts_with("id,label,received") && text.contains("\"'=Words of number 0, for everybody.\""), "{text}");
        cast.patient.delete(&format!("/complaints/{}/public-narrative", ids[0])).await.with(200);
        let text = site.get("/api/v1/complaints.csv").await.text().await.unwrap();
        assert!(!text.contains("number 0"), "{text}");
        let changes: Value = site.get("/api/v1/complaints/changes").await.json().await.unwrap();
        let newest = changes["items"].as_array().unwrap().last().unwrap();
        assert_eq!((&newest["id"], &newest["public_narrative"]), (&json!(ids[0]), &Value::Null));
    }
);

on_both!(
    async fn an_unnamed_complaint_is_public_after_its_time_without_a_mark(site) {
        let cast = Cast::of(&site).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["identity_consent"] = false.into();
        let case = cast.patient.files(complaint).await;
        cast.officer.sends_to_clinic(&case).await;
        cast.officer.acts(&case, "evidence/assessment", json!({"level": 1})).await.with(201);
        site.advance("P15D").await;
        assert_eq!(site.get(&format!("/api/v1/complaints/{case}")).await.status(), 404, "day 15 is not over");
        site.advance("P1D").await;
        let row: Value = site.get(&format!("/api/v1/complaints/{case}")).await.json().await.unwrap();
        assert_eq!((&row["id"], &row["responded_on_time"], &row["procedure"]), (&json!(case), &Value::Null, &Value::Null));
        site.is_whole().await;
    }
);

on_both!(
    async fn the_page_finds_whom_it_is_about_by_the_name_in_an_address(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        cast.officer.acts(&case, "evidence/assessment", json!({"level": 2})).await.with(201);
        site.advance("P17D").await;
        let clinic: Value = site.get(&format!("/api/v1/clinics/{}", cast.clinic.id)).await.json().await.unwrap();
        let slug = clinic["slug"].as_str().unwrap();
        let opens = async |path: &str| {
            let answer = site.get(path).await;
            (answer.status().as_u16(), answer.text().await.unwrap())
        };
        let (_, profile) = opens(&format!("/clinics/{slug}")).await;
        assert!(profile.contains(&format!("href=\"/complaints?clinic={slug}\"")), "{profile}");
        let by_id = cast.clinic.id.clone();
        for said in [slug, by_id.as_str()] {
            let (status, list) = opens(&format!("/complaints?clinic={said}")).await;
            assert!(status == 200 && list.contains(&case) && list.contains("Only those about"), "{said}: {list}");
            let file = format!("/api/v1/complaints.csv?clinic={}\"", cast.clinic.id);
            assert!(list.contains(&file), "programs ask for ids: {list}");
        }
        let (status, none) = opens(&format!("/complaints?clinic={slug}&code=refund_full")).await;
        assert!(status == 200 && !none.contains(&case) && none.contains("Only those about"), "none is found: {none}");
        let proposed = json!({
            "name": "Quiet Pine Clinic", "country": "TR", "city": "Izmir", "time_zone": "Europe/Istanbul",
            "kind": "single_specialty", "email": "desk@quiet-pine.example",
        });
        let proposed = cast.patient.post("/clinics", proposed).await.with(201);
        for said in ["id", "slug"] {
            let (status, hidden) = opens(&format!("/complaints?clinic={}", proposed[said].as_str().unwrap())).await;
            assert!(status == 404 && !hidden.contains("Quiet Pine"), "{said} of what is only proposed: {hidden}");
        }
        let unknown = "0".repeat(32);
        assert_eq!(opens(&format!("/complaints?clinic={unknown}")).await.0, 404);
        assert_eq!(opens("/complaints?clinic=nobody-knows-it").await.0, 404);
        assert_eq!(opens("/complaints?physician=nobody-knows-them").await.0, 404);
        let (status, refused) = opens("/complaints?surprise=1").await;
        assert!(status == 422 && refused.contains("This address does not fit"), "{refused}");
        assert!(!refused.contains("What you wrote is still there"), "nothing was written: {refused}");
        site.is_whole().await;
    }
);
