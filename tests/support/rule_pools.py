"""What generated rules are made of (``generated_rules``)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping


def _listed(text: str) -> list[str]:
    return text.split()


# What each function takes: n number, t text, b truth, s set of nodes, a anything, m a date
# or date-time; the other letters are in ``ODD``.  "?" may miss, "*" may repeat.
SIGNATURES: Mapping[str, str] = dict(
    line.split("=")
    for line in _listed("""
    string=a? concat=a* join=ta* substr=tnn? substring=tnn? substring-before=tt
    substring-after=tt translate=ttt string-length=t? normalize-space=t? contains=tt starts-with=tt
    ends-with=tt uuid= digest=thg? pulldata=lkkt base64-decode=B if=baa coalesce=aa once=a
    true= false= boolean=a boolean-from-string=a not=b regex=tp checklist=nna*
    weighted-checklist=nnanan number=a? random= int=n sum=s max=aa* min=aa* round=nr? pow=nn log=n
    log10=n abs=n sin=n cos=n tan=n asin=n acos=n atan=n atan2=nn sqrt=n exp=n exp10=n pi=
    floor=n ceiling=n count=s count-non-empty=s position=o? last= name=o? local-name=o?
    instance=l current= randomize=se? indexed-repeat=RRe today= now= format-date=mf
    format-date-time=mf date=m date-time=m decimal-date-time=m decimal-time=c selected=tt
    selected-at=tn count-selected=t jr:choice-name=tq jr:itext=w area=G distance=G
    """)
)
# Their last bits belong to each machine's mathematics.
ROUGH = frozenset(
    {"pow", "log", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "atan2"}
    | {"exp", "exp10", "area", "distance"}
)
OPERATORS = ("or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod")
GIVE_NUMBERS = _listed("""
    number int sum max min round round pow log log10 abs sin cos tan asin acos atan atan2 sqrt
    exp exp10 pi floor ceiling count count-non-empty position last string-length
    count-selected decimal-date-time decimal-time random area distance
""")
GIVE_TEXTS = _listed("""
    string concat join substr substring name local-name base64-decode substring-before
    substring-after translate normalize-space coalesce if once digest pulldata selected-at
    jr:choice-name jr:itext indexed-repeat
""")
GIVE_TRUTHS = _listed("""
    true false boolean boolean-from-string not regex checklist weighted-checklist contains
    starts-with ends-with selected
""")
GIVE_MOMENTS = _listed("""
    date date-time format-date format-date-time today now if coalesce
""")

_NAME = "Nguyễn Thị Ái Nữ"
TEXTS = (
    *("", "", "", "0", "1", "2", "12", "-3", "1.5", " 7 ", "1e5", "+4", "007", "-.5", "5.", "-0"),
    *("0.1", "0.5", "2.5", "-2.5", "1.005", "0.30000000000000004", "0.0000001"),
    *("9007199254740993", "123456789012345678901234567890", "NaN", "Infinity"),
    *("a", "b", "a b khac", "khac", "true", "false", "OK", "ß", "ượ", "%", "a-b_c", "xin chào"),
    *(_NAME, unicodedata.normalize("NFD", _NAME), "👧🏽 xin chào 𝒳"),
    *("\u00a0x\u00a0", " \t\n ", "5\n6", "x  y\tz"),
    *("2012-05-31", "2023-08-15", "2024-02-29", "2023-02-29", "2023-8-5", "1969-12-31"),
    *("0001-01-01", "9999-12-31", "2023-08-15T09:30", "2023-08-15T25:00"),
    *("2023-08-15T09:30:00.000+07:00", "2012-05-31T23:59:59.999Z"),
    *("1969-12-31T12:00:00.000-05:00", "07:30", "23:59:59.999Z", "24:00", "12:00:00.000-07:00"),
    *("10.5 106.2 0 0;10.6 106.3 0 0;10.7 106.1", "91 0;0 0"),
)
NUMBERS = (
    *("0", "1", "2", "3", "7", "10", "0.5", ".25", "1.5", "2.", "100", "0.1", "0.0000001"),
    *("1.005", "1000000", "9007199254740993", "123456789012345678901234567890"),
    *("15491", "19584.396"),
)
FLAT = ("tuoi", "ten", "chu", "ngay", "gio", "nhieu", "trong", "so")
NODES = (
    *(f"${{{name}}}" for name in FLAT),
    *(f"${{{name}}}" for name in ("xa", "dia_chi", "ten_con", "tien", "gia", "con", "nha", "do")),
    *(".", "..", "../tuoi", "../ten_con", "../../so", "../*", "/", "self::node()", "./child::*"),
    *("/data/tuoi", "/data/nha/xa", "/data/con/tien", "/data/con/do/gia", "/data/khong/co"),
    *("/data/*", "//gia", "//*", "//con/..", "/data/con/do/..", "current()"),
    *("current()/../tien", "/data/con[1]/ten_con", "/data/con[last()]/tien"),
    *("instance('xa')/root/item", "instance('xa')/root/item[tinh = 'A']/dan"),
    "instance('xa')/root/item[name = current()/../xa]/label",
)
PREDICATES = (
    *("1", "2", "0", "1.5", "last()", "position() < 3", "position() = last()", "true()", "''"),
    *(". != ''", ". > 2", ". = ${tuoi}", "tien > 1", "../ten_con = 'a'", "ten_con = current()"),
    *("*", "count(*) > 0"),
)
SMALL = ("1", "2", "3", "0", "-1", "1.5", "${so}", "position(..)", "''")
MOMENTS = (
    *("${ngay}", "today()", "now()", "'2012-05-31'", "'2024-02-29T08:00'"),
    *("'2023-08-15T09:30:15.250+07:00'", "''", "19584.396", "-0.5"),
)
# Arguments that few functions take.
ODD: Mapping[str, tuple[str, ...]] = {
    "o": ("..", ".", "../..", "${con}[1]", "${con}[last()]", "current()"),
    "c": ("'07:30'", "'23:59:59.999Z'", "${gio}", "'06:00:00.000-07:00'", "'7h'"),
    "e": SMALL,
    "r": ("0", "1", "2", "-1", "-2", "5", "'1'", "1.9", "''"),
    "h": ("'MD5'", "'SHA-1'", "'SHA-256'", "'SHA-384'", "'SHA-512'", "'sha-1'"),
    "g": ("'hex'", "'base64'"),
    "k": ("'name'", "'tinh'", "'dan'"),
    "l": ("'xa'",),
    "q": ("'x1'", "'x9'", "${xa}"),
    "w": ("'/data/tuoi:label'", "' /x/tuoi:label '", "'xa-0'", "concat('xa-', ${so})", "${chu}"),
    "R": ("${ten_con}", "${con}", "${tien}"),
    "G": (*("${dia_chi}", "'0 0;0 1;1 1'", "'10.5 106.2;10.6 106.3'"), "${tien}", "''", "'a'"),
    "B": ("'eGlu'", "'Q2jDoG8='", "${chu}", "''", "'%%'"),
    "f": (
        *("'%Y-%m-%d'", "'%d/%m/%Y'", "'%e.%n.%y'", "'%a %b'", "'%H:%M:%S.%3'"),
        *("'%h giờ %M'", "'%Y%%'", "'ngày'", "''"),
    ),
    "p": (
        *("'[0-9]+'", "'[a-z ]*'", "'.*'", "'0[0-9]{9}'", "'(a|b|khac)( (a|b|khac))*'"),
        *("'[^0-9]*'", r"'\d{4}-\d\d-\d\d'", r"'\w+'", r"'[\w\s]*'", "'^.{1,5}$'"),
        *("'[À-ỹ ]+'", r"'\S+@\S+\.\S+'", "'x?y+'", "'(1|2)?'", "''"),
    ),
}
