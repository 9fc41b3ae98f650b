"""What the map island is given: areas and requests as GeoJSON features, and its words. Plain values in, dicts out."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from twingrid.web.shell.looks import state_look


def map_labels() -> dict[str, str]:
    """Every word on the map, in the reader's language."""
    return {
        "map": _("Map of both partitions"),
        "power": _("Power service areas"),
        "community": _("Community grids"),
        "gap": _("Gaps"),
        "overlap": _("Overlaps"),
        "legend": _("Legend"),
        "watermark": _("Sketch · borders are generated"),
        "whole": _("The whole district"),
        "zoomIn": _("Nearer"),
        "zoomOut": _("Further away"),
        "requests": _("{n} requests here; go nearer"),
        "here": _("This place"),
        "exception": _("By exception"),
        "close": _("Close the card"),
        "twoFingers": _("Move the map with two fingers"),
        "ctrlWheel": _("Hold Ctrl and turn the wheel to go nearer"),
        "failed": _("This device cannot draw the map. The list has everything that is on it."),
    }


def area_feature(
    *, code: str, name: str, partition: str, geometry: dict[str, Any], synthetic: bool, href: str = ""
) -> dict[str, Any]:
    """One area (`partition`: community, power, gap, overlap, outline, road). `geometry` is GeoJSON, WGS-84 degrees."""
    properties = {"code": code, "name": name, "partition": partition, "synthetic": synthetic, "href": href}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def request_feature(
    *, key: str, lon: float, lat: float, state: str, place: str, kind: str | Promise = "", href: str = ""
) -> dict[str, Any]:
    """One open request at WGS-84 degrees; `state` also takes `late`. The pin says state, place and kind."""
    look = state_look(state)
    properties = {"key": key, "icon": look.icon, "tone": look.tone, "word": str(look.word)}
    properties |= {"place": place, "kind": str(kind), "href": href}
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [lon, lat]}}


def collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """Features as one GeoJSON FeatureCollection."""
    return {"type": "FeatureCollection", "features": features}


def map_props(
    *,
    areas_url: str = "",
    areas: dict[str, Any] | None = None,
    requests_url: str = "",
    requests: dict[str, Any] | None = None,
    bounds: tuple[float, float, float, float] | None = None,
    selected: list[str] | None = None,
    point: tuple[float, float] | None = None,
    synthetic: bool | None = None,
) -> dict[str, Any]:
    """Props for `{% island "map" props %}`. Bounds are west, south, east, north; nothing given is left out."""
    given = {
        "areasUrl": areas_url or None,
        "areas": areas,
        "requestsUrl": requests_url or None,
        "requests": requests,
        "bounds": bounds,
        "selected": selected,
        "point": point,
        "synthetic": synthetic,
    }
    return {name: value for name, value in given.items() if value is not None} | {"labels": map_labels()}
