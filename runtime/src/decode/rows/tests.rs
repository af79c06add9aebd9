use std::io::{Cursor, Write};

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::*;

const LIMITS: Limits = Limits { size: 1 << 30, ratio: 1000 };

/// A file of a number and a text, rows of which only some have the text.
fn file(rows: usize, text: impl Fn(usize) -> Option<Vec<u8>>) -> Vec<u8> {
    let schema = "message x { required int32 a (INTEGER(32,false)); optional binary b (UTF8); }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let properties = WriterProperties::builder().set_compression(Compression::UNCOMPRESSED).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).expect("memory");
    let mut group = writer.next_row_group().expect("memory");
    let numbers: Vec<i32> = (0..rows).map(|row| i32::try_from(row).expect("few") - 1).collect();
    let mut column = group.next_column().expect("memory").expect("the first");
    column.typed::<Int32Type>().write_batch(&numbers, None, None).expect("memory");
    column.close().expect("memory");
    let texts: Vec<Option<Vec<u8>>> = (0..rows).map(text).collect();
    let levels: Vec<i16> = texts.iter().map(|text| i16::from(text.is_some())).collect();
    let values: Vec<ByteArray> = texts.into_iter().flatten().map(ByteArray::from).collect();
    let mut column = group.next_column().expect("memory").expect("the second");
    column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).expect("memory");
    column.close().expect("memory");
    group.close().expect("memory");
    writer.into_inner().expect("memory")
}

/// The rows that are read, and why no more are.
fn read(bytes: Vec<u8>, limits: Limits) -> (Vec<Vec<String>>, Option<String>) {
    let mut found = Vec::new();
    let mut rows = match Rows::open(&Source::Stdin, Box::new(Cursor::new(bytes)), limits) {
        Ok(rows) => rows,
        Err(e) => return (found, Some(e.to_string())),
    };
    loop {
        match rows.next() {
            Ok(Some(row)) => found.push(row.values().map(str::to_owned).collect()),
            Ok(None) => return (found, None),
            Err(e) => return (found, Some(e.to_string())),
        }
    }
}

#[test]
fn values_are_text_and_what_is_not_there_is_empty() {
    let bytes = file(3, |row| (row != 1).then(|| vec![b'x'; row]));
    let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
    assert_eq!(read(bytes, LIMITS), (vec![row("4294967295", ""), row("0", ""), row("1", "xx")], None));
    let (rows, why) = read(file(1, |_| Some(b"a\xffb".to_vec())), LIMITS);
    assert_eq!((rows, why), (vec![row("4294967295", "a\u{fffd}b")], None));
    // More than is read at once, in several pages.
    let (rows, why) = read(file(50_000, |row| (row % 3 == 0).then(|| row.to_string().into_bytes())), LIMITS);
    assert_eq!((rows.len(), why), (50_000, None));
    let text = |row: usize| if row.is_multiple_of(3) { row.to_string() } else { String::new() };
    assert!((1..50_000).all(|n| rows[n] == row(&(n - 1).to_string(), &text(n))));
}

#[test]
fn a_file_that_was_cut_off_says_so() {
    let bytes = file(10, |_| None);
    let length = bytes.len();
    let why = |bytes: &[u8]| read(bytes.to_vec(), LIMITS).1.unwrap_or_default();
    assert!(why(&bytes[..length - 1]).contains("cut off"));
    assert!(why(b"PAR1").contains("too short"));
    let mut long = bytes.clone();
    long[length - 8..length - 4].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(why(&long).contains("larger than"), "{}", why(&long));
    long[length - 8..length - 4].copy_from_slice(&1_000_000_u32.to_le_bytes());
    assert!(why(&long).contains("before the file does"), "{}", why(&long));
    let mut secret = bytes;
    secret[length - 1] = b'E';
    assert!(why(&secret).contains("encrypted"));
}

#[test]
fn rows_of_nothing_are_counted_against_the_limits() {
    // A few bytes that stand for many rows.
    let bytes = file(400_000, |_| None);
    let (rows, why) = read(bytes, Limits { size: 1 << 20, ratio: 1000 });
    assert!(rows.len() < 400_000, "{}", rows.len());
    assert!(why.unwrap_or_default().contains("--max-decompressed"));
}

/// What becomes of a column that has one page of such a header (its sizes, and its number of values), of type 2 a dictionary.
fn page(kind: u8, uncompressed: u32, values: u32, stored: &[u8], codec: Compression) -> String {
    fn zigzag(mut value: u32, out: &mut Vec<u8>) {
        value <<= 1;
        while value >= 0x80 {
            out.push(u8::try_from(value & 0x7f).expect("seven bits") | 0x80);
            value >>= 7;
        }
        out.push(u8::try_from(value).expect("seven bits"));
    }
    let mut bytes = vec![0x15, kind * 2, 0x15];
    zigzag(uncompressed, &mut bytes);
    bytes.push(0x15);
    zigzag(u32::try_from(stored.len()).expect("few"), &mut bytes);
    // Field 5 or 7: values, PLAIN, RLE, RLE.
    bytes.extend([if kind == 2 { 0x4c } else { 0x2c }, 0x15]);
    zigzag(values, &mut bytes);
    bytes.extend([0x15, 0, 0x15, 6, 0x15, 6, 0, 0]);
    bytes.extend(stored);
    let schema = parse_message_type("message x { required binary b; }").expect("a schema");
    let schema = parquet::schema::types::SchemaDescriptor::new(Arc::new(schema));
    let chunk = parquet::file::metadata::ColumnChunkMetaData::builder(schema.column(0))
        .set_compression(codec)
        .set_total_compressed_size(i64::try_from(bytes.len()).expect("few"))
        .set_data_page_offset(0)
        .build()
        .expect("a column");
    let input = Arc::new(Input::Memory(bytes.into()));
    let pages = Pages::new(&input, &chunk, &Arc::default(), &Arc::default());
    match pages.and_then(|mut pages| parquet::column::page::PageReader::get_next_page(&mut pages)) {
        Ok(Some(page)) => format!("{} bytes", page.buffer().len()),
        Ok(None) => "none".to_owned(),
        Err(e) => e.to_string(),
    }
}

#[test]
fn a_page_takes_no_more_than_it_says_and_may_not_say_much() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&vec![0; 64 << 20]).expect("memory");
    let gzip = gzip.finish().expect("memory");
    let zstd = zstd::bulk::compress(&vec![0; 64 << 20], 1).expect("memory");
    let snappy = snap::raw::Encoder::new().compress_vec(&vec![0; 1 << 20]).expect("memory");
    let (gz, zst) = (Compression::GZIP(parquet::basic::GzipLevel::default()), Compression::ZSTD(Default::default()));
    for (stored, codec) in [(&gzip, gz), (&zstd, zst), (&snappy, Compression::SNAPPY)] {
        let said = page(0, 1000, 10, stored, codec);
        assert!(said.contains("cannot be decompressed to the size that it says"), "{said}");
        let said = page(0, 17 << 20, 10, stored, codec);
        assert!(said.contains("more than 16777216 bytes"), "{said}");
    }
    assert_eq!(page(0, 1 << 20, 10, &snappy, Compression::SNAPPY), "1048576 bytes");
    // A dictionary of more values than there are bytes, and one whose values take too much.
    let plain = Compression::UNCOMPRESSED;
    assert!(page(2, 100, i32::MAX.unsigned_abs(), &[0; 100], plain).contains("more values than bytes"));
    let said = page(2, 16 << 20, 4 << 20, &vec![0; 16 << 20], plain);
    assert!(said.contains("more than 67108864 bytes at a time"), "{said}");
    assert_eq!(page(2, 100, 25, &[0; 100], plain), "100 bytes");
    assert!(page(0, 99, 10, &[0; 100], plain).contains("not the size"));
    assert!(page(0, 99, 10, &[0; 99], Compression::LZ4_RAW).contains("LZ4_RAW"));
}
