//! The wanted keys, as a perfect hash of how they begin.

use crate::exact::white_space;

/// Heads are spread over this many slots, by the highest bits of a product.
const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 10;

/// One in each byte.
const ONES: u64 = u64::from_le_bytes([1; 8]);

/// The most bytes of a key.
const LONGEST: usize = 64;

/// The top-level keys whose values are wanted, by their place in the list.
#[derive(Clone, Debug)]
pub struct Keys {
    /// The head of what is in a slot, or 0, which no head is.
    heads: Box<[u64; SLOTS]>,
    /// The first one in `entries` of what is in a slot, and past the last.
    ranges: Box<[(u8, u8); SLOTS]>,
    multiplier: u64,
    long: bool,
    /// Those of one head stand together.
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    key: Key,
    head: u64,
    /// The key, its closing quote and a colon.
    text: Box<[u8]>,
}

/// Whose value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// The wanted one of this place, below 64.
    Wanted(u8),
    /// `Records`, which only a file that holds records should have.
    Records,
}

/// What a string is, whose head is that of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A key whose value begins at this byte.
    Value(Key, usize),
    /// Nearly a key: the case of a letter differs.
    OtherCase(Key),
    /// Another string, or no key.
    Other,
}

impl Keys {
    /// `None` if there are more than 64, if two are equal, or if one is empty, longer than 64 bytes, not of ASCII, or has a
    /// quote, a backslash or a control character.
    pub fn new(names: &[&str]) -> Option<Keys> {
        let plain = |name: &&str| {
            let byte = |byte: u8| matches!(byte, 0x20..0x7f) && byte != b'"' && byte != b'\\';
            (1..=LONGEST).contains(&name.len()) && name.bytes().all(byte)
        };
        let distinct = |(index, name): (usize, &&str)| !names.iter().take(index).any(|before| before == name);
        if names.len() > 64 || !names.iter().all(plain) || !names.iter().enumerate().all(distinct) {
            return None;
        }
        let wanted = (0..).map(Key::Wanted).zip(names.iter().copied());
        let mut entries = wanted.chain([(Key::Records, "Records")]).map(Entry::new).collect::<Vec<_>>();
        entries.sort_by_key(|entry| entry.head);

        let mut heads = entries.iter().map(|entry| entry.head).collect::<Vec<_>>();
        heads.dedup();
        // One in seven will do for 65 heads. (Heads that differ in the last byte alone differ in eight bits of the product.)
        let multiplier = multipliers().take(1 << 16).find(|&multiplier| {
            let mut taken = [false; SLOTS];
            heads.iter().all(|&head| !std::mem::replace(&mut taken[slot(head, multiplier)], true))
        })?;
        let long = names.iter().all(|name| name.len() >= 7);
        let mut keys =
            Keys { heads: Box::new([0; SLOTS]), ranges: Box::new([(0, 0); SLOTS]), multiplier, long, entries };
        for (index, entry) in (0..).zip(&keys.entries) {
            let slot = slot(entry.head, multiplier);
            if keys.heads[slot] == 0 {
                keys.heads[slot] = entry.head;
                keys.ranges[slot].0 = index;
            }
            keys.ranges[slot].1 = index + 1;
        }
        Some(keys)
    }

    /// To try many strings.
    #[inline(always)]
    pub(crate) fn heads(&self) -> Heads<'_> {
        Heads { heads: &self.heads, multiplier: self.multiplier }
    }

    /// Whether no closing quote is among a key's first seven bytes.
    pub(crate) fn are_long(&self) -> bool {
        self.long
    }

    /// What the string is that begins at byte `at`, after its quote, and has the head of what is in that slot.
    #[inline(always)]
    pub(crate) fn find(&self, slot: usize, bytes: &[u8], at: usize) -> Found {
        let (first, end) = self.ranges[slot % SLOTS];
        let entries = self.entries.get(usize::from(first)..usize::from(end)).unwrap_or_default();
        if let [only] = entries {
            return only.find(bytes, at);
        }
        let mut found = Found::Other;
        for entry in entries {
            match entry.find(bytes, at) {
                Found::Other => {}
                other_case @ Found::OtherCase(_) => return other_case,
                value => found = value,
            }
        }
        found
    }
}

/// What keys begin with.
#[derive(Clone, Copy)]
pub(crate) struct Heads<'a> {
    heads: &'a [u64; SLOTS],
    multiplier: u64,
}

impl Heads<'_> {
    /// The slot of the keys that the string may be whose first eight bytes these are. `LONG` says that all keys are.
    #[inline(always)]
    pub(crate) fn slot<const LONG: bool>(self, string: [u8; 8]) -> Option<usize> {
        let head = if LONG { u64::from_le_bytes(string) | (ONES * 0x20) } else { head(string) };
        let slot = slot(head, self.multiplier);
        (self.heads[slot] == head).then_some(slot)
    }
}

/// Odd numbers of no pattern (the increment of SplitMix64, mixed).
fn multipliers() -> impl Iterator<Item = u64> {
    let mix = |state: &u64| {
        let mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ mixed >> 27) | 1
    };
    std::iter::successors(Some(0x9e37_79b9_7f4a_7c15_u64), |state| Some(state.wrapping_add(0x9e37_79b9_7f4a_7c15)))
        .map(move |state| mix(&state))
}

/// Eight bytes of a file, and spaces past its end.
#[inline(always)]
pub(crate) fn first_eight(bytes: &[u8], at: usize) -> [u8; 8] {
    match bytes.get(at..).and_then(<[u8]>::first_chunk) {
        Some(eight) => *eight,
        None => {
            let mut eight = [b' '; 8];
            eight.iter_mut().zip(bytes.get(at..).unwrap_or_default()).for_each(|(to, from)| *to = *from);
            eight
        }
    }
}

/// The first eight bytes of a string ignoring case, or fewer if its closing quote is among them, up to that.
///
/// (Other characters than letters fall together as well: a head is a reason to look.)
#[inline(always)]
fn head(string: [u8; 8]) -> u64 {
    let folded = u64::from_le_bytes(string) | (ONES * 0x20);
    // The lowest bit here is the highest of the first quote: higher ones may be wrong.
    let quotes = folded ^ (ONES * b'"' as u64);
    let quotes = quotes.wrapping_sub(ONES) & !quotes & (ONES * 0x80);
    folded & (quotes ^ quotes.wrapping_sub(1))
}

#[inline(always)]
fn slot(head: u64, multiplier: u64) -> usize {
    (head.wrapping_mul(multiplier) >> (u64::BITS - SLOT_BITS)) as usize
}

impl Entry {
    fn new((key, name): (Key, &str)) -> Entry {
        let text: Box<[u8]> = [name.as_bytes(), b"\":"].concat().into();
        Entry { key, head: head(first_eight(&text, 0)), text }
    }

    #[inline(always)]
    fn find(&self, bytes: &[u8], at: usize) -> Found {
        let end = at + self.text.len();
        if bytes.get(at..end) == Some(&self.text) {
            return Found::Value(self.key, white_space(bytes, end));
        }
        self.find_other(bytes, at)
    }

    /// With white space before the colon, or in another case.
    #[cold]
    fn find_other(&self, bytes: &[u8], at: usize) -> Found {
        let Some((quoted, _)) = self.text.split_at_checked(self.text.len() - 1) else { return Found::Other };
        let end = at + quoted.len();
        let Some(string) = bytes.get(at..end) else { return Found::Other };
        let colon = white_space(bytes, end);
        if !string.eq_ignore_ascii_case(quoted) || bytes.get(colon) != Some(&b':') {
            Found::Other
        } else if string == quoted {
            Found::Value(self.key, white_space(bytes, colon + 1))
        } else {
            Found::OtherCase(self.key)
        }
    }
}
