"""What power service areas are made of: rows that name a community grid, a transformer, or the area's own polygon."""

from typing import Any

from django.utils.translation import gettext as _

from twingrid.cli.imports.headings import Field
from twingrid.cli.imports.reading import Reading
from twingrid.cli.imports.subject import Load, Prepared, Subject
from twingrid.coverage import actions as coverage_actions
from twingrid.kit import clock
from twingrid.kit.staging import Changes, Columns

KINDS = {
    **dict.fromkeys(("grid", "社区网格", "网格", "社区", "基础网格", "community_grid"), "grid"),
    **dict.fromkeys(("transformer", "台区", "配变", "变压器", "配电变压器", "公变"), "transformer"),
    **dict.fromkeys(("polygon", "边界", "多边形", "范围", "图形"), "polygon"),
}


def _read(reading: Reading) -> Prepared:
    areas = reading.code("power_area_code")
    kinds = reading.choice("part_kind", KINDS)
    codes = reading.code("part_code", required=False)
    since, until = reading.period()
    for n, (kind, code) in enumerate(zip(kinds, codes, strict=True)):
        if kind in ("grid", "transformer") and not code:
            reading.blame(
                n,
                "part_code",
                reason=_("It is not said which community grid or transformer belongs to the area."),
                remedy=_("Write its code."),
            )
    # A polygon is the area's own: whatever stands in its code is not needed.
    codes = ["" if kind == "polygon" else code for kind, code in zip(kinds, codes, strict=True)]
    keys = zip(areas, kinds, codes, since, strict=True)
    reading.once([key if key[0] and key[1] else None for key in keys], "part_code")
    columns: dict[str, Any] = {
        "area_code": areas,
        "area_name": reading.text("power_area_name", longest=80),
        "kind": kinds,
        "code": codes,
        "valid_from": since,
        "valid_to": until,
    }
    return Prepared(columns)


def _load(columns: Columns, how: Load) -> dict[str, Changes]:
    return coverage_actions.import_mapping(rows=columns, at=how.at, on=clock.today(how.at), complete=how.complete)


def _no_area() -> tuple[str, str]:
    return (
        _("There is no power service area with this code."),
        _("Import the areas first, correct the code, or add a column area_name: then the area is made from its list."),
    )


def _no_part() -> tuple[str, str]:
    return (
        _("There is no community grid or transformer with this code."),
        _("Import the grids and the network first, or correct the code."),
    )


SUBJECT = Subject(
    name="mapping",
    fields=(
        Field("power_area_code", required=True),
        Field("power_area_name"),
        Field("part_kind", required=True),
        Field("part_code", required=True),
        Field("valid_from"),
        Field("valid_to"),
    ),
    read=_read,
    load=_load,
    key="power_area_code",
    absent={"power_area_code": _no_area, "part_code": _no_part},
)
