"""The services: the city's kinds of requests, and what is asked about each."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from twingrid.kit.refusals import BadInput, NotFound
from twingrid.work import queries as work_queries
from twingrid.work.choices import Family, KindGroup, Scope
from twingrid.work.rules.kinds import Condition, KindField, KindView

FAULTS = frozenset({KindGroup.FAULT, KindGroup.DANGER})
YES_NO = {"yes": pgettext_lazy("danger", "Yes"), "no": pgettext_lazy("danger", "No")}
_CHOOSE = gettext_lazy("Choose one.")
_TYPES = {"choice": "singlevaluelist", "yes_no": "singlevaluelist", "long_text": "text", "number": "number"}


def service_list() -> list[dict[str, Any]]:
    """Every service, in the order in which it is offered."""
    language = work_queries.language()
    return [
        {
            "service_code": view.key,
            "service_name": view.words(language),
            "description": view.content.about.said(language),
            "metadata": True,
            "type": "realtime",
            "keywords": view.content.keywords.said(language) or view.words(language),
            "group": str(KindGroup(view.content.group).label),
        }
        for view in work_queries.kinds().offered()
    ]


def kind_of(code: str, *, old: bool = False) -> KindView:
    """The kind of a service code; `BadInput` for none, `NotFound` for an unknown one. `old`: also one that is not
    offered any more, to ask for its requests."""
    if not code:
        raise BadInput(_("Send a service_code. The list of services names them."), field="service_code")
    view = work_queries.kinds().present(code)
    if view is None or view.family != Family.REQUEST or not (old or view.content.active):
        raise NotFound(_("There is no service with this service_code. Get the list of services and choose one."))
    return view


def attributes(view: KindView) -> list[dict[str, Any]]:
    """What is asked about a service, in its order; an entry without input only tells something."""
    found, content = [], view.content
    if content.group in FAULTS:
        words = _("Keep away from sparks, smoke and fallen wires, and call for help before you report.")
        found.append(_attribute("notice", "string", words, variable=False))
    if content.scope:
        found.append(
            _attribute(
                "scope",
                "singlevaluelist",
                _("How far does it reach?"),
                hint=str(_CHOOSE),
                required=content.scope == "needed",
                values={value: str(label) for value, label in Scope.choices},
            )
        )
    if content.group in FAULTS:
        found.append(
            _attribute(
                "safety",
                "singlevaluelist",
                _("Is anybody in danger: sparks, smoke, water at the wires, a person who needs a machine to live?"),
                hint=str(_CHOOSE),
                values={value: str(label) for value, label in YES_NO.items()},
            )
        )
    found += [_asked(one) for one in content.fields if one.seen_by != "staff"]
    hint = _("At most 20 characters.")
    found.append(_attribute("unit", "string", _("Which stairwell, for example 2?"), hint=hint))
    found.append(_attribute("room", "string", _("Which room, for example 501? It is never published."), hint=hint))
    for order, one in enumerate(found, start=1):
        one["order"] = order
    return found


def _asked(field: KindField) -> dict[str, Any]:
    """A question of the kind. One that waits for another answer is never required here."""
    language, values = work_queries.language(), None
    if field.type == "choice":
        values = {one.key: one.words.said(language) for one in field.options}
    elif field.type == "yes_no":
        values = {value: str(label) for value, label in YES_NO.items()}
    hints = [str(_CHOOSE)] if values else [_("A day, for example 2026-01-31.")] if field.type == "date" else []
    hints += [_("It is never published.")] if field.erasable else []
    hints += [_waits(field.shown_when)] if field.shown_when else []
    return _attribute(
        field.key,
        _TYPES.get(field.type, "string"),
        field.label.said(language),
        hint=" ".join([field.help.said(language), *hints]).strip(),
        required=field.required and field.shown_when is None,
        values=values,
    )


def _waits(condition: Condition) -> str:
    return _("Only with {name} = {values}.").format(name=condition.field, values=", ".join(condition.values))


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
