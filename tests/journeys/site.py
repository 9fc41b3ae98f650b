"""The site that journeys walk through: the cast's city on a real server and a real database, with a clock in hand.

Started as a process of its own (`python -m tests.journeys.site PORT`). It begins on the evening of the flagship call
and stands still until a journey lets minutes pass. Its side doors are for journeys only:
`/journey/minutes/N`, `/journey/jobs`, `/journey/ticket/NUMBER`, `/journey/figures`, `/journey/night`,
`/journey/coverage`, `/journey/calls/N`, `/journey/proved`, `/journey/sms`, `/journey/mood/MOOD`.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twingrid.project.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django comes first
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.cast import Cast, build, make_shift  # noqa: E402
from tests.house.scene import companies, many_like  # noqa: E402
from tests.journeys import filling  # noqa: E402
from twingrid.cities import queries as cities_queries  # noqa: E402
from twingrid.cli.fakes.ledger import Ledger  # noqa: E402
from twingrid.cli.fakes.server import HttpFake  # noqa: E402
from twingrid.cli.fakes.vendors import SmsFake  # noqa: E402
from twingrid.coverage import actions as coverage_actions  # noqa: E402
from twingrid.coverage import statement_queries  # noqa: E402
from twingrid.journal import queries as journal_queries  # noqa: E402
from twingrid.kit import clock  # noqa: E402
from twingrid.metrics import queries as metrics_queries  # noqa: E402
from twingrid.notices import actions as notices_actions  # noqa: E402
from twingrid.notices import queries as notices_queries  # noqa: E402
from twingrid.notices.actions import founding  # noqa: E402
from twingrid.notices.actions.channels import ChannelIn  # noqa: E402
from twingrid.people.actions.contacts import set_supervision_number  # noqa: E402
from twingrid.people.models import Pairing, Posting, Shift  # noqa: E402
from twingrid.territory import actions as territory_actions  # noqa: E402
from twingrid.web.shell import built  # noqa: E402
from twingrid.work import actions as work_actions  # noqa: E402
from twingrid.work.models import Ticket  # noqa: E402

SHELL = settings.PACKAGE / "web" / "shell" / "static"
EVENING = datetime(2023, 2, 22, 11, 0, tzinfo=UTC)
SMS = "短信"
PASSWORD = "twingrid-journey"
SIGN_IN = ("han", "ding", "zhou", "sun", "qiao", "ma", "admin", "clerk", "water", "gas")


class Hand:
    """The clock's hand: every reading in this process is `moment`."""

    moment = EVENING

    def now(self) -> datetime:
        """In place of the wall clock."""
        return self.moment


hand = Hand()


def fill() -> Cast:
    """The cast, passwords for those who sign in, and some older requests so that no list is bare."""
    cast = build("jinan", at=EVENING)
    companies(cast, EVENING)
    for key in SIGN_IN:
        cast.people[key].set_password(PASSWORD)
        cast.people[key].save()
    set_supervision_number(number=f"{cast.words['phone']}00012", at=EVENING)
    before = (
        ("no_power", "1", "1单元", "家里停电了，邻居家有电", 25, "direct_call", ("accept", "depart")),
        ("voltage", "muhe8", "1单元", "灯忽明忽暗", 170, "committee", ("accept",)),
        ("meter_box", "4", "2单元", "电表箱门关不上", 26 * 60, "direct_call", ()),
        ("bill", "5", "", "想查上个月的电费", 50 * 60, "direct_call", ("accept", "answer")),
    )
    for n, (kind, building, unit, words, minutes, channel, moves) in enumerate(before):
        at = EVENING - timedelta(minutes=minutes)
        report = work_actions.Report(
            channel=channel,
            kind=kind,
            building_id=cast.buildings[building].pk,
            unit=unit,
            words=words,
            phone=f"0531-000 4410{n}",
            intake_key=f"before-{n}",
        )
        ticket = work_actions.report_ticket(report=report, by=cast.zhou, at=at)
        for move in moves:
            _move(ticket, move, at=at + timedelta(minutes=9))
    founding.found_groups(at=EVENING)
    filling.fill(cast, at=EVENING)
    return cast


def _move(ticket: Ticket, move: str, *, at: datetime) -> None:
    ticket.refresh_from_db()
    given: dict[str, Any] = {"number": ticket.number, "by": ticket.holder, "at": at}
    if move == "accept":
        work_actions.accept_ticket(**given)
    elif move == "depart":
        work_actions.depart_for_ticket(**given)
    else:
        work_actions.answer_ticket(outcome="answered", words="已告知上月电费，并教会在手机上查询", **given)


def facts(number: str) -> dict[str, Any]:
    """What the record says of a request."""
    ticket = Ticket.objects.select_related("holder").get(number=number)
    names = ("channel", "kind", "state", "outcome", "side", "finding", "first_contact", "times_reopened", "unit")
    return {name: getattr(ticket, name) for name in names} | {
        "holder": ticket.holder.name if ticket.holder else "",
        "events": [event.name for event in journal_queries.history_of(ticket)],
    }


def counts(cast: Cast) -> dict[str, int]:
    """The centre's figures of the last two days, this evening included."""
    day = clock.today(hand.moment) + timedelta(days=1)
    found = metrics_queries.figures(cast.manager, at=hand.moment, period=metrics_queries.period_until(day, days=2))
    return {"reported": found.reported, "hotline": found.hotline.now, "direct": found.direct.now,
            "first_contact": found.first_contact.part, "courtesy": found.courtesy}  # fmt: skip


def open_night(cast: Cast) -> dict[str, Any]:
    """Everybody of Sun's team has hours today and tomorrow but for one night; who can fill it, and what is open."""
    day = clock.today(hand.moment)
    midnight = datetime.combine(day, time(), timezone.get_default_timezone())
    team = [cast.people[key] for key in ("han", "zhao", "ding")]
    Shift.objects.filter(user__in=team, ends_at__gt=midnight).delete()
    for begins, hours in ((0, 22), (32, 14)):
        make_shift(cast.han, kind="day", starts_at=midnight + timedelta(hours=begins), hours=hours)
    territory_actions.bump("people")
    return open_hours() | {"person": cast.zhao.name}


def proved(cast: Cast) -> dict[str, Any]:
    """On Monday everybody of area 12 is covered: deputies, hours, a pair confirmed by both; and every plate hangs."""
    day = clock.today(hand.moment)
    monday = day + timedelta(days=7 - day.weekday())
    midnight = datetime.combine(monday, time(), timezone.get_default_timezone())
    for key, deputy in (("qiao", "ma"), ("ma", "qiao")):
        Posting.objects.filter(user=cast.people[key]).update(deputy=cast.people[deputy])
        make_shift(cast.people[key], kind="day", starts_at=midnight, hours=24)
    for key in ("han", "ding", "zhao"):
        make_shift(cast.people[key], kind="day", starts_at=midnight, hours=24)
    Pairing.objects.filter(power=cast.han).update(confirmed_by_power_on=day, confirmed_by_community_on=day)
    coverage_actions.make_plates(at=hand.moment)
    coverage_actions.adopt_plates(at=hand.moment)
    territory_actions.bump("people")
    return {"monday": monday.isoformat()}


def open_hours() -> dict[str, Any]:
    """How many power service areas have hours today that nobody answers."""
    found = statement_queries.open_hours(clock.today(hand.moment), areas=None)
    return {"open": sum(one.side == "power" for one in found)}


class Post:
    """A stand-in for the SMS service, and the channel that leads to it."""

    fake = HttpFake([SmsFake({"LTAI-demo": "sms-secret"}, signs={"市中供电"}, templates={"SMS_1"})], Ledger())

    def channel(self, cast: Cast) -> dict[str, int]:
        """The channel, and how many messages were taken."""
        if not self.fake.port:
            self.fake.up()
        known = {channel.name: channel.pk for channel in notices_queries.all_channels()}
        if SMS not in known:
            config = {"base_url": self.fake.url, "sign": "市中供电", "template": "SMS_1", "access_id": "LTAI-demo"}
            said = ChannelIn(name=SMS, config=config, secret={"access_secret": "sms-secret"})
            known[SMS] = notices_actions.make_channel(kind="sms", said=said, by=cast.admin, at=hand.moment).pk
        return {"channel": known[SMS], "taken": sum(row.taken for row in self.fake.ledger.rows)}

    def mood(self, mood: str) -> dict[str, str]:
        """How it answers from now on: "" or `silent`."""
        self.fake.mood = mood
        return {"mood": mood}


post = Post()


def calls(cast: Cast, count: int) -> dict[str, Any]:
    """So many callers of 建设路78号 have no electricity."""
    given = work_actions.Report(
        channel="direct_call", kind="no_power", building_id=cast.buildings["road78"].pk, phone="0531-000 44150"
    )
    many_like(work_actions.report_ticket(report=given, by=cast.zhou, at=hand.moment), count - 1)
    return {"building": cast.buildings["road78"].pk}


def work_once() -> None:
    """Run every job that is due, here and now."""
    from procrastinate.contrib.django import app

    connector: Any = app.connector
    with app.replace_connector(connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def side_door(cast: Cast, path: str) -> Any:
    """The answer of a side door."""
    name, _slash, rest = path.strip("/").partition("/")
    if name == "minutes":
        hand.moment += timedelta(minutes=int(rest))
        return {"now": hand.moment.isoformat()}
    if name == "jobs":
        work_once()
        return {}
    doors: dict[str, Callable[[], Any]] = {
        "ticket": lambda: facts(rest),
        "sms": lambda: post.channel(cast),
        "mood": lambda: post.mood(rest),
        "calls": lambda: calls(cast, int(rest)),
        "night": lambda: open_night(cast),
        "coverage": open_hours,
        "proved": lambda: proved(cast),
        "figures": lambda: counts(cast),
    }
    with cities_queries.inside("jinan"):
        return doors[name]()


class Quiet(WSGIRequestHandler):
    """Says nothing about requests."""

    def log_message(self, *_args: Any) -> None:
        """Nothing."""


def main(port: int) -> None:
    """Fill the city and serve until the process is ended."""
    media = Path(os.environ["TWINGRID_TEST_MEDIA"])
    settings.MEDIA_ROOT = str(media)
    # A copy, so that a build meanwhile takes nothing away from a walk under way.
    shutil.copytree(SHELL, media / "static", dirs_exist_ok=True)
    built.LIST = media / "static" / built.FOLDER / "built.json"
    settings.STATIC_ROOT, settings.WHITENOISE_USE_FINDERS = media / "static", False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # journeys sign in often
    clock.now = hand.now
    with cities_queries.inside("jinan"):
        cast = fill()
    from twingrid.project.wsgi import application

    def door(environ: dict[str, Any], start: Any) -> Any:
        environ["REMOTE_ADDR"] = environ.get("HTTP_X_JOURNEY_ADDRESS", "127.0.0.1")
        path = environ["PATH_INFO"]
        if not path.startswith("/journey/"):
            return application(environ, start)
        body = json.dumps(side_door(cast, path.removeprefix("/journey/")), default=str).encode()
        start("200 OK", [("Content-Type", "application/json")])
        return [body]

    server = ThreadedWSGIServer(("127.0.0.1", port), Quiet)
    server.set_app(door)
    print(f"ready {server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
