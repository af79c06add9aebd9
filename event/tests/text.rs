//! Texts held against CPython 3.11: the same cases are run by one `python3`, and every result and every exception must
//! be the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod text {
    pub mod case;
    pub mod floats;
    pub mod formats;
    pub mod methods;
    pub mod percents;
    pub mod reprs;
    pub mod unicode;
}
