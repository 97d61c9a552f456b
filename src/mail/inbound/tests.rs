//! Messages as mail servers deliver them, and as nobody should.

use super::*;
use proptest::prelude::*;

const REPLY: &str = "From: Ada <Ada@Example.org>\r\nTo: case+CMP-2026-000001.p.00@candor.example\r\nMessage-ID: <1@example.org>\r\nSubject: Re: Your complaint\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHier ist die Rechnung f=C3=BCr Sie.\r\n\r\nOn Mon, Candor wrote:\r\n> Please send it.\r\n--x\r\nContent-Type: application/pdf; name=invoice.pdf\r\nContent-Disposition: attachment; filename=invoice.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n--x--\r\n";

const REPORT: &str = "From: MAILER-DAEMON@mx.example\r\nTo: candor@candor.example\r\nMessage-ID: <2@mx.example>\r\nAuto-Submitted: auto-replied\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=y\r\n\r\n--y\r\nContent-Type: text/plain\r\n\r\nNo such user.\r\n--y\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; Desk@clinic.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--y\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <0abc@candor.example>\r\nSubject: A complaint\r\n--y--\r\n";

#[test]
fn a_reply_is_its_words_and_its_files() {
    let read = read(REPLY.as_bytes()).unwrap();
    assert_eq!(read.from.as_deref(), Some("ada@example.org"));
    assert_eq!(read.to, ["case+cmp-2026-000001.p.00@candor.example"]);
    assert_eq!(read.text, "Hier ist die Rechnung für Sie.");
    assert_eq!((read.files.len(), read.files[0].name.as_str()), (1, "invoice.pdf"));
    assert_eq!(read.files[0].content, b"%PDF-1.4\n");
    assert!(!read.is_automatic && read.bounce.is_none());
}

#[test]
fn a_report_names_the_letter_that_did_not_arrive() {
    let read = read(REPORT.as_bytes()).unwrap();
    let bounce = read.bounce.unwrap();
    assert_eq!(bounce.message_id.as_deref(), Some("<0abc@candor.example>"));
    assert_eq!(bounce.recipient.as_deref(), Some("desk@clinic.example"));
    assert!(bounce.is_hard());
    for (status, hard) in [("5.2.2", false), ("5.7.1", false), ("5.4.4", true)] {
        let other = super::read(REPORT.replace("5.1.1", status).as_bytes()).unwrap().bounce.unwrap();
        assert_eq!((other.is_final, other.is_hard()), (true, hard), "{status}");
    }
    let delayed = REPORT.replace("failed", "delayed").replace("5.1.1", "4.4.1");
    assert!(!super::read(delayed.as_bytes()).unwrap().bounce.unwrap().is_final);
}

#[test]
fn the_same_message_has_the_same_key_however_it_came() {
    let again = format!("Received: by mx.example\r\n{REPLY}");
    assert_eq!(read(REPLY.as_bytes()).unwrap().key, read(again.as_bytes()).unwrap().key);
    assert_eq!(read(b""), Err(NotAMessage));
}

proptest! {
    #[test]
    fn no_bytes_are_too_wild(raw in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        drop(read(&raw));
    }

    #[test]
    fn no_damage_to_a_message_is_too_wild(places in proptest::collection::vec((0_usize..900, any::<u8>()), 0..40)) {
        for message in [REPLY, REPORT] {
            let mut raw = message.as_bytes().to_vec();
            for (place, byte) in &places {
                if let Some(known) = raw.get_mut(*place) {
                    *known = *byte;
                }
            }
            drop(read(&raw));
        }
    }
}

#[test]
fn nothing_that_a_fuzzer_finds_breaks_the_reader() {
    bolero::check!().for_each(|raw: &[u8]| {
        if let Ok(read) = read(raw) {
            assert!(read.files.len() <= MOST_FILES);
        }
    });
}
