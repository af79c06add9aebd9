//! Four registers of 16 bytes.
#![expect(unsafe_code, reason = "registers are loaded by pointer, and the compiler must be told of the instructions")]

use std::arch::aarch64::*;

use super::{CASE, Kernel, Simd};

/// Invariant: a value exists only where `new` has found the machine to have NEON.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Neon(());

impl Neon {
    pub(crate) fn new() -> Option<Neon> {
        std::arch::is_aarch64_feature_detected!("neon").then_some(Neon(()))
    }
}

type Quarters = [uint8x16_t; 4];

#[target_feature(enable = "neon")]
#[inline(never)]
fn vectorize<K: Kernel>(simd: Neon, kernel: K) -> K::Output {
    kernel.run(simd)
}

#[inline]
#[target_feature(enable = "neon")]
fn load(bytes: &[u8; 64]) -> Quarters {
    let first = bytes.as_ptr();
    // SAFETY: the reference is to 64 bytes, which is four times 16, and the loads ask for no alignment.
    unsafe { [vld1q_u8(first), vld1q_u8(first.add(16)), vld1q_u8(first.add(32)), vld1q_u8(first.add(48))] }
}

#[inline]
#[target_feature(enable = "neon")]
fn each(byte: u8) -> uint8x16_t {
    vdupq_n_u8(byte)
}

/// A bit of each byte, which is 0x00 or 0xff.
#[inline]
#[target_feature(enable = "neon")]
fn gather([a, b, c, d]: Quarters) -> u64 {
    // The byte's own bit of eight, added up pair by pair until eight bytes are one.
    let own = vreinterpretq_u8_u64(vdupq_n_u64(0x8040_2010_0804_0201));
    let ab = vpaddq_u8(vandq_u8(a, own), vandq_u8(b, own));
    let cd = vpaddq_u8(vandq_u8(c, own), vandq_u8(d, own));
    let all = vpaddq_u8(ab, cd);
    vgetq_lane_u64::<0>(vreinterpretq_u64_u8(vpaddq_u8(all, all)))
}

#[inline]
#[target_feature(enable = "neon")]
fn folded(block: Quarters) -> Quarters {
    block.map(|bytes| vorrq_u8(bytes, each(CASE)))
}

#[inline]
#[target_feature(enable = "neon")]
fn equal(block: Quarters, byte: u8) -> u64 {
    gather(block.map(|bytes| vceqq_u8(bytes, each(byte))))
}

/// Bytes from 0x80 are negative here.
#[inline]
#[target_feature(enable = "neon")]
fn bracket_like(block: Quarters) -> u64 {
    gather(folded(block).map(|bytes| vcgtq_s8(vreinterpretq_s8_u8(bytes), vdupq_n_s8(0x7a))))
}

#[inline]
#[target_feature(enable = "neon")]
fn control(block: Quarters) -> u64 {
    gather(block.map(|bytes| vcltq_u8(bytes, each(0x20))))
}

#[inline]
#[target_feature(enable = "neon")]
fn digits(block: Quarters) -> u64 {
    // What is below `0` comes out as large.
    gather(block.map(|bytes| vcltq_u8(vsubq_u8(bytes, each(b'0')), each(10))))
}

#[inline]
#[target_feature(enable = "neon")]
fn non_ascii(block: Quarters) -> u64 {
    gather(block.map(|bytes| vcgeq_u8(bytes, each(0x80))))
}

#[inline]
#[target_feature(enable = "neon")]
fn is_unusual(block: Quarters) -> bool {
    // Bytes from 0x80 are negative: they are below 0x20 too.
    let [a, b, c, d] = block.map(|bytes| {
        let other = vcltq_s8(vreinterpretq_s8_u8(bytes), vdupq_n_s8(0x20));
        vorrq_u8(vceqq_u8(bytes, each(b'\\')), other)
    });
    vmaxvq_u8(vorrq_u8(vorrq_u8(a, b), vorrq_u8(c, d))) != 0
}

impl Simd for Neon {
    type Block = Quarters;

    #[inline(always)]
    fn vectorize<K: Kernel>(self, kernel: K) -> K::Output {
        // SAFETY: `self` is proof of the features.
        unsafe { vectorize(self, kernel) }
    }

    #[inline(always)]
    fn load(self, bytes: &[u8; 64]) -> Quarters {
        // SAFETY: `self` is proof of the features.
        unsafe { load(bytes) }
    }

    #[inline(always)]
    fn equal(self, block: Quarters, byte: u8) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { equal(block, byte) }
    }

    #[inline(always)]
    fn bracket_like(self, block: Quarters) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { bracket_like(block) }
    }

    #[inline(always)]
    fn control(self, block: Quarters) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { control(block) }
    }

    #[inline(always)]
    fn digits(self, block: Quarters) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { digits(block) }
    }

    #[inline(always)]
    fn non_ascii(self, block: Quarters) -> u64 {
        // SAFETY: `self` is proof of the features.
        unsafe { non_ascii(block) }
    }

    #[inline(always)]
    fn is_unusual(self, block: Quarters) -> bool {
        // SAFETY: `self` is proof of the features.
        unsafe { is_unusual(block) }
    }
}
