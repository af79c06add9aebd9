//! The modules `datetime`, `time` and `calendar` against CPython's.

#![allow(clippy::panic, reason = "a test fails by panicking")]

mod expressions;
mod python_cases;

/// Dates, times, durations and zones, and all that can be asked of them.
const OBJECTS: &str = r#"
random.seed(11)
D, T, DT, TD, TZ = 'datetime.date', 'datetime.time', 'datetime.datetime', 'datetime.timedelta', 'datetime.timezone'
def pick(*xs): return random.choice(xs)
def year(): return pick(1, 2, 99, 987, 1582, 1600, 1900, 1968, 1970, 1999, 2000, 2004, 2023, 2024, 2038, 2100, 9998, 9999, random.randint(1, 9999))
def date():
    y, m = year(), random.randint(1, 12)
    return f'{y}, {m}, {random.choice([1, 1, 15, 28, calendar.monthrange(y, m)[1], calendar.monthrange(y, m)[1]])}'
def clock(): return pick('0, 0', '0', '23, 59, 59, 999999', '12, 30', f'{random.randint(0,23)}, {random.randint(0,59)}, {random.randint(0,59)}', f'{random.randint(0,23)}, {random.randint(0,59)}, {random.randint(0,59)}, {pick(0, 1, 500000, 999999, random.randint(0, 999999))}')
def delta():
    return pick('datetime.timedelta()', 'datetime.timedelta(days=1)', 'datetime.timedelta(-1)', 'datetime.timedelta(0, 1)', 'datetime.timedelta(microseconds=-1)',
        'datetime.timedelta.max', 'datetime.timedelta.min', 'datetime.timedelta.resolution', f'datetime.timedelta({random.randint(-999, 999)}, {random.randint(-99999, 99999)}, {random.randint(-9999999, 9999999)})',
        f'datetime.timedelta(hours={random.uniform(-99, 99)!r})', f'datetime.timedelta(minutes={random.randint(-9999, 9999)}, seconds={random.uniform(-1, 1)!r})', f'datetime.timedelta(days={random.uniform(-1e9, 1e9)!r})',
        f'datetime.timedelta(microseconds={random.randint(-50, 50)}.5)', f'datetime.timedelta(weeks=1, milliseconds={random.randint(-5000, 5000)})')
def offset(): return pick('datetime.timedelta()', 'datetime.timedelta(hours=1)', 'datetime.timedelta(hours=-8)', 'datetime.timedelta(hours=5, minutes=30)', 'datetime.timedelta(seconds=-1)', 'datetime.timedelta(seconds=1, microseconds=2)', 'datetime.timedelta(hours=23, minutes=59)')
def zone(): return pick('None', 'datetime.timezone.utc', 'datetime.UTC', f'datetime.timezone({offset()})', f'datetime.timezone({offset()}, {pick("X", "UTC", "", "a%b", "é")!r})', 'datetime.timezone.min', 'datetime.timezone.max')
def stamp(): return pick(f'{DT}({date()})', f'{DT}({date()}, {clock()})', f'{DT}({date()}, {clock()}, tzinfo={zone()})', f'{DT}({date()}, {clock()}, tzinfo={zone()}, fold=1)', f'{DT}.min', f'{DT}.max', f'{DT}.fromtimestamp({random.randint(-10**10, 10**10)})')
def time_(): return pick(f'{T}({clock()})', f'{T}({clock()}, tzinfo={zone()})', f'{T}({clock()}, fold={pick(0, 1)})', f'{T}.min', f'{T}.max', f'{T}()')
def date_(): return pick(f'{D}({date()})', f'{D}({date()})', f'{D}.min', f'{D}.max')
def number(): return pick('0', '1', '-1', '2', '3', '-7', 'True', '0.0', '0.5', '-1.5', '1e300', '10**30', '7', '1.1', 'None', '"x"', '0.1')
def thing(): return pick(stamp, stamp, date_, time_, delta, delta, zone, number)()
FORMATS = ['%Y-%m-%d', '%H:%M:%S.%f', '%z', '%Z', '%z %Z', '%j', '%U %W %V %G %u %w', '%a %A %b %B', '%c', '%x', '%X', '%p %I', '%P %l %k', '%%', '%', 'x%', '%e', '%s', '%D %F %T %R %r', '%h', '%C %y %g', '%n%t', '', 'é %d',
    '%-d', '%_d', '%05d', '%^a', '%#p', '%#Z', '%10Y', '%Q', '%E', '%Ey', '%Od', '%5', '%:z', '%-z', 'a\0%d', '%d\0', '%f%f', '%Ez', '%\n', '%é', '%_5z', '%_10a', '%20c', '%^c', '%012F', '%O', '\ud800', '%3000d', '%99999d', '%Y' * 20]
FLAGS = ['', '-', '_', '0', '^', '#', '5', '12', '_7', '-3', '07', '^#', '#^', 'E', 'O', '_-', '-_5', '9E', '^9O', '+', '0^']
def directives(): return pick(random.choice(FORMATS), random.choice(FORMATS), '%' + random.choice(FLAGS) + random.choice('aAbBcCdDeFgGhHiIjklLmMnNpPqQrRsStTuUvVwWxXyYzZ%') + 'x')
METHODS = {
    'date': ['ctime()', 'isocalendar()', 'isoformat()', 'isoweekday()', 'timetuple()', 'toordinal()', 'weekday()', 'year', 'month', 'day', 'min', 'max', 'resolution', 'nope', 'replace()', 'weekday(1)', 'isoformat(1)', 'hour'],
    'datetime': ['date()', 'time()', 'timetz()', 'ctime()', 'isocalendar()', 'isoformat()', 'isoweekday()', 'timetuple()', 'utctimetuple()', 'toordinal()', 'weekday()', 'timestamp()', 'utcoffset()', 'dst()', 'tzname()', 'tzinfo', 'fold', 'hour', 'minute', 'second', 'microsecond', 'year', 'astimezone()', 'nope', 'date(1)', 'timestamp(1)', 'utcoffset(1)', 'timetuple().tm_zone', 'isocalendar().week', 'isocalendar()[1]'],
    'time': ['isoformat()', 'utcoffset()', 'dst()', 'tzname()', 'tzinfo', 'fold', 'hour', 'minute', 'second', 'microsecond', 'min', 'max', 'resolution', 'nope', 'dst(1)', 'year'],
    'timedelta': ['days', 'seconds', 'microseconds', 'total_seconds()', 'total_seconds(1)', 'nope', 'min', 'max', 'resolution', 'hours'],
}
def replaced(names):
    return ', '.join(f'{n}={pick("0", "1", "5", "12", "31", "59", "9999", "1000000", "None", "2.0", "True", "-1", "datetime.timezone.utc", str(2**31), str(2**70))}' for n in random.sample(names, pick(1, 1, 2, 3)))
def timespec(): return pick("'auto'", "'hours'", "'minutes'", "'seconds'", "'milliseconds'", "'microseconds'", "'x'", 'None', '1', "'a\\0'")
for i in range(14000):
    k = i % 14
    if k == 0:
        x, kind = pick((date_(), 'date'), (stamp(), 'datetime'), (time_(), 'time'), (delta(), 'timedelta'))
        case(f'{x}.{random.choice(METHODS[kind])}')
    elif k == 1: case(f'{pick("repr", "str", "bool", "abs", "repr", "str", "json.dumps", "len", "round", "int", "type")}({thing()})')
    elif k == 2: case(f'{thing()} {pick("+", "-", "-")} {thing()}') if random.random() < .7 else case(f'hash({pick(stamp, date_, time_, delta)()})')
    elif k == 3: case(f'{delta()} {pick("*", "/", "//", "%", "+", "-")} {pick(number, delta)()}')
    elif k == 4: case(f'{pick(number, delta)()} {pick("*", "/", "//", "%")} {delta()}')
    elif k == 5: case(f'{thing()} {pick("==", "!=", "<", "<=", ">", ">=")} {thing()}') if random.random() < .9 else case(f'{zone()} is {zone()}')
    elif k == 6:
        f = pick(stamp, time_)
        case(f'{f()} {pick("==", "<", "<=", "!=", "-")} {f()}')
    elif k == 7: case(f'{pick(stamp, date_, time_)()}.{pick("strftime", "strftime")}({directives()!r})')
    elif k == 8: case(f'format({thing()}, {directives()!r})')
    elif k == 9:
        x, names = pick((date_(), ['year', 'month', 'day']), (stamp(), ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold']), (time_(), ['hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold', 'nope']))
        case(f'{x}.replace({replaced(names)})')
    elif k == 10:
        case(pick(f'{stamp()}.isoformat({pick("", repr(pick(" ", "T", "é", "", "ab")) + ", " , "None, ")}timespec={timespec()})', f'{time_()}.isoformat({timespec()})', f'{stamp()}.isoformat({pick("1", "sep=None", repr("x"), repr("xy"), "sep=1")})'))
    elif k == 11: case(f'{stamp()}.astimezone({pick(zone(), zone(), "1", "tz=None")})')
    elif k == 12:
        case(pick(f'divmod({delta()}, {pick(delta, number)()})', f'-{delta()}', f'+{delta()}', f'~{delta()}', f'{zone()}.{pick("utcoffset", "tzname", "dst", "fromutc")}({pick("None", stamp(), "1", "")})', f'{D}.{pick("weekday", "isoformat", "strftime", "ctime")}({thing()})',
            f'{DT}.{pick("isoformat", "weekday", "date", "timestamp", "ctime")}({thing()})', f'datetime.timedelta.total_seconds({thing()})', f'{DT}.isoformat()', f'{D}.isoformat({stamp()})', f'{D}.weekday()'))
    else:
        classes = pick(D, DT, T, TD, TZ, 'datetime.tzinfo', '(datetime.date, int)', 'object', 'tuple')
        case(pick(f'isinstance({thing()}, {classes})', f'sorted([{stamp()}, {stamp()}, {stamp()}])', f'min({date_()}, {date_()})', f'{stamp()} in [{stamp()}, {stamp()}]', f'hasattr({thing()}, {pick("tzinfo", "days", "year", "isoformat", "nope")!r})', f'issubclass({DT}, {D})', f'sum([{delta()}, {delta()}], datetime.timedelta())', f'getattr({stamp()}, {pick("hour", "nope")!r}, 3)', f'{D}.min == {DT}.min', f'repr({classes})'))
"#;

#[test]
fn objects_do_what_cpythons_do() {
    expressions::check(OBJECTS, |_| false);
}

/// How each class is made, with wrong arguments of every kind.
const CONSTRUCTORS: &str = r#"
random.seed(12)
def pick(*xs): return random.choice(xs)
def arg(): return pick('0', '1', '2', '12', '13', '23', '24', '31', '59', '60', '1970', '2024', '9999', '10000', '-1', 'None', "'x'", '1.0', 'True', str(2**31), str(-2**31 - 1), str(2**63), str(2**70), 'datetime.timezone.utc', 'datetime.timedelta(1)', 'datetime.date.min', 'datetime.datetime.min', 'datetime.time(1, 2, fold=1)', 'datetime.time(3, tzinfo=datetime.timezone.utc)')
def good(): return pick('1', '2', '3', '5')
def ts(): return pick('0', '-1', '1700000000', '1.5', '0.1', '1e9', '1700000000.123456', '1700000000.0000005', '-0.5', '-0.0000005', '1.9999999', '253402300799', '253402300800', '-62135596800', '-62135596801', '-62135510400', '1e12', '1e17', '1e300', '67768036191676799', '67768036191676800', "float('nan')", "float('inf')", '10**30', 'None', "'1'", 'True', repr(random.uniform(-1e10, 1e11)), repr(random.uniform(-1e3, 1e3)), '-67768040609740800', '-67768040609740801', '2**63', '2**63 - 1')
NAMES = {'date': ['year', 'month', 'day', 'hour'], 'datetime': ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold', 'x'],
    'time': ['hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold', 'year'], 'timedelta': ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks', 'years'], 'timezone': ['offset', 'name', 'tz']}
def given(names):
    pos = [pick(arg, good, good)() for _ in range(pick(0, 1, 2, 3, 3, 3, 4, 6, 8, 9, 10))]
    kw = random.sample(names, pick(0, 0, 1, 2))
    return ', '.join(pos + [f'{n}={pick(arg, good)()}' for n in kw])
def iso():
    d = pick(f'{random.randint(1, 9999):04}-{random.randint(0, 13):02}-{random.randint(0, 32):02}', f'{random.randint(1, 9999):04}{random.randint(1, 12):02}{random.randint(1, 28):02}', f'{random.randint(1, 9999):04}-W{random.randint(0, 54):02}', f'{random.randint(1, 9999):04}W{random.randint(1, 53):02}{random.randint(0, 8)}', f'{random.randint(0, 9999):04}-W{random.randint(1, 53):02}-{random.randint(0, 8)}', '2024-02-29', '20240131', '9999-W52-7')
    h = pick('', f'{random.randint(0, 24):02}', f'{random.randint(0, 24):02}:{random.randint(0, 60):02}', f'{random.randint(0, 24):02}{random.randint(0, 60):02}', f'{random.randint(0, 23):02}:{random.randint(0, 59):02}:{random.randint(0, 60):02}', f'{random.randint(0, 23):02}{random.randint(0, 59):02}{random.randint(0, 59):02}')
    f = pick('', '', '.' + str(random.randint(0, 10**random.randint(1, 10))), ',5', '.')
    z = pick('', '', 'Z', '+00:00', '-0000', '+01', '-08:30', '+05:30:15', '+05:30:15.25', '+0530', '+24:00', '-23:59', '-00:00:00.000001', 'z', '+1', 'UTC', ' Z')
    text = pick(d, d + pick('T', ' ', 't', 'é', '0', '-', '€', '\U0001f600', '', '\ud800') + h + f + z, h + f + z, 'T' + h + f + z)
    if random.random() < .3 and text:
        i = random.randrange(len(text) + 1)
        text = pick(text[:i] + random.choice('0123456789-:.,TWZ+é\0 ') + text[i:], text[:i] + text[i + 1:], text[:i], text[:i] + random.choice('019-:WZ+') + text[i + 1:])
    return repr(text)
for i in range(14000):
    k = i % 7
    if k < 2:
        kind = pick('date', 'datetime', 'datetime', 'time', 'timedelta', 'timezone')
        case(f'datetime.{kind}({given(NAMES[kind])})')
    elif k < 4: case(f'datetime.{pick("datetime", "datetime", "date", "time")}.fromisoformat({iso()})')
    elif k == 4:
        case(pick(f'datetime.datetime.{pick("fromtimestamp", "utcfromtimestamp", "fromtimestamp")}({ts()})', f'datetime.date.fromtimestamp({ts()})', f'datetime.datetime.fromtimestamp({ts()}, {pick("None", "datetime.timezone.utc", "datetime.timezone(datetime.timedelta(hours=-7))", "1", "tz=datetime.timezone.utc", "tz=datetime.timezone.max")})',
            'datetime.datetime.fromtimestamp()', 'datetime.datetime.utcfromtimestamp(1, 2)', 'datetime.date.fromtimestamp()', 'datetime.datetime.utcfromtimestamp(timestamp=1)', 'datetime.datetime.fromtimestamp(timestamp=1)', f'datetime.datetime.fromtimestamp({ts()}).timestamp()'))
    elif k == 5:
        case(pick(f'datetime.{pick("date", "datetime")}.fromordinal({pick(arg(), "1", "719163", "3652059", "3652060", "738000", "0", "-5", "2147483647")})', f'datetime.{pick("date", "datetime")}.fromisocalendar({pick(arg(), "2020", "2026", "2024")}, {pick(arg(), "53", "1", "52", "54")}, {pick(arg(), "1", "7", "8", "0")})',
            'datetime.date.fromisocalendar(1)', 'datetime.date.fromordinal()', 'datetime.datetime.fromordinal(1, 2)', 'datetime.datetime.fromordinal(x=1)', f'datetime.datetime.fromisocalendar({random.randint(1, 9999)}, {random.randint(1, 53)}, {random.randint(1, 7)})'))
    else:
        case(pick(f'datetime.datetime.combine({arg()}, {arg()})', f'datetime.datetime.combine(datetime.date(2020, 1, 2), {arg()}{pick("", ", None", ", datetime.timezone.utc", ", tzinfo=1", ", x=1")})', f'datetime.datetime.combine({arg()}, datetime.time(1, 2))', f'datetime.{pick("datetime", "date", "time", "timedelta", "timezone")}.{pick("min", "max", "resolution", "utc", "nope")}', f'datetime.{pick("MINYEAR", "MAXYEAR", "UTC")}',
            f'datetime.datetime.{pick("now", "utcnow", "today")}({pick("1", "None, None", "x=1", "1, 2")})', f'datetime.datetime.fromisoformat({pick("None", "1", "", "x=1")})', f'datetime.date.today(1)', f'isinstance(datetime.datetime.now({pick("", "None", "datetime.timezone.utc", "tz=None")}), datetime.date)', 'datetime.date.today() <= datetime.date.today()', 'datetime.datetime.now(datetime.timezone.utc).tzinfo', 'datetime.datetime.utcnow().tzinfo', 'type(datetime.datetime.today())'))
"#;

#[test]
fn objects_are_made_as_cpython_makes_them() {
    expressions::check(CONSTRUCTORS, |_| false);
}

/// `strptime`: texts that were written by the format, bent a little.
const STRPTIME: &str = r#"
random.seed(13)
def pick(*xs): return random.choice(xs)
PARTS = ['%Y', '%m', '%d', '%H', '%M', '%S', '%f', '%z', '%Z', '%j', '%U', '%W', '%V', '%G', '%u', '%w', '%a', '%A', '%b', '%B', '%I', '%p', '%y', '%c', '%x', '%X', '%%']
COMMON = ['%Y-%m-%d', '%Y-%m-%dT%H:%M:%SZ', '%Y-%m-%dT%H:%M:%S.%fZ', '%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%S%z', '%d/%b/%Y:%H:%M:%S %z', '%a %b %d %H:%M:%S %Y', '%a, %d %b %Y %H:%M:%S %Z', '%m/%d/%y %I:%M %p', '%G-W%V-%u', '%Y %U %w', '%Y %W %a', '%Y-%j', '%d', '%m %d', '%b %d', '%H', '%Y%m%d%H%M%S%f', '%B %d, %Y', '%y%m%d', '%c', '%x %X', '%A %d', '%Y-%m-%d %H:%M:%S.%f %z %Z', '%Y\t%m', '(%Y) [%m] {%d} *+?.^$|', '%Y-%m-%d%%', '%G %V %A', '%Y %m %Y', '%d %d', '%Q', '%', 'x %', '% d', '%Y %', '', 'é%Y', '%s', '%F', '%-d', '%Y %V %u', '%G %j', '%V', '%U', '%G', '%Y %j %m', '%y %Y', '%Y %y', '%a %w', '%Y %U %a', '%Y %W %w']
def directives():
    if random.random() < .7: return random.choice(COMMON)
    return ''.join(random.choice(PARTS) + pick('', ' ', '-', ':', '/', '.') for _ in range(random.randint(1, 6)))
def when(): return datetime.datetime(random.choice([1, 1900, 1969, 1968, 1970, 2000, 2004, 2023, 2024, 2026, 2068, 9999]), random.randint(1, 12), random.randint(1, 28), random.randint(0, 23), random.randint(0, 59), random.randint(0, 59), random.choice([0, 5, 123456, 999999]), pick(None, datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=-7)), datetime.timezone(datetime.timedelta(seconds=3661, microseconds=5)), datetime.timezone(datetime.timedelta(minutes=90), 'UTC')))
def bend(text):
    r = random.random()
    if r < .4 or not text: return text
    i = random.randrange(len(text) + 1)
    return pick(text[:i] + random.choice('0123456789-:. T+Zéa٣ſ') + text[i:], text[:i] + text[i + 1:], text[:i] + random.choice('0123456789 -:Z٣') + text[i + 1:], text + ' ', text.upper(), text.lower(), text.replace(' ', '  '), text.replace('+', '-'), text.replace('Z', '+01:30'), text[:i])
for i in range(9000):
    f = directives()
    try: text = when().strftime(f)
    except ValueError: text = 'x'
    if len(text) < 4 and '%Y' in f: text = text.zfill(4)
    text = bend(text)
    if i % 3: case(f'datetime.datetime.strptime({text!r}, {f!r})')
    else: case(f'time.strptime({text!r}, {f!r}){pick("", "", ".tm_zone", ".tm_gmtoff", "[:6]"[:0])}')
for source in ["datetime.datetime.strptime(1, 'x')", "datetime.datetime.strptime('x', None)", "datetime.datetime.strptime('x')", "datetime.datetime.strptime('x', 'y', 'z')", "datetime.datetime.strptime('x', format='y')", "time.strptime(1, 'x')", "time.strptime('x', 1.5)", "time.strptime()", "time.strptime('a', 'b', 'c')", "time.strptime(data_string='x')", "time.strptime('Thu Nov 21 01:02:03 2024')", "datetime.date.strptime('2020', '%Y')"]:
    case(source)
"#;

#[test]
fn texts_are_read_as_cpython_reads_them() {
    expressions::check(STRPTIME, |_| false);
}

/// The modules `time` and `calendar`.
const TIME: &str = r#"
random.seed(14)
def pick(*xs): return random.choice(xs)
def ts(): return pick('0', '-1', '1700000000', '1.5', '-0.5', '253402300800', '-62135596801', '1e12', '1e17', '1e300', '67768036191676799', '67768036191676800', "float('nan')", "float('inf')", '10**30', "'1'", 'True', repr(random.uniform(-1e10, 1e11)), '-67768040609740800', '-67768040609740801')
def part(*good): return pick(*good, *good, *good, *good, '-1', '0', '62', '99', '-500', '2147483647', 'None', '1.5', "'x'", 'True')
def moment():
    parts = [part('2024', '1970', '1', '9999', '987', '12345'), part('1', '2', '12', '13'), part('1', '28', '31', '32'), part('0', '23', '24'), part('0', '59'), part('0', '59', '61'), part('0', '6', '3'), part('1', '366', '100'), part('-1', '0', '1')]
    if random.random() < .1: parts = parts[:random.randint(0, 8)] if random.random() < .5 else parts + ['1']
    text = '(' + ''.join(p + ', ' for p in parts) + ')'
    return pick(text, text, f'time.struct_time({text})', f'time.gmtime({random.randint(-10**10, 10**11)})', f'time.localtime({ts()})', f'time.strptime("2024-05-06 UTC +0100", "%Y-%m-%d %Z %z")', f'datetime.datetime({random.randint(1, 9999)}, 5, 6, 7).timetuple()', f'[{text}]', 'None')
FORMATS = ['%c', '%Z %z', '%Y-%m-%d', '%s', '%U %V %G', '%a %j', '%#Z|%^Z|%_z|%5z', '%D', '', '%', 'a\0b', '%e', '%y %C', '%Q', '%g-%G']
for i in range(5000):
    k = i % 6
    if k == 0: case(f'time.{pick("gmtime", "localtime", "ctime")}({ts()})')
    elif k == 1: case(f'time.mktime({moment()})')
    elif k == 2: case(f'time.strftime({random.choice(FORMATS)!r}, {moment()})')
    elif k == 3: case(f'calendar.timegm({moment()})')
    elif k == 4: case(f'time.asctime({moment()})')
    else: case(pick(f'time.gmtime({random.randint(-10**9, 10**10)}).{random.choice(["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff", "nope", "count(0)", "index(5)"])}', f'time.gmtime({ts()})[{random.randint(-12, 12)}]', 'time.gmtime(0) == (1970, 1, 1, 0, 0, 0, 3, 1, 0)', '(1970,) < time.gmtime(0)', 'len(time.gmtime(5))', 'hash(time.gmtime(5))', 'isinstance(time.gmtime(5), tuple)', 'time.gmtime(5) + (1,)', '(1,) + time.gmtime(5)', '[1] + time.gmtime(5)', 'time.gmtime(5) * 2', 'time.gmtime(5) + [1]',
        'list(time.gmtime(5))', 'tuple(time.gmtime(5))', 'json.dumps(time.gmtime(5))', '1970 in time.gmtime(5)', 'repr(time.gmtime(5))', 'sorted(time.gmtime(5))', 'time.timezone', 'time.tzname', 'time.altzone', 'time.daylight', 'time.time() > 1e9', 'time.time_ns() > 10**18', 'time.time(1)', 'time.time(x=1)', 'type(time.monotonic())', 'type(time.perf_counter_ns())', 'time.gmtime(1, 2)', 'time.mktime()', 'time.mktime(1)', 'time.strftime()', 'time.strftime(1)', 'time.asctime(1, 2)', 'time.struct_time()', 'time.struct_time(1)', 'time.struct_time((1, 2))', 'time.struct_time(range(11))', 'time.struct_time(range(12))', 'time.struct_time(sequence=(1, 2, 3, 4, 5, 6, 7, 8, 9))', 'len(time.ctime())', 'type(time.gmtime(None))', 'len(time.ctime(None))', 'calendar.timegm()', 'calendar.timegm(tuple=(1970, 1, 1.5, 0, 0, 0))', '"%d %d" % time.gmtime(5)[:2]' if 0 else 'str(time.gmtime(0)[0])', 'datetime.date(2020, 1, 2).isocalendar() == (2020, 1, 4)', 'json.dumps(datetime.date(2020, 1, 2).isocalendar())', 'repr(time.struct_time)', 'type(datetime.date(2020, 1, 2).isocalendar())'))
"#;

#[test]
fn the_module_time_says_what_cpythons_says() {
    expressions::check(TIME, |_| false);
}
