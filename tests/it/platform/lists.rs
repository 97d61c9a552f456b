//! Lists: limits, cursors, filters.

use crate::on_both;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Patient};
use serde_json::Value;

on_both!(
    async fn limits_and_cursors_are_checked(site) {
        let patient = Patient::of(&site, "wren").await;
        for (limit, code) in [("0", "out_of_range"), ("101", "out_of_range"), ("-1", "out_of_range"), ("many", "out_of_range")] {
            let answer = patient.get(&format!("/complaints?limit={limit}")).await;
            let problem = answer.refused(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], "?limit", "{problem}");
            assert_eq!(problem["errors"][0]["code"], code, "{limit}");
        }
        for cursor in ["nonsense", "AAAA", "%00"] {
            let problem = patient.get(&format!("/complaints?cursor={cursor}")).await.refused(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], "?cursor", "{problem}");
        }
        patient.get("/complaints?cursor=AAAA").await.wrong("?cursor", "bad_cursor");
        patient.get("/complaints?surprise=1").await.wrong("?surprise", "unknown_field");
        patient.get("/complaints?timely=perhaps").await.wrong("?timely", "wrong_type");
        patient.get("/complaints?from=2026-04&to=2026-03").await.wrong("?to", "out_of_range");
    }
);

on_both!(
    async fn a_list_is_read_forth_and_back(site) {
        let admin = Admin::of(&site, "admin").await;
        let patient = Patient::of(&site, "wren").await;
        let clinic = Clinic::listed(&admin, "bosporus").await;
        let mut filed = Vec::new();
        for _ in 0..5 {
            filed.push(patient.files_complaint(&clinic).await);
            site.advance("PT1S").await;
        }
        filed.reverse();
        let ids = |page: &Value| -> Vec<String> {
            page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
        };
        let first = patient.get("/me/complaints?limit=2").await;
        assert!(first.header("link").contains("rel=\"next\""), "{}", first.header("link"));
        let first = first.with(200);
        assert_eq!((ids(&first), &first["prev"]), (filed[..2].to_vec(), &Value::Null));
        let cursor = first["next"].as_str().unwrap();
        let second = patient.get(&format!("/me/complaints?limit=2&cursor={cursor}")).await.with(200);
        assert_eq!(ids(&second), filed[2..4]);
        let third = second["next"].as_str().unwrap();
        let third = patient.get(&format!("/me/complaints?limit=2&cursor={third}")).await.with(200);
        assert_eq!((ids(&third), &third["next"]), (filed[4..].to_vec(), &Value::Null));
        let back = third["prev"].as_str().unwrap();
        let back = patient.get(&format!("/me/complaints?limit=2&cursor={back}")).await.with(200);
        assert_eq!(ids(&back), filed[2..4]);
        patient.get(&format!("/complaints?cursor={cursor}")).await.wrong("?cursor", "bad_cursor");
    }
);
