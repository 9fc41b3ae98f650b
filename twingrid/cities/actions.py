"""Making a city: a row, its host names, its schema with all its tables. Run as the *owner* role."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django_tenants.utils import schema_context

from twingrid.cities import queries
from twingrid.cities.models import City, Domain
from twingrid.kit.refusals import BadInput


def make_city(
    *,
    schema_name: str,
    name: str,
    name_en: str,
    district: str,
    hosts: Sequence[str],
    is_demo: bool,
    at: datetime,
    profile: dict[str, Any] | None = None,
) -> City:
    """Make or update the city `schema_name` and migrate its schema. Safe to repeat.

    `hosts` are the host names that lead to it, the first one is written in links. Raises `BadInput` for a schema
    name that is not lower-case letters or for a host that another city has.
    """
    if not schema_name.isascii() or not schema_name.isalpha() or schema_name != schema_name.lower():
        raise BadInput("A city's short name is made of lower-case letters, for example jinan.", field="schema_name")
    city: City
    with schema_context("public"), transaction.atomic():
        city, _ = City.objects.update_or_create(
            schema_name=schema_name,
            defaults={
                "name": name,
                "name_en": name_en,
                "district": district,
                "is_demo": is_demo,
                "profile": profile or {},
            },
            create_defaults={
                "name": name,
                "name_en": name_en,
                "district": district,
                "is_demo": is_demo,
                "profile": profile or {},
                "made_at": at,
            },
        )
        for order, host in enumerate(hosts):
            taken = Domain.objects.filter(domain=host).exclude(tenant=city).first()
            if taken is not None:
                raise BadInput(f"The host {host} belongs to another city. Choose another one.", field="hosts")
            Domain.objects.update_or_create(domain=host, defaults={"tenant": city, "is_primary": order == 0})
    with schema_context("public"), connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema_name}"')
    migrate_city(schema_name=schema_name)
    queries.forget_hosts()
    return city


def migrate_city(*, schema_name: str) -> None:
    """Bring the schema of one city to the present tables."""
    call_command("migrate_schemas", schema_name=schema_name, verbosity=0, interactive=False)


def change_profile(*, schema_name: str, changes: dict[str, Any]) -> None:
    """Change some entries of a city's profile and leave the others."""
    with schema_context("public"), transaction.atomic():
        city = City.objects.select_for_update(of=("self",)).get(schema_name=schema_name)
        city.profile = {**city.profile, **changes}
        city.save(update_fields=("profile",))
    queries.forget_hosts()
