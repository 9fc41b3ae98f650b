"""Taking a registry over, and placing the customers anew where borders moved."""

from datetime import datetime

from django.db import transaction

from twingrid.coverage import actions as coverage_actions
from twingrid.kit.staging import Changes
from twingrid.people.actions import registry as people_registry
from twingrid.people.models import User
from twingrid.people.shapes import RegistryIn


@transaction.atomic
def take_registry(*, registry: RegistryIn, by: User | None, at: datetime) -> dict[str, Changes]:
    """Take over what changed in the government's registry; customers are placed anew when an area changed."""
    changes = people_registry.import_registry(registry=registry, by=by, at=at)
    if "areas" in changes and changes["areas"].any:
        coverage_actions.fuse_city(at=at)
    return changes
