// Every page that people of the demo community can reach by links, as each of them: it answers, is accessible, fits.
import type { Page } from "@playwright/test";
import { axe, noSidewaysScroll } from "./support/look";
import { expect, test } from "./support/test";

const password = "every harbour has a lamp";
const readers = {
  guest: "",
  "German guest": "",
  patient: "quiet@demo.example",
  physician: "physician@demo.example",
  moderator: "moderator@demo.example",
  officer: "officer@demo.example",
  inspector: "inspector@demo.example",
  reviewer: "panel.physician@demo.example",
  appeals: "appeals@demo.example",
  board: "board@demo.example",
  admin: "admin@demo.example",
};
/** Pages of one kind that are looked at; the long run looks at more of them. */
const perKind = process.env.CANDOR_SOAK === "1" ? 4 : 1;
const most = 120;
/** What was examined, so that staff do not look again at what every member sees. */
const examined = new Map<string, number>();
/** What is no page, or ends the visit. */
const elsewhere =
  /^\/(api|assets|dev|problems)\b|\.(csv|json|svg|xml|atom)$|\/feed\b|\/(evidence|proofs)\/\d|\/sign-out/;

for (const [reader, email] of Object.entries(readers)) {
  const language = reader.startsWith("German") ? "de" : "en";
  test.describe(language, () => {
    test.use({ locale: language === "de" ? "de-DE" : "en-GB" });
    test(`every page that the ${reader} can reach`, async ({ page, javaScriptEnabled }) => {
      test.setTimeout(900_000);
      if (email) await signInAs(page, email);
      const seen = new Map<string, number>();
      const waiting = ["/"];
      const known = new Set(waiting);
      let visited = 0;
      for (let path = waiting.shift(); path !== undefined && visited < most; path = waiting.shift()) {
        const kind = kindOf(path);
        const count = seen.get(kind) ?? 0;
        if (count >= perKind) continue;
        seen.set(kind, count + 1);
        visited += 1;
        await test.step(path, async () => {
          const sight = `${language} ${email ? "member" : "guest"} ${kind}`;
          const times = (examined.get(sight) ?? 0) + 1;
          examined.set(sight, times);
          await look(page, path, times <= perKind, javaScriptEnabled ?? true);
          await expect.soft(page.locator("html"), path).toHaveAttribute("lang", language);
          for (const found of await links(page)) {
            if (!known.has(found)) {
              known.add(found);
              waiting.push(found);
            }
          }
        });
      }
      expect(visited, "a reader finds more than the front page").toBeGreaterThan(5);
    });
  });
}

async function signInAs(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.locator('main input[name="email"]').fill(email);
  await page.locator('main input[name="password"]').fill(password);
  await page.locator("main form button.main").click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

async function look(page: Page, path: string, closely: boolean, scripted: boolean): Promise<void> {
  const complaints: string[] = [];
  const hear = (message: { type(): string; text(): string }) => {
    if (message.type() === "error") complaints.push(message.text());
  };
  page.on("console", hear);
  const answer = await page.goto(path);
  expect.soft(answer?.status(), path).toBe(200);
  await expect.soft(page.locator("h1"), path).toHaveCount(1);
  expect.soft(complaints, `errors in the browser's console, ${path}`).toEqual([]);
  if (closely) await noSidewaysScroll(page);
  if (closely && scripted) await axe(page);
  page.off("console", hear);
}

/** The paths on this site that the page links to. */
async function links(page: Page): Promise<string[]> {
  const found = await page
    .locator("a[href]")
    .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href).filter((href) => href.startsWith("http")));
  const here = new URL(page.url()).origin;
  const urls = found.map((href) => new URL(href));
  return urls
    .filter((url) => url.origin === here && !elsewhere.test(url.pathname) && !url.searchParams.has("lang"))
    .map((url) => url.pathname + url.search);
}

/** Pages of one kind differ only in what they are about: `/complaints/CMP-2026-000001` is `/complaints/*`. */
function kindOf(path: string): string {
  const about =
    /^\/(physicians|clinics|categories|t|threads|posts|complaints|reviews|inspections|applications|coalition\/members|queue|statements|appeals)\/(?!new$|reports$)[^/]+/;
  const short = path
    .replace(/\?.*/, "")
    .replace(about, "/$1/*")
    .replace(/^\/t\/\*\/[^/]+/, "/t/*/*");
  return short.replaceAll(/\/[^/]*\d[^/]*/g, "/#");
}
