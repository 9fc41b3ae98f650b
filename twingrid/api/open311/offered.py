"""The services: our kinds of requests, and what is asked about each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from twingrid.kit.refusals import BadInput, NotFound
from twingrid.work.choices import Kind, Scope

FAULT, MATTER, HAZARD = gettext_lazy("Faults"), gettext_lazy("Meter and bill"), gettext_lazy("Hazards")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What is said of a kind: its group, what it means, other words for it, whether its reach must be said."""

    group: Promise
    description: Promise
    keywords: Promise
    is_fault: bool = True
    needs_scope: bool = False
    needs_words: bool = False


SERVICES: Mapping[Kind, Service] = {
    Kind.NO_POWER: Service(
        group=FAULT,
        description=gettext_lazy("There is no electricity in a home, a stairwell, a building or around."),
        keywords=gettext_lazy("power cut, outage, blackout, tripped switch"),
        needs_scope=True,
    ),
    Kind.STAIRWELL_LIGHT: Service(
        group=FAULT,
        description=gettext_lazy("A light of the stairwell or the corridor does not burn."),
        keywords=gettext_lazy("stairs, corridor, lamp, dark"),
    ),
    Kind.VOLTAGE: Service(
        group=FAULT,
        description=gettext_lazy("Lights flicker, or the voltage is too low or too high."),
        keywords=gettext_lazy("flicker, dim, low voltage, high voltage"),
        needs_scope=True,
    ),
    Kind.SPARKS: Service(
        group=HAZARD,
        description=gettext_lazy("It sparks, smokes or smells of burning."),
        keywords=gettext_lazy("fire, smoke, spark, burning smell"),
    ),
    Kind.TREE: Service(
        group=HAZARD,
        description=gettext_lazy("A tree or a branch touches a line, or soon will."),
        keywords=gettext_lazy("branch, line, wire, overhead"),
    ),
    Kind.METER_BOX: Service(
        group=HAZARD,
        description=gettext_lazy("A meter box is open, broken, loose or wet."),
        keywords=gettext_lazy("box, door, lock, wiring"),
    ),
    Kind.METER: Service(
        group=MATTER,
        description=gettext_lazy("A meter does not show, shows what cannot be, or is to be checked."),
        keywords=gettext_lazy("reading, display, smart meter"),
        is_fault=False,
    ),
    Kind.BILL: Service(
        group=MATTER,
        description=gettext_lazy("A question about a bill, a payment or a price."),
        keywords=gettext_lazy("invoice, payment, price, arrears"),
        is_fault=False,
    ),
    Kind.OTHER: Service(
        group=MATTER,
        description=gettext_lazy("Anything else about electricity; describe it in a few words."),
        keywords=gettext_lazy("other, question, suggestion"),
        needs_words=True,
    ),
}
YES_NO = {"yes": pgettext_lazy("danger", "Yes"), "no": pgettext_lazy("danger", "No")}
_CHOOSE = gettext_lazy("Choose one.")


def service_list() -> list[dict[str, Any]]:
    """Every service, in the order in which it is offered."""
    return [
        {
            "service_code": kind.value,
            "service_name": str(kind.label),
            "description": str(service.description),
            "metadata": True,
            "type": "realtime",
            "keywords": str(service.keywords),
            "group": str(service.group),
        }
        for kind, service in SERVICES.items()
    ]


def kind_of(code: str) -> Kind:
    """The kind of a service code; `BadInput` for none, `NotFound` for an unknown one."""
    if not code:
        raise BadInput(_("Send a service_code. The list of services names them."), field="service_code")
    if code not in Kind.values:
        raise NotFound(_("There is no service with this service_code. Get the list of services and choose one."))
    return Kind(code)


def attributes(kind: Kind) -> list[dict[str, Any]]:
    """What is asked about a service, in its order; an entry without input only tells something."""
    service, found = SERVICES[kind], []
    if service.is_fault:
        words = _("Keep away from sparks, smoke and fallen wires, and call for help before you report.")
        found.append(_attribute("notice", "string", words, variable=False))
        found.append(
            _attribute(
                "scope",
                "singlevaluelist",
                _("How far does it reach?"),
                hint=str(_CHOOSE),
                required=service.needs_scope,
                values={value: str(label) for value, label in Scope.choices},
            )
        )
        found.append(
            _attribute(
                "safety",
                "singlevaluelist",
                _("Is anybody in danger: sparks, smoke, water at the wires, a person who needs a machine to live?"),
                hint=str(_CHOOSE),
                values={value: str(label) for value, label in YES_NO.items()},
            )
        )
    hint = _("At most 20 characters.")
    found.append(_attribute("unit", "string", _("Which stairwell, for example 2?"), hint=hint))
    found.append(_attribute("room", "string", _("Which room, for example 501? It is never published."), hint=hint))
    for order, one in enumerate(found, start=1):
        one["order"] = order
    return found


def _attribute(
    code: str,
    datatype: str,
    description: str,
    *,
    hint: str = "",
    required: bool = False,
    variable: bool = True,
    values: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "variable": variable,
        "code": code,
        "datatype": datatype,
        "required": required,
        "datatype_description": hint or None,
        "order": 0,
        "description": description,
    }
    if values is not None:
        entry["values"] = [{"key": key, "name": name} for key, name in values.items()]
    return entry
