"""Small files of a small city: one district, one subdistrict, two communities, a network and a few customers."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from django.utils import translation

from twingrid.cli.imports.files import SUBJECTS, Report, import_file
from twingrid.cli.imports.reading import Options

AT = datetime(2023, 2, 22, 11, 0, tzinfo=UTC)
LEFT = shapely.box(116.98, 36.64, 116.99, 36.65)
RIGHT = shapely.box(116.99, 36.64, 117.00, 36.65)
WHOLE = shapely.box(116.98, 36.64, 117.00, 36.65)

DIVISIONS = (
    ("code", "name", "level", "parent_code", "aliases", "valid_from", "valid_to"),
    ("370103", "市中区", "district", "", "市中", "2020-01-01", ""),
    ("370103003", "杆石桥街道", "subdistrict", "370103", "", "2020-01-01", ""),
    ("370103003004", "乐山小区社区", "community", "370103003", "乐山社区;乐山", "2020-01-01", ""),
    ("370103003005", "睦和苑社区", "community", "370103003", "", "2020-01-01", ""),
)
NETWORK = (
    ("kind", "code", "name", "parent_code", "lon", "lat", "valid_from", "valid_to"),
    ("meter_box", "B1", "1号表箱", "T1", "116.985", "36.645", "2020-01-01", ""),
    ("substation", "S1", "一站", "", "116.985", "36.645", "2020-01-01", ""),
    ("feeder", "F1", "一线", "S1", "", "", "2020-01-01", ""),
    ("transformer", "T1", "一台区", "F1", "", "", "2020-01-01", ""),
)
CUSTOMER_HEADINGS = (
    *("account_no", "name", "phone", "customer_kind", "community_code", "compound", "compound_aliases", "road"),
    *("house_no", "building", "unit", "room", "lon", "lat", "building_lon", "building_lat", "meter_box_code"),
    *("meter_no", "valid_from"),
)
PEOPLE_HEADINGS = (
    *("employee_no", "name", "side", "role", "title", "unit", "manager_unit", "area_codes", "duty_number"),
    *("personal_number", "print_consent", "verified_on", "deputy_no", "counterpart_nos", "leader_no"),
    *("shift_pattern", "demo", "valid_from", "valid_to"),
)


def customer(account: str = "0001", **changes: str) -> tuple[str, ...]:
    """A row of customers.csv: a flat of 乐山小区 3号楼, with changes."""
    row = dict.fromkeys(CUSTOMER_HEADINGS, "") | {
        "account_no": account,
        "name": "住户",
        "phone": "10031234567",
        "customer_kind": "resident",
        "community_code": "370103003004",
        "compound": "乐山小区",
        "compound_aliases": "乐山;乐山生活区",
        "road": "乐山街",
        "house_no": "12号",
        "building": "3号楼",
        "unit": "2单元",
        "room": "502",
        "lon": "116.9851",
        "lat": "36.6451",
        "building_lon": "116.985",
        "building_lat": "36.645",
        "meter_box_code": "B1",
        "meter_no": f"M{account}",
        "valid_from": "2020-01-01",
    }
    return tuple((row | changes).values())


def person(number: str, role: str = "power_worker", **changes: str) -> tuple[str, ...]:
    """A row of staff.csv, with changes."""
    row = dict.fromkeys(PEOPLE_HEADINGS, "") | {
        "employee_no": number,
        "name": f"员工{number}",
        "side": "power",
        "role": role,
        "unit": "市中供电中心",
        "duty_number": "0531-000 01203",
        "verified_on": "2023-01-10",
        "shift_pattern": "day",
        "demo": "1",
        "valid_from": "2022-03-01",
    }
    return tuple((row | changes).values())


def write(path: Path, rows: Sequence[Sequence[str]], *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """A CSV file."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def area_columns(codes: Sequence[str], **changes: Sequence[Any]) -> dict[str, Sequence[Any]]:
    """The properties of areas with these codes."""
    count = len(codes)
    columns: dict[str, Sequence[Any]] = {
        "code": codes,
        "name": [f"第 {n} 网格" for n in range(1, count + 1)],
        "partition": ["community"] * count,
        "division_code": ["370103003004", "370103003005"][:count],
        "synthetic": ["1"] * count,
        "source": ["示意"] * count,
        "valid_from": ["2020-01-01"] * count,
        "valid_to": [""] * count,
    }
    return columns | changes


def write_map(
    path: Path, shapes: Sequence[Any], columns: dict[str, Sequence[Any]], *, crs: str | None = "EPSG:4326", **how: Any
) -> Path:
    """A map file; its kind follows from the name."""
    path.unlink(missing_ok=True)
    pyogrio.raw.write(
        path,
        np.array([None if shape is None else shapely.to_wkb(shape) for shape in shapes], dtype=object),
        [np.array(values, dtype=object) for values in columns.values()],
        np.array(list(columns)),
        geometry_type="Polygon",
        crs=crs,
        **how,
    )
    return path


def take(subject: str, path: Path, *, at: datetime = AT, **options: Any) -> Report:
    """Import a file, with the sentences in English."""
    with translation.override("en"):
        return import_file(SUBJECTS[subject], path, options=Options(**options), at=at)


def take_rows(subject: str, folder: Path, *rows: Sequence[str], **options: Any) -> Report:
    """Import rows as a CSV file."""
    return take(subject, write(folder / f"{subject}.csv", rows), **options)


def found_city(folder: Path) -> None:
    """Divisions, both partitions and the network of the small city."""
    assert take_rows("divisions", folder, *DIVISIONS).kept
    grids = write_map(folder / "grids.geojson", [LEFT, RIGHT], area_columns(["G1", "G2"]))
    assert take("areas", grids).kept
    columns = area_columns(["P1"], partition=["power"], division_code=[""])
    assert take("areas", write_map(folder / "power.geojson", [WHOLE], columns)).kept
    assert take_rows("network", folder, *NETWORK).kept


def said(report: Report) -> list[tuple[int, str, str]]:
    """Line, column and reason of each problem."""
    return [(problem.line, problem.column, problem.reason) for problem in report.problems]
