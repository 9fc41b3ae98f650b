"""Headings in many words."""

import pytest
from django.utils import translation

from twingrid.cli.imports.files import SUBJECTS
from twingrid.cli.imports.headings import understand
from twingrid.kit.refusals import BadInput

FIELDS = SUBJECTS["customers"].fields


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def _places(*headings: str, mapping: dict[str, str] | None = None) -> dict[str, str]:
    found = understand([headings], FIELDS, mapping or {})
    return {key: headings[place] for key, place in found.places.items()}


def test_chinese_and_english_words_are_known() -> None:
    headings = ("户号*", "户名", "社区编码", "小区", "楼 栋", "单元号", "房号", "经度", "纬度", "表箱(编号)", "备注")
    chinese = _places(*headings)
    assert chinese == {
        "account_no": "户号*",
        "customer_name": "户名",
        "community_code": "社区编码",
        "compound": "小区",
        "building": "楼 栋",
        "unit_label": "单元号",
        "room": "房号",
        "lon": "经度",
        "lat": "纬度",
        "meter_box_code": "表箱(编号)",
    }
    english = _places("Account-No", "NAME", "community code", "Longitude", "LAT")
    assert english["lon"] == "Longitude"
    assert english["customer_name"] == "NAME"


def test_a_canonical_heading_wins_over_a_synonym() -> None:
    assert _places("名称", "name", "户号", "社区编码")["customer_name"] == "name"


def test_a_mapping_wins_over_everything() -> None:
    found = _places("账", "户号", "户名", "社区编码", mapping={"账": "account_no"})
    assert found["account_no"] == "账"


def test_titles_above_the_headings_are_passed_over() -> None:
    rows = [["市中区客户清单", "", ""], ["", "2023年", ""], ["户号", "户名", "社区编码"], ["1", "王", "370103003004"]]
    found = understand(rows, FIELDS, {})
    assert found.row == 2
    assert found.ignored == ()


def test_a_missing_column_lists_what_was_found_and_what_is_accepted() -> None:
    with pytest.raises(BadInput) as refused:
        understand([["编号甲", "户名", "社区编码"]], FIELDS, {})
    assert "A column is missing: account_no (also accepted: 户号, 用户编号" in refused.value.sentence
    assert "Columns found: 编号甲, 户名, 社区编码" in refused.value.sentence
    assert "--map 编号甲=account_no" in refused.value.sentence


@pytest.mark.parametrize(("old", "new"), [("没有", "account_no"), ("户号", "nothing")])
def test_a_mapping_to_or_from_nothing_is_refused(old: str, new: str) -> None:
    with pytest.raises(BadInput, match=r"no column"):
        understand([["户号", "户名", "社区编码"]], FIELDS, {old: new})


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(BadInput, match="The file is empty"):
        understand([], FIELDS, {})
