"""Collecting, keeping and compiling the words."""

import gettext
from pathlib import Path
from typing import Any

import pytest

from twingrid.cli import words


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of one app with a page and a module."""
    package = tmp_path / "house"
    app = package / "door"
    (app / "templates" / "door").mkdir(parents=True)
    (app / "apps.py").write_text("")
    (app / "views.py").write_text(
        "from django.utils.translation import gettext as _, pgettext, ngettext\n"
        'a = _("Nothing is here.")\nb = pgettext("state", "New")\nc = ngettext("{n} day", "{n} days", 2)\n'
    )
    (app / "templates" / "door" / "page.html").write_text(
        '{% load i18n %}\n  <p>{% translate "A page" %}</p>\n <b title="{% translate "Odd" %}">\n'
        "{% blocktranslate count n=x trimmed %}\n one {{ n }} {% plural %} many {{ n }} {% endblocktranslate %}"
    )
    monkeypatch.setattr(words, "PACKAGE", package)
    monkeypatch.setattr(words, "ELSEWHERE", app)
    return app


def test_it_collects_from_code_and_pages_at_any_indentation(house: Path) -> None:
    said = words.collect()[house].said
    assert {"Nothing is here.", "A page", "Odd", "{n} day", "one %(n)s"} <= {first for _, first in said}
    assert ("state", "New") in said
    assert said["", "{n} day"][0] == ("{n} day", "{n} days")


def test_updating_keeps_what_is_translated_and_drops_what_is_no_longer_said(house: Path) -> None:
    words.update()
    po = house / words.PO
    po.write_text(po.read_text().replace('msgid "A page"\nmsgstr ""', 'msgid "A page"\nmsgstr "一页"'))
    (house / "views.py").write_text("")
    words.update()
    text = po.read_text()
    assert 'msgid "A page"\nmsgstr "一页"' in text
    assert "Nothing is here" not in text
    assert words.update() == []


def test_the_check_names_what_has_no_chinese_and_blanks_that_differ(house: Path) -> None:
    words.update()
    po = house / words.PO
    po.write_text(
        po.read_text().replace('msgid_plural "{n} days"\nmsgstr[0] ""', 'msgid_plural "{n} days"\nmsgstr[0] "{m} 天"')
    )
    lines = "\n".join(words.troubles())
    assert "'A page' has no Chinese" in lines
    assert "'{n} day' has other blanks" in lines


def test_what_is_compiled_is_what_gettext_reads(house: Path) -> None:
    words.update()
    po = house / words.PO
    po.write_text(po.read_text().replace('msgid "New"\nmsgstr ""', 'msgid "New"\nmsgstr "新"'))
    [mo] = words.compile_stale()
    with mo.open("rb") as file:
        known = gettext.GNUTranslations(file)
    assert known.pgettext("state", "New") == "新"
    assert words.compile_stale() == []


def test_a_catalogue_that_cannot_be_read_is_named(house: Path, capsys: Any) -> None:
    words.update()
    (house / words.PO).write_text('msgid "x"\nmsgstr "y"\nhalf a line\n')
    with pytest.raises(SystemExit, match=r"django\.po"):
        words.compile_stale()
