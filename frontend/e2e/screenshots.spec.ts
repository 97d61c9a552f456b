// The pictures of the README, taken from the demo community. Run by `make screenshot`, not by the tests.
import { join } from "node:path";
import { expect, test } from "./support/test";

const folder = join(import.meta.dirname, "..", "..", "docs", "images");
const pictures = { home: "/", complaints: "/complaints", physicians: "/physicians" };

for (const [name, path] of Object.entries(pictures)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${name}, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 1280, height: 800 });
      expect((await page.goto(path))?.status()).toBe(200);
      const file = colorScheme === "light" ? `${name}.png` : `${name}-dark.png`;
      await page.screenshot({ path: join(folder, file) });
    });
  }
}
