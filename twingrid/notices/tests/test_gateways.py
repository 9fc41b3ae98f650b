"""Every gateway against its stand-in: each documented success, error and limit, and each way a call can break."""

import logging
from typing import Any

import pytest

from twingrid.notices.gateways.registry import GATEWAYS
from twingrid.notices.gateways.shapes import Blame, Outcome, Result
from twingrid.notices.tests.fakes import trial

KINDS = list(GATEWAYS)
BY_HTTP = [kind for kind in KINDS if kind != "mail"]


def said(result: Result) -> tuple[str, str, str]:
    return result.outcome.value, result.code, result.blame.value


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_arrives_as_it_was_written(kind: str) -> None:
    text = "【停电通知】3号楼2单元 3月2日 8:00–12:00\n请提前做好准备 🙏 & <谢谢>"
    with trial(kind) as one:
        assert one.send(text).outcome is Outcome.SENT
        (taken,) = one.ledger.taken()
    assert taken.text == text


@pytest.mark.parametrize(
    ("kind", "change", "code", "blame"),
    [
        ("wecom", {"secret": {"key": "wrong"}}, "wecom.93000", "channel"),
        ("wecom", {"text": "停" * 683}, "wecom.40058", "letter"),
        ("wecom", {"text": ""}, "wecom.44004", "letter"),
        ("dingtalk", {"secret": {"token": "wrong"}}, "dingtalk.300001", "channel"),
        ("dingtalk", {"secret": {"sign_key": "wrong"}}, "dingtalk.310000", "channel"),
        ("dingtalk", {"text": ""}, "dingtalk.40035", "letter"),
        ("dingtalk", {"text": "停" * 6667}, "dingtalk.460101", "letter"),
        ("feishu", {"secret": {"hook": "wrong"}}, "feishu.19001", "channel"),
        ("feishu", {"secret": {"sign_key": "wrong"}}, "feishu.19021", "channel"),
        ("feishu", {"text": "停" * 7000}, "feishu.9499", "letter"),
        ("feishu", {"text": ""}, "feishu.19002", "letter"),
        ("sms", {"secret": {"access_secret": "wrong"}}, "sms.SignatureDoesNotMatch", "channel"),
        ("sms", {"config": {"access_id": "wrong"}}, "sms.InvalidAccessKeyId.NotFound", "channel"),
        ("sms", {"address": "12345"}, "sms.isv.MOBILE_NUMBER_ILLEGAL", "letter"),
        ("sms", {"config": {"sign": "wrong"}}, "sms.isv.SMS_SIGNATURE_ILLEGAL", "channel"),
        ("sms", {"config": {"template": "wrong"}}, "sms.isv.SMS_TEMPLATE_ILLEGAL", "letter"),
        ("sms", {"text": ""}, "sms.isv.TEMPLATE_MISSING_PARAMETERS", "letter"),
        ("sms", {"text": "停" * 500}, "sms.isv.PARAM_LENGTH_LIMIT", "letter"),
        ("webhook", {"secret": {"sign_key": "wrong"}}, "http.401", "channel"),
    ],
)
def test_a_refusal_says_why_and_whose_fault_it_is(kind: str, change: dict[str, Any], code: str, blame: str) -> None:
    with trial(kind) as one:
        assert said(one.send(**change)) == ("rejected", code, blame)
        assert one.ledger.taken() == []


def test_a_keyword_of_the_robot_is_put_before_the_text() -> None:
    for kind, code in (("dingtalk", "dingtalk.310000"), ("feishu", "feishu.19024")):
        with trial(kind, keyword="停电") as one:
            assert one.send("来电了").code == code
            assert one.send("来电了", config={"keyword": "停电"}).outcome is Outcome.SENT


def test_an_empty_sms_account_stops_the_channel() -> None:
    with trial("sms") as one:
        one.fake.vendors[0].money = 1  # type: ignore[union-attr]  # of the SMS stand-in
        assert one.send("停" * 64).outcome is Outcome.SENT
        assert said(one.send("停")) == ("rejected", "sms.isv.AMOUNT_NOT_ENOUGH", "channel")


@pytest.mark.parametrize(
    ("kind", "most", "code", "wait", "blame"),
    [
        ("wecom", 20, "wecom.45009", 60, Blame.CHANNEL),
        ("dingtalk", 20, "dingtalk.130101", 600, Blame.CHANNEL),
        ("feishu", 5, "feishu.11232", 60, Blame.CHANNEL),
        ("sms", 50, "sms.isv.BUSINESS_LIMIT_CONTROL", 86_400, Blame.ADDRESS),
        ("webhook", 600, "http.429", 30, Blame.CHANNEL),
        ("mail", 120, "mail.421", 60, Blame.CHANNEL),
    ],
)
def test_one_too_many_is_a_limit_and_says_how_long_to_wait(
    kind: str, most: int, code: str, wait: float, blame: Blame
) -> None:
    with trial(kind, speed=0.001 if kind in ("mail", "webhook", "feishu") else 1) as one:
        results = [one.send(f"第{n}条") for n in range(most + 1)]
    assert {result.outcome for result in results[:-1]} == {Outcome.SENT}
    last = results[-1]
    assert (last.outcome, last.code, last.retry_after, last.blame) == (Outcome.LIMITED, code, wait, blame)


@pytest.mark.parametrize("kind", KINDS)
def test_a_closed_port_is_surely_not_sent(kind: str) -> None:
    with trial(kind) as one:
        one.fake.down()
        assert said(one.send()) == ("not_sent", "net.refused", "channel")


@pytest.mark.parametrize("kind", KINDS)
def test_silence_after_the_text_is_unknown_though_it_was_taken(kind: str) -> None:
    with trial(kind) as one:
        one.fake.mood = "silent"
        assert one.send().outcome is Outcome.UNKNOWN
        assert len(one.ledger.taken()) == 1


@pytest.mark.parametrize("kind", BY_HTTP)
def test_an_answer_that_comes_too_late_is_unknown(kind: str) -> None:
    with trial(kind) as one:
        one.fake.mood, one.fake.pause = "slow", 0.4
        assert said(one.send(timeout=0.1)) == ("unknown", "net.timeout", "channel")


@pytest.mark.parametrize("kind", BY_HTTP)
@pytest.mark.parametrize(
    ("status", "outcome"),
    [(429, "limited"), (503, "limited"), (500, "unknown"), (502, "unknown"), (504, "unknown"), (404, "rejected")],
)
def test_a_status_of_the_way_is_told_apart(kind: str, status: int, outcome: str) -> None:
    with trial(kind) as one:
        one.fake.mood, one.fake.retry_after = status, "17"
        result = one.send()
    assert (result.outcome.value, result.code, result.blame) == (outcome, f"http.{status}", Blame.CHANNEL)
    assert result.retry_after == (17 if outcome == "limited" else None)


@pytest.mark.parametrize(
    ("boxes", "outcome", "code", "blame"),
    [
        ("refused", "rejected", "mail.550", "letter"),
        ("full", "limited", "mail.452", "address"),
        ("later", "limited", "mail.451", "address"),
    ],
)
def test_a_relay_speaks_of_the_box(boxes: str, outcome: str, code: str, blame: str) -> None:
    with trial("mail") as one:
        getattr(one.fake, boxes).add("wang@example.cn")
        assert said(one.send()) == (outcome, code, blame)


def test_a_busy_relay_and_a_mail_too_large() -> None:
    with trial("mail") as one:
        one.fake.largest = 300  # type: ignore[union-attr]  # of the relay
        assert said(one.send("停" * 400)) == ("rejected", "mail.552", "letter")
        one.fake.mood = "busy"
        assert said(one.send()) == ("limited", "mail.421", "channel")


def test_nobody_adds_headers_by_the_subject_of_a_mail() -> None:
    with trial("mail") as one:
        assert said(one.send(subject="停电\r\nBcc: all@example.cn")) == ("rejected", "mail.header", "letter")
        assert one.ledger.rows == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_demo_reaches_this_machine_only(kind: str) -> None:
    away = {"base_url": "https://example.com", "url": "https://example.com/in", "host": "mail.example.com"}
    with trial(kind) as one:
        assert one.send(config=away).code == "net.demo"


@pytest.mark.parametrize("kind", BY_HTTP)
def test_production_speaks_https_only(kind: str) -> None:
    away = {"base_url": "http://example.com", "url": "http://example.com/in"}
    with trial(kind) as one:
        assert one.send(config=away, loopback_only=False).code == "net.address"


@pytest.mark.parametrize("kind", KINDS)
def test_no_secret_and_no_address_is_shown_by_anything(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with trial(kind) as one:
        results = [one.send()]
        one.fake.down()
        results.append(one.send())
    shown = repr(results) + caplog.text
    for word in ("wecom-key", "ding-token", "SECding", "feishu-", "sms-secret", "hook-sign", "13800001234", "wang@"):
        assert word not in shown


def test_a_webhook_repeats_its_key_and_a_stand_in_keeps_the_repeat() -> None:
    with trial("webhook") as one:
        one.send()
        one.send()
        assert [row.key for row in one.ledger.taken()] == ["key-1", "key-1"]


def test_mentions_reach_the_robot(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, Any]] = []
    with trial("wecom") as one:
        answer = one.fake.answer
        monkeypatch.setattr(one.fake, "answer", lambda call: (seen.append(call.json()), answer(call))[1])
        one.send(extras={"mentions": ["@all"], "mention_phones": ["13800001234"]})
        one.send("**停电**", extras={"markdown": True})
    assert seen[0]["text"]["mentioned_list"] == ["@all"]
    assert seen[0]["text"]["mentioned_mobile_list"] == ["13800001234"]
    assert seen[1] == {"msgtype": "markdown", "markdown": {"content": "**停电**"}}
