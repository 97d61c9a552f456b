//! Answers that a mail service hands in at `/hooks/mail`, signed.

use super::Cast;
use super::incoming::{message, report};
use crate::on_both;
use crate::support::answer::Answer;
use crate::support::app::TestSite;
use crate::support::letters::header;
use crate::support::people::send;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use candor::config::Config;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

const KEY: &[u8] = b"0f3a-9c1d-72be-4458-a6d1-88ef";
const OTHER_KEY: &[u8] = b"5e11-0b7a-43cd-9902-f1a4-66d0";
/// Largest message here.
const MOST: usize = 4_096;

fn with_door(config: &mut Config) {
    config.mail.inbound_webhook_secret = Some(format!("whsec_{}", STANDARD.encode(KEY)).into());
    config.mail.inbound_bytes = MOST;
}

/// A delivery as the service makes it.
struct Delivery<'d> {
    id: &'d str,
    /// Seconds by which the service's clock is ahead.
    ahead: i64,
    keys: &'d [&'d [u8]],
}

impl Delivery<'_> {
    async fn of(&self, site: &TestSite, raw: &str) -> Answer {
        let now = site.app.site().clock.machine_now().unix_millis() / 1_000;
        let at = (now + self.ahead).to_string();
        let sign = |key: &&[u8]| {
            let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
            mac.update(format!("{}.{at}.{raw}", self.id).as_bytes());
            format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
        };
        let signatures: Vec<_> = self.keys.iter().map(sign).collect();
        let request = site.client().post(site.url("/hooks/mail")).header("Content-Type", "message/rfc822");
        let request = request.header("webhook-id", self.id).header("webhook-timestamp", &at);
        send(request.header("webhook-signature", signatures.join(" ")).body(raw.to_owned())).await
    }
}

const fn signed(id: &str) -> Delivery<'_> {
    Delivery { id, ahead: 0, keys: &[KEY] }
}

on_both!(
    async fn an_answer_is_handed_in_once(site, with_door) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let to = header(&site.letters_about(&cast.patient.email, "We wrote to").await[0], "Reply-To");
        let answer = message(1, &cast.patient.email, &to, "Here is the invoice.");
        let filed = Delivery { id: "msg_1", ahead: -290, keys: &[OTHER_KEY, KEY] }.of(&site, &answer).await.with(200);
        assert_eq!((&filed["became"], &filed["case"]), (&"filed".into(), &case.as_str().into()));
        let events = cast.patient.events(&case).await;
        let last = events.last().unwrap();
        assert_eq!((&last["type"], &last["data"]["text"]), (&"messaged".into(), &"Here is the invoice.".into()));
        cast.patient.get(&format!("/complaints/{case}/evidence/1")).await.with(200);

        // The same delivery again, the same message in another one, and another message under the first one's id.
        let other = message(2, &cast.patient.email, &to, "And another thing.");
        for (id, raw) in [("msg_1", &answer), ("msg_2", &answer), ("msg_1", &other)] {
            assert_eq!(signed(id).of(&site, raw).await.with(200)["became"], "again", "{id}");
        }
        assert_eq!(cast.patient.events(&case).await.len(), events.len());
        assert_eq!(signed("msg_3").of(&site, &other).await.with(200)["became"], "filed");
        site.is_whole().await;
    }
);

on_both!(
    async fn only_the_services_own_signature_opens_the_door(site, with_door) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let to = header(&site.letters_about(&cast.patient.email, "We wrote to").await[0], "Reply-To");
        let answer = message(1, &cast.patient.email, &to, "Let me in.");
        let before = cast.patient.events(&case).await.len();
        let wrong = Delivery { id: "msg_1", ahead: 0, keys: &[OTHER_KEY] };
        let told = wrong.of(&site, &answer).await;
        assert!(!told.text.contains("Let me in"), "{}", told.text);
        assert_eq!(told.header("content-type"), "application/problem+json");
        told.refused(401, "signature_invalid");
        Delivery { id: "msg_1", ahead: 0, keys: &[] }.of(&site, &answer).await.refused(401, "signature_invalid");
        for ahead in [-310, 310] {
            let late = Delivery { id: "msg_1", ahead, keys: &[KEY] };
            late.of(&site, &answer).await.refused(401, "signature_expired");
        }
        let bare = site.client().post(site.url("/hooks/mail")).bearer_auth(&cast.officer.token).body(answer.clone());
        send(bare).await.refused(401, "signature_invalid");
        let large = format!("{answer}{}", "x".repeat(MOST));
        signed("msg_1").of(&site, &large).await.refused(413, "too_large");
        assert_eq!(cast.patient.events(&case).await.len(), before);
        assert_eq!(signed("msg_1").of(&site, &answer).await.with(200)["became"], "filed", "none of that counted");
    }
);

on_both!(
    async fn what_is_nobodys_answer_is_left_alone(site, with_door) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let before = cast.officer.events(&case).await.len();
        let unknown = message(1, &cast.patient.email, "case+cmp-2026-000099.patient.00@candor.localhost", "Hello?");
        assert_eq!(signed("msg_1").of(&site, &unknown).await.with(200)["became"], "stranger");
        assert_eq!(signed("msg_2").of(&site, "").await.with(200)["became"], "no_message");
        assert_eq!(cast.officer.events(&case).await.len(), before);
        let letter = site.letter_to(&cast.clinic.email, "/case-links/").await;
        let report = report(2, &cast.clinic.email, &letter.message_id());
        assert_eq!(signed("msg_3").of(&site, &report).await.with(200)["became"], "bounce");
        assert!(cast.officer.reads(&case).await["undeliverable_at"].is_string());
        assert_eq!(signed("msg_3").of(&site, &report).await.with(200)["became"], "again");
        assert_eq!(site.letters_about(&cast.officer.email, "did not reach the clinic").await.len(), 1);
    }
);

on_both!(
    async fn without_a_secret_there_is_no_door(site) {
        signed("msg_1").of(&site, "From: a@b.example\r\n\r\nHello").await.refused(404, "not_found");
    }
);
