//! A file's text, as it is stored.

use libdeflater::{CompressionLvl, Compressor};

/// `text` gzipped in one member, at the level that zlib has by itself, and AWS's files look like.
pub fn gzip(text: &[u8]) -> Vec<u8> {
    let mut compressor = Compressor::new(CompressionLvl::default());
    let mut bytes = vec![0; compressor.gzip_compress_bound(text.len())];
    let written = compressor.gzip_compress(text, &mut bytes).expect("it has room for as much as there can be");
    bytes.truncate(written);
    bytes
}
