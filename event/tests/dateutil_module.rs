//! `dateutil.parser` and `dateutil.tz` against python-dateutil 2.9.0, which `scripts/test` installs.

#![allow(clippy::panic, reason = "a test fails by panicking")]

mod expressions;
mod python_cases;

/// Texts as logs and people write them, and bent ones; and what is asked of what they are read as.
const TEXTS: &str = r#"
import dateutil, dateutil.parser, dateutil.tz, warnings
assert dateutil.__version__ == '2.9.0.post0'
warnings.simplefilter('ignore')
random.seed(21)
def pick(*xs): return random.choice(xs)
def num(a, b, w=None):
    n = random.randint(a, b)
    return f'{n:0{w}}' if w else str(n)
MONTHS = 'January February March April May June July August September October November December Jan Feb Mar Apr May Jun Jul Aug Sep Sept Oct Nov Dec'.split()
DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun'.split()
def year(): return pick(num(1990, 2030), num(1990, 2030), num(0, 99, 2), num(1, 9999), '2024')
def day():
    m, d = pick(num(1, 12, 2), num(1, 12)), pick(num(1, 31, 2), num(1, 31))
    name = random.choice(MONTHS)
    s = pick('-', '/', '.', ' ', '-', '/')
    return pick(f'{year()}{s}{m}{s}{d}', f'{m}{s}{d}{s}{year()}', f'{d}{s}{m}{s}{year()}', f'{d} {name} {year()}', f'{name} {d}, {year()}', f'{name} {d}{pick("st", "nd", "rd", "th")}, {year()}', f'{d}-{name}-{year()}', f'{d}/{name}/{year()}', f'{year()}-{name}-{d}',
        f'{random.choice(DAYS)}, {d} {name} {year()}', f'{random.choice(DAYS)} {name} {d}', f'{name} {year()}', f'{name} of {year()}', f'{d} of {name} {year()}', f'{num(1990, 2030)}{num(1, 12, 2)}{num(1, 31, 2)}', f'{num(0, 99, 2)}{num(1, 12, 2)}{num(1, 31, 2)}', f'{name}-{d}', f'{name}-{d}-{year()}', f'{m}/{d}', f'{d}.{name}', random.choice(DAYS), f'{name}', f'{d}', f'{year()}-{m}', f'{name} {d} {year()}', f'{year()} {name} {d}', f'the {d}th of {name}')
def clock():
    h, m, s = pick(num(0, 23, 2), num(0, 12), num(0, 24, 2)), num(0, 59, 2), num(0, 59, 2)
    f = pick('', '', '.' + num(0, 999), '.' + num(0, 999999, 6), '.' + num(0, 999999999, 9), ',123')
    return pick(f'{h}:{m}', f'{h}:{m}:{s}{f}', f'{h}:{m}:{s}{f}', f'{h}{m}{s}{f}', f'{h}{m}', f'{h}:{m} {pick("am", "PM", "a.m.", "p", "A")}', f'{h}{pick("am", "PM", " am", " pm")}', f'{h}h{m}m{s}s', f'{h} h {m} m', f'{h}h{m}', f'{h}:{m}.5', f'{h}.5h', f'{m}m{s}{f}s', f'{h} hours {m} minutes {s} seconds', f'{h}:{m}:{s}{f}{pick("am", " PM")}', f'{h}h', f'{s}{f}s', f'at {h}')
def zone():
    h, m = num(0, 14, 2), pick('00', '30', '45')
    return pick('', '', 'Z', ' UTC', ' GMT', f'+{h}{m}', f'-{h}:{m}', f' +{h}:{m}', f'-{h}', f' GMT+{num(0, 12)}', ' EST', ' PDT', f' {pick("BRST", "EST", "UTC")}{pick("+", "-")}{num(0, 12)}', f' -{h}{m} ({pick("PST", "BRST", "UTC", "ab", "TOOLONG")})', 'z', ' +0000 UTC', ' UTC+3', ' utc', f' +{num(0, 99999)}', ' -0700 PDT', '+00:00', ' UTC-0500', f'+{h}:{m}:30', ' +24:00', ' -99')
def text():
    r = random.random()
    if r < .35: t = day() + pick(' ', 'T', ', ', ' at ', '', '  ', ':', ' - ') + clock() + zone()
    elif r < .5: t = clock() + zone() + pick('', ' ', ' on ') + pick('', day())
    elif r < .65: t = day()
    elif r < .72: t = pick('2006-01-02 15:04:05.000000000 UTC', '2024-03-05 12:13:14.123456789 UTC', 'Wed, 21 Oct 2015 07:28:00 GMT', '1700000000', '1700000000123', '12345678901234567890', '', ' ', '.', 'now', 'nan', 'inf', '1e5', '99', '32', '100', '0', '00', '2024', '20240131T235959Z', '2024-01-31T23:59:59,123+0530', '12/25', '1/2/3', '31/12/1999', '99-01-01', '01-99-Jan', 'Jan 99', '10 am', '13 pm', 'am', '24:00', '12:60', '1 2 3 4', '²', '٣/٤/٢٠٢٤', '2024-02-30', '30 Feb', 'Feb', 'Sat', '3rd', '5.6.7', '12.5', '1,5', '10,5.5', 'a.b', 'May.5.2024', '5.May.2024', 'Sep.20.2009', '10:20:30.', "'99", 'Tuesday 5pm', '12h30', '12 h 30', '3 m 4', '100h', '2024-13-01', '0000-01-01', '2024-00-10', '1999010123', '199901012359', '19990101235959', '19990101235959.5', '990101', '235959.123', '1999-01-01T23', '10pm', '10 pm', 'a', 'T10', '2024W05', '2024-060', '\0' + '2024-01-01', '2024-01-01\0', 'é', '2024é', '12:30 é', '10:00 AM PM', 'Mon Tue', 'Jan Feb', '1.5.2024 3.5', '2024-01-01 +05:00', '2024-01-01 10:00 + 5', '2024-01-01 10:00 +', '10:00 -03:', '10:00 -3:x', '10:00 -xxxx')
    else: t = day() + ' ' + clock()
    while random.random() < .3 and t:
        i = random.randrange(len(t) + 1)
        t = pick(t[:i] + random.choice("0123456789-:/., TZ+apmhs()'é") + t[i:], t[:i] + t[i + 1:], t[:i], t.upper(), t.lower(), t + ' ' + random.choice(['foo', 'UTC', '5', 'Jan', 'at', 'pm', '(x)', '.']), random.choice(['foo ', 'on ', 'the ', '<', 'x']) + t, t.replace(' ', '', 1))
    return t
def options(): return pick('', '', '', ', fuzzy=True', ', dayfirst=True', ', yearfirst=True', ', fuzzy_with_tokens=True', ', ignoretz=True', ', dayfirst=True, yearfirst=True', ", tzinfos={'EST': -18000, 'PDT': dateutil.tz.tzoffset('PDT', -25200), 'BRST': None, None: 60}"[:0], ', default=datetime.datetime(2021, 2, 3, 4, 5, 6, 7)', ', default=datetime.datetime(2020, 1, 31)', ', default=datetime.datetime(2023, 12, 31, tzinfo=datetime.timezone.utc)')
def iso():
    d = pick(num(1990, 2030), f'{num(1990, 2030)}-{num(0, 13, 2)}', f'{num(1, 9999, 4)}-{num(1, 12, 2)}-{num(1, 31, 2)}', f'{num(1990, 2030)}{num(1, 12, 2)}{num(1, 31, 2)}', f'{num(1990, 2030)}-W{num(0, 54, 2)}', f'{num(1990, 2030)}W{num(1, 53, 2)}{num(0, 8)}', f'{num(1990, 2030)}-W{num(1, 53, 2)}-{num(0, 8)}', f'{num(1990, 2030)}-{num(0, 367, 3)}', f'{num(1990, 2030)}{num(1, 366, 3)}', '9999-12-31', '9999-W53-7')
    t = pick('', num(0, 24, 2), f'{num(0, 24, 2)}:{num(0, 60, 2)}', f'{num(0, 24, 2)}{num(0, 59, 2)}{num(0, 59, 2)}', f'{num(0, 23, 2)}:{num(0, 59, 2)}:{num(0, 60, 2)}{pick(".", ",")}{num(0, 10**9)}', '24:00', '24:00:01', '240000.0')
    z = pick('', 'Z', 'z', '+00:00', '-0530', '+05', '+24:00', '-00:60', '+1', '+ab')
    s = pick(d, d + pick('T', ' ', 't', '_') + t + z)
    if random.random() < .3 and s:
        i = random.randrange(len(s) + 1)
        s = pick(s[:i] + random.choice('0123456789-:.,TWZ+ é') + s[i:], s[:i] + s[i + 1:], s[:i])
    return s
for i in range(24000):
    if i % 8 < 6: case(f'dateutil.parser.parse({text()!r}{options()})')
    elif i % 8 == 6: case(f'dateutil.parser.isoparse({pick(iso(), iso(), iso())!r})')
    else:
        z = lambda: pick('dateutil.tz.UTC', 'dateutil.tz.tzutc()', 'dateutil.tz.tzlocal()', f'dateutil.tz.tzoffset({pick("None", repr("EST"), repr("UTC"))}, {pick("0", "3600", "-18000", "datetime.timedelta(hours=1)", "90000", "1.5")})', 'datetime.timezone.utc', "zoneinfo.ZoneInfo('UTC')"[:0] or 'dateutil.tz.tzutc()')
        case(pick(f'{z()} == {z()}', f'repr({z()})', f'{z()} is {z()}', f'str({z()})', f'{z()}.{pick("utcoffset", "dst", "tzname")}({pick("None", "datetime.datetime(2024, 1, 1)")})', f'datetime.datetime(2024, 1, 2, tzinfo={z()}).{pick("isoformat()", "utcoffset()", "tzname()", "timestamp()", "utctimetuple()")}', f'datetime.datetime(2024, 1, 2, tzinfo={z()}) - datetime.datetime(2024, 1, 2, 3, tzinfo={z()})', f'datetime.datetime(2024, 1, 2, tzinfo={z()}) == datetime.datetime(2024, 1, 2, tzinfo={z()})', f'datetime.datetime(2024, 1, 2, 3, tzinfo={z()}).astimezone({z()})', f'hash(datetime.datetime(2024, 1, 2, tzinfo={z()}))', f'isinstance({z()}, {pick("dateutil.tz.tzutc", "datetime.tzinfo", "dateutil.tz.tzoffset", "datetime.timezone")})', f'hash({pick("dateutil.tz.UTC", "dateutil.tz.tzlocal()")})', f'dateutil.tz.tzutc.{pick("nope", "__name__")}', 'repr(dateutil.tz.tzoffset)', 'repr(dateutil.parser.ParserError)', f'{z()}.fromutc({pick("1", "datetime.datetime(2024, 1, 1)")})', f'dateutil.parser.parse("2024-01-02T03:04:05{pick("Z", "+00:00", "+0200", "")}").{pick("tzinfo", "isoformat()", "timestamp()", "tzname()")}',
            f'dateutil.parser.parse({pick("None", "1", "b" + repr("2024-01-02"), "b" + repr("x"), "[]", "", repr("x") + ", 0, 1", repr("2024") + ", x=1", "timestr=" + repr("2024-05-06"), repr("10:00 EST") + ", tzinfos={}"[:0], repr("2024-01-01") + ", parserinfo=None")})', f'dateutil.parser.isoparse({pick("None", "1", "b" + repr("2024-01-02"), "", repr("2024") + ", 1", "x=1")})',
            f'dateutil.parser.parse({pick("2024-01-02 10:00 EST", "2024-01-02 10:00 UTC", "2024-01-02 10:00", "10:00 PDT")!r}, tzinfos={pick("None", "len", "datetime.timezone")})'))
"#;

#[test]
fn texts_are_read_as_dateutil_reads_them() {
    expressions::check(TEXTS, |got| got.starts_with("SystemError: "));
}
