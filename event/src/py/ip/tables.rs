//! The special blocks of both address families, as `ipaddress.py` of CPython 3.11.7 lists them. Later versions list
//! others, and answer `is_private` and `is_global` otherwise.

/// A block: its first address and the length of its prefix.
pub type Block = (u128, u32);

/// Where each property of one family looks.
#[derive(Debug)]
pub struct Tables {
    pub private: &'static [Block],
    pub reserved: &'static [Block],
    pub multicast: Block,
    pub link_local: Block,
    pub site_local: Option<Block>,
    pub loopback: Block,
}

/// `_IPv4Constants._public_network`: neither private nor global.
pub const V4_SHARED: Block = v4(100, 64, 0, 0, 10);

/// `_IPv4Constants`.
pub const V4: Tables = Tables {
    private: &[
        v4(0, 0, 0, 0, 8),
        v4(10, 0, 0, 0, 8),
        v4(127, 0, 0, 0, 8),
        v4(169, 254, 0, 0, 16),
        v4(172, 16, 0, 0, 12),
        v4(192, 0, 0, 0, 29),
        v4(192, 0, 0, 170, 31),
        v4(192, 0, 2, 0, 24),
        v4(192, 168, 0, 0, 16),
        v4(198, 18, 0, 0, 15),
        v4(198, 51, 100, 0, 24),
        v4(203, 0, 113, 0, 24),
        v4(240, 0, 0, 0, 4),
        v4(255, 255, 255, 255, 32),
    ],
    reserved: &[v4(240, 0, 0, 0, 4)],
    multicast: v4(224, 0, 0, 0, 4),
    link_local: v4(169, 254, 0, 0, 16),
    site_local: None,
    loopback: v4(127, 0, 0, 0, 8),
};

/// `_IPv6Constants`.
pub const V6: Tables = Tables {
    private: &[
        (1, 128),
        (0, 128),
        (0xffff << 32, 96),
        v6(0x0100, 0, 64),
        v6(0x2001, 0, 23),
        v6(0x2001, 2, 48),
        v6(0x2001, 0xdb8, 32),
        v6(0x2001, 0x10, 28),
        v6(0xfc00, 0, 7),
        v6(0xfe80, 0, 10),
    ],
    reserved: &[
        v6(0, 0, 8),
        v6(0x0100, 0, 8),
        v6(0x0200, 0, 7),
        v6(0x0400, 0, 6),
        v6(0x0800, 0, 5),
        v6(0x1000, 0, 4),
        v6(0x4000, 0, 3),
        v6(0x6000, 0, 3),
        v6(0x8000, 0, 3),
        v6(0xa000, 0, 3),
        v6(0xc000, 0, 3),
        v6(0xe000, 0, 4),
        v6(0xf000, 0, 5),
        v6(0xf800, 0, 6),
        v6(0xfe00, 0, 9),
    ],
    multicast: v6(0xff00, 0, 8),
    link_local: v6(0xfe80, 0, 10),
    site_local: Some(v6(0xfec0, 0, 10)),
    loopback: (1, 128),
};

/// Whether `ip`, of `bits` bits, lies in `block`.
pub fn within(ip: u128, bits: u32, block: Block) -> bool {
    // A block of all addresses shifts everything out.
    (ip ^ block.0).checked_shr(bits - block.1).unwrap_or(0) == 0
}

const fn v4(a: u128, b: u128, c: u128, d: u128, prefix: u32) -> Block {
    (a << 24 | b << 16 | c << 8 | d, prefix)
}

/// The block whose first two groups are these.
const fn v6(first: u128, second: u128, prefix: u32) -> Block {
    (first << 112 | second << 96, prefix)
}
