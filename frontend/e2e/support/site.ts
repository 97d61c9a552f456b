// A running Candor of its own: free port, temporary folder, fresh database.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
const readyWithin = 60_000;
const repository = join(import.meta.dirname, "..", "..", "..");

export interface Letter {
  to: string;
  subject: string;
  text: string;
  [field: string]: unknown;
}

export interface Person {
  email: string;
  password: string;
  name: string;
}

export class Site {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly process: ChildProcess,
  ) {}

  /** Starts `candor serve` (with the demo community when asked) and waits until it listens. */
  static async start(name: string, demo: boolean): Promise<Site> {
    const folder = await mkdtemp(join(tmpdir(), "candor-e2e-"));
    const bind = `127.0.0.1:${await freePort()}`;
    const environment = {
      ...settings(),
      CANDOR_PROFILE: "development",
      CANDOR_LIMITS__ENABLED: "false",
      CANDOR_SERVER__BIND: bind,
      CANDOR_SERVER__PUBLIC_URL: `http://${bind}`,
      CANDOR_SERVER__METRICS_BIND: "",
      CANDOR_DATA__DIR: folder,
      DATABASE_URL: await freshDatabase(name, folder),
    };
    const child = spawn(binary(), demo ? ["serve", "--demo=small"] : ["serve"], {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    await ready(child);
    return new Site(`http://${bind}`, folder, environment, child);
  }

  /** A verified account with these roles, made by `candor user create`. Names are unique: a word of its own follows. */
  async createPerson(called: string, ...roles: string[]): Promise<Person> {
    const name = `${called} ${crypto.randomUUID().slice(0, 8)}`;
    const word = name.toLowerCase().replaceAll(" ", ".");
    const person = { name, email: `${word}@example.org`, password: `quiet harbour lantern ${crypto.randomUUID()}` };
    const options = roles.flatMap((role) => ["--role", role]);
    const created = run(
      binary(),
      ["user", "create", "--email", person.email, "--name", name, ...options, "--password-stdin"],
      { cwd: this.folder, env: this.environment },
    );
    created.child.stdin?.end(`${person.password}\n`);
    await created;
    return person;
  }

  /** Moves the site's clock (`P15D`, `PT2H`); everything that fell due has happened when this returns. */
  async advance(duration: string): Promise<string> {
    const answer = await fetch(`${this.url}/dev/clock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ advance: duration }),
    });
    if (!answer.ok) throw new Error(`/dev/clock answered ${answer.status}: ${await answer.text()}`);
    const { now } = (await answer.json()) as { now: string };
    return now;
  }

  /** The site's present, this many days from now. */
  async day(later: number): Promise<string> {
    const now = new Date(await this.advance("PT0S"));
    return new Date(now.getTime() + later * 86_400_000).toISOString().slice(0, 10);
  }

  /** The last hundred letters sent, in the order in which the site lists them. */
  async letters(): Promise<Letter[]> {
    const answer = await fetch(`${this.url}/dev/mail?limit=100`, { headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(`/dev/mail answered ${answer.status}`);
    const list = (await answer.json()) as { items: Letter[] } | Letter[];
    return Array.isArray(list) ? list : list.items;
  }

  /** Waits for a letter to this address whose subject or text has the words. */
  async letterTo(email: string, words = ""): Promise<Letter> {
    const until = Date.now() + 15_000;
    while (Date.now() < until) {
      const found = (await this.letters()).find(
        (letter) => JSON.stringify(letter.to).includes(email) && `${letter.subject}\n${letter.text}`.includes(words),
      );
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`no letter to ${email} with "${words}"`);
  }

  /** The first link of a letter whose path begins like this. */
  static linkIn(letter: Letter, path: string): string {
    const links = letter.text.match(/https?:\/\/[^\s>)\]]+/g) ?? [];
    const link = links.find((candidate) => new URL(candidate).pathname.startsWith(path));
    if (!link) throw new Error(`no link to ${path} in: ${letter.text}`);
    return link;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = new Promise((resolve) => this.process.once("exit", resolve));
      this.process.kill("SIGTERM");
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The environment without what only these tests read: the site refuses settings that it does not know. */
function settings(): NodeJS.ProcessEnv {
  const ours = (name: string) => /^CANDOR_(E2E|SOAK)/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours(name)));
}

function binary(): string {
  const path = process.env.CANDOR_BINARY;
  if (!path) throw new Error("CANDOR_BINARY is not set; start the browser tests with: make e2e");
  return path;
}

async function freshDatabase(name: string, folder: string): Promise<string> {
  if (process.env.CANDOR_E2E_DATABASE !== "postgres") return `sqlite:${join(folder, "candor.db")}`;
  const script = join(repository, "scripts", "postgres.sh");
  const { stdout } = await run(script, ["create", `e2e_${process.pid}_${name.replaceAll(/\W/g, "_")}`]);
  return stdout.trim();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === "object") resolve(address.port);
        else reject(new Error("no free port"));
      });
    });
  });
}

/** Resolves at the JSON line with `ready`; rejects with the log when the program ends or stays silent. */
function ready(child: ChildProcess): Promise<void> {
  const log: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => {
    log.push(chunk.toString());
    if (log.length > 200) log.shift();
  });
  return new Promise((resolve, reject) => {
    const giveUp = (why: string) => reject(new Error(`candor serve ${why}:\n${log.join("")}`));
    const timer = setTimeout(() => giveUp("did not get ready"), readyWithin);
    child.once("error", (error) => giveUp(error.message));
    child.once("exit", (code) => giveUp(`ended with ${code}`));
    if (!child.stdout) return giveUp("has no stdout");
    createInterface(child.stdout).on("line", (line) => {
      if (!line.includes('"ready"')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}
