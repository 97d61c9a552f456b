// An inspection from the plan to the report that stands: scored, locked, checked by a second inspector and by the clinic.
import type { Browser, Page } from "@playwright/test";
import { Caller } from "./support/api";
import { answersFor, clinicOf, type Listed } from "./support/directory";
import { looksRight } from "./support/look";
import { arrowTo, fill, join, newcomer, tabTo } from "./support/people";
import type { Site } from "./support/site";
import { expect, signIn, test } from "./support/test";

const seen = [
  "A1 A2 A3 A4 A5 A6 A7 B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 C1 C2 C3 C4 C5",
  "D1 D2 D3 D5 D6 D7 E1 E2 E3 E4 E5 E6",
]
  .join(" ")
  .split(" ");
const silence = "A refund was tied to silence.";
const answer = "We have taken the sentence out and written to everybody who signed it.";

interface Team {
  clinic: Listed;
  desk: Caller;
  lead: { page: Page; caller: Caller };
  second: Caller;
  reader: Caller;
  officer: Caller;
}

test("an inspection from the plan to the public report", async ({ browser, site }) => {
  test.setTimeout(400_000);
  const team = await test.step("a clinic, and a team", () => gathered(browser, site));
  const { page } = team.lead;
  await test.step("an announced visit is notified first", () => announced(page, site, team));

  const report = await test.step("an unannounced visit is planned", async () => {
    await page.goto("/inspections/new");
    await page.getByRole("button", { name: "Plan it" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await looksRight(page, "inspection plan refused");
    return plan(page, site, team, "impromptu");
  });
  await looksRight(page, "inspection planned");

  await test.step("the items are scored where they are seen", async () => {
    await page.getByRole("button", { name: "Begin the visit" }).click();
    await page.waitForURL("**/inspections/*?done=visit");
    for (const code of seen) {
      const score = code === "A1" ? 4 : code === "C3" ? 2 : 3;
      const finding = score === 2 ? "Minutes are not written down for each phase." : "";
      await team.second.put(`${report}/items/${code}`, { score, evidence_kinds: ["observed"], finding });
    }
    await page.goto(report);
    await looksRight(page, "inspection during the visit");
    await page.getByRole("main").getByRole("link", { name: "Score D4 next" }).click();
    await looksRight(page, "item not scored");
    await scoreByKeyboard(page, report);
    await page.waitForURL("**/items/D5?done=scored");
    await page.getByRole("main").getByRole("link", { name: "Item D4" }).click();
    await page.locator('main input[name="file"]').setInputFiles({
      name: "consent-form.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"),
    });
    await page.getByRole("button", { name: "Add the file" }).click();
    await expect(page.getByText("consent-form.pdf")).toBeVisible();
    await looksRight(page, "item scored");
  });

  await test.step("after the lock nothing changes, and the draft is written", async () => {
    await page.goto(report);
    await page.getByRole("main").getByRole("link", { name: "Lock the evidence" }).click();
    await looksRight(page, "inspection lock asked");
    await page.locator("main form button.main").click();
    await page.waitForURL("**/inspections/*?done=evidence-lock");
    await looksRight(page, "inspection locked");
    await page.goto(`${report}/items/D4`);
    await expect(page.locator('main [name="score"]')).toHaveCount(0);
    await page.goto(report);
    await page.getByRole("main").getByRole("link", { name: "Write the draft" }).click();
    await looksRight(page, "draft form");
    await fill(page, { summary: "A careful house, and a consent form that offered money for silence." });
    await page.locator("main form button.main").click();
    await page.waitForURL("**/inspections/*?done=draft");
  });

  await test.step("a second inspector checks the quality", async () => {
    const reader = await as(browser, team.reader);
    await reader.goto("/inspections");
    await looksRight(reader, "inspections of a reader");
    await reader.locator(`main a[href="${report}"]`).click();
    await reader.getByRole("main").getByRole("link", { name: "Check the draft" }).click();
    await looksRight(reader, "quality check");
    await fill(reader, { passed: "true" });
    await reader.locator("main form button.main").click();
    await reader.waitForURL("**/inspections/*?done=quality-check");
  });

  const guest = await newcomer(browser);
  await test.step("nobody else sees anything before publication", async () => {
    expect((await guest.goto(report))?.status()).toBe(404);
  });

  await test.step("the clinic checks the facts and answers", async () => {
    const desk = await as(browser, team.desk);
    await desk.goto("/inspections");
    await desk.locator(`main a[href="${report}"]`).click();
    await looksRight(desk, "draft before the clinic");
    await desk.getByRole("main").getByRole("link", { name: "Check the facts" }).click();
    await looksRight(desk, "factual check");
    await fill(desk, { "comments.C3": "The anaesthesia record names them." });
    await desk.locator("main form button.main").click();
    await desk.waitForURL("**/inspections/*?done=facts");
    await desk.getByRole("main").getByRole("link", { name: "Answer", exact: true }).click();
    await fill(desk, { text: answer });
    await desk.locator("main form button.main").click();
    await desk.waitForURL("**/inspections/*?done=clinic-answer");
  });

  await test.step("an officer who was not there decides the point", async () => {
    const officer = await as(browser, team.officer);
    await officer.goto("/inspections");
    await officer.locator(`main a[href="${report}"]`).click();
    await officer.locator(`main a[href="${report}/points/1"]`).click();
    await looksRight(officer, "point to decide");
    await fill(officer, {
      accepted: "true",
      reason: "The record does name them.",
      score: "3",
      finding: "Names, no minutes.",
    });
    await officer.locator("main form button.main").click();
    await officer.waitForURL("**/inspections/*?done=point");
  });

  await test.step("the report is published, and everybody can read it", async () => {
    await page.goto(report);
    await looksRight(page, "inspection ready");
    await page.getByRole("main").getByRole("link", { name: "Publish", exact: true }).click();
    await looksRight(page, "inspection publication asked");
    await page.locator("main form button.main").click();
    await page.waitForURL("**/inspections/*?done=publication");
    expect((await guest.goto(report))?.status()).toBe(200);
    await expect(guest.getByText("Requires improvement").first()).toBeVisible();
    await expect(guest.getByText(answer)).toBeVisible();
    await expect(guest.getByText("capped by D4")).toBeVisible();
    await looksRight(guest, "public report");
    await guest.getByRole("link", { name: "Inspections", exact: true }).click();
    await looksRight(guest, "published inspections");
    await expect(guest.locator(`main a[href="${report}"]`)).toBeVisible();
    await guest.goto(`/clinics/${team.clinic.slug}`);
    await looksRight(guest, "clinic with a report");
    await guest.locator(`main a[href="${report}"]`).first().click();
    await guest.getByRole("main").getByRole("link", { name: "All reports on this clinic" }).click();
    await looksRight(guest, "inspections of a clinic");
    await guest.goto(report);
    await guest.locator('main a[href^="/t/"]').click();
    await looksRight(guest, "thread of a report");
  });
});

async function announced(page: Page, site: Site, team: Team): Promise<void> {
  await page.goto("/inspections");
  await looksRight(page, "inspections, none");
  await page.getByRole("main").getByRole("link", { name: "Plan an inspection" }).click();
  const report = await plan(page, site, team, "announced");
  await page.getByRole("button", { name: "Tell the clinic" }).click();
  await page.waitForURL("**/inspections/*?done=notification");
  await site.letterTo(team.clinic.email, "");
  await page.goto(report);
  await expect(page.getByRole("button", { name: "Begin the visit" })).toHaveCount(0);
  await looksRight(page, "inspection notified");
}

/** Finds item D4 in the report and scores it with keys alone. */
async function scoreByKeyboard(page: Page, report: string): Promise<void> {
  await page.goto(report);
  await tabTo(page, `main a.main[href="${report}/items/D4"]`);
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${report}/items/D4`);
  await arrowTo(page, "score", "1");
  await tabTo(page, 'input[name="evidence_kinds[]"][value="document"]');
  await page.keyboard.press("Space");
  await tabTo(page, 'textarea[name="finding"]');
  await page.keyboard.type(silence);
  await tabTo(page, 'main form button[name="then"]');
  await page.keyboard.press("Enter");
}

async function plan(page: Page, site: Site, team: Team, kind: string): Promise<string> {
  await fill(page, {
    clinic_id: team.clinic.id,
    kind,
    visit_on: await site.day(kind === "announced" ? 30 : 0),
    quality_reader: team.reader.id,
    points_officer: team.officer.id,
    conflicts: "None.",
  });
  await page.locator(`main [name="inspectors[]"][value="${team.second.id}"]`).check();
  await page.getByRole("button", { name: "Plan it" }).click();
  await page.waitForURL("**/inspections/*?done=planned");
  return new URL(page.url()).pathname;
}

async function gathered(browser: Browser, site: Site): Promise<Team> {
  const admin = await Caller.join(site, "Ada Admin", "admin");
  const clinic = await clinicOf(admin);
  const desk = await Caller.join(site, "Dora Desk");
  await answersFor(site, desk, "clinics", clinic.id);
  const lead = await join(browser, site, "Ines Inspector", "inspector");
  return {
    clinic,
    desk,
    lead: { page: lead.page, caller: await Caller.of(site, lead.person) },
    second: await Caller.join(site, "Sven Second", "inspector", "physician"),
    reader: await Caller.join(site, "Rike Reader", "inspector"),
    officer: await Caller.join(site, "Pola Points", "case_officer"),
  };
}

/** A browser of their own for somebody who was at the API so far. */
async function as(browser: Browser, caller: Caller): Promise<Page> {
  const page = await newcomer(browser);
  await signIn(page, caller.person);
  return page;
}
