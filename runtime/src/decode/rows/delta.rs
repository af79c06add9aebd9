//! What pages in the delta encodings claim, held against what they have: the library makes room for as many values as they say
//! (Encodings.md of parquet-format).

use parquet::basic::Encoding;

/// Values of a block, and parts of one: writers have 128 in 4.
const BLOCK: usize = 1 << 16;

/// Whether a page's values, encoded so, are no more than `most`, wherever their number stands.
pub(super) fn fits(encoding: Encoding, data: &[u8], most: usize) -> bool {
    match encoding {
        // The lengths of texts come first.
        Encoding::DELTA_BINARY_PACKED | Encoding::DELTA_LENGTH_BYTE_ARRAY => packed(data, most).is_some(),
        // Before them, how much each has of the one before it.
        Encoding::DELTA_BYTE_ARRAY => packed(data, most).and_then(|rest| packed(rest, most)).is_some(),
        _ => true,
    }
}

/// What stands behind integers that are packed as their differences. `None` where they are more than `most`, or damaged.
fn packed(data: &[u8], most: usize) -> Option<&[u8]> {
    let (block, rest) = varint(data)?;
    let (parts, rest) = varint(rest)?;
    let (values, rest) = varint(rest)?;
    let (_, mut rest) = varint(rest)?;
    if block > BLOCK || parts == 0 || !block.is_multiple_of(parts) || !(block / parts).is_multiple_of(32) || block == 0
    {
        return None;
    }
    if values > most {
        return None;
    }
    // The first is not among the differences.
    let mut left = values.saturating_sub(1);
    while left > 0 {
        let (_, behind) = varint(rest)?;
        let (widths, mut behind) = behind.split_at_checked(parts)?;
        for width in widths {
            if left > 0 {
                behind = behind.get(block / parts / 8 * usize::from(*width)..)?;
                left = left.saturating_sub(block / parts);
            }
        }
        rest = behind;
    }
    Some(rest)
}

/// A number of seven bits a byte, and what stands behind it.
fn varint(data: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_u64;
    for (shift, byte) in (0..64).step_by(7).zip(data) {
        value |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some((usize::try_from(value).ok()?, data.get(shift / 7 + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_values_is_found_wherever_it_stands() {
        // Blocks of 128 in 4 parts, 3 values: 7, then two differences in one part of 2 bits; the others are not there.
        let packed = [0x80, 1, 4, 3, 14, 0, 2, 0, 0, 0, 0b0110, 0, 0, 0, 0, 0, 0, 0];
        let check = |encoding, data: &[u8], most| fits(encoding, data, most);
        for encoding in [Encoding::DELTA_BINARY_PACKED, Encoding::DELTA_LENGTH_BYTE_ARRAY] {
            assert!(check(encoding, &packed, 3));
            assert!(!check(encoding, &packed, 2));
            assert!(!check(encoding, &packed[..17], 3));
        }
        let twice = [&packed[..], &packed[..], b"abc"].concat();
        assert!(check(Encoding::DELTA_BYTE_ARRAY, &twice, 3));
        assert!(!check(Encoding::DELTA_BYTE_ARRAY, &packed, 3));
        let mut more = twice;
        more[packed.len() + 3] = 4;
        assert!(!check(Encoding::DELTA_BYTE_ARRAY, &more, 3));
        // Blocks of nothing, or in no parts, or in parts that are none.
        for head in [[0, 4, 3], [0x7f, 4, 3], [0x60, 0, 3], [0x60, 4, 3]] {
            assert!(!check(Encoding::DELTA_BINARY_PACKED, &[&head[..], &[0; 64]].concat(), 3), "{head:?}");
        }
    }
}
