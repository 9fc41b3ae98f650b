"""The map of both partitions for anybody: areas and names, never a request, never a piece of equipment."""

import json
import zlib
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from twingrid.kit import clock
from twingrid.kit.memo import Remembered
from twingrid.kit.refusals import NotFound
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition
from twingrid.web.shell.opening import open_to_all

def _bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


_areas = Remembered(
    lambda partition, day: _bytes(territory_queries.areas_geojson(partition, day)),
    lambda: territory_queries.generation("areas"),
)


def map_props(*, chosen: str = "", requests_url: str = "") -> dict[str, Any]:
    """What the map island needs: addresses of its data, and the area to show."""
    return {
        "outlineUrl": reverse("public:outline"),
        "communityUrl": reverse("public:areas", args=(Partition.COMMUNITY.value,)),
        "powerUrl": reverse("public:areas", args=(Partition.POWER.value,)),
        "requestsUrl": requests_url,
        "chosen": chosen,
        "hereUrl": reverse("public:here"),
    }


@require_safe
@open_to_all
def page(request: HttpRequest) -> HttpResponse:
    """The map, and beside it the power service areas as a list."""
    day = clock.today(clock.now())
    rows = territory_queries.partition_on(Partition.POWER, day).rows
    chosen = request.GET.get("area", "")
    context = {"props": map_props(chosen=chosen if chosen.isdigit() else ""), "areas": rows, "chosen": chosen}
    return render(request, "public/map.html", context)


@require_safe
@open_to_all
def areas(request: HttpRequest, partition: str) -> HttpResponse:
    """One partition as GeoJSON, answered 304 while it has not changed."""
    if partition not in Partition.values:
        raise NotFound(_("There is no such map. Choose the map of the community or of the power side."))
    day = clock.today(clock.now())
    return unchanged(request, partition, day) or _json(_areas.get(partition, day), etag(partition, day))


def etag(partition: str, day: date) -> str:
    """Grows with every change of the areas."""
    generation = zlib.crc32(repr(territory_queries.generation("areas")).encode())
    return f'"{partition}-{day}-{generation:x}"'


def unchanged(request: HttpRequest, partition: str, day: date) -> HttpResponse | None:
    """304 when the browser has this very map."""
    return HttpResponseNotModified() if request.headers.get("If-None-Match") == etag(partition, day) else None


def _json(body: bytes, tag: str) -> HttpResponse:
    return HttpResponse(body, content_type="application/geo+json", headers={"ETag": tag, "Cache-Control": "no-cache"})


@require_safe
@open_to_all
def outline(request: HttpRequest) -> HttpResponse:
    """The outline of the territory as GeoJSON."""
    return HttpResponse(_bytes(territory_queries.outline_geojson()), content_type="application/geo+json")
