"""The list of important users (重要用户), by account number."""

from typing import Any

from django.utils.translation import gettext as _

from twingrid.cli.imports.headings import Field
from twingrid.cli.imports.reading import Reading
from twingrid.cli.imports.subject import Load, Prepared, Subject
from twingrid.kit.staging import Changes, Columns
from twingrid.supply.actions.important import import_important

GRADES = {
    **dict.fromkeys(("special", "特级", "特级重要用户", "0"), "special"),
    **dict.fromkeys(("first", "一级", "一级重要用户", "1"), "first"),
    **dict.fromkeys(("second", "二级", "二级重要用户", "临时性", "临时性重要用户", "2"), "second"),
}


def _read(reading: Reading) -> Prepared:
    accounts = reading.code("account_no", longest=20)
    reading.once([account or None for account in accounts], "account_no")
    since, until = reading.period()
    columns: dict[str, Any] = {
        "account_no": accounts,
        "grade": reading.choice("important_grade", GRADES, default="second"),
        "valid_from": since,
        "valid_to": until,
    }
    return Prepared(columns)


def _load(columns: Columns, how: Load) -> dict[str, Changes]:
    return import_important(rows=columns, at=how.at, complete=how.complete)


def _no_account() -> tuple[str, str]:
    return (
        _("There is no customer with this account number."),
        _("Import the customers first, or correct the number."),
    )


SUBJECT = Subject(
    name="important",
    fields=(
        Field("account_no", required=True),
        Field("important_grade"),
        Field("valid_from"),
        Field("valid_to"),
    ),
    read=_read,
    load=_load,
    key="account_no",
    absent={"account_no": _no_account},
)
