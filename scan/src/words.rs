//! Lines of words: where each word of a text ends, found 64 bytes at a time.

use crate::level::Level;
use crate::pass::BLOCK;
use crate::simd::{Kernel, Simd};

/// Finds the words of one text after another: what stands between two spaces, or between a space and the end of the line.
///
/// ```
/// use scan::{Quotes, Words};
///
/// let text = b"2 eni-1 \"a b\"\nlast";
/// let mut words = Words::new(Quotes::Hold, b"[");
/// assert_eq!(words.find(text), text.len() - "last".len());
///
/// let line = words.lines().next().expect("it has one that ends");
/// assert!(line.is_plain);
/// assert_eq!(line.places().map(|place| &text[place]).collect::<Vec<_>>(), [&b"2"[..], b"eni-1", b"\"a b\""]);
/// ```
#[derive(Clone, Debug)]
pub struct Words {
    level: Level,
    quotes: Quotes,
    /// What no plain line has.
    foreign: Vec<u8>,
    /// The words of all lines. What is behind those of the last line is of no meaning.
    words: Vec<Word>,
    lines: Vec<Ended>,
}

/// A word: it begins with its line, or behind the space that ends the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it ends, in the text.
    pub end: u32,
    pub form: Form,
}

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form(u32);

impl Form {
    /// Neither of these, or nothing at all.
    pub const OTHER: Form = Form(0);
    /// Digits and dots, one at least.
    pub const DOTTED: Form = Form(1);
    /// Digits.
    pub const DIGITS: Form = Form(2);
}

/// What a quote is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quotes {
    /// A byte as any other.
    #[default]
    Plain,
    /// The beginning or the end of a word that may have spaces in it.
    Hold,
}

/// A line of words.
#[derive(Clone, Copy, Debug)]
pub struct Line<'w> {
    /// Of its first byte, in the text.
    pub start: usize,
    /// The last ends with the line. Between two spaces in a row is a word without a byte.
    pub words: &'w [Word],
    /// It is printable ASCII without a foreign byte and, where quotes hold spaces, each of them is the first byte of a word or the
    /// last. Of a line that is not its words are of no meaning.
    pub is_plain: bool,
}

#[derive(Clone, Copy, Debug)]
struct Ended {
    /// Behind its last.
    words: u32,
    is_plain: bool,
}

impl Line<'_> {
    /// Where it ends, in the text.
    pub fn end(&self) -> usize {
        self.words.last().map_or(self.start, |word| word.end as usize)
    }

    /// Where its words stand in the text.
    pub fn places(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let mut start = self.start;
        self.words.iter().map(move |word| {
            let place = start..word.end as usize;
            start = place.end + 1;
            place
        })
    }
}

impl Words {
    /// With the best level of this machine. `foreign` are bytes of ASCII that make a line one that is not plain.
    pub fn new(quotes: Quotes, foreign: &[u8]) -> Words {
        Words { level: Level::best(), quotes, foreign: foreign.to_vec(), lines: Vec::new(), words: Vec::new() }
    }

    /// The same by that level where this machine has it; all levels find the same.
    pub fn with_level(self, level: Level) -> Words {
        Words { level, ..self }
    }

    /// Finds the lines that end in a text of less than 4 GiB, down to the first that ends within quotes, and gives where the last
    /// of them ends. What a text has allocated is used again for the next.
    pub fn find(&mut self, text: &[u8]) -> usize {
        let Words { level, quotes, foreign, words, lines } = self;
        lines.clear();
        if u32::try_from(text.len()).is_err() {
            return 0;
        }
        let found = level.run(Find { text, holds: *quotes == Quotes::Hold, foreign, words, lines });
        found.checked_sub(1).and_then(|last| words.get(last)).map_or(0, |word| word.end as usize + 1)
    }

    /// The lines that were found last.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let (mut start, mut from) = (0, 0);
        self.lines.iter().map(move |line| {
            let words = self.words.get(from..line.words as usize).unwrap_or_default();
            let line = Line { start, words, is_plain: line.is_plain };
            from += words.len();
            start = line.end() + 1;
            line
        })
    }
}

struct Find<'a> {
    text: &'a [u8],
    /// Whether quotes hold spaces.
    holds: bool,
    foreign: &'a [u8],
    words: &'a mut Vec<Word>,
    lines: &'a mut Vec<Ended>,
}

impl Kernel for Find<'_> {
    /// How many words of whole lines there are.
    type Output = usize;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> usize {
        if self.holds { self.go::<S, true>(simd) } else { self.go::<S, false>(simd) }
    }
}

impl Find<'_> {
    #[inline(always)]
    fn go<S: Simd, const HOLDS: bool>(self, simd: S) -> usize {
        let Find { text, foreign, words, lines, .. } = self;
        let (blocks, rest) = text.as_chunks::<BLOCK>();
        // What ends nothing.
        let mut last = [b'0'; BLOCK];
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        let (mut found, mut whole) = (0, 0);
        // All ones within quotes that go on.
        let mut string = 0_u64;
        // Whether the last byte ended a word; whether it was a quote that did.
        let (mut ended, mut closed) = (1, 0);
        let (mut digits, mut dotted) = (Runs::default(), Runs::default());
        let mut is_plain = true;
        for (number, bytes) in blocks.iter().chain([&last]).enumerate() {
            let block = simd.load(bytes);
            let mut breaks = simd.equal(block, b'\n');
            let mut spaces = simd.equal(block, b' ');
            let mut odd = simd.non_ascii(block) | simd.control(block) & !breaks;
            for byte in foreign {
                odd |= simd.equal(block, *byte);
            }
            let (mut opening, mut closing, mut is_over) = (0, 0, false);
            if HOLDS {
                let quotes = simd.equal(block, b'"');
                let held = simd.prefix_xor(quotes) ^ string;
                string = (held.cast_signed() >> 63).cast_unsigned();
                spaces &= !held;
                if breaks & held != 0 {
                    // What is behind the first line that ends so may be held by a quote that is missing there.
                    let before = first_one(breaks & held) - 1;
                    breaks &= before;
                    spaces &= before;
                    is_over = true;
                }
                (opening, closing) = (quotes & held, quotes & !held);
            }
            let at_ends = spaces | breaks;
            let begins = at_ends << 1 | ended;
            odd |= opening & !begins | (closing << 1 | closed) & !at_ends;
            (ended, closed) = (at_ends >> 63, closing >> 63);
            let of_digits = simd.digits(block);
            let are_digits = digits.end_at(of_digits, begins, at_ends);
            let are_dotted = dotted.end_at(of_digits | simd.equal(block, b'.'), begins, at_ends);
            let first = found;
            if words.len() < found + BLOCK {
                words.resize(2 * found + BLOCK, Word { end: 0, form: Form::OTHER });
            }
            let (at, mut left) = ((number * BLOCK) as u32, at_ends);
            for word in words.get_mut(found..).unwrap_or_default().iter_mut().take(at_ends.count_ones() as usize) {
                let place = left.trailing_zeros();
                // All that are digits are digits and dots.
                let form = Form((are_digits >> place & 1) as u32 + (are_dotted >> place & 1) as u32);
                *word = Word { end: at + place, form };
                left &= left.wrapping_sub(1);
            }
            found += at_ends.count_ones() as usize;
            while breaks != 0 {
                let line = first_one(breaks) | (first_one(breaks) - 1);
                is_plain &= odd & line == 0;
                whole = first + (at_ends & line).count_ones() as usize;
                lines.push(Ended { words: whole as u32, is_plain });
                is_plain = true;
                odd &= !line;
                breaks &= breaks - 1;
            }
            is_plain &= odd == 0;
            if is_over {
                break;
            }
        }
        whole
    }
}

/// The lowest bit that is set.
#[inline(always)]
fn first_one(bits: u64) -> u64 {
    bits & bits.wrapping_neg()
}

/// Words of nothing but certain bytes, one block after the other.
#[derive(Default)]
struct Runs {
    /// The last word has had nothing else so far, and goes on.
    goes_on: bool,
}

impl Runs {
    /// Of the ends of words those of words that are not empty and have nothing but the bytes of `of`.
    #[inline(always)]
    fn end_at(&mut self, of: u64, begins: u64, ends: u64) -> u64 {
        // From where a word begins, one is carried over all of these bytes to the first that is none of them.
        let (sum, over) = of.overflowing_add(begins);
        let (sum, still_over) = sum.overflowing_add(self.goes_on.into());
        self.goes_on = over || still_over;
        sum & ends & !begins
    }
}
