"""From what a plate says to the sheet that is printed: sizes in mm, both looks, one page each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from twingrid.cities.addresses import public_base
from twingrid.coverage import plate_queries
from twingrid.coverage.choices import Look, Paper, PlateKind
from twingrid.coverage.plate_queries import Sheet
from twingrid.coverage.rules.plates import Face, PlateSide
from twingrid.kit import clock
from twingrid.web.plates.sketch import Drawing, Shape, draw
from twingrid.web.shell.pairs import shipped_role_word
from twingrid.web.shell.wording import digits


@dataclass(frozen=True, slots=True)
class Size:
    """The measures of one layout in mm: the number's width and digits, the area sketch."""

    name: str
    number: float
    digit: float
    sketch: tuple[float, float]


# Digits are 40 mm tall on A4 and as much smaller as the paper on A5; the large print is larger on both.
SIZES = {
    (Paper.A4, Look.STANDARD): Size("a4", 182, 40, (104, 60)),
    (Paper.A5, Look.STANDARD): Size("a5", 140, 28, (44, 36)),
    (Paper.A4, Look.ELDER): Size("a4-elder", 209, 45, (56, 46)),
    (Paper.A5, Look.ELDER): Size("a5-elder", 142, 30, (44, 34)),
}
# Half characters that fit on a line at full size.
TITLE, BOARD_TITLE, NAME = 23, 24, 10
# Rows of a board's table that fit on its page; the rest is a scan away.
MOST_ROWS = 30
Drawn = dict[object, Drawing | None]
BOARD = Size("board", 0, 0, (78, 62))


def leaves(sheets: Sequence[Sheet], *, paper: str, look: str, at: datetime | None) -> list[dict[str, Any]]:
    """What the sheet templates draw, in the order given; `at` is when they were printed, None for a look beforehand.

    Three questions however many there are: outlines, the city, its hosts.
    """
    areas = {area for sheet in sheets for area in sheet.face.area_ids}
    shapes = plate_queries.shapes(areas, at=at or clock.now())
    base = public_base()
    size = SIZES[Paper(paper), Look(look)]
    drawn: Drawn = {}
    return [_leaf(sheet, size=size, shapes=shapes, base=base, at=at, drawn=drawn) for sheet in sheets]


def _leaf(
    sheet: Sheet,
    *,
    size: Size,
    shapes: dict[int, bytes],
    base: str,
    at: datetime | None,
    drawn: Drawn,
) -> dict[str, Any]:
    face = sheet.face
    board = face.kind == PlateKind.BOARD
    size = BOARD if board else size
    return {
        "face": face,
        "board": board,
        "size": size,
        "elder": size.name.endswith("elder"),
        "pair": [side for side in (_side(face, "power", face.power), _side(face, "community", face.community)) if side],
        "columns": {role: _role(face, role) for role in ("community_worker", "power_worker", "power_leader")},
        "number": two_lines(face.number),
        "lines": _lines(face) if board else _others(face)[:2],
        "rest": max(len(face.lines) - len(_lines(face)), 0) if board else 0,
        "demo": any(side.person and side.person.demo for side in _sides(face)),
        "own": [line for line in (face.said("plate.services"), face.said("plate.hours")) if line],
        "supervision": _supervision(face),
        "density": _density(face),
        "fit": fit(f"{face.title} {face.unit}".strip(), room=BOARD_TITLE if board else TITLE),
        "sketch": _drawing(face, size, shapes, drawn),
        "synthetic": any(s and s.synthetic for s in (face.power, face.community)),
        "address": f"{base}/p/{sheet.code}/",
        "version": sheet.version,
        "printed": at,
    }


def _supervision(face: Face) -> str:
    if not face.supervision:
        return ""
    return face.said("plate.supervision") or _("Supervision {number}").format(number=face.supervision)


def _role(face: Face, role: str) -> str:
    """What the plate calls a role: the city's word as it was printed, else the shipped one."""
    return face.said(f"role.{role}") or shipped_role_word(role)


def _side(face: Face, name: str, side: PlateSide | None) -> dict[str, Any] | None:
    if side is None:
        return None
    person = side.person
    words = _role(face, "power_leader" if person and person.role == "power_leader" else f"{name}_worker")
    fitting = fit(person.name, room=NAME) if person else "100"
    return {
        "side": name,
        "role": words,
        "area": side.area,
        "person": person,
        "fit": fitting,
        "exception": side.exception,
    }


def _lines(face: Face) -> list[dict[str, Any]]:
    """The rows of a board: each grid, its worker, and the power side of its buildings."""
    found: list[dict[str, Any]] = []
    rows = 0
    for n, line in enumerate(face.lines, start=1):
        rows += max(len(line.powers), 1)
        if rows > MOST_ROWS:
            break
        found.append({"number": n, "grid": line.community, "powers": line.powers or (None,)})
    return found


def _sides(face: Face) -> list[PlateSide]:
    pair = [side for side in (face.power, face.community) if side]
    return pair + [side for line in face.lines for side in (line.community, *line.powers)]


def _others(face: Face) -> list[PlateSide]:
    """On a community's plate: whom to call in its other power service areas."""
    sides = {side.area_id: side for line in face.lines for side in line.powers if side.person}
    return [side for pk, side in sides.items() if face.power is None or pk != face.power.area_id]


def _density(face: Face) -> str:
    """How close the rows of a board stand, so that it stays one page."""
    rows = sum(max(len(line.powers), 1) for line in face.lines)
    return "wide" if rows <= 7 else "close" if rows <= 9 else "dense" if rows <= 20 else "tiny"


def _drawing(face: Face, size: Size, shapes: dict[int, bytes], drawn: Drawn) -> SafeString:
    """The sketch; outlines of the same areas are drawn once, however many plates show them."""
    wanted = _shapes(face, shapes)
    key = (size.name, tuple((shape.kind, shape.word, id(shape.wkb)) for shape in wanted))
    if key not in drawn:
        drawn[key] = draw(wanted, width=size.sketch[0], height=size.sketch[1])
    drawing = drawn[key]
    spot = (face.lon, face.lat) if face.lon is not None and face.lat is not None else None
    label = _("Sketch of the community grid and the power service area")
    return drawing.svg(spot=spot, label=label) if drawing else SafeString("")


def _shapes(face: Face, shapes: dict[int, bytes]) -> list[Shape]:
    if face.lines:
        return [
            Shape(shapes[line.community.area_id], "grid", str(n))
            for n, line in enumerate(face.lines, start=1)
            if line.community.area_id in shapes
        ]
    sides = (("power", face.power), ("grid", face.community))
    return [Shape(shapes[side.area_id], kind) for kind, side in sides if side and side.area_id in shapes]


def fit(text: str, *, room: int) -> str:
    """The share of its size at which a text fits on one line of `room` half characters: 100, 95 … 40 (percent)."""
    wide = sum(1 if char < "\u2e80" else 2 for char in text)
    return str(max(min(100, room * 100 // max(wide, 1)) // 5 * 5, 40))


def two_lines(number: str) -> str:
    """A telephone number with one blank at most, so that it takes two lines: the printed one is large.

    `0531-000 01203` stays, `139 0531 0000` and `13905310000` become `139-0531 0000`, `053100001203` `0531-0000 1203`.
    """
    plain = digits(number)
    if number.count(" ") == 1 and len(max(number.split(), key=len)) <= 9:
        return number
    if len(plain) <= 8:
        return number.replace(" ", "")
    head = 3 if len(plain) == 11 and plain.startswith("1") else 4
    return f"{plain[:head]}-{plain[head:-4]} {plain[-4:]}"
