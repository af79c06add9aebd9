//! The module `ipaddress` against CPython's: what is an address, every attribute, every operation.

#![allow(clippy::panic, reason = "a test fails by panicking")]

mod python_cases;

use event::exception::Exc;
use event::py::args::Args;
use event::py::arithmetic::{self, Op};
use event::py::compare::{self, Order};
use event::py::ip;
use event::{Heap, Py, Ret, Value};
use python_cases::{lines, read, shown, untag};

/// Addresses and networks as text, good and bad, made from good ones by small changes.
const TEXTS: &str = r#"
import ipaddress
random.seed(11)
ADDRESSES = '''0.0.0.0 1.2.3.4 10.0.0.1 127.0.0.1 169.254.1.1 172.16.0.1 172.32.0.1 192.0.0.1 192.0.0.8 192.0.0.170
192.0.0.172 192.0.2.5 192.168.1.1 198.18.5.5 198.20.0.0 198.51.100.7 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255
100.64.0.1 100.128.0.1 8.8.8.8 :: ::1 ::2 1:: ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:100.64.0.1 ::10.0.0.1 100::1 2001::1
2001:2::1 2001:db8::1 2001:10::1 2001:20::1 2001:0:102:304:5:6:f7f8:f9fa 2002:c000:204::1 fc00::1 fe80::1 fe80::1%eth0
fe80::1%1.2 fec0::1 ff02::1 64:ff9b::1 2600:1f18::5 1:2:3:4:5:6:7:8 1:0:0:4:0:0:0:8 0:0:3:0:0:6:0:0 A:B:C::dEf
1:2:3:4:5:6:1.2.3.4 ::1.2.3.4 1::3:4:5:6:7:8 ::2:3:4:5:6:7:8'''.split()
MASKS = ['', '/0', '/1', '/7', '/8', '/10', '/16', '/24', '/29', '/31', '/32', '/33', '/64', '/96', '/127', '/128', '/129',
    '/024', '/255.255.255.0', '/0.0.0.255', '/255.0.255.0', '/0.0.0.0', '/255.255.255.255', '/', '/x', '/-1', '/ 8',
    '/8/8', '/99999999999999999999', '/\u0661', '/1.2.3', '/::']
def mutate(s):
    for _ in range(random.randrange(4)):
        i = random.randrange(len(s) + 1)
        c = random.choice("0123456789abcdefF.:::...%/ +-xg\u0661\n'\"")
        s = random.choice([s[:i] + c + s[i:], s[:i] + s[i + 1:], s[:i] + c + s[i + 1:], s])
    return s
def address(): return random.choice(ADDRESSES)
def text(): return mutate(address())
def network_text(): return mutate(address() + random.choice(MASKS)) if random.random() < .5 else address() + random.choice(MASKS)
def good(*kinds):
    while True:
        kind = random.choice(kinds)
        try:
            if kind == 'ip_network': return ipaddress.ip_network(random.choice([address(), network_text()]), False)
            return getattr(ipaddress, kind)(random.choice([address(), network_text()]))
        except ValueError: pass
"#;

const FUNCTIONS: &str = r#"
NAMES = ['ip_address', 'ip_network', 'ip_interface', 'IPv4Address', 'IPv6Address', 'IPv4Network', 'IPv6Network',
    'IPv4Interface', 'IPv6Interface']
ODD = [0, 1, -1, True, 2**32 - 1, 2**32, 2**128 - 1, 2**128, -2**70, None, 1.5, b'', b'\x01\x02\x03\x04', bytes(range(16)), b'abc',
    [], ['1.2.3.4'], (), ('1.2.3.4',), ('1.2.3.0', 24), ('1.2.3.0', '24'), ('1.2.3.4', '255.255.0.0'), (167772160, 8), (0, 33),
    ('::', 129), ('::', '64'), (1, 2, 3), ('1.2.3.0', -1), (b'\x0a\x00\x00\x00', '8'), ('10.0.0.0', None), (None, 8), {}, '']
odd = lambda: random.choice(ODD) if random.random() < .7 else good('ip_address', 'ip_network', 'ip_interface')
for i in range(9000):
    name = random.choice(NAMES)
    x = network_text() if i % 3 else text() if i % 2 else odd()
    args = [x] + ([random.choice([True, False, 0, 'x', None])] if 'etwork' in name and random.random() < .6 else [])
    emit(name, [tag(a) for a in args], shown(lambda: getattr(ipaddress, name)(*args)))
"#;

#[test]
fn what_is_an_address_and_what_is_not() {
    check(FUNCTIONS, |py, case| {
        let [Value::Str(name), args, _] = case else { panic!("no case") };
        let Value::List(args) = untag(py, *args) else { panic!("no arguments") };
        make(py, name, args.snapshot())
    });
}

const ATTRIBUTES: &str = r#"
NAMES = '''is_private is_global is_reserved is_link_local is_multicast is_loopback is_unspecified is_site_local version
max_prefixlen compressed exploded packed reverse_pointer ipv4_mapped sixtofour teredo scope_id network_address
broadcast_address netmask hostmask prefixlen num_addresses with_prefixlen with_netmask with_hostmask ip network _ip nothing
hosts subnets'''.split()
def random_object():
    if random.random() < .4: return good('ip_address', 'ip_network', 'ip_interface')
    bits = random.choice([32, 128])
    number = random.getrandbits(bits)
    if random.random() < .5:
        number = int(random.choice([a for a in map(ipaddress.ip_address, ADDRESSES) if a.max_prefixlen == bits])) ^ (
            random.getrandbits(random.randrange(1, bits)))
    make = random.choice([ipaddress.ip_address, ipaddress.ip_network, ipaddress.ip_interface])
    made = ipaddress.ip_address(number.to_bytes(bits // 8, 'big'))
    if make is ipaddress.ip_address: return made
    return (ipaddress.ip_network((str(made), random.randrange(bits + 1)), False) if make is ipaddress.ip_network
        else ipaddress.ip_interface((str(made), random.randrange(bits + 1))))
def attribute(x, name):
    v = getattr(x, name)
    return 'callable' if callable(v) else v
for _ in range(3000):
    x = random_object()
    for name in random.sample(NAMES, 12): emit(tag(x), name, shown(lambda: attribute(x, name)))
    emit(tag(x), 'str', shown(lambda: str(x)))
    emit(tag(x), 'repr', shown(lambda: repr(x)))
    if 'Address' not in type(x).__name__ or x.version == 4: emit(tag(x), 'hash', shown(lambda: hash(x)))
    emit(tag(x), 'int', shown(lambda: int(x)) if not hasattr(x, 'num_addresses') else 'none')
"#;

#[test]
fn every_attribute_is_cpythons() {
    check(ATTRIBUTES, |py, case| {
        let [value, Value::Str(name), answer] = case else { panic!("no case") };
        let Value::Native(native) = untag(py, *value) else { panic!("no object") };
        match *name {
            "str" => native.str(py).map(Value::Str),
            "repr" => native.repr(py).map(Value::Str),
            "hash" => native.hash(py).map(Value::Int),
            "int" => native.to_int(py).unwrap_or(Ok(*answer)),
            _ => match native.getattr(py, name)? {
                Some(Value::Func(_)) => Ok(Value::Str("callable")),
                Some(value) => Ok(value),
                None => Err(event::py::native::no_attribute(py, Value::Native(native), name)),
            },
        }
    });
}

const OPERATIONS: &str = r#"
import operator
def close(x):
    # Something near it, so that both answers occur.
    n = int(x.network_address) if hasattr(x, 'num_addresses') else int(x)
    n = (n ^ random.getrandbits(random.choice([1, 4, 8, 12]))) & x._ALL_ONES
    a = ipaddress.IPv4Address(n) if x.version == 4 else ipaddress.IPv6Address(n)
    k = random.randrange(4)
    p = random.randrange(max(0, a.max_prefixlen - 16), a.max_prefixlen + 1)
    return (a if k == 0 else x if k == 1 else ipaddress.ip_network((str(a), p), False) if k == 2
        else ipaddress.ip_interface((str(a), p)))
for i in range(6000):
    a = good('ip_address', 'ip_network', 'ip_network', 'ip_interface')
    b = close(a) if random.random() < .8 else good('ip_address', 'ip_network', 'ip_interface')
    if random.random() < .04: b = random.choice([None, 1, 'x', [a], {}, 1.5])
    if random.random() < .5: a, b = b, a
    if isinstance(a, (list, dict)) : continue
    for op in 'lt', 'le', 'gt', 'ge', 'eq', 'contains':
        emit(op, tag(a), tag(b), shown(lambda: getattr(operator, op)(a, b)))
    if random.random() < .3:
        n = random.choice([0, 1, -1, 256, True, 2**31, -2**129, 1.5, None, a])
        for op in 'add', 'sub': emit(op, tag(a), tag(n), shown(lambda: getattr(operator, op)(a, n)))
        emit('add', tag(n), tag(a), shown(lambda: n + a))
    if hasattr(a, 'num_addresses'):
        n = random.choice([0, 1, -1, -2, 5, 255, 256, -256, -257, 2**64, True, 1.5, -1.5, None, 'x'])
        emit('getitem', tag(a), tag(n), shown(lambda: a[n]))
        emit('iter', tag(a), None, shown(lambda: iter(a)))
        emit('hosts', tag(a), [], shown(lambda: a.hosts()))
        for method in 'subnet_of', 'supernet_of', 'overlaps', 'address_exclude', 'compare_networks':
            emit(method, tag(a), [tag(b)], shown(lambda: getattr(a, method)(b)))
        for method in 'subnets', 'supernet':
            o = random.choice([[], [1], [2], [0], [-1], [9], [200], [1, 26], [1, 0], [2, 30], [1, 33], [1, None], [True],
                ['x'], [1, 'x']])
            emit(method, tag(a), tag(o), shown(lambda: getattr(a, method)(*o)))
    f = random.choice(['b', 'x', 'X', 'n', '_b', '#x', '#_X', '#n', '_n', 'd', '_', '#', '10', 'xx', '5x', '', 's', '>50s', '*^60s'])
    if hasattr(a, 'version'): emit('format', tag(a), f, shown(lambda: format(a, f)))
"#;

#[test]
fn every_operation_is_cpythons() {
    check(OPERATIONS, |py, case| {
        let [Value::Str(op), a, b, _] = case else { panic!("no case") };
        let (a, b) = (untag(py, *a), untag(py, *b));
        let order = |op| compare::order(py, op, a, b).map(Value::Bool);
        match *op {
            "lt" => order(Order::Lt),
            "le" => order(Order::Le),
            "gt" => order(Order::Gt),
            "ge" => order(Order::Ge),
            "eq" => compare::eq(py, a, b).map(Value::Bool),
            "contains" => compare::contains(py, a, b).map(Value::Bool),
            "add" => arithmetic::binary(py, Op::Add, a, b),
            "sub" => arithmetic::binary(py, Op::Sub, a, b),
            _ => {
                let Value::Native(native) = a else { panic!("no object") };
                match (*op, b) {
                    ("getitem", index) => native.subscript(py, index).map(|item| item.unwrap_or(Value::None)),
                    ("iter", _) => native.iter(py).map(Value::Iter),
                    ("format", Value::Str(spec)) => event::py::format::format(py, a, spec).map(Value::Str),
                    (name, Value::List(args)) => native.call(py, name, Args::pos(args.snapshot())).expect("a method"),
                    other => panic!("no operation: {other:?}"),
                }
            }
        }
    });
}

const RANGES: &str = r#"
for i in range(1500):
    a = good('ip_address', 'ip_address', 'ip_address', 'ip_interface')
    n = min(int(a) + random.getrandbits(random.randrange(1, 40)), a._ALL_ONES)
    b = random.choice([ipaddress.IPv4Address, ipaddress.IPv6Address][a.version == 6:][:1])(n)
    if random.random() < .1: b = good('ip_address', 'ip_network')
    if random.random() < .1: a, b = b, a
    emit('summarize_address_range', tag([a, b]), shown(lambda: ipaddress.summarize_address_range(a, b)))
    base = random.getrandbits(32)
    xs = [good('ip_address', 'ip_network')] if random.random() < .1 else []
    for _ in range(random.randrange(12)):
        n = (base ^ random.getrandbits(6)) & 0xffffffff
        xs.append(random.choice([ipaddress.IPv4Address(n), ipaddress.ip_network((n, random.randrange(24, 33)), False)]))
    if random.random() < .03: xs.append(random.choice([None, 'x', ipaddress.ip_interface('1.2.3.4/8')]))
    emit('collapse_addresses', [tag(xs)], shown(lambda: ipaddress.collapse_addresses(xs)))
    x = random.choice(xs + [None])
    emit('get_mixed_type_key', [tag(x)], shown(lambda: ipaddress.get_mixed_type_key(x)))
"#;

#[test]
fn ranges_are_summarized_and_collapsed() {
    check(RANGES, |py, case| {
        let [Value::Str(name), args, _] = case else { panic!("no case") };
        let Value::List(args) = untag(py, *args) else { panic!("no arguments") };
        make(py, name, args.snapshot())
    });
}

fn make<'a>(py: Py<'a>, name: &str, args: &[Value<'a>]) -> Ret<'a> {
    ip::function(py, name, Args::pos(args))
        .or_else(|| ip::construct(py, name, Args::pos(args)))
        .unwrap_or_else(|| panic!("no function {name}"))
}

/// Runs each case; its last item is what CPython shows.
fn check(script: &str, run: impl for<'a> Fn(Py<'a>, &'a [Value<'a>]) -> Result<Value<'a>, Exc<'a>>) {
    let mut heap = Heap::default();
    let mut wrong = Vec::new();
    let cases = lines(&format!("{TEXTS}{script}"));
    assert!(cases.len() > 1000, "the script made too few cases");
    for line in &cases {
        heap.reset();
        let py = heap.enter();
        let case = read(py, line);
        let Some(Value::Str(expected)) = case.last() else { panic!("no answer: {line}") };
        let got = shown(py, run(py, case));
        if got != *expected && !(*expected == "none" && got == "\"none\"") {
            wrong.push(format!("{line}\n  got {got}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} differ:\n{}",
        wrong.len(),
        cases.len(),
        wrong[..wrong.len().min(12)].join("\n")
    );
}
