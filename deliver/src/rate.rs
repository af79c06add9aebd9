//! How often an output may be asked: a bucket of tokens, one for each request.

use std::str::FromStr;
use std::time::Duration;

use tokio::time::Instant;

/// So many requests in such a time, evenly spread, but for a few that may come at once: `30/m`, `5/s`, `1000/h`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Rate {
    /// Between two requests.
    pub every: Duration,
    /// Requests that may come at once.
    pub burst: u32,
}

impl FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Rate, String> {
        let wrong = || {
            format!(
                "found `{}`, expected a number of requests in a second, minute or hour: `30/m`",
                crate::text::line(text)
            )
        };
        let (count, unit) = text.split_once('/').ok_or_else(wrong)?;
        let seconds = match unit.trim() {
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            _ => return Err(wrong()),
        };
        let count: f64 = count.trim().parse().map_err(|_| wrong())?;
        if !(count > 0.0 && count <= 1_000_000.0) {
            return Err(wrong());
        }
        Ok(Rate { every: Duration::from_secs_f64(seconds / count), burst: 1 })
    }
}

/// The tokens of an output.
#[derive(Debug)]
pub struct Bucket {
    rate: Rate,
    tokens: f64,
    filled: Instant,
}

impl Bucket {
    /// A full one.
    pub fn new(rate: Rate) -> Bucket {
        Bucket { rate, tokens: f64::from(rate.burst.max(1)), filled: Instant::now() }
    }

    /// Takes a token, or says how long to wait until there is one.
    pub fn take(&mut self) -> Option<Duration> {
        let every = self.rate.every.as_secs_f64();
        let now = Instant::now();
        let gained = now.duration_since(self.filled).as_secs_f64() / every.max(f64::MIN_POSITIVE);
        self.tokens = (self.tokens + gained).min(f64::from(self.rate.burst.max(1)));
        self.filled = now;
        // What is missing by a rounding error would be waited for in vain.
        if self.tokens >= 1.0 - 1e-6 {
            self.tokens = (self.tokens - 1.0).max(0.0);
            return None;
        }
        Some(Duration::from_secs_f64(((1.0 - self.tokens) * every).max(0.001)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_requests_in_a_time() {
        let every = |text: &str| text.parse::<Rate>().map(|rate| rate.every);
        assert_eq!(every("30/m"), Ok(Duration::from_secs(2)));
        assert_eq!(every("0.5 / s"), Ok(Duration::from_secs(2)));
        for wrong in ["", "5", "5/d", "0/s", "-1/s", "NaN/s", "x/s"] {
            assert!(every(wrong).is_err(), "{wrong}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn no_more_than_the_rate_and_the_burst() {
        let mut bucket = Bucket::new(Rate { every: Duration::from_secs(2), burst: 3 });
        let begun = Instant::now();
        let mut taken = 0;
        while begun.elapsed() < Duration::from_secs(60) {
            match bucket.take() {
                None => taken += 1,
                Some(wait) => tokio::time::sleep(wait).await,
            }
        }
        assert!((32..=33).contains(&taken), "{taken}");
        tokio::time::sleep(Duration::from_secs(3600)).await;
        assert_eq!((0..9).filter(|_| bucket.take().is_none()).count(), 3);
    }
}
