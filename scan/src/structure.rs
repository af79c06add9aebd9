//! The quotes and brackets of one text, for who reads it.

use crate::level::Level;
use crate::pass::BLOCK;
use crate::simd::{Kernel, Simd};

/// Finds the quotes and brackets of one text after another.
#[derive(Clone, Debug)]
pub struct Structure {
    level: Level,
    blocks: Vec<[u64; 2]>,
}

impl Default for Structure {
    fn default() -> Structure {
        Structure::with_level(Level::best())
    }
}

impl Structure {
    /// Finds them by that level where this machine has it; all levels find the same.
    pub fn with_level(level: Level) -> Structure {
        Structure { level, blocks: Vec::new() }
    }

    /// Of each 64 bytes of a text the quotes, and what is outside of strings and looks like a bracket (one of ``[\]^_{|}~`` or DEL: in
    /// what is JSON it is one): a bit for each, the first byte's the lowest.
    ///
    /// `None` for a text with a backslash, a control character or a byte beyond ASCII, and where a string does not end: who reads
    /// those has to look at every byte.
    pub fn find(&mut self, text: &[u8]) -> Option<&[[u64; 2]]> {
        self.blocks.clear();
        self.level.run(Find { text, blocks: &mut self.blocks }).then_some(&*self.blocks)
    }
}

struct Find<'a> {
    text: &'a [u8],
    blocks: &'a mut Vec<[u64; 2]>,
}

impl Kernel for Find<'_> {
    type Output = bool;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> bool {
        let (blocks, rest) = self.text.as_chunks::<BLOCK>();
        let mut last = [b' '; BLOCK];
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        self.blocks.reserve(blocks.len() + 1);
        // All ones within a string that goes on.
        let mut string = 0_u64;
        for text in blocks.iter().chain([&last]) {
            let block = simd.load(text);
            if simd.is_unusual(block) {
                return false;
            }
            let quotes = simd.equal(block, b'"');
            let strings = simd.prefix_xor(quotes) ^ string;
            string = (strings.cast_signed() >> 63).cast_unsigned();
            self.blocks.push([quotes, simd.bracket_like(block) & !strings]);
        }
        string == 0
    }
}
