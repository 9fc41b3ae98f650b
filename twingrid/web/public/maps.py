"""The map of both partitions for anybody: areas and names, never a request, never a piece of equipment."""

import json
import zlib
from dataclasses import asdict
from datetime import date

import shapely
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from twingrid.coverage import override_queries
from twingrid.kit import clock
from twingrid.kit.memo import Remembered
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition
from twingrid.web.shell import mapping
from twingrid.web.shell.opening import open_to_all


def _build(day: date) -> bytes:
    """Outline and both partitions of a day as one GeoJSON; each area leads to the people at its middle."""
    features = []
    for row in territory_queries.outline_geojson()["features"]:
        known = row["properties"]
        features.append(
            mapping.area_feature(
                code="", name=known["name"], partition="outline", geometry=row["geometry"], synthetic=known["synthetic"]
            )
        )
    here = reverse("public:here")
    for partition in (Partition.COMMUNITY.value, Partition.POWER.value):
        for row in territory_queries.areas_geojson(partition, day)["features"]:
            known, middle = row["properties"], shapely.geometry.shape(row["geometry"]).representative_point()
            features.append(
                mapping.area_feature(
                    code=known["code"],
                    name=known["name"],
                    partition=partition,
                    geometry=row["geometry"],
                    synthetic=known["synthetic"],
                    href=f"{here}?lon={middle.x:.6f}&lat={middle.y:.6f}",
                )
            )
    told = mapping.collection(features) | {"exceptions": [asdict(one) for one in override_queries.public_ones(day)]}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


_MADE_OF = ("areas", "overrides")
_areas = Remembered(_build, lambda: territory_queries.generation(*_MADE_OF))


@require_safe
@open_to_all
def page(request: HttpRequest) -> HttpResponse:
    """The map, and beside it the power service areas as a list."""
    rows = territory_queries.partition_on(Partition.POWER.value, clock.today(clock.now())).rows
    chosen = request.GET.get("area", "")
    selected = [chosen] if any(row.code == chosen for row in rows) else None
    props = mapping.map_props(areas_url=reverse("public:areas"), selected=selected)
    return render(request, "public/map.html", {"props": props, "areas": rows, "chosen": chosen})


@require_safe
@open_to_all
def areas(request: HttpRequest) -> HttpResponse:
    """Both partitions as GeoJSON (WGS-84), answered 304 while they have not changed."""
    day = clock.today(clock.now())
    number = zlib.crc32(repr(territory_queries.generation(*_MADE_OF)).encode())
    tag = f'"{day}-{number:x}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    return HttpResponse(_areas.get(day), content_type="application/geo+json", headers=headers)
