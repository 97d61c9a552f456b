// The picture of the README, taken from the demo community. Run by `make screenshot`, not by the tests.
import { join } from "node:path";
import { expect, test } from "./support/test";

const folder = join(import.meta.dirname, "..", "..", "docs", "images");

test("the start page", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
  expect((await page.goto("/"))?.status()).toBe(200);
  await page.screenshot({ path: join(folder, "home.png") });
});
