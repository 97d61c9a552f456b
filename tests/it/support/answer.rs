//! What the API answered, and what a test expects of it.

use candor::text::lang::Lang;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

/// An answer that was read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    /// Null when there is none, or it is no JSON.
    pub body: Value,
    pub text: String,
}

impl Answer {
    /// Reads an answer.
    pub async fn of(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.expect("a body");
        Self { status, headers, body: serde_json::from_str(&text).unwrap_or_default(), text }
    }

    /// What came over a bare connection: a head of HTTP/1.1 and a body that is not in pieces.
    pub fn of_raw(raw: &str) -> Self {
        let (head, text) = raw.split_once("\r\n\r\n").expect("a head and a body");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).expect("a status");
        let pairs = lines.filter_map(|line| line.split_once(": "));
        let header = |(name, value): (&str, &str)| {
            (name.parse::<HeaderName>().expect("a name"), value.parse::<HeaderValue>().expect("a value"))
        };
        Self {
            status: status.parse().expect("a number"),
            headers: pairs.map(header).collect(),
            body: serde_json::from_str(text).unwrap_or_default(),
            text: text.to_owned(),
        }
    }

    /// A header's value; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a plain header"))
    }

    /// The body of a success.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{}: {}", self.status, self.text);
        self.body
    }

    /// The body of an answer with exactly this status.
    #[track_caller]
    pub fn with(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.body
    }

    /// A problem with this status and code.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status, self.body["code"].as_str()), (status, Some(code)), "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json");
        self.body
    }

    /// A page that refuses with this status and says so in the words of this code.
    #[track_caller]
    pub fn page_refused(self, status: u16, code: &str) {
        let key = format!("error-{}", code.replace('_', "-"));
        let said = [format!("{key}-title"), key].map(|key| Lang::En.t(&key));
        assert_eq!(self.status, status, "{}", self.text);
        assert!(self.header("content-type").starts_with("text/html"), "{:?}", self.headers);
        assert!(said.iter().any(|words| self.text.contains(words)), "{code}: {}", self.text);
    }

    /// A problem that names this field and no other.
    #[track_caller]
    pub fn wrong(self, pointer: &str, code: &str) {
        let problem = self.refused(422, "invalid");
        let named: Vec<_> = problem["errors"].as_array().expect("a list of fields").iter().collect();
        assert_eq!(named.len(), 1, "{problem}");
        assert_eq!((named[0]["pointer"].as_str(), named[0]["code"].as_str()), (Some(pointer), Some(code)), "{problem}");
    }
}
