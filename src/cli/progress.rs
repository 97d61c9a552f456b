//! How far long work is, on stderr: a bar that moves on a terminal, now and then a line elsewhere.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// Characters of the bar.
const WIDTH: u64 = 30;
/// Pauses between two reports.
const ON_TERMINAL: Duration = Duration::from_millis(150);
const IN_LOG: Duration = Duration::from_secs(5);

/// The report of one piece of work after the other.
pub struct Progress {
    what: &'static str,
    began: Instant,
    told: Instant,
    is_terminal: bool,
}

impl Progress {
    pub fn begin() -> Self {
        let now = Instant::now();
        Self { what: "", began: now, told: now, is_terminal: std::io::stderr().is_terminal() }
    }

    /// `done` of `of` are there; another `what` begins another count.
    pub fn show(&mut self, what: &'static str, done: u64, of: u64) {
        let now = Instant::now();
        if self.what != what {
            self.end();
            (self.what, self.began) = (what, now);
        }
        let pause = if self.is_terminal { ON_TERMINAL } else { IN_LOG };
        if done < of && now.duration_since(self.told) < pause {
            return;
        }
        self.told = now;
        let line = line(what, done, of, now.duration_since(self.began));
        write(&if self.is_terminal { format!("\r{line}\u{1b}[K") } else { format!("{line}\n") });
    }

    /// Leaves the last bar where it is.
    pub fn end(&self) {
        if self.is_terminal && !self.what.is_empty() {
            write("\n");
        }
    }
}

/// A report that nobody can read is no reason to stop the work.
fn write(text: &str) {
    if let Err(error) = std::io::stderr().write_all(text.as_bytes()) {
        tracing::debug!(%error, "nobody reads how far the work is");
    }
}

fn line(what: &str, done: u64, of: u64, spent: Duration) -> String {
    let filled = (done * WIDTH).checked_div(of).unwrap_or(WIDTH).min(WIDTH);
    let bar: String = (0..WIDTH).map(|place| if place < filled { '#' } else { '.' }).collect();
    let millis = u64::try_from(spent.as_millis()).unwrap_or(u64::MAX).max(1);
    let rate = done.saturating_mul(1_000) / millis;
    let left = of.saturating_sub(done).checked_div(rate).map_or_else(|| "?".to_owned(), |seconds| seconds.to_string());
    format!("[{bar}] {done} of {of} {what}, {rate}/s, {left} s left")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_far_how_fast_and_how_long_it_takes() {
        let half = line("posts", 500, 1_000, Duration::from_secs(2));
        assert_eq!(half, "[###############...............] 500 of 1000 posts, 250/s, 2 s left");
        assert!(line("posts", 0, 10, Duration::ZERO).ends_with("0 of 10 posts, 0/s, ? s left"));
        assert!(line("posts", 0, 0, Duration::ZERO).starts_with("[##############################]"));
    }
}
