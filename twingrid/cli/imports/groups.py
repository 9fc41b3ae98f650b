"""The register of groups (网格服务微信群)."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from twingrid.cli.imports.headings import Field
from twingrid.cli.imports.reading import Reading, Unusable
from twingrid.cli.imports.subject import Load, Prepared, Subject
from twingrid.kit.staging import Changes, Columns
from twingrid.notices.actions.register_file import GroupRow, import_groups

KINDS = {
    **dict.fromkeys(("outer", "外网格", "外网格群", "居民群", "居民"), "outer"),
    **dict.fromkeys(("inner", "内网格", "内网格群", "工作群", "内部"), "inner"),
}
PLATFORMS = {
    **dict.fromkeys(("wechat", "微信", "微信群", "个人微信"), "wechat"),
    **dict.fromkeys(("wecom", "企业微信", "企微"), "wecom"),
    **dict.fromkeys(("dingtalk", "钉钉"), "dingtalk"),
    **dict.fromkeys(("feishu", "飞书"), "feishu"),
    **dict.fromkeys(("qq", "qq群"), "qq"),
}
STATES = {
    **dict.fromkeys(("active", "在用", "正常", "使用中"), "active"),
    **dict.fromkeys(("closed", "停用", "已解散", "解散", "关闭"), "closed"),
}


def _whole(least: int, most: int, default: int) -> Callable[[str], int]:
    def parse(cell: str) -> int:
        text = cell.removesuffix(".0").removesuffix("人").replace(",", "")
        if not text:
            return default
        if not text.isdecimal() or not least <= int(text[:9]) <= most:
            raise Unusable(
                _("This is no whole number from {least} to {most}.").format(least=least, most=most),
                _("Write the number in digits."),
            )
        return int(text)

    return parse


def _read(reading: Reading) -> Prepared:
    names, codes = reading.text("group_name", longest=60, required=True), reading.code("community_code", longest=20)
    reading.once([key if all(key) else None for key in zip(codes, names, strict=True)], "group_name")
    columns: dict[str, Any] = {
        "name": names,
        "community_code": codes,
        "compound": reading.text("compound", longest=80),
        "kind": reading.choice("group_kind", KINDS, default="outer"),
        "platform": reading.choice("platform", PLATFORMS, default="wechat"),
        "owner_no": reading.code("owner_no", required=False),
        "deputy_no": reading.code("deputy_no", required=False),
        "size": reading.each("size", _whole(0, 1_000_000, 0)),
        "per_day": reading.each("per_day", _whole(1, 20, 3)),
        "verified_on": reading.days("verified_on"),
        "state": reading.choice("group_state", STATES, default="active"),
    }
    for n, (owner, deputy) in enumerate(zip(columns["owner_no"], columns["deputy_no"], strict=True)):
        if owner and owner == deputy:
            reading.blame(
                n,
                "deputy_no",
                reason=_("Owner and deputy are the same person."),
                remedy=_("Write somebody else's number, or leave the cell empty."),
            )
    return Prepared(columns)


def _load(columns: Columns, how: Load) -> dict[str, Changes]:
    names = list(columns)
    rows = [
        GroupRow(**dict(zip(names, values, strict=True)))
        for values in zip(*(columns[name] for name in names), strict=True)
    ]
    return import_groups(rows=rows, at=how.at, complete=how.complete)


def _no_community() -> tuple[str, str]:
    return _("There is no community with this code."), _("Import the divisions first, or correct the code.")


def _no_estate() -> tuple[str, str]:
    return (
        _("There is no estate of this name in the community."),
        _("Import the customers first, correct the name, or leave the cell empty: then it is the whole community's."),
    )


def _nobody() -> tuple[str, str]:
    return _("There is nobody with this number."), _("Add the person's row to the staff list, or correct the number.")


SUBJECT = Subject(
    name="groups",
    fields=(
        Field("group_name", required=True),
        Field("community_code", required=True),
        Field("compound"),
        Field("group_kind"),
        Field("platform"),
        Field("owner_no"),
        Field("deputy_no"),
        Field("size"),
        Field("per_day"),
        Field("verified_on"),
        Field("group_state"),
    ),
    read=_read,
    load=_load,
    key="group_name",
    absent={"community_code": _no_community, "compound": _no_estate, "owner_no": _nobody, "deputy_no": _nobody},
)
