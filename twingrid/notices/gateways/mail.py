"""Mail by SMTP (RFC 5321): what is answered after the text decides. 2xx is taken, 4xx later, 5xx never.

Before the final dot nothing is taken; a connection that breaks after it leaves open what happened.
"""

import smtplib
import socket
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import formatdate

from twingrid.notices.gateways import wire
from twingrid.notices.gateways.shapes import Account, Blame, Letter, Limits, Outcome, Result
from twingrid.notices.rules import lengths
from twingrid.notices.rules.pacing import Budget


class Mail:
    """Speaks to one relay as one sender."""

    limits = Limits(budgets=(Budget(120, 60),), bytes=100_000, needs_address=True)
    fields = ("host", "port", "sender")
    secrets: tuple[str, ...] = ()

    def length_of(self, text: str, config: Mapping[str, str]) -> int:
        """Bytes of UTF-8."""
        return lengths.octets(text)

    def send(self, letter: Letter, account: Account) -> Result:
        """Send one mail to one address; its Message-ID is made of our key."""
        host = account.config.get("host", "")
        if account.loopback_only and not wire.is_loopback(host):
            return Result(Outcome.NOT_SENT, code="net.demo", blame=Blame.CHANNEL)
        try:
            message = _message(letter, account)
        except ValueError:
            return Result(Outcome.REJECTED, code="mail.header")
        try:
            relay = _connected(host, account)
        except smtplib.SMTPAuthenticationError as answer:
            return Result(Outcome.REJECTED, code=f"mail.{answer.smtp_code}", blame=Blame.CHANNEL)
        except smtplib.SMTPResponseException as answer:
            return _answered(answer.smtp_code, stage="connect")
        except (OSError, smtplib.SMTPException, ValueError) as trouble:
            return Result(Outcome.NOT_SENT, code=f"net.{_why(trouble, before=True)}", blame=Blame.CHANNEL)
        try:
            return _conversation(relay, letter, account, message)
        finally:
            relay.close()


def _message(letter: Letter, account: Account) -> EmailMessage:
    message = EmailMessage()
    message["From"] = account.config.get("sender", "")
    message["To"] = letter.address.reveal()
    message["Subject"] = letter.subject or letter.text.splitlines()[0][:60] if letter.text else letter.subject
    message["Date"] = formatdate()
    domain = account.config.get("sender", "").rpartition("@")[2].strip("<> ") or "twingrid"
    message["Message-ID"] = f"<{letter.key}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if stop := str(letter.extras.get("stop_url", "")):
        message["List-Unsubscribe"] = f"<{stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text)
    return message


def _connected(host: str, account: Account) -> smtplib.SMTP:
    port, secure = int(account.config.get("port") or 25), account.config.get("security", "")
    if secure == "tls":
        relay: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, timeout=account.timeout, context=ssl.create_default_context()
        )
    else:
        relay = smtplib.SMTP(host, port, timeout=account.timeout)
    if secure == "starttls":
        relay.starttls(context=ssl.create_default_context())
    if user := account.config.get("user", ""):
        relay.login(user, account.hidden("password"))
    return relay


def _conversation(relay: smtplib.SMTP, letter: Letter, account: Account, message: EmailMessage) -> Result:
    """MAIL, RCPT and DATA by hand: what is answered where decides what became of the letter."""
    try:
        relay.ehlo_or_helo_if_needed()
        for command, blame in (("mail", Blame.CHANNEL), ("rcpt", Blame.LETTER)):
            address = account.config.get("sender", "") if command == "mail" else letter.address.reveal()
            code, _said = relay.mail(smtplib.quoteaddr(address)[1:-1]) if command == "mail" else relay.rcpt(address)
            if code >= 400:
                return _answered(code, stage=command, blame=blame)
    except (OSError, smtplib.SMTPException, UnicodeError) as trouble:
        return Result(Outcome.NOT_SENT, code=f"net.{_why(trouble, before=True)}", blame=Blame.CHANNEL)
    try:
        code, said = relay.data(message.as_bytes())
    except smtplib.SMTPDataError as answer:
        return _answered(answer.smtp_code, stage="data")
    except (OSError, smtplib.SMTPException) as trouble:
        return Result(Outcome.UNKNOWN, code=f"net.{_why(trouble)}", blame=Blame.CHANNEL)
    if code >= 400:
        return _answered(code, stage="data")
    return Result(Outcome.SENT, vendor_id=said.decode("ascii", "replace")[:80])


def _answered(code: int, *, stage: str, blame: Blame = Blame.LETTER) -> Result:
    """4xx: later (421, 450 and 451 at the door are the relay's, at RCPT the mailbox's); 5xx: never."""
    if code >= 500:
        return Result(Outcome.REJECTED, code=f"mail.{code}", blame=Blame.CHANNEL if stage == "connect" else blame)
    if code == 421 or stage == "connect":
        return Result(Outcome.LIMITED, code=f"mail.{code}", retry_after=60, blame=Blame.CHANNEL)
    return Result(Outcome.LIMITED, code=f"mail.{code}", retry_after=300, blame=Blame.ADDRESS)


def _why(trouble: Exception, *, before: bool = False) -> str:
    """A word for what broke; `before` anything was handed over."""
    if isinstance(trouble, TimeoutError):
        return "slow" if before else "timeout"
    if isinstance(trouble, socket.gaierror):
        return "name"
    if isinstance(trouble, ssl.SSLError):
        return "certificate"
    return "refused" if before else "broken"
