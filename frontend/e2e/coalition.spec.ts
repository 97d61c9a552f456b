// A physician joins the coalition: gates, references by letter, three blind sheets, votes, register; and the badge goes off.
import type { Browser, Page } from "@playwright/test";
import { answerReference, Caller } from "./support/api";
import { answersFor, clinicOf, type Listed, physicianOf } from "./support/directory";
import { looksRight } from "./support/look";
import { arrowTo, fill, join, newcomer, tabTo } from "./support/people";
import { Site } from "./support/site";
import { expect, signIn, test } from "./support/test";

const criteria = ["K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8"];
/** α = 0.630: the three do not agree enough. */
const apart = ["44354343", "43355343", "54454442"];
const agreed = "54355341";
const why = "Case sets 2, 5 and 9 show what the anchor asks for.";

const invoice = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";

interface Cast {
  physician: Listed;
  applicant: { page: Page; caller: Caller };
  officer: { page: Page; caller: Caller };
  reviewers: Caller[];
  board: Caller[];
}

test("an application from the form to the badge, and the day the licence ends", async ({ browser, site }) => {
  test.setTimeout(500_000);
  const cast = await test.step("an applicant, an officer, a panel, a board", () => gathered(browser, site));
  const id = await test.step("the physician fills in the form", () => applies(cast, site));
  await test.step("the gates are checked", () => passesTheGates(cast, site, id));
  await test.step("those who were named answer by their letters", () => isReferredTo(browser, cast, site, id));
  await test.step("three reviewers score blind, and calibrate", () => isScored(browser, cast, id));
  await test.step("the public comments", () => isCommented(browser, cast, site, id));
  await test.step("the board votes and decides", () => isVotedOn(browser, cast, site, id));
  await test.step("the register has it, and the badge", () => isInTheRegister(browser, cast, site));
  await test.step("the board votes on what to do about the member", () => isReviewed(browser, cast));
  await test.step("the licence ends, and the badge is off", () => licenceEnds(browser, cast, site));
});

async function applies({ applicant, physician }: Cast, site: Site): Promise<string> {
  const { page } = applicant;
  await page.goto(`/physicians/${physician.slug}`);
  await page.getByRole("main").getByRole("link", { name: "Apply to the coalition" }).click();
  await looksRight(page, "application before it begins");
  await page.locator("main form button.main").click();
  await page.waitForURL("**/applications/*/form");
  await looksRight(page, "application form empty");
  await saveSection(page, "peers", "nobody");
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(section(page, "peers").locator("textarea")).toHaveValue("nobody");
  await looksRight(page, "application form refused");
  const people = (kind: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${kind} ${index}; ${kind}${index}.${physician.id}@example.org`);
  await saveSection(page, "licences", `TR; Ministry; TR-77; ${await site.day(150)}`);
  await saveSection(page, "practice", "Fourteen years, one patient a day.");
  await saveSection(page, "cases", "Set 1: 2,600 grafts, month 14.");
  await saveSection(page, "peers", people("peer", 2).join("\n"));
  await saveSection(page, "patients", people("patient", 51).join("\n"));
  for (const box of await section(page, "agreements").locator('input[type="checkbox"]').all()) await box.check();
  await section(page, "agreements").getByRole("button", { name: "Save" }).click();
  await page.waitForURL("**/form?done=saved*");
  await looksRight(page, "application form complete");
  await page.getByRole("button", { name: "Hand in" }).first().click();
  await page.waitForURL("**/applications/*?done=submission");
  await looksRight(page, "application handed in");
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

const section = (page: Page, name: string) => page.locator(`main section#${name}`);

async function saveSection(page: Page, name: string, text: string): Promise<void> {
  await section(page, name).locator("textarea").fill(text);
  await section(page, name).getByRole("button", { name: "Save" }).click();
  await expect(section(page, name).locator("textarea")).toHaveValue(text);
}

async function passesTheGates({ officer }: Cast, site: Site, id: string): Promise<void> {
  const { page, caller } = officer;
  await page.goto("/applications");
  await looksRight(page, "applications");
  await page.locator(`main a[href="/applications/${id}"]`).click();
  await looksRight(page, "application at the gates");
  const source = { source_url: "https://registry.example/1", checked_on: await site.day(0) };
  await fill(page, { gate: "G1", answer: "yes", ...source });
  await page.locator('main form[action$="/gate"] button').click();
  await page.waitForURL("**/*?done=gate");
  for (const gate of ["G2", "G3", "G4", "G5", "G6", "G7", "G9"]) {
    await caller.put(`/applications/${id}/gates/${gate}`, { answer: "yes", ...source });
  }
}

async function isReferredTo(browser: Browser, { officer, physician, reviewers }: Cast, site: Site, id: string) {
  await site.letterTo(`peer1.${physician.id}@example.org`);
  const letters = (await site.letters()).filter((letter) => JSON.stringify(letter.to).includes(physician.id));
  const [first, ...others] = letters.map((letter) => Site.linkIn(letter, "/reference-links/"));
  const referee = await newcomer(browser);
  await referee.goto(first ?? "");
  await looksRight(referee, "reference by letter");
  await fill(referee, { text: "Nine years on, and I would go there again." });
  await referee.getByRole("button", { name: "I consent, send my answer" }).click();
  await expect(referee.getByRole("heading", { level: 1 })).toContainText("Thank you");
  await looksRight(referee, "reference given");
  expect((await referee.goto(first ?? ""))?.status()).toBe(404);
  await looksRight(referee, "reference link over");
  for (const link of others) await answerReference(site, link);
  await officer.caller.put(`/applications/${id}/gates/G8`, { answer: "yes" });
  const { page } = officer;
  await page.goto(`/applications/${id}`);
  await looksRight(page, "application with its references");
  const [patient, coalitionMember, lay] = reviewers.map((one) => one.id);
  await fill(page, { patient: patient ?? "", coalition_member: coalitionMember ?? "", lay: lay ?? "" });
  await page.locator('main form[action$="/panel"] button').click();
  await page.waitForURL("**/*?done=panel");
}

async function isScored(browser: Browser, { officer, reviewers, physician }: Cast, id: string): Promise<void> {
  const [first, second, third] = reviewers as [Caller, Caller, Caller];
  const page = await as(browser, first);
  await page.goto("/applications");
  await page.locator(`main a[href="/applications/${id}"]`).click();
  await looksRight(page, "application for a reviewer");
  await page.locator(`main a[href="/applications/${id}/sheet"]`).click();
  await expect(page.getByText(physician.name)).toHaveCount(0);
  await looksRight(page, "scoring sheet empty");
  await fillSheet(page, apart[0] ?? "", { K5: "Ten" });
  await page.getByRole("button", { name: "Lock my scores" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.locator('main [name="scores.K5.reason"]')).toHaveValue("Ten");
  await looksRight(page, "scoring sheet with one reason too short");
  await fillSheet(page, apart[0] ?? "", {});
  await page.getByRole("button", { name: "Lock my scores" }).click();
  await expect(page.getByRole("alert")).toContainText("locked scores cannot be changed");
  await page.getByRole("checkbox", { name: "I know that locked scores cannot be changed." }).check();
  await page.getByRole("button", { name: "Lock my scores" }).click();
  await page.waitForURL("**/sheet?done=locked");
  await looksRight(page, "scoring sheet locked");
  await score(second, id, apart[1] ?? "");
  await score(third, id, apart[2] ?? "");
  await officer.page.goto(`/applications/${id}`);
  await looksRight(officer.page, "application to calibrate");
  await fill(officer.page, { notes: "What an observed session is." });
  await officer.page.locator('main form[action$="/calibration"] button').click();
  await officer.page.waitForURL("**/*?done=calibration");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Scores of round 1" })).toBeVisible();
  await fillSheetByKeyboard(page, agreed);
  await page.waitForURL("**/sheet?done=locked");
  await score(second, id, agreed);
  await score(third, id, agreed);
  await page.reload();
  await looksRight(page, "scoring sheet with the result");
}

async function fillSheet(page: Page, scores: string, reasons: Record<string, string>): Promise<void> {
  for (const [index, criterion] of criteria.entries()) {
    await page.locator(`main [name="scores.${criterion}.score"][value="${scores[index]}"]`).check();
    await page.locator(`main [name="scores.${criterion}.reason"]`).fill(reasons[criterion] ?? why);
  }
}

/** The same with keys alone, to the lock. */
async function fillSheetByKeyboard(page: Page, scores: string): Promise<void> {
  for (const [index, criterion] of criteria.entries()) {
    await arrowTo(page, `scores.${criterion}.score`, scores[index] ?? "");
    await tabTo(page, `textarea[name="scores.${criterion}.reason"]`);
    await page.keyboard.type(why);
  }
  await tabTo(page, 'input[name="sure"]');
  await page.keyboard.press("Space");
  await tabTo(page, 'button[name="lock"]');
  await page.keyboard.press("Enter");
}

async function score(reviewer: Caller, id: string, scores: string): Promise<void> {
  for (const [index, criterion] of criteria.entries()) {
    await reviewer.put(`/applications/${id}/scores/${criterion}`, { score: Number(scores[index]), reason: why });
  }
  await reviewer.post(`/applications/${id}/score-lock`);
}

async function isCommented(browser: Browser, { physician }: Cast, site: Site, id: string): Promise<void> {
  const guest = await newcomer(browser);
  await guest.goto(`/applications/${id}/comments`);
  await looksRight(guest, "public comment, none");
  await guest.goto("/coalition");
  await looksRight(guest, "register with an applicant");
  await expect(guest.locator(`main a[href="/applications/${id}/comments"]`)).toContainText(physician.name);
  const { page, person } = await join(browser, site, "Nora Neighbour");
  await page.goto(`/applications/${id}/comments`);
  await looksRight(page, "public comment, for who may only read");
  await expect(page.locator("main form")).toHaveCount(0);
  await proves(await Caller.of(site, person), physician, site);
  await page.reload();
  await fill(page, { text: "Nine years on, and still natural.", interest: "A former patient." });
  await page.locator("main form button.main").click();
  await page.waitForURL("**/comments?done=comment");
  await looksRight(page, "public comment, one");
}

/** A review with a document that an officer has seen: from then on its author is a verified patient. */
async function proves(patient: Caller, physician: Listed, site: Site): Promise<void> {
  const { id } = await patient.post("/reviews", {
    physician_id: physician.id,
    procedure: "fue",
    procedure_month: "2023-02",
    overall: 5,
    choose_again: true,
    text: "My surgery healed well, and the hairline looks the way we drew it together.",
    interest: "none",
    authorship: true,
    attestation: { detail: "Second floor, February, a long day." },
  });
  await patient.upload(`/reviews/${id}/proofs`, "invoice.pdf", invoice);
  const officer = await Caller.join(site, "Odo Officer", "case_officer");
  await officer.post(`/reviews/${id}/proofs/1/decisions`, { level: 2, reason: "It can be read." });
}

async function isVotedOn(browser: Browser, { applicant, board }: Cast, site: Site, id: string): Promise<void> {
  await site.advance("P41D");
  const [chair, ...others] = board as [Caller, ...Caller[]];
  const page = await as(browser, chair);
  await page.goto("/applications");
  await page.locator(`main a[href="/applications/${id}"]`).click();
  await looksRight(page, "application to vote on");
  await voteByKeyboard(page, "vote", "no", "Dense packing is shown in too few cases.");
  await page.waitForURL("**/*?done=vote");
  for (const member of others) await member.put(`/applications/${id}/vote`, { vote: "yes" });
  await page.reload();
  await fill(page, { reasons: "As scored." });
  await page.locator('main form[action$="/decision"] button').click();
  await page.waitForURL("**/*?done=decision");
  await looksRight(page, "application decided");
  await site.letterTo(applicant.caller.person.email, "decision");
  await site.advance("P10D");
}

/** Votes with keys alone, on the page of an application or of what is done about a member. */
async function voteByKeyboard(page: Page, act: string, vote: string, dissent: string): Promise<void> {
  await arrowTo(page, "vote", vote);
  await tabTo(page, 'textarea[name="dissent"]');
  await page.keyboard.type(dissent);
  await tabTo(page, `main form[action$="/${act}"] button`);
  await page.keyboard.press("Enter");
}

async function isInTheRegister(browser: Browser, { applicant, physician }: Cast, site: Site): Promise<void> {
  const guest = await newcomer(browser);
  await guest.goto("/coalition");
  await looksRight(guest, "register of the coalition");
  await guest.getByRole("main").getByRole("link", { name: physician.name }).click();
  await expect(guest.getByText("On probation").first()).toBeVisible();
  await looksRight(guest, "record of a coalition member");
  await guest.goto("/coalition/how");
  await looksRight(guest, "how membership is decided");
  await guest.goto(`/physicians/${physician.slug}`);
  await expect(guest.locator(`main a[href="/coalition/members/${physician.id}"]`).first()).toBeVisible();
  await looksRight(guest, "physician in the coalition");
  await applicant.page.goto(`/coalition/members/${physician.id}`);
  await applicant.page.getByRole("main").getByRole("link", { name: /badge/i }).click();
  await looksRight(applicant.page, "badge code");
  const drawn = await (await fetch(`${site.url}/api/v1/coalition/badges/${physician.id}.svg`)).text();
  expect(drawn).toContain(physician.name);
}

/** The board looks at the member; one of it finds the vote, and votes, with keys alone. */
async function isReviewed(browser: Browser, { board, physician }: Cast): Promise<void> {
  const [chair, second] = board as [Caller, Caller];
  const member = `/coalition/members/${physician.id}`;
  await chair.post(`${member}/reviews`, { ground: "other", reason: "Two letters were left without an answer." });
  await chair.post(`${member}/measures`, { measure: "advice", reasons: "Answer sooner.", vote_first: true });
  const page = await as(browser, second);
  await page.goto("/coalition/votes");
  await tabTo(page, `main a[href="${member}/acts"]`);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/acts");
  await voteByKeyboard(page, "measure-vote", "no", "It was one letter.");
  await page.waitForURL("**/acts?done=measure-vote");
  await expect(page.locator('main [name="vote"][value="no"]')).toBeChecked();
  await expect(page.locator('main [name="dissent"]')).toHaveValue("It was one letter.");
}

async function licenceEnds(browser: Browser, { physician }: Cast, site: Site): Promise<void> {
  await site.advance("P120D");
  const guest = await newcomer(browser);
  await guest.goto(`/coalition/members/${physician.id}`);
  await expect(guest.getByText("Not a coalition member at present").first()).toBeVisible();
  await looksRight(guest, "record of a lapsed member");
  const drawn = await (await fetch(`${site.url}/api/v1/coalition/badges/${physician.id}.svg`)).text();
  expect(drawn).toContain("Not a coalition member");
}

async function gathered(browser: Browser, site: Site): Promise<Cast> {
  const admin = await Caller.join(site, "Ada Admin", "admin");
  const physician = await physicianOf(admin, await clinicOf(admin));
  const applicant = await join(browser, site, "Ayla Applicant");
  const officer = await join(browser, site, "Olaf Officer", "credentialing_officer");
  const cast: Cast = {
    physician,
    applicant: { page: applicant.page, caller: await Caller.of(site, applicant.person) },
    officer: { page: officer.page, caller: await Caller.of(site, officer.person) },
    reviewers: [],
    board: [],
  };
  await answersFor(site, cast.applicant.caller, "physicians", physician.id);
  for (const name of ["Rosa", "Rolf", "Ruth"]) cast.reviewers.push(await Caller.join(site, name, "reviewer"));
  for (const name of ["Bo", "Bea", "Ben", "Bix", "Bel"]) cast.board.push(await Caller.join(site, name, "board"));
  return cast;
}

/** A browser of their own for somebody who was at the API so far. */
async function as(browser: Browser, caller: Caller): Promise<Page> {
  const page = await newcomer(browser);
  await signIn(page, caller.person);
  return page;
}
