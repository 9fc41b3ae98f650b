"""Making many tables in one step of a migration."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel


class CreateTogether(Operation):
    """Create models that stand in the order of their references, as so many `CreateModel` would.

    Django draws every related model anew for each one that is added: the time of a new city's tables goes there, not
    into the database. Here they are added first and drawn once.
    """

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How a migration's file writes it."""
        return self.__class__.__qualname__, [], {"models": list(self.models)}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Add the models to the state; they are drawn when somebody asks for them."""
        state.__dict__.pop("apps", None)
        for one in self.models:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Create the tables, one after the other."""
        for one in self.models:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the tables, the last one first."""
        for one in reversed(self.models):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `migrate` says of it."""
        return f"Create {len(self.models)} models together"
