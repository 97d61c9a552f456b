// Whole journeys with Tab, arrows, Enter, Space and typing: nothing here is clicked but in what comes before.
import { Caller } from "./support/api";
import { answersFor, clinicOf, physicianOf } from "./support/directory";
import { looksRight } from "./support/look";
import { arrowTo, fill, join, newcomer, tabTo } from "./support/people";
import { Site } from "./support/site";
import { fileComplaint, listClinic, openCategory } from "./support/stories";
import { expect, signIn, test } from "./support/test";

test("a complaint and a reply by keyboard alone", async ({ browser, site }) => {
  test.setTimeout(180_000);
  const officer = await join(browser, site, "Odo Officer", "case_officer");
  await listClinic(officer.page);
  await openCategory(browser, site);
  const { page } = await join(browser, site, "Kim Keyboard");

  await test.step("a complaint", async () => {
    await page.goto("/complaints/new");
    await tabTo(page, 'select[name="clinic_id"]');
    await page.keyboard.press("ArrowDown");
    await tabTo(page, 'select[name="category"]');
    await page.keyboard.press("ArrowDown");
    await tabTo(page, 'select[name="procedure"]');
    await page.keyboard.press("ArrowDown");
    await tabTo(page, 'input[name="month"]');
    await page.keyboard.type("1");
    await tabTo(page, 'input[name="year"]');
    await page.keyboard.type("2025");
    await tabTo(page, 'textarea[name="narrative"]');
    await page.keyboard.type("They counted 3,000 grafts; the photos show 1,800.");
    await tabTo(page, 'textarea[name="desired_outcome"]');
    await page.keyboard.type("A count that I can follow.");
    await tabTo(page, 'input[name="tried"]');
    await page.keyboard.press("Space");
    await tabTo(page, 'button[value="private"]');
    await page.keyboard.press("Enter");
    await page.waitForURL("**/complaints/*?done=filed");
  });

  await test.step("a thread and a reply", async () => {
    await page.goto("/threads/new");
    await tabTo(page, 'select[name="category_id"]');
    await page.keyboard.type("Rec");
    await tabTo(page, 'input[name="kind"]');
    await page.keyboard.press("Space");
    await tabTo(page, 'input[name="title"]');
    await page.keyboard.type("Sleeping after the surgery");
    await tabTo(page, 'textarea[name="body"]');
    await page.keyboard.type("How did you sleep?");
    await tabTo(page, "main form button.main");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/t/**");
    await tabTo(page, 'textarea[name="body"]');
    await page.keyboard.type("On my back, for a week.");
    await tabTo(page, "main form button.main");
    await page.keyboard.press("Enter");
    await expect(page.locator("article").getByText("On my back, for a week.")).toBeVisible();
  });

  await test.step("the reply is edited", async () => {
    await tabTo(page, 'main article#p2 a[href$="/edit"]');
    await page.keyboard.press("Enter");
    await page.waitForURL("**/posts/*/edit");
    await tabTo(page, 'textarea[name="body"]');
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("On my back, for ten days.");
    await tabTo(page, 'input[name="edit_reason"]');
    await page.keyboard.type("I counted again.");
    await tabTo(page, "main form button.main");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/t/**");
    await expect(page.locator("article").getByText("On my back, for ten days.")).toBeVisible();
  });
});

test("triage and feedback by keyboard alone", async ({ browser, site }) => {
  test.setTimeout(180_000);
  const officer = await join(browser, site, "Tab Officer", "case_officer");
  const patient = await join(browser, site, "Pat Keyboard");
  const clinic = await listClinic(officer.page);
  const complaint = await fileComplaint(patient.page, clinic);

  await test.step("the officer finds the case and sorts it", async () => {
    const { page } = officer;
    await page.goto("/cases");
    await tabTo(page, `main a[href="/complaints/${complaint}"]`);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/complaints/${complaint}`);
    await tabTo(page, `main a[href="/complaints/${complaint}/triage"]`);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/triage");
    await tabTo(page, 'input[name="severity"]');
    await page.keyboard.press("Space");
    await tabTo(page, "main form button.main");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/*?done=triage");
  });

  const letter = await site.letterTo(clinic.email, complaint);
  await test.step("the clinic answers by its letter's link", async () => {
    const desk = await newcomer(browser);
    await desk.goto(Site.linkIn(letter, "/case-links/"));
    await tabTo(desk, 'main input[name="code"]');
    const wanted = desk.locator('main input[name="code"][value="refund_partial"]');
    for (let pressed = 0; pressed < 20 && !(await wanted.isChecked()); pressed += 1) {
      await desk.keyboard.press("ArrowDown");
    }
    await expect(wanted).toBeChecked();
    await tabTo(desk, 'main textarea[name="text"]');
    await desk.keyboard.type("We counted again and will refund the difference.");
    await tabTo(desk, 'main form:has(textarea[name="text"]) button');
    await desk.keyboard.press("Enter");
    await expect(desk.getByText("We counted again and will refund the difference.")).toBeVisible();
  });

  await test.step("the patient says whether the answer will do", async () => {
    const { page } = patient;
    await page.goto(`/complaints/${complaint}`);
    await tabTo(page, `main a[href="/complaints/${complaint}/feedback"]`);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/feedback");
    await tabTo(page, 'input[name="satisfied"]');
    await page.keyboard.press("Space");
    await tabTo(page, 'textarea[name="text"]');
    await page.keyboard.type("Thank you.");
    await tabTo(page, "main form button.main");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/*?done=feedback");
  });
});

test("single keys of the queue", async ({ browser, site, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "single keys are the script's; every one has a link or a button");
  test.setTimeout(120_000);
  await openCategory(browser, site);
  const author = await Caller.join(site, "Ada Author");
  const reader = await Caller.join(site, "Rae Reader");
  const categories = (await author.get("/categories")) as unknown as { items: { id: string; name: string }[] };
  const category = categories.items.find(({ name }) => name === "Recovery")?.id;
  for (const number of [1, 2]) {
    const title = `Keys ${number} ${crypto.randomUUID().slice(0, 8)}`;
    const thread = await author.post("/threads", { category_id: category, title, body: `Words of thread ${title}.` });
    await reader.post("/flags", { target_kind: "thread", target_id: thread.id, reason: "off_topic" });
  }
  const { page } = await join(browser, site, "Mo Keys", "moderator");

  await test.step("j and k go through the list, x marks, Enter opens, j goes on", async () => {
    await page.goto("/queue");
    const items = page.locator(".rows.queue a.ttl");
    await page.keyboard.press("j");
    await expect(items.nth(0)).toBeFocused();
    await page.keyboard.press("j");
    await expect(items.nth(1)).toBeFocused();
    await page.keyboard.press("k");
    await expect(items.nth(0)).toBeFocused();
    const row = page.locator(".rows.queue > li:has(.mark)").first();
    await row.locator("a.ttl").focus();
    await page.keyboard.press("x");
    await expect(row.getByRole("checkbox"), "x marks the item that has the focus").toBeChecked();
    await page.keyboard.press("x");
    await expect(row.getByRole("checkbox")).not.toBeChecked();
    await items.nth(0).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/queue/*");
    const first = page.url();
    await page.keyboard.press("j");
    await page.waitForURL((url) => url.href !== first && url.pathname.startsWith("/queue/"));
    await page.keyboard.press("k");
    await page.waitForURL(first);
  });

  await test.step("c takes it, a number chooses, and a field keeps its letters", async () => {
    await page.keyboard.press("c");
    await page.waitForURL("**/queue/*?done=claimed");
    await page.keyboard.press("2");
    await expect(page.locator('input[name="action"]').nth(1)).toBeChecked();
    const words = page.locator('textarea[name="explanation"]');
    await words.focus();
    await page.keyboard.type("jkc12?");
    await expect(words).toHaveValue("jkc12?");
    await expect(page.locator('input[name="action"]').nth(1)).toBeChecked();
    await page.keyboard.press("Escape");
    await page.keyboard.press("1");
    await expect(page.locator('input[name="action"]').first()).toBeChecked();
  });

  await test.step("the help opens, and its box switches single keys off", async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    const help = page.getByRole("dialog");
    await expect(help).toBeVisible();
    await expect(help.getByRole("button"), "whoever reads with the ears is led in").toBeFocused();
    await looksRight(page, "keys of the queue");
    await help.getByRole("checkbox").focus();
    await page.keyboard.press("?");
    await expect(help, "the key that opened it closes it from its box too").toBeHidden();
    await page.keyboard.press("?");
    await help.getByRole("checkbox").press("Space");
    await page.keyboard.press("Escape");
    await expect(help).toBeHidden();
    await page.reload();
    await page.keyboard.press("?");
    await expect(help).toBeHidden();
    await page.getByRole("button", { name: "Keys" }).click();
    await expect(help).toBeVisible();
    await expect(help.getByRole("checkbox")).not.toBeChecked();
  });
});

test("a report and its decision by keyboard alone", async ({ browser, site }) => {
  test.setTimeout(180_000);
  await openCategory(browser, site);
  const author = await Caller.join(site, "Ole Author");
  const categories = (await author.get("/categories")) as unknown as { items: { id: string; name: string }[] };
  const category = categories.items.find(({ name }) => name === "Recovery")?.id;
  const title = `Cheap flights ${crypto.randomUUID().slice(0, 8)}`;
  const thread = await author.post("/threads", { category_id: category, title, body: "Everybody, buy them here." });

  await test.step("a reader reports the thread", async () => {
    const { page } = await join(browser, site, "Rik Reader");
    await page.goto(`/t/${thread.id}/p/1`);
    await tabTo(page, `a[href="/report?kind=thread&id=${thread.id}"]`);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/report?*");
    await tabTo(page, 'input[name="reason"]');
    await page.keyboard.press("Space");
    await tabTo(page, 'textarea[name="text"]');
    await page.keyboard.type("It sells something.");
    await tabTo(page, "main form button.main");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/me/reports?done=reported");
  });

  await test.step("a moderator takes it, looks at what will happen, and decides", async () => {
    const { page } = await join(browser, site, "Kay Keyboard", "moderator");
    await page.goto("/queue");
    await tabTo(page, `main a:has-text("${title}")`);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/queue/*");
    await tabTo(page, 'main form[action$="/claim"] button');
    await page.keyboard.press("Enter");
    await page.waitForURL("**/queue/*?done=claimed");
    await tabTo(page, 'input[name="action"]');
    await page.keyboard.press("Space");
    await tabTo(page, 'textarea[name="explanation"]');
    await page.keyboard.type("Nothing is sold here; it is a question.");
    await tabTo(page, 'main form[action$="/preview"] button');
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("what will happen");
    await tabTo(page, "main form button.main");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/queue?done=decided");
    await expect(page.getByRole("link", { name: new RegExp(title) })).toHaveCount(0);
  });
});

test("a statement, its appeal and the hearing by keyboard alone", async ({ browser, site }) => {
  test.setTimeout(180_000);
  await openCategory(browser, site);
  const author = await Caller.join(site, "Ina Author");
  const reader = await Caller.join(site, "Ron Reader");
  const categories = (await author.get("/categories")) as unknown as { items: { id: string; name: string }[] };
  const category = categories.items.find(({ name }) => name === "Recovery")?.id;
  const word = crypto.randomUUID().slice(0, 8);
  const thread = await author.post("/threads", { category_id: category, title: `Prices ${word}`, body: "Who knows?" });
  await site.advance("PT1M");
  const post = await author.post(`/threads/${thread.id}/posts`, { body: `${word} is what they wrote on my offer.` });
  await reader.post("/flags", { target_kind: "post", target_id: post.id, reason: "undisclosed_interest" });
  const place = `/t/${thread.id}/p/2`;

  await test.step("a moderator hides the post", async () => {
    const { page } = await join(browser, site, "Mia Moderator", "moderator");
    await page.goto("/queue");
    await page.locator(`main a:has-text("${word} is what")`).first().click();
    await page.getByRole("button", { name: "Take it" }).click();
    await fill(page, { action: "hide", ground: "undisclosed_interest", explanation: "It names an offer of a clinic." });
    await page.getByRole("button", { name: "See what will happen" }).click();
    await page.getByRole("button", { name: "Hide" }).click();
    await page.waitForURL("**/queue?done=decided");
  });

  const writer = await newcomer(browser);
  await signIn(writer, author.person);
  await test.step("its author reads why, and appeals", async () => {
    await writer.goto("/me/statements");
    await tabTo(writer, 'main a[href^="/statements/"]');
    await writer.keyboard.press("Enter");
    await writer.waitForURL("**/statements/*");
    await tabTo(writer, 'main a[href$="/appeal"]');
    await writer.keyboard.press("Enter");
    await writer.waitForURL("**/statements/*/appeal");
    await tabTo(writer, 'textarea[name="text"]');
    await writer.keyboard.type("Everybody can read that offer.");
    await tabTo(writer, "main form button.main");
    await writer.keyboard.press("Enter");
    await writer.waitForURL("**/statements/*?done=appealed");
  });

  await test.step("another moderator hears the appeal", async () => {
    const { page } = await join(browser, site, "Oda Other", "moderator");
    await page.goto("/appeals");
    await tabTo(page, 'main a[href^="/appeals/"]');
    await page.keyboard.press("Enter");
    await page.waitForURL("**/appeals/*");
    await expect(page.getByText("Everybody can read that offer.")).toBeVisible();
    await arrowTo(page, "outcome", "overturned");
    await tabTo(page, 'textarea[name="reason"]');
    await page.keyboard.type("The offer stands on a public page.");
    await tabTo(page, "main form button.main");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/appeals?done=heard");
  });

  await writer.goto(place);
  await expect(writer.getByText(`${word} is what they wrote`)).toBeVisible();
});

test("a review and what comes of it by keyboard alone", async ({ browser, site }) => {
  test.setTimeout(120_000);
  const admin = await Caller.join(site, "Ada Admin", "admin");
  const physician = await physicianOf(admin, await clinicOf(admin));
  const doctor = await Caller.join(site, "Dora Doctor");
  await answersFor(site, doctor, "physicians", physician.id);
  const { page } = await join(browser, site, "Kit Keyboard");
  const publish = 'main form[action="/reviews/new"] button.main:not([name])';
  const words =
    "The consultation was honest and the day was calm. Nobody told me how thin the crown would stay after a year.";

  await test.step("the form is filled in, and one answer in it is too short", async () => {
    await page.goto(`/physicians/${physician.slug}`);
    await tabTo(page, `main a[href="/reviews/new?physician=${physician.slug}"]`);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/reviews/new?*");
    await tabTo(page, 'select[name="procedure"]');
    await page.keyboard.press("ArrowDown");
    await tabTo(page, 'input[name="month"]');
    await page.keyboard.type("2");
    await tabTo(page, 'input[name="year"]');
    await page.keyboard.type("2024");
    await arrowTo(page, "overall", "2");
    await arrowTo(page, "choose_again", "false");
    await tabTo(page, 'textarea[name="text"]');
    await page.keyboard.type("Too short.");
    await tabTo(page, 'textarea[name="detail"]');
    await page.keyboard.type("Second floor, February, a long day with two breaks.");
    await arrowTo(page, "interest", "none");
    await tabTo(page, 'input[name="authorship"]');
    await page.keyboard.press("Space");
    await tabTo(page, publish);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toBeVisible();
  });

  await test.step("the list of what is wrong leads to the field, and the rest was kept", async () => {
    await tabTo(page, 'main .errors a[href="#f-text"]');
    await page.keyboard.press("Enter");
    await expect(page.locator('textarea[name="text"]')).toBeFocused();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(words);
    await tabTo(page, publish);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/reviews/*?done=submitted");
    await expect(page.getByRole("status")).toBeVisible();
  });

  await test.step("the physician answers, and the patient reads the receipt and the answer", async () => {
    const review = new URL(page.url()).pathname;
    const answer = "We take every comment seriously. Please call our desk so that we can talk about your concerns.";
    await doctor.put(`${review}/reply`, { text: answer });
    await tabTo(page, `main a[href="${review}/receipt"]`);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${review}/receipt`);
    await tabTo(page, `main p a[href="${review}"]`);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${review}`);
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByText(answer)).toBeVisible();
  });
});
