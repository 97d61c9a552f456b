//! Every way into the site, in one list: the order of the middleware, then one line for each domain.

use super::assemble;
use super::language::remember_language;
use super::measure::measure;
use crate::accounts::{self, Role, StaffMenu};
use crate::app::App;
use crate::error::AppError;
use crate::operations;
use crate::web::page::{Area, MenuEntry};
use crate::web::token::Signer;
use crate::web::{
    self as site_web, AccountOf, Later, LinkOf, Methods, Problem, ProblemPage, RateLimits, Routes, Served, assets,
    later,
};
use crate::{coalition, complaints, directory, drafts, forum, inspections, moderation, reviews};
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{Error, HttpRequest, HttpResponse, web};
use std::sync::LazyLock;
use utoipa::openapi::OpenApi;

/// The REST API under `/api/v1`: one line for each domain. The document comes from this same registration.
fn api(routes: &mut Routes<'_>) {
    routes
        .configure(operations::http::routes)
        .configure(accounts::http::routes)
        .configure(directory::http::routes)
        .configure(drafts::http::routes)
        .configure(forum::http::routes)
        .configure(reviews::http::routes)
        .configure(inspections::http::routes)
        .configure(complaints::http::routes)
        .configure(coalition::http::routes)
        .configure(moderation::http::routes);
}

/// The pages: one line for each domain.
fn pages(config: &mut web::ServiceConfig) {
    config
        .configure(assets::routes)
        .configure(operations::pages::routes)
        .configure(operations::mail::hook::routes)
        .configure(accounts::pages::routes)
        .configure(directory::pages::routes)
        .configure(drafts::pages::routes)
        .configure(forum::pages::routes)
        .configure(reviews::pages::routes)
        .configure(inspections::pages::routes)
        .configure(complaints::pages::routes)
        .configure(coalition::pages::routes)
        .configure(moderation::pages::routes);
}

/// What only the development profile has; 404 elsewhere, because it is not registered.
fn development(config: &mut web::ServiceConfig) {
    config.configure(operations::mail::http::routes).configure(operations::pages::development);
}

/// The groups of the API's document, in its order.
const TAGS: &[(&str, &str)] = &[
    ("Operations", "About the API itself."),
    accounts::http::TAG,
    directory::http::TAG,
    drafts::http::TAG,
    forum::http::TAG,
    reviews::http::TAG,
    inspections::http::TAG,
    ("complaints", "Complaints: private resolution first, then escalation."),
    coalition::http::TAG,
    moderation::http::TAG,
];

/// The API's document, made when it is first asked for.
pub fn document() -> &'static OpenApi {
    static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(|| site_web::openapi::finish(site_web::document_of(api), TAGS));
    &DOCUMENT
}

/// What the workers of one server share.
#[derive(Clone)]
pub struct Shared {
    app: web::Data<App>,
    methods: web::Data<Later<Methods>>,
    served: web::Data<Later<Served>>,
    limits: web::Data<RateLimits>,
    signer: web::Data<Signer>,
    document: web::Data<operations::Reference>,
    readiness: web::Data<operations::Readiness>,
    previews: web::Data<crate::mail::Previews>,
    mail_door: web::Data<operations::mail::hook::Room>,
}

impl Shared {
    /// # Errors
    /// [`AppError::Internal`] when a signing key is broken.
    pub fn of(app: &App) -> Result<Self, AppError> {
        Ok(Self {
            methods: later(|| Methods::of(document())),
            served: later(|| Served::of(document())),
            limits: web::Data::new(RateLimits::new(app.config())),
            signer: web::Data::new(signer(app)?),
            document: web::Data::new(operations::Reference::of(document)),
            readiness: web::Data::new(operations::Readiness::default()),
            previews: web::Data::new(assemble::previews()),
            mail_door: web::Data::default(),
            app: web::Data::new(app.clone()),
        })
    }
}

/// What a person sees of a problem: whoever must sign in first is led there.
fn problem(request: &HttpRequest, problem: &Problem) -> HttpResponse {
    let lead = match problem.status {
        401 => accounts::sign_in_first(request),
        403 | 404 => accounts::second_factor_first(request),
        _ => None,
    };
    lead.unwrap_or_else(|| operations::pages::problem(request, problem))
}

/// The forms that keep drafts, one line for each domain.
const DRAFT_FORMS: drafts::Forms = drafts::Forms(&[
    forum::THREAD_FORM,
    forum::REPLY_FORM,
    reviews::REVIEW_FORM,
    inspections::FACTS_FORM,
    complaints::FILING_FORM,
]);

/// Who tells the first page what is on record, one line for each domain.
const ON_RECORD: forum::OnRecord = forum::OnRecord(&[inspections::newest_recorded, complaints::newest_recorded]);

/// Who tells somebody on their own page what they should read, one line for each domain.
const NOTICES: accounts::Notices = accounts::Notices(&[moderation::notices]);

/// The entries of the staff menu, and who may open each.
const STAFF_MENU: &[(MenuEntry, &[Role])] = &[
    (MenuEntry::new("menu-cases", "/cases", Area::Staff), &[Role::CaseOfficer, Role::Board]),
    (MenuEntry::new("menu-inspection-board", "/inspections", Area::Staff), &[Role::Inspector, Role::CaseOfficer]),
    (
        MenuEntry::new("menu-applications", "/applications", Area::Staff),
        &[Role::CredentialingOfficer, Role::Reviewer, Role::Board],
    ),
    (
        MenuEntry::new("menu-votes", "/coalition/votes", Area::Staff),
        &[Role::Board, Role::Appeals, Role::CredentialingOfficer, Role::Reviewer],
    ),
    (MenuEntry::new("menu-members-due", "/coalition/due", Area::Staff), &[Role::CredentialingOfficer]),
    (
        MenuEntry::new("menu-directory-queue", "/directory/queue", Area::Staff),
        &[Role::CredentialingOfficer, Role::CaseOfficer],
    ),
    (MenuEntry::new("menu-review-proofs", "/review-proofs", Area::Staff), &[Role::CaseOfficer]),
    (MenuEntry::new("menu-queue", "/queue", Area::Staff), &[Role::Moderator, Role::CredentialingOfficer]),
    (MenuEntry::new("menu-appeals", "/appeals", Area::Staff), &[Role::Moderator, Role::Appeals]),
    (MenuEntry::new("menu-moderation-log", "/moderation-log", Area::Staff), &[Role::Auditor]),
    (MenuEntry::new("accounts-roles-title", "/admin/roles", Area::Staff), &[Role::Admin]),
];

fn staff_menu(roles: &[Role]) -> Vec<MenuEntry> {
    let open = STAFF_MENU.iter().filter(|(_, holders)| holders.iter().any(|holder| roles.contains(holder)));
    open.map(|(entry, _)| *entry).collect()
}

/// Signs with the newest key and takes the tokens of former ones.
fn signer(app: &App) -> Result<Signer, AppError> {
    let keys = &app.site().keys;
    let newest = Signer::from_pem(&app.config().server.public_url, keys.signing_pem())?;
    keys.former_pems().try_fold(newest, Signer::and_former)
}

/// The whole application. Middleware runs from the last `wrap` to the first: request id and headers, compression,
/// figures, the reader's language, problems, limits, and then the handler.
pub fn application(
    shared: Shared,
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let is_development = shared.app.config().is_development();
    actix_web::App::new()
        .configure(|config| api(&mut Routes::served(config)))
        .app_data(shared.app)
        .app_data(shared.methods)
        .app_data(shared.served)
        .app_data(shared.limits)
        .app_data(shared.signer)
        .app_data(shared.document)
        .app_data(shared.readiness)
        .app_data(shared.previews)
        .app_data(ProblemPage(problem))
        .app_data(AccountOf(accounts::account_of))
        .app_data(LinkOf(complaints::http::link_of))
        .app_data(StaffMenu(staff_menu))
        .app_data(ON_RECORD)
        .app_data(NOTICES)
        .app_data(web::Data::new(DRAFT_FORMS))
        .app_data(shared.mail_door)
        .configure(pages)
        .configure(|config| {
            if is_development {
                development(config);
            }
        })
        .default_service(web::to(site_web::nothing_here))
        .wrap(from_fn(site_web::hold))
        .wrap(from_fn(site_web::settle))
        .wrap(from_fn(remember_language))
        .wrap(from_fn(measure))
        .wrap(Compress::default())
        .wrap(from_fn(site_web::dress))
}
