//! Text in, the number of an address or the length of a prefix out: `_ip_int_from_string` and `_make_netmask` of
//! `ipaddress.py`, faults in its words.

use std::fmt::Arguments;

use super::address::Version;
use crate::heap::Py;
use crate::py::text;
use crate::value::Value;

/// Reads texts. `ip_address` tries one family after the other and throws the faults away, so they are worded only
/// where somebody will see them.
#[derive(Clone, Copy)]
pub struct Parser<'a> {
    pub py: Py<'a>,
    /// Whether faults are to be worded.
    pub say: bool,
}

/// Why a text is no address; empty where nobody asked.
pub type Fault = String;

impl<'a> Parser<'a> {
    /// `repr(text)`.
    pub fn quote(self, text: &str) -> &'a str {
        text::repr(self.py, Value::Str(self.py.alloc_str(text))).unwrap_or("")
    }

    /// `"%s in %r" % (fault, text)`.
    fn within(self, fault: &str, text: &str) -> Fault {
        if self.say { format!("{fault} in {}", self.quote(text)) } else { Fault::new() }
    }

    /// `message % text`, where the message ends in ` %r`.
    fn fault<T>(self, message: Arguments<'_>, text: &str) -> Result<T, Fault> {
        Err(if self.say { format!("{message} {}", self.quote(text)) } else { Fault::new() })
    }

    /// An address without a scope.
    pub fn ip(self, version: Version, text: &str) -> Result<u128, Fault> {
        if text.is_empty() {
            return Err("Address cannot be empty".to_owned());
        }
        match version {
            Version::V4 => self.v4(text).map(u128::from),
            Version::V6 => self.v6(text),
        }
    }

    fn v4(self, text: &str) -> Result<u32, Fault> {
        if text.matches('.').count() != 3 {
            return self.fault(format_args!("Expected 4 octets in"), text);
        }
        text.split('.').try_fold(0, |ip, octet| {
            let octet = self.octet(octet).map_err(|fault| self.within(&fault, text))?;
            Ok(ip << 8 | octet)
        })
    }

    fn octet(self, text: &str) -> Result<u32, Fault> {
        if text.is_empty() {
            return Err("Empty octet not permitted".to_owned());
        }
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return self.fault(format_args!("Only decimal digits permitted in"), text);
        }
        if text.len() > 3 {
            return self.fault(format_args!("At most 3 characters permitted in"), text);
        }
        if text != "0" && text.starts_with('0') {
            return self.fault(format_args!("Leading zeros are not permitted in"), text);
        }
        let octet = text.parse().unwrap_or(0);
        if octet > 255 {
            return Err(format!("Octet {octet} (> 255) not permitted"));
        }
        Ok(octet)
    }

    fn v6(self, text: &str) -> Result<u128, Fault> {
        let mut parts: Vec<&str> = text.splitn(64, ':').collect();
        if parts.len() < 3 {
            return self.fault(format_args!("At least 3 parts expected in"), text);
        }
        // An IPv4 suffix stands for two groups.
        let mut suffix = None;
        if let Some(last) = text.rsplit(':').next().filter(|last| last.contains('.')) {
            suffix = Some(self.v4_suffix(last).map_err(|fault| self.within(&fault, text))?);
            parts.pop();
            parts.extend(["0", "0"]);
        }
        if parts.len() > 9 {
            return self.fault(format_args!("At most 8 colons permitted in"), text);
        }
        let inner = parts.get(1..parts.len() - 1).unwrap_or(&[]);
        let mut gaps = inner.iter().enumerate().filter(|(_, part)| part.is_empty()).map(|(i, _)| i + 1);
        let gap = gaps.next();
        if gaps.next().is_some() {
            return self.fault(format_args!("At most one '::' permitted in"), text);
        }
        let starts_empty = parts.first().is_some_and(|part| part.is_empty());
        let ends_empty = parts.last().is_some_and(|part| part.is_empty());
        let (mut high, mut low, skipped);
        if let Some(gap) = gap {
            high = gap;
            low = parts.len() - gap - 1;
            if starts_empty {
                high -= 1;
                if high > 0 {
                    return self.fault(format_args!("Leading ':' only permitted as part of '::' in"), text);
                }
            }
            if ends_empty {
                low -= 1;
                if low > 0 {
                    return self.fault(format_args!("Trailing ':' only permitted as part of '::' in"), text);
                }
            }
            if high + low > 7 {
                return self.fault(format_args!("Expected at most 7 other parts with '::' in"), text);
            }
            skipped = 8 - (high + low);
        } else {
            if parts.len() != 8 {
                return self.fault(format_args!("Exactly 8 parts expected without '::' in"), text);
            }
            if starts_empty {
                return self.fault(format_args!("Leading ':' only permitted as part of '::' in"), text);
            }
            if ends_empty {
                return self.fault(format_args!("Trailing ':' only permitted as part of '::' in"), text);
            }
            (high, low, skipped) = (8, 0, 0);
        }
        let mut ip = 0_u128;
        for part in parts.iter().take(high) {
            ip = ip << 16 | self.hextet(part).map_err(|fault| self.within(&fault, text))?;
        }
        ip = ip.checked_shl(16 * u32::try_from(skipped).unwrap_or(0)).unwrap_or(0);
        for part in parts.iter().skip(parts.len() - low) {
            ip = ip << 16 | self.hextet(part).map_err(|fault| self.within(&fault, text))?;
        }
        Ok(ip | u128::from(suffix.unwrap_or(0)))
    }

    /// The IPv4 address at the end of an IPv6 one, read by `IPv4Address(...)`.
    fn v4_suffix(self, text: &str) -> Result<u32, Fault> {
        if text.contains('/') {
            return self.fault(format_args!("Unexpected '/' in"), text);
        }
        self.v4(text)
    }

    fn hextet(self, text: &str) -> Result<u128, Fault> {
        if !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return self.fault(format_args!("Only hex digits permitted in"), text);
        }
        if text.len() > 4 {
            return self.fault(format_args!("At most 4 characters permitted in"), text);
        }
        Ok(u128::from_str_radix(text, 16).unwrap_or(0))
    }

    /// The length of the prefix that `mask` means: a number, or an IPv4 netmask or hostmask.
    pub fn mask(self, version: Version, mask: &str) -> Result<u32, Fault> {
        if !mask.is_empty() && mask.bytes().all(|b| b.is_ascii_digit()) {
            let number = mask.trim_start_matches('0');
            let length = if number.is_empty() { Some(0) } else { number.parse().ok() };
            if let Some(length) = length.filter(|length| *length <= version.bits()) {
                return Ok(length);
            }
        }
        if version == Version::V4
            && let Ok(ip) = (Parser { say: false, ..self }).v4(mask)
        {
            // All ones and all zeros are netmasks.
            if ip.leading_ones() + ip.trailing_zeros() >= 32 {
                return Ok(ip.leading_ones());
            }
            if ip.leading_zeros() + ip.trailing_ones() == 32 {
                return Ok(ip.leading_zeros());
            }
        }
        Err(if self.say { format!("{} is not a valid netmask", self.quote(mask)) } else { Fault::new() })
    }
}
