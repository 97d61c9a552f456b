// The `test` of every browser test: gives it a running site and people who are signed in through the page.
import { test as base, type Page } from "@playwright/test";
import { type Person, Site } from "./site";

export { expect } from "@playwright/test";

export interface Options {
  /** Start with the demo community. */
  demo: boolean;
  site: Site;
}

export const test = base.extend<{ baseURL: string }, Options>({
  demo: [false, { option: true, scope: "worker" }],
  site: [
    async ({ demo }, use, worker) => {
      const site = await Site.start(`${worker.project.name}_${worker.workerIndex}`, demo);
      await use(site);
      await site.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ site }, use) => use(site.url),
});

/** Signs in through the page, as anybody would. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto("/sign-in");
  const form = page.locator("main form").filter({ has: page.locator("input[name=password]") });
  await form.locator("input[name=email]").fill(person.email);
  await form.locator("input[name=password]").fill(person.password);
  await form.locator("button[type=submit], button:not([type])").click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
