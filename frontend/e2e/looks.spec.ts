// Pages of a site that runs already, each as somebody who is signed in there: it answers, is accessible, fits. The list
// comes from the access matrix: tests/it/access/looks.rs writes it, scripts/looks.sh runs both.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { looksRight } from "./support/look";

interface Sight {
  name: string;
  url: string;
  /** `candor=…`; nothing for a guest. */
  cookie: string;
}

const list = process.env.CANDOR_SIGHTS;
const sights: Sight[] = list ? JSON.parse(readFileSync(list, "utf8")) : [];

test.describe.configure({ mode: "parallel" });

for (const [number, { name, url, cookie }] of sights.entries()) {
  test(`${number + 1} ${name}`, async ({ page, context }) => {
    const [key = "", value = ""] = cookie.split(/=(.*)/);
    if (key) await context.addCookies([{ name: key, value, url }]);
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    const answer = await page.goto(url);
    expect(answer?.status(), url).toBe(200);
    await looksRight(page, name);
    expect(complaints, "errors in the browser's console").toEqual([]);
  });
}
