//! zstd, frame after frame (RFC 8878, 3.1).

use std::io::BufRead;

use zstd::stream::raw::{DParameter, Decoder, InBuffer, Operation, OutBuffer};

use super::{Error, fill};

/// The largest window a frame may ask for, 128 MiB: what the `zstd` command itself takes without being told.
const WINDOW_LOG: u32 = 27;

/// The magic number, and what says how long the header is.
const FRAME_START: usize = 5;

/// What stands before each block.
const BLOCK_HEADER: usize = 3;

/// The frames of a file as one stream. libzstd keeps back what it had decompressed in the call in which it meets damage: it
/// is given no more at once than a header or a block.
pub(super) struct Frames<R> {
    input: R,
    decoder: Decoder<'static>,
    /// Bytes that the decoder asks for next: of a block, with the header of the one behind it; 0 where a frame has ended.
    hint: usize,
    in_frame: bool,
    /// It may have more for a buffer that was full.
    full: bool,
}

impl<R: BufRead> Frames<R> {
    pub(super) fn new(input: R) -> Result<Frames<R>, Error> {
        let mut decoder = Decoder::new().map_err(Error::Zstd)?;
        decoder.set_parameter(DParameter::WindowLogMax(WINDOW_LOG)).map_err(Error::Zstd)?;
        Ok(Frames { input, decoder, hint: 0, in_frame: false, full: false })
    }

    pub(super) fn read(&mut self, out: &mut [u8]) -> Result<usize, Error> {
        loop {
            let input = if self.full { &[] } else { fill(&mut self.input)? };
            if input.is_empty() && !self.full {
                return if self.in_frame { Err(Error::ZstdTruncated) } else { Ok(0) };
            }
            let wanted = match self.hint {
                0 => FRAME_START,
                hint if hint > BLOCK_HEADER => hint - BLOCK_HEADER,
                hint => hint,
            };
            let mut input = InBuffer::around(input.get(..wanted).unwrap_or(input));
            let mut output = OutBuffer::around(&mut *out);
            let hint = self.decoder.run(&mut input, &mut output).map_err(Error::Zstd)?;
            let (taken, written) = (input.pos(), output.pos());
            self.full = written == out.len();
            // Asked for more with nothing to give, it says how much it wants of the next frame.
            self.in_frame = hint > 0 && (self.in_frame || taken > 0);
            self.hint = hint;
            self.input.consume(taken);
            if written > 0 {
                return Ok(written);
            }
        }
    }
}
