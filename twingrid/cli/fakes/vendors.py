"""The vendors' rules, as they document them: what is checked, in which order, and what is answered."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote

from twingrid.cli.fakes.ledger import Ledger, Received, Window
from twingrid.notices.gateways import sms as sms_gateway
from twingrid.notices.rules import lengths

_HOUR, _DAY = 3600.0, 86_400.0


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it came."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        """The body as an object; {} for anything else."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered."""

    body: Mapping[str, Any]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Vendor(Protocol):
    """One stand-in."""

    def answers(self, path: str) -> bool:
        """Whether this is its address."""

    def take(self, call: Call, ledger: Ledger) -> Reply:
        """Judge a call, write it down, answer."""


class WeComFake:
    """Group robots: 20 a minute for each key, 2,048 bytes of text."""

    def __init__(self, keys: set[str]) -> None:
        self.keys, self.minute = keys, Window(20, 60)

    def answers(self, path: str) -> bool:
        """The robot's address."""
        return path == "/cgi-bin/webhook/send"

    def take(self, call: Call, ledger: Ledger) -> Reply:
        """Key, kind, text, length, frequency."""
        key, body = call.query.get("key", ""), call.json()
        kind = str(body.get("msgtype", ""))
        text = str((body.get(kind) or {}).get("content", "")) if kind in ("text", "markdown") else ""
        code, said = self._judge(key, kind, text, ledger)
        ledger.note(Received("wecom", key, str(code), code == 0, text, at=ledger.now()))
        return Reply({"errcode": code, "errmsg": said})

    def _judge(self, key: str, kind: str, text: str, ledger: Ledger) -> tuple[int, str]:
        if key not in self.keys:
            return 93000, "invalid webhook url"
        if kind not in ("text", "markdown"):
            return 40008, "invalid message type"
        if not text:
            return 44004, "empty content"
        if lengths.octets(text) > 2048:
            return 40058, f"{kind}.content exceed max length 2048"
        with ledger.lock:
            return (0, "ok") if self.minute.allows(key, ledger.now()) else (45009, "api freq out of limit")


class DingTalkFake:
    """Group robots: 20 a minute, then shut for ten minutes; 20,000 bytes; signature (within an hour) or keyword."""

    def __init__(self, tokens: Mapping[str, str], *, keyword: str = "") -> None:
        self.tokens, self.keyword = tokens, keyword
        self.minute, self.shut_until = Window(20, 60), dict[str, float]()

    def answers(self, path: str) -> bool:
        """The robot's address."""
        return path == "/robot/send"

    def take(self, call: Call, ledger: Ledger) -> Reply:
        """Token, signature, keyword, kind, frequency."""
        token, body = call.query.get("access_token", ""), call.json()
        kind = str(body.get("msgtype", ""))
        inside = body.get(kind) or {}
        text = str(inside.get("content" if kind == "text" else "text", ""))
        code, said = self._judge(call, token, kind, text, ledger)
        ledger.note(Received("dingtalk", token, str(code), code == 0, text, at=ledger.now()))
        return Reply({"errcode": code, "errmsg": said})

    def _judge(self, call: Call, token: str, kind: str, text: str, ledger: Ledger) -> tuple[int, str]:
        key = self.tokens.get(token, "")
        checks = (
            (token in self.tokens, 300001, "token is not exist"),
            (not key or _signed_as_dingtalk(key, call.query), 310000, "sign not match"),
            (not self.keyword or self.keyword in text, 310000, "keywords not in content"),
            (kind in ("text", "markdown"), 400105, "unsupported msgtype"),
            (text != "", 40035, "content is required"),
            (lengths.octets(text) <= 20_000, 460101, "message too long, exceed 20000 bytes"),
        )
        for fine, code, said in checks:
            if not fine:
                return code, said
        with ledger.lock:
            now = ledger.now()
            if self.shut_until.get(token, 0) > now:
                return 130101, "send too fast"
            if not self.minute.allows(token, now):
                self.shut_until[token] = now + 600
                return 130101, "send too fast, exceed 20 times per minute"
        return 0, "ok"


def _signed_as_dingtalk(key: str, query: Mapping[str, str]) -> bool:
    moment = query.get("timestamp", "")
    digest = hmac.new(key.encode(), f"{moment}\n{key}".encode(), hashlib.sha256).digest()
    fresh = moment.isdigit() and abs(int(moment) / 1000 - time.time()) < _HOUR
    return fresh and hmac.compare_digest(base64.b64encode(digest).decode(), query.get("sign", ""))


class FeishuFake:
    """Group robots: 5 a second and 100 a minute, 20 KB; signature (within an hour) or keyword."""

    def __init__(self, hooks: Mapping[str, str], *, keyword: str = "") -> None:
        self.hooks, self.keyword = hooks, keyword
        self.second, self.minute = Window(5, 1), Window(100, 60)

    def answers(self, path: str) -> bool:
        """The robot's address."""
        return path.startswith("/open-apis/bot/v2/hook/")

    def take(self, call: Call, ledger: Ledger) -> Reply:
        """Hook, size, signature, kind, keyword, frequency."""
        hook, body = unquote(call.path.rpartition("/")[2]), call.json()
        text = _feishu_text(body)
        code, said = self._judge(call, hook, body, text, ledger)
        ledger.note(Received("feishu", hook, str(code), code == 0, text, at=ledger.now()))
        return Reply({"code": code, "msg": said, "data": {}})

    def _judge(self, call: Call, hook: str, body: dict[str, Any], text: str, ledger: Ledger) -> tuple[int, str]:
        if hook not in self.hooks:
            return 19001, "param invalid: incoming webhook access token invalid"
        if len(call.body) > 20 * 1024 or not body:
            return 9499, "Bad Request"
        key = self.hooks[hook]
        if key and not _signed_as_feishu(key, body):
            return 19021, "sign match fail or timestamp is not within one hour from current time"
        if body.get("msg_type") not in ("text", "post") or not text:
            return 19002, "params error, msg_type need"
        if self.keyword and self.keyword not in text:
            return 19024, "Key Words Not Found"
        with ledger.lock:
            now = ledger.now()
            allowed = self.second.allows(hook, now) and self.minute.allows(hook, now)
        return (0, "success") if allowed else (11232, "frequency limited")


def _feishu_text(body: dict[str, Any]) -> str:
    content = body.get("content") or {}
    if body.get("msg_type") == "post":
        post = (content.get("post") or {}).get("zh_cn") or {}
        return "\n".join("".join(str(one.get("text", "")) for one in line) for line in post.get("content", []))
    return str(content.get("text", ""))


def _signed_as_feishu(key: str, body: Mapping[str, Any]) -> bool:
    moment = str(body.get("timestamp", ""))
    digest = hmac.new(f"{moment}\n{key}".encode(), b"", hashlib.sha256).digest()
    fresh = moment.isdigit() and abs(int(moment) - time.time()) < _HOUR
    return fresh and hmac.compare_digest(base64.b64encode(digest).decode(), str(body.get("sign", "")))


class SmsFake:
    """Alibaba Cloud's SendSms: signed request, known sign and template, 50 a day by number, sign and template."""

    def __init__(self, accounts: Mapping[str, str], *, signs: set[str], templates: set[str]) -> None:
        self.accounts, self.signs, self.templates = accounts, signs, templates
        self.day, self.nonces, self.money = Window(50, _DAY), set[str](), 1_000_000

    def answers(self, path: str) -> bool:
        """The one address of the service."""
        return path == "/"

    def take(self, call: Call, ledger: Ledger) -> Reply:
        """Signature, number, sign, template, length, money, the day's limit."""
        said = {name: values[0] for name, values in parse_qs(call.body.decode()).items()}
        number, text = said.get("PhoneNumbers", ""), _template_text(said)
        status, code, words = self._judge(said, number, text, ledger)
        account = said.get("AccessKeyId", "")
        ledger.note(Received("sms", account, code, code == "OK", text, number, said.get("OutId", ""), at=ledger.now()))
        body = {"Code": code, "Message": words, "RequestId": hashlib.sha256(call.body).hexdigest()[:32]}
        return Reply(body | ({"BizId": body["RequestId"][:20]} if code == "OK" else {}), status)

    def _judge(self, said: Mapping[str, str], number: str, text: str, ledger: Ledger) -> tuple[int, str, str]:
        if trouble := self._signature(said, ledger):
            return 400, *trouble
        length = lengths.characters(lengths.signed(text, said.get("SignName", "")))
        checks = (
            (number.isdigit() and len(number) == 11 and number[0] == "1", "isv.MOBILE_NUMBER_ILLEGAL"),
            (said.get("SignName") in self.signs, "isv.SMS_SIGNATURE_ILLEGAL"),
            (said.get("TemplateCode") in self.templates, "isv.SMS_TEMPLATE_ILLEGAL"),
            (text != "", "isv.TEMPLATE_MISSING_PARAMETERS"),
            (length <= lengths.SMS_MOST, "isv.PARAM_LENGTH_LIMIT"),
            (self.money >= lengths.sms_parts(text, sign=said.get("SignName", "")), "isv.AMOUNT_NOT_ENOUGH"),
        )
        for fine, code in checks:
            if not fine:
                return 200, code, code
        with ledger.lock:
            if not self.day.allows(f"{number}|{said['SignName']}|{said['TemplateCode']}", ledger.now()):
                return 200, "isv.BUSINESS_LIMIT_CONTROL", "\u89e6\u53d1\u5929\u7ea7\u6d41\u63a7Permits:50"
            self.money -= lengths.sms_parts(text, sign=said["SignName"])
        return 200, "OK", "OK"

    def _signature(self, said: Mapping[str, str], ledger: Ledger) -> tuple[str, str] | None:
        secret = self.accounts.get(said.get("AccessKeyId", ""))
        if secret is None:
            return "InvalidAccessKeyId.NotFound", "Specified access key is not found."
        unsigned = {name: value for name, value in said.items() if name != "Signature"}
        if not hmac.compare_digest(sms_gateway.signature(secret, unsigned), said.get("Signature", "")):
            return "SignatureDoesNotMatch", "Specified signature is not matched with our calculation."
        with ledger.lock:
            if said.get("SignatureNonce", "") in self.nonces:
                return "SignatureNonceUsed", "Specified signature nonce was used already."
            self.nonces.add(said.get("SignatureNonce", ""))
        return None


def _template_text(said: Mapping[str, str]) -> str:
    try:
        values = json.loads(said.get("TemplateParam", "{}"))
    except ValueError:
        return ""
    return "".join(str(value) for value in values.values()) if isinstance(values, dict) else ""


class WebhookFake:
    """A receiver that checks signature and age, and keeps every repeat, so that a repeat can be seen."""

    def __init__(self, keys: Mapping[str, str], *, per_minute: int = 600) -> None:
        self.keys, self.minute = keys, Window(per_minute, 60)

    def answers(self, path: str) -> bool:
        """`/in/NAME`."""
        return path.startswith("/in/")

    def take(self, call: Call, ledger: Ledger) -> Reply:
        """Signature, age, key, frequency."""
        name, body = call.path.rpartition("/")[2], call.json()
        status, headers = self._judge(name, call, ledger)
        key = call.headers.get("idempotency-key", "")
        taken = status == 200
        ledger.note(Received("webhook", name, str(status), taken, str(body.get("text", "")), "", key, at=ledger.now()))
        return Reply({"id": key[:12]} if taken else {}, status, headers)

    def _judge(self, name: str, call: Call, ledger: Ledger) -> tuple[int, dict[str, str]]:
        if name not in self.keys:
            return 404, {}
        moment = call.headers.get("x-twingrid-timestamp", "")
        digest = hmac.new(self.keys[name].encode(), moment.encode() + b"." + call.body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(f"sha256={digest}", call.headers.get("x-twingrid-signature", "")):
            return 401, {}
        if not moment.isdigit() or abs(int(moment) - time.time()) > 300:
            return 401, {}
        if not call.headers.get("idempotency-key"):
            return 400, {}
        with ledger.lock:
            return (200, {}) if self.minute.allows(name, ledger.now()) else (429, {"Retry-After": "30"})
