//! The brackets that are open, innermost last.

/// Levels whose kind is known; what is nested deeper is counted, and refused later by the JSON reader.
const KNOWN: u32 = 1024;

/// Of constant size, so that a text of nothing but brackets takes no memory.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Brackets {
    depth: u32,
    objects: [u64; (KNOWN / 64) as usize],
}

impl Brackets {
    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    pub(super) fn open(&mut self, object: bool) {
        if let Some(word) = self.objects.get_mut((self.depth / 64) as usize) {
            let bit = 1 << (self.depth % 64);
            *word = if object { *word | bit } else { *word & !bit };
        }
        self.depth = self.depth.saturating_add(1);
    }

    /// Whether a bracket of this kind could be closed.
    pub(super) fn close(&mut self, object: bool) -> bool {
        if self.innermost().is_some_and(|open| open != object) || self.depth == 0 {
            return false;
        }
        self.depth -= 1;
        true
    }

    /// Whether the innermost is an object; `None` where nothing is open or it is not known.
    pub(super) fn innermost(&self) -> Option<bool> {
        let level = self.depth.checked_sub(1)?;
        let word = self.objects.get((level / 64) as usize)?;
        Some(word & (1 << (level % 64)) != 0)
    }
}
