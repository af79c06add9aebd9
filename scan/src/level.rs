//! Which instructions the pass is made of.

#[cfg(target_arch = "aarch64")]
use crate::simd::Neon;
#[cfg(target_arch = "x86_64")]
use crate::simd::{Avx2, Avx512};
use crate::simd::{Kernel, Scalar, Simd};

/// Which instructions the pass is made of. All levels find the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Eight bytes at a time, on any machine.
    Scalar,
    /// x86-64-v3, with PCLMULQDQ.
    Avx2,
    /// x86-64-v4, with PCLMULQDQ.
    Avx512,
    /// Any aarch64.
    Neon,
}

impl Level {
    const ALL: [Level; 4] = [Level::Avx512, Level::Avx2, Level::Neon, Level::Scalar];

    /// The fastest one of this machine.
    pub fn best() -> Level {
        Level::ALL.into_iter().find(|level| level.is_available()).unwrap_or(Level::Scalar)
    }

    /// Those of this machine, the fastest first.
    pub fn available() -> impl Iterator<Item = Level> {
        Level::ALL.into_iter().filter(|level| level.is_available())
    }

    pub(crate) fn is_available(self) -> bool {
        match self {
            Level::Scalar => true,
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => Avx2::new().is_some(),
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => Avx512::new().is_some(),
            #[cfg(target_arch = "aarch64")]
            Level::Neon => Neon::new().is_some(),
            _ => false,
        }
    }

    /// Runs a function that is made of them; where this machine does not have the level, of those of any machine.
    pub(crate) fn run<K: Kernel>(self, kernel: K) -> K::Output {
        match self {
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => {
                if let Some(simd) = Avx2::new() {
                    return simd.vectorize(kernel);
                }
            }
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => {
                if let Some(simd) = Avx512::new() {
                    return simd.vectorize(kernel);
                }
            }
            #[cfg(target_arch = "aarch64")]
            Level::Neon => {
                if let Some(simd) = Neon::new() {
                    return simd.vectorize(kernel);
                }
            }
            _ => {}
        }
        Scalar.vectorize(kernel)
    }
}
