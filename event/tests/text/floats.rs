//! Floats as text: shortest digits and rounded ones, over bit patterns of every size.

use super::case::{Case, V, check};

/// Deterministic bit patterns: what a counter hashes to.
fn patterns() -> Vec<f64> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut floats = Vec::new();
    for _ in 0..3000 {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        floats.push(f64::from_bits(state ^ (state >> 29)));
    }
    floats
}

#[test]
fn repr_of_floats() {
    let mut floats = patterns();
    // Powers of two lie between neighbours at different distances, where shortest digits are hardest.
    floats.extend((-1074..1024).map(|e| if e < -1022 { f64::from_bits(1 << (e + 1074)) } else { 2f64.powi(e) }));
    floats.extend((-320..309).map(|e| format!("1e{e}").parse::<f64>().unwrap()));
    floats.extend([
        5e-324,
        f64::MAX,
        f64::MIN_POSITIVE,
        9007199254740993.0,
        0.1,
        0.30000000000000004,
        1e16,
        9999999999999998.0,
        123456789012345680.0,
        0.0001,
        0.00001,
    ]);
    let cases: Vec<Case> =
        floats.into_iter().flat_map(|x| [Case::Repr(V::Float(x)), Case::Repr(V::Float(-x))]).collect();
    check(&cases);
}

#[test]
fn rounded_floats() {
    let mut floats: Vec<f64> = patterns().into_iter().take(250).collect();
    floats.extend([
        0.5,
        1.5,
        2.5,
        0.125,
        0.375,
        2.675,
        1e21,
        1e22,
        1e23,
        123456.5,
        999999.5,
        9.5,
        99.95,
        0.00001234,
        5e-324,
        1.7976931348623157e308,
        1e-5,
        0.0001,
        1e15,
        1e17,
    ]);
    let mut cases = Vec::new();
    for x in floats {
        for spec in [
            ".0f", ".1f", ".2f", ".17f", ".0e", ".3e", ".16e", ".20e", ".0g", ".1g", ".6g", ".17g", ".25g", "#.3g",
            ".3", ".17", ".400f", ".1100g", "#", "#.0f", "z.0f", ".2%", "n", ",.3f", "_.0f", "#.30g",
        ] {
            cases.push(Case::Format(V::Float(x), spec.to_owned()));
        }
    }
    check(&cases);
}
