// The browser tests: one site per worker, started by support/site.ts; CANDOR_CHROMIUM names the browser.
import { defineConfig, devices } from "@playwright/test";
import type { Options } from "./support/test";

const executablePath = process.env.CANDOR_CHROMIUM ?? "";
const flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"];

/** What has a project of its own. */
const elsewhere = ["screenshots.spec.ts", "crawl.spec.ts", "looks.spec.ts"];

export default defineConfig<object, Options>({
  testDir: ".",
  outputDir: "results",
  fullyParallel: false,
  workers: Number(process.env.CANDOR_E2E_WORKERS ?? 2),
  timeout: 90_000,
  expect: { timeout: 10_000 },
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // Of a story that fails its end is kept. Its course is written down only for whoever asks for it (`--trace on`):
    // that costs every story some of its time.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: { args: flags, ...(executablePath ? { executablePath } : {}) },
  },
  projects: [
    { name: "js", testIgnore: elsewhere },
    { name: "nojs", testIgnore: elsewhere, use: { javaScriptEnabled: false } },
    { name: "looks", testMatch: "looks.spec.ts" },
    { name: "crawl", testMatch: "crawl.spec.ts", use: { demo: true } },
    { name: "screenshot", testMatch: "screenshots.spec.ts", use: { demo: true } },
  ],
});
