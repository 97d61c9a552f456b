// A post is hidden with a statement of reasons; its author appeals; another moderator overturns, and the post is back.
import { Caller } from "./support/api";
import { looksRight } from "./support/look";
import { fill, join, newcomer, openForStaff } from "./support/people";
import { Site } from "./support/site";
import { openCategory } from "./support/stories";
import { expect, signIn, test } from "./support/test";

const words = "I paid four euros a graft at the clinic by the harbour, and the price stands on its public list.";
const reasons = "The post names a price that is only given under the author's name.";
const appeal = "I have no tie to the clinic. Anybody can read the price on its list.";

test("a post is reported, hidden, appealed and back", async ({ browser, site }) => {
  test.setTimeout(300_000);
  await openCategory(browser, site);
  const author = await Caller.join(site, "Finn Finch");
  const categories = (await author.get("/categories")) as unknown as { items: { id: string; name: string }[] };
  const category = categories.items.find(({ name }) => name === "Recovery")?.id;
  const title = `What a graft costs ${crypto.randomUUID().slice(0, 8)}`;
  const thread = await author.post("/threads", { category_id: category, title, body: "What did you pay?" });
  await site.advance("PT1M");
  const post = await author.post(`/threads/${thread.id}/posts`, { body: words });
  const reader = await join(browser, site, "Lara Lark");
  const place = `/t/${thread.id}/p/2`;

  await test.step("a reader reports the post", async () => {
    await reader.page.goto(place);
    await reader.page.locator(`main a[href="/report?kind=post&id=${post.id}"]`).click();
    await reader.page.getByRole("button", { name: "Send report" }).click();
    await expect(reader.page.getByRole("alert")).toBeVisible();
    await fill(reader.page, { reason: "undisclosed_interest", text: "Names a price and a person." });
    await reader.page.getByRole("button", { name: "Send report" }).click();
    await reader.page.waitForURL("**/me/reports?done=reported");
  });

  const first = await join(browser, site, "Mara Moderator", "moderator");
  await test.step("a moderator hides it and says why", async () => {
    const { page } = first;
    await page.goto("/queue");
    await page
      .getByRole("main")
      .getByRole("link", { name: /^Undisclosed interest: I paid/ })
      .click();
    await page.getByRole("button", { name: "Take it" }).click();
    await page.getByRole("button", { name: "See what will happen" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await looksRight(page, "queue item without an action");
    await fill(page, { action: "hide", ground: "undisclosed_interest", explanation: reasons });
    await page.getByRole("button", { name: "See what will happen" }).click();
    await expect(page.getByText(reasons)).toBeVisible();
    await page.getByRole("button", { name: "Hide" }).click();
    await page.waitForURL("**/queue?done=decided");
    await looksRight(page, "queue after a decision");
  });

  await test.step("everybody else sees its place, hatched, with the reason", async () => {
    const guest = await newcomer(browser);
    await guest.goto(place);
    await expect(guest.locator(".gone")).toContainText("Hidden by the moderation team");
    await expect(guest.getByText(words)).toHaveCount(0);
    await looksRight(guest, "thread with a hidden post");
    await guest.goto("/moderation-log");
    await looksRight(guest, "moderation log");
  });

  const writer = await newcomer(browser);
  await test.step("the author reads the statement by letter and by page, and appeals", async () => {
    const letter = await site.letterTo(author.person.email, "its reasons");
    expect(letter.text.replaceAll(/\s+/g, " ")).toContain(reasons);
    await signIn(writer, author.person);
    await writer.goto("/me");
    await looksRight(writer, "my page");
    await writer.getByRole("main").getByRole("link", { name: "Decisions about what you wrote" }).click();
    await looksRight(writer, "decisions about what you wrote");
    await writer.locator('main a[href^="/statements/"]').first().click();
    await expect(writer.getByText(reasons)).toBeVisible();
    await looksRight(writer, "statement of reasons");
    const statement = new URL(writer.url()).pathname;
    expect(new URL(Site.linkIn(letter, "/statements/")).pathname).toBe(statement);
    await writer.getByRole("main").getByRole("link", { name: "Appeal", exact: true }).click();
    await looksRight(writer, "appeal form");
    await fill(writer, { text: appeal });
    await writer.getByRole("button", { name: "Send appeal" }).click();
    await writer.waitForURL("**/statements/*?done=appealed");
    await looksRight(writer, "statement appealed");
  });

  await test.step("whoever hid it does not hear the appeal", async () => {
    await first.page.goto("/appeals");
    await expect(first.page.getByText("Another hears it.").first()).toBeVisible();
  });

  await test.step("another moderator overturns it", async () => {
    const { page } = await join(browser, site, "Otis Other", "moderator");
    await openForStaff(page, "Appeals");
    await looksRight(page, "appeals");
    await page.locator('main a[href^="/appeals/"]').last().click();
    await expect(page.getByText(appeal)).toBeVisible();
    await looksRight(page, "appeal to hear");
    await fill(page, { outcome: "overturned" });
    await page.getByRole("button", { name: "Decide the appeal" }).click();
    await expect(page.locator('main [name="outcome"][value="overturned"]')).toBeChecked();
    await fill(page, { reason: "The price stands on the clinic's public list." });
    await page.getByRole("button", { name: "Decide the appeal" }).click();
    await page.waitForURL("**/appeals?done=heard");
  });

  await test.step("the post is back, and both sides hear it", async () => {
    await reader.page.goto(place);
    await expect(reader.page.getByText(words)).toBeVisible();
    await expect(reader.page.locator(".gone")).toHaveCount(0);
    await site.letterTo(author.person.email, "An appeal was decided");
    await writer.reload();
    await expect(writer.getByText("Overturned").first()).toBeVisible();
    await looksRight(writer, "statement overturned");
  });
});

test("several reports are decided at once, and one that changed meanwhile is not", async ({ browser, site }) => {
  test.setTimeout(120_000);
  await openCategory(browser, site);
  const author = await Caller.join(site, "Stella Several");
  const reader = await Caller.join(site, "Rhea Reader");
  const categories = (await author.get("/categories")) as unknown as { items: { id: string; name: string }[] };
  const category = categories.items.find(({ name }) => name === "Recovery")?.id;
  const word = crypto.randomUUID().slice(0, 8);
  const threads: string[] = [];
  for (const number of [1, 2, 3]) {
    const title = `Question ${number} ${word}`;
    const thread = await author.post("/threads", { category_id: category, title, body: `Who knows? ${title}` });
    await reader.post("/flags", { target_kind: "thread", target_id: thread.id, reason: "off_topic" });
    threads.push(thread.id);
  }
  const { page } = await join(browser, site, "Sven Several", "moderator");
  const box = (number: number) => page.getByRole("checkbox", { name: `Question ${number} ${word}` });

  await test.step("a form that marks none is shown again", async () => {
    await page.goto("/queue?limit=100");
    await page.getByRole("button", { name: "Decide all that are marked" }).click();
    await expect(page.getByRole("alert")).toContainText("Mark at least one item of the list.");
    await looksRight(page, "queue without a mark");
  });

  await test.step("two of three go through", async () => {
    for (const number of [1, 2, 3]) await box(number).check();
    await reader.post("/flags", { target_kind: "thread", target_id: threads[2], reason: "spam" });
    await fill(page, { action: "no_breach", explanation: "All three are questions." });
    await page.getByRole("button", { name: "Decide all that are marked" }).click();
    await expect(page.getByRole("heading", { name: "2 of 3 went through" })).toBeVisible();
    await expect(page.getByText("This was changed after you opened it.")).toBeVisible();
    await looksRight(page, "queue after several decisions");
  });

  await test.step("the third is there as it is now, and what was typed as well", async () => {
    await expect(box(1)).toHaveCount(0);
    await expect(box(2)).toHaveCount(0);
    await expect(box(3)).not.toBeChecked();
    await expect(page.locator('main [name="explanation"]')).toHaveValue("All three are questions.");
    await box(3).check();
    await page.getByRole("button", { name: "Decide all that are marked" }).click();
    await expect(page.getByText("all of them went through")).toBeVisible();
    await expect(box(3)).toHaveCount(0);
  });
});
