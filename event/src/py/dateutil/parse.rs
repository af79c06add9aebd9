//! What the tokens of a text say of a moment: `parser._parse` of python-dateutil 2.9.0.

use super::lexer;
use super::words;
use super::ymd::{Label, Ymd};
use crate::exception::{Exc, Kind};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::{chars, construct, integer};
use crate::value::{Type, Value};

use num_traits::ToPrimitive;

/// Why a text says nothing.
pub enum Fail<'a> {
    /// It is of no form that is known: `ValueError` and `IndexError` within the parser.
    Unknown,
    /// This is raised.
    Raised(Exc<'a>),
}

type Parse<'a, T> = Result<T, Fail<'a>>;

/// How a text is read.
#[derive(Clone, Copy, Default, Debug)]
pub struct Options {
    pub dayfirst: bool,
    pub yearfirst: bool,
    pub fuzzy: bool,
}

/// What a text says.
#[derive(Default, Debug)]
pub struct Found<'a> {
    pub year: Option<i128>,
    pub month: Option<i128>,
    pub day: Option<i128>,
    pub weekday: Option<i128>,
    pub hour: Option<i128>,
    pub minute: Option<i128>,
    pub second: Option<i128>,
    pub micro: Option<i128>,
    pub zone: Option<&'a str>,
    /// Seconds east of UTC.
    pub offset: Option<i128>,
    half_day: Option<i128>,
    /// What was passed over, run by run.
    pub skipped: Vec<String>,
}

impl Found<'_> {
    /// Whether it says nothing at all.
    pub fn is_empty(&self) -> bool {
        let numbers = [
            self.year,
            self.month,
            self.day,
            self.weekday,
            self.hour,
            self.minute,
            self.second,
            self.micro,
            self.offset,
            self.half_day,
        ];
        numbers.iter().all(Option::is_none) && self.zone.is_none()
    }
}

/// Reads `text`.
///
/// # Errors
/// [`Fail::Unknown`] for what is of no form that is known.
pub fn parse<'a>(py: Py<'a>, text: &str, options: Options) -> Parse<'a, Found<'a>> {
    let tokens = lexer::tokens(text).iter().map(|token| py.alloc_str(token)).collect();
    let mut parser = Parser { py, tokens, options, ymd: Ymd::default(), found: Found::default(), skipped: Vec::new() };
    parser.run()?;
    let (year, month, day) = parser.ymd.resolve(options.yearfirst, options.dayfirst)?;
    let Parser { ymd, mut found, skipped, tokens, .. } = parser;
    found.year = year.map(|year| full_year(py, year, ymd.century_specified));
    found.month = month;
    found.day = day;
    found.skipped = runs(&tokens, &skipped);
    // "Z" is UTC, and so is what is no time away from it and has no name.
    let named = found.zone.is_some_and(|name| !name.is_empty());
    if found.offset == Some(0) && !named || matches!(found.zone, Some("Z" | "z")) {
        found.zone = Some("UTC");
        found.offset = Some(0);
    } else if found.offset != Some(0) && found.zone.is_some_and(|name| words::is_utc(py, name)) {
        found.offset = Some(0);
    }
    Ok(found)
}

/// The tokens at these places, neighbours joined.
fn runs(tokens: &[&str], places: &[usize]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before = None;
    for place in places {
        let token = tokens.get(*place).copied().unwrap_or_default();
        match out.last_mut() {
            Some(run) if before == place.checked_sub(1) && before.is_some() => run.push_str(token),
            _ => out.push(token.to_owned()),
        }
        before = Some(*place);
    }
    out
}

/// A year of two digits is the one that is nearest to this year.
pub fn full_year(py: Py<'_>, year: i128, century_specified: bool) -> i128 {
    if year >= 100 || century_specified {
        return year;
    }
    let now = crate::py::datetime::stamp::year_of(py.now().div_euclid(1_000_000));
    let now = i128::from(now);
    let near = year + now / 100 * 100;
    if near >= now + 50 {
        near - 100
    } else if near < now - 50 {
        near + 100
    } else {
        near
    }
}

/// `int(text)`.
///
/// # Errors
/// [`Fail::Unknown`] for what is no whole number.
pub fn whole<'a>(py: Py<'a>, text: &str) -> Parse<'a, i128> {
    if !text.is_empty() && text.len() < 19 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().map_err(|_| Fail::Unknown);
    }
    match construct::construct(py, Type::Int, Args::pos(&[py.str(text)])) {
        Ok(value) => integer::to_bigint(value).and_then(|int| int.to_i128()).ok_or_else(|| too_long(py)),
        Err(e) if e.kind() == Kind::ValueError => Err(Fail::Unknown),
        Err(e) => Err(Fail::Raised(e)),
    }
}

#[cold]
fn too_long<'a>(py: Py<'a>) -> Fail<'a> {
    Fail::Raised(py.raise(Kind::SystemError, "a date with a number of more than 26 digits is outside the subset"))
}

/// A token that is a number, as Python's `Decimal` has it.
#[derive(Clone, Copy)]
struct Number {
    whole: i128,
    /// The digits behind the point and how many they are.
    part: i128,
    places: u32,
}

impl Number {
    fn is_whole(self) -> bool {
        self.part == 0
    }

    /// `int(60 * (value % 1))`.
    fn sixtieths(self) -> i128 {
        60 * self.part / 10_i128.pow(self.places)
    }
}

struct Parser<'a> {
    py: Py<'a>,
    tokens: Vec<&'a str>,
    options: Options,
    ymd: Ymd,
    found: Found<'a>,
    skipped: Vec<usize>,
}

impl<'a> Parser<'a> {
    fn token(&self, at: usize) -> Parse<'a, &'a str> {
        self.tokens.get(at).copied().ok_or(Fail::Unknown)
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.tokens.get(at) == Some(&text)
    }

    /// Whether `float(token)` is a number, and which.
    fn number(&self, token: &str) -> Parse<'a, Option<Number>> {
        if ["nan", "inf", "infinity"].iter().any(|name| name.eq_ignore_ascii_case(token)) {
            // A number that is none.
            return Err(Fail::Unknown);
        }
        let (before, behind) = token.split_once('.').unwrap_or((token, ""));
        let digits = |text: &str| text.chars().all(|c| chars::decimal_value(c).is_some());
        if before.is_empty() || !digits(before) || !digits(behind) {
            return Ok(None);
        }
        if token.chars().count() > 26 {
            return Err(too_long(self.py));
        }
        let value = |text: &str| {
            text.chars().filter_map(chars::decimal_value).fold(0_i128, |sum, digit| sum * 10 + i128::from(digit))
        };
        Ok(Some(Number { whole: value(before), part: value(behind), places: behind.chars().count() as u32 }))
    }

    fn run(&mut self) -> Parse<'a, ()> {
        let py = self.py;
        let mut i = 0;
        while i < self.tokens.len() {
            let token = self.token(i)?;
            if let Some(number) = self.number(token)? {
                i = self.numeric(i, token, number)?;
            } else if let Some(weekday) = words::weekday(py, token) {
                self.found.weekday = Some(weekday);
            } else if let Some(month) = words::month(py, token) {
                i = self.month_name(i, month)?;
            } else if let Some(half) = words::half_day(py, token) {
                if self.takes_half_day()? {
                    self.found.hour = self.found.hour.map(|hour| hour_of(hour, half));
                    self.found.half_day = Some(half);
                } else if self.options.fuzzy {
                    self.skipped.push(i);
                }
            } else if self.could_be_zone(token, self.found.offset) {
                self.zone_name(i, token);
            } else if self.found.hour.is_some() && matches!(token, "+" | "-") {
                i = self.offset(i, if token == "+" { 1 } else { -1 })?;
            } else if words::is_jump(py, token) || self.options.fuzzy {
                self.skipped.push(i);
            } else {
                return Err(Fail::Unknown);
            }
            i += 1;
        }
        Ok(())
    }

    fn month_name(&mut self, i: usize, month: i128) -> Parse<'a, usize> {
        let py = self.py;
        self.ymd.push_number(month, true, Some(Label::Month))?;
        let Some(separator) = self.tokens.get(i + 1).copied() else { return Ok(i) };
        if matches!(separator, "-" | "/") {
            // Jan-01, Jan-01-99
            let next = self.token(i + 2)?;
            self.ymd.push_text(py, next, None)?;
            if self.is(i + 3, separator) {
                let next = self.token(i + 4)?;
                self.ymd.push_text(py, next, None)?;
                return Ok(i + 4);
            }
            return Ok(i + 2);
        }
        if i + 4 < self.tokens.len()
            && separator == " "
            && self.is(i + 3, " ")
            && words::pertains(py, self.token(i + 2)?)
        {
            // Jan of 01
            let next = self.token(i + 4)?;
            if next.chars().all(chars::is_digit) {
                let year = full_year(py, whole(py, next)?, false);
                self.ymd.push_text(py, &year.to_string(), Some(Label::Year))?;
            }
            return Ok(i + 4);
        }
        Ok(i)
    }

    fn takes_half_day(&self) -> Parse<'a, bool> {
        let fuzzy = self.options.fuzzy;
        match self.found.hour {
            Some(0..=12) => Ok(!(fuzzy && self.found.half_day.is_some())),
            _ if fuzzy => Ok(false),
            _ => Err(Fail::Unknown),
        }
    }

    fn could_be_zone(&self, token: &str, offset: Option<i128>) -> bool {
        self.found.hour.is_some() && self.found.zone.is_none() && offset.is_none() && words::is_zone_like(token)
    }

    fn zone_name(&mut self, i: usize, token: &'a str) {
        self.found.zone = Some(token);
        // Only lower-case names of UTC are looked up here; the others are seen to in the end.
        self.found.offset = (token == "z").then_some(0);
        if let Some(sign @ (&"+" | &"-")) = self.tokens.get(i + 1) {
            // GMT+3 is "my time + 3 is GMT".
            let flipped = if *sign == "+" { "-" } else { "+" };
            if let Some(slot) = self.tokens.get_mut(i + 1) {
                *slot = flipped;
            }
            self.found.offset = None;
            if words::is_utc(self.py, token) {
                self.found.zone = None;
            }
        }
    }

    /// `+03`, `-0300`, `-03:00`, with or without a name in brackets behind it.
    fn offset(&mut self, i: usize, sign: i128) -> Parse<'a, usize> {
        let py = self.py;
        let mut i = i;
        let digits = self.token(i + 1)?;
        let cut = |to: usize| digits.char_indices().nth(to).map_or(digits.len(), |(at, _)| at);
        let (head, tail) = digits.split_at(cut(2));
        let (hours, minutes) = match digits.chars().count() {
            4 => (whole(py, head)?, whole(py, tail)?),
            length => {
                if self.is(i + 2, ":") {
                    let parts = (whole(py, digits)?, whole(py, self.token(i + 3)?)?);
                    i += 2;
                    parts
                } else if length <= 2 {
                    (whole(py, head)?, 0)
                } else {
                    return Err(Fail::Unknown);
                }
            }
        };
        self.found.offset = Some(sign * (hours * 3600 + minutes * 60));
        if self.tokens.len() > i + 5
            && words::is_jump(py, self.token(i + 2)?)
            && self.is(i + 3, "(")
            && self.is(i + 5, ")")
        {
            let name = self.token(i + 4)?;
            if name.chars().count() >= 3 && self.could_be_zone(name, None) {
                self.found.zone = Some(name);
                i += 4;
            }
        }
        Ok(i + 1)
    }

    /// A token that is a number; gives the place of the last token that was taken with it.
    fn numeric(&mut self, i: usize, token: &'a str, number: Number) -> Parse<'a, usize> {
        let py = self.py;
        let length = token.chars().count();
        let count = self.tokens.len();
        let next = self.tokens.get(i + 1).copied();
        // By characters, for digits may be of any script.
        let part = |from: usize, to: usize| token.chars().skip(from).take(to - from).collect::<String>();
        let hours_alone = next.is_none_or(|next| next != ":" && words::unit(py, next).is_none());
        if self.ymd.values.len() == 3 && matches!(length, 2 | 4) && self.found.hour.is_none() && hours_alone {
            // 19990101T23[59]
            self.found.hour = Some(whole(py, &part(0, 2))?);
            if length == 4 {
                self.found.minute = Some(whole(py, &part(2, 4))?);
            }
            return Ok(i);
        }
        let point = token.chars().position(|c| c == '.');
        if length == 6 || length > 6 && point == Some(6) {
            // YYMMDD or HHMMSS[.ss]
            if self.ymd.values.is_empty() && point.is_none() {
                for from in [0, 2, 4] {
                    self.ymd.push_text(py, &part(from, from + 2), None)?;
                }
            } else {
                self.found.hour = Some(whole(py, &part(0, 2))?);
                self.found.minute = Some(whole(py, &part(2, 4))?);
                self.seconds(&part(4, length))?;
            }
            return Ok(i);
        }
        if matches!(length, 8 | 12 | 14) {
            // YYYYMMDD[hhmm[ss]]
            self.ymd.push_text(py, &part(0, 4), Some(Label::Year))?;
            self.ymd.push_text(py, &part(4, 6), None)?;
            self.ymd.push_text(py, &part(6, 8), None)?;
            if length > 8 {
                self.found.hour = Some(whole(py, &part(8, 10))?);
                self.found.minute = Some(whole(py, &part(10, 12))?);
            }
            if length > 12 {
                self.found.second = Some(whole(py, &part(12, length))?);
            }
            return Ok(i);
        }
        if let Some((unit, last)) = self.unit_of(i) {
            // HH[ ]h or MM[ ]m or SS[.ss][ ]s
            match unit {
                0 => {
                    self.found.hour = Some(number.whole);
                    if !number.is_whole() {
                        self.found.minute = Some(number.sixtieths());
                    }
                }
                1 => self.minutes(number),
                2 => self.seconds(token)?,
                _ => {}
            }
            return Ok(last);
        }
        if i + 2 < count && next == Some(":") {
            return self.clock(i, number);
        }
        if let Some(separator @ ("-" | "/" | ".")) = next {
            return self.separated(i, token, separator);
        }
        if next.is_none_or(|next| words::is_jump(py, next)) {
            return match self.tokens.get(i + 2).and_then(|word| words::half_day(py, word)) {
                // 12 am
                Some(half) => {
                    self.found.hour = Some(hour_of(number.whole, half));
                    Ok(i + 2)
                }
                None => {
                    self.ymd.push_number(number.whole, number.is_whole(), None)?;
                    Ok(i + 1)
                }
            };
        }
        let half = next.and_then(|next| words::half_day(py, next));
        if let (Some(half), 0..24) = (half, number.whole) {
            // 12am
            self.found.hour = Some(hour_of(number.whole, half));
            return Ok(i + 1);
        }
        if self.ymd.could_be_day(number.whole, number.is_whole())? {
            self.ymd.push_number(number.whole, number.is_whole(), None)?;
        } else if !self.options.fuzzy {
            return Err(Fail::Unknown);
        }
        Ok(i)
    }

    /// `HH:MM[:SS[.ss]]`.
    fn clock(&mut self, i: usize, hours: Number) -> Parse<'a, usize> {
        self.found.hour = Some(hours.whole);
        let minutes = self.number(self.token(i + 2)?)?.ok_or(Fail::Unknown)?;
        self.minutes(minutes);
        if i + 4 < self.tokens.len() && self.is(i + 3, ":") {
            let seconds = self.token(i + 4)?;
            self.seconds(seconds)?;
            return Ok(i + 4);
        }
        Ok(i + 2)
    }

    /// `01-02[-03]`, `01-Jan[-03]`, with any of three separators.
    fn separated(&mut self, i: usize, token: &'a str, separator: &str) -> Parse<'a, usize> {
        let py = self.py;
        self.ymd.push_text(py, token, None)?;
        let Some(second) = self.tokens.get(i + 2).copied().filter(|second| !words::is_jump(py, second)) else {
            return Ok(i + 1);
        };
        if second.chars().all(chars::is_digit) {
            self.ymd.push_text(py, second, None)?;
        } else {
            let month = words::month(py, second).ok_or(Fail::Unknown)?;
            self.ymd.push_number(month, true, Some(Label::Month))?;
        }
        if !self.is(i + 3, separator) {
            return Ok(i + 2);
        }
        let third = self.token(i + 4)?;
        match words::month(py, third) {
            Some(month) => self.ymd.push_number(month, true, Some(Label::Month))?,
            None => self.ymd.push_text(py, third, None)?,
        }
        Ok(i + 4)
    }

    /// The unit of the number at `i` and the last token that belongs to it: the unit stands behind it, or the one before
    /// it is followed by the next smaller.
    fn unit_of(&self, i: usize) -> Option<(i128, usize)> {
        let unit = |at: Option<usize>| words::unit(self.py, self.tokens.get(at?)?);
        let is_space = |at: Option<usize>| at.is_some_and(|at| self.is(at, " "));
        if let Some(found) = unit(Some(i + 1)) {
            return Some((found, i + 1));
        }
        if is_space(Some(i + 1))
            && let Some(found) = unit(Some(i + 2))
        {
            return Some((found, i + 2));
        }
        if let Some(found) = unit(i.checked_sub(1)) {
            return Some((found + 1, i));
        }
        if i > 1
            && i + 1 == self.tokens.len()
            && is_space(i.checked_sub(1))
            && let Some(found) = unit(i.checked_sub(2))
        {
            return Some((found + 1, i));
        }
        None
    }

    fn minutes(&mut self, number: Number) {
        self.found.minute = Some(number.whole);
        self.found.second = (!number.is_whole()).then(|| number.sixtieths());
    }

    /// Seconds with their fraction, cut to microseconds.
    fn seconds(&mut self, text: &str) -> Parse<'a, ()> {
        let (whole_part, part) = match text.split_once('.') {
            None => (whole(self.py, text)?, 0),
            Some((_, part)) if part.contains('.') => return Err(Fail::Unknown),
            Some((seconds, part)) => {
                let cut: String = part.chars().chain("000000".chars()).take(6).collect();
                (whole(self.py, seconds)?, whole(self.py, &cut)?)
            }
        };
        self.found.second = Some(whole_part);
        self.found.micro = Some(part);
        Ok(())
    }
}

/// The hour of a day of which it is an hour of the morning (0) or the afternoon (1).
fn hour_of(hour: i128, half: i128) -> i128 {
    match (hour, half) {
        (..12, 1) => hour + 12,
        (12, 0) => 0,
        _ => hour,
    }
}

/// As a value, for `replace`.
pub fn int<'a>(py: Py<'a>, number: i128) -> Value<'a> {
    py.wide_int(number)
}
