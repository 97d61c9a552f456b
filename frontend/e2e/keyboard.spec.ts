// Whole journeys with Tab, arrows, Enter, Space and typing: nothing here is clicked but in what comes before.
import { Caller } from "./support/api";
import { join, tabTo } from "./support/people";
import { listClinic, openCategory } from "./support/stories";
import { expect, test } from "./support/test";

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
