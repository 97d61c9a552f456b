// What every story about a complaint begins with, done through the pages.
import type { Browser, Page } from "@playwright/test";
import { fill, join } from "./people";
import type { Site } from "./site";
import { expect } from "./test";

export interface Clinic {
  id: string;
  email: string;
}

/** Lists a clinic through the pages: somebody proposes it, an officer confirms it. */
export async function listClinic(officer: Page): Promise<Clinic> {
  const word = crypto.randomUUID().slice(0, 8);
  const [name, email] = [`Clinic ${word}`, `desk.${word}@example.org`];
  await officer.goto("/clinics/new");
  await fill(officer, {
    name,
    kind: "single_specialty",
    country: "TR",
    city: "Istanbul",
    time_zone: "Europe/Istanbul",
    email,
  });
  await officer.locator("main form button.main").click();
  await officer.waitForURL("**/clinics/clinic-*");
  await officer.goto("/directory/queue");
  const proposal = officer.locator("main article").filter({ hasText: name });
  await proposal.locator("button.main").click();
  await expect(proposal).toHaveCount(0);
  await officer.goto("/complaints/new");
  const option = officer.locator('select[name="clinic_id"] option').filter({ hasText: name });
  return { id: (await option.getAttribute("value")) ?? "", email };
}

/** Opens the category of these stories, once for each site. */
export async function openCategory(browser: Browser, site: Site): Promise<void> {
  const { page } = await join(browser, site, "Ada Admin", "admin");
  await page.goto("/categories");
  if ((await page.getByRole("link", { name: "Recovery", exact: true }).count()) > 0) return;
  await fill(page, { name: "Recovery", slug: "recovery" });
  await page.locator('main form[action="/categories"] button').click();
  await expect(page.getByRole("link", { name: "Recovery", exact: true })).toBeVisible();
}

/** Files a complaint about a clinic, without having asked the clinic before; answers its number. */
export async function fileComplaint(patient: Page, clinic: Clinic): Promise<string> {
  await patient.goto("/complaints/new");
  await fill(patient, {
    clinic_id: clinic.id,
    category: "graft_count_dispute",
    procedure: "fue",
    month: "1",
    year: "2025",
    narrative: "They counted 3,000 grafts on paper; the photos of that day show about 1,800.",
    desired_outcome: "A count that I can follow, and the difference back.",
    tried: "no",
  });
  await patient.locator('main button[name="way"][value="private"]').click();
  await patient.waitForURL("**/complaints/*?done=filed");
  return new URL(patient.url()).pathname.split("/").at(-1) ?? "";
}

/** Sorts a complaint so that the clinic is written at once. */
export async function triage(officer: Page, site: Site, complaint: string, clinic: Clinic): Promise<void> {
  await officer.goto("/cases");
  await officer.locator(`main a[href="/complaints/${complaint}"]`).click();
  await officer.locator(`main a[href="/complaints/${complaint}/triage"]`).click();
  await fill(officer, { severity: "2" });
  await officer.locator("main form button.main").click();
  await officer.waitForURL("**/*?done=triage");
  await site.letterTo(clinic.email, complaint);
}
