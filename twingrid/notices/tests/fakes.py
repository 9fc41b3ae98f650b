"""The stand-ins and the accounts that fit them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from twingrid.cli.fakes.ledger import Ledger
from twingrid.cli.fakes.mail import MailFake
from twingrid.cli.fakes.server import HttpFake
from twingrid.cli.fakes.vendors import DingTalkFake, FeishuFake, SmsFake, WebhookFake, WeComFake
from twingrid.kit.sealing import Sealed
from twingrid.notices.gateways.registry import GATEWAYS
from twingrid.notices.gateways.shapes import Account, Letter, Result
from twingrid.notices.tests.conftest import KINDS

SIGN = KINDS["sms"][0]["sign"]


def vendor(kind: str, **said: Any) -> Any:
    """The stand-in of a kind, knowing the keys of `KINDS`."""
    made = {
        "wecom": lambda: WeComFake({"wecom-key"}),
        "dingtalk": lambda: DingTalkFake({"ding-token": "SECding"}, **said),
        "feishu": lambda: FeishuFake({"feishu-hook": "feishu-sign"}, **said),
        "sms": lambda: SmsFake({"LTAI-demo": "sms-secret"}, signs={SIGN}, templates={"SMS_1"}),
        "webhook": lambda: WebhookFake({"in": "hook-sign"}, **said),
    }
    return made[kind]()


class Trial:
    """One kind against its stand-in."""

    def __init__(self, kind: str, fake: HttpFake | MailFake, ledger: Ledger) -> None:
        self.kind, self.fake, self.ledger = kind, fake, ledger

    @property
    def where(self) -> dict[str, str]:
        """What a channel has to say to reach the stand-in."""
        if self.kind == "mail":
            return {"host": "127.0.0.1", "port": str(self.fake.port)}
        if self.kind == "webhook":
            return {"url": f"http://127.0.0.1:{self.fake.port}/in/in"}
        return {"base_url": f"http://127.0.0.1:{self.fake.port}"}

    def send(self, text: str = "3号楼明天停电", *, address: str = "", **said: Any) -> Result:
        """Send one letter; `config`, `secret`, `timeout`, `loopback_only` of the account may be said otherwise."""
        config, secret = KINDS[self.kind]
        account = Account(
            config=config | self.where | said.pop("config", {}),
            secret={name: Sealed(value) for name, value in (secret | said.pop("secret", {})).items()},
            timeout=said.pop("timeout", 5),
            loopback_only=said.pop("loopback_only", True),
        )
        usual = {"sms": "13800001234", "mail": "wang@example.cn"}.get(self.kind, "")
        letter = Letter(key="key-1", text=text, address=Sealed(address or usual), **said)
        return GATEWAYS[self.kind].send(letter, account)


@contextmanager
def trial(kind: str, *, speed: float = 1.0, **said: Any) -> Iterator[Trial]:
    """A stand-in that listens; `speed` hastens its clock."""
    ledger = Ledger(speed=speed)
    fake = MailFake(ledger, **said).up() if kind == "mail" else HttpFake([vendor(kind, **said)], ledger).up()
    try:
        yield Trial(kind, fake, ledger)
    finally:
        fake.down()
