//! What the allow-list lets through, and that cleaning twice changes nothing.

use super::*;
use proptest::prelude::*;

const REL: &str = r#"rel="nofollow ugc noopener""#;

#[test]
fn the_allow_list_holds() {
    for (dirty, expected) in [
        ("<p>ok</p>", "<p>ok</p>".to_owned()),
        ("<script>alert(1)</script>x", "x".to_owned()),
        ("<style>p{}</style>x", "x".to_owned()),
        ("<p onclick=\"x()\" style=\"color:red\" class=\"c\">a</p>", "<p>a</p>".to_owned()),
        ("<svg><script>1</script></svg>", String::new()),
        ("<iframe src=https://a.example></iframe>b", "b".to_owned()),
        ("<input type=text>b", "b".to_owned()),
        ("<!-- c --><b>x", "<b>x</b>".to_owned()),
        ("<a href=\"javascript:alert(1)\">x</a>", format!("<a {REL}>x</a>")),
        ("<a href=\" jAvA\tscript:alert(1)\">x</a>", format!("<a {REL}>x</a>")),
        ("<a href=\"data:text/html,x\">x</a>", format!("<a {REL}>x</a>")),
        ("<a href=\"//evil.example\">x</a>", format!("<a {REL}>x</a>")),
        ("<a href=\"/\t/evil.example\">x</a>", format!("<a {REL}>x</a>")),
        ("<a href=\"/\\evil.example\">x</a>", format!("<a {REL}>x</a>")),
        ("<a href=\"page.html\">x</a>", format!("<a {REL}>x</a>")),
        ("<a href=\"/threads/1\">x</a>", format!("<a href=\"/threads/1\" {REL}>x</a>")),
        ("<a href=\"mailto:a@b.example\">x</a>", format!("<a href=\"mailto:a@b.example\" {REL}>x</a>")),
        ("<a href=\"https://a.example\" target=_blank>x</a>", format!("<a href=\"https://a.example\" {REL}>x</a>")),
        ("<h2 id=\"main\">x</h2>", "<h2 id=\"user-content-main\">x</h2>".to_owned()),
        ("<a href=\"#main\">x</a>", format!("<a href=\"#user-content-main\" {REL}>x</a>")),
        (
            "<table><tr><td align=center>x</td></tr></table>",
            "<table><tbody><tr><td align=\"center\">x</td></tr></tbody></table>".to_owned(),
        ),
        ("<ol start=\"1e9\"><li>x</li></ol>", "<ol><li>x</li></ol>".to_owned()),
    ] {
        assert_eq!(clean(dirty).as_str(), expected, "{dirty}");
    }
}

#[test]
fn pictures_from_elsewhere_become_links() {
    for (dirty, expected) in [
        ("<img src=\"/media/1.webp\" alt=\"before\">", "<img src=\"/media/1.webp\" alt=\"before\">".to_owned()),
        (
            "<img src=\"https://a.example/1.png\" alt=\"my &quot;scar&quot;\">",
            format!("<a href=\"https://a.example/1.png\" {REL}>my \"scar\"</a>"),
        ),
        (
            "<img src=\"https://a.example/1.png?a=1&amp;b=2\">",
            format!("<a href=\"https://a.example/1.png?a=1&amp;b=2\" {REL}>https://a.example/1.png?a=1&amp;b=2</a>"),
        ),
        (
            "<a href=\"https://b.example\"><img src=\"https://a.example/1.png\" alt=\"x\"></a>",
            format!("<a href=\"https://b.example\" {REL}>x</a>"),
        ),
        ("<img src=\"//a.example/1.png\" alt=\"x\">", "x".to_owned()),
        ("<img src=\"data:image/png;base64,AA\" alt=\"x\">", "x".to_owned()),
        ("<img src=x onerror=alert(1)>", String::new()),
    ] {
        assert_eq!(clean(dirty).as_str(), expected, "{dirty}");
    }
}

#[test]
fn html_that_grows_while_it_is_repaired_is_shown_as_text() {
    let opening: String = (0..900).map(|number| format!("<b><a id={number}>")).collect();
    let bomb = format!("<p>{opening}</p>{}", "<p>x</p>".repeat(400));
    assert!(clean(&bomb).as_str().starts_with("&lt;p&gt;"));
}

#[test]
fn it_serialises_as_a_string() {
    assert_eq!(serde_json::to_string(&clean("<b>x")).unwrap(), r#""<b>x</b>""#);
}

/// Markup put together from the pieces that break sanitisers.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<a href=\"",
            "\">",
            "</a>",
            "<b>",
            "</b>",
            "<p>",
            "</p>",
            "<table>",
            "<tr>",
            "<td>",
            "<img src=\"",
            "https://a.example",
            "javascript:alert(1)",
            " onerror=alert(1) ",
            "<svg>",
            "<math>",
            "<style>",
            "</style>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<![CDATA[",
            "<pre>\n\n",
            "&lt;",
            "&#x6a;",
            "\0",
            "<noscript>",
            "<template>",
            "<select>",
            "<h1 id=x>",
            "<li>",
            "\" alt=\"",
            "<plaintext>",
            "\u{a0}",
        ])
        .prop_map(str::to_owned),
        "[a-z<>\"'/= &;]{0,6}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Asserts that nothing active is among the tags and attributes a browser would see.
fn assert_harmless(html: &str) {
    for element in scraper::Html::parse_fragment(html).root_element().descendent_elements() {
        assert!(TAGS.contains(&element.value().name()) || element.value().name() == "html", "{html}");
        for (name, value) in element.value().attrs() {
            assert!(!name.starts_with("on") && name != "style", "{html}");
            let scheme = value.split_once(':').map(|(scheme, _)| scheme.trim().to_lowercase());
            let is_url = matches!(name, "href" | "src");
            assert!(
                !is_url
                    || scheme.is_none_or(
                        |s| ["http", "https", "mailto"].contains(&s.as_str()) || value.starts_with(['/', '#'])
                    ),
                "{html}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn cleaning_twice_changes_nothing(dirty in soup()) {
        let once = clean(&dirty);
        prop_assert_eq!(clean(once.as_str()), once);
    }

    #[test]
    fn nothing_active_survives(dirty in soup()) {
        assert_harmless(clean(&dirty).as_str());
    }
}

#[test]
fn any_bytes_come_out_clean() {
    bolero::check!().with_iterations(300).with_type::<String>().for_each(|dirty| {
        let once = clean(dirty);
        assert_harmless(once.as_str());
        assert_eq!(clean(once.as_str()), once);
    });
}
