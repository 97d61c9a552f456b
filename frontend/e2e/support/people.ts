// The people of a story, each in a browser of their own, and what they do on a page.
import type { Browser, Page } from "@playwright/test";
import { looksRight } from "./look";
import type { Person, Site } from "./site";
import { expect, signIn } from "./test";

/** A new account with these roles, signed in, in a browser of its own. */
export async function join(browser: Browser, site: Site, name: string, ...roles: string[]) {
  const person = await site.createPerson(name, ...roles);
  const page = await newcomer(browser);
  await signIn(page, person);
  return { person, page };
}

/** Somebody without an account, in a browser of their own. */
export async function newcomer(browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

/** Types into fields, or chooses, by the fields' names. */
export async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`main [name="${name}"]`);
    const kind = await field.first().evaluate((element) => element.getAttribute("type") ?? element.localName);
    if (kind === "radio") await page.locator(`main [name="${name}"][value="${value}"]`).check();
    else if (kind === "checkbox") await field.check();
    else if (kind === "select") await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Opens something from the menu for staff; one's own page links there too. */
export async function openForStaff(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "For staff" }).getByRole("link", { name }).click();
}

/** Presses a button of the page's content and waits for the page it leads to. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("main").getByRole("button", { name, exact: true }).click();
  await expect(page.locator(".field.wrong"), "fields that were refused").toHaveCount(0);
}

/** Does one act on a case: opens its page from the page of the case, looks at it, fills it in and sends it. */
export async function act(page: Page, complaint: string, name: string, values: Record<string, string>): Promise<void> {
  await page.goto(`/complaints/${complaint}`);
  await page.locator(`main a[href="/complaints/${complaint}/${name}"]`).click();
  await looksRight(page, `the form of ${name}`);
  await fill(page, values);
  await page.locator("main form button.main").click();
  await page.waitForURL((url) => url.searchParams.get("done") === name);
}

/** An account for the test, not made by the site yet. */
export function stranger(name: string): Person {
  const word = `${name}_${crypto.randomUUID().slice(0, 8)}`;
  return { name: word, email: `${word}@example.org`, password: `quiet harbour lantern ${crypto.randomUUID()}` };
}

/** Moves the focus on with Tab until it is there, and sees that it shows. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  const goal = page.locator(`:focus:is(${selector})`);
  for (let pressed = 0; pressed < 120; pressed += 1) {
    await page.keyboard.press("Tab");
    if ((await goal.count()) === 0) continue;
    // A choice is outlined as a whole, with its words.
    const isOutlined = await goal.evaluate((element) =>
      [element, element.closest(".opt")].some((one) => one && getComputedStyle(one).outlineStyle !== "none"),
    );
    if (!isOutlined) throw new Error(`the focus does not show at ${selector}`);
    return;
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

/** Goes to a group of radio buttons with Tab, and to one of them with the arrow keys, which choose it. */
export async function arrowTo(page: Page, name: string, value: string): Promise<void> {
  await tabTo(page, `input[type="radio"][name="${name}"]`);
  const goal = page.locator(`:focus:is(input[name="${name}"][value="${value}"])`);
  for (let pressed = 0; pressed < 20; pressed += 1) {
    if ((await goal.count()) > 0) return page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`no arrow leads to ${value} of ${name}`);
}
