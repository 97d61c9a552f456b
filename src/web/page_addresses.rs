//! A page's addresses: its own without what asks for nothing, and the same in other languages.

use super::page::Page;
use crate::text::lang::Lang;

impl Page {
    /// The other languages, each with this page's address in it.
    pub fn other_languages(&self) -> Vec<(Lang, String)> {
        let others = Lang::ALL.iter().copied().filter(|lang| *lang != self.lang);
        others.map(|lang| (lang, self.path_in(lang))).collect()
    }

    /// This page's address in another language.
    fn path_in(&self, lang: Lang) -> String {
        let (path, mut pairs) = self.address();
        pairs.retain(|pair| !pair.starts_with("lang="));
        let own = format!("lang={}", lang.as_str());
        pairs.push(&own);
        format!("{path}?{}", pairs.join("&"))
    }

    /// The path, and what the address asks for: a form sends its empty fields too, which ask for nothing.
    fn address(&self) -> (&str, Vec<&str>) {
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let asks = |pair: &&str| pair.split_once('=').map_or(!pair.is_empty(), |(_, value)| !value.is_empty());
        (path, query.split('&').filter(asks).collect())
    }

    /// Where the list of this page is a file: what it asks for goes along, which page of it and in which language not.
    pub fn as_file(&self, path: &str) -> String {
        let (_, mut pairs) = self.address();
        pairs.retain(|pair| !["cursor=", "limit=", "lang="].iter().any(|own| pair.starts_with(own)));
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }

    /// The absolute address of the page, or nothing when the site's own address is not known.
    pub fn canonical(&self) -> Option<String> {
        let (path, pairs) = self.address();
        let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
        (!self.origin.is_empty() && !self.private).then(|| format!("{}{path}{query}", self.origin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;

    fn page() -> Page {
        Page::new(Lang::En, chrono_tz::Europe::Vienna, Timestamp::parse("2026-03-14T12:00:00Z").unwrap())
    }

    #[test]
    fn the_other_language_keeps_the_rest_of_the_address() {
        let page = Page { path: String::from("/physicians?city=Graz&lang=en"), ..page() };
        assert_eq!(page.other_languages(), [(Lang::De, String::from("/physicians?city=Graz&lang=de"))]);
    }

    #[test]
    fn a_file_holds_what_the_list_asks_for() {
        let file = |path: &str| Page { path: path.to_owned(), ..page() }.as_file("/api/v1/clinics.csv");
        assert_eq!(file("/clinics"), "/api/v1/clinics.csv");
        assert_eq!(file("/clinics?q=&place=graz&cursor=abc&lang=de"), "/api/v1/clinics.csv?place=graz");
    }

    #[test]
    fn the_canonical_address_asks_for_nothing_that_is_empty() {
        let table = [
            ("/physicians", "/physicians"),
            ("/physicians?", "/physicians"),
            ("/physicians/ada/reviews?verified=false&", "/physicians/ada/reviews?verified=false"),
            ("/physicians?q=&city=Graz&country=&sort=", "/physicians?city=Graz"),
        ];
        for (asked, canonical) in table {
            let page = Page { path: asked.to_owned(), origin: String::from("https://candor.example"), ..page() };
            assert_eq!(page.canonical(), Some(format!("https://candor.example{canonical}")));
        }
        assert_eq!(page().canonical(), None);
    }
}
