//! Two registers of 32 bytes.
#![expect(unsafe_code, reason = "the instructions are not there on every machine, and registers are loaded by pointer")]

use std::arch::x86_64::*;

use super::{CASE, Kernel, Simd};

/// Invariant: a value exists only where `new` has found the machine to have what `#[target_feature]` names below.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx2(());

impl Avx2 {
    pub(crate) fn new() -> Option<Avx2> {
        (is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("lzcnt")
            && is_x86_feature_detected!("popcnt")
            && is_x86_feature_detected!("pclmulqdq"))
        .then_some(Avx2(()))
    }
}

type Halves = [__m256i; 2];

#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt,pclmulqdq")]
#[inline(never)]
fn vectorize<K: Kernel>(simd: Avx2, kernel: K) -> K::Output {
    kernel.run(simd)
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(bytes: &[u8; 64]) -> Halves {
    let low = bytes.as_ptr().cast::<__m256i>();
    // SAFETY: the reference is to 64 bytes, which is twice 32, and the loads ask for no alignment.
    unsafe { [_mm256_loadu_si256(low), _mm256_loadu_si256(low.add(1))] }
}

/// The highest bit of each byte.
#[inline]
#[target_feature(enable = "avx2")]
fn gather([low, high]: Halves) -> u64 {
    u64::from(_mm256_movemask_epi8(low).cast_unsigned()) | u64::from(_mm256_movemask_epi8(high).cast_unsigned()) << 32
}

#[inline]
#[target_feature(enable = "avx2")]
fn each(byte: u8) -> __m256i {
    _mm256_set1_epi8(byte.cast_signed())
}

#[inline]
#[target_feature(enable = "avx2")]
fn folded([low, high]: Halves) -> Halves {
    [_mm256_or_si256(low, each(CASE)), _mm256_or_si256(high, each(CASE))]
}

#[inline]
#[target_feature(enable = "avx2")]
fn equal([low, high]: Halves, byte: u8) -> u64 {
    gather([_mm256_cmpeq_epi8(low, each(byte)), _mm256_cmpeq_epi8(high, each(byte))])
}

/// Bytes from 0x80 are negative here.
#[inline]
#[target_feature(enable = "avx2")]
fn bracket_like(block: Halves) -> u64 {
    let [low, high] = folded(block);
    gather([_mm256_cmpgt_epi8(low, each(0x7a)), _mm256_cmpgt_epi8(high, each(0x7a))])
}

#[inline]
#[target_feature(enable = "avx2")]
fn digits(block: Halves) -> u64 {
    // Bytes from 0x80 are negative: below both.
    gather(block.map(|bytes| {
        _mm256_and_si256(_mm256_cmpgt_epi8(bytes, each(b'0' - 1)), _mm256_cmpgt_epi8(each(b'9' + 1), bytes))
    }))
}

#[inline]
#[target_feature(enable = "avx2")]
fn control(block: Halves) -> u64 {
    // The larger of the byte and 0x1f is 0x1f.
    let [low, high] = block;
    let limit = each(0x1f);
    gather([
        _mm256_cmpeq_epi8(_mm256_max_epu8(low, limit), limit),
        _mm256_cmpeq_epi8(_mm256_max_epu8(high, limit), limit),
    ])
}

#[inline]
#[target_feature(enable = "avx2")]
fn is_unusual([low, high]: Halves) -> bool {
    let backslash = _mm256_or_si256(_mm256_cmpeq_epi8(low, each(b'\\')), _mm256_cmpeq_epi8(high, each(b'\\')));
    // Bytes from 0x80 are negative: they are below 0x20 too.
    let other = _mm256_cmpgt_epi8(each(0x20), _mm256_min_epi8(low, high));
    _mm256_movemask_epi8(_mm256_or_si256(backslash, other)) != 0
}

#[inline]
#[target_feature(enable = "pclmulqdq")]
fn prefix_xor(bits: u64) -> u64 {
    // Times all ones, without carries.
    let product = _mm_clmulepi64_si128::<0>(_mm_set_epi64x(0, bits.cast_signed()), _mm_set1_epi8(-1));
    _mm_cvtsi128_si64(product).cast_unsigned()
}

impl Simd for Avx2 {
    type Block = Halves;

    #[inline(always)]
    fn vectorize<K: Kernel>(self, kernel: K) -> K::Output {
        // SAFETY: `self` is proof of the features.
        unsafe { vectorize(self, kernel) }
    }

    #[inline(always)]
    fn load(self, bytes: &[u8; 64]) -> Halves {
        // SAFETY: `self` is proof of the features.
        unsafe { load(bytes) }
    }

    #[inline(always)]
    fn equal(self, block: Halves, byte: u8) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { equal(block, byte) }
    }

    #[inline(always)]
    fn bracket_like(self, block: Halves) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { bracket_like(block) }
    }

    #[inline(always)]
    fn digits(self, block: Halves) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { digits(block) }
    }

    #[inline(always)]
    fn control(self, block: Halves) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { control(block) }
    }

    #[inline(always)]
    fn non_ascii(self, block: Halves) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { gather(block) }
    }

    #[inline(always)]
    fn is_unusual(self, block: Halves) -> bool {
        // SAFETY: `self` is proof of the features.
        unsafe { is_unusual(block) }
    }

    #[inline(always)]
    fn prefix_xor(self, bits: u64) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { prefix_xor(bits) }
    }
}
