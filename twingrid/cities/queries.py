"""Questions about the cities of this installation."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django_tenants.utils import schema_context, tenant_context

from twingrid.cities.models import City
from twingrid.kit.refusals import NotFound


def all_cities() -> list[City]:
    """Every city, by schema name."""
    with schema_context("public"):
        return list(City.objects.order_by("schema_name"))


def present_city() -> City:
    """The city of the present connection; `NotFound` outside of one."""
    tenant: Any = getattr(connection, "tenant", None)
    if isinstance(tenant, City):
        return tenant
    schema = getattr(connection, "schema_name", "public")
    with schema_context("public"):
        city: City | None = City.objects.filter(schema_name=schema).first()
    if city is None:
        raise NotFound("No city is chosen. Open the address of your city.")
    return city


@contextmanager
def inside(schema_name: str) -> Iterator[City]:
    """Work inside the city with this schema name; `NotFound` names the cities there are."""
    city = next((c for c in all_cities() if c.schema_name == schema_name), None)
    if city is None:
        names = ", ".join(c.schema_name for c in all_cities()) or "none yet"
        raise NotFound(f"There is no city {schema_name}. Cities: {names}.")
    with tenant_context(city):
        yield city


def hosts_of(city: City) -> list[str]:
    """The host names that lead to a city, the one written in links first."""
    with schema_context("public"):
        return list(city.domains.order_by("-is_primary", "domain").values_list("domain", flat=True))
