//! The tables that are printed, as `docs/performance.md` holds them.

use super::client::Seen;
use super::reads::Read;
use super::settings::Settings;
use super::sign_in::SignIns;
use super::site::Memory;
use super::writes::Writes;
use std::time::Duration;

/// Everything that was measured.
pub struct Report {
    head: String,
    clients: u64,
    start: Duration,
    memory: Vec<(&'static str, Memory)>,
    pub reads: Vec<Read>,
    pub writes: Writes,
    pub sign_ins: SignIns,
}

impl Report {
    pub fn of(settings: &Settings) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        let database = if settings.database.is_some() { "PostgreSQL" } else { "SQLite, synchronous = FULL" };
        Self {
            head: format!("`{}`: {database}, {cores} cores\n", settings.command()),
            clients: settings.clients,
            start: Duration::ZERO,
            memory: Vec::new(),
            reads: Vec::new(),
            writes: Writes::default(),
            sign_ins: SignIns::default(),
        }
    }

    pub fn started(&mut self, after: Duration) {
        self.start = after;
    }

    pub fn memory(&mut self, when: &'static str, held: Memory) {
        self.memory.push((when, held));
    }

    pub fn printed(&self) -> String {
        let tables =
            [self.head.clone(), self.reads_table(), self.probes_table(), self.writes_table(), self.other_table()];
        format!("{}{}", tables.join("\n"), self.failures())
    }

    fn reads_table(&self) -> String {
        let mut text = format!(
            "| read, {} connections | requests/s | p50 ms | p99 ms | bytes | of the limit | p99 to the limit's | of its SQL |\n\
             |---|---:|---:|---:|---:|---:|---:|---:|\n",
            self.clients
        );
        for Read { what, site, limit, sql } in &self.reads {
            let ratios = [
                percent(site.rate, limit.rate),
                times(site.p99.as_secs_f64(), limit.p99.as_secs_f64()),
                percent(site.rate, sql.rate),
            ];
            let line = format!("| {what} | {} | {} | {} |\n", figures(site), site.bytes, ratios.join(" | "));
            text.push_str(&line);
        }
        text
    }

    fn probes_table(&self) -> String {
        let mut text = String::from(
            "| probe | limit, requests/s | p50 ms | p99 ms | SQL alone, pages/s | p50 ms | p99 ms |\n\
             |---|---:|---:|---:|---:|---:|---:|\n",
        );
        for Read { what, limit, sql, .. } in &self.reads {
            text.push_str(&format!("| {what} | {} | {} |\n", figures(limit), figures(sql)));
        }
        text
    }

    fn writes_table(&self) -> String {
        let Writes { commits, commits_after, one, many } = &self.writes;
        let usual = f64::midpoint(commits.rate, commits_after.rate);
        let mut text = String::from(
            "| write | per second | p50 ms | p99 ms | of single-row commits |\n|---|---:|---:|---:|---:|\n",
        );
        for (what, seen) in [("create post, 1 client", one), (&*format!("create post, {} clients", self.clients), many)]
        {
            text.push_str(&format!("| {what} | {} | {} |\n", figures(seen), times(seen.rate, usual)));
        }
        for (when, seen) in [("before", commits), ("after", commits_after)] {
            text.push_str(&format!("| single-row commits, 1 client, {when} | {} | – |\n", figures(seen)));
        }
        text
    }

    fn other_table(&self) -> String {
        let SignIns { at_once, argon2, sign_in, calm_reads, flooded_reads } = &self.sign_ins;
        let mut text = String::from("| other | per second | p50 ms | p99 ms | ratio |\n|---|---:|---:|---:|---|\n");
        let lines = [
            (format!("argon2 alone, {at_once} at once"), argon2, "–".to_owned()),
            (
                format!("sign in, {} clients", at_once * 2),
                sign_in,
                format!("{} of argon2 alone", percent(sign_in.rate, argon2.rate)),
            ),
            ("thread page, JSON, calm".to_owned(), calm_reads, "–".to_owned()),
            (
                "thread page, JSON, while others sign in".to_owned(),
                flooded_reads,
                format!("{} the calm p99", times(flooded_reads.p99.as_secs_f64(), calm_reads.p99.as_secs_f64())),
            ),
        ];
        for (what, seen, ratio) in lines {
            text.push_str(&format!("| {what} | {} | {ratio} |\n", figures(seen)));
        }
        text.push_str(&format!("\nStart to first page: {} ms.", millis(self.start)));
        for (when, Memory { resident, own }) in &self.memory {
            text.push_str(&format!(" Memory {when}: {resident} MiB resident, {own} MiB without mapped files."));
        }
        text.push('\n');
        text
    }

    fn failures(&self) -> String {
        let reads = self.reads.iter().map(|read| (read.what, &read.site));
        let others = [
            ("create post, 1 client", &self.writes.one),
            ("create post, many clients", &self.writes.many),
            ("sign in", &self.sign_ins.sign_in),
            ("reads in a flood", &self.sign_ins.flooded_reads),
        ];
        let mut text = String::new();
        for (what, seen) in reads.chain(others).filter(|(_, seen)| seen.failed > 0) {
            text.push_str(&format!("\nFailed requests of {what}: {}\n", seen.failed));
        }
        text
    }
}

fn figures(seen: &Seen) -> String {
    format!("{:.0} | {} | {}", seen.rate, millis(seen.p50), millis(seen.p99))
}

fn millis(time: Duration) -> String {
    let spent = time.as_secs_f64() * 1_000.0;
    if spent < 10.0 { format!("{spent:.2}") } else { format!("{spent:.0}") }
}

fn percent(part: f64, whole: f64) -> String {
    if whole > 0.0 { format!("{:.0} %", part / whole * 100.0) } else { "–".to_owned() }
}

fn times(part: f64, whole: f64) -> String {
    if whole > 0.0 { format!("{:.1}×", part / whole) } else { "–".to_owned() }
}
