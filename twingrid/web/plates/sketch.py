"""A small drawing of the areas on a plate: borders only, north up, readable in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import shapely
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from shapely.affinity import affine_transform

# How far a border may be moved by drawing it, in mm.
ROUGH = 0.25
EDGE = 1.5
_DRAWING = (
    '<svg class="tg-leaf-sketch" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}mm" height="{}mm">{}</svg>'
)


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline to draw: WKB in WGS-84 degrees, its class (`power`, `grid`), and a word for its middle."""

    wkb: bytes
    kind: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Outlines on a field of `width` × `height` mm; `onto` takes degrees to mm (x scale, y scale, x and y offset)."""

    width: float
    height: float
    onto: tuple[float, float, float, float]
    outlines: SafeString

    def svg(self, *, spot: tuple[float, float] | None, label: str) -> SafeString:
        """The drawing with a mark at `spot` (WGS-84 degrees)."""
        mark = SafeString("")
        if spot is not None:
            x, y = spot[0] * self.onto[0] + self.onto[2], spot[1] * self.onto[1] + self.onto[3]
            mark = format_html('<circle class="is-spot" cx="{}" cy="{}" r="1.7"/>', f"{x:.1f}", f"{y:.1f}")
        return format_html(_DRAWING, label, self.width, self.height, self.width, self.height, self.outlines + mark)


def draw(shapes: Sequence[Shape], *, width: float, height: float) -> Drawing | None:
    """These outlines, as large as the field allows; None for no outline."""
    drawn = [(shape, shapely.from_wkb(shape.wkb)) for shape in shapes]
    if not drawn:
        return None
    west, south, east, north = shapely.total_bounds([geometry for _shape, geometry in drawn])
    stretch = cos(radians((south + north) / 2))
    room = width - 2 * EDGE, height - 2 * EDGE
    scale = min(room[0] / max((east - west) * stretch, 1e-9), room[1] / max(north - south, 1e-9))
    left = (width - (east - west) * stretch * scale) / 2
    top = (height - (north - south) * scale) / 2
    onto = scale * stretch, -scale, left - west * stretch * scale, top + north * scale
    moved = [(shape, affine_transform(geometry, [onto[0], 0, 0, *onto[1:]])) for shape, geometry in drawn]
    return Drawing(width, height, onto, SafeString("".join(_outline(shape, geometry) for shape, geometry in moved)))


def _outline(shape: Shape, geometry: shapely.Geometry) -> SafeString:
    plain: Any = shapely.simplify(geometry, ROUGH)
    rings = [ring for polygon in shapely.get_parts(plain) for ring in (polygon.exterior, *polygon.interiors)]
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords[:-1]) + "Z" for ring in rings)
    line = format_html('<path class="is-{}" d="{}"/>', shape.kind, path)
    if not shape.word:
        return line
    middle = plain.representative_point()
    words = ((f"{middle.x:.1f}", f"{middle.y:.1f}", shape.word),)
    return line + format_html_join("", '<text x="{}" y="{}">{}</text>', words)
