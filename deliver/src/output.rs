//! What an output is: alerts in, and whether the service took them.

use std::time::Duration;

use async_trait::async_trait;

use crate::alert::Alert;
use crate::secret::Secret;

/// Where alerts go.
#[async_trait]
pub trait Output: Send + Sync {
    /// How many alerts it is given at once.
    fn batch(&self) -> Batch {
        Batch::ONE
    }

    /// Hands `alerts` over, which are not none and not more than [`Output::batch`] says. All of them are taken, or none.
    async fn send(&self, alerts: &[Alert]) -> Result<Sent, Refusal>;

    /// What [`Output::send`] would send, for people, with no secret in it.
    fn preview(&self, alerts: &[Alert]) -> String;

    /// What must not be shown, wherever it turns up.
    fn secrets(&self) -> Vec<Secret>;
}

/// How many alerts make one message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Batch {
    /// At the most.
    pub most: usize,
    /// Where no more than so many wait, each is a message of its own.
    pub alone: usize,
}

impl Batch {
    /// Each alert is a message.
    pub const ONE: Batch = Batch { most: 1, alone: 1 };

    /// Up to `most` alerts are a message.
    pub fn up_to(most: usize) -> Batch {
        Batch { most, alone: 1 }
    }

    /// How many of those that wait are taken next.
    pub fn of(self, waiting: usize) -> usize {
        if waiting <= self.alone { waiting.min(1) } else { waiting.min(self.most) }
    }
}

/// What the service said of what it took, for people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sent(pub String);

/// Why the service did not take it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It takes nothing for the time being: it cannot be reached, it is overloaded, or the credentials are wrong. This says
    /// nothing of the alerts, which are kept until it does.
    Down {
        /// How long it wants to be left alone.
        after: Option<Duration>,
        why: String,
    },
    /// It failed, perhaps over what it was sent.
    Failed { why: String },
    /// It will never take this.
    Never { why: String },
}

impl Refusal {
    /// It cannot be reached.
    pub fn down(why: impl Into<String>) -> Refusal {
        Refusal::Down { after: None, why: why.into() }
    }

    /// Why, for people.
    pub fn why(&self) -> &str {
        match self {
            Refusal::Down { why, .. } | Refusal::Failed { why } | Refusal::Never { why } => why,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_alerts_are_messages_of_their_own() {
        let digest = Batch { most: 500, alone: 5 };
        let taken = [0, 1, 5, 6, 500, 501].map(|waiting| digest.of(waiting));
        assert_eq!(taken, [0, 1, 1, 6, 500, 500]);
        assert_eq!((Batch::ONE.of(9), Batch::up_to(3).of(2), Batch::up_to(3).of(9)), (1, 2, 3));
    }
}
