//! Questions about 64 bytes, answered with a bit for each: the first byte's is the lowest.
//!
//! A level is a value that exists only where the machine has its instructions; so its methods are safe to call.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "aarch64")]
mod neon;
mod scalar;

#[cfg(target_arch = "x86_64")]
pub(crate) use avx2::Avx2;
#[cfg(target_arch = "x86_64")]
pub(crate) use avx512::Avx512;
#[cfg(target_arch = "aarch64")]
pub(crate) use neon::Neon;
pub(crate) use scalar::Scalar;

/// The bit of ASCII that tells `{` from `[` and `}` from `]`, and lower case from upper.
pub(crate) const CASE: u8 = 0x20;

/// A function that wants to be compiled for a level: its arguments, and its code in `run`, which must be `#[inline(always)]`.
pub(crate) trait Kernel {
    type Output;

    fn run<S: Simd>(self, simd: S) -> Self::Output;
}

pub(crate) trait Simd: Copy {
    /// 64 bytes, in registers.
    type Block: Copy;

    /// Runs a function that is compiled for the instructions of this level.
    fn vectorize<K: Kernel>(self, kernel: K) -> K::Output;

    fn load(self, bytes: &[u8; 64]) -> Self::Block;

    /// Which bytes are `byte`.
    fn equal(self, block: Self::Block, byte: u8) -> u64;

    /// Which bytes are one of `[\]^_{|}~` or DEL: outside of strings JSON has none of them but brackets.
    fn bracket_like(self, block: Self::Block) -> u64;

    /// Which bytes are digits of ASCII.
    fn digits(self, block: Self::Block) -> u64;

    /// Which bytes are below 0x20.
    fn control(self, block: Self::Block) -> u64;

    /// Which bytes are 0x80 or above.
    fn non_ascii(self, block: Self::Block) -> u64;

    /// Whether a byte is a backslash, below 0x20, or 0x80 or above.
    fn is_unusual(self, block: Self::Block) -> bool;

    /// Each bit is the parity of itself and all lower ones: from quotes to what is between them.
    #[inline(always)]
    fn prefix_xor(self, bits: u64) -> u64 {
        [1, 2, 4, 8, 16, 32].into_iter().fold(bits, |bits, shift| bits ^ (bits << shift))
    }
}
