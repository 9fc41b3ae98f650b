"""Addresses that leave the house, on paper and in messages: from the public base, never from a request."""

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

from twingrid.cities import queries as cities_queries


def public_base() -> str:
    """The public address of the present city, without a final slash (one question).

    It is `PUBLIC_BASE_URL`; where its host leads to another city, the host is the present city's own first one.
    """
    parts = urlsplit(settings.PUBLIC_BASE_URL)
    hosts = cities_queries.hosts_of(cities_queries.present_city())
    host = parts.hostname or ""
    if hosts and host not in hosts:
        host = hosts[0]
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit((parts.scheme, host + port, "", "", ""))
