"""What each piece says, and what it must never do."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from twingrid.web.shell import cards, looks
from twingrid.web.shell.mapping import map_props, request_feature

NOW = datetime(2023, 2, 22, 11, 33, tzinfo=UTC)
MIN, HOUR = timedelta(minutes=1), timedelta(hours=1)
PERSON = cards.PersonCard(name="韩立群", role="供电网格员", number="0531-000 01203", on_duty=True, demo=True)


@pytest.fixture(autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


def draw(source: str, **context) -> str:
    return Template("{% load pieces %}" + source).render(Context({"at": NOW} | context))


class TestPersonCard:
    def test_it_calls_the_person_and_says_the_number_in_words(self):
        page = draw("{% person_card person %}", person=PERSON)
        assert 'href="tel:053100001203"' in page
        assert "零五三幺，零零零，零幺二零三" in page
        assert "正在值班" in page

    def test_it_calls_who_stands_in(self):
        away = cards.PersonCard(
            name="乔玉兰", role="社区网格员", side="community", number="0531-000 1", stands_in="赵敏",
            stands_in_number="0531-000 02118", until=NOW + 27 * MIN,
        )  # fmt: skip
        page = draw("{% person_card person %}", person=away)
        assert "由赵敏代班至 20:00" in page
        assert "tel:053100002118" in page
        assert "打给代班 赵敏" in page

    @pytest.mark.parametrize("number", ["95598", "12345", "110", "0531-86012345", "13800138000"])
    def test_the_demo_dials_no_number_that_somebody_could_answer(self, number):
        page = draw("{% person_card person %}", person=cards.PersonCard(name="甲", role="x", number=number))
        assert number in page
        assert "tel:" not in page

    def test_production_dials_every_number(self, settings):
        settings.DEMO = False
        assert "tel:95598" in draw("{% person_card name='热线' role='x' number='95598' %}")

    def test_a_name_is_words_and_never_markup(self):
        page = draw("{% person_card person %}", person=cards.PersonCard(name="<script>x", role="x"))
        assert "<script>" not in page


class TestClockChip:
    def test_a_promise_is_an_average_and_never_late(self):
        clock = cards.Clock(kind="promise", since=NOW - 90 * MIN, target=45 * MIN, due=NOW - 45 * MIN)
        page = draw("{% clock_chip clock %}", clock=clock)
        assert "承诺 平均 45 分 · 已 1 小时 30 分" in page
        assert "is-over" not in page

    def test_a_legal_limit_that_is_over_says_by_how_much(self):
        page = draw("{% clock_chip kind='law' due=due %}", due=NOW - 25 * MIN)
        assert "法定 已超 25 分" in page
        assert "is-over" in page

    def test_a_stopped_clock_runs_no_further(self):
        clock = cards.Clock(kind="law", due=NOW - 2 * HOUR, stopped_at=NOW - HOUR)
        assert "已超 1 小时" in draw("{% clock_chip clock %}", clock=clock)

    def test_a_provisional_time_says_so(self):
        page = draw("{% clock_chip kind='order' due=due provisional=True %}", due=NOW + HOUR)
        assert "暂定" in page
        assert "is-provisional" in page


class TestStates:
    @pytest.mark.parametrize("state", list(looks.STATES))
    def test_every_state_has_an_icon_and_a_chinese_word(self, state):
        page = draw("{% state_badge state %}", state=state)
        assert f"#{looks.STATES[state].icon}" in page
        assert any("\u4e00" <= letter <= "\u9fff" for letter in page)

    def test_an_unknown_state_still_says_its_name(self):
        assert "elsewhere" in draw("{% state_badge 'elsewhere' %}")

    def test_every_icon_of_a_look_is_in_the_sprite(self):
        names = set((Path(looks.__file__).parent / "icons.txt").read_text().split())
        used = {look.icon for table in (looks.STATES, looks.OUTAGES, looks.CLOCKS) for look in table.values()}
        assert used | set(looks.CANDIDATES.values()) <= names


class TestFigure:
    def test_a_small_sample_is_not_shown(self):
        page = draw("{% figure label='满意度' value=4.0 n=7 min_n=20 %}")
        assert "样本不足（n=7）" in page
        assert "4.0" not in page

    def test_fewer_is_good_where_down_is_good(self):
        assert cards.Figure(label="x", value=1, change=-112, good="down").tone == "good"
        assert cards.Figure(label="x", value=1, change=-417, good="up").tone == "bad"

    def test_the_small_line_stays_in_its_box(self):
        points = [pair.split(",") for pair in cards.Figure(label="x", value=1, line=[3, 9, 1, 4]).points.split()]
        assert all(0 <= float(x) <= 96 and 0 <= float(y) <= 24 for x, y in points)


def test_a_timeline_is_newest_first_for_staff_and_oldest_first_for_residents():
    entries = [cards.TimelineEntry(at=NOW - i * HOUR, what=f"第{i}步") for i in (1, 3, 2)]
    staff = draw("{% timeline entries newest_first=True %}", entries=entries)
    resident = draw("{% timeline entries newest_first=False %}", entries=entries)
    assert staff.index("第1步") < staff.index("第3步")
    assert resident.index("第3步") < resident.index("第1步")


def test_a_power_area_stands_behind_a_stroke_and_the_whole_place_is_copied():
    parts = [cards.PlacePart(words="舜雅社区"), cards.PlacePart(words="供电 12 区", side="power")]
    page = draw("{% place_line parts %}", parts=parts)
    assert page.index("舜雅社区") < page.index("/</span>") < page.index("供电 12 区")
    assert 'data-copy="舜雅社区 供电 12 区"' in page


def test_a_request_on_the_map_says_state_place_and_kind():
    feature = request_feature(key="7", lon=116.9, lat=36.6, state="late", place="乐山小区 3号楼", kind="楼道灯")
    assert feature["properties"] | {"word": "超时", "tone": "late", "place": "乐山小区 3号楼"} == feature["properties"]


def test_the_map_is_told_only_what_is_known():
    props = map_props(areas_url="/areas/")
    assert props["areasUrl"] == "/areas/"
    assert "bounds" not in props
    assert all(props["labels"].values())
