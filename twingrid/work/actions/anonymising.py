"""Taking personal data out of finished work: who told of it, what was said, shown and answered. The figures stay.

What remains says what kind of thing happened in which building, when, and how it ended.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import F, Func, Value

from twingrid.kit import tokens
from twingrid.work.models import (
    Appeal,
    Case,
    CaseAgreement,
    CaseLeg,
    CaseMeeting,
    CaseParty,
    CaseRemark,
    CaseStep,
    ExternalRecord,
    ExternalReturn,
    Hazard,
    HazardOwner,
    HazardRemark,
    HotlineReply,
    JointCase,
    OrderMove,
    Photo,
    Remark,
    Reporter,
    Support,
    Ticket,
)
from twingrid.work.states import LegState, StepState

REPLY_FACTS = frozenset({"order_type", "lead_unit", "contacted", "contacted_at", "solved", "began_at", "restored_at",
                         "excluded", "application_type"})  # fmt: skip
"""What of an answer to a hotline names nobody; everything else are words."""
_NO_PLACE = {"room": "", "place_words": ""}


def anonymise_tickets(ids: Sequence[int]) -> Counter[str]:
    """Out of these requests; the files of their photos go when the transaction is kept."""
    photos = Photo.objects.filter(ticket__in=ids)
    files = [(photo.file.storage, str(photo.file.name)) for photo in photos]
    records = ExternalRecord.objects.filter(ticket__in=ids)
    replies = list(HotlineReply.objects.filter(ticket__in=ids))
    for reply in replies:
        reply.content = {key: (one if key in REPLY_FACTS else _blank(one)) for key, one in reply.content.items()}
    HotlineReply.objects.bulk_update(replies, ["content"])
    OrderMove.objects.filter(record__in=records).update(content={})
    ExternalReturn.objects.filter(record__in=records).update(reason="")
    words = dict.fromkeys(("conclusion", "basis", "evidence", "decision_words"), "")
    Appeal.objects.filter(record__in=records).update(**words)
    Support.objects.filter(ticket__in=ids).update(words="", done_words="")
    count = Counter(
        records=records.exclude(raw={}).update(raw={}),
        reporters=Reporter.objects.filter(pk__in=ids).delete()[0],
        remarks=Remark.objects.filter(ticket__in=ids).delete()[0],
        photos=photos.delete()[0],
    )
    Ticket.objects.filter(pk__in=ids).update(lon=_coarse("lon"), lat=_coarse("lat"), **_NO_PLACE)
    for pk in ids:  # the private links lead nowhere any more
        Ticket.objects.filter(pk=pk).update(token=tokens.token())
    transaction.on_commit(lambda: _forget(files))
    return count


def anonymise_hazards(ids: Sequence[int]) -> Counter[str]:
    """Out of these hazards: their owners and the words."""
    owners = HazardOwner.objects.filter(pk__in=ids)
    count = Counter(
        owners=owners.update(name="", phone="", answers={}),
        remarks=HazardRemark.objects.filter(hazard__in=ids).delete()[0],
    )
    Hazard.objects.filter(pk__in=ids).update(**_NO_PLACE)
    return count


def anonymise_cases(ids: Sequence[int]) -> Counter[str]:
    """Out of these matters or projects: who spoke, what was said and agreed, what each side had to do."""
    count = Counter(
        parties=CaseParty.objects.filter(case__in=ids).delete()[0],
        remarks=CaseRemark.objects.filter(case__in=ids).delete()[0],
        meetings=CaseMeeting.objects.filter(case__in=ids).update(people="", result="", place=""),
        agreements=CaseAgreement.objects.filter(case__in=ids).update(words=""),
    )
    steps = CaseStep.objects.filter(case__in=ids)
    steps.exclude(state=StepState.STUCK).update(what="", reason="")
    steps.filter(state=StepState.STUCK).update(what="", reason="-")
    legs = CaseLeg.objects.filter(case__in=ids)
    count["legs"] = legs.update(account="")
    legs.exclude(state=LegState.REFUSED).update(words="")
    legs.filter(state=LegState.REFUSED).update(words="-")
    for joint in JointCase.objects.filter(pk__in=ids):  # the private links lead nowhere any more
        joint.token = tokens.token()
        joint.save(update_fields=("token",))
    Case.objects.filter(pk__in=ids).update(answers={}, **_NO_PLACE)
    return count


OF: dict[str, Callable[[Sequence[int]], Counter[str]]] = {
    "request": anonymise_tickets,
    "hazard": anonymise_hazards,
    "matter": anonymise_cases,
    "project": anonymise_cases,
    "joint": anonymise_cases,
}


def _forget(files: Sequence[tuple[Storage, str]]) -> None:
    for storage, name in files:
        storage.delete(name)


def _blank(value: object) -> object:
    return "" if isinstance(value, str) else value


def _coarse(name: str) -> Func:
    """A coordinate at about a hundred metres."""
    return Func(F(name) * Value(1000.0), function="round", template="%(function)s(%(expressions)s) / 1000.0")
