//! Eight bytes at a time, in general registers.

use super::{CASE, Kernel, Simd};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Scalar;

const HIGH: u64 = each(0x80);
const LOW7: u64 = each(0x7f);

/// A word of eight times `byte`.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The highest bits of eight bytes, together.
#[inline(always)]
fn gather(high: u64) -> u64 {
    ((high >> 7) & each(1)).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The highest bit of each byte that is zero. Exact: no byte carries into another.
#[inline(always)]
fn zero(word: u64) -> u64 {
    !(((word & LOW7) + LOW7) | word) & HIGH
}

/// `test` gives the highest bit of each byte.
#[inline(always)]
fn mask(block: [u64; 8], test: impl Fn(u64) -> u64) -> u64 {
    let mut bits = 0;
    for (index, word) in block.into_iter().enumerate() {
        bits |= gather(test(word)) << (8 * index);
    }
    bits
}

#[inline(always)]
fn digit(word: u64) -> u64 {
    let low = word & LOW7;
    // From 0x30 on the first sum has the bit, from 0x3a on the second as well.
    (low + each(0x80 - 0x30)) & !(low + each(0x80 - 0x3a)) & !word & HIGH
}

#[inline(always)]
fn control(word: u64) -> u64 {
    !((word | HIGH) - each(0x20)) & !word & HIGH
}

impl Simd for Scalar {
    type Block = [u64; 8];

    #[inline(never)]
    fn vectorize<K: Kernel>(self, kernel: K) -> K::Output {
        kernel.run(self)
    }

    #[inline(always)]
    fn load(self, bytes: &[u8; 64]) -> [u64; 8] {
        let (words, _) = bytes.as_chunks::<8>();
        let mut block = [0; 8];
        for (word, bytes) in block.iter_mut().zip(words) {
            *word = u64::from_le_bytes(*bytes);
        }
        block
    }

    #[inline(always)]
    fn equal(self, block: [u64; 8], byte: u8) -> u64 {
        mask(block, |word| zero(word ^ each(byte)))
    }

    #[inline(always)]
    fn bracket_like(self, block: [u64; 8]) -> u64 {
        // From 0x7b on, 5 more are 0x80; the byte's own highest bit was not set.
        mask(block, |word| ((word & LOW7 | each(CASE)) + each(0x80 - 0x7b)) & !word & HIGH)
    }

    #[inline(always)]
    fn digits(self, block: [u64; 8]) -> u64 {
        mask(block, digit)
    }

    #[inline(always)]
    fn control(self, block: [u64; 8]) -> u64 {
        mask(block, control)
    }

    #[inline(always)]
    fn non_ascii(self, block: [u64; 8]) -> u64 {
        mask(block, |word| word & HIGH)
    }

    #[inline(always)]
    fn is_unusual(self, block: [u64; 8]) -> bool {
        let unusual = block.into_iter().fold(0, |all, word| all | control(word) | word | zero(word ^ each(b'\\')));
        unusual & HIGH != 0
    }
}
