//! What values of flags are: sizes, shares, moments.

use std::str::FromStr;

/// A moment, said by how long ago it is or by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since(pub jiff::Timestamp);

impl FromStr for Since {
    type Err = String;

    fn from_str(text: &str) -> Result<Since, String> {
        if let Ok(time) = text.parse() {
            return Ok(Since(time));
        }
        let wrong =
            || format!("found `{text}`, expected an age such as `24h` or `7d`, or a time such as 2026-01-31T12:00:00Z");
        let unit = text.chars().next_back().ok_or_else(wrong)?;
        let number = text.strip_suffix(unit).and_then(|number| number.parse::<u32>().ok()).ok_or_else(wrong)?;
        let seconds = match unit {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            'w' => 604_800,
            _ => return Err(wrong()),
        };
        let age = jiff::SignedDuration::from_secs(i64::from(number) * seconds);
        jiff::Timestamp::now().checked_sub(age).map(Since).map_err(|_| wrong())
    }
}

/// A number of bytes, with `K`, `M`, `G` or `T` for the powers of 1024.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(pub u64);

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Size, String> {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let shift = match text.get(digits.len()..).unwrap_or_default().to_ascii_uppercase().as_str() {
            "" | "B" => 0,
            "K" | "KB" | "KIB" => 10,
            "M" | "MB" | "MIB" => 20,
            "G" | "GB" | "GIB" => 30,
            "T" | "TB" | "TIB" => 40,
            unit => return Err(format!("found the unit `{unit}`, expected K, M, G or T")),
        };
        let number: u64 = digits.parse().map_err(|_| format!("found `{digits}`, expected a number of bytes"))?;
        match number.checked_mul(1 << shift) {
            None | Some(0) => Err("expected at least one byte, and fewer than 2^64".to_owned()),
            Some(bytes) => Ok(Size(bytes)),
        }
    }
}

/// A share, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share(pub f64);

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Share, String> {
        match text.parse() {
            Ok(share) if (0.0..=1.0).contains(&share) => Ok(Share(share)),
            _ => Err("expected a number from 0 to 1".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages() {
        let since = |text: &str| text.parse::<Since>();
        assert_eq!(since("1970-01-01T00:00:05Z"), Ok(Since(jiff::Timestamp::from_second(5).expect("a time"))));
        let day = since("24h").expect("an age").0;
        assert!((jiff::Timestamp::now().duration_since(day).as_secs() - 86_400).abs() < 60);
        for wrong in ["", "h", "24", "-1h", "24x", "4000000000w", "\u{e9}"] {
            assert!(since(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn shares() {
        assert_eq!("0.001".parse(), Ok(Share(0.001)));
        assert_eq!("1".parse(), Ok(Share(1.0)));
        for wrong in ["", "-0.1", "1.1", "NaN", "1%"] {
            assert!(wrong.parse::<Share>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes() {
        assert_eq!("16M".parse(), Ok(Size(16 << 20)));
        assert_eq!("1kib".parse(), Ok(Size(1024)));
        assert_eq!("12".parse(), Ok(Size(12)));
        for wrong in ["", "x", "0", "1X", "-1", "99999999999T"] {
            assert!(wrong.parse::<Size>().is_err(), "{wrong}");
        }
    }
}
