"""Personal data of finished work go in time; nothing personal is left, the figures stay, and it says what it did."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection

from tests.cast import Cast
from tests.house.scene import jpeg
from twingrid.cli.retention import retention
from twingrid.journal.models import Event
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotAllowed
from twingrid.metrics import queries as metrics_queries
from twingrid.work import actions
from twingrid.work.models import Photo, RetentionRun, Ticket
from twingrid.work.rules.retention import SHIPPED, Period, ended_before, others, periods
from twingrid.work.tests.test_reply_ticket import GOOD

CANARIES = (
    "金丝雀王",
    "05310000177",
    "门口有金丝雀",
    "金丝雀503室",
    "换了金丝雀",
    "金丝雀回访",
    "金丝雀说好了",
)


def test_a_city_chooses_in_place_of_what_is_shipped() -> None:
    found = periods(SHIPPED, {("request", "praise"): 90, ("request", "complaint"): 2000})
    days = {(one.family, one.kind): one.days for one in found}
    assert (days["request", "praise"], days["request", "complaint"], days["request", ""]) == (90, 2000, 1095)
    assert "complaint" in others(Period("request", "", 1), found)
    assert others(Period("request", "praise", 1), found) == ()
    at = datetime(2026, 3, 1)
    assert ended_before(Period("request", "", 28), at=at) == datetime(2026, 2, 1)


def everything() -> str:
    """Every word of the tables of work, as one text."""
    told = []
    with connection.cursor() as cursor:
        for model in apps.get_app_config("work").get_models():
            cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')
            told += [row[0] for row in cursor.fetchall()]
    return "\n".join(told)


@pytest.fixture
def finished(report: Any, walk: Any, cast: Cast, at: datetime) -> Any:
    """A request with everything that may be personal, a hazard and a matter, all of them over."""
    ticket = report(by=cast.zhou, name="金丝雀王", phone="0531-000 01771", words="门口有金丝雀", room="金丝雀503室")
    order = actions.Further(
        key="f", system="95598", number="2302220001", phone="0531-000 01772", name="金丝雀王", words="门口有金丝雀"
    )
    record = actions.add_number(number=ticket.number, further=order, by=cast.zhou, at=at)
    actions.add_photo(number=ticket.number, kind="found", data=[jpeg()], by=cast.han, at=at)
    actions.support_ticket(number=ticket.number, to=cast.zhao.pk, words="换了金丝雀", days=2, by=cast.sun, at=at)
    walk(ticket, "accept", "arrive", "resolve")
    actions.add_remark(number=ticket.number, words="换了金丝雀", by=cast.han, at=at)
    actions.reply_ticket(number=ticket.number, reply=GOOD, record_id=record.pk, by=cast.han, at=at)
    actions.rate_ticket(token=ticket.token, stars=2, words="金丝雀说好了", at=at)
    actions.call_back_ticket(number=ticket.number, result="solved", words="金丝雀回访", by=cast.zhou, at=at)
    return Ticket.objects.get(pk=ticket.pk)


@pytest.mark.django_db(transaction=False)
def test_nothing_personal_is_left_and_the_figures_stay(
    finished: Any, cast: Cast, at: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    file = Photo.objects.get().file.name
    before = everything()
    assert [one for one in CANARIES if one not in before] == []
    day = metrics_queries.Period(since=at.date(), until=at.date() + timedelta(days=1))
    figures = metrics_queries.figures(cast.people["manager"], at=at, period=day)
    early = actions.run_retention(at=at + timedelta(days=1_094))
    assert early.counts == {}
    later = at + timedelta(days=1_097)
    dry = actions.run_retention(at=later, dry=True)
    assert (dry.counts["request"]["matters"], everything() == before) == (1, False)
    assert "金丝雀王" in everything()
    with django_capture_on_commit_callbacks(execute=True):
        run = actions.run_retention(at=later)
    assert run.counts["request"] == {"matters": 1, "records": 1, "reporters": 1, "remarks": 7, "photos": 1}
    left = everything()
    assert [one for one in CANARIES if one in left] == []
    assert not default_storage.exists(file)
    kept = Ticket.objects.get(pk=finished.pk)
    assert (kept.token != finished.token, kept.anonymised_at, kept.building_id) == (True, later, finished.building_id)
    assert metrics_queries.figures(cast.people["manager"], at=at, period=day) == figures
    assert actions.run_retention(at=later).counts == {}
    assert Event.objects.filter(name="work.ticket.anonymised", subject_id=finished.pk).count() == 1
    assert RetentionRun.objects.count() == 4


@pytest.mark.django_db
def test_what_is_held_back_stays_and_who_may_say_so(finished: Any, cast: Cast, at: datetime) -> None:
    admin, later = cast.people["admin"], at + timedelta(days=1_097)
    for who in (cast.sun, cast.people["manager"]):
        with pytest.raises(NotAllowed):
            actions.keep_matter(number=finished.number, reason="x", by=who, at=at)
        with pytest.raises(NotAllowed):
            actions.set_period(family="request", kind="", days=100, reason="x", by=who, at=at)
    for _time in range(2):
        hold = actions.keep_matter(number=finished.number, reason="仲裁未结", by=admin, at=at)
    assert actions.run_retention(at=later).counts == {}
    with pytest.raises(BadInput):
        actions.keep_matter(number="nothing", reason="x", by=admin, at=at)
    actions.end_hold(hold_id=hold.pk, by=admin, at=later)
    actions.set_period(family="request", kind="", days=2_000, reason="本地规定", by=admin, at=at)
    assert actions.run_retention(at=later).counts == {}
    for days, reason, family in ((29, "x", "request"), (100, " ", "request"), (100, "x", "nonsense")):
        with pytest.raises(BadInput):
            actions.set_period(family=family, kind="", days=days, reason=reason, by=admin, at=at)
    with clock.fixed(at + timedelta(days=2_001)):
        said = CliRunner().invoke(retention, ["--dry-run"]).output
    assert "request 1" in said
    assert Ticket.objects.get(pk=finished.pk).anonymised_at is None
