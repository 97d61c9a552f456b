//! Load over HTTP/1.1 with connections that stay open: one thread each, bounded in count and time.

use super::Outcome;
use super::settings::MOST_REQUESTS;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long a client waits for an answer before it counts as failed.
const PATIENCE: Duration = Duration::from_secs(20);
/// Part of the time that warms up before anything is counted.
const WARM_UP: u32 = 8;

/// An answer: its status, headers and length.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// One connection that stays open.
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    pub fn connect(address: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends one request and reads its whole answer.
    pub fn ask(&mut self, request: &[u8]) -> Outcome<Answer> {
        self.stream.write_all(request)?;
        self.buffer.clear();
        let head = loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end + 4;
            }
            self.read_more()?;
        };
        let text = String::from_utf8_lossy(self.buffer.get(..head).unwrap_or_default()).into_owned();
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let length =
            headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
        let body = match length {
            Some(length) => self.sized(head, length)?,
            None => self.chunked(head)?,
        };
        Ok(Answer { status: status.ok_or("an answer without a status")?, headers, body })
    }

    fn sized(&mut self, head: usize, length: usize) -> Outcome<Vec<u8>> {
        while self.buffer.len() < head + length {
            self.read_more()?;
        }
        Ok(self.buffer.get(head..head + length).unwrap_or_default().to_vec())
    }

    fn chunked(&mut self, head: usize) -> Outcome<Vec<u8>> {
        let (mut body, mut at) = (Vec::new(), head);
        loop {
            let line = loop {
                if let Some(end) = find(self.buffer.get(at..).unwrap_or_default(), b"\r\n") {
                    break at + end;
                }
                self.read_more()?;
            };
            let size = String::from_utf8_lossy(self.buffer.get(at..line).unwrap_or_default()).into_owned();
            let size = usize::from_str_radix(size.trim(), 16)?;
            let (first, next) = (line + 2, line + 2 + size + 2);
            while self.buffer.len() < next {
                self.read_more()?;
            }
            if size == 0 {
                return Ok(body);
            }
            body.extend_from_slice(self.buffer.get(first..first + size).unwrap_or_default());
            at = next;
        }
    }

    fn read_more(&mut self) -> Outcome<()> {
        let mut part = [0_u8; 32 * 1024];
        let count = self.stream.read(&mut part)?;
        if count == 0 {
            return Err("the connection was closed inside an answer".into());
        }
        self.buffer.extend_from_slice(part.get(..count).unwrap_or_default());
        Ok(())
    }
}

fn find(within: &[u8], wanted: &[u8]) -> Option<usize> {
    within.windows(wanted.len()).position(|window| window == wanted)
}

/// A request for a page as bytes.
pub fn get(path: &str, more: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n{more}\r\n").into_bytes()
}

/// A request that sends JSON, as bytes.
pub fn post(path: &str, more: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n{more}\r\n{body}"
    )
    .into_bytes()
}

/// What was seen of one measurement.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Answers per second.
    pub rate: f64,
    pub p50: Duration,
    pub p99: Duration,
    pub failed: u64,
    /// Bytes of a body, on average.
    pub bytes: u64,
}

/// Runs `clients` at once for `time`. `step` does one thing and answers whether it went well and how many bytes came.
pub fn run<C>(
    clients: u64,
    time: Duration,
    begin: impl Fn(u64) -> Outcome<C> + Sync,
    step: impl Fn(&mut C, u64, u64) -> Outcome<u64> + Sync,
) -> Outcome<Seen> {
    let (asked, failed, bytes) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    let work = |number: u64, from: Instant| -> Outcome<Vec<Duration>> {
        let mut client = begin(number)?;
        let (until, mut times) = (from + time, Vec::new());
        for turn in 0.. {
            let sent = Instant::now();
            if sent >= until || asked.fetch_add(1, Ordering::Relaxed) >= MOST_REQUESTS {
                break;
            }
            match step(&mut client, number, turn) {
                Ok(length) if sent >= from => {
                    bytes.fetch_add(length, Ordering::Relaxed);
                    times.push(sent.elapsed());
                }
                Ok(_) => {}
                Err(error) => {
                    if failed.fetch_add(1, Ordering::Relaxed) == 0 {
                        super::say(&format!("  a request failed: {error}"));
                    }
                    client = begin(number)?;
                }
            }
        }
        Ok(times)
    };
    let from = Instant::now() + time / WARM_UP;
    let mut times = std::thread::scope(|scope| -> Outcome<Vec<Duration>> {
        let running: Vec<_> = (0..clients)
            .map(|number| {
                scope.spawn({
                    let work = &work;
                    move || work(number, from)
                })
            })
            .collect();
        let mut all = Vec::new();
        for thread in running {
            all.extend(thread.join().map_err(|_| "a client panicked")??);
        }
        Ok(all)
    })?;
    let spent = from.elapsed().min(time + PATIENCE);
    Ok(seen(&mut times, spent, failed.into_inner(), bytes.into_inner()))
}

/// Figures of the times that were taken.
pub fn seen(times: &mut [Duration], spent: Duration, failed: u64, bytes: u64) -> Seen {
    times.sort_unstable();
    let at = |hundredth: usize| times.get(times.len() * hundredth / 100).copied().unwrap_or_default();
    let count = u64::try_from(times.len()).unwrap_or(0);
    let per_second = f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / spent.as_secs_f64();
    Seen { rate: per_second, p50: at(50), p99: at(99), failed, bytes: bytes.checked_div(count).unwrap_or(0) }
}

/// Numbers that look random, the same in each run.
pub fn chance(client: u64, turn: u64) -> u64 {
    let mixed = (client << 32 | turn).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 16
}
