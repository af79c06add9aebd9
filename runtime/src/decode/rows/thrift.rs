//! Thrift's compact protocol, as far as it takes to look at Parquet's headers before anything is allocated by what they claim
//! (thrift-compact-protocol.md of Apache Thrift). Nothing is taken that has an unusual form: what is passed here is small, and
//! every reader sees the same in it.

/// The types of a field's value that are looked at.
pub(super) const TRUE: u8 = 1;
pub(super) const FALSE: u8 = 2;
pub(super) const LIST: u8 = 9;
pub(super) const STRUCT: u8 = 12;

/// How deep values may be in one another. Parquet's own structures are five deep.
const DEPTH: u8 = 16;

/// More elements than any list of a footer has: its row groups are numbered by 16 bits.
const ELEMENTS: usize = 32 << 10;

/// Bytes that are taken apart from their beginning. `None`, from all of its functions: they end early, or say something
/// that they cannot.
pub(super) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Reader<'b> {
        Reader { rest: bytes }
    }

    /// Bytes that were not taken yet.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// An integer of any width.
    pub(super) fn int(&mut self) -> Option<i64> {
        let value = self.varint()?;
        let magnitude = i64::try_from(value >> 1).ok()?;
        Some(if value & 1 == 0 { magnitude } else { -magnitude - 1 })
    }

    /// An integer that no negative one can be.
    pub(super) fn size(&mut self) -> Option<usize> {
        usize::try_from(i32::try_from(self.int()?).ok()?).ok()
    }

    /// The fields of a struct. `each` is given a field's number and type and says whether it has taken its value; what it has not
    /// is skipped.
    pub(super) fn fields(&mut self, mut each: impl FnMut(&mut Self, i16, u8) -> Option<bool>) -> Option<()> {
        self.fields_at(DEPTH, &mut each)
    }

    fn fields_at(&mut self, depth: u8, each: &mut dyn FnMut(&mut Self, i16, u8) -> Option<bool>) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        let mut field = 0_i16;
        loop {
            let head = self.byte()?;
            let kind = head & 0x0f;
            if head == 0 {
                return Some(());
            }
            field = match head >> 4 {
                0 => i16::try_from(self.int()?).ok()?,
                delta => field.checked_add(i16::from(delta))?,
            };
            if !each(self, field, kind)? {
                self.skip(kind, depth)?;
            }
        }
    }

    /// How many elements a list has, and their type.
    pub(super) fn list(&mut self) -> Option<(usize, u8)> {
        let head = self.byte()?;
        let size = match head >> 4 {
            15 => usize::try_from(self.varint()?).ok()?,
            size => usize::from(size),
        };
        // Each takes a byte at least.
        (size <= self.rest.len() && size <= ELEMENTS).then_some((size, head & 0x0f))
    }

    fn skip(&mut self, kind: u8, depth: u8) -> Option<()> {
        match kind {
            TRUE | FALSE => Some(()),
            3 => self.byte().map(drop),
            4..=6 => self.varint().map(drop),
            7 => self.skip_bytes(8),
            8 => {
                let length = usize::try_from(self.varint()?).ok()?;
                self.skip_bytes(length)
            }
            LIST => {
                let (size, element) = self.list()?;
                // Readers do not agree on what booleans take in lists, and footers have none.
                if element <= FALSE {
                    return None;
                }
                let depth = depth.checked_sub(1)?;
                (0..size).try_for_each(|_| self.skip(element, depth))
            }
            STRUCT => self.fields_at(depth, &mut |_, _, _| Some(false)),
            // Sets, maps and UUIDs are in no structure of Parquet's.
            _ => None,
        }
    }

    fn skip_bytes(&mut self, length: usize) -> Option<()> {
        self.rest = self.rest.get(length..)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fields of a struct that are integers; `None` where it is none.
    fn integers(bytes: &[u8]) -> Option<Vec<(i16, i64)>> {
        let mut found = Vec::new();
        let mut reader = Reader::new(bytes);
        reader.fields(|reader, field, kind| match kind {
            5 => {
                found.push((field, reader.int()?));
                Some(true)
            }
            _ => Some(false),
        })?;
        (reader.left() == 0).then_some(found)
    }

    #[test]
    fn fields_are_read_and_others_skipped() {
        // Field 1: 150, field 2: "ab", field 20: -1 with its number in full, field 21: true, field 22: [[1], []], field 23: {1: 2}.
        let bytes = [
            0x15, 0xac, 0x02, 0x18, 2, b'a', b'b', 0x05, 40, 0x01, 0x11, 0x19, 0x29, 0x15, 2, 0x05, 0x1c, 0x15, 4, 0, 0,
        ];
        assert_eq!(integers(&bytes), Some(vec![(1, 150), (20, -1)]));
        for length in 0..bytes.len() {
            assert_eq!(integers(bytes.get(..length).expect("it is shorter")), None, "{length}");
        }
    }

    #[test]
    fn claims_are_held_against_the_bytes() {
        // A list of a million integers, a text of as many bytes, a list of booleans, structs without an end.
        for bytes in [
            &[0x19, 0xf5, 0xc0, 0x84, 0x3d, 2, 0][..],
            &[0x18, 0xc0, 0x84, 0x3d, b'x', 0],
            &[0x19, 0xf1, 2, 1, 1, 0],
            &[0x1c; 100],
            &[0x15, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0],
        ] {
            assert_eq!(integers(bytes), None, "{bytes:?}");
        }
    }
}
