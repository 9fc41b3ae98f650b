"""SMS by Alibaba Cloud (SendSms, version 2017-05-25, signed as RPC requests are: HMAC-SHA1 over sorted parameters).

https://help.aliyun.com/zh/sms/ (44335 for lengths and limits). The text that is delivered is the template's with its
values, after 【sign】; ours is what the template makes of them, so that its length can be told beforehand. A notice
goes to one number at most 50 times a day by one sign and template.
"""

import base64
import hashlib
import hmac
import time as clocks
from collections.abc import Mapping
from datetime import time
from urllib.parse import quote, urlencode

from twingrid.notices.gateways import wire
from twingrid.notices.gateways.shapes import Account, Blame, Letter, Limits, Outcome, Result
from twingrid.notices.rules import lengths
from twingrid.notices.rules.pacing import Budget

BASE = "https://dysmsapi.aliyuncs.com"
_HOUR, _DAY = 3600.0, 86_400.0
# Whose fault a refusal is; what is not listed is the letter's.
CHANNEL_CODES = {
    "isv.OUT_OF_SERVICE",
    "isv.AMOUNT_NOT_ENOUGH",
    "isv.ACCOUNT_NOT_EXISTS",
    "isv.ACCOUNT_ABNORMAL",
    "isv.SMS_SIGNATURE_ILLEGAL",
    "isv.SMS_SIGN_ILLEGAL",
    "isp.RAM_PERMISSION_DENY",
    "InvalidAccessKeyId.NotFound",
    "SignatureDoesNotMatch",
    "InvalidTimeStamp.Expired",
}
BUSY_CODES = {"isp.SYSTEM_ERROR", "ServiceUnavailable", "InternalError"}


def signature(secret: str, parameters: Mapping[str, str], *, method: str = "POST") -> str:
    """The signature of sorted parameters, as Alibaba Cloud documents it for RPC requests."""
    query = "&".join(f"{_encoded(name)}={_encoded(value)}" for name, value in sorted(parameters.items()))
    text = f"{method}&{_encoded('/')}&{_encoded(query)}"
    return base64.b64encode(hmac.new(f"{secret}&".encode(), text.encode(), hashlib.sha1).digest()).decode()


def _encoded(text: str) -> str:
    return quote(text, safe="-_.~")


class Sms:
    """Speaks to one account by one sign."""

    limits = Limits(
        budgets=(Budget(50, _DAY, per_address=True), Budget(600, 60)),
        characters=lengths.SMS_MOST,
        quiet=(time(21), time(8)),
        needs_address=True,
    )
    fields = ("sign", "template", "access_id")
    secrets = ("access_secret",)

    def length_of(self, text: str, config: Mapping[str, str]) -> int:
        """Characters with the signature."""
        return lengths.characters(lengths.signed(text, config.get("sign", "")))

    def send(self, letter: Letter, account: Account) -> Result:
        """Send to one number. `template` and `values` of the letter win over the channel's; else the text is the one
        value `content` of the channel's template."""
        values = letter.extras.get("values")
        parameters = {
            "AccessKeyId": account.config.get("access_id", ""),
            "Action": "SendSms",
            "Format": "JSON",
            "OutId": letter.key,
            "PhoneNumbers": letter.address.reveal(),
            "RegionId": "cn-hangzhou",
            "SignName": account.config.get("sign", ""),
            "SignatureMethod": "HMAC-SHA1",
            "SignatureNonce": hashlib.sha256(f"{letter.key}{clocks.time_ns()}".encode()).hexdigest()[:32],
            "SignatureVersion": "1.0",
            "TemplateCode": str(letter.extras.get("template") or account.config.get("template", "")),
            "TemplateParam": wire.json_bytes(values if values else {"content": letter.text}).decode(),
            "Timestamp": clocks.strftime("%Y-%m-%dT%H:%M:%SZ", clocks.gmtime()),
            "Version": "2017-05-25",
        }
        parameters["Signature"] = signature(account.hidden("access_secret"), parameters)
        url = f"{(account.config.get('base_url') or BASE).rstrip('/')}/"
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = wire.call(url, urlencode(parameters).encode(), headers, account)
        return answer if isinstance(answer, Result) else _read(answer)


def _read(answer: wire.Answer) -> Result:
    code = str(answer.body.get("Code", ""))
    if code == "OK":
        return Result(Outcome.SENT, vendor_id=str(answer.body.get("BizId", ""))[:80])
    if not code:
        return wire.refused(answer) if answer.status >= 300 else Result(Outcome.UNKNOWN, code="sms.unreadable")
    shown = f"sms.{code}"[:60]
    if code == "isv.BUSINESS_LIMIT_CONTROL":
        by_day = "天级" in str(answer.body.get("Message", ""))
        return Result(Outcome.LIMITED, shown, retry_after=_DAY if by_day else _HOUR, blame=Blame.ADDRESS)
    if code.startswith("Throttling"):
        return Result(Outcome.LIMITED, shown, retry_after=60, blame=Blame.CHANNEL)
    if code in BUSY_CODES:
        return Result(Outcome.NOT_SENT, shown, blame=Blame.CHANNEL)
    return Result(Outcome.REJECTED, shown, blame=Blame.CHANNEL if code in CHANNEL_CODES else Blame.LETTER)
