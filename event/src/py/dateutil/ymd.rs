//! Up to three numbers that are year, month and day in an order that is to be found: `_ymd`.

use super::parse::{Fail, whole};
use crate::heap::Py;
use crate::py::chars::is_digit;
use crate::py::datetime::days::days_in_month;

/// Year, month and day, as far as they are known.
pub type Resolved = (Option<i128>, Option<i128>, Option<i128>);

/// What a number is known to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Label {
    Year,
    Month,
}

/// The numbers so far, and which of them are known.
#[derive(Default, Debug)]
pub struct Ymd {
    pub values: Vec<i128>,
    pub century_specified: bool,
    year: Option<usize>,
    month: Option<usize>,
}

impl Ymd {
    fn at(&self, index: usize) -> i128 {
        self.values.get(index).copied().unwrap_or(0)
    }

    /// Whether a number that is written without a separator may be the day.
    ///
    /// # Errors
    /// Where the month is none.
    pub fn could_be_day<'a>(&self, value: i128, exact: bool) -> Result<bool, Fail<'a>> {
        let last = match (self.month, self.year) {
            (None, _) => 31,
            (Some(month), None) => last_day(2000, self.at(month))?,
            (Some(month), Some(year)) => last_day(self.at(year), self.at(month))?,
        };
        Ok(value >= 1 && (value < last || value == last && exact))
    }

    /// Adds what a token says; more than two digits are a year.
    ///
    /// # Errors
    /// Where it is no whole number, or of that kind there is one already.
    pub fn push_text<'a>(&mut self, py: Py<'a>, text: &str, label: Option<Label>) -> Result<(), Fail<'a>> {
        let long = text.chars().all(is_digit) && text.chars().count() > 2;
        self.push(long, whole(py, text), label)
    }

    /// Adds a number; above 100 it is a year.
    ///
    /// # Errors
    /// Where of that kind there is one already.
    pub fn push_number<'a>(&mut self, value: i128, exact: bool, label: Option<Label>) -> Result<(), Fail<'a>> {
        self.push(value > 100 || value == 100 && !exact, Ok(value), label)
    }

    fn push<'a>(&mut self, is_year: bool, value: Result<i128, Fail<'a>>, label: Option<Label>) -> Result<(), Fail<'a>> {
        let mut label = label;
        if is_year {
            self.century_specified = true;
            if !matches!(label, None | Some(Label::Year)) {
                return Err(Fail::Unknown);
            }
            label = Some(Label::Year);
        }
        self.values.push(value?);
        let last = self.values.len() - 1;
        let slot = match label {
            None => return Ok(()),
            Some(Label::Year) => &mut self.year,
            Some(Label::Month) => &mut self.month,
        };
        if slot.is_some() {
            return Err(Fail::Unknown);
        }
        *slot = Some(last);
        Ok(())
    }

    /// Year, month and day.
    ///
    /// # Errors
    /// For more than three numbers.
    pub fn resolve<'a>(&self, yearfirst: bool, dayfirst: bool) -> Result<Resolved, Fail<'a>> {
        let count = self.values.len();
        // Of three numbers the third is the day, where the others are known.
        let day = match (self.year, self.month) {
            (Some(year), Some(month)) if count == 3 => (0..3).find(|place| ![year, month].contains(place)),
            (Some(_), Some(_)) if count == 2 => None,
            (Some(_), None) | (None, Some(_)) if count == 1 => None,
            _ => return self.resolve_by_size(yearfirst, dayfirst),
        };
        let value = |place: Option<usize>| place.map(|place| self.at(place));
        Ok((value(self.year), value(self.month), value(day)))
    }

    fn resolve_by_size<'a>(&self, yearfirst: bool, dayfirst: bool) -> Result<Resolved, Fail<'a>> {
        let count = self.values.len();
        let (a, b, c) = (self.at(0), self.at(1), self.at(2));
        Ok(match (count, self.month) {
            (4.., _) => return Err(Fail::Unknown),
            (1, None) => year_or_day(None, a),
            (1, Some(_)) => (None, Some(a), None),
            (2, Some(place)) => year_or_day(Some(self.at(place)), if place == 0 { b } else { a }),
            (2, None) if a > 31 => (Some(a), Some(b), None),
            (2, None) if b > 31 => (Some(b), Some(a), None),
            (2, None) if dayfirst && b <= 12 => (None, Some(b), Some(a)),
            (2, None) => (None, Some(a), Some(b)),
            (3, Some(0)) if b > 31 => (Some(b), Some(a), Some(c)),
            (3, Some(0)) => (Some(c), Some(a), Some(b)),
            (3, Some(1)) if a > 31 || yearfirst && c <= 31 => (Some(a), Some(b), Some(c)),
            (3, Some(1)) => (Some(c), Some(b), Some(a)),
            (3, Some(_)) if b > 31 => (Some(b), Some(c), Some(a)),
            (3, Some(_)) => (Some(a), Some(c), Some(b)),
            (3, None) if a > 31 || self.year == Some(0) || yearfirst && b <= 12 && c <= 31 => {
                if dayfirst && c <= 12 {
                    (Some(a), Some(c), Some(b))
                } else {
                    (Some(a), Some(b), Some(c))
                }
            }
            (3, None) if a > 12 || dayfirst && b <= 12 => (Some(c), Some(b), Some(a)),
            (3, None) => (Some(c), Some(a), Some(b)),
            (_, _) => (None, None, None),
        })
    }
}

fn year_or_day(month: Option<i128>, other: i128) -> (Option<i128>, Option<i128>, Option<i128>) {
    if other > 31 { (Some(other), month, None) } else { (None, month, Some(other)) }
}

/// `calendar.monthrange(year, month)[1]`.
fn last_day<'a>(year: i128, month: i128) -> Result<i128, Fail<'a>> {
    if !(1..=12).contains(&month) {
        return Err(Fail::Unknown);
    }
    // Leap years are alike every 400 years.
    Ok(i128::from(days_in_month(year.rem_euclid(400) as i64 + 2000, month as i64)))
}
