//! What a call is to CloudTrail: which API, and the templates of what was asked and answered.

use fastrand::Rng;

/// One API call, as often as it is made. All texts are templates of JSON (`template`).
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// How often, against the others of its list.
    pub weight: u32,
    /// `ec2` of `ec2.amazonaws.com`.
    pub service: &'static str,
    pub name: &'static str,
    pub read_only: bool,
    /// A data event; else a management event.
    pub is_data: bool,
    pub parameters: &'static str,
    pub response: &'static str,
    /// `additionalEventData`; empty: none.
    pub additional: &'static str,
    /// `resources`; empty: none.
    pub resources: &'static str,
    /// `apiVersion`; empty: none.
    pub version: &'static str,
    pub failure: Option<Failure>,
}

/// How a call is refused.
#[derive(Clone, Copy, Debug)]
pub struct Failure {
    /// Of a hundred calls.
    pub percent: u32,
    pub code: &'static str,
    pub message: &'static str,
}

/// A call that changes nothing.
pub const fn read(weight: u32, service: &'static str, name: &'static str) -> Call {
    Call { read_only: true, ..write(weight, service, name) }
}

/// A call that changes something.
pub const fn write(weight: u32, service: &'static str, name: &'static str) -> Call {
    Call {
        weight,
        service,
        name,
        read_only: false,
        is_data: false,
        parameters: "null",
        response: "null",
        additional: "",
        resources: "",
        version: "",
        failure: None,
    }
}

impl Call {
    pub const fn data(self) -> Call {
        Call { is_data: true, ..self }
    }

    pub const fn asks(self, parameters: &'static str) -> Call {
        Call { parameters, ..self }
    }

    pub const fn answers(self, response: &'static str) -> Call {
        Call { response, ..self }
    }

    pub const fn adds(self, additional: &'static str) -> Call {
        Call { additional, ..self }
    }

    pub const fn about(self, resources: &'static str) -> Call {
        Call { resources, ..self }
    }

    pub const fn version(self, version: &'static str) -> Call {
        Call { version, ..self }
    }

    pub const fn fails(self, percent: u32, code: &'static str, message: &'static str) -> Call {
        Call { failure: Some(Failure { percent, code, message }), ..self }
    }

    /// How it is refused this time, if it is.
    pub fn refused(&self, random: &mut Rng) -> Option<Failure> {
        self.failure.filter(|failure| random.u32(0..100) < failure.percent)
    }
}

/// One of `choices`, each as often as its weight.
pub fn weighted<'c, T>(choices: &'c [T], weight: impl Fn(&T) -> u32, random: &mut Rng) -> &'c T {
    let mut left = random.u32(0..choices.iter().map(&weight).sum());
    let chosen = choices.iter().find(|choice| match left.checked_sub(weight(choice)) {
        Some(less) => {
            left = less;
            false
        }
        None => true,
    });
    chosen.unwrap_or_else(|| unreachable!("what is left is less than the sum of the weights"))
}
