"""What the import linter cannot see: string references that point up, doors at tables, writes outside actions."""

import ast
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

from tests.house import source

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def test_every_folder_of_the_package_has_a_floor() -> None:
    folders = {path.name for path in source.PACKAGE.iterdir() if (path / "__init__.py").exists()}
    for folder in folders - {"guide"}:
        assert source.floor_of(folder) >= 0


# The commands start the house: they read its environment and provision its database before Django is there.
STARTERS = {("cli", f"twingrid.project{name}") for name in ("", ".env", ".database", ".wsgi", ".worker")}


def starts_the_house(path: Path, module: str) -> bool:
    return (source.app_of(path), ".".join(module.split(".")[:3])) in STARTERS


def test_no_import_goes_up() -> None:
    up = []
    for path in source.python(tests=False, migrations=True):
        mine = source.floor_of(source.app_of(path)) if path.parent != source.PACKAGE else 99
        for module, line in source.imports(path):
            parts = module.split(".")
            if parts[0] == "twingrid" and len(parts) > 1 and (source.PACKAGE / parts[1]).is_dir():
                beside = source.floor_of(parts[1]) == mine and parts[1] != source.app_of(path)
                if (source.floor_of(parts[1]) > mine or beside) and not starts_the_house(path, module):
                    up.append(f"{source.here(path, line)} imports {module}")
    assert up == []


def test_no_foreign_key_points_up_or_beside() -> None:
    for model in apps.get_models():
        if not model.__module__.startswith("twingrid."):
            continue
        app = model.__module__.split(".")[1]
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if (
                field.auto_created
                or not isinstance(field, models.ForeignKey | models.ManyToManyField)
                or target is None
            ):
                continue
            if target.__module__.startswith("twingrid."):
                other = target.__module__.split(".")[1]
                fine = other == app or source.floor_of(other) < source.floor_of(app)
                assert fine, f"{model.__name__}.{field.name} of {app} points to {other}"


def test_no_foreign_key_names_its_target_by_a_string_of_another_app() -> None:
    found = []
    for path in source.python():
        if source.room_of(path) != "models":
            continue
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in RELATIONS and node.args:
                target = node.args[0]
                if isinstance(target, ast.Constant) and "." in str(target.value):
                    found.append(f"{source.here(path, node)}: {target.value}")
    assert found == []


def test_doors_never_import_models() -> None:
    found = [
        f"{source.here(path, line)}: {module}"
        for path in source.python()
        if source.app_of(path) in source.DOORS
        for module, line in source.imports(path)
        if module.startswith("twingrid.") and "models" in module.split(".")[2:]
    ]
    assert found == []


PURE = {"rules", "states", "fusion", "finding", "solver"}


def test_rules_states_fusion_and_finding_import_no_django() -> None:
    found = [
        f"{source.here(path, line)}: {module}"
        for path in source.python()
        if source.room_of(path) in PURE
        for module, line in source.imports(path)
        if module.split(".")[0] == "django"
    ]
    assert found == []


CREATING = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "abulk_create", "acreate"}
CHANGING = {"update", "delete", "save", "raw", "_raw_delete"}
MANAGERS = ("objects", "_set", "filter", "exclude", "select_for_update", "all()", "order_by")
# Where a row may be written outside of `actions`, and why.
WRITERS = {
    "cities/storage.py": "a file store saves and deletes files",
    "project/database.py": "the server's roles, before there is any table of ours",
}


def writes(path: Path) -> list[str]:
    """Calls in a file that write a table, as well as syntax can tell."""
    found = []
    for node in ast.walk(source.tree(path)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, receiver = node.func.attr, ast.unparse(node.func.value)
        through_manager = any(word in receiver for word in MANAGERS)
        saves = name == "save" and not node.args and not receiver.startswith(("form", "super()", "image", "self.image"))
        if name in CREATING or saves or (name in CHANGING and through_manager):
            found.append(f"{source.here(path, node)}: {ast.unparse(node.func)}()")
    return found


def test_rows_are_written_by_actions_only() -> None:
    found = [
        line
        for path in source.python()
        if source.room_of(path) != "actions" and str(path.relative_to(source.PACKAGE)) not in WRITERS
        for line in writes(path)
    ]
    assert found == []


def test_the_watch_for_writes_can_see_one(tmp_path: Path) -> None:
    offence = source.PACKAGE / "journal" / "queries.py"
    tree = ast.parse("def f(t):\n    t.save()\n    T.objects.filter(a=1).update(b=2)\n    T.objects.create(a=1)\n")
    kept = source.tree
    try:
        source.tree = lambda path: tree  # type: ignore[assignment]  # for this one look
        assert len(writes(offence)) == 3
    finally:
        source.tree = kept


def test_an_app_is_shared_or_a_citys_never_both() -> None:
    assert set(settings.SHARED_APPS) & set(settings.TENANT_APPS) == set()
    assert set(settings.DOOR_APPS) & {*settings.SHARED_APPS, *settings.TENANT_APPS} == set()
    for name in settings.DOOR_APPS:
        if name.startswith("twingrid."):
            label = next(config.label for config in apps.get_app_configs() if config.name == name)
            assert list(apps.get_app_config(label).get_models()) == [], f"{name} is a door and owns no table"


def test_actions_take_keywords_only() -> None:
    """The journal's `record` is the one exception: what happened and to what are told first."""
    found = []
    for path in source.python():
        if source.room_of(path) != "actions" or source.app_of(path) == "journal":
            continue
        for node in source.tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                names = {argument.arg for argument in node.args.args}
                if {"by", "at"} & names:
                    found.append(f"{source.here(path, node)} {node.name}({', '.join(sorted(names))})")
    assert found == []
