// Pages of a site that runs already, each as somebody who is signed in there: it answers, is accessible, fits. The list
// comes from the access matrix: tests/it/access/looks.rs writes it, scripts/looks.sh runs both.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { languages, looksRight } from "./support/look";

interface Sight {
  name: string;
  url: string;
  /** `candor=…`; nothing for a guest. */
  cookie: string;
}

/** Pages that one window shows, one after the other: to open a window takes longer than to open a page. */
const perWindow = 8;

const list = process.env.CANDOR_SIGHTS;
const sights: Sight[] = list ? JSON.parse(readFileSync(list, "utf8")) : [];

const windows: Sight[][] = [];
for (const sight of sights) {
  const theirs = windows.findLast((shown) => shown[0]?.cookie === sight.cookie && shown.length < perWindow);
  if (theirs) theirs.push(sight);
  else windows.push([sight]);
}

test.describe.configure({ mode: "parallel" });

for (const language of languages) {
  for (const [number, shown] of windows.entries()) {
    test(`${language} ${number + 1} ${shown.map(({ name }) => name).join(", ")}`, async ({ page, context }) => {
      test.setTimeout(60_000 * shown.length);
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      for (const { name, url, cookie } of shown) {
        const [key = "", value = ""] = cookie.split(/=(.*)/);
        await context.addCookies([{ name: "lang", value: language, url }]);
        if (key) await context.addCookies([{ name: key, value, url }]);
        const answer = await page.goto(url);
        expect.soft(answer?.status(), url).toBe(200);
        // Letters are for developers to read here, and the frame around them is in English.
        const spoken = new URL(url).pathname === "/dev/mail" ? "en" : language;
        await expect.soft(page.locator("html"), url).toHaveAttribute("lang", spoken);
        await looksRight(page, name);
        expect.soft(complaints.splice(0), `errors in the browser's console, ${name}`).toEqual([]);
      }
    });
  }
}
