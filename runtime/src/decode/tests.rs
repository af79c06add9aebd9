use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

const LIMITS: Limits = Limits { size: 1 << 30, ratio: 1000 };

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).expect("in memory");
    encoder.finish().expect("in memory")
}

fn decode(bytes: Vec<u8>, limits: Limits) -> (Vec<u8>, Option<Error>) {
    decode_by(bytes, limits, 100)
}

/// So many bytes at once.
fn decode_by(bytes: Vec<u8>, limits: Limits, buffer: usize) -> (Vec<u8>, Option<Error>) {
    let mut decoder = match Decoder::open(Box::new(Cursor::new(bytes)), Arc::default(), limits) {
        Ok(decoder) => decoder,
        Err(e) => return (Vec::new(), Some(e)),
    };
    let mut all = Vec::new();
    let mut out = vec![0; buffer];
    loop {
        match decoder.read(&mut out) {
            Ok(0) => return (all, None),
            Ok(n) => all.extend_from_slice(&out[..n]),
            Err(e) => return (all, Some(e)),
        }
    }
}

/// Text that deflate makes something of, but not too little.
fn text(len: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        b"abcdefgh"[(state >> 29) as usize]
    };
    (0..len).map(|_| next()).collect()
}

#[test]
fn plain_empty_and_short_inputs() {
    for plain in ["", "x", "\x1f", "{}", "{\"a\":1}\n"] {
        let (out, error) = decode(plain.into(), LIMITS);
        assert_eq!(out, plain.as_bytes());
        assert!(error.is_none());
    }
}

#[test]
fn members_are_one_stream_and_padding_is_nothing() {
    let (first, second) = (text(100_000), text(500));
    let mut bytes = gzip(&first);
    bytes.extend(gzip(b""));
    bytes.extend(gzip(&second));
    bytes.extend([0; 1000]);
    let (out, error) = decode(bytes.clone(), LIMITS);
    assert_eq!(out, [first.clone(), second].concat());
    assert!(error.is_none());
    bytes.extend(b"garbage");
    let (more, error) = decode(bytes, LIMITS);
    assert_eq!(more, out);
    assert!(matches!(error, Some(Error::GzipTrailing)));
}

#[test]
fn what_comes_before_the_damage_is_read() {
    let whole = text(300_000);
    let good = gzip(&whole);
    for cut in [2, 5, 12, good.len() / 2, good.len() - 9, good.len() - 1] {
        let (out, error) = decode(good[..cut].to_vec(), LIMITS);
        assert!(whole.starts_with(&out), "cut at {cut}");
        assert!(matches!(error, Some(Error::GzipTruncated)), "cut at {cut}: {error:?}");
        if cut == good.len() / 2 {
            assert!(out.len() > 100_000, "only {} bytes of half a file", out.len());
        }
    }
    let mut damaged = good.clone();
    let end = damaged.len() - 6;
    damaged[end] ^= 1;
    let (out, error) = decode(damaged, LIMITS);
    assert_eq!(out, whole, "the checksum comes after everything");
    assert!(matches!(error, Some(Error::Gzip(_))), "{error:?}");
    let mut damaged = good.clone();
    for byte in damaged.iter_mut().skip(good.len() / 2).take(40) {
        *byte = 0xff;
    }
    let (out, error) = decode(damaged, LIMITS);
    assert!(matches!(error, Some(Error::Gzip(_))), "{error:?}");
    let same = out.iter().zip(&whole).take_while(|(a, b)| a == b).count();
    assert!(same > 140_000, "only {same} bytes before the damage");
}

#[test]
fn zstd_frames_whole_and_cut() {
    let whole = text(300_000);
    let mut bytes = ::zstd::encode_all(&whole[..], 3).expect("in memory");
    let one = bytes.clone();
    bytes.extend(&one);
    let (out, error) = decode(bytes, LIMITS);
    assert_eq!(out.len(), 600_000);
    assert!(error.is_none());
    let (out, error) = decode(one[..one.len() - 10].to_vec(), LIMITS);
    assert!(!out.is_empty() && whole.starts_with(&out));
    assert!(matches!(error, Some(Error::ZstdTruncated)), "{error:?}");
}

#[test]
fn the_blocks_before_damage_come_out() {
    // Nothing that can be compressed: blocks of 128 KiB as they are, each behind a header of three bytes.
    let mut state = 1_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 56) as u8
    })
    .take(300_000)
    .collect();
    let mut bytes = ::zstd::encode_all(&noise[..], 1).expect("in memory");
    let header = bytes.len() - 300_000 - 3 * 3;
    let third = header + 2 * (3 + (128 << 10));
    // A type of block that there is not.
    bytes[third] |= 0b110;
    let (out, error) = decode_by(bytes, LIMITS, 1 << 20);
    assert!(matches!(error, Some(Error::Zstd(_))), "{error:?}");
    assert!(out == noise[..256 << 10], "{} bytes before the damage", out.len());
}

#[test]
fn size_and_ratio_are_capped() {
    let bomb = gzip(&vec![b' '; 2 << 20]);
    let (out, error) = decode(bomb, Limits { size: 1 << 20, ratio: 1000 });
    assert!(out.len() <= 1 << 20);
    assert!(matches!(error, Some(Error::TooLarge { limit: 1_048_576 })));
    let bomb = ::zstd::encode_all(std::io::repeat(b' ').take(RATIO_FROM + (8 << 20)), 1).expect("in memory");
    let mut decoder = Decoder::open(Box::new(Cursor::new(bomb)), Arc::default(), LIMITS).expect("it opens");
    let mut out = vec![0; 1 << 20];
    let mut total = 0;
    let error = loop {
        match decoder.read(&mut out) {
            Ok(n) => total += n as u64,
            Err(e) => break e,
        }
    };
    assert!(total <= RATIO_FROM + (1 << 20));
    assert!(matches!(error, Error::TooDense { limit: 1000 }));
}
