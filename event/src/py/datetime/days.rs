//! The proleptic Gregorian calendar: days and their numbers, weeks of ISO 8601 (`Modules/_datetimemodule.c`).

/// `datetime.MINYEAR`.
pub const MIN_YEAR: i32 = 1;
/// `datetime.MAXYEAR`.
pub const MAX_YEAR: i32 = 9999;
/// The number of 9999-12-31.
pub const MAX_ORDINAL: i64 = 3_652_059;
/// The number of 1970-01-01.
pub const EPOCH_ORDINAL: i64 = 719_163;

/// A day from 0001-01-01 to 9999-12-31.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day {
    pub year: i32,
    pub month: i32,
    pub day: i32,
}

/// Whether `year` has a 29th of February.
pub fn is_leap(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// How many days the month has; `month` is from 1 to 12.
pub fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// How many days of the year come before the month.
pub fn days_before_month(year: i64, month: i64) -> i64 {
    (1..month).map(|month| days_in_month(year, month)).sum()
}

/// The number of a day, 1 for 0001-01-01; the year may be any.
pub fn ordinal_of(year: i64, month: i64, day: i64) -> i64 {
    let before = year - 1;
    let years = before * 365 + before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400);
    years + days_before_month(year, month) + day
}

impl Day {
    /// 0001-01-01.
    pub const MIN: Day = Day { year: MIN_YEAR, month: 1, day: 1 };
    /// 9999-12-31.
    pub const MAX: Day = Day { year: MAX_YEAR, month: 12, day: 31 };

    /// Its number, 1 for 0001-01-01.
    pub fn ordinal(self) -> i64 {
        ordinal_of(i64::from(self.year), i64::from(self.month), i64::from(self.day))
    }

    /// The day of a number, or `None` out of the calendar.
    pub fn from_ordinal(ordinal: i64) -> Option<Day> {
        if !(1..=MAX_ORDINAL).contains(&ordinal) {
            return None;
        }
        let mut year = ordinal * 400 / 146_097 + 1;
        while ordinal_of(year, 1, 1) > ordinal {
            year -= 1;
        }
        while ordinal_of(year + 1, 1, 1) <= ordinal {
            year += 1;
        }
        let mut rest = ordinal - ordinal_of(year, 1, 1);
        let mut month = 1;
        while rest >= days_in_month(year, month) {
            rest -= days_in_month(year, month);
            month += 1;
        }
        Some(Day { year: year as i32, month: month as i32, day: rest as i32 + 1 })
    }

    /// Monday is 0.
    pub fn weekday(self) -> i64 {
        (self.ordinal() + 6) % 7
    }

    /// The day of the year, 1 for the first of January.
    pub fn of_year(self) -> i64 {
        days_before_month(i64::from(self.year), i64::from(self.month)) + i64::from(self.day)
    }

    /// The year, week and weekday of ISO 8601, Monday being 1.
    pub fn iso(self) -> (i64, i64, i64) {
        let mut year = i64::from(self.year);
        let mut week = (self.ordinal() - iso_first_monday(year)).div_euclid(7);
        if week < 0 {
            year -= 1;
            week = (self.ordinal() - iso_first_monday(year)).div_euclid(7);
        } else if week >= 52 && self.ordinal() >= iso_first_monday(year + 1) {
            year += 1;
            week = 0;
        }
        (year, week + 1, self.weekday() + 1)
    }
}

/// The number of the Monday that begins the first week of ISO 8601's `year`.
pub fn iso_first_monday(year: i64) -> i64 {
    let first = ordinal_of(year, 1, 1);
    let weekday = (first + 6).rem_euclid(7);
    let monday = first - weekday;
    if weekday > 3 { monday + 7 } else { monday }
}

/// What is wrong with a week's date of ISO 8601.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotIso {
    Year,
    Week,
    Day,
    /// It is a day, but none of the calendar.
    Range,
}

/// The day of a year, week and weekday of ISO 8601.
///
/// # Errors
/// What is wrong with it.
pub fn from_iso(year: i64, week: i64, day: i64) -> Result<Day, NotIso> {
    if !(i64::from(MIN_YEAR)..=i64::from(MAX_YEAR)).contains(&year) {
        return Err(NotIso::Year);
    }
    // A year has 53 weeks that begins on a Thursday, or on a Wednesday and is a leap year.
    let first_weekday = (ordinal_of(year, 1, 1) + 6) % 7;
    let long = first_weekday == 3 || first_weekday == 2 && is_leap(year);
    if !((1..53).contains(&week) || week == 53 && long) {
        return Err(NotIso::Week);
    }
    if !(1..=7).contains(&day) {
        return Err(NotIso::Day);
    }
    Day::from_ordinal(iso_first_monday(year) + (week - 1) * 7 + day - 1).ok_or(NotIso::Range)
}
