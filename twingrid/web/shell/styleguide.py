"""The style guide: every piece in every state, with fixed words and a fixed moment. Demo only."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from twingrid.web.shell import mapping
from twingrid.web.shell.cards import (
    Candidate,
    Chart,
    Clock,
    Figure,
    Outage,
    PersonCard,
    PlacePart,
    Row,
    Series,
    Tab,
    TimelineEntry,
)
from twingrid.web.shell.looks import STATES
from twingrid.web.shell.opening import open_to_all

AT = datetime(2023, 2, 22, 19, 33, tzinfo=ZoneInfo("Asia/Shanghai"))
MIN, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class ReportForm(forms.Form):
    """A form that shows each kind of field, with and without errors."""

    place = forms.CharField(label="在哪里", help_text="小区、楼、单元，例如 舜雅小区 3号楼 2单元")
    what = forms.ChoiceField(
        label="怎么了",
        choices=[
            ("out", "没电"),
            ("low", "电压不稳"),
            ("smoke", "冒烟打火"),
            ("light", "楼道灯"),
            ("bill", "电费电表"),
        ],
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(label="回电号码", widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
    words = forms.CharField(label="补充一句", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    who = forms.ChoiceField(label="谁家没电", choices=[("home", "只有自己家"), ("unit", "整个单元")])
    known = forms.BooleanField(label="已经问过邻居", required=False)

    def clean_phone(self) -> str:
        """Refuses numbers that are too short, saying how a number looks."""
        number = str(self.cleaned_data["phone"])
        if len(number) < 7:
            raise forms.ValidationError(_("Please write the whole number, for example 0531-000 01203."))
        return number


def _people() -> dict[str, PersonCard]:
    power = PersonCard(
        name="韩立群", role=_("Power grid worker"), side="power", number="0531-000 01203", area="供电 12 区",
        on_duty=True, verified_on=date(2023, 2, 18), demo=True,
    )  # fmt: skip
    community = PersonCard(
        name="乔玉兰", role=_("Community grid worker"), side="community", number="0531-000 02117", area="第 3 网格",
        stands_in="赵敏", stands_in_number="0531-000 02118", until=AT + 27 * MIN, demo=True,
    )  # fmt: skip
    off = PersonCard(
        name="丁海峰", role=_("Power grid worker"), number="0531-000 01205", on_duty=False, demo=True,
        verified_on=date(2022, 11, 3), actions=[("网格长 孙建", "#")],
    )  # fmt: skip
    real = PersonCard(name="供电服务热线", role=_("Hotline"), number="95598", note=_("Not dialled in the demo."))
    return {"power": power, "community": community, "off": off, "real": real}


def _clocks() -> list[Clock]:
    return [
        Clock(kind="promise", since=AT - 31 * MIN, target=45 * MIN),
        Clock(kind="law", due=AT + 6 * HOUR),
        Clock(kind="law", due=AT + 80 * MIN),
        Clock(kind="law", due=AT - 25 * MIN),
        Clock(kind="order", due=AT + DAY + 2 * HOUR),
        Clock(kind="internal", due=AT + 22 * HOUR),
        Clock(kind="order", due=datetime(2024, 1, 5, 18, tzinfo=AT.tzinfo), provisional=True),
        Clock(kind="law", due=AT + HOUR, stopped_at=AT),
    ]


def _rows() -> list[Row]:
    clocks = _clocks()
    return [
        Row(key="1", href="#1", place="乐山小区 3号楼2单元", kind="楼道灯不亮", state="late",
            state_word=_("Not there yet"), source="直接来电", at=AT - 31 * MIN, note="整个单元，邻居家有电",
            clock=clocks[0], holder="韩立群"),
        Row(key="2", href="#2", place="舜世社区 11号楼", kind="频繁跳闸", state="on_site", source="12345 …8409",
            at=AT - 27 * HOUR, clock=clocks[4], holder="韩立群"),
        Row(key="3", href="#3", place="铁路新村 4号楼", kind="表前线外皮破损", state="new", source="社区网格员",
            at=AT - 8 * MIN, clock=clocks[6]),
        Row(key="4", href="#4", place="睦和苑 8号楼", kind="电表箱门锁坏", state="returned", source="社区转来",
            at=AT - 53 * MIN, clock=clocks[3], holder="丁海峰"),
        Row(key="5", href="#5", place="建设路 104号", kind="户表改造后复查", state="resolved", at=AT - 4 * DAY,
            clock=clocks[7], holder="丁海峰"),
    ]  # fmt: skip


def _timeline() -> list[TimelineEntry]:
    return [
        TimelineEntry(at=AT - 31 * MIN, what="收到报修", who="直接来电", state="new", note="三单元都黑了，电梯也停了"),
        TimelineEntry(at=AT - 29 * MIN, what="已接单", who="韩立群", side="power", state="accepted", due=AT + 80 * MIN),
        TimelineEntry(at=AT - 20 * MIN, what="告知社区", who="乔玉兰", side="community"),
        TimelineEntry(at=AT - 11 * MIN, what="在路上", who="韩立群", side="power", state="on_the_way"),
        TimelineEntry(at=AT - 2 * MIN, what="到达现场", who="韩立群", side="power", state="on_site", due=AT - 25 * MIN),
    ]


def _figures() -> list[Figure]:
    return [
        Figure(label=_("Answered for"), value=99.87, unit="%", n=323000, href="#", change=-417, good="up",
               change_words=_("417 households fewer than yesterday")),
        Figure(label=_("Hotline orders this month"), value=261, unit=_("orders"), change=-112, good="down", href="#",
               change_words=_("112 fewer than the same month last year"),
               line=[420, 401, 396, 373, 341, 350, 312, 288, 261]),
        Figure(label=_("Solved at the first visit"), value=91.4, unit="%", n=1284, change=2.1, good="up",
               change_words=_("2.1 points more than last month")),
        Figure(label=_("Satisfaction"), value=4.0, n=7, min_n=20),
    ]  # fmt: skip


def _candidates() -> list[Candidate]:
    return [
        Candidate(words="睦和苑 8号楼 3单元", detail="大观园街道 · 睦和苑社区 第 2 网格 / 供电 05 区 · 36 户",
                  reason="sound", reason_words=_("same sound"), score=0.97, href="#", chosen=True),
        Candidate(words="睦和苑 8号楼", detail="同上 · 108 户", reason="part", reason_words=_("whole building"),
                  score=0.91, href="#"),
        Candidate(words="木材公司宿舍 8号楼", detail="魏家庄街道 · 人民商场社区 第 1 网格 / 供电 03 区",
                  reason="letters", reason_words=_("similar letters"), score=0.62, href="#"),
    ]  # fmt: skip


def _charts() -> list[Chart]:
    months = [f"{month} 月" for month in range(1, 13)]
    return [
        Chart(title="热线工单比去年少三成，直接来电多了一倍", kind="line", categories=months, unit="件", series=[
            Series(name="热线 2022", values=(420, 401, 396, 373, 341, 350, 412, 408, 361, 330, 318, 322), dashed=True),
            Series(name="热线 2023", values=(301, 288, 270, 261, 240, 251, 290, 281, 252, 228, 221, 219), side="power"),
            Series(name="直接来电", values=(90, 104, 118, 130, 139, 151, 172, 180, 176, 181, 190, 196),
                   side="community"),
        ]),
        Chart(title="隐患多在供电侧发现，社区侧消除得更快", kind="bar", unit="处",
              categories=["发现", "告知", "消除", "复查"],
              series=[Series(name="供电侧", values=[86, 80, 61, 52], side="power"),
                      Series(name="社区侧", values=[41, 40, 37, 30], side="community")]),
    ]  # fmt: skip


def _square(west: float, south: float, width: float, height: float) -> dict[str, Any]:
    east, north = west + width, south + height
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _map() -> dict[str, Any]:
    """A small invented quarter: four grids, two power areas that do not follow them, a gap, an overlap, requests."""
    west, south, cell = 116.98, 36.63, 0.01
    parts = [("outline", "", _square(west, south, 4 * cell, 2 * cell))]
    parts += [("community", f"第 {i + 1} 网格", _square(west + i * cell, south, cell, 2 * cell)) for i in range(4)]
    parts += [
        ("power", "供电 05 区", _square(west, south, 1.6 * cell, 2 * cell)),
        ("power", "供电 12 区", _square(west + 1.5 * cell, south, 2.1 * cell, 2 * cell)),
        ("overlap", "供电 05 区与 12 区", _square(west + 1.5 * cell, south, 0.1 * cell, 2 * cell)),
        ("gap", "乐山小区 5–7 号楼", _square(west + 3.6 * cell, south, 0.4 * cell, 2 * cell)),
    ]
    areas = [
        mapping.area_feature(code=f"A{i}", name=name, partition=partition, geometry=shape, synthetic=True)
        for i, (partition, name, shape) in enumerate(parts)
    ]
    requests = [
        mapping.request_feature(
            key=state,
            lon=west + (0.5 + i) * cell,
            lat=south + cell,
            state=state,
            place="睦和苑 8号楼",
            kind="没电",
            href="#",
        )
        for i, state in enumerate(("late", "new", "on_site"))
    ]
    return mapping.map_props(areas=mapping.collection(areas), requests=mapping.collection(requests))


def context() -> dict[str, Any]:
    """Everything the page shows, at a fixed moment."""
    return {
        "at": AT,
        "states": list(STATES),
        "people": _people(),
        "place": [
            PlacePart(words="市中区", href="#"),
            PlacePart(words="舜耕街道", href="#"),
            PlacePart(words="舜雅社区", href="#"),
            PlacePart(words="第 3 网格", href="#", side="community"),
            PlacePart(words="供电 12 区", href="#", side="power"),
        ],
        "outages": [
            Outage(
                kind="planned",
                title="明天 8:30–12:00 计划停电",
                detail="3号楼、5号楼；更换表箱",
                href="#",
                link_words="详情",
            ),
            Outage(
                kind="fault",
                title="可能是同一处停电：睦和苑 2 号配变",
                detail="10 分钟内 6 个来电，预计 21:30 恢复（19:20 更新）",
            ),
            Outage(kind="temporary", title="今晚 22:00–次日 2:00 临时停电", detail="抢修低压电缆"),
        ],
        "clocks": _clocks(),
        "rows": _rows(),
        "timeline": _timeline(),
        "figures": _figures(),
        "charts": [(f"chart-{i}", one) for i, one in enumerate(_charts())],
        "map": _map(),
        "candidates": _candidates(),
        "form": ReportForm(),
        "wrong_form": ReportForm({"phone": "123", "what": "out", "words": "三单元都黑了", "who": "unit"}),
        "tabs": [
            Tab(words="清单", icon="list-details", href="#", here=True, count=3),
            Tab(words="地图", icon="map-2", href="#"),
            Tab(words="扫码", icon="scan", href="#"),
            Tab(words="我", icon="user-circle", href="#"),
        ],
    }


@require_safe
@open_to_all
def page(request: HttpRequest) -> HttpResponse:
    """The guide itself; there is none outside the demo."""
    if not settings.DEMO:
        raise Http404
    return render(request, "shell/styleguide.html", context())
