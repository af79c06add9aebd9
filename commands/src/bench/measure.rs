//! The stages in turns, round by round, so that what slows the machine down for a while slows them all.

use std::fs::File;
use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use event::Rule;

use super::Run;
use super::corpus::{Corpus, Gzip};
use super::stage::{Bench, Stage};

/// Compiled rules recurse on the thread's stack, as deep as Python lets them.
const STACK: usize = 256 << 20;

/// What came out for one stage.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    pub stage: Stage,
    /// Decompressed bytes in a second: the median of the rounds.
    pub rate: f64,
    /// The rate of bare libdeflate in the same round is 1: the median of the rounds.
    pub of_floor: f64,
}

/// Measures every stage that takes these files, `rounds` times.
pub fn measure(corpus: &Corpus, run: &Run<'_>, rounds: usize) -> anyhow::Result<Vec<Measured>> {
    let mut benches = (0..run.threads).map(|_| Bench::new(corpus.largest())).collect::<anyhow::Result<Vec<_>>>()?;
    // Memory that was never written is not there yet.
    pass(Stage::Libdeflate, &corpus.files, &mut benches, run.rules)?;
    let mut rates = [const { Vec::new() }; Stage::ALL.len()];
    for round in 0..rounds {
        for (stage, rates) in Stage::ALL.into_iter().zip(&mut rates) {
            rates.extend(match stage {
                Stage::EndToEnd => {
                    let begin = Instant::now();
                    run.once(false)?;
                    Some(per_second(corpus.size(), begin.elapsed()))
                }
                // It is slow, so that each round sees one file for each thread.
                Stage::Naive => {
                    let files = corpus.files.iter().cycle().skip(round * benches.len() % corpus.files.len());
                    let files: Vec<Gzip> = files.take(benches.len()).cloned().collect();
                    pass(stage, &files, &mut benches, run.rules)?
                }
                _ => pass(stage, &corpus.files, &mut benches, run.rules)?,
            });
        }
    }
    let [floor, ..] = &rates;
    let of_floor = |rates: &[f64]| median(rates.iter().zip(floor).map(|(rate, floor)| rate / floor).collect());
    let measured = |(stage, rates): (Stage, &Vec<f64>)| {
        (rates.len() == rounds).then(|| Measured { stage, rate: median(rates.clone()), of_floor: of_floor(rates) })
    };
    Ok(Stage::ALL.into_iter().zip(&rates).filter_map(measured).collect())
}

/// All of `files` through a stage; decompressed bytes in a second, or `None` if it does not take one of them. Reading them
/// is not timed.
fn pass(stage: Stage, files: &[Gzip], benches: &mut [Bench], rules: &[&'static Rule]) -> anyhow::Result<Option<f64>> {
    let next = AtomicUsize::new(0);
    let work = |bench: &mut Bench| -> anyhow::Result<Option<Duration>> {
        let mut elapsed = Some(Duration::ZERO);
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            bench.gzip.clear();
            let read = File::open(&file.path).and_then(|mut input| input.read_to_end(&mut bench.gzip));
            read.with_context(|| format!("`{}`", file.path.display()))?;
            let more = bench.time(stage, file.size, rules)?;
            elapsed = elapsed.zip(more).map(|(elapsed, more)| elapsed + more);
        }
        Ok(elapsed)
    };
    let elapsed = thread::scope(|scope| {
        let start = |bench| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || work(bench));
        let threads: Vec<_> = benches.iter_mut().map(start).collect();
        threads.into_iter().try_fold(Some(Duration::ZERO), |longest, thread| {
            let thread = thread.context("a thread cannot be started")?;
            let elapsed = thread.join().map_err(|_| anyhow!("a thread ended early"))??;
            anyhow::Ok(longest.zip(elapsed).map(|(longest, elapsed)| longest.max(elapsed)))
        })
    })?;
    Ok(elapsed.map(|elapsed| per_second(files.iter().map(|file| file.size).sum(), elapsed)))
}

fn per_second(bytes: usize, elapsed: Duration) -> f64 {
    bytes as f64 / elapsed.as_secs_f64().max(1e-9)
}

/// The middle one; of an even number of them the mean of the two.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let (below, above) = (values.len().saturating_sub(1) / 2, values.len() / 2);
    match (values.get(below), values.get(above)) {
        (Some(below), Some(above)) => (below + above) / 2.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(vec![5.0]), 5.0);
    }
}
