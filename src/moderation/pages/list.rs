//! The list of the queue: its items for moderators, and beside them the claims, for whoever decides those.

use super::queue::{Asked, Line, kind_name, line};
use super::several::{Came, Outcomes, Several, SeveralForm};
use super::{private, shown};
use crate::accounts::{AccountId, Member, Role};
use crate::app::{App, Reader};
use crate::directory::{self, WaitingClaim};
use crate::error::{AppError, FORBIDDEN};
use crate::moderation::api::{QueueFilter, QueueItemView};
use crate::moderation::model::{ItemId, ItemKind, ItemState};
use crate::moderation::reads::{self, OwnQueue};
use crate::moderation::store::items::ByPriority;
use crate::specialty::Pack;
use crate::web::page::{Area, Page};
use crate::web::{Failure, Listed, Listing, Neighbours, Window};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

/// Most claims on the page; the next ones come up as these are decided.
const CLAIMS: i64 = 50;

#[derive(Template)]
#[template(path = "moderation/queue.html")]
pub struct QueuePage {
    page: Page,
    parts: Parts,
    claims: Vec<WaitingClaim>,
    /// How many claims wait in all.
    waiting: i64,
    /// How many there are of what was asked for.
    lede: String,
    kinds: Vec<KindLink>,
    lines: Vec<Line>,
    neighbours: Neighbours,
    /// What the reader has spoken on, and somebody else decides.
    spoken: Vec<Line>,
    several: Several,
    /// What came of those that were decided together; none where nothing was.
    outcomes: Outcomes,
}

struct KindLink {
    href: String,
    label: String,
    current: bool,
}

/// What of the queue somebody reads: moderators its items, whoever decides claims those.
#[derive(Debug, Clone, Copy)]
struct Parts {
    items: bool,
    claims: bool,
}

/// What was read of it.
struct Queue {
    own: OwnQueue,
    claims: Vec<WaitingClaim>,
    /// How many claims wait in all.
    waiting: i64,
}

impl Parts {
    /// Whoever asks for one kind of items is not asking for claims.
    fn of(member: &Member, kind: Option<ItemKind>) -> Result<Self, AppError> {
        let (moderates, decides) = (member.has(Role::Moderator), directory::Actor::decides_claims(member));
        if !moderates && !decides {
            return Err(FORBIDDEN.into());
        }
        Ok(Self { items: moderates, claims: decides && (kind.is_none() || !moderates) })
    }

    fn read(
        self,
        reader: &mut Reader<'_>,
        me: &AccountId,
        filter: &QueueFilter,
        window: &Window<ByPriority>,
    ) -> Result<Queue, AppError> {
        let nothing = Listed { items: Vec::new(), next: None, prev: None };
        let mut queue =
            Queue { own: OwnQueue { listed: nothing, count: 0, spoken: Vec::new() }, claims: Vec::new(), waiting: 0 };
        if self.items {
            queue.own = reads::own_queue(reader, me, filter, window)?;
        }
        if self.claims {
            queue.claims = directory::waiting_claims(reader.conn, CLAIMS)?;
            queue.waiting = directory::count_waiting_claims(reader.conn)?;
        }
        Ok(queue)
    }
}

#[get("/queue")]
pub async fn show(
    app: Data<App>,
    member: Member,
    request: HttpRequest,
    asked: Listing<Asked>,
) -> Result<HttpResponse, Failure> {
    let page = member.page(&request)?;
    shown(&of(&app, (&member, page), &asked, (SeveralForm::default(), Vec::new())).await?)
}

/// Reads the list for its page, with what was typed into the form for several and what came of it.
pub async fn of(
    app: &App,
    (member, page): (&Member, Page),
    asked: &Listing<Asked>,
    (form, came): (SeveralForm, Vec<Came>),
) -> Result<QueuePage, Failure> {
    let (kind, id) = (asked.filter.kind, member.id.clone());
    let (parts, window) = (Parts::of(member, kind)?, asked.window::<ByPriority>("queue")?);
    let filter = QueueFilter { kind, state: asked.filter.state };
    let named: Vec<ItemId> = came.iter().map(|one| one.id.clone()).collect();
    let read = app.read(move |r| Ok((parts.read(r, &id, &filter, &window)?, reads::some(r, &id, &named)?))).await?;
    Ok(view(&app.site().pack, (member, page), (parts, &asked.filter), read, (form, came)))
}

fn view(
    pack: &Pack,
    (member, page): (&Member, Page),
    (parts, asked): (Parts, &Asked),
    (read, decided): (Queue, Vec<QueueItemView>),
    (form, came): (SeveralForm, Vec<Came>),
) -> QueuePage {
    let title = page.t("moderation-queue-title");
    let page = private(page, Area::Staff, title);
    let Queue { own: OwnQueue { listed, count, spoken }, claims, waiting } = read;
    let counted =
        if asked.state == Some(ItemState::Decided) { "moderation-queue-decided" } else { "moderation-queue-lede" };
    let line = |item: &QueueItemView| line(pack, item, member.id.as_str(), &page);
    let called = |id: &ItemId| {
        let item = decided.iter().find(|item| item.id == *id);
        item.map_or_else(|| id.to_string(), |item| line(item).title)
    };
    let outcomes = Outcomes::of(&came, called, &page);
    let mut lines: Vec<Line> = listed.items.iter().map(line).collect();
    for one in &mut lines {
        one.marked = one.mark.as_ref().is_some_and(|mark| form.marked.contains(mark));
    }
    QueuePage {
        neighbours: Neighbours::of(&listed, &page.path),
        lede: page.t_with(counted, "count", count),
        kinds: kinds(asked.kind, &page),
        several: Several::of(pack, form, &lines, &page),
        outcomes,
        lines,
        spoken: spoken.iter().map(line).collect(),
        parts,
        claims,
        waiting,
        page,
    }
}

fn address(kind: Option<ItemKind>) -> String {
    kind.map_or_else(|| "/queue".to_owned(), |kind| format!("/queue?kind={kind}"))
}

fn kinds(present: Option<ItemKind>, page: &Page) -> Vec<KindLink> {
    let all = std::iter::once(None).chain(ItemKind::ALL.iter().copied().map(Some));
    let link = |kind: Option<ItemKind>| KindLink {
        href: address(kind),
        label: kind.map_or_else(|| page.t("moderation-item-all"), |kind| kind_name(kind, page)),
        current: kind == present,
    };
    all.map(link).collect()
}
