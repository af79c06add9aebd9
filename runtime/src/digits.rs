//! Digits of ASCII, eight bytes at a time.

use std::ops::Range;

/// One in each of eight bytes.
const ONES: u64 = u64::MAX / 0xff;
const HIGH: u64 = ONES * 0x80;

/// The number that one to eighteen digits make.
pub(crate) fn whole(text: &[u8]) -> Option<u64> {
    whole_in(text, 0..text.len())
}

/// The number that the bytes at `place` of a text make, if they are one to eighteen digits. That others stand before them makes it
/// cheaper.
#[inline]
pub(crate) fn whole_in(text: &[u8], place: Range<usize>) -> Option<u64> {
    const EIGHT: u64 = 100_000_000;
    let eight = |end: usize, length: usize| value(zero_filled(before(text, end)?, length));
    let low = |length: usize| eight(place.end, length);
    match place.len() {
        length @ 1..=8 => low(length),
        length @ 9..=16 => Some(eight(place.end - 8, length - 8)? * EIGHT + low(8)?),
        length @ 17..=18 => {
            Some((eight(place.end - 16, length - 16)? * EIGHT + eight(place.end - 8, 8)?) * EIGHT + low(8)?)
        }
        _ => None,
    }
}

/// Whether the number that the digits at `place` of a text make is sure to have no more than 16 bits: what has leading zeros need not.
#[inline]
pub(crate) fn are_16_bits(text: &[u8], place: Range<usize>) -> bool {
    const LARGEST: u64 = u64::from_be_bytes(*b"00065535");
    // Digits of one length are ordered as their numbers are.
    before(text, place.end)
        .is_some_and(|word| (1..=5).contains(&place.len()) & (zero_filled(word, place.len()).swap_bytes() <= LARGEST))
}

/// The eight bytes of a text that end there, the first of them the lowest. Where there are fewer, those are the highest.
#[inline]
fn before(text: &[u8], end: usize) -> Option<u64> {
    let text = text.get(..end)?;
    Some(match text.last_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => text.iter().fold(0, |word, byte| word >> 8 | u64::from(*byte) << 56),
    })
}

/// A word of which only the last one to eight bytes are of interest, with zeros of ASCII for the others.
#[inline]
fn zero_filled(word: u64, length: usize) -> u64 {
    let bits = 8 * length as u32;
    word & u64::MAX.unbounded_shl(64 - bits) | (ONES * u64::from(b'0')).unbounded_shr(bits)
}

/// The number that eight digits make, the first of which is the lowest byte.
#[inline]
fn value(word: u64) -> Option<u64> {
    (digits(word) == HIGH).then(|| {
        // Tens and ones of pairs, then of pairs of pairs, then of both halves.
        let pairs = ((word & (ONES * 0xf)).wrapping_mul(10 << 8 | 1) >> 8) & 0x00ff_00ff_00ff_00ff;
        let fours = (pairs.wrapping_mul(100 << 16 | 1) >> 16) & 0x0000_ffff_0000_ffff;
        fours.wrapping_mul(10_000 << 32 | 1) >> 32
    })
}

/// The highest bit of each byte that is a digit.
#[inline]
fn digits(word: u64) -> u64 {
    let low = word & (ONES * 0x7f);
    // From 0x30 on the first sum has the bit, from 0x3a on the second as well.
    (low + ONES * 0x50) & !(low + ONES * 0x46) & !word & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_16_bits() {
        for number in (0_u32..99).chain(9_990..10_010).chain(65_000..66_000).chain(99_990..100_010) {
            for before in ["", "1", "eni-1 ", "123456789 "] {
                let (number, text) = (number.to_string(), format!("{before}{number} 1"));
                let place = before.len()..before.len() + number.len();
                assert_eq!(are_16_bits(text.as_bytes(), place), number.parse::<u16>().is_ok(), "{text}");
            }
        }
        assert!(!are_16_bits(b"1", 1..1) && !are_16_bits(b"000001", 0..6));
    }

    #[test]
    fn digits_are_a_number_and_not_too_many() {
        for length in 0..22 {
            for first in 0..10 {
                let text: String = (0..length).map(|at| char::from(b'0' + (first + at * 7 % 10) as u8 % 10)).collect();
                let expected = text.parse().ok().filter(|_| length < 19);
                assert_eq!(whole_in(text.as_bytes(), 0..text.len()), expected, "{text}");
                let within = format!("eni-0 {text}9 -");
                assert_eq!(whole_in(within.as_bytes(), 6..6 + length), expected, "{text}");
                for at in 0..length {
                    for other in ["/", ":", "-", " ", "\0", "\u{7f}", ".", "+", "\u{b1}", "o"] {
                        let text = format!("{}{other}{}", &text[..at], &text[at + 1..]);
                        assert_eq!(whole_in(text.as_bytes(), 0..text.len()), None, "{text}");
                    }
                }
            }
        }
    }
}
