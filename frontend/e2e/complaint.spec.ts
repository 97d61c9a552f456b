// From signing up to the panel's decision, through the pages: a clinic that stays silent, and one that answers.
import { act, fill, join, newcomer, press, stranger } from "./support/people";
import { type Letter, Site } from "./support/site";
import { fileComplaint, listClinic, openCategory, triage } from "./support/stories";
import { expect, signIn, test } from "./support/test";

const coalition = "coalition@candor.localhost";

/** The letters to this address whose subject has these words. */
async function about(site: Site, email: string, words: string): Promise<Letter[]> {
  const letters = await site.letters();
  return letters.filter((letter) => JSON.stringify(letter.to).includes(email) && letter.subject.includes(words));
}

test("a silent clinic: sign-up, a post, a complaint, the coalition, the panel's decision", async ({
  browser,
  site,
}) => {
  test.setTimeout(300_000);
  const patient = await newcomer(browser);
  const person = stranger("teal_bicycle");
  const officer = await join(browser, site, "Olga Officer", "case_officer");
  const clinic = await test.step("the officer lists a clinic", () => listClinic(officer.page));
  await test.step("an admin opens a category", () => openCategory(browser, site));

  await test.step("the patient signs up and confirms the address by the letter's link", async () => {
    await patient.goto("/sign-up");
    await fill(patient, {
      email: person.email,
      display_name: person.name,
      password: person.password,
      "consents.terms": "true",
      "consents.health_data": "true",
      "consents.age_18": "true",
    });
    await patient.locator("main form button.main").click();
    await patient.waitForURL("**/sign-up/sent");
    const letter = await site.letterTo(person.email);
    await patient.goto(Site.linkIn(letter, "/verify"));
    await press(patient, "Confirm my address");
    await patient.waitForURL("**/sign-in?done=verified");
    await signIn(patient, person);
  });

  await test.step("the patient opens a thread and edits the post", async () => {
    await patient.goto("/threads/new");
    await patient.locator('main [name="category_id"]').selectOption({ label: "Recovery" });
    await fill(patient, { kind: "discussion", title: "Day 10 after FUE", body: "The redness is going down." });
    await press(patient, "Publish");
    await patient.waitForURL("**/t/**");
    await site.advance("PT1H");
    await patient.locator('main article a[href$="/edit"]').click();
    await fill(patient, { body: "The redness is gone.", edit_reason: "It went faster than I wrote." });
    await press(patient, "Save");
    await patient.waitForURL("**/t/**");
    await expect(patient.getByText("The redness is gone.")).toBeVisible();
    await expect(patient.locator('main article a[href$="/revisions"]')).toBeVisible();
  });

  const complaint = await test.step("the patient files a complaint", () => fileComplaint(patient, clinic));
  await test.step("the officer sorts it, and the clinic is written", () =>
    triage(officer.page, site, complaint, clinic));

  await test.step("the clinic stays silent, and is reminded on days 7, 12 and 14", async () => {
    for (const [wait, reminders] of [
      ["P8D", 1],
      ["P5D", 2],
      ["P2D", 3],
    ] as const) {
      await site.advance(wait);
      await expect.poll(() => about(site, clinic.email, "A reminder: please answer by")).toHaveLength(reminders);
      await patient.goto(`/complaints/${complaint}`);
      await expect(patient.getByRole("heading", { name: "The clinic was reminded of its date" })).toHaveCount(
        reminders,
      );
      await expect(patient.getByRole("heading", { name: /Missed: .*clinic’s answer/ })).toHaveCount(0);
    }
  });

  await test.step("on day 16 its answer is late, and the patient may choose", async () => {
    await site.advance("P1D");
    await patient.goto(`/complaints/${complaint}`);
    await expect(patient.getByRole("heading", { name: /Missed: .*clinic’s answer/ })).toBeVisible();
    await expect.poll(() => about(site, person.email, "The clinic missed its date")).toHaveLength(1);
    expect(await about(site, coalition, complaint)).toEqual([]);
  });

  await test.step("on day 30 the clock hands the case on: one letter, in the thread of the case", async () => {
    await site.advance("P15D");
    await patient.goto(`/complaints/${complaint}`);
    await expect(patient.getByRole("heading", { name: "The complaint went to the coalition" })).toBeVisible();
    const letter = await site.letterTo(coalition, complaint);
    expect(await about(site, coalition, complaint)).toHaveLength(1);
    const text = letter.text.replaceAll(/\s+/g, " ");
    expect(text).toContain("has not answered within 30 days");
    expect(text.match(/The clinic was reminded of its date/g)).toHaveLength(3);
    const [receipt] = await about(site, person.email, "We have your complaint");
    expect(receipt?.message_id).toBeTruthy();
    expect(letter.references).toEqual([receipt?.message_id]);
  });

  const lay = await test.step("the board names a panel", async () => {
    const seats = {
      patient: await site.createPerson("Paula Patient", "reviewer"),
      physician: await site.createPerson("Piet Physician", "reviewer"),
    };
    const lay = await join(browser, site, "Lea Lay", "reviewer");
    const board = await join(browser, site, "Bo Board", "board");
    await board.page.goto("/cases");
    await board.page.locator(`main a[href="/complaints/${complaint}"]`).click();
    await board.page.locator(`main a[href="/complaints/${complaint}/panel"]`).click();
    for (const [seat, { name }] of Object.entries({ ...seats, lay: lay.person })) {
      const people = board.page.locator(`main [name="${seat}"]`);
      await people.selectOption(await people.locator("option", { hasText: name }).getAttribute("value"));
    }
    await board.page.locator("main form button.main").click();
    await board.page.waitForURL("**/*?done=panel");
    return lay.page;
  });

  await test.step("the panel drafts, lets both sides check, and decides", async () => {
    await act(lay, complaint, "findings", { text: "The photos show about 1,800 grafts." });
    await act(lay, complaint, "factual-check", { text: "Please check the numbers above." });
    await act(patient, complaint, "comment", { text: "The numbers are right." });
    await site.advance("P20D");
    await lay.goto(`/complaints/${complaint}/decision`);
    await fill(lay, { outcome: "upheld", reasons: "The count cannot be followed." });
    for (const vote of await lay.locator('main [name^="votes."][value="true"]').all()) await vote.check();
    await lay.locator("main form button.main").click();
    await lay.waitForURL("**/*?done=decision");
  });

  await test.step("everybody learns of it, and the case closes", async () => {
    await site.letterTo(person.email, "The panel has decided");
    await site.letterTo(clinic.email, "The panel has decided");
    await site.advance("P31D");
    await patient.goto(`/complaints/${complaint}`);
    await expect(patient.getByRole("heading", { level: 1 })).toContainText("Upheld", { ignoreCase: true });
    await expect(patient.getByRole("heading", { name: "The time to appeal is over" })).toBeVisible();
  });
});

test("a clinic answers by its letter's link, and the case closes in private", async ({ browser, site }) => {
  test.setTimeout(180_000);
  const officer = await join(browser, site, "Otto Officer", "case_officer");
  const patient = await join(browser, site, "Pia Patient");
  const clinic = await listClinic(officer.page);
  const complaint = await fileComplaint(patient.page, clinic);
  await triage(officer.page, site, complaint, clinic);

  const link = Site.linkIn(await site.letterTo(clinic.email, complaint), "/case-links/");
  const desk = await newcomer(browser);
  await test.step("the clinic confirms the letter and answers, without an account", async () => {
    await desk.goto(link);
    await press(desk, "Yes, we have the letter");
    await expect(desk.getByText("Noted: you have the letter.")).toBeVisible();
    await fill(desk, { code: "refund_partial", text: "We counted again and will refund the difference." });
    await press(desk, "Send the answer");
    await expect(desk.getByText("We counted again and will refund the difference.")).toBeVisible();
  });

  await test.step("the patient is satisfied", async () => {
    await site.letterTo(patient.person.email, "Are you satisfied");
    await act(patient.page, complaint, "feedback", { satisfied: "yes", rating: "4", text: "Thank you." });
    await expect(patient.page.getByRole("heading", { level: 1 })).toContainText("resolved in private", {
      ignoreCase: true,
    });
  });

  await test.step("the link is over, and says what to do instead", async () => {
    expect((await desk.goto(link))?.status()).toBe(404);
    await expect(desk.getByRole("link", { name: /complaints/i }).first()).toBeVisible();
  });
});
