//! The list of the queue: its items for moderators, and beside them the claims, for whoever decides those.

use super::queue::{Asked, Line, kind_name, line};
use super::{private, shown};
use crate::accounts::{AccountId, Member, Role};
use crate::app::{App, Reader};
use crate::directory::{self, WaitingClaim};
use crate::error::{AppError, FORBIDDEN};
use crate::moderation::api::{QueueFilter, QueueItemView};
use crate::moderation::model::ItemKind;
use crate::moderation::reads;
use crate::moderation::store::items::{self, ByPriority};
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
struct QueuePage {
    page: Page,
    parts: Parts,
    claims: Vec<WaitingClaim>,
    /// How many claims wait in all.
    waiting: i64,
    open: i64,
    kinds: Vec<KindLink>,
    lines: Vec<Line>,
    neighbours: Neighbours,
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
    listed: Listed<QueueItemView>,
    open: i64,
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
        let mut queue = Queue {
            listed: Listed { items: Vec::new(), next: None, prev: None },
            open: 0,
            claims: Vec::new(),
            waiting: 0,
        };
        if self.items {
            queue.listed = reads::queue(reader, me, filter, window)?;
            queue.open = items::count_open(reader.conn)?;
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
    let (kind, id) = (asked.filter.kind, member.id.clone());
    let (parts, window) = (Parts::of(&member, kind)?, asked.window::<ByPriority>("queue")?);
    let filter = QueueFilter { kind, state: asked.filter.state };
    let read = app.read(move |r| parts.read(r, &id, &filter, &window)).await?;
    shown(&view(&app.site().pack, (&member, member.page(&request)?), (parts, kind), read))
}

fn view(
    pack: &Pack,
    (member, page): (&Member, Page),
    (parts, kind): (Parts, Option<ItemKind>),
    read: Queue,
) -> QueuePage {
    let title = page.t("moderation-queue-title");
    let page = private(page, Area::Staff, title);
    let Queue { listed, open, claims, waiting } = read;
    QueuePage {
        neighbours: Neighbours::of(&listed, &page.path),
        kinds: kinds(kind, &page),
        lines: listed.items.iter().map(|item| line(pack, item, member.id.as_str(), &page)).collect(),
        parts,
        claims,
        waiting,
        open,
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
