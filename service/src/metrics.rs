//! What is counted, in the form of Prometheus.

use std::sync::Arc;
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use runtime::enrich::Enrichment;
use runtime::lake::Lake;
use runtime::{Config, Raised, Summary, Tally};

/// Whether something went well.
#[derive(Clone, Copy, Hash, PartialEq, Eq, EncodeLabelValue, Debug)]
#[expect(non_camel_case_types, reason = "as the label has it")]
pub enum Outcome {
    success,
    failure,
    /// It was known to be no work.
    ignored,
    /// It was done before.
    duplicate,
}

impl Outcome {
    /// As its label has it.
    pub fn label(self) -> &'static str {
        match self {
            Outcome::success => "success",
            Outcome::failure => "failure",
            Outcome::ignored => "ignored",
            Outcome::duplicate => "duplicate",
        }
    }
}

#[derive(Clone, Hash, PartialEq, Eq, EncodeLabelSet, Debug)]
pub struct Status {
    pub status: Outcome,
}

#[derive(Clone, Hash, PartialEq, Eq, EncodeLabelSet, Debug)]
struct OfType {
    log_type: String,
    status: &'static str,
}

#[derive(Clone, Hash, PartialEq, Eq, EncodeLabelSet, Debug)]
struct OfRule {
    rule_id: &'static str,
    result: &'static str,
}

#[derive(Clone, Hash, PartialEq, Eq, EncodeLabelSet, Debug)]
struct Alerts {
    rule_id: &'static str,
    severity: &'static str,
}

#[derive(Clone, Hash, PartialEq, Eq, EncodeLabelSet, Debug)]
struct Suppressed {
    rule_id: &'static str,
}

#[derive(Clone, Hash, PartialEq, Eq, EncodeLabelSet, Debug)]
struct Problem {
    component: &'static str,
    error_type: &'static str,
}

#[derive(Clone, Hash, PartialEq, Eq, EncodeLabelSet, Debug)]
pub struct Depth {
    /// `main` or `dlq`.
    pub queue: &'static str,
    /// `visible` or `in_flight`.
    pub state: &'static str,
}

#[derive(Clone, Hash, PartialEq, Eq, EncodeLabelSet, Debug)]
pub struct OfQueue {
    pub queue: &'static str,
}

#[derive(Clone, Hash, PartialEq, Eq, EncodeLabelSet, Debug)]
struct Operation {
    operation: &'static str,
    status: Outcome,
}

#[derive(Clone, Hash, PartialEq, Eq, EncodeLabelSet, Debug)]
struct Output {
    output_type: &'static str,
    status: Outcome,
}

/// All that is counted.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    tally: Arc<Tally>,
    lake: Option<Arc<Lake>>,
    enrichment: Option<Arc<Enrichment>>,
    events: Family<OfType, Counter>,
    evaluated: Family<OfRule, Counter>,
    alerts: Family<Alerts, Counter>,
    suppressed: Family<Suppressed, Counter>,
    forwarded: Family<Output, Counter>,
    pub messages: Family<Status, Counter>,
    pub objects: Family<Status, Counter>,
    pub object_bytes: Counter,
    lake_writes: Family<Status, Counter>,
    problems: Family<Problem, Counter>,
    state: Family<Operation, Counter>,
    pub depth: Family<Depth, Gauge>,
    pub oldest: Family<OfQueue, Gauge>,
    ready: Gauge,
    event_to_alert: Histogram,
    receipt_to_alert: Histogram,
    object_processing: Histogram,
}

impl Metrics {
    /// Of an iota of this configuration whose rules are known by `rules_hash` and counted in `tally`.
    pub fn new(rules_hash: &'static str, tally: Arc<Tally>, config: &Config) -> Metrics {
        let seconds = |from, count| Histogram::new(exponential_buckets(from, 2.0, count));
        let mut metrics = Metrics {
            registry: Registry::with_prefix("iota"),
            tally,
            lake: config.lake.clone(),
            enrichment: config.enrichment.clone(),
            events: Family::default(),
            evaluated: Family::default(),
            alerts: Family::default(),
            suppressed: Family::default(),
            forwarded: Family::default(),
            messages: Family::default(),
            objects: Family::default(),
            object_bytes: Counter::default(),
            lake_writes: Family::default(),
            problems: Family::default(),
            state: Family::default(),
            depth: Family::default(),
            oldest: Family::default(),
            ready: Gauge::default(),
            // From one second to some six days: logs are delivered late.
            event_to_alert: seconds(1.0, 20),
            // From a millisecond to some ten minutes.
            receipt_to_alert: seconds(0.001, 20),
            object_processing: seconds(0.001, 20),
        };
        metrics.register(rules_hash);
        metrics
    }

    fn register(&mut self, rules_hash: &'static str) {
        let registry = &mut self.registry;
        let build = vec![("version", env!("CARGO_PKG_VERSION")), ("rules_hash", rules_hash)];
        registry.register("build", "The binary and the rules in it", Info::new(build));
        registry.register("ready", "Whether everything can be reached, as `/ready` says", self.ready.clone());
        registry.register("events_processed", "Records read, by log type", self.events.clone());
        registry.register("rules_evaluated", "Evaluations, by rule and result", self.evaluated.clone());
        registry.register("alerts_generated", "Alerts raised", self.alerts.clone());
        registry.register("alerts_suppressed", "Matches that an exception covers", self.suppressed.clone());
        registry.register("alerts_forwarded", "Alerts handed over", self.forwarded.clone());
        registry.register("sqs_messages_processed", "Messages", self.messages.clone());
        registry.register("s3_objects_downloaded", "Objects", self.objects.clone());
        registry.register_with_unit("s3_objects_downloaded", "Of objects", Unit::Bytes, self.object_bytes.clone());
        registry.register("datalake_writes", "Files of the data lake", self.lake_writes.clone());
        registry.register("processing_errors", "What went wrong", self.problems.clone());
        registry.register("statedb_operations", "Commits", self.state.clone());
        registry.register("sqs_queue_messages", "Messages that wait", self.depth.clone());
        let oldest = "Age of the oldest of the messages that were received last, and of some dead letters; 0 once there are none";
        registry.register_with_unit("sqs_oldest_message_age", oldest, Unit::Seconds, self.oldest.clone());
        let latency = |registry: &mut Registry, name, help, histogram: &Histogram| {
            registry.register_with_unit(name, help, Unit::Seconds, histogram.clone());
        };
        latency(registry, "event_to_alert", "From an event to its alert", &self.event_to_alert);
        latency(registry, "receipt_to_alert", "From a message to its alerts", &self.receipt_to_alert);
        latency(registry, "object_processing", "From an object's notice to its commit", &self.object_processing);
    }

    /// Counts what came of a source that was received so long ago.
    pub fn done(&self, counts: &Summary, raised: &[Raised], took: Duration) {
        for (log_type, records) in &counts.types {
            self.events.get_or_create(&OfType { log_type: (*log_type).to_owned(), status: "success" }).inc_by(*records);
        }
        if counts.unreadable > 0 {
            let unreadable = OfType { log_type: "unknown".to_owned(), status: "failure" };
            self.events.get_or_create(&unreadable).inc_by(counts.unreadable);
        }
        if counts.broken_files > 0 {
            self.problem("decode", "broken");
        }
        for (rule_id, count) in &counts.suppressed {
            self.suppressed.get_or_create(&Suppressed { rule_id }).inc_by(*count);
        }
        self.object_processing.observe(took.as_secs_f64());
        for alert in raised {
            self.alerts.get_or_create(&Alerts { rule_id: alert.rule_id, severity: alert.severity }).inc();
            self.receipt_to_alert.observe(took.as_secs_f64());
            if let Some(delay) = alert.delay {
                self.event_to_alert.observe(delay.as_secs_f64());
            }
        }
        // They were committed, and what is committed is printed next.
        self.forwarded("stdout", Outcome::success, raised.len() as u64);
        self.state(Outcome::success);
    }

    /// Counts alerts that an output took, or will never be given.
    pub fn forwarded(&self, output_type: &'static str, status: Outcome, alerts: u64) {
        self.forwarded.get_or_create(&Output { output_type, status }).inc_by(alerts);
    }

    /// Counts a commit.
    pub fn state(&self, status: Outcome) {
        self.state.get_or_create(&Operation { operation: "commit", status }).inc();
    }

    /// Counts something that went wrong.
    pub fn problem(&self, component: &'static str, error_type: &'static str) {
        self.problems.get_or_create(&Problem { component, error_type }).inc();
    }

    /// All of it, as OpenMetrics has it.
    pub fn text(&self, ready: bool) -> String {
        self.ready.set(i64::from(ready));
        for (rule_id, counts) in self.tally.rules() {
            for (result, count) in [("match", counts.matched), ("no_match", counts.unmatched), ("error", counts.raised)]
            {
                if count > 0 {
                    let counter = self.evaluated.get_or_create(&OfRule { rule_id, result });
                    counter.inc_by(count.saturating_sub(counter.get()));
                }
            }
        }
        let silences = self.tally.silences();
        if silences > 0 {
            let counter = self
                .alerts
                .get_or_create(&Alerts { rule_id: runtime::silence::RULE, severity: runtime::silence::SEVERITY });
            counter.inc_by(silences.saturating_sub(counter.get()));
        }
        if let Some(lake) = &self.lake {
            for (status, files) in [(Outcome::success, lake.files()), (Outcome::failure, lake.failures())] {
                let counter = self.lake_writes.get_or_create(&Status { status });
                counter.inc_by(files.saturating_sub(counter.get()));
            }
        }
        // Counted where the files are read.
        if let Some(failed) =
            self.enrichment.as_ref().map(|tables| tables.reloads().failed).filter(|failed| *failed > 0)
        {
            let wrong = Problem { component: "enrichment", error_type: "reload" };
            let counter = self.problems.get_or_create(&wrong);
            counter.inc_by(failed.saturating_sub(counter.get()));
        }
        let mut text = String::new();
        // Into a String nothing fails to be written.
        let _ = prometheus_client::encoding::text::encode(&mut text, &self.registry);
        text
    }
}

#[cfg(test)]
mod tests {
    use runtime::enrich::{Match, Sources, Spec};

    use super::*;

    #[test]
    fn a_table_that_cannot_be_read_again_is_counted() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("t.csv");
        std::fs::write(&file, "a\nb\n").expect("a file");
        let spec =
            Spec { name: "t".into(), file: file.clone(), key: None, matching: Match::Exact, annotates: Vec::new() };
        let tables = Enrichment::open(Sources { tables: vec![spec], ..Sources::default() }).expect("it is right");
        let enrichment = tables.map(Arc::new);
        let config = Config { enrichment: enrichment.clone(), ..Config::default() };
        let metrics = Metrics::new("x", Arc::new(Tally::new(&[])), &config);
        assert!(!metrics.text(true).contains("enrichment"));
        std::fs::remove_file(&file).expect("it is there");
        let tables = enrichment.expect("there is a table");
        // Gone, and still gone.
        assert_eq!([tables.reload().len(), tables.reload().len()], [0, 1]);
        for _ in 0..2 {
            let counted = "\niota_processing_errors_total{component=\"enrichment\",error_type=\"reload\"} 1\n";
            assert!(metrics.text(true).contains(counted), "{}", metrics.text(true));
        }
    }
}
