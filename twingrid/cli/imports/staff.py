"""The staff list: people, their units, areas, numbers, pairs and shifts."""

from typing import Any

from django.utils.translation import gettext as _

from twingrid.cli.imports.headings import Field
from twingrid.cli.imports.reading import Reading
from twingrid.cli.imports.subject import Load, Prepared, Subject
from twingrid.kit.staging import Changes, Columns
from twingrid.people.actions import imports as people_imports
from twingrid.people.actions.staff_row import StaffRow

SIDES = {
    **dict.fromkeys(("power", "供电", "供电公司", "电力"), "power"),
    **dict.fromkeys(("community", "社区", "街道社区"), "community"),
    **dict.fromkeys(("partner", "合作", "合作单位", "水气热"), "partner"),
}
ROLES = {
    **dict.fromkeys(("power_worker", "供电网格员", "台区经理", "网格经理"), "power_worker"),
    **dict.fromkeys(("power_leader", "供电网格长"), "power_leader"),
    **dict.fromkeys(("accountable_lead", "包保责任人"), "accountable_lead"),
    **dict.fromkeys(("community_worker", "社区网格员", "村网格员", "专职网格员"), "community_worker"),
    **dict.fromkeys(("dispatcher", "调度员", "调度", "值班员"), "dispatcher"),
    **dict.fromkeys(("clerk", "窗口受理员", "营业员", "柜员"), "clerk"),
    **dict.fromkeys(("manager", "主任", "管理人员"), "manager"),
    **dict.fromkeys(("administrator", "系统管理员", "管理员"), "administrator"),
    **dict.fromkeys(("partner", "联办经办人", "合作单位经办人"), "partner"),
}
SHIFTS = {
    **dict.fromkeys(("day", "白班"), "day"),
    **dict.fromkeys(("day_standby", "白班加备班", "白班备班"), "day_standby"),
    **dict.fromkeys(("night", "夜班"), "night"),
    **dict.fromkeys(("rotating", "轮班", "倒班"), "rotating"),
    **dict.fromkeys(("none", "无"), "none"),
}


def _read(reading: Reading) -> Prepared:
    numbers = reading.code("employee_no")
    roles = reading.choice("role", ROLES)
    reading.once([key if all(key) else None for key in zip(numbers, roles, strict=True)], "employee_no")
    since, until = reading.period()
    columns: dict[str, Any] = {
        "employee_no": numbers,
        "name": reading.text("person_name", longest=40, required=True),
        "side": reading.choice("side", SIDES),
        "role": roles,
        "title": reading.text("job_title", longest=40),
        "unit": reading.text("unit", longest=80, required=True),
        "manager_unit": reading.text("manager_unit", longest=80),
        "area_codes": reading.names("area_codes", longest=40),
        "duty_number": reading.phone("duty_number"),
        "personal_number": reading.phone("personal_number"),
        "print_consent": reading.flag("print_consent"),
        "verified_on": reading.days("verified_on"),
        "deputy_no": reading.code("deputy_no", required=False),
        "counterpart_nos": reading.names("counterpart_nos", longest=40),
        "leader_no": reading.code("leader_no", required=False),
        "shift_pattern": reading.choice("shift_pattern", SHIFTS, default="none"),
        "demo": reading.flag("demo"),
        "valid_from": since,
        "valid_to": until,
    }
    _not_oneself(reading, columns)
    return Prepared(columns)


def _not_oneself(reading: Reading, columns: Columns) -> None:
    for n, (own, deputy, leader) in enumerate(
        zip(columns["employee_no"], columns["deputy_no"], columns["leader_no"], strict=True)
    ):
        for key, other in (("deputy_no", deputy), ("leader_no", leader)):
            if own and own == other:
                reading.blame(
                    n,
                    key,
                    reason=_("Nobody stands in for, or leads, themselves."),
                    remedy=_("Write somebody else's number, or leave the cell empty."),
                )


def _load(columns: Columns, how: Load) -> dict[str, Changes]:
    names = list(columns)
    rows = [
        StaffRow(**dict(zip(names, values, strict=True)))
        for values in zip(*(columns[name] for name in names), strict=True)
    ]
    return people_imports.import_staff(rows=rows, at=how.at, complete=how.complete, demo_password=how.demo_password)


def _no_area() -> tuple[str, str]:
    return (
        _("There is no area with this code on this person's side."),
        _("Import the areas first, or correct the code. Areas of the two sides have codes of their own."),
    )


def _nobody() -> tuple[str, str]:
    return _("There is nobody with this number."), _("Add the person's row to the file, or correct the number.")


SUBJECT = Subject(
    name="staff",
    fields=(
        Field("employee_no", required=True),
        Field("person_name", required=True),
        Field("side", required=True),
        Field("role", required=True),
        Field("job_title"),
        Field("unit", required=True),
        Field("manager_unit"),
        Field("area_codes"),
        Field("duty_number"),
        Field("personal_number"),
        Field("print_consent"),
        Field("verified_on"),
        Field("deputy_no"),
        Field("counterpart_nos"),
        Field("leader_no"),
        Field("shift_pattern"),
        Field("demo"),
        Field("valid_from"),
        Field("valid_to"),
    ),
    read=_read,
    load=_load,
    key="employee_no",
    absent={"area_codes": _no_area, "deputy_no": _nobody, "leader_no": _nobody, "counterpart_nos": _nobody},
)
