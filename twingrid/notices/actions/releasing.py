"""A notice on its way out: to a second person, approved, published, cancelled, over."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.notices.actions.noticing import lock, note, take_move
from twingrid.notices.actions.posting import drop_waiting, hang_out, raise_calls, recall
from twingrid.notices.composing import OF_OUTAGES, AcceptedWhat
from twingrid.notices.models import Accepted, Edition, Notice
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.notices.queries import composing as composing_queries
from twingrid.notices.queries import texts
from twingrid.notices.rules.wording import Use
from twingrid.notices.states import NoticeState
from twingrid.outages.states import OutageState
from twingrid.people.models import User

SOONEST = timedelta(minutes=1)


@transaction.atomic
def submit_notice(*, number: str, by: User, at: datetime) -> Notice:
    """Show the notice to a second person."""
    notice = lock(number, May.NOTICE_WRITE, by=by, at=at)
    if notice.state == NoticeState.SUBMITTED:
        return notice
    take_move(notice, "submit")
    notice.save(update_fields=("state",))
    note("submitted", notice, by=by, at=at)
    return notice


@transaction.atomic
def send_back_notice(*, number: str, by: User, at: datetime) -> Notice:
    """Back to its author: something has to be changed. What was accepted stays accepted for the same gap only."""
    notice = lock(number, May.NOTICE_APPROVE, by=by, at=at)
    if notice.state == NoticeState.DRAFT:
        return notice
    take_move(notice, "send_back")
    notice.save(update_fields=("state",))
    waiting = Edition.objects.filter(notice=notice, published_at__isnull=True)
    waiting.update(approved_by=None, approved_at=None)
    note("sent_back", notice, by=by, at=at)
    return notice


@transaction.atomic
def approve_notice(*, number: str, by: User, at: datetime) -> Notice:
    """A second person has read the text and the list of homes. Raises `NotAllowed` for its author."""
    notice = lock(number, May.NOTICE_APPROVE, by=by, at=at)
    if notice.state == NoticeState.APPROVED:
        return notice
    take_move(notice, "approve")
    edition = waiting_edition(notice)
    if edition.made_by_id == by.pk:
        raise NotAllowed(_("Somebody else reads what you wrote. Ask a colleague to approve it."))
    edition.approved_by, edition.approved_at = by, at
    edition.save(update_fields=("approved_by", "approved_at"))
    notice.save(update_fields=("state",))
    note("approved", notice, by=by, at=at)
    return notice


@transaction.atomic
def accept_gap(*, number: str, what: str, reason: str, by: User, at: datetime) -> Accepted:
    """Take upon oneself, by name, that some homes are reached by nobody, or that the time before is too short.

    Holds for exactly the gap that is shown: another home, and it is asked again.
    """
    notice = lock(number, May.NOTICE_ACCEPT, by=by, at=at)
    if what not in AcceptedWhat.values:
        raise BadInput(_("Choose what you take upon yourself."), field="what")
    if len(reason.strip()) < 2:
        raise BadInput(_("Write the reason: it stands beside your name."), field="reason")
    obstacle = next((one for one in obstacles(notice, at=at) if one.what == what), None)
    if obstacle is None:
        raise Refused(_("There is nothing to accept any more. Look at the notice again."))
    row, made = Accepted.objects.get_or_create(
        notice=notice,
        what=what,
        digest=obstacle.digest,
        defaults={
            "homes": obstacle.homes,
            "customers": obstacle.customers,
            "reason": reason.strip()[:200],
            "by": by,
            "at": at,
        },
    )
    if made:
        note("gap_accepted", notice, by=by, at=at, facts={"what": what, "homes": obstacle.homes})
    return row


@transaction.atomic
def publish_notice(*, number: str, by: User | None, at: datetime) -> Notice:
    """Let it out: now, or at its time (`publish_at`). Refused until every gap and short time is closed or accepted.

    A group with a robot gets a delivery, every other group a text on somebody's list; important users get a task for a
    person's call. A later edition reaches everybody that an earlier one reached. Safe to repeat.
    """
    notice = lock(number, May.NOTICE_APPROVE, by=by, at=at)
    if notice.state == NoticeState.PUBLISHED:
        return notice
    _still_true(notice)
    left = [one for one in obstacles(notice, at=at) if not one.accepted]
    if left and notice.state == NoticeState.APPROVED:
        raise Refused(" ".join(one.sentence for one in left))
    if notice.publish_at is not None and notice.publish_at > at + SOONEST and by is not None:
        if notice.state != NoticeState.APPROVED:
            take_move(notice, "publish")
        note("scheduled", notice, by=by, at=at, facts={"publish_at": notice.publish_at.isoformat()})
        return notice
    take_move(notice, "publish")
    edition = waiting_edition(notice)
    _let_out(notice, edition, at=at)
    notice.published_at = notice.published_at or at
    notice.save(update_fields=("state", "published_at"))
    raise_calls(notice, at=at)
    note("published", notice, by=by, at=at, facts={"edition": edition.pk, "use": edition.use})
    return notice


@transaction.atomic
def cancel_notice(*, number: str, why: str, by: User, at: datetime) -> Notice:
    """It does not take place. Whoever was told before is told so, by the same ways."""
    notice = lock(number, May.NOTICE_APPROVE, by=by, at=at)
    if notice.state == NoticeState.CANCELLED:
        return notice
    if not why.strip():
        raise BadInput(_("Say in a few words why: it is told to those who were told before."), field="why")
    was_out = notice.published_at is not None
    take_move(notice, "cancel")
    notice.why, notice.ended_at = why.strip()[:80], at
    notice.save(update_fields=("state", "why", "ended_at"))
    recall(notice, at=at)
    if was_out:
        _another(notice, Use.CANCELLATION, by=by, at=at)
    note("cancelled", notice, by=by, at=at, facts={"was_out": was_out})
    return notice


@transaction.atomic
def end_notice(*, number: str, by: User | None, at: datetime) -> Notice:
    """What it told is over. Of an outage, whoever was told is told that the electricity is back."""
    notice = lock(number, May.NOTICE_WRITE, by=by, at=at)
    if notice.state == NoticeState.OVER:
        return notice
    if notice.published_at is None:
        raise Refused(_("This notice never went out: there is nothing to say it is over. Cancel it instead."))
    take_move(notice, "end")
    notice.ended_at = at
    notice.save(update_fields=("state", "ended_at"))
    if notice.kind in OF_OUTAGES:
        _another(notice, Use.OVER, by=by, at=at)
    note("ended", notice, by=by, at=at)
    return notice


def _still_true(notice: Notice) -> None:
    """Refuse to tell of an outage that does not take place, or that is over."""
    state = notice.outage.state if notice.outage else ""
    if state == OutageState.CANCELLED:
        raise Refused(_("This outage was cancelled. Cancel the notice: whoever was told before is told so."))
    if state in {OutageState.RESTORED, OutageState.CLOSED}:
        raise Refused(_("The electricity is back here already. Say that it is over, or cancel the notice."))


def waiting_edition(notice: Notice) -> Edition:
    """The edition that has not gone out yet."""
    return Edition.objects.select_for_update().filter(notice=notice, published_at__isnull=True).order_by("-number")[0]


def _another(notice: Notice, use: Use, *, by: User | None, at: datetime) -> None:
    """A further edition from the templates, out at once: nobody waits for a second pair of eyes to hear that it is
    over. An edition still in work is dropped."""
    Edition.objects.filter(notice=notice, published_at__isnull=True).delete()
    last = Edition.objects.filter(notice=notice).order_by("-number").values_list("number", flat=True)[0]
    words = texts.suggested_texts(notice, use=use, at=at)
    edition = Edition.objects.create(
        notice=notice, number=last + 1, use=use, made_at=at, approved_by=by, approved_at=at, **words
    )
    _let_out(notice, edition, at=at)
    note("edition_published", notice, by=by, at=at, facts={"edition": edition.pk, "use": use})


def _let_out(notice: Notice, edition: Edition, *, at: datetime) -> None:
    drop_waiting(notice, before=edition, at=at)
    hang_out(notice, edition, at=at)
    edition.published_at = at
    edition.save(update_fields=("published_at",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """What stands against publishing, and whether somebody has taken it upon himself."""

    what: str
    digest: str
    sentence: str
    homes: int = 0
    customers: int = 0
    accepted: bool = False


def obstacles(notice: Notice, *, at: datetime) -> list[Obstacle]:
    """Homes that nobody reaches, and times before that are too short."""
    accepted = set(Accepted.objects.filter(notice=notice).values_list("what", "digest"))
    found = []
    covered = composing_queries.coverage_of(notice, at=at)
    if covered.gaps:
        digest = _digest(f"{home.building_id}/{home.unit}" for home in covered.gaps)
        words = _("Nobody reaches {homes} homes with {customers} customers. Close the gap, or accept it by name.")
        found.append(
            Obstacle(
                what=AcceptedWhat.GAP,
                digest=digest,
                sentence=words.format(homes=len(covered.gaps), customers=covered.customers - covered.reached_customers),
                homes=len(covered.gaps),
                customers=covered.customers - covered.reached_customers,
                accepted=(AcceptedWhat.GAP, digest) in accepted,
            )
        )
    if late := composing_queries.late_by_rules(notice, at=at):
        digest = _digest([notice.starts_at.isoformat(), *(one.lead.audience for one in late)])
        words = _("By {basis} it had to be out {hours} hours before. Choose a later time, or accept it by name.")
        found.append(
            Obstacle(
                what=AcceptedWhat.LEAD,
                digest=digest,
                sentence=words.format(basis=late[0].lead.basis, hours=late[0].lead.hours),
                accepted=(AcceptedWhat.LEAD, digest) in accepted,
            )
        )
    return found


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()
