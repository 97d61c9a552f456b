//! The addresses of a list's neighbouring pages, for people.

use super::answer::Listed;

/// Where the pages before and after lead; what a list page hands to `show::pages`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Neighbours {
    pub prev: Option<String>,
    pub next: Option<String>,
}

impl Neighbours {
    /// Of a list read at `address` (path and query): the same filters with other cursors.
    pub fn of<T>(listed: &Listed<T>, address: &str) -> Self {
        let link = |cursor: &Option<String>| cursor.as_deref().map(|cursor| with_cursor(address, cursor));
        Self { prev: link(&listed.prev), next: link(&listed.next) }
    }
}

/// `address` with this cursor in place of its own. Cursors need no escaping.
fn with_cursor(address: &str, cursor: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut pairs: Vec<&str> =
        query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("cursor=")).collect();
    let own = format!("cursor={cursor}");
    pairs.push(&own);
    format!("{path}?{}", pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_further_on_keeps_the_filters() {
        let listed = Listed { items: vec![1], next: Some("abc".into()), prev: None };
        let neighbours = Neighbours::of(&listed, "/threads?tag=fue&cursor=old&sort=newest");
        assert_eq!(neighbours.next.as_deref(), Some("/threads?tag=fue&sort=newest&cursor=abc"));
        assert_eq!(neighbours.prev, None);
    }
}
