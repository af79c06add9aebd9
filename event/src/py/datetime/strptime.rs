//! `strptime`: `Lib/_strptime.py` of CPython 3.11.7 in the C locale, where the machine's zone is UTC.
//!
//! A format becomes a regular expression, for the engine of `re` to match: what a directive takes, where one gives
//! back what it took, and the errors of a directive given twice are the engine's.

use super::date;
use super::days::{Day, is_leap, ordinal_of};
use super::delta::Delta;
use super::stamp;
use super::strftime::{MONTHS, WEEKDAYS};
use super::zone::Zone;
use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::dict::Dict;
use crate::py::structseq::{Record, STRUCT_TIME};
use crate::py::{chars, construct, method, modules, str_methods, text};
use crate::value::{Type, Value};

const IGNORECASE: i64 = 2;

/// What a text was read as.
struct Parsed<'a> {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    weekday: i64,
    day_of_year: i64,
    dst: i64,
    zone: Option<&'a str>,
    offset: Option<i64>,
    micros: i64,
    offset_micros: i64,
}

/// `datetime.strptime(text, format)`.
///
/// # Errors
/// `ValueError` for what does not match or is no time; `re.error` for a directive given twice.
pub fn datetime<'a>(py: Py<'a>, text: &'a str, format: &'a str) -> Ret<'a> {
    let parsed = parse(py, text, format)?;
    let zone = match parsed.offset {
        None => Value::None,
        Some(seconds) => {
            let offset = Delta::new(py, 0, seconds, parsed.offset_micros)?;
            Zone::checked(py, offset, parsed.zone.filter(|name| !name.is_empty()))?.value(py)
        }
    };
    let parts = [parsed.year, parsed.month, parsed.day, parsed.hour, parsed.minute, parsed.second, parsed.micros];
    let mut args: Vec<Value<'a>> = parts.iter().map(|part| Value::Int(*part)).collect();
    args.push(zone);
    stamp::construct(py, Args::pos(&args))
}

/// `time.strptime(text, format)`.
///
/// # Errors
/// As [`datetime`], but times that are none are not found out.
pub fn struct_time<'a>(py: Py<'a>, text: &'a str, format: &'a str) -> Ret<'a> {
    let p = parse(py, text, format)?;
    let items = [p.year, p.month, p.day, p.hour, p.minute, p.second, p.weekday, p.day_of_year, p.dst].map(Value::Int);
    let hidden = [p.zone.map_or(Value::None, Value::Str), p.offset.map_or(Value::None, Value::Int)];
    Ok(Record { shape: &STRUCT_TIME, items: py.alloc_slice(&items), hidden: py.alloc_slice(&hidden) }.value(py))
}

/// Why a format is none.
enum BadFormat {
    Directive(char),
    Stray,
}

/// What a directive matches.
fn directive(c: char) -> Option<String> {
    // Longer names first, and of equal ones the earlier.
    let names = |names: &[&str], letters: usize| {
        let mut names: Vec<String> =
            names.iter().map(|name| name.get(..letters).unwrap_or(name).to_lowercase()).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.join("|")
    };
    let alternatives = match c {
        'd' => r"3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9]".to_owned(),
        'f' => "[0-9]{1,6}".to_owned(),
        'H' => r"2[0-3]|[0-1]\d|\d".to_owned(),
        'I' | 'm' => "1[0-2]|0[1-9]|[1-9]".to_owned(),
        'G' | 'Y' => r"\d".repeat(4),
        'j' => r"36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]".to_owned(),
        'M' => r"[0-5]\d|\d".to_owned(),
        'S' => r"6[0-1]|[0-5]\d|\d".to_owned(),
        'U' | 'W' => r"5[0-3]|[0-4]\d|\d".to_owned(),
        'w' => "[0-6]".to_owned(),
        'u' => "[1-7]".to_owned(),
        'V' => r"5[0-3]|0[1-9]|[1-4]\d|\d".to_owned(),
        'y' => r"\d\d".to_owned(),
        'z' => r"[+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?|(?-i:Z)".to_owned(),
        'A' => names(&WEEKDAYS, usize::MAX),
        'a' => names(&WEEKDAYS, 3),
        'B' => names(&MONTHS, usize::MAX),
        'b' => names(&MONTHS, 3),
        'p' => "am|pm".to_owned(),
        'Z' => "utc|gmt".to_owned(),
        '%' => return Some("%".to_owned()),
        'c' => return pattern("%a %b %d %H:%M:%S %Y").ok(),
        'x' => return pattern("%m/%d/%y").ok(),
        'X' => return pattern("%H:%M:%S").ok(),
        _ => return None,
    };
    Some(format!("(?P<{c}>{alternatives})"))
}

/// The regular expression of a format.
fn pattern(format: &str) -> Result<String, BadFormat> {
    let mut escaped = String::new();
    let mut chars = format.chars().peekable();
    while let Some(c) = chars.next() {
        if chars::is_space(c) {
            while chars.next_if(|c| chars::is_space(*c)).is_some() {}
            escaped.push_str(r"\s+");
        } else {
            if r"\.^$*+?(){}[]|".contains(c) {
                escaped.push('\\');
            }
            escaped.push(c);
        }
    }
    let mut out = String::new();
    let mut chars = escaped.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let c = chars.next().ok_or(BadFormat::Stray)?;
        out.push_str(&directive(c).ok_or(BadFormat::Directive(c))?);
    }
    Ok(out)
}

fn parse<'a>(py: Py<'a>, data: &'a str, format: &'a str) -> R<'a, Parsed<'a>> {
    let regex = match pattern(format) {
        Ok(regex) => regex,
        Err(BadFormat::Stray) => return Err(py.value_error(format_args!("stray % in format '{format}'"))),
        Err(BadFormat::Directive(c)) => {
            // A space behind `%` had become an escape.
            let c = if c == '\\' { '%' } else { c };
            return Err(py.value_error(format_args!("'{c}' is a bad directive in format '{format}'")));
        }
    };
    let regex = modules::call(py, "re", "compile", Args::pos(&[py.str(&regex), Value::Int(IGNORECASE)]))?;
    let found = method::call(py, regex, "match", Args::pos(&[Value::Str(data)]))?;
    if found.is_none() {
        let (data, format) = (text::repr(py, Value::Str(data))?, text::repr(py, Value::Str(format))?);
        return Err(py.value_error(format_args!("time data {data} does not match format {format}")));
    }
    let end = match method::call(py, found, "end", Args::pos(&[]))? {
        Value::Int(end) => usize::try_from(end).unwrap_or(0),
        _ => 0,
    };
    if str_methods::len(data) != end {
        let rest: String = data.chars().skip(end).collect();
        return Err(py.value_error(format_args!("unconverted data remains: {rest}")));
    }
    let Value::Dict(groups) = method::call(py, found, "groupdict", Args::pos(&[]))? else {
        return Err(py.value_error(format_args!("no groups")));
    };
    Reader::read(py, groups)
}

/// The groups of a match as they are gone through.
struct Reader<'a> {
    py: Py<'a>,
    groups: &'a Dict<'a>,
}

impl<'a> Reader<'a> {
    fn text(&self, name: &str) -> Option<&'a str> {
        match self.groups.get_str(name) {
            Some(Value::Str(text)) => Some(text),
            _ => None,
        }
    }

    /// `int(group)`: digits may be those of any script.
    fn int(&self, name: &str) -> R<'a, Option<i64>> {
        self.text(name).map(|text| number(self.py, text)).transpose()
    }

    /// The place of a name in the list; what case folding let in is refused as `list.index` refuses it.
    fn index(&self, name: &str, names: &[&str], letters: usize) -> R<'a, Option<i64>> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let lower = str_methods::case::lower(self.py, text);
        let place = names.iter().position(|name| name.get(..letters).unwrap_or(name).to_lowercase() == lower);
        match place {
            Some(i) => Ok(i64::try_from(i).ok()),
            None => {
                let shown = text::repr(self.py, Value::Str(lower))?;
                Err(self.py.value_error(format_args!("{shown} is not in list")))
            }
        }
    }

    fn read(py: Py<'a>, groups: &'a Dict<'a>) -> R<'a, Parsed<'a>> {
        let r = Reader { py, groups };
        let mut year = match (r.int("Y")?, r.int("y")?) {
            (Some(year), None) => Some(year),
            (None, Some(year)) => Some(year + if year <= 68 { 2000 } else { 1900 }),
            // The last that is given counts.
            (Some(full), Some(short)) => {
                Some(if r.later("Y", "y") { full } else { short + if short <= 68 { 2000 } else { 1900 } })
            }
            (None, None) => None,
        };
        let iso_year = r.int("G")?;
        let mut month = 1;
        let mut hour = 0;
        let mut weekday = None;
        let mut week = None;
        for (key, _) in groups.pairs() {
            match key.as_str() {
                Some("m") => month = r.int("m")?.unwrap_or(1),
                Some("B") => month = r.index("B", &MONTHS, usize::MAX)?.unwrap_or(0) + 1,
                Some("b") => month = r.index("b", &MONTHS, 3)?.unwrap_or(0) + 1,
                Some("H") => hour = r.int("H")?.unwrap_or(0),
                Some("I") => hour = r.hour12()?,
                Some("A") => weekday = r.index("A", &WEEKDAYS, usize::MAX)?,
                Some("a") => weekday = r.index("a", &WEEKDAYS, 3)?,
                Some("w") => weekday = r.int("w")?.map(|day| (day + 6) % 7),
                Some("u") => weekday = r.int("u")?.map(|day| day - 1),
                Some("U") => week = r.int("U")?.map(|week| (week, false)),
                Some("W") => week = r.int("W")?.map(|week| (week, true)),
                _ => {}
            }
        }
        let mut day = r.int("d")?.unwrap_or(1);
        let (minute, second) = (r.int("M")?.unwrap_or(0), r.int("S")?.unwrap_or(0));
        let micros = match r.text("f") {
            Some(digits) => number(py, &format!("{digits:0<6}"))?,
            None => 0,
        };
        let mut day_of_year = r.int("j")?;
        let iso_week = r.int("V")?;
        let (offset, offset_micros) = r.offset()?;
        // Of the two sets of names that a zone is looked for in, the second is empty.
        let zone = r.text("Z");
        let dst = if zone.is_some() { 0 } else { -1 };

        r.iso_directives(year, iso_year, iso_week, weekday, day_of_year, week.is_some())?;
        let leap_day = year.is_none() && month == 2 && day == 29;
        let mut at = *year.get_or_insert(if leap_day { 1904 } else { 1900 });
        if let (None, Some(weekday)) = (day_of_year, weekday) {
            if let Some((week, monday)) = week {
                day_of_year = Some(of_week(py, at, week, weekday, monday)?);
            } else if let (Some(iso_year), Some(iso_week)) = (iso_year, iso_week) {
                let (year, day) = of_iso_week(py, iso_year, iso_week, weekday + 1)?;
                (at, day_of_year) = (year, Some(day));
            }
            if let Some(day) = day_of_year
                && day <= 0
            {
                at -= 1;
                day_of_year = Some(day + if is_leap(at) { 366 } else { 365 });
            }
        }
        let day_of_year = match day_of_year {
            None => {
                let day = date::check(py, at, month, day)?;
                day.of_year()
            }
            Some(of_year) => {
                let first = date::check(py, at, 1, 1)?.ordinal();
                let found = from_ordinal(py, of_year - 1 + first)?;
                at = i64::from(found.year);
                month = i64::from(found.month);
                day = i64::from(found.day);
                of_year
            }
        };
        let weekday = match weekday {
            Some(weekday) => weekday,
            None => date::check(py, at, month, day)?.weekday(),
        };
        let year = if leap_day { 1900 } else { at };
        Ok(Parsed {
            year,
            month,
            day,
            hour,
            minute,
            second,
            weekday,
            day_of_year,
            dst,
            zone,
            offset,
            micros,
            offset_micros,
        })
    }

    /// Whether the group `a` comes after `b`.
    fn later(&self, a: &str, b: &str) -> bool {
        let place = |name: &str| self.groups.pairs().iter().position(|(key, _)| key.as_str() == Some(name));
        place(a) > place(b)
    }

    fn hour12(&self) -> R<'a, i64> {
        let hour = self.int("I")?.unwrap_or(0);
        let half = self.text("p").map_or("", |half| str_methods::case::lower(self.py, half));
        Ok(match (half, hour) {
            ("" | "am", 12) => 0,
            ("pm", hour) if hour != 12 => hour + 12,
            _ => hour,
        })
    }

    /// Seconds and microseconds from UTC.
    fn offset(&self) -> R<'a, (Option<i64>, i64)> {
        let Some(whole) = self.text("z") else { return Ok((None, 0)) };
        if whole == "Z" {
            return Ok((Some(0), 0));
        }
        let mut text: Vec<char> = whole.chars().collect();
        if text.get(3) == Some(&':') {
            text.remove(3);
            if text.len() > 5 {
                if text.get(5) != Some(&':') {
                    return Err(self.py.value_error(format_args!("Inconsistent use of : in {whole}")));
                }
                text.remove(5);
            }
        }
        let part = |from: usize, to: usize| -> R<'a, i64> {
            let digits: String = text.get(from..to.min(text.len())).unwrap_or_default().iter().collect();
            if digits.is_empty() { Ok(0) } else { number(self.py, &digits) }
        };
        let seconds = part(1, 3)? * 3600 + part(3, 5)? * 60 + part(5, 7)?;
        let fraction: String = text.get(8..).unwrap_or_default().iter().collect();
        let micros = number(self.py, &format!("{fraction:0<6}"))?;
        let sign = if text.first() == Some(&'-') { -1 } else { 1 };
        Ok((Some(sign * seconds), sign * micros))
    }

    /// Which directives of ISO 8601 need or exclude each other.
    fn iso_directives(
        &self,
        year: Option<i64>,
        iso_year: Option<i64>,
        iso_week: Option<i64>,
        weekday: Option<i64>,
        day_of_year: Option<i64>,
        has_week: bool,
    ) -> R<'a, ()> {
        const WEEKDAY: &str = "and a weekday directive ('%A', '%a', '%w', or '%u').";
        let refused = if year.is_none() && iso_year.is_some() {
            if iso_week.is_none() || weekday.is_none() {
                format!("ISO year directive '%G' must be used with the ISO week directive '%V' {WEEKDAY}")
            } else if day_of_year.is_some() {
                "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead."
                    .to_owned()
            } else {
                return Ok(());
            }
        } else if !has_week && iso_week.is_some() {
            if weekday.is_none() {
                format!("ISO week directive '%V' must be used with the ISO year directive '%G' {WEEKDAY}")
            } else {
                "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead."
                    .to_owned()
            }
        } else {
            return Ok(());
        };
        Err(self.py.value_error(format_args!("{refused}")))
    }
}

fn number<'a>(py: Py<'a>, digits: &str) -> R<'a, i64> {
    match construct::construct(py, Type::Int, Args::pos(&[py.str(digits)]))? {
        Value::Int(number) => Ok(number),
        _ => Ok(0),
    }
}

fn from_ordinal<'a>(py: Py<'a>, ordinal: i64) -> R<'a, Day> {
    if ordinal < 1 {
        return Err(py.value_error(format_args!("ordinal must be >= 1")));
    }
    Day::from_ordinal(ordinal).ok_or_else(|| py.value_error(format_args!("year 10000 is out of range")))
}

/// The day of the year of a weekday in a week that begins on Sunday or Monday; it may lie before the year.
fn of_week<'a>(py: Py<'a>, year: i64, week: i64, weekday: i64, monday: bool) -> R<'a, i64> {
    let mut first = date::check(py, year, 1, 1)?.weekday();
    let mut weekday = weekday;
    if !monday {
        first = (first + 1) % 7;
        weekday = (weekday + 1) % 7;
    }
    Ok(if week == 0 { 1 + weekday - first } else { 1 + (7 - first) % 7 + 7 * (week - 1) + weekday })
}

/// The year and its day of a weekday, from 1, in a week of ISO 8601.
fn of_iso_week<'a>(py: Py<'a>, year: i64, week: i64, weekday: i64) -> R<'a, (i64, i64)> {
    let correction = date::check(py, year, 1, 4)?.weekday() + 1 + 3;
    let day = week * 7 + weekday - correction;
    if day >= 1 {
        return Ok((year, day));
    }
    let before = date::check(py, year - 1, 1, 1)?;
    Ok((year - 1, day + ordinal_of(year, 1, 1) - before.ordinal()))
}
