//! Opening files, standard input and objects.

use std::fs::File;
use std::io::{self, Read};

use super::Source;

impl Source {
    /// Its bytes, as they are stored.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Source::Stdin => Box::new(io::stdin()),
            Source::File(path) => Box::new(File::open(path)?),
            Source::Object(object) => object.open()?,
        })
    }
}
