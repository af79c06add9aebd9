//! The names of a table's columns in, its log type out; and of each of its rows the event that a line of text would be.

use super::Refusal;
use crate::logs::{self, LogType, Object, Unfit, VpcHeader};

/// Names of columns that a refusal lists.
const LISTED: usize = 8;

/// A table whose log type is known by its columns. Its rows are looked at as lines are: a table of something else that has the
/// same names is not believed.
#[derive(Debug)]
pub(crate) struct Table {
    header: VpcHeader,
}

impl Table {
    /// Of columns of such names.
    ///
    /// # Errors
    /// Where no log type has them.
    pub(crate) fn of<'n>(names: impl Iterator<Item = &'n str> + Clone) -> Result<Table, Refusal> {
        let header = logs::vpc_header_of(names.clone());
        header.map(|header| Table { header }).ok_or_else(|| {
            let mut listed: Vec<String> = names.clone().take(LISTED).map(|name| format!("`{name}`")).collect();
            if names.count() > LISTED {
                listed.push("...".to_owned());
            }
            Refusal { nearest: None, reason: format!("no log type has its columns: {}", listed.join(", ")) }
        })
    }

    pub(crate) fn log_type(&self) -> &'static LogType {
        &logs::VPC_FLOW
    }

    /// The object that rules see of a row. A value that is not there is empty.
    ///
    /// # Errors
    /// Where some value is none that its column could have.
    pub(crate) fn event<'l>(&self, values: &[&'l str]) -> Result<Object<'l>, Refusal> {
        self.header.object(values).map_err(|unfit| {
            let reason = match unfit {
                Unfit::No(nearness) => nearness.reason.into_owned(),
                Unfit::Unfinished => "it does not end".to_owned(),
            };
            Refusal { nearest: Some(self.log_type().name), reason }
        })
    }
}
