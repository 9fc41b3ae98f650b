"""The lists over HTTP: filter, file, map, kept filters, and many at once with a look before."""

import csv
import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest

from tests.cast import Cast
from tests.counting import ask
from twingrid.kit import clock
from twingrid.work.models import Bulk, SavedFilter, Ticket
from twingrid.work.tests.conftest import report, walk

__all__ = ["report", "walk"]
pytestmark = pytest.mark.django_db


def test_the_file_has_what_the_page_has_in_its_order(report: Any, cast: Cast, at: Any) -> None:
    tickets = [report(unit=f"{n}单元") for n in range(1, 4)]
    with clock.fixed(at + timedelta(minutes=1)):
        client = cast.client("sun")
        asked = "?view=area&kind=stairwell_light&state=new"
        page = ask(client, f"/work/list/{asked}")
        body = page.answer.content.decode()
        table = list(csv.reader(io.StringIO(client.get(f"/work/list/requests.csv{asked}").content.decode("utf-8-sig"))))
        book = openpyxl.load_workbook(io.BytesIO(client.get(f"/work/list/requests.xlsx{asked}").content))
        points = client.get(f"/work/list/points.json{asked}").json()
        assert client.get("/work/list/requests.pdf").status_code == 404
    numbers = [row[5] for row in table[1:]]
    assert sorted(numbers) == sorted(one.number for one in tickets)
    assert [body.index(number) for number in numbers] == sorted(body.index(number) for number in numbers)
    assert [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)] == table
    assert len(points["features"]) == 3
    assert len(page) <= 12


def test_many_at_once_are_looked_at_first(report: Any, cast: Cast, at: Any) -> None:
    one, other = report(), report()
    with clock.fixed(at + timedelta(minutes=1)):
        client = cast.client("sun")
        said: dict[str, Any] = {
            "what": "reassign",
            "chosen": [one.number, other.number],
            "back": "/work/list/?view=area",
        }
        assert "选好" not in client.post("/work/list/bulk/", said).content.decode()
        said |= {"to": cast.zhao.pk, "key": "k1"}
        look = client.post("/work/list/bulk/", said)
        assert ("2" in look.content.decode(), Bulk.objects.count()) == (True, 0)
        done = client.post("/work/list/bulk/", said | {"go": "1"})
        assert (done.status_code, done.url) == (302, "/work/list/?view=area")
        assert client.post("/work/list/bulk/", said | {"go": "1", "back": "//elsewhere.example/"}).url == "/work/list/"
        assert Ticket.objects.filter(holder=cast.zhao).count() == 2
        client.post(f"/work/list/bulk/{Bulk.objects.get().pk}/undo/")
        assert Ticket.objects.filter(holder=cast.han).count() == 2
        assert client.post("/work/list/bulk/", {"what": "reassign"}).status_code == 422


def test_a_filter_is_kept_from_the_page(cast: Cast, at: Any) -> None:
    with clock.fixed(at):
        client = cast.client("sun")
        kept = client.post("/work/list/filters/?view=late&kind=stairwell_light", {"name": "晚了的灯"})
        assert kept.status_code == 302
        assert "晚了的灯" in client.get("/work/list/").content.decode()
        assert client.post("/work/list/filters/?view=late", {"name": ""}).status_code == 422
        client.post(f"/work/list/filters/{SavedFilter.objects.get().pk}/delete/")
    assert not SavedFilter.objects.exists()
