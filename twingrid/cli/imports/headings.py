"""The words by which columns are known, in Chinese and English, and which column of a file is which.

A heading is compared without case, blanks, underscores, brackets and stars: `户号 *`, `Account_No`, `账户号(户号)`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from twingrid.kit.refusals import BadInput

_NOISE = re.compile(r"[\s_\-*#:：·.]+")
_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")
# Office tables often carry a title above the headings.
_TITLE_ROWS = 10

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    # divisions, areas
    "code": (
        "编码",
        "代码",
        "编号",
        "区划代码",
        "统计用区划代码",
        "网格编码",
        "网格编号",
        "网格代码",
        "供电网格编码",
        "设备编码",
        "设备编号",
        "资产编号",
        "驿站编码",
        "id",
    ),
    "name": ("名称", "区划名称", "网格名称", "供电网格名称", "设备名称", "驿站名称", "official_name", "title"),
    "level": ("级别", "层级", "区划级别", "类型", "type"),
    "parent_code": (
        "上级编码",
        "上级代码",
        "父级编码",
        "上级",
        "所属编码",
        "上级设备编码",
        "所属设备",
        "parent",
        "streetcode",
        "areacode",
    ),
    "aliases": ("别名", "俗称", "曾用名", "又名", "alias", "other_names"),
    "partition": ("分区", "网格类型", "网格类别", "划分", "side_of_area", "layer"),
    "division_code": ("社区编码", "社区代码", "所属社区编码", "所属社区代码", "所属社区", "community_code", "区划编码"),
    "synthetic": ("示意", "是否示意", "生成", "generated"),
    "source": ("来源", "数据来源", "出处", "data_source"),
    "valid_from": (
        "生效日期",
        "起始日期",
        "开始日期",
        "启用日期",
        "投运日期",
        "立户日期",
        "任职日期",
        "有效期起",
        "start",
        "start_date",
        "from",
        "since",
    ),
    "valid_to": (
        "失效日期",
        "终止日期",
        "结束日期",
        "停用日期",
        "退运日期",
        "离任日期",
        "有效期止",
        "end",
        "end_date",
        "to",
        "until",
    ),
    # what power service areas are made of
    "power_area_code": (
        "供电网格编码",
        "供电区编码",
        "供电服务区编码",
        "供电网格编号",
        "power_area",
        "power_service_area",
    ),
    "power_area_name": ("供电网格名称", "供电区名称", "供电服务区名称", "power_area_name"),
    "part_kind": ("组成类型", "定义方式", "对象类型", "类型", "类别", "type"),
    "part_code": (
        "组成编码",
        "对象编码",
        "社区网格编码",
        "网格编码",
        "台区编码",
        "台区编号",
        "配变编码",
        "编码",
        "编号",
        "grid_code",
        "transformer_code",
    ),
    # network
    "kind": ("设备类型", "设备类别", "类型", "类别", "type", "equipment_kind"),
    "lon": ("经度", "东经", "x", "x坐标", "横坐标", "东坐标", "lng", "long", "longitude", "easting"),
    "lat": ("纬度", "北纬", "y", "y坐标", "纵坐标", "北坐标", "latitude", "northing"),
    # customers
    "account_no": (
        "户号",
        "用户编号",
        "客户编号",
        "用电户号",
        "用户号",
        "户名编号",
        "account",
        "account_number",
        "customer_no",
    ),
    "customer_name": ("户名", "用户名称", "客户名称", "姓名", "名称", "name", "customer"),
    "phone": ("电话", "联系电话", "手机", "手机号", "手机号码", "联系方式", "telephone", "mobile", "tel"),
    "customer_kind": ("用户类别", "用户类型", "客户类型", "客户类别", "用电类别", "用电性质", "kind"),
    "community_code": (
        "社区编码",
        "社区代码",
        "所属社区编码",
        "所属社区代码",
        "所属社区",
        "社区",
        "division_code",
        "community",
    ),
    "compound": ("小区", "小区名称", "院落", "楼盘", "estate", "compound_name"),
    "compound_aliases": ("小区别名", "小区俗称", "小区曾用名", "estate_aliases"),
    "road": ("道路", "街路巷", "路名", "街道路名", "路街", "street"),
    "house_no": ("门牌号", "门牌", "门牌号码", "house_number", "door_no"),
    "building": ("楼栋", "楼号", "楼栋号", "栋号", "幢号", "楼", "幢", "building_name", "building_no"),
    "unit_label": ("单元", "单元号", "unit", "unit_no"),
    "room": ("房号", "室", "户室", "室号", "房间号", "门号", "room_no"),
    "building_lon": ("楼栋经度", "建筑经度", "楼经度", "building_longitude"),
    "building_lat": ("楼栋纬度", "建筑纬度", "楼纬度", "building_latitude"),
    "meter_box_code": (
        "表箱",
        "表箱编号",
        "表箱编码",
        "计量箱",
        "计量箱编号",
        "计量箱资产编号",
        "meter_box",
        "box_code",
    ),
    "meter_no": ("电表号", "表号", "电能表编号", "电能表资产编号", "电表资产编号", "meter", "meter_number"),
    # people
    "employee_no": ("工号", "员工编号", "人员编号", "employee_number", "staff_no"),
    "person_name": ("姓名", "人员姓名", "名字", "名称", "name", "full_name"),
    "side": ("所属方", "归属", "条线", "方"),
    "role": ("角色", "岗位角色"),
    "job_title": ("岗位", "职务", "岗位名称", "title"),
    "unit": ("单位", "所属单位", "班组", "部门", "所属班组", "organisation", "organization", "team"),
    "manager_unit": ("管理单位", "主管单位", "用人单位", "managing_unit"),
    "area_codes": ("负责网格", "网格编码", "责任网格", "包保网格", "areas", "area_code"),
    "duty_number": ("值班电话", "服务电话", "公务电话", "办公电话", "duty_phone"),
    "personal_number": ("个人电话", "手机", "手机号", "手机号码", "personal_phone", "mobile"),
    "print_consent": ("同意公示", "公示同意", "同意印制", "consent"),
    "verified_on": ("核验日期", "核实日期", "最近核验", "verified"),
    "deputy_no": ("副群主工号", "代班人工号", "AB岗工号", "替岗工号", "代理人工号", "deputy"),
    "counterpart_nos": ("对接人工号", "结对人工号", "对应人员工号", "counterparts"),
    "leader_no": ("网格长工号", "上级工号", "负责人工号", "leader"),
    "shift_pattern": ("班次", "值班方式", "排班", "shift"),
    "demo": ("演示", "是否演示", "is_demo"),
    # outages
    "number": (
        "停电编号",
        "停电单号",
        "信息编号",
        "工单编号",
        "编号",
        "单号",
        "事件编号",
        "outage_no",
        "outage_number",
        "id",
    ),
    "system": ("系统", "来源系统", "数据来源", "source_system"),
    "outage_kind": ("停电类型", "停电类别", "停电性质", "事件类型", "类型", "类别", "outage_type", "type"),
    "information": ("停电信息类型", "信息类型", "95598类型", "information_kind"),
    "state": ("状态", "停电状态", "当前状态", "status"),
    "starts_at": ("计划停电时间", "计划开始时间", "停电开始时间", "停电时间", "开始时间", "start", "start_time"),
    "estimate_at": ("预计送电时间", "计划送电时间", "预计恢复时间", "计划结束时间", "estimate", "expected_back", "eta"),
    "started_at": ("实际停电时间", "实际开始时间", "跳闸时间", "分闸时间", "失电时间", "actual_start", "opened_at"),
    "restored_at": (
        *("实际送电时间", "送电时间", "恢复时间", "复电时间", "结束时间", "合闸时间", "actual_end", "restored"),
        *("end", "closed_at"),
    ),
    "equipment": (
        "停电设备",
        "停电设备编码",
        "设备编码",
        "设备编号",
        "线路编码",
        "台区编码",
        "equipment_codes",
        "device",
    ),
    "buildings": ("停电楼栋", "影响楼栋", "停电范围", "楼栋", "影响范围", "premises"),
    "steps": ("分段送电", "分步送电", "送电步骤", "restoration_steps"),
    "outage_title": ("停电原因说明", "公告原因", "对外原因", "reason", "public_reason"),
    "important": ("重要用户", "含重要用户", "important_users"),
    "cause": ("停电原因", "原因", "故障原因", "责任原因"),
    "ownership": ("产权", "产权归属", "责任方", "ownership_side", "side_of_cause"),
    "boundary": ("内外部", "内部外部", "停电责任", "internal_external"),
    # important users, groups
    "important_grade": ("重要等级", "重要性等级", "等级", "级别", "重要用户等级", "importance"),
    "group_name": ("群名", "群名称", "微信群名称", "群聊名称", "名称", "group"),
    "group_kind": ("群类型", "群类别", "群性质", "group_type"),
    "platform": ("平台", "群平台", "软件", "app"),
    "owner_no": ("群主工号", "群主编号", "管理员工号", "owner"),
    "size": ("人数", "群人数", "成员数", "members"),
    "per_day": ("每日条数", "每日上限", "每天条数", "messages_a_day"),
    "group_state": ("群状态", "状态", "使用状态"),
    # stations
    "address": ("地址", "详细地址", "位置"),
    "hours": ("开放时间", "营业时间", "服务时间", "opening_hours"),
}
# Columns whose own name is another one in the file's contract.
NAMES: Mapping[str, str] = {
    "customer_name": "name",
    "person_name": "name",
    "unit_label": "unit",
    "job_title": "title",
    "power_area_code": "area_code",
    "power_area_name": "area_name",
    "part_kind": "kind",
    "part_code": "code",
    "outage_kind": "kind",
    "outage_title": "title",
    "ownership": "side",
    "important_grade": "grade",
    "group_name": "name",
    "group_kind": "kind",
    "group_state": "state",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A column that an import reads. `any_of`: one of these fields is enough for the file."""

    key: str
    required: bool = False

    @property
    def name(self) -> str:
        """The canonical heading."""
        return NAMES.get(self.key, self.key)

    @property
    def words(self) -> tuple[str, ...]:
        """Every accepted heading, the canonical one first."""
        return (self.name, *SYNONYMS.get(self.key, ()))


@dataclass(frozen=True, slots=True)
class Headings:
    """Which column holds which field: key → place; and what nobody asked for."""

    row: int
    texts: tuple[str, ...]
    places: Mapping[str, int]
    ignored: tuple[str, ...]


def plain(heading: str) -> str:
    """A heading as it is compared."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return _NOISE.sub("", _BRACKETS.sub("", text)) or _NOISE.sub("", text)


def understand(rows: Sequence[Sequence[str]], fields: Sequence[Field], mapping: Mapping[str, str]) -> Headings:
    """Find the headings among the first rows and say which column holds which field.

    `mapping` (heading → canonical name) comes before the table of synonyms. Raises `BadInput` for a mapping that
    names nothing and for a required column that is missing, listing what was found and what is accepted.
    """
    if not rows:
        raise BadInput(_("The file is empty. Export it again, with a line of headings."))
    wanted = {plain(old): _key(new, fields) for old, new in mapping.items()}
    candidates = [_places(row, fields, wanted) for row in rows[:_TITLE_ROWS]]
    best = max(range(len(candidates)), key=lambda n: (len(candidates[n]), -n))
    texts, places = tuple(text.strip() for text in rows[best]), candidates[best]
    for old in mapping:
        if plain(old) not in map(plain, texts):
            raise BadInput(
                _("There is no column %(old)s to map. Columns found: %(found)s.") % {"old": old, "found": _list(texts)}
            )
    missing = [field for field in fields if field.required and field.key not in places]
    if missing:
        raise BadInput(_missing(texts, missing))
    ignored = tuple(text for n, text in enumerate(texts) if text and n not in places.values())
    return Headings(best, texts, places, ignored)


def _places(row: Sequence[str], fields: Sequence[Field], wanted: Mapping[str, str]) -> dict[str, int]:
    """Key → place: mapped headings first, then each field's words in their order of preference."""
    headings: dict[str, int] = {}
    for place, text in enumerate(row):
        if text.strip():
            headings.setdefault(plain(text), place)
    places = {key: headings[old] for old, key in wanted.items() if old in headings}
    # Canonical names go first, so that a synonym of one field never takes another field's own column.
    pairs = [(field, field.words[:1]) for field in fields] + [(field, field.words[1:]) for field in fields]
    for field, words in pairs:
        if field.key in places:
            continue
        taken = set(places.values())
        found = [headings[plain(word)] for word in words if plain(word) in headings]
        if free := [place for place in found if place not in taken]:
            places[field.key] = free[0]
    return places


def _key(name: str, fields: Sequence[Field]) -> str:
    for field in fields:
        if plain(name) in {plain(field.name), plain(field.key)}:
            return field.key
    raise BadInput(
        _("%(name)s is no column of this import. Columns: %(known)s.")
        % {"name": name, "known": _list([field.name for field in fields])}
    )


def _missing(found: Sequence[str], missing: Sequence[Field]) -> str:
    lines = [
        _("A column is missing: %(name)s (also accepted: %(words)s).")
        % {"name": field.name, "words": _list(field.words[1:]) or "—"}
        for field in missing
    ]
    hint = _("Columns found: %(found)s. Rename a column, or add --map %(example)s=%(name)s.")
    filled = {"found": _list(found), "example": next(filter(None, found), "X"), "name": missing[0].name}
    return " ".join([*lines, hint % filled])


def _list(texts: Sequence[str]) -> str:
    return ", ".join(text for text in texts if text)
