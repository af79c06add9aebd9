//! gzip, member after member (RFC 1952, 2.2).

use std::io::BufRead;

use flate2::{Decompress, FlushDecompress, Status};

use super::{Error, fill};

/// The members of a gzip file as one stream.
pub(super) struct Members<R> {
    input: R,
    inflate: Decompress,
    at: Position,
    /// Kept back until what came before it is handed out.
    failed: Option<Error>,
}

enum Position {
    Member,
    BetweenMembers,
    End,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(input: R) -> Members<R> {
        Members { input, inflate: Decompress::new_gzip(15), at: Position::Member, failed: None }
    }

    pub(super) fn read(&mut self, out: &mut [u8]) -> Result<usize, Error> {
        loop {
            if let Some(error) = self.failed.take() {
                self.at = Position::End;
                return Err(error);
            }
            match self.at {
                Position::End => return Ok(0),
                Position::BetweenMembers => self.next_member()?,
                Position::Member => {
                    let n = self.inflate(out)?;
                    if n > 0 {
                        return Ok(n);
                    }
                }
            }
        }
    }

    /// What one step of inflation gives. The library's own reader would drop what it inflated before an error.
    fn inflate(&mut self, out: &mut [u8]) -> Result<usize, Error> {
        let input = fill(&mut self.input)?;
        let at_end = input.is_empty();
        let (taken, written) = (self.inflate.total_in(), self.inflate.total_out());
        let status = self.inflate.decompress(input, out, FlushDecompress::None);
        self.input.consume((self.inflate.total_in() - taken) as usize);
        let written = (self.inflate.total_out() - written) as usize;
        match status {
            Ok(Status::StreamEnd) => self.at = Position::BetweenMembers,
            Ok(_) if at_end && written == 0 => self.failed = Some(Error::GzipTruncated),
            Ok(_) => {}
            Err(e) => self.failed = Some(Error::Gzip(e.to_string())),
        }
        Ok(written)
    }

    fn next_member(&mut self) -> Result<(), Error> {
        loop {
            let rest = fill(&mut self.input)?;
            match rest.first() {
                None => {
                    self.at = Position::End;
                    return Ok(());
                }
                // Tapes and block devices pad with zeros; gzip(1) takes no notice of them either.
                Some(0) => {
                    let zeros = rest.iter().take_while(|b| **b == 0).count();
                    self.input.consume(zeros);
                }
                Some(0x1f) => {
                    self.inflate = Decompress::new_gzip(15);
                    self.at = Position::Member;
                    return Ok(());
                }
                Some(_) => {
                    self.failed = Some(Error::GzipTrailing);
                    return Ok(());
                }
            }
        }
    }
}
