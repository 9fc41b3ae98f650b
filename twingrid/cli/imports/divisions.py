"""Divisions: district, subdistricts, communities, by their official codes."""

from django.utils.translation import gettext as _

from twingrid.cli.imports.headings import Field
from twingrid.cli.imports.reading import Reading
from twingrid.cli.imports.subject import Load, Prepared, Subject
from twingrid.kit.staging import Changes, Columns
from twingrid.territory import actions as territory_actions

LEVELS = {
    **dict.fromkeys(("district", "区县", "区", "县", "市辖区", "county"), "district"),
    **dict.fromkeys(("subdistrict", "街道", "镇", "乡", "乡镇", "乡镇街道", "town", "street"), "subdistrict"),
    **dict.fromkeys(("community", "社区", "村", "村居", "居委会", "村委会", "社区村", "village"), "community"),
}
# Official codes say their level by their length: 370103, 370103016, 370103016004.
_LEVEL_BY_LENGTH = {6: "district", 9: "subdistrict", 12: "community"}
_PARENT_LENGTH = {"subdistrict": 6, "community": 9}


def _read(reading: Reading) -> Prepared:
    codes = reading.code("code", longest=20)
    names = reading.text("name", longest=80, required=True)
    levels = _levels(reading, codes)
    parents = _parents(reading, codes, levels)
    since, until = reading.period()
    aliases = reading.names("aliases")
    reading.once([(code, day) if code and day else None for code, day in zip(codes, since, strict=True)], "code")
    return Prepared(
        {
            "code": codes,
            "name": names,
            "level": levels,
            "parent_code": parents,
            "aliases": aliases,
            "valid_from": since,
            "valid_to": until,
        }
    )


def _levels(reading: Reading, codes: list[str]) -> list[str]:
    if reading.has("level"):
        return reading.choice("level", LEVELS)
    levels = [_LEVEL_BY_LENGTH.get(len(code), "") for code in codes]
    for n, (code, level) in enumerate(zip(codes, levels, strict=True)):
        if code and not level:
            reading.blame(
                n,
                "code",
                reason=_("The code does not say its level by its length."),
                remedy=_("Official codes have 6, 9 or 12 digits. Add a column level for others."),
            )
    return levels


def _parents(reading: Reading, codes: list[str], levels: list[str]) -> list[str]:
    if reading.has("parent_code"):
        given = reading.code("parent_code", longest=20, required=False)
    else:
        given = [
            code[: _PARENT_LENGTH[level]] if level in _PARENT_LENGTH and code.isdigit() else ""
            for code, level in zip(codes, levels, strict=True)
        ]
    for n, (parent, level) in enumerate(zip(given, levels, strict=True)):
        if not parent and level in _PARENT_LENGTH:
            reading.blame(
                n,
                "parent_code",
                reason=_("It is not said to which division this one belongs."),
                remedy=_("Write the code of the subdistrict of a community, of the district of a subdistrict."),
            )
    return given


def _load(columns: Columns, how: Load) -> dict[str, Changes]:
    return territory_actions.import_divisions(rows=columns, at=how.at, complete=how.complete)


def _no_parent() -> tuple[str, str]:
    return (
        _("There is no division with this code."),
        _("Add its row to the file, or import the divisions above first."),
    )


SUBJECT = Subject(
    name="divisions",
    fields=(
        Field("code", required=True),
        Field("name", required=True),
        Field("level"),
        Field("parent_code"),
        Field("aliases"),
        Field("valid_from"),
        Field("valid_to"),
    ),
    read=_read,
    load=_load,
    absent={"parent_code": _no_parent},
)
