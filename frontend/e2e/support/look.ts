// What every page must keep: axe finds nothing and nothing scrolls sideways, in both themes, on a phone and a desk.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export const widths = [320, 1280] as const;
export const themes = ["light", "dark"] as const;

/** Runs the check in each theme at each width. */
export async function inEveryLook(page: Page, check: (look: string) => Promise<void>): Promise<void> {
  for (const colorScheme of themes) {
    for (const width of widths) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: width === 320 ? 640 : 900 });
      await check(`${colorScheme}, ${width} px`);
    }
  }
}

/** axe finds nothing in either theme at either width. axe is a script, so this needs the `js` project. */
export async function axe(page: Page): Promise<void> {
  await inEveryLook(page, async (look) => {
    // What passed is not described node by node: on long pages that takes minutes.
    const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
    const found = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      at: nodes.map((node) => node.target.join(" ")),
    }));
    expect.soft(found, `axe, ${new URL(page.url()).pathname}, ${look}`).toEqual([]);
  });
}

/** The page is never wider than the window. */
export async function noSidewaysScroll(page: Page): Promise<void> {
  await inEveryLook(page, async (look) => {
    const wider = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect.soft(wider, `px beyond the window, ${new URL(page.url()).pathname}, ${look}`).toBeLessThanOrEqual(0);
  });
}
