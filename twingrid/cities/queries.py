"""Questions about the cities of this installation."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from django.db import connection
from django_tenants.utils import schema_context, tenant_context

from twingrid.cities.models import City, Domain
from twingrid.kit.memo import Remembered
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


def _read_host(host: str) -> City | None:
    with schema_context("public"):
        found = Domain.objects.select_related("tenant").filter(domain=host).first()
    return found.tenant if found else None


HOSTS_KNOWN_S = 1.0
# Every request asks it. A change is seen by every process within that time.
_hosts = Remembered(_read_host, lambda: int(time.monotonic() / HOSTS_KNOWN_S), check_s=0, keep=500)


def city_of_host(host: str) -> City | None:
    """The city that a host name leads to, as it was known at most `HOSTS_KNOWN_S` seconds ago."""
    return copy(_hosts.get(host))


def forget_hosts() -> None:
    """Read the hosts anew at the next request: this process has changed a city."""
    _hosts.forget()


def hosts_of(city: City) -> list[str]:
    """The host names that lead to a city, the one written in links first."""
    with schema_context("public"):
        return list(city.domains.order_by("-is_primary", "domain").values_list("domain", flat=True))
