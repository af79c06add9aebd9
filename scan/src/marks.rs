//! The blocks of a file that are in hand, from the one on in which the record at hand begins: where its strings and containers
//! end, without a look at what they hold.

use crate::pass::{BLOCK, OPENS};

/// Some blocks of a file, one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    /// Where the first of them is, in bytes from the beginning of the file.
    at: usize,
    /// Those up to `len`; what is behind them is of no meaning.
    blocks: Vec<Block>,
    len: usize,
}

/// What is where in 64 bytes, a bit for each.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Block {
    /// The quotes that begin strings.
    pub(crate) begins: u64,
    /// Those that end them.
    pub(crate) ends: u64,
    /// What is outside of strings and looks like a bracket: in what is valid it is one.
    pub(crate) brackets: u64,
}

impl Marks {
    /// The next block will be the one at byte `at`.
    pub(crate) fn begin(&mut self, at: usize) {
        self.at = at;
        self.len = 0;
    }

    /// Forgets the blocks before that of byte `at`, which is one of theirs or the first that is not.
    #[inline(always)]
    pub(crate) fn forget(&mut self, at: usize) {
        let count = (at - self.at) / BLOCK;
        if count != 0 {
            self.blocks.copy_within(count.min(self.len)..self.len, 0);
            self.at += count * BLOCK;
            self.len = self.len.saturating_sub(count);
        }
    }

    /// Room for the next blocks.
    #[inline(always)]
    pub(crate) fn room(&mut self, count: usize) -> &mut [Block] {
        let from = self.len;
        self.len += count;
        if self.blocks.len() < self.len {
            self.blocks.resize(2 * self.len, Block::default());
        }
        self.blocks.get_mut(from..self.len).unwrap_or_default()
    }

    /// The last `count` blocks.
    #[inline(always)]
    pub(crate) fn newest(&self, count: usize) -> &[Block] {
        self.blocks.get(self.len.saturating_sub(count)..self.len).unwrap_or_default()
    }

    /// Past the string whose opening quote is at byte `at` of the file.
    #[inline]
    pub(crate) fn string_end(&self, at: usize) -> Option<usize> {
        let from = at.wrapping_sub(self.at).wrapping_add(1);
        let blocks = self.blocks.get(..self.len)?;
        let here = blocks.get(from / BLOCK)?.ends >> (from % BLOCK);
        if here != 0 {
            return Some(at + here.trailing_zeros() as usize + 2);
        }
        let after = blocks.get(from / BLOCK + 1..)?;
        let number = after.iter().position(|block| block.ends != 0)?;
        let quote = after.get(number)?.ends.trailing_zeros() as usize;
        Some(self.at + (from / BLOCK + 1 + number) * BLOCK + quote + 1)
    }

    /// Past the container whose opening bracket is at byte `at` of the file.
    #[inline]
    pub(crate) fn container_end(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let mut depth = 1_u32;
        for bracket in self.brackets_after(at) {
            if bytes.get(bracket)? & OPENS != 0 {
                depth += 1;
            } else {
                depth -= 1;
                if depth == 0 {
                    return Some(bracket + 1);
                }
            }
        }
        None
    }

    /// The brackets after byte `at`.
    #[inline(always)]
    fn brackets_after(&self, at: usize) -> impl Iterator<Item = usize> {
        let from = at.wrapping_sub(self.at).wrapping_add(1);
        let mut number = from / BLOCK;
        let blocks = self.blocks.get(..self.len).unwrap_or_default();
        let mut bits = blocks.get(number).map_or(0, |block| block.brackets & (!0 << (from % BLOCK)));
        let first = self.at;
        std::iter::from_fn(move || {
            while bits == 0 {
                number += 1;
                bits = blocks.get(number)?.brackets;
            }
            let bit = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            Some(first + number * BLOCK + bit)
        })
    }
}
