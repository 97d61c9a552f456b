//! What the forum of the demo community says: threads with their posts, as the files hold them and the dice compose them.

use crate::forum::ThreadKind;
use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Thread {
    pub category: String,
    pub title: String,
    pub kind: Option<ThreadKind>,
    pub tags: Vec<String>,
    pub posts: Vec<Post>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Post {
    pub by: String,
    pub hours_ago: i64,
    /// Minutes on top of the hours.
    #[serde(default)]
    pub minutes: i64,
    /// The number of the post that is answered.
    pub reply_to: Option<usize>,
    pub body: String,
    pub edited: Option<String>,
    pub edited_hours_ago: Option<i64>,
    pub edit_reason: Option<String>,
    pub deleted_hours_ago: Option<i64>,
}

impl Post {
    /// Said this many minutes before the present.
    pub fn said(by: &str, minutes_ago: i64, body: String) -> Self {
        Self { by: by.to_owned(), hours_ago: minutes_ago / 60, minutes: minutes_ago % 60, body, ..Self::default() }
    }

    pub fn answering(self, number: usize) -> Self {
        Self { reply_to: Some(number), ..self }
    }

    pub fn minutes_ago(&self) -> i64 {
        self.hours_ago * 60 + self.minutes
    }
}

/// Everything that is written.
#[derive(Debug, Clone)]
pub(super) struct Script {
    pub threads: Vec<Thread>,
}

impl Script {
    pub fn posts(&self) -> usize {
        self.threads.iter().map(|thread| thread.posts.len()).sum()
    }
}
