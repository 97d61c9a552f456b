// Pages that need something to show first: a thread, a clinic, a complaint on its way.
import type { Page } from "@playwright/test";
import { axe, noSidewaysScroll } from "./support/look";
import { fill, join, newcomer, press } from "./support/people";
import { Site } from "./support/site";
import { fileComplaint, listClinic, openCategory, triage } from "./support/stories";
import { expect, test } from "./support/test";

const longest = 600_000;

test("the pages of a thread are accessible and fit", async ({ browser, site, javaScriptEnabled }) => {
  test.setTimeout(longest);
  await openCategory(browser, site);
  const { page } = await join(browser, site, "Thea Thread");
  await page.goto("/threads/new");
  await page.locator('main [name="category_id"]').selectOption({ label: "Recovery" });
  await fill(page, {
    kind: "discussion",
    title: "Washing for the first time",
    body: "> How?\n\n1. **Gently**\n2. `lukewarm`",
  });
  await press(page, "Publish");
  await page.waitForURL("**/t/**");
  const thread = new URL(page.url()).pathname;
  const edit = (await page.locator('main article a[href$="/edit"]').getAttribute("href")) ?? "";
  const pages = [thread, "/threads", "/categories", "/", edit, edit.replace(/edit$/, "delete")];
  for (const path of pages) await looksRight(page, path, javaScriptEnabled);
});

test("the pages of a complaint are accessible and fit", async ({ browser, site, javaScriptEnabled }) => {
  test.setTimeout(longest);
  const officer = await join(browser, site, "Ove Officer", "case_officer");
  const patient = await join(browser, site, "Petra Patient");
  const clinic = await listClinic(officer.page);
  const complaint = await fileComplaint(patient.page, clinic);
  const path = `/complaints/${complaint}`;
  await looksRight(officer.page, `${path}/triage`, javaScriptEnabled);
  await triage(officer.page, site, complaint, clinic);
  for (const page of [officer.page, patient.page]) await looksRight(page, path, javaScriptEnabled);
  await looksRight(officer.page, "/cases", javaScriptEnabled);
  await looksRight(patient.page, "/me/complaints", javaScriptEnabled);
  await looksRight(patient.page, `${path}/withdrawal`, javaScriptEnabled);
  await looksRight(patient.page, "/clinics", javaScriptEnabled);
  const link = Site.linkIn(await site.letterTo(clinic.email, complaint), "/case-links/");
  await looksRight(await newcomer(browser), new URL(link).pathname, javaScriptEnabled);
});

async function looksRight(page: Page, path: string, javaScriptEnabled: boolean): Promise<void> {
  expect((await page.goto(path))?.status(), path).toBe(200);
  await noSidewaysScroll(page);
  if (javaScriptEnabled) await axe(page);
}
