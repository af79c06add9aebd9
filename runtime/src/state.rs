//! What rules keep, in SQLite: an item a row. Read and written within the transaction that counts the matches of the
//! same records, so that both are kept or neither.

use std::cell::RefCell;
use std::collections::BTreeMap;

use event::state::{Column, Item, State, Tick, Unavailable};
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, Transaction, named_params, params};

/// The table. A column that can be added to holds a number, or a JSON array of numbers or strings.
pub const SCHEMA: &str = "
CREATE TABLE items (
    key        TEXT PRIMARY KEY,
    int_count  TEXT,
    string_set TEXT,
    dictionary TEXT,
    expires_at INTEGER
) STRICT;
CREATE INDEX items_by_expiry ON items (expires_at) WHERE expires_at IS NOT NULL;
";

/// The tables of windows: how many times each has, and how often which. Whoever deletes a window deletes its times.
pub const WINDOWS: &str = "
CREATE TABLE windows (
    key        TEXT PRIMARY KEY,
    count      INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX windows_by_expiry ON windows (expires_at);
CREATE TABLE window_times (
    key   TEXT NOT NULL,
    at    REAL NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (key, at)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER times_go_with_their_window AFTER DELETE ON windows
BEGIN
    DELETE FROM window_times WHERE key = old.key;
END;
";

const GET: &str = "SELECT int_count, string_set, dictionary, expires_at FROM items WHERE key = ?1";

const PUT: &str = "
INSERT INTO items (key, int_count, string_set, dictionary, expires_at)
VALUES (:key, :count, :strings, :dictionary, :expires)
ON CONFLICT (key) DO UPDATE SET int_count = excluded.int_count, string_set = excluded.string_set,
    dictionary = excluded.dictionary, expires_at = excluded.expires_at";

/// Items and windows that nobody can read any more.
pub const FORGET: [&str; 2] = ["DELETE FROM items WHERE expires_at < ?1", "DELETE FROM windows WHERE expires_at < ?1"];

/// A window that was to be forgotten.
const EXPIRED: &str = "DELETE FROM windows WHERE key = ?1 AND expires_at < ?2";

/// How many times of a window came before it begins, and that they are dropped.
const BEFORE: &str = "SELECT coalesce(sum(count), 0) FROM window_times WHERE key = ?1 AND at < ?2";
const DROP: &str = "DELETE FROM window_times WHERE key = ?1 AND at < ?2";

const ADD: &str = "
INSERT INTO window_times (key, at, count) VALUES (?1, ?2, 1)
ON CONFLICT (key, at) DO UPDATE SET count = count + 1";

const COUNT: &str = "
INSERT INTO windows (key, count, expires_at) VALUES (?1, 1, ?3)
ON CONFLICT (key) DO UPDATE SET count = count + 1 - ?2, expires_at = max(expires_at, excluded.expires_at)
RETURNING count";

/// What is known of items before it is written and forgotten, in bytes.
const KNOWN: usize = 4 << 20;

/// The items, for as long as a transaction lasts. Each is read once, and written once: at the end.
#[derive(Debug)]
pub struct Items<'t> {
    transaction: &'t Transaction<'t>,
    known: RefCell<Known>,
    /// The first failure: a rule may catch what it is told of it, the transaction must not be committed.
    failure: RefCell<Option<rusqlite::Error>>,
}

/// The items that were asked for, or put.
#[derive(Debug, Default)]
struct Known {
    /// In the order in which they are written, whatever rules asked for first.
    items: BTreeMap<String, Entry>,
    /// As far as they count for [`KNOWN`].
    bytes: usize,
}

/// The item of a key, if there is one.
#[derive(Debug)]
struct Entry {
    item: Option<Item>,
    /// The database has another.
    is_new: bool,
}

impl<'t> Items<'t> {
    /// Those of the database.
    pub fn new(transaction: &'t Transaction<'t>) -> Items<'t> {
        Items { transaction, known: RefCell::default(), failure: RefCell::new(None) }
    }

    /// Writes what was put.
    ///
    /// # Errors
    /// Why one request was not answered, or why it cannot be written.
    pub fn finish(self) -> Result<(), rusqlite::Error> {
        match self.failure.take() {
            Some(failure) => Err(failure),
            None => self.write(),
        }
    }

    /// Writes what is new, and forgets all.
    fn write(&self) -> Result<(), rusqlite::Error> {
        let Known { items, .. } = self.known.take();
        let mut statement = self.transaction.prepare_cached(PUT)?;
        for (key, known) in items {
            let Entry { item: Some(item), is_new: true } = known else { continue };
            statement.execute(named_params! {
                ":key": key,
                ":count": item.count.as_ref().map(written).transpose()?,
                ":strings": item.strings.as_ref().map(written).transpose()?,
                ":dictionary": item.dictionary,
                ":expires": item.expires_at,
            })?;
        }
        Ok(())
    }

    fn know(&self, key: &str, item: Option<Item>, is_new: bool) -> Result<(), Unavailable> {
        let mut known = self.known.borrow_mut();
        known.bytes += size(key, item.as_ref());
        match known.items.get_mut(key) {
            Some(old) => *old = Entry { item, is_new },
            None => {
                known.items.insert(key.to_owned(), Entry { item, is_new });
            }
        }
        if known.bytes > KNOWN {
            drop(known);
            self.write().map_err(|e| self.failed(e))?;
        }
        Ok(())
    }

    fn failed(&self, e: rusqlite::Error) -> Unavailable {
        self.failure.borrow_mut().get_or_insert(e);
        Unavailable
    }
}

impl State for Items<'_> {
    fn get(&self, key: &str) -> Result<Option<Item>, Unavailable> {
        if let Some(known) = self.known.borrow().items.get(key) {
            return Ok(known.item.clone());
        }
        let found =
            self.transaction.prepare_cached(GET).and_then(|mut statement| statement.query_row([key], read).optional());
        let found = found.map_err(|e| self.failed(e))?;
        self.know(key, found.clone(), false)?;
        Ok(found)
    }

    fn put(&self, key: &str, item: Item) -> Result<(), Unavailable> {
        self.know(key, Some(item), true)
    }

    fn tick(&self, key: &str, tick: Tick) -> Result<i64, Unavailable> {
        let Tick { at, begins, now, expires_at } = tick;
        let statement = |sql| self.transaction.prepare_cached(sql);
        let count = || -> Result<i64, rusqlite::Error> {
            statement(EXPIRED)?.execute(params![key, now])?;
            // A beginning that is no number is null here: nothing is before it.
            let before: i64 = statement(BEFORE)?.query_row(params![key, begins], |row| row.get(0))?;
            if before > 0 {
                statement(DROP)?.execute(params![key, begins])?;
            }
            statement(ADD)?.execute(params![key, at])?;
            statement(COUNT)?.query_row(params![key, before, expires_at], |row| row.get(0))
        };
        count().map_err(|e| self.failed(e))
    }
}

/// What an item counts for among what is known: at least what its texts take.
fn size(key: &str, item: Option<&Item>) -> usize {
    let column = |column: &Option<Column>| match column {
        None => 0,
        Some(Column::Number(_)) => size_of::<i128>(),
        Some(Column::Numbers(numbers)) => size_of_val(numbers.as_slice()),
        Some(Column::Strings(strings)) => strings.iter().map(|text| text.len() + size_of::<String>()).sum(),
    };
    let of =
        |item: &Item| column(&item.count) + column(&item.strings) + item.dictionary.as_ref().map_or(0, String::len);
    size_of::<Item>() + key.len() + item.map_or(0, of)
}

fn read(row: &Row<'_>) -> Result<Item, rusqlite::Error> {
    let column = |index| -> Result<Option<Column>, rusqlite::Error> {
        let Some(text) = row.get::<_, Option<String>>(index)? else { return Ok(None) };
        let column = parsed(&text).ok_or_else(|| {
            let what = format!("`{}` is neither a number nor a set", text.chars().take(40).collect::<String>());
            rusqlite::Error::FromSqlConversionFailure(index, Type::Text, what.into())
        })?;
        Ok(Some(column))
    };
    Ok(Item { count: column(0)?, strings: column(1)?, dictionary: row.get(2)?, expires_at: row.get(3)? })
}

fn written(column: &Column) -> Result<String, rusqlite::Error> {
    match column {
        Column::Number(number) => Ok(number.to_string()),
        Column::Numbers(numbers) => {
            let numbers: Vec<String> = numbers.iter().map(i128::to_string).collect();
            Ok(format!("[{}]", numbers.join(",")))
        }
        Column::Strings(strings) => {
            sonic_rs::to_string(strings).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
        }
    }
}

fn parsed(text: &str) -> Option<Column> {
    let Some(inside) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return text.parse().ok().map(Column::Number);
    };
    if inside.starts_with('"') {
        return sonic_rs::from_str(text).ok().map(Column::Strings);
    }
    inside.split(',').map(|number| number.parse().ok()).collect::<Option<_>>().map(Column::Numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_text_and_back() {
        let most = 10_i128.pow(38) - 1;
        let strings = ["", "a\u{0}\"\\", "\u{e9}", "\u{10d800}"].map(str::to_owned).to_vec();
        for (column, text) in [
            (Column::Number(-3), "-3".to_owned()),
            (Column::Number(most), most.to_string()),
            (Column::Numbers(vec![-1, 0, most]), format!("[-1,0,{most}]")),
            (Column::Strings(strings), "[\"\",\"a\\u0000\\\"\\\\\",\"\u{e9}\",\"\u{10d800}\"]".to_owned()),
        ] {
            assert_eq!(written(&column).expect("text"), text);
            assert_eq!(parsed(&text), Some(column));
        }
        for bad in ["", "x", "[", "[]", "[1,]", "[\"a\",1]", "{}"] {
            assert_eq!(parsed(bad), None, "{bad}");
        }
    }
}
