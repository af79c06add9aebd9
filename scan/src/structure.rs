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
    /// what is JSON it is one): a bit for each, the first byte's the lowest. And whether there is no space outside of strings.
    ///
    /// `None` for a text with a backslash, a control character or a byte beyond ASCII, and where a string does not end: who reads
    /// those has to look at every byte.
    pub fn find(&mut self, text: &[u8]) -> Option<(&[[u64; 2]], bool)> {
        self.blocks.clear();
        let is_compact = self.level.run(Find { text, blocks: &mut self.blocks })?;
        Some((&self.blocks, is_compact))
    }
}

struct Find<'a> {
    text: &'a [u8],
    blocks: &'a mut Vec<[u64; 2]>,
}

impl Kernel for Find<'_> {
    /// Whether there is no space outside of strings.
    type Output = Option<bool>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Option<bool> {
        let (blocks, rest) = self.text.as_chunks::<BLOCK>();
        // What stands for nothing.
        let mut last = [b'0'; BLOCK];
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        self.blocks.reserve(blocks.len() + 1);
        // All ones within a string that goes on.
        let mut string = 0_u64;
        let mut spaces = 0;
        for text in blocks.iter().chain([&last]) {
            let block = simd.load(text);
            if simd.is_unusual(block) {
                return None;
            }
            let quotes = simd.equal(block, b'"');
            let strings = simd.prefix_xor(quotes) ^ string;
            string = (strings.cast_signed() >> 63).cast_unsigned();
            spaces |= simd.equal(block, b' ') & !strings;
            self.blocks.push([quotes, simd.bracket_like(block) & !strings]);
        }
        (string == 0).then_some(spaces == 0)
    }
}
