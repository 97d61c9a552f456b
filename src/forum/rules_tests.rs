//! The tables of the rules.

use super::*;
use crate::config::Config;
use crate::error::NO_SUCH;
use crate::forum::model::{CategoryId, PostId, ThreadId};

/// A way to make a request wrong, and the field and code it is refused with.
type Spoilt<T> = (fn(&mut T), (&'static str, &'static str));

fn forum() -> Forum {
    Config::development(std::path::Path::new("data")).unwrap().forum
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::parse("2026-03-14T10:00:00Z").unwrap().plus(Duration::seconds(seconds))
}

fn actor(standing: Standing) -> Actor {
    Actor::without_request(AccountId::mint(at(0)), standing)
}

fn draft() -> NewThread {
    NewThread {
        category_id: CategoryId::mint(at(0)),
        title: " Month 5  and the crown ".into(),
        body: "Is this\r\nnormal? ".into(),
        kind: None,
        tags: vec!["FUE".into(), "fue".into(), "Month  5".into()],
    }
}

/// A thread in a category that is there.
fn checked(draft: &NewThread, by: &Actor) -> Result<NewThread, Refusal> {
    thread(Words::of(draft), Ok(draft.category_id.clone()), by, &forum())
}

fn named(refused: &Refusal) -> Vec<(&str, &str)> {
    refused.fields.iter().map(|field| (field.pointer.as_str(), field.code.name)).collect()
}

fn post_of(author: &Actor) -> PostRow {
    PostRow {
        id: PostId::mint(at(0)),
        thread_id: ThreadId::mint(at(0)),
        number: 1,
        author_id: author.account.clone(),
        body: "a".into(),
        body_html: "<p>a</p>".into(),
        body_hash: fingerprint("a"),
        reply_to: None,
        reply_to_number: None,
        created_at: at(0),
        received_at: at(0),
        edited_at: None,
        revision_count: 0,
        state: PostState::Public,
        deleted_at: None,
        deleted_by: None,
        version: 1,
        restriction: None,
        restriction_ground: None,
    }
}

#[test]
fn a_thread_is_made_tidy() {
    let thread = checked(&draft(), &actor(Standing::Member)).unwrap();
    assert_eq!((thread.title.as_str(), thread.body.as_str()), ("Month 5 and the crown", "Is this\nnormal?"));
    assert_eq!(
        (thread.tags, thread.kind),
        (vec!["fue".to_owned(), "month 5".to_owned()], Some(ThreadKind::Discussion))
    );
}

#[test]
fn each_wrong_field_of_a_thread_is_named() {
    let wrong: [Spoilt<NewThread>; 8] = [
        (|t| t.title = "ab".into(), ("/title", "too_short")),
        (|t| t.title = " \n ".into(), ("/title", "required")),
        (|t| t.title = "x".repeat(201), ("/title", "too_long")),
        (|t| t.body = " \n ".into(), ("/body", "required")),
        (|t| t.body = "x".repeat(32_001), ("/body", "too_long")),
        (|t| t.kind = Some(ThreadKind::Inspection), ("/kind", "not_allowed_here")),
        (|t| t.tags = (0..6).map(|n| format!("tag {n}")).collect(), ("/tags", "too_long")),
        (|t| t.tags = vec!["<b>".into()], ("/tags/0", "wrong_type")),
    ];
    for (spoil, expected) in wrong {
        let mut draft = draft();
        spoil(&mut draft);
        assert_eq!(named(&checked(&draft, &actor(Standing::Member)).unwrap_err()), [expected]);
    }
}

#[test]
fn a_thread_without_its_category_names_everything_else_that_is_wrong() {
    let draft = NewThread { title: "ab".into(), body: String::new(), tags: vec!["<b>".into()], ..draft() };
    for missing in [REQUIRED, NO_SUCH] {
        let refused = thread(Words::of(&draft), Err(missing), &actor(Standing::Member), &forum()).unwrap_err();
        let category = ("/category_id", missing.name);
        let rest = [("/title", "too_short"), ("/body", "required"), ("/tags/0", "wrong_type")];
        assert_eq!(named(&refused), [vec![category], rest.to_vec()].concat());
    }
}

#[test]
fn links_and_pictures_are_told_from_words_and_from_the_site_s_own_places() {
    for (body, expected) in [
        ("Is this normal?", false),
        ("> [wren, post 1](/t/1/p/1)\n>\n> Yes.\n\nThank you.", false),
        ("See [above](#p1), and 3 < 4 > 2.", false),
        ("See https://shop.example for more.", true),
        ("See HTTPS://SHOP.EXAMPLE for more.", true),
        ("See www.shop.example.", true),
        ("`https://shop.example` in code", true),
        ("[Cheap](https://shop.example)", true),
        ("![before](https://shop.example/a.jpg)", true),
        ("![before](/media/0a1b.jpg)", true),
        ("Write to desk@shop.example.", true),
        ("[Write](mailto:desk@shop.example)", true),
    ] {
        assert_eq!(shows_elsewhere(body, crate::text::markdown::render(body).as_str()), expected, "{body}");
    }
}

#[test]
fn only_moderators_announce() {
    let draft = NewThread { kind: Some(ThreadKind::Announcement), ..draft() };
    for (standing, allowed) in
        [(Standing::Member, false), (Standing::Staff, false), (Standing::Moderator, true), (Standing::Admin, true)]
    {
        assert_eq!(checked(&draft, &actor(standing)).is_ok(), allowed, "{standing:?}");
    }
}

#[test]
fn a_slug_is_plain_and_a_tree_is_not_deep() {
    let new = |slug: &str| NewCategory { name: "Recovery".into(), slug: slug.into(), parent_id: None, position: None };
    for (slug, holds) in
        [("recovery-and-growth", true), ("Recovery", false), ("-a", false), ("a--b", false), ("ü2", false)]
    {
        assert_eq!(category(&new(slug), 0, &forum()).is_ok(), holds, "{slug}");
    }
    assert!(category(&new("deep"), 3, &forum()).is_err());
}

#[test]
fn the_author_and_moderators_may_change_a_post_that_is_there() {
    let (author, other) = (actor(Standing::Member), actor(Standing::Member));
    let (staff, moderator) = (actor(Standing::Staff), actor(Standing::Moderator));
    let mut post = post_of(&author);
    let refused = |post: &PostRow, by: &Actor| may_change(post, by).err().map(|refusal| refusal.code);
    for (by, expected) in [(&author, None), (&other, Some(FORBIDDEN)), (&staff, Some(FORBIDDEN)), (&moderator, None)] {
        assert_eq!(refused(&post, by), expected);
    }
    post.state = PostState::DeletedByAuthor;
    assert_eq!(refused(&post, &author), Some(POST_GONE));
    assert!(!may_read(post.state, Some(&author)) && !may_read(post.state, None) && may_read(post.state, Some(&staff)));
}

#[test]
fn the_grace_is_the_author_s_and_ends_after_five_minutes() {
    let (author, moderator) = (actor(Standing::Member), actor(Standing::Moderator));
    let post = post_of(&author);
    for (by, seconds, in_grace) in [(&author, 300, true), (&author, 301, false), (&moderator, 10, false)] {
        assert_eq!(is_in_grace(&post, by, at(seconds), &forum()), in_grace, "{seconds}");
    }
    assert_eq!(state_after_deletion(&post, &author), PostState::DeletedByAuthor);
    assert_eq!(state_after_deletion(&post, &moderator), PostState::DeletedByModerator);
}

#[test]
fn the_same_words_have_the_same_fingerprint() {
    assert_eq!(fingerprint("Is this normal?"), fingerprint("is  this *normal*"));
    assert_ne!(fingerprint("Is this normal?"), fingerprint("Is that normal?"));
    assert_ne!(fingerprint("!"), fingerprint("?"));
}
