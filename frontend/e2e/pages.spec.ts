// The pages that everybody comes by answer, say nothing in the console and fit, for each kind of reader. How they and all
// others look to axe: looks.spec.ts; only the reference of the API is looked at here.
import type { Cookie, Page } from "@playwright/test";
import { axe, noSidewaysScroll } from "./support/look";
import { expect, signIn, test } from "./support/test";

const pages = {
  guest: [
    "/",
    "/sign-up",
    "/sign-in",
    "/password-reset",
    "/sign-up/sent",
    "/password-reset/sent",
    "/verify",
    "/categories",
    "/threads",
    "/physicians",
    "/clinics",
    "/complaints",
    "/how-it-works",
    "/api/docs",
    "/problems",
    "/problems/not_found",
    "/moderation-log",
    "/transparency",
    "/rules",
    "/privacy",
    "/legal",
    "/dev/styles",
    "/dev/mail",
  ],
  member: [
    "/",
    "/me",
    "/me/settings",
    "/me/password",
    "/me/sessions",
    "/me/complaints",
    "/me/drafts",
    "/me/entries",
    "/categories",
    "/threads",
    "/threads/new",
    "/physicians/new",
    "/clinics/new",
    "/complaints/new",
  ],
  staff: ["/cases", "/directory/queue", "/admin/roles", "/categories"],
} as const;

/** The reference of the API is long, and axe looks at it in several themes and widths. */
const longest = 600_000;

const roles: Record<keyof typeof pages, string[]> = {
  guest: [],
  member: [],
  staff: ["case_officer", "credentialing_officer", "admin"],
};

/** Whoever has signed in on this worker's site stays so from page to page. */
const sessions = new Map<string, Cookie[]>();

for (const reader of Object.keys(pages) as (keyof typeof pages)[]) {
  test.describe(`as ${reader}`, () => {
    test.beforeEach(async ({ page, context, site }) => {
      if (reader === "guest") return;
      const known = sessions.get(reader);
      if (known) return context.addCookies(known);
      await signIn(page, await site.createPerson(`A ${reader}`, ...roles[reader]));
      sessions.set(reader, await context.cookies());
    });

    for (const path of pages[reader]) {
      test(`${path} answers and fits`, async ({ page, javaScriptEnabled }) => {
        test.setTimeout(longest);
        await visit(page, path);
        await noSidewaysScroll(page);
        if (javaScriptEnabled && path === "/api/docs") await axe(page);
      });
    }
  });
}

test("a page that is not there says so and helps", async ({ page, javaScriptEnabled }) => {
  const answer = await page.goto("/there-is-no-such-page");
  expect(answer?.status()).toBe(404);
  await noSidewaysScroll(page);
  if (javaScriptEnabled) await axe(page);
});

/** Opens the page where it is, without being sent elsewhere and without a word in the console. */
async function visit(page: Page, path: string): Promise<void> {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(200);
  expect(new URL(page.url()).pathname, "not sent elsewhere").toBe(path);
  await expect(page.locator("h1")).toHaveCount(1);
  expect(complaints, "errors in the browser's console").toEqual([]);
}
