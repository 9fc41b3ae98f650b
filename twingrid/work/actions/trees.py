"""The tree of a matter: what the law asks, the owner's consent, the compensation."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people.models import User
from twingrid.work.actions.cases import HeldCase, hold, record
from twingrid.work.actions.steps import choice, clean_words
from twingrid.work.models import Case, CaseTree, Compensation, Consent, Planted, ToldBy
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.matters import tree_values
from twingrid.work.rules import trees as rules

KIND = "tree_matter"


def make_tree(case: Case) -> CaseTree:
    """The empty tree of a fresh matter."""
    return CaseTree.objects.create(case=case)


@transaction.atomic
def assess_tree(
    *,
    number: str,
    planted: str = "",
    zone_known_on: date | None = None,
    kilovolts: Decimal | None = None,
    metres: Decimal | None = None,
    vertical_metres: Decimal | None = None,
    danger: bool = False,
    words: str = "",
    by: User,
    at: datetime,
) -> Case:
    """Write down what the law asks: who was first, the voltage, the distances (metres), whether there is danger."""
    held, tree = _held(number, by=by, at=at)
    choice(planted, Planted, field="planted")
    for name, value in (("kilovolts", kilovolts), ("metres", metres), ("vertical_metres", vertical_metres)):
        if value is not None and not 0 <= value <= 1000:
            raise BadInput(_("This number cannot be right. Please check it."), field=name)
    tree.planted, tree.zone_known_on, tree.danger = planted, zone_known_on, danger
    tree.kilovolts, tree.metres, tree.vertical_metres = kilovolts, metres, vertical_metres
    tree.save()
    facts = {"planted": planted, "way": rules.way(tree_values(tree)).key}
    record(held.case, "work.tree.assessed", clean_words(words), by=by, at=at, facts=facts)
    return held.case


@transaction.atomic
def record_consent(*, number: str, consent: str, how: str, on: date, words: str = "", by: User, at: datetime) -> Case:
    """Write down what the owner said, how they were asked, and on which day. Safe to repeat."""
    held, tree = _held(number, by=by, at=at)
    choice(consent, Consent, field="consent")
    choice(how, ToldBy, field="how")
    if (tree.consent, tree.consent_how, tree.consent_on) == (consent, how, on):
        return held.case
    tree.consent, tree.consent_how, tree.consent_on = consent, how, on
    tree.save()
    record(held.case, "work.consent.recorded", clean_words(words), by=by, at=at, facts={"consent": consent, "how": how})
    return held.case


@transaction.atomic
def settle_compensation(
    *, number: str, compensation: str, yuan: Decimal | None = None, words: str = "", by: User, at: datetime
) -> Case:
    """Write down whether the owner is paid, and the agreed amount in yuan. Safe to repeat."""
    held, tree = _held(number, by=by, at=at)
    choice(compensation, Compensation, field="compensation")
    if compensation == Compensation.AGREED and (yuan is None or yuan < 0):
        raise BadInput(_("Write the amount that was agreed, in yuan."), field="yuan")
    amount = yuan if compensation == Compensation.AGREED else None
    if (tree.compensation, tree.yuan) == (compensation, amount):
        return held.case
    tree.compensation, tree.yuan = compensation, amount
    tree.save()
    facts = {"compensation": compensation}
    record(held.case, "work.compensation.settled", clean_words(words), by=by, at=at, facts=facts)
    return held.case


def require_terms(case: Case) -> None:
    """Refuse to begin while the law's terms for this tree are not met; nothing for a matter without a tree."""
    tree = CaseTree.objects.filter(case=case).first()
    if tree is None:
        return
    lacking = rules.lacking(tree_values(tree), consent=tree.consent, compensation=tree.compensation)
    if lacking:
        raise Refused(_lacking_words(lacking))


def days_to_tell(case: Case) -> int:
    """Within how many days the owner has to be told after cutting in danger; `Refused` where no such rule holds."""
    tree = CaseTree.objects.filter(case=case).first()
    terms = rules.way(tree_values(tree)) if tree is not None else None
    if terms is None or terms.key != "act_first":
        raise Refused(
            _("Acting first is for danger from a tree outside the zone only. Write down the danger and the distance.")
        )
    return terms.tell_days


def _held(number: str, *, by: User, at: datetime) -> tuple[HeldCase, CaseTree]:
    held = hold(number, "matter", by=by, at=at)
    held.require(May.MATTER_TALK)
    tree = CaseTree.objects.select_for_update().filter(case=held.case).first()
    if tree is None:
        raise NotFound(_("This matter is not about a tree."))
    if held.case.state in ("closed", "cancelled"):
        raise Refused(_("This is finished. Reopen it first, or open a new one."))
    return held, tree


def _lacking_words(lacking: str) -> str:
    said = {
        "unknown": _("Write down first the voltage, the distance, and whether the tree stood there before the notice."),
        "consent": _("The owner has to agree first. Write down their consent, of which day, and how."),
        "told": _("The owner has to be told first. Write down when and how."),
        "compensation": _("This tree stood there first: agree the compensation before it is cut."),
    }
    return said[lacking]
