"""The stand-ins of a demo: they listen beside the site, every demo city has a channel of each kind to them, and what
they receive is written down for the demo's outbox."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils import translation
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.cli.fakes.ledger import Ledger
from twingrid.cli.fakes.mail import MailFake
from twingrid.cli.fakes.outbox import Outbox
from twingrid.cli.fakes.server import HttpFake
from twingrid.cli.fakes.vendors import DingTalkFake, FeishuFake, SmsFake, Vendor, WebhookFake, WeComFake
from twingrid.kit import clock, sealing
from twingrid.notices import actions as notices_actions
from twingrid.notices import queries as notices_queries
from twingrid.notices.actions import founding
from twingrid.notices.actions.channels import ChannelIn
from twingrid.notices.choices import ChannelKind

TEMPLATE, SECRET = "SMS_DEMO", "demo-only"
Fake = TypeVar("Fake", HttpFake, MailFake)
_ROWS = 1_000  # calls that the stand-ins remember


@dataclass(frozen=True)
class Stands:
    """The stand-ins that listen, and the cities they know."""

    http: HttpFake
    mail: MailFake
    schemas: tuple[str, ...]

    def down(self) -> None:
        """Stop listening."""
        self.http.down()
        self.mail.down()


def stand_up(schemas: Sequence[str], *, port: int) -> Stands:
    """Let them listen on `port` and the next one, or on free ones where those are taken."""
    accounts = {account(schema): schema for schema in schemas}
    box = Outbox(accounts | {_sender(known_as): schema for known_as, schema in accounts.items()})
    ledger = Ledger(tell=box.write, most=_ROWS)
    vendors: list[Vendor] = [
        WeComFake(set(accounts)),
        DingTalkFake(dict.fromkeys(accounts, SECRET)),
        FeishuFake(dict.fromkeys(accounts, SECRET)),
        SmsFake(dict.fromkeys(accounts, SECRET), signs={sign()}, templates={TEMPLATE}),
        WebhookFake(dict.fromkeys(accounts, SECRET)),
    ]
    return Stands(
        _listening(HttpFake(vendors, ledger, port=port)),
        _listening(MailFake(ledger, port=min(port + 1, 65_535), per_minute=120 * max(len(accounts), 1))),
        tuple(schemas),
    )


def _listening(fake: Fake) -> Fake:
    try:
        fake.up()
    except OSError:
        fake.port = 0
        fake.up()
    return fake


def sign() -> str:
    """The sign before each SMS."""
    with translation.override("zh-hans"):
        return _("Power demo")


def account(schema: str) -> str:
    """The name under which the stand-ins know a city."""
    return f"{schema}-demo"


def connect(stands: Stands) -> int:
    """See to it that each demo city has a channel of every kind to the stand-ins, where they listen now; how many were
    made or changed. What people changed besides is left as it is."""
    changed = 0
    for schema in stands.schemas:
        with cities_queries.inside(schema), translation.override("zh-hans"):
            there = notices_queries.all_channels()
            for kind in ChannelKind.values:
                changed += _connect(kind, account(schema), stands, there)
            founding.give_robots()
    return changed


def _connect(kind: str, known_as: str, stands: Stands, there: Sequence[Any]) -> bool:
    name = _("Demo: {kind}").format(kind=ChannelKind(kind).label)
    where, config, secret = _entry(kind, known_as, stands)
    ours = [one for one in there if one.kind == kind and (one.name == name or _holds(one, known_as))]
    if not ours:
        said = ChannelIn(name=name, config={**where, **config}, secret=secret)
        notices_actions.make_channel(kind=kind, said=said, by=None, at=clock.now())
        return True
    channel = ours[0]
    if all(channel.config.get(key) == value for key, value in where.items()):
        return False
    said = ChannelIn(
        name=channel.name,
        config={**channel.config, **where},
        per_minute=channel.per_minute,
        quiet_from=channel.quiet_from,
        quiet_to=channel.quiet_to,
        per_person_a_day=channel.per_person_a_day,
    )
    notices_actions.change_channel(channel_id=channel.pk, said=said, by=None, at=clock.now())
    return True


def _entry(kind: str, known_as: str, stands: Stands) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Where the stand-in of a kind listens, what else is seen of its channel, and its secret."""
    here = {"base_url": stands.http.url}
    entries: dict[str, tuple[dict[str, str], dict[str, str], dict[str, str]]] = {
        "wecom": (here, {}, {"key": known_as}),
        "dingtalk": (here, {}, {"token": known_as, "sign_key": SECRET}),
        "feishu": (here, {}, {"hook": known_as, "sign_key": SECRET}),
        "mail": ({"host": "127.0.0.1", "port": str(stands.mail.port)}, {"sender": _sender(known_as)}, {}),
        "sms": (here, {"sign": sign(), "template": TEMPLATE, "access_id": known_as}, {"access_secret": SECRET}),
        "webhook": ({"url": f"{stands.http.url}/in/{known_as}"}, {}, {"sign_key": SECRET}),
    }
    return entries[kind]


def _sender(known_as: str) -> str:
    return f"grid@{known_as}.example"


def _holds(channel: Any, known_as: str) -> bool:
    """Whether a channel speaks under the city's name, however it is called now."""
    seen = set(channel.config.values())
    with suppress(sealing.CannotOpen):
        seen |= {one.reveal() for one in notices_queries.secret_of(channel).values()}
    return bool(seen & {known_as, _sender(known_as)}) or str(channel.config.get("url", "")).endswith(f"/in/{known_as}")
