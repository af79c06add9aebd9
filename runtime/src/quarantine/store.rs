//! The quarantine of a state file, for those who look at it.

use super::{Bounds, Entry, Refused, Selection, Source, Totals, table};
use crate::dedup::{Error, Session, Store};

impl Session<'_> {
    /// Adds what was refused of a source.
    pub(crate) fn quarantine(&self, refused: &Refused, bounds: Bounds) -> Result<(), Error> {
        Ok(table::add(self.connection(), refused, bounds)?)
    }
}

impl Store {
    /// Hands the entries that are selected to `each`, the newest first, at most `limit` of them; how many more there are.
    ///
    /// # Errors
    /// Where the database says so, or `each`.
    pub fn quarantine<E: From<Error>>(
        &self,
        selection: &Selection,
        limit: u64,
        mut each: impl FnMut(Entry) -> Result<(), E>,
    ) -> Result<u64, E> {
        let mut failed = None;
        let listed = table::list(self.connection(), selection, limit, |entry| match each(entry) {
            Ok(()) => true,
            Err(e) => {
                failed = Some(e);
                false
            }
        });
        match failed {
            Some(e) => Err(e),
            None => listed.map_err(|e| Error::from(e).into()),
        }
    }

    /// One entry.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn quarantined(&self, id: i64) -> Result<Option<Entry>, Error> {
        Ok(table::get(self.connection(), id)?)
    }

    /// The entries that are selected, the oldest first.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn quarantined_ids(&self, selection: &Selection) -> Result<Vec<i64>, Error> {
        Ok(table::ids(self.connection(), selection)?)
    }

    /// How many of those entries are there still.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn still_quarantined(&self, ids: &[i64]) -> Result<u64, Error> {
        Ok(table::unsettled(self.connection(), ids)?)
    }

    /// What was refused, by source and reason: the sources with the most first, at most `limit` rows.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn quarantine_sources(&self, selection: &Selection, limit: u64) -> Result<Vec<Source>, Error> {
        Ok(table::sources(self.connection(), selection, limit)?)
    }

    /// What there is, all together.
    ///
    /// # Errors
    /// Where the database says so.
    pub fn quarantine_totals(&self) -> Result<Totals, Error> {
        Ok(table::totals(self.connection())?)
    }

    /// Removes entries for good, and says how many that were. Where no ids are selected, what was counted goes as well.
    ///
    /// # Errors
    /// Where the database says so; then none is removed.
    pub fn quarantine_drop(&mut self, selection: &Selection) -> Result<u64, Error> {
        let session = self.begin()?;
        let ids = table::ids(session.connection(), selection)?;
        let count = table::discard(session.connection(), &ids)?;
        if selection.ids.is_empty() {
            table::forget(session.connection(), selection)?;
        }
        session.commit()?;
        Ok(count)
    }
}
