//! A complaint about a result that cannot be judged yet: the rest goes on at once, the result waits for month 12.

use super::{Cast, kinds, times};
use crate::on_both;
use crate::support::people::complaint_about;
use serde_json::{Value, json};

on_both!(
    async fn the_part_about_the_result_waits(site) {
        let cast = Cast::of(&site).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["procedure_month"] = "2025-06".into();
        let case = cast.patient.files(complaint).await;
        let sorted = cast.officer.sorts(&case, json!({"category": "growth_failure"})).await;
        assert_eq!(sorted["state"], "with_clinic", "the conduct part runs at once");
        let result = sorted["result_case"].as_str().unwrap().to_owned();
        let waits = cast.patient.reads(&result).await;
        assert_eq!((&waits["state"], &waits["result_of"]), (&"waiting_for_result".into(), &case.as_str().into()));
        assert_eq!((&waits["next"]["step"], &waits["next"]["due"]), (&"result".into(), &"2026-06-01T06:00:00Z".into()));
        assert_eq!(site.letters_about(&cast.patient.email, "The result can be judged from month 12").await.len(), 1);
        assert_eq!(waits["category"], "growth_failure");
        let page = cast.patient.get(&format!("/complaints/{case}")).await.with(200);
        assert_eq!(page["result_case"], result.as_str());

        site.advance("P91D").await;
        let due = cast.patient.reads(&result).await;
        assert_eq!(due["state"], "submitted");
        assert_eq!(times(&cast.patient.events(&result).await, "result_due"), ["2026-06-01T06:00:00Z"]);
        assert_eq!(site.letters_about(&cast.patient.email, "The result can now be judged").await.len(), 1);
        assert_eq!(site.letters_about(&cast.officer.email, "The result can now be judged").await.len(), 1);
        let sorted = cast.officer.sorts(&result, json!({"category": "growth_failure"})).await;
        assert_eq!((&sorted["state"], &sorted["result_case"]), (&"with_clinic".into(), &Value::Null));
        let events = cast.patient.events(&result).await;
        assert_eq!(kinds(&events)[..4], ["submitted", "result_awaited", "result_due", "triaged"]);
        site.is_whole().await;
    }
);

on_both!(
    async fn what_is_not_about_the_result_does_not_wait(site) {
        let cast = Cast::of(&site).await;
        let mut complaint = complaint_about(&cast.clinic);
        complaint["procedure_month"] = "2025-12".into();
        let case = cast.patient.files(complaint).await;
        assert_eq!(cast.officer.sends_to_clinic(&case).await["result_case"], Value::Null);
    }
);
