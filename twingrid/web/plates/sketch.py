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


def sketch(
    shapes: Sequence[Shape], *, width: float, height: float, spot: tuple[float, float] | None = None, label: str = ""
) -> SafeString:
    """An SVG of `width` × `height` mm with these outlines and a mark at `spot` (WGS-84); empty for no outline."""
    drawn = [(shape, shapely.from_wkb(shape.wkb)) for shape in shapes]
    if not drawn:
        return SafeString("")
    west, south, east, north = shapely.total_bounds([geometry for _shape, geometry in drawn])
    stretch = cos(radians((south + north) / 2))
    room = width - 2 * EDGE, height - 2 * EDGE
    scale = min(room[0] / max((east - west) * stretch, 1e-9), room[1] / max(north - south, 1e-9))
    left = (width - (east - west) * stretch * scale) / 2
    top = (height - (north - south) * scale) / 2
    onto = [scale * stretch, 0, 0, -scale, left - west * stretch * scale, top + north * scale]
    parts = [_outline(shape, affine_transform(geometry, onto)) for shape, geometry in drawn]
    if spot is not None:
        x, y = spot[0] * onto[0] + onto[4], spot[1] * onto[3] + onto[5]
        parts.append(format_html('<circle class="is-spot" cx="{:.1f}" cy="{:.1f}" r="1.7"/>', x, y))
    return format_html(_DRAWING, label, width, height, width, height, SafeString("".join(parts)))


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
