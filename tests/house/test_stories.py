"""One verb, one story: permission, move, action, event carry the same verb; everything is closed unless listed."""

import ast
import re
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house import source
from twingrid.project.roles import RIGHTS

EVENT = re.compile(r"^[a-z_]+\.[a-z_]+\.[a-z_]+$")
# Past participles that do not end in -ed.
IRREGULAR = {
    "made": "make", "taken_over": "take_over", "sent": "send", "withdrawn": "withdraw", "begun": "begin",
    "found": "find", "put": "put", "told": "tell", "given": "give", "kept": "keep", "set": "set", "reset": "reset",
    "called_back": "call_back", "chosen": "choose", "resent": "resend", "handed_over": "hand_over", "taken": "take",
    "run": "run", "undone": "undo",
}  # fmt: skip
# Told by the system when it notices something, not done by anybody; or one action with two outcomes.
NOTICED = {
    "notices.notice.edition_published": "publishing a correction: the same action, another edition",
    "work.ticket.repeated": "a later report turns out to repeat an earlier one",
    "work.matter.escalated": "a matter is stuck or late, so both ladders are told",
    "work.joint.escalated": "a leg of a joint case is late or refused, so those above are told",
    "work.project.escalated": "a project is late, so both ladders are told",
    "work.step.escalated": "a step is stuck or late, so the next above is told",
    "work.ticket.escalated": "a time is over or nearly so, and the next person is told: escalating, for every family",
    "work.hazard.escalated": "a time is over or nearly so, and the next person is told: escalating, for every family",
    "people.contact.doubted": "the second call in vain that note_failed_call counts",
    "coverage.alias.proposed": "enough different people have corrected the same words to the same place",
    "people.account.enabled": "one action, set_active, with two outcomes",
    "people.account.disabled": "one action, set_active, with two outcomes",
}
# Views that need no sign-in, by module and name: whoever adds one writes down why.
OPEN = {
    "twingrid.web.shell.outbox.page": "what the demo's stand-ins received; production has no such address",
    "twingrid.web.shell.views.cast": "the demo's list of its cast; production has no such address",
    "twingrid.web.shell.views.sign_in_as": "the demo's sign-in; production has no such address",
    "twingrid.web.shell.invited.page": "whoever has the link of an invitation sets the first password",
    "twingrid.web.shell.preferences.elder": "elder mode is chosen without an account",
    "twingrid.web.shell.preferences.theme": "light or dark is chosen without an account",
    "twingrid.web.shell.styleguide.page": "the pieces of our pages, in the demo only",
    "django.views.i18n.set_language": "the language is chosen without an account",
    "ninja.operation.sync_view_wrapper": "the interface for machines asks for its key itself",
}
# allauth's own pages: signing in needs no sign-in; the others ask for it themselves (doors.csv proves it).
SIGN_IN = {
    "account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_change_password",
    "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    "socialaccount_login_cancelled", "socialaccount_login_error", "openid_connect_login", "openid_connect_callback",
}  # fmt: skip
PUBLIC = "twingrid.web.public."
# These doors of machines ask for a key themselves where one is needed (doors.csv proves it): nobody signs in there.
KEYED = ("/api/rest/", "/open311/")


def views(resolver: URLResolver | None = None, prefix: str = "/") -> list[tuple[str, URLPattern]]:
    """Every address of the product with its pattern."""
    found: list[tuple[str, URLPattern]] = []
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        found += views(entry, path) if isinstance(entry, URLResolver) else [(path, entry)]
    return found


def is_open(pattern: URLPattern) -> bool:
    view = pattern.callback
    return getattr(view, "open_to_all", False) or view.__module__.startswith(("allauth.", "django.views.i18n"))


def test_every_open_view_is_listed_here_with_its_reason() -> None:
    for path, pattern in views():
        if is_open(pattern) and pattern.name not in SIGN_IN and not path.startswith(KEYED):
            name = f"{pattern.callback.__module__}.{pattern.callback.__name__}"
            assert name in OPEN or name.startswith(PUBLIC), f"{path} ({name}) is open to all; is that meant? Say why."


def test_no_reason_is_left_of_a_view_that_is_gone_or_closed() -> None:
    present = {f"{p.callback.__module__}.{p.callback.__name__}" for _, p in views() if is_open(p)}
    assert set(OPEN) - present == set()


def test_only_the_public_door_and_the_shell_are_open() -> None:
    for path, pattern in views():
        if getattr(pattern.callback, "open_to_all", False) and not path.startswith(KEYED):
            assert pattern.callback.__module__.startswith((PUBLIC, "twingrid.web.shell.", "ninja.")), path


def recorded() -> list[tuple[Path, int, str]]:
    """Every event name that is written down in code: in calls of `record` and in tables called EVENTS."""
    found = []
    for path in source.python():
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                ours = EVENT.match(node.value) and node.value.split(".")[0] == source.app_of(path)
                if ours and participle(node.value.split(".")[2]):
                    found.append((path, node.lineno, node.value))
    return found


def participle(verb: str) -> bool:
    return verb.endswith("ed") or verb in IRREGULAR


def bases(happened: str) -> set[str]:
    """What the verb may have been: closed → close, clos; reassigned → reassign; carried → carry."""
    if happened in IRREGULAR:
        return {IRREGULAR[happened]}
    stem = happened.removesuffix("ed")
    return {stem, stem + "e", stem + "y" if not stem.endswith("i") else stem[:-1] + "y", stem[:-1]}


def actions_of(app: str) -> set[str]:
    """Names of all functions in the app's actions."""
    return {
        node.name.lstrip("_")
        for path in source.python()
        if source.app_of(path) == app and source.room_of(path) == "actions"
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.FunctionDef)
    }


def test_every_recorded_event_has_an_action_of_its_verb() -> None:
    events = recorded()
    assert len(events) > 10
    for path, line, name in events:
        if name in NOTICED:
            continue
        app, _, happened = name.split(".")
        functions = actions_of(app)
        told = {f for f in functions for base in {*bases(happened), happened} if f"_{base}_" in f"_{f}_"}
        assert told, f"{source.here(path, line)}: {name} has no action {'/'.join(sorted(bases(happened)))}_…"


def test_events_are_named_app_noun_happened() -> None:
    for path in source.python():
        for node in ast.walk(source.tree(path)):
            called = isinstance(node, ast.Call) and ast.unparse(node.func) in {"journal_actions.record", "_record"}
            if called and node.args and isinstance(node.args[0], ast.Constant):
                name = str(node.args[0].value)
                right = (
                    EVENT.match(name) and name.startswith(source.app_of(path) + ".") and participle(name.split(".")[2])
                )
                assert right, f"{source.here(path, node)}: {name}"


def declared() -> set[str]:
    """Every right that an app declares."""
    found: set[str] = set()
    for path in source.python():
        if path.name == "permissions.py":
            module = import_module(f"twingrid.{source.app_of(path)}.permissions")
            for value in vars(module).values():
                if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum:
                    found |= {str(right) for right in value}
    return found


def test_every_right_is_declared_held_by_some_role_and_asked_somewhere() -> None:
    held = {str(right) for rights in RIGHTS.values() for right in rights}
    assert held <= declared(), "a role holds a right that no app declares"
    assert declared() <= held, "nobody may ever do this: give it to a role or take it away"


def test_every_role_is_on_the_page_of_rights() -> None:
    from twingrid.people.choices import Role

    assert set(RIGHTS) == set(Role.values)


def test_every_move_has_its_event_right_and_action() -> None:
    from twingrid.work.states import EVENTS, TICKET_MOVES

    functions = actions_of("work")
    for move in TICKET_MOVES:
        assert move.permission == "" or str(move.permission) in declared(), move.name
        assert move.name in bases(EVENTS[move.name].split(".")[2]), f"{move.name} records {EVENTS[move.name]}"
        assert any(f == move.name or f.startswith(move.name + "_") for f in functions), f"no action {move.name}_ticket"
    assert set(EVENTS) == {move.name for move in TICKET_MOVES}
