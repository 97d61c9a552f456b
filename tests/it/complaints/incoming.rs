//! Answers that come by mail: filed for the sides of a case, and for nobody else.

use super::Cast;
use crate::on_both;
use crate::support::app::TestSite;
use crate::support::letters::header;
use candor::complaints::receive;
use candor::mail::Became;
use serde_json::Value;

const PDF: &str = "JVBERi0xLjQKMSAwIG9iago8PCAvVHlwZSAvQ2F0YWxvZyA+PgplbmRvYmoKJSVFT0YK";

/// A message as a mail server pipes it.
pub fn message(number: u32, from: &str, to: &str, text: &str) -> String {
    format!(
        "From: {from}\r\nTo: {to}\r\nMessage-ID: <{number}@mail.example>\r\nSubject: Re: your letter\r\n\
         Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         {text}\r\n\r\nOn Mon, 2 Mar 2026, Candor wrote:\r\n> We have your complaint\r\n--x\r\n\
         Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=invoice.pdf\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{PDF}\r\n--x--\r\n"
    )
}

/// What a mail server reports of a letter that it could not deliver.
pub fn report(number: u32, recipient: &str, letter: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\r\nTo: candor@candor.localhost\r\nMessage-ID: <{number}@mx.example>\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=y\r\n\r\n--y\r\n\
         Content-Type: text/plain\r\n\r\nNo such user.\r\n--y\r\nContent-Type: message/delivery-status\r\n\r\n\
         Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\nAction: failed\r\n\
         Status: 5.1.1\r\n\r\n--y\r\nContent-Type: text/rfc822-headers\r\n\r\n\
         Message-ID: <{letter}>\r\n\r\n--y--\r\n"
    )
}

async fn becomes(site: &TestSite, raw: &str) -> Became {
    receive(&site.app, raw.as_bytes()).await.unwrap()
}

on_both!(
    async fn an_answer_is_filed_with_its_case(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let to_patient = header(&site.letters_about(&cast.patient.email, "We wrote to").await[0], "Reply-To");
        let to_clinic = header(&site.letter_to(&cast.clinic.email, "/case-links/").await, "Reply-To");
        assert_ne!(to_patient, to_clinic);
        let answer = message(1, &cast.patient.email, &to_patient, "Here is the invoice.");
        assert_eq!(becomes(&site, &answer).await, Became::Filed(case.clone()));
        assert_eq!(becomes(&site, &answer).await, Became::Again, "a server may deliver twice");
        let events = cast.patient.events(&case).await;
        let last = events.last().unwrap();
        assert_eq!((&last["type"], &last["actor_role"]), (&"messaged".into(), &"patient".into()));
        assert_eq!((&last["data"]["text"], &last["data"]["by_mail"]), (&"Here is the invoice.".into(), &true.into()));
        assert_eq!(site.letters_about(&cast.officer.email, "A message in").await.len(), 1);
        cast.patient.get(&format!("/complaints/{case}/evidence/1")).await.with(200);

        let answer = message(2, &cast.clinic.email, &to_clinic, "The patient signed for 4,500.");
        assert_eq!(becomes(&site, &answer).await, Became::Filed(case.clone()));
        let read = Value::from(cast.patient.events(&case).await).to_string();
        assert!(!read.contains("signed for"), "the other side's words: {read}");
        cast.patient.get(&format!("/complaints/{case}/evidence/2")).await.refused(404, "not_found");
        cast.officer.get(&format!("/complaints/{case}/evidence/2")).await.with(200);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_stranger_is_not_heard(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let to_patient = header(&site.letters_about(&cast.patient.email, "We wrote to").await[0], "Reply-To");
        let guessed = format!("case+{}@candor.localhost", case.to_lowercase());
        let forged = to_patient.replace(".patient.", ".clinic.");
        let wrong = [
            message(1, "eve@elsewhere.example", &to_patient, "Let me in."),
            message(2, &cast.patient.email, &guessed, "Let me in."),
            message(3, &cast.clinic.email, &forged, "Let me in."),
            message(4, &cast.clinic.email, &to_patient, "Let me in."),
        ];
        let before = cast.officer.events(&case).await.len();
        for raw in &wrong {
            assert_eq!(becomes(&site, raw).await, Became::Stranger, "{raw}");
        }
        let away = message(5, &cast.patient.email, &to_patient, "I am away.");
        let away = format!("Auto-Submitted: auto-replied\r\n{away}");
        assert_eq!(becomes(&site, &away).await, Became::Automatic);
        assert_eq!(becomes(&site, "").await, Became::NoMessage);
        assert_eq!(cast.officer.events(&case).await.len(), before);
        site.is_whole().await;
    }
);

on_both!(
    async fn a_letter_that_comes_back_switches_its_address_off(site) {
        let cast = Cast::of(&site).await;
        let case = cast.case_with_clinic().await;
        let id = site.letter_to(&cast.clinic.email, "/case-links/").await.message_id();
        assert_eq!(becomes(&site, &report(1, "somebody@else.example", &id)).await, Became::Stranger, "not whom it was for");
        assert_eq!(becomes(&site, &report(2, &cast.clinic.email, &id)).await, Became::Bounce);
        assert!(cast.officer.reads(&case).await["undeliverable_at"].is_string());
        assert_eq!(site.letters_about(&cast.officer.email, "did not reach the clinic").await.len(), 1);

        // Nothing leaves for it any more, until somebody says that it works again.
        let before = site.letters_about(&cast.clinic.email, "").await.len();
        let text = serde_json::json!({"text": "Are you there?", "to": "clinic"});
        cast.officer.acts(&case, "messages", text.clone()).await.with(201);
        let path = format!("/complaints/{case}/clinic-address");
        for _ in 0..100 {
            let lost = site.app.read(|reader| {
                use candor::db::schema::outbox_letters::dsl;
                use candor::mail::outbox::LetterState;
                use diesel::prelude::*;
                let dead = dsl::outbox_letters.filter(dsl::state.eq(LetterState::Dead));
                Ok(dead.count().get_result::<i64>(reader.conn)?)
            });
            if lost.await.unwrap() > 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let address = serde_json::json!({"letter_to": cast.clinic.email});
        cast.officer.put(&path, address).await.with(200);
        cast.officer.acts(&case, "messages", text).await.with(201);
        for _ in 0..200 {
            if site.mail.letters_to(&cast.clinic.email).len() == before + 2 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("neither the letter anew nor the message came");
    }
);
