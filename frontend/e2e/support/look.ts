// What every page must keep: axe finds nothing and nothing scrolls sideways, in both themes, on a phone and a desk.
// Colours depend on the theme and layout on the width, so the usual run pairs them in stories, with axe for one pair
// today and for the other tomorrow; of the pages of the access matrix it takes one look a day. The long run takes all
// four everywhere.
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

export const widths = [320, 1280] as const;
export const themes = ["light", "dark"] as const;

/** Where pictures of the pages that stories visit go, for somebody to look at; usually nowhere. */
const pictures = process.env.CANDOR_E2E_PICTURES ?? "";

/** The long run looks at each theme at each width. */
const thorough = process.env.CANDOR_SOAK === "1";

const today = Math.floor(Date.now() / 86_400_000);

/** The languages in which the pages of the matrix are looked at: four days one, four days the other, by the long run both. */
export const languages = thorough ? ["en", "de"] : [today % 8 < 4 ? "en" : "de"];
const isStory = () => test.info().project.name !== "looks";

/** Whether this look, one of four, is taken: in stories light on the phone and dark on the desk, else the day's own. */
function isTaken(row: number, column: number): boolean {
  if (thorough) return true;
  return isStory() ? row === column : today % 4 === 2 * row + column;
}

/** Runs the check in each theme and at each width; `closely` where axe is to look as well. */
export async function inEveryLook(page: Page, check: (look: string, closely: boolean) => Promise<void>): Promise<void> {
  for (const [row, colorScheme] of themes.entries()) {
    for (const [column, width] of widths.entries()) {
      if (!isTaken(row, column)) continue;
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: width === 320 ? 640 : 900 });
      await check(`${colorScheme}, ${width} px`, thorough || !isStory() || row === today % 2);
    }
  }
}

/** axe finds nothing in either theme or at either width. axe is a script, so this needs the `js` project. */
export async function axe(page: Page): Promise<void> {
  await inEveryLook(page, (look, closely) => axeFindsNothing(page, look, closely));
}

async function axeFindsNothing(page: Page, look: string, closely: boolean): Promise<void> {
  if (!closely) return;
  // What passed is not described node by node: on long pages that takes minutes. No page has frames that axe must go
  // into, so its results need no window of their own.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.map((node) => node.target.join(" ")),
  }));
  expect.soft(found, `axe, ${new URL(page.url()).pathname}, ${look}`).toEqual([]);
}

/** The page is never wider than the window. */
export async function noSidewaysScroll(page: Page): Promise<void> {
  await inEveryLook(page, (look) => fits(page, look));
}

async function fits(page: Page, look: string): Promise<void> {
  const wider = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect.soft(wider, `px beyond the window, ${new URL(page.url()).pathname}, ${look}`).toBeLessThanOrEqual(0);
}

/** The page that is open now, wherever in a story that is, fits and is accessible; with one heading and every sentence. */
export async function looksRight(page: Page, name: string): Promise<void> {
  const scripted = test.info().project.use.javaScriptEnabled !== false;
  await test.step(`how ${name} looks`, async () => {
    await expect.soft(page.locator("h1"), name).toHaveCount(1);
    await inEveryLook(page, async (look, closely) => {
      await fits(page, look);
      await axeFindsNothing(page, look, scripted && closely);
    });
    if (pictures && !scripted) await takePictures(page, name);
  });
}

async function takePictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of themes) {
    for (const width of [390, 1280]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      const file = `${name.replaceAll(/\W+/g, "-")}.${width}.${colorScheme}.png`;
      await page.screenshot({ path: join(pictures, file), fullPage: true });
    }
  }
}
