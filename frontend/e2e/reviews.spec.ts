// A review proved by a document changes the rating; the physician replies; a reader reports it, and it stands.
import type { Browser, Page } from "@playwright/test";
import { Caller } from "./support/api";
import { answersFor, clinicOf, type Listed, physicianOf } from "./support/directory";
import { looksRight } from "./support/look";
import { fill, join, newcomer, openForStaff } from "./support/people";
import type { Site } from "./support/site";
import { expect, signIn, test } from "./support/test";

const invoice = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";
const telling = "Thank you. Your surgery on 12 May went well and you paid 3,000 euros; our records show it.";
const neutral = "We take every comment seriously. Please call our desk so that we can talk about your concerns.";
const words =
  "The consultation was honest and the day was calm. Nobody told me how thin the crown would stay after a year.";

test("review, proof, rating, reply, report and no breach", async ({ browser, site }) => {
  test.setTimeout(300_000);
  const { physician, doctor } = await test.step("a physician with four proved reviews", () => found(site));
  const patient = await join(browser, site, "Piet Patient");
  const profile = `/physicians/${physician.slug}`;
  const guest = await newcomer(browser);

  const review = await test.step("the patient writes a review, and says it again where it was too short", async () => {
    await patient.page.goto(profile);
    await looksRight(patient.page, "physician with four reviews");
    await patient.page.getByRole("main").getByRole("link", { name: "Write a review" }).first().click();
    await fillReview(patient.page, "Too short.");
    await patient.page.getByRole("button", { name: "Publish now" }).click();
    await expect(patient.page.getByRole("alert")).toBeVisible();
    await expect(patient.page.locator('main [name="detail"]')).toHaveValue(/Second floor/);
    await looksRight(patient.page, "review form refused");
    await fill(patient.page, { text: words });
    await patient.page.getByRole("button", { name: "Publish now" }).click();
    await patient.page.waitForURL("**/reviews/*?done=submitted");
    return new URL(patient.page.url()).pathname;
  });

  const before = await figures(guest, profile);
  await test.step("an officer looks at the invoice, and the rating changes", async () => {
    await patient.page
      .locator('main input[name="file"]')
      .setInputFiles({ name: "invoice.pdf", mimeType: "application/pdf", buffer: Buffer.from(invoice) });
    await patient.page.getByRole("button", { name: "Add the document" }).click();
    await expect(patient.page.getByText("invoice.pdf")).toBeVisible();
    await looksRight(patient.page, "own review with a document");
    const officer = await join(browser, site, "Olga Officer", "case_officer");
    await openForStaff(officer.page, "Documents of reviews");
    await looksRight(officer.page, "proofs that wait");
    await officer.page.locator(`main a[href^="${review}"]`).click();
    await looksRight(officer.page, "review for an officer");
    await fill(officer.page, { level: "2", reason: "Clinic, date and procedure can be read." });
    await officer.page.getByRole("button", { name: "Decide the level" }).click();
    await officer.page.waitForURL("**/reviews/*?done=decided*");
    const after = await figures(guest, profile);
    expect(after, "the average, and what we are sure of").not.toEqual(before);
    await looksRight(guest, "physician with five reviews");
    await site.letterTo(patient.person.email, "Document seen by an officer");
  });

  await test.step("the physician's first draft would reveal a patient; the second is shown", async () => {
    const page = await newcomer(browser);
    await signIn(page, doctor.person);
    await page.goto(profile);
    await page.getByRole("main").getByRole("link", { name: "Read the reviews" }).click();
    await looksRight(page, "reviews of a physician");
    await page.locator(`main a[href="${review}"]`).first().click();
    await fill(page, { text: telling });
    await page.getByRole("button", { name: "Publish the reply" }).click();
    await expect(page.locator("mark").first()).toBeVisible();
    await expect(page.locator('main [name="text"]')).toHaveValue(telling);
    await looksRight(page, "reply refused");
    await fill(page, { text: neutral });
    await page.getByRole("button", { name: "Publish the reply" }).click();
    await page.waitForURL("**/reviews/*?done=reply");
    await guest.goto(review);
    await expect(guest.getByText(neutral)).toBeVisible();
    await looksRight(guest, "review with a reply");
  });

  await isReported(browser, site, review);
});

async function isReported(browser: Browser, site: Site, review: string): Promise<void> {
  const reader = await join(browser, site, "Rea Reader");
  await test.step("a reader reports the review", async () => {
    await reader.page.goto(review);
    await reader.page.getByRole("main").getByRole("link", { name: "Report" }).first().click();
    await looksRight(reader.page, "report form");
    await fill(reader.page, { reason: "not_a_patient", text: "The crown is never this thin." });
    await reader.page.getByRole("button", { name: "Send report" }).click();
    await reader.page.waitForURL("**/me/reports?done=reported");
    await looksRight(reader.page, "own reports");
  });

  await test.step("a moderator takes it and finds no breach", async () => {
    const { page } = await join(browser, site, "Mia Moderator", "moderator");
    await openForStaff(page, "Queue");
    const about = page.getByRole("main").getByRole("link", { name: /^Not a patient: The consultation/ });
    await looksRight(page, "queue");
    await about.click();
    await page.getByRole("button", { name: "Take it" }).click();
    await page.waitForURL("**/queue/*?done=claimed");
    await looksRight(page, "queue item taken");
    await fill(page, { action: "no_breach" });
    await page.getByRole("button", { name: "See what will happen" }).click();
    await looksRight(page, "what will happen");
    await page.getByRole("button", { name: "No breach" }).click();
    await page.waitForURL("**/queue?done=decided");
  });

  await test.step("the reader hears of it, and the review stands", async () => {
    await site.letterTo(reader.person.email, "found no breach");
    await reader.page.goto("/me/reports");
    await expect(reader.page.getByRole("main").getByText("No breach").first()).toBeVisible();
    await reader.page.goto(review);
    await expect(reader.page.getByText(words)).toBeVisible();
  });
}

async function fillReview(page: Page, text: string): Promise<void> {
  await expect(page.locator('main [name="physician_id"]')).not.toHaveValue("");
  await fill(page, {
    procedure: "fue",
    month: "2",
    year: "2024",
    overall: "2",
    choose_again: "false",
    text,
    detail: "Second floor, February, a long day with two breaks.",
    interest: "none",
    authorship: "true",
  });
}

/** The large figures of the rating. */
async function figures(page: Page, profile: string): Promise<string[]> {
  await page.goto(profile);
  return page.locator("main .figs dd").allTextContents();
}

/** A physician whom four documents speak for, and the account that answers for them. */
async function found(site: Site): Promise<{ physician: Listed; doctor: Caller }> {
  const admin = await Caller.join(site, "Ada Admin", "admin");
  const clinic = await clinicOf(admin);
  const physician = await physicianOf(admin, clinic);
  const doctor = await Caller.join(site, "Ayla Author");
  await answersFor(site, doctor, "physicians", physician.id);
  const officer = await Caller.join(site, "Odo Officer", "case_officer");
  const earlier = await Caller.join(site, "Eda Earlier");
  for (const month of ["2023-02", "2023-05", "2023-09", "2024-01"]) {
    const { id } = await earlier.post("/reviews", {
      physician_id: physician.id,
      clinic_id: clinic.id,
      procedure: "fue",
      procedure_month: month,
      overall: 5,
      choose_again: true,
      text: `My surgery of ${month} healed well, and the hairline looks the way we drew it together.`,
      interest: "none",
      authorship: true,
      attestation: { detail: `Second floor, ${month}, a long day.` },
    });
    await earlier.upload(`/reviews/${id}/proofs`, "invoice.pdf", invoice);
    await officer.post(`/reviews/${id}/proofs/1/decisions`, { level: 2, reason: "It can be read." });
  }
  return { physician, doctor };
}
