//! One register of 64 bytes, whose comparisons are masks already.
#![expect(unsafe_code, reason = "the instructions are not there on every machine, and registers are loaded by pointer")]

use std::arch::x86_64::*;

use super::{CASE, Kernel, Simd};

/// Invariant: a value exists only where `new` has found the machine to have what `#[target_feature]` names below.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx512(());

impl Avx512 {
    pub(crate) fn new() -> Option<Avx512> {
        (is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("lzcnt")
            && is_x86_feature_detected!("popcnt")
            && is_x86_feature_detected!("pclmulqdq"))
        .then_some(Avx512(()))
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx2,bmi1,bmi2,lzcnt,popcnt,pclmulqdq")]
#[inline(never)]
fn vectorize<K: Kernel>(simd: Avx512, kernel: K) -> K::Output {
    kernel.run(simd)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(bytes: &[u8; 64]) -> __m512i {
    // SAFETY: the pointer is that of a reference to 64 bytes, and the load asks for no alignment.
    unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn each(byte: u8) -> __m512i {
    _mm512_set1_epi8(byte.cast_signed())
}

#[inline]
#[target_feature(enable = "avx512f")]
fn folded(block: __m512i) -> __m512i {
    _mm512_or_si512(block, each(CASE))
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn equal(block: __m512i, byte: u8) -> u64 {
    _mm512_cmpeq_epi8_mask(block, each(byte))
}

/// Bytes from 0x80 are negative here.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn bracket_like(block: __m512i) -> u64 {
    _mm512_cmpgt_epi8_mask(folded(block), each(0x7a))
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn control(block: __m512i) -> u64 {
    _mm512_cmplt_epu8_mask(block, each(0x20))
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn digits(block: __m512i) -> u64 {
    // What is below `0` comes out as large.
    _mm512_cmplt_epu8_mask(_mm512_sub_epi8(block, each(b'0')), each(10))
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn non_ascii(block: __m512i) -> u64 {
    _mm512_movepi8_mask(block)
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn is_unusual(block: __m512i) -> bool {
    // Bytes from 0x80 are negative: they are below 0x20 too.
    equal(block, b'\\') | _mm512_cmplt_epi8_mask(block, each(0x20)) != 0
}

#[inline]
#[target_feature(enable = "pclmulqdq")]
fn prefix_xor(bits: u64) -> u64 {
    // Times all ones, without carries.
    let product = _mm_clmulepi64_si128::<0>(_mm_set_epi64x(0, bits.cast_signed()), _mm_set1_epi8(-1));
    _mm_cvtsi128_si64(product).cast_unsigned()
}

impl Simd for Avx512 {
    type Block = __m512i;

    #[inline(always)]
    fn vectorize<K: Kernel>(self, kernel: K) -> K::Output {
        // SAFETY: `self` is proof of the features.
        unsafe { vectorize(self, kernel) }
    }

    #[inline(always)]
    fn load(self, bytes: &[u8; 64]) -> __m512i {
        // SAFETY: `self` is proof of the features.
        unsafe { load(bytes) }
    }

    #[inline(always)]
    fn equal(self, block: __m512i, byte: u8) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { equal(block, byte) }
    }

    #[inline(always)]
    fn bracket_like(self, block: __m512i) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { bracket_like(block) }
    }

    #[inline(always)]
    fn control(self, block: __m512i) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { control(block) }
    }

    #[inline(always)]
    fn digits(self, block: __m512i) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { digits(block) }
    }

    #[inline(always)]
    fn non_ascii(self, block: __m512i) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { non_ascii(block) }
    }

    #[inline(always)]
    fn is_unusual(self, block: __m512i) -> bool {
        // SAFETY: `self` is proof of the features.
        unsafe { is_unusual(block) }
    }

    #[inline(always)]
    fn prefix_xor(self, bits: u64) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { prefix_xor(bits) }
    }
}
