"""One written form for what people type and say, used on both sides: names when indexed and texts when asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from twingrid.territory.finding.misheard import as_meant
from twingrid.territory.finding.numerals import to_digits
from twingrid.territory.finding.traditional import SIMPLIFIED

LONGEST = 240
"""Characters of a text that are read; an address is never longer, a pasted letter is."""

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣ー丨~〜～", "-") | dict.fromkeys("〇○◯", "零"))
_LOWER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")

_IN_ENGLISH = (
    (re.compile(r"(?<![A-Z])NO[. ]*(?=\d)"), ""),
    (
        re.compile(r"(?<![A-Z])(?:BUILDING|BLDG|BLOCK|BLK)[. #]*([甲乙丙丁]?\d{1,3}[A-Z]?|[A-Z]\d?)(?![A-Z0-9])"),
        r" \1号楼 ",
    ),
    (re.compile(r"(?<![A-Z])UNIT[. #]*(\d{1,2}|[A-Z])(?![A-Z0-9])"), r"\1单元 "),
    (re.compile(r"(?<![A-Z])(?:ROOM|RM|FLAT|APT)[. #]*([A-Z]?\d{1,5}[A-Z]?)(?![A-Z0-9])"), r"\1室 "),
)
"""Building 3, Unit 2, Room 501."""
_TYPED = (
    (re.compile(r"(?<![A-Z])DI ?(?=[0-9一二三四五六七八九十])"), ""),
    (re.compile(r"(?<=\d) ?HAO ?LOU"), "号楼"),
    (re.compile(r"(?<=\d) ?PAI(?= ?\d|$)"), "排"),
    (re.compile(r"(?<=\d) ?(?:DONG|ZHUANG)(?= ?\d|$)"), "栋"),
    (re.compile(r"(?<=[\d ][A-Z]) ?ZUO(?![A-Z])"), "座"),
    (re.compile(r"(?<=楼)([A-D]) ?DAN ?YUAN(?![A-Z])"), r"\1单元"),
    (re.compile(r"(?<=\d) ?DAN ?YUAN(?![A-Z])"), "单元"),
    (re.compile(r"(?<=\d) ?HAO(?![A-Z])"), "号"),
    (re.compile(r"(?<=\d) ?LOU(?![A-Z])"), "楼"),
    (re.compile(r"(?<=\d\d) ?(?:SHI|HU|FANG)(?![A-Z])"), "室"),
)
"""The same marks typed in pinyin behind their number (3 hao lou 2 dan yuan 501 shi)."""
_TWO_LETTERS = re.compile("[A-Z]{2}")
"""Without two Latin letters beside each other there is no English and no pinyin."""
_TAKEN_BACK = r"[0-9A-Z]{1,5}(号楼|座|楼|单元|室|号|排|)[ ,]*"
_NO = r"[哦噢啊哎呃嗯]?(?:不对|[说讲记弄搞]?错了|(?<=[哦噢啊哎呃])不是|不是(?= )|(?<=[哦噢啊哎])不)"
_CORRECTED = re.compile(rf"{_TAKEN_BACK}(?:(?:{_NO}[ ,]*)+(?:应?该?是)?|不是[ ,]*应?该?是)[ ,]*(?=[0-9A-Z]{{1,5}}\1)")
"""A number that the speaker takes back at once: 3号楼不对4号楼 is 4号楼."""

_REWRITES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=\d)\s*号?\s*[之附]\s*(\d+)号?", r"-\1号"),  # 78号之1, 78号附1号
        (r"(?<=\d)(?:个单元|个?门洞|号?楼[门口]|号门洞?(?=\d))", "单元"),
        (r"(?<=[0-9A-Z])\s*[-杠./\\_·:、]+\s*(?=[0-9A-Z])", "-"),
        (r"第\s*(?=\d{1,4}\s*(?:[-号栋幢座楼门室户层排期区#]|单元|$))", ""),
        (r"(?<![0-9A-Z-])(\d{1,3})-([A-Z])(?:座|号楼|[栋幢])", r"\1\2号楼"),  # 3-A栋
        (r"(?<=[0-9A-Z])\s+(?=号|栋|幢|座|楼|单元|门|室|户|房|层|排|#)", ""),
        (r"(?<=\d)(?:#\s*楼|#|栋楼?|幢楼?|座|号(?:居民|住宅|家属|宿舍|职工)*楼(?!道)|号[栋幢座])", "号楼"),
        (r"(?<=[A-Z])(?:#\s*楼|#|[栋幢]楼?|号楼|楼(?!道))", "座"),
        (r"(?<![东南西北中大\d])(\d{1,2})门(?![牌口诊面市前卫岗外峡头街镇路社村区巷里桥大])", r"\1单元"),
        (r"(?<=\d)单(?!元|位|身|县)", "单元"),
        (r"(?<=\d\d\d)(?:号房间?|房间|房)(?![管产地屋改])", "室"),
        (r"(?<=\d\d\d)号?户", "室"),
        (r"(?<=单元)(\d+)[号户](?!楼|院)", r"\1室"),
        (r"-+(?=号楼|单元|室|[一-鿿])|(?<=号楼)-|(?<=单元)-|(?<![0-9A-Z])-+|-+(?![0-9A-Z])", " "),
        (r"[./\\_·:、杠#](?![一-鿿])|(?<![一-鿿])[./\\_·:、#]|[./\\_·:、#]", " "),
        (r"(?<=[元楼座排])\s?(\d) (\d) (\d)(?: (\d))?(?![\d ]*[\d号楼单])", r"\1\2\3\4"),  # a room read out: 5 0 1
        (r"\s+", " "),
    )
)


_PULLED = re.compile(r"(?<!\w)[一-鿿]([^\w]|_)[一-鿿](?:\1\w)*\1[一-鿿](?!\w)")
"""Every character for itself: 阳.光.路.7.8.号."""
_SPEAKERS = re.compile(r"(?<!\w)(?:客服|坐席|座席|话务员|接线员|用户|客户|来电人?|市民|居民|报修人)\s*:")
_LABELS = re.compile(r"(?:楼栋?|栋|幢|单元|房间?|室|门牌)号(?:码)?[:是为 ]*(?=[A-Z]?[\d零一二三四五六七八九十])")
"""Words of a form before a number: 楼号3号楼, 房号501."""
_LETTERED = re.compile(r"(?<!\w)[AB甲乙]\s*:")


_LISTED = re.compile(r"(?<!\w)(?:\(([1-9])\)|([1-9])[、)](?=[一-鿿]|\d{1,3}[一-鿿]))")
_POINT = re.compile(r"(?<=[一-鿿])[·•・](?=[一-鿿])")


def _as_one_voice(text: str) -> str:
    """Without the names of who speaks (客服:, A:), the numbers of a list, points inside names, and with words that were
    pulled apart joined."""
    text = _LABELS.sub(" ", _SPEAKERS.sub(" ", text))
    text = _LETTERED.sub(" ", text) if _LETTERED.match(text) else text
    listed = [int(found[1] or found[2]) for found in _LISTED.finditer(text)]
    text = _LISTED.sub(" ", text) if len(listed) > 1 and listed == list(range(1, len(listed) + 1)) else text
    text = _PULLED.sub(lambda found: found.group().replace(found[1], ""), text)
    return _POINT.sub("", text)


def _without_tones(text: str) -> str:
    """Latin letters without their marks: yáng is yang."""
    return "".join(unicodedata.normalize("NFD", c)[0] if "\xc0" <= c <= "\u024f" else c for c in text)


def _kept(character: str) -> str:
    """The character itself, nothing for what is invisible, a space for what separates."""
    if character.isascii() and character.isalnum():
        return character
    category = unicodedata.category(character)
    if category in ("Lo", "Nd"):
        return character
    if character in "-./\\_·:、#":
        return character
    if category in ("Cf", "Mn", "Me", "Cs", "Co", "Cn"):
        return ""
    return " "


def _rewrite(text: str) -> str:
    text = (
        _without_tones(unicodedata.normalize("NFKC", text)).translate(_DASHES).translate(SIMPLIFIED).translate(_LOWER)
    )
    text = "".join(map(_kept, _as_one_voice(text)))
    if _TWO_LETTERS.search(text):
        for pattern, replacement in (*_IN_ENGLISH, *_TYPED):
            text = pattern.sub(replacement, text)
    text = to_digits(as_meant(text))
    for pattern, replacement in _REWRITES:
        text = pattern.sub(replacement, text)
    return _CORRECTED.sub("", text).strip()[:LONGEST].strip()


def normalise(text: str) -> str:
    """The written form of a text: half-width, upper case, digits, `-` between bare numbers, 号楼/单元/室 for their
    synonyms, single spaces; at most `LONGEST` characters. Never raises; doing it again changes nothing."""
    text = text[: LONGEST * 2]
    for _ in range(8):
        again = _rewrite(text)
        if again == text:
            return text
        text = again
    return text


def city_prefixes(names: Sequence[str], *, taken: Sequence[str] = ()) -> tuple[str, ...]:
    """What may be taken off the start of a text, long ones first: normalised names of the city and what is above it,
    their short forms (济南) and contractions (济南市中区) unless one of the `taken` names begins so."""
    full = [plain for name in names if (plain := normalise(name))]
    bare = {name[:-1] for name in full if name[-1] in "省市区县" and len(name) > 2}
    joined = {one + other[1:] for one in full for other in full if one[-1] == other[0]}
    free = {name for name in bare | joined if not any(other.startswith(name) for other in taken)}
    return tuple(sorted(free | set(full), key=len, reverse=True))


def strip_prefix(text: str, prefixes: Sequence[str]) -> str:
    """Take province, city and district names off the start, and a province's or city's full name off what follows
    other words: 山东省济南市市中区乐山小区 and 收货人 山东省济南市乐山小区 are 乐山小区."""
    for full in (prefix for prefix in prefixes if prefix[-1] in "省市" and len(prefix) > 2):
        text = re.sub(rf"(?<=[ 是在住省])(?<!^){full}", "", text)
    while True:
        prefix = "" if text in prefixes else next((name for name in prefixes if text.startswith(name)), "")
        if not prefix:
            return text
        text = text[len(prefix) :].lstrip()
