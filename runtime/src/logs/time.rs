//! Times as vendors write them: RFC 3339 with any offset and up to nanoseconds, the same without a zone (UTC), and seconds
//! to nanoseconds since 1970 as a number or a string.

use event::Value;
use jiff::Timestamp;
use jiff::civil::DateTime;

/// The time that `value` says.
pub(crate) fn of(value: Value<'_>) -> Option<Timestamp> {
    match value {
        Value::Int(n) => epoch(n),
        Value::Float(seconds) if seconds.is_finite() && seconds.abs() < 1e11 => {
            Timestamp::from_microsecond((seconds * 1e6).round() as i64).ok()
        }
        // Milliseconds and smaller with a fraction: what is lost is below them.
        Value::Float(number) if number.is_finite() && number.abs() < 9e18 => epoch(number as i64),
        Value::Str(text) => of_text(text),
        _ => None,
    }
}

/// The time that `text` says.
pub(crate) fn of_text(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        return epoch(text.parse().ok()?);
    }
    if let Some((whole, fraction)) = digits.split_once('.')
        && whole.len() < 12
        && [whole, fraction].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
    {
        return of(Value::Float(text.parse().ok()?));
    }
    // Of a finer fraction than nanoseconds the rest says nothing.
    let cut = finer_than_nanoseconds(text);
    let text = cut.as_deref().unwrap_or(text);
    text.parse().ok().or_else(|| without_colon(text)).or_else(|| zoneless(text))
}

/// Whether `text` says a time.
pub(crate) fn is_in(text: &str) -> bool {
    is_plain(text.as_bytes()) || of_text(text).is_some()
}

/// Whether it is a time of a day that every month has, in UTC, as nearly all of them are: sure to be one, without counting days.
fn is_plain(text: &[u8]) -> bool {
    let number = |place: usize| match text.get(place..place + 2) {
        Some([tens @ b'0'..=b'9', ones @ b'0'..=b'9']) => (tens - b'0') * 10 + ones - b'0',
        _ => u8::MAX,
    };
    let is = |place: usize, byte: u8| text.get(place) == Some(&byte);
    let fraction = match text.get(19..) {
        Some([b'Z']) => true,
        Some([b'.', digits @ .., b'Z']) => (1..10).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    fraction
        && (19..22).contains(&number(0))
        && number(2) < 100
        && (1..13).contains(&number(5))
        && (1..29).contains(&number(8))
        && number(11) < 24
        && number(14) < 60
        && number(17) < 60
        && [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')].into_iter().all(|(place, byte)| is(place, byte))
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, by their size: each unit covers 1973 to 5138.
pub(crate) fn epoch(n: i64) -> Option<Timestamp> {
    match n.unsigned_abs() {
        0..100_000_000_000 => Timestamp::from_second(n).ok(),
        100_000_000_000..100_000_000_000_000 => Timestamp::from_millisecond(n).ok(),
        100_000_000_000_000..100_000_000_000_000_000 => Timestamp::from_microsecond(n).ok(),
        _ => Timestamp::from_nanosecond(n.into()).ok(),
    }
}

/// `+0000`, as some write an offset.
fn without_colon(text: &str) -> Option<Timestamp> {
    let (time, offset) = text.split_at_checked(text.len().checked_sub(5)?)?;
    let (hours, minutes) = offset.split_at_checked(3)?;
    let is_offset = hours.starts_with(['+', '-']) && offset.bytes().skip(1).all(|b| b.is_ascii_digit());
    if !is_offset {
        return None;
    }
    format!("{}{hours}:{minutes}", time.trim_end()).parse().ok()
}

/// A time without a zone is one in UTC.
fn zoneless(text: &str) -> Option<Timestamp> {
    let text = text.strip_suffix(" UTC").unwrap_or(text);
    // A date alone is no time.
    if !text.contains(':') {
        return None;
    }
    let time: DateTime = text.parse().ok()?;
    time.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// The text with nine digits of fraction, where it has more.
fn finer_than_nanoseconds(text: &str) -> Option<String> {
    let (whole, rest) = text.split_once('.')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (fraction, zone) = rest.split_at_checked(digits)?;
    (digits > 9).then(|| format!("{whole}.{}{zone}", fraction.get(..9).unwrap_or_default()))
}

/// `06/Feb/2019:00:00:38 +0000`, the form of access logs.
pub(crate) fn access_log(text: &str) -> Option<Timestamp> {
    let mut parts = text.splitn(3, '/');
    let (day, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, time) = rest.split_once(':')?;
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months.iter().position(|name| *name == month)? + 1;
    let (time, offset) = time.split_once(' ')?;
    without_colon(&format!("{year}-{month:02}-{day:0>2}T{time}{offset}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(of_text(text).map(|time| time.to_string()).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn times_as_vendors_write_them() {
        check("2024-05-01T12:00:00Z", "2024-05-01T12:00:00Z");
        check("2024-05-01T09:00:01.5-03:00", "2024-05-01T12:00:01.5Z");
        check("2024-05-01 12:00:00.123456789+00:00", "2024-05-01T12:00:00.123456789Z");
        check("2024-05-01T12:00:00.1234567891234Z", "2024-05-01T12:00:00.123456789Z");
        check("2024-05-01T14:00:00+0200", "2024-05-01T12:00:00Z");
        check("2024-05-01T12:00:00", "2024-05-01T12:00:00Z");
        check("2024-05-01 12:00:00.5", "2024-05-01T12:00:00.5Z");
        check("2024-05-01 12:00:00 UTC", "2024-05-01T12:00:00Z");
        for number in ["1714564800", "1714564800000", "1714564800000000", "1714564800000000000", "1714564800.0"] {
            check(number, "2024-05-01T12:00:00Z");
        }
        assert_eq!(of(Value::Float(1_714_564_800.25)), of_text("2024-05-01T12:00:00.25Z"));
        assert_eq!(of(Value::Int(1_714_564_800_123)), of_text("2024-05-01T12:00:00.123Z"));
        for none in ["", "-", "yesterday", "2024-05-01", "2024-13-01T00:00:00Z", "99999999999999999999", "+0000"] {
            assert_eq!(of_text(none), None, "{none}");
            assert!(!is_in(none), "{none}");
        }
        assert_eq!(of(Value::Float(f64::NAN)), None);
        assert_eq!(access_log("06/Feb/2019:00:00:38 +0000"), of_text("2019-02-06T00:00:38Z"));
        assert_eq!(access_log("06/Fev/2019:00:00:38 +0000"), None);
    }

    #[test]
    fn what_is_plain_is_a_time() {
        let mut plain = 0;
        for text in ["2024-02-28T23:59:59Z", "1999-12-09T00:00:00.123456789Z"] {
            assert!(is_plain(text.as_bytes()));
            for (place, byte) in (0..=text.len()).flat_map(|place| b"0123456789-:.TZ+ ".map(|byte| (place, byte))) {
                let mut put = text.as_bytes().to_vec();
                put.splice(place..(place + 1).min(text.len()), [byte]);
                let put = String::from_utf8(put).expect("it is ASCII");
                plain += usize::from(is_plain(put.as_bytes()));
                assert!(!is_plain(put.as_bytes()) || of_text(&put).is_some(), "{put}");
            }
        }
        assert!(plain > 100, "{plain} texts");
    }
}
