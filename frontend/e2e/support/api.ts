// The same site over REST: what a story needs to find but does not tell.
import type { Person, Site } from "./site";

export type Answer = Record<string, unknown> & { id: string };

/** Somebody who speaks to the API with a token. */
export class Caller {
  private constructor(
    private readonly site: Site,
    private readonly token: string,
    /** The account's id. */
    readonly id: string,
    readonly person: Person,
  ) {}

  /** Signs somebody in over REST. */
  static async of(site: Site, person: Person): Promise<Caller> {
    const body = { email: person.email, password: person.password };
    const session = await send(site, "POST", "/sessions", { body });
    const { id } = session.account as { id: string };
    return new Caller(site, String(session.access_token), id, person);
  }

  /** A new account with these roles. */
  static async join(site: Site, name: string, ...roles: string[]): Promise<Caller> {
    return Caller.of(site, await site.createPerson(name, ...roles));
  }

  get(path: string): Promise<Answer> {
    return send(this.site, "GET", path, { token: this.token });
  }

  post(path: string, body: object = {}): Promise<Answer> {
    return send(this.site, "POST", path, { token: this.token, body });
  }

  put(path: string, body: object = {}): Promise<Answer> {
    return send(this.site, "PUT", path, { token: this.token, body });
  }

  /** Sends a document. */
  async upload(path: string, name: string, content: string): Promise<void> {
    const form = new FormData();
    form.set("file", new Blob([content], { type: "application/pdf" }), name);
    await send(this.site, "POST", path, { token: this.token, form });
  }
}

/** Answers by a letter's link, without an account. */
export async function answerReference(site: Site, link: string): Promise<void> {
  const token = new URL(link).pathname.split("/").at(-1);
  const body = { consent: true, text: "Nine years on, and I would go there again." };
  await send(site, "POST", `/reference-links/${token}/answers`, { body });
}

interface Sent {
  token?: string;
  body?: object;
  form?: FormData;
}

async function send(site: Site, method: string, path: string, { token, body, form }: Sent): Promise<Answer> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  if (body) headers["content-type"] = "application/json";
  const sent: RequestInit = { method, headers };
  if (body) sent.body = JSON.stringify(body);
  if (form) sent.body = form;
  const answer = await fetch(`${site.url}/api/v1${path}`, sent);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return text ? (JSON.parse(text) as Answer) : ({ id: "" } as Answer);
}
