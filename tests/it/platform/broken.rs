//! When something breaks: a row that cannot be read, a client that does not finish, a form from elsewhere.

use crate::on_both;
use crate::support::answer::Answer;
use crate::support::ledger::connect;
use crate::support::make::Clinic;
use crate::support::people::{Admin, Patient, send};
use diesel::prelude::*;
use std::io::{Read as _, Write as _};

on_both!(
    async fn what_broke_is_not_told(site) {
        let admin = Admin::of(&site, "admin").await;
        let patient = Patient::of(&site, "wren").await;
        let clinic = Clinic::listed(&admin, "bosporus").await;
        let case = patient.files_complaint(&clinic).await;
        let mut connection = connect(&site.app.config().database_url());
        diesel::sql_query("UPDATE complaints SET attempt = '[]'").execute(&mut connection).unwrap();
        let problem = patient.get(&format!("/complaints/{case}")).await.refused(500, "internal");
        assert!(!problem.to_string().contains("attempt"), "{problem}");
    }
);

on_both!(
    async fn a_client_that_does_not_finish_is_not_waited_for(site, |config| config.server.client_timeout_seconds = 1) {
        let host = site.address.trim_start_matches("http://").to_owned();
        let answer = tokio::task::spawn_blocking(move || {
            let mut stream = std::net::TcpStream::connect(&host).unwrap();
            let head = "POST /api/v1/accounts HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n";
            write!(stream, "{head}Host: {host}\r\nConnection: close\r\n\r\n{{").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        });
        let answer = answer.await.unwrap();
        Answer::of_raw(&answer).refused(408, "request_timeout");
    }
);

on_both!(
    async fn a_form_from_elsewhere_is_refused(site) {
        for (name, value) in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://other.example"), ("X-None", "1")] {
            let form = [("email", "wren@people.example"), ("password", "plum-kettle-47-orbit")];
            let request = site.client().post(site.url("/sign-in")).header(name, value).form(&form);
            send(request).await.page_refused(403, "csrf");
        }
        assert_eq!(site.get("/problems/csrf").await.status(), 200);
    }
);
