"""Stations."""

from pathlib import Path
from typing import Any

from twingrid.cli.imports.tests.samples import DIVISIONS, said, take_rows
from twingrid.kit.staging import Changes
from twingrid.stations.models import Station

HEADINGS = ("code", "name", "community_code", "address", "lon", "lat", "hours", "phone", "valid_from")
ROW = (
    "Y01",
    "乐山驿站",
    "370103003004",
    "乐山街12号",
    "116.985",
    "36.645",
    "9:00–17:00",
    "0531-000 00051",
    "2022-06-01",
)


def test_they_are_taken_over_by_code(city: Any, tmp_path: Path) -> None:
    take_rows("divisions", tmp_path, *DIVISIONS)
    assert take_rows("stations", tmp_path, HEADINGS, ROW).changes == {"stations": Changes(new=1)}
    assert take_rows("stations", tmp_path, HEADINGS, ROW).changes == {"stations": Changes(unchanged=1)}
    later = (*ROW[:6], "8:30–17:30", *ROW[7:])
    assert take_rows("stations", tmp_path, HEADINGS, later).changes == {"stations": Changes(changed=1)}
    station = Station.objects.get()
    assert (station.hours, station.community.code) == ("8:30–17:30", "370103003004")


def test_a_station_without_place_or_of_an_unknown_community_is_told(city: Any, tmp_path: Path) -> None:
    take_rows("divisions", tmp_path, *DIVISIONS)
    nowhere, unknown = (*ROW[:4], "", "", *ROW[6:]), ("Y02", ROW[1], "370103009999", *ROW[3:])
    assert said(take_rows("stations", tmp_path, HEADINGS, nowhere, unknown)) == [
        (2, "lon", "The place is missing."),
        (3, "community_code", "There is no community with this code."),
    ]
