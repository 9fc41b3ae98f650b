"""The channels of a storm, their stand-ins, and what is sent by them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from twingrid.cli.fakes.ledger import Ledger
from twingrid.cli.fakes.mail import MailFake
from twingrid.cli.fakes.server import HttpFake
from twingrid.cli.fakes.vendors import DingTalkFake, FeishuFake, SmsFake, WebhookFake, WeComFake
from twingrid.notices import actions as notices_actions
from twingrid.notices.actions import Message
from twingrid.notices.actions.channels import ChannelIn

# Kind: how many channels, and their share of the deliveries in percent.
SHARES = {
    "wecom": (10, 20),
    "dingtalk": (6, 9),
    "feishu": (6, 21),
    "mail": (2, 10),
    "sms": (2, 25),
    "webhook": (2, 15),
}
SIGN = "市中供电"


@dataclass(frozen=True)
class Stands:
    """Every stand-in by kind, and what they received together."""

    ledger: Ledger
    by_kind: dict[str, HttpFake | MailFake]


def stand_up(speed: float) -> Stands:
    """Start a stand-in for each kind, on a port of its own, so that one can go down alone."""
    ledger = Ledger(speed=speed)
    names = {kind: [f"{kind}-{n}" for n in range(count)] for kind, (count, _share) in SHARES.items()}
    http = {
        "wecom": WeComFake(set(names["wecom"])),
        "dingtalk": DingTalkFake(dict.fromkeys(names["dingtalk"], "SECret")),
        "feishu": FeishuFake(dict.fromkeys(names["feishu"], "sign")),
        "sms": SmsFake(dict.fromkeys(names["sms"], "secret"), signs={SIGN}, templates={"SMS_1"}),
        "webhook": WebhookFake(dict.fromkeys(names["webhook"], "key")),
    }
    stands: dict[str, HttpFake | MailFake] = {kind: HttpFake([fake], ledger).up() for kind, fake in http.items()}
    stands["mail"] = MailFake(ledger, per_minute=120 * SHARES["mail"][0]).up()
    return Stands(ledger, stands)


def make(stands: Stands, at: datetime) -> dict[str, list[int]]:
    """The channels in the present city: kind → their numbers."""
    made: dict[str, list[int]] = {}
    for kind, (count, _share) in SHARES.items():
        port = stands.by_kind[kind].port
        here = f"http://127.0.0.1:{port}"
        for n in range(count):
            name = f"{kind}-{n}"
            config, secret = {
                "wecom": ({"base_url": here}, {"key": name}),
                "dingtalk": ({"base_url": here}, {"token": name, "sign_key": "SECret"}),
                "feishu": ({"base_url": here}, {"hook": name, "sign_key": "sign"}),
                "mail": ({"host": "127.0.0.1", "port": str(port), "sender": "grid@twingrid.example"}, {}),
                "sms": (
                    {"base_url": here, "sign": SIGN, "template": "SMS_1", "access_id": name},
                    {"access_secret": "secret"},
                ),
                "webhook": ({"url": f"{here}/in/{name}"}, {"sign_key": "key"}),
            }[kind]
            said = ChannelIn(name=name, config=config, secret=secret, per_person_a_day=100)
            channel = notices_actions.make_channel(kind=kind, said=said, by=None, at=at)
            made.setdefault(kind, []).append(channel.pk)
    return made


def messages(channels: dict[str, list[int]], total: int) -> Iterator[Message]:
    """`total` messages; fifty go to one number, the most that a day allows."""
    number = 0
    for kind, (_count, share) in SHARES.items():
        for n in range(total * share // 100):
            number += 1
            address = {"sms": f"130{0 if n < 50 else n:08d}", "mail": f"box{n}@twingrid.example"}.get(kind, "")
            yield Message(
                channel_id=channels[kind][0 if n < 50 else n % len(channels[kind])],
                purpose="notice",
                text=f"[{number}] 3号楼2单元明天8:00至12:00计划停电，请提前准备。",
                dedupe_key=f"storm:{number}",
                address=address,
            )
