"""The network: substation – feeder – transformer – meter box."""

from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from twingrid.cli.imports.headings import Field
from twingrid.cli.imports.places import crs_of, points
from twingrid.cli.imports.reading import Reading
from twingrid.cli.imports.subject import Load, Prepared, Subject
from twingrid.kit.staging import Changes, Columns
from twingrid.supply import actions as supply_actions

KINDS = {
    **dict.fromkeys(("substation", "变电站"), "substation"),
    **dict.fromkeys(("feeder", "馈线", "线路", "配电线路", "10kv线路"), "feeder"),
    **dict.fromkeys(("transformer", "配变", "台区", "变压器", "配电变压器", "公变", "专变"), "transformer"),
    **dict.fromkeys(("meter_box", "表箱", "计量箱", "电表箱"), "meter_box"),
}
PARENT_KIND = {"substation": "", "feeder": "substation", "transformer": "feeder", "meter_box": "transformer"}


def _read(reading: Reading) -> Prepared:
    crs = crs_of(reading)
    codes = reading.code("code")
    kinds = reading.choice("kind", KINDS)
    parents = reading.code("parent_code", required=False)
    since, until = reading.period()
    reading.once([code or None for code in codes], "code")
    for n, (kind, parent) in enumerate(zip(kinds, parents, strict=True)):
        if PARENT_KIND.get(kind) and not parent:
            reading.blame(
                n,
                "parent_code",
                reason=_("It is not said what feeds it."),
                remedy=_("Write the code of its substation, feeder or transformer."),
            )
    lon, lat = points(reading, "lon", "lat", crs=crs, required=False)
    columns: dict[str, Any] = {
        "kind": kinds,
        "code": codes,
        "name": reading.text("name", longest=80, required=True),
        "parent_code": parents,
        "parent_kind": [PARENT_KIND.get(kind, "") for kind in kinds],
        "lon": _or_none(lon),
        "lat": _or_none(lat),
        "valid_from": since,
        "valid_to": until,
    }
    return Prepared(columns, crs)


def _or_none(values: Any) -> list[float | None]:
    return [None if np.isnan(value) else value for value in values.tolist()]


def _load(columns: Columns, how: Load) -> dict[str, Changes]:
    return supply_actions.import_network(rows=columns, source_crs=how.crs, at=how.at, complete=how.complete)


def _no_parent() -> tuple[str, str]:
    return (
        _("There is no equipment of the kind above with this code."),
        _("A feeder hangs on a substation, a transformer on a feeder, a meter box on a transformer. Correct the code."),
    )


SUBJECT = Subject(
    name="network",
    fields=(
        Field("kind", required=True),
        Field("code", required=True),
        Field("name", required=True),
        Field("parent_code", required=True),
        Field("lon"),
        Field("lat"),
        Field("valid_from"),
        Field("valid_to"),
    ),
    read=_read,
    load=_load,
    absent={"parent_code": _no_parent},
)
