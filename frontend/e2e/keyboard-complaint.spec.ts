// From signing up to the panel's decision, and a withdrawal, with Tab, arrows, Enter, Space and typing alone.
import type { Page } from "@playwright/test";
import { arrowTo, join, newcomer, stranger, tabTo } from "./support/people";
import { Site } from "./support/site";
import { fileComplaint, listClinic, triage } from "./support/stories";
import { expect, test } from "./support/test";

/** Types into the fields of a form in their order, and sends it. */
async function typeAndSend(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, words] of Object.entries(fields)) {
    await tabTo(page, `main [name="${name}"]`);
    await page.keyboard.type(words);
  }
  await tabTo(page, "main form button.main");
  await page.keyboard.press("Enter");
}

/** Opens the form of an act from the page of the case. */
async function openAct(page: Page, complaint: string, name: string): Promise<void> {
  await page.goto(`/complaints/${complaint}`);
  await tabTo(page, `main a[href="/complaints/${complaint}/${name}"]`);
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/complaints/${complaint}/${name}`);
}

/** An act whose form has nothing to choose. */
async function act(page: Page, complaint: string, name: string, fields: Record<string, string>): Promise<void> {
  await openAct(page, complaint, name);
  await typeAndSend(page, fields);
  await page.waitForURL((url) => url.searchParams.get("done") === name);
}

test("signing up, confirming the address and signing in by keyboard alone", async ({ browser, site }) => {
  test.setTimeout(120_000);
  const page = await newcomer(browser);
  const person = stranger("amber_lantern");
  await page.goto("/");
  await tabTo(page, 'a[href="/sign-in"]');
  await page.keyboard.press("Enter");
  await page.waitForURL("**/sign-in");
  await tabTo(page, 'main a[href="/sign-up"]');
  await page.keyboard.press("Enter");
  await page.waitForURL("**/sign-up");
  for (const [name, words] of [
    ["email", person.email],
    ["display_name", person.name],
    ["password", person.password],
  ] as const) {
    await tabTo(page, `main input[name="${name}"]`);
    await page.keyboard.type(words);
  }
  for (const consent of ["terms", "health_data", "age_18"]) {
    await tabTo(page, `main input[name="consents.${consent}"]`);
    await page.keyboard.press("Space");
  }
  await tabTo(page, "main form button.main");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/sign-up/sent");

  await page.goto(Site.linkIn(await site.letterTo(person.email), "/verify"));
  await tabTo(page, "main form button");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/sign-in?done=verified");
  await typeAndSend(page, { email: person.email, password: person.password });
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await expect(page.getByRole("banner")).toContainText(person.name);
});

test("a panel and its decision by keyboard alone", async ({ browser, site }) => {
  test.setTimeout(240_000);
  const officer = await join(browser, site, "Ole Officer", "case_officer");
  const patient = await join(browser, site, "Pim Patient");
  const clinic = await listClinic(officer.page);
  const complaint = await fileComplaint(patient.page, clinic);
  await triage(officer.page, site, complaint, clinic);
  await site.advance("P31D");

  const lay = await test.step("the board names a panel", async () => {
    await site.createPerson("Zita Patient", "reviewer");
    await site.createPerson("Yves Physician", "reviewer");
    const lay = await join(browser, site, "Xaver Lay", "reviewer");
    const { page } = await join(browser, site, "Bea Board", "board");
    await openAct(page, complaint, "panel");
    // The beginning of a name chooses it.
    await typeAndSend(page, { patient: "Zita", physician: "Yves", lay: "Xaver" });
    await page.waitForURL("**/*?done=panel");
    return lay.page;
  });

  await test.step("the panel drafts, lets both sides check, and the patient comments", async () => {
    await act(lay, complaint, "findings", { text: "The photos show about 1,800 grafts." });
    await act(lay, complaint, "factual-check", { text: "Please check the numbers above." });
    await act(patient.page, complaint, "comment", { text: "The numbers are right." });
  });

  await test.step("it decides", async () => {
    await site.advance("P20D");
    await openAct(lay, complaint, "decision");
    await arrowTo(lay, "outcome", "upheld");
    await tabTo(lay, 'main textarea[name="reasons"]');
    await lay.keyboard.type("The count cannot be followed.");
    const ballots = await lay
      .locator('main input[name^="votes."][value="true"]')
      .evaluateAll((inputs) => inputs.map((input) => input.getAttribute("name") ?? ""));
    expect(ballots).toHaveLength(3);
    for (const ballot of ballots) await arrowTo(lay, ballot, "true");
    await tabTo(lay, "main form button.main");
    await lay.keyboard.press("Enter");
    await lay.waitForURL("**/*?done=decision");
    await expect(lay.getByRole("heading", { level: 1 })).toContainText("Upheld", { ignoreCase: true });
  });
});

test("a withdrawal by keyboard alone", async ({ browser, site }) => {
  test.setTimeout(120_000);
  const officer = await join(browser, site, "Oda Officer", "case_officer");
  const patient = await join(browser, site, "Pat Withdrawer");
  const complaint = await fileComplaint(patient.page, await listClinic(officer.page));
  await act(patient.page, complaint, "withdrawal", { reason: "We found a way without you. Thank you." });
  await expect(patient.page.getByRole("heading", { level: 1 })).toContainText("Withdrawn", { ignoreCase: true });
});
