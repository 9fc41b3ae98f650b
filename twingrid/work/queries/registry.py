"""The registry of both sides on a day, as it is exchanged with the government's grid platform."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection

from twingrid.cities import queries as cities_queries
from twingrid.people import queries as people_queries
from twingrid.people.choices import Role
from twingrid.people.models import Posting, User
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.shapes import AreaOut, HolderOut, MappingOut, RegistryOut
from twingrid.territory import registry_queries
from twingrid.territory.choices import Partition
from twingrid.territory.models import Area

_MAPPINGS = """
SELECT g.code, a.code, count(*) FROM coverage_placement p
JOIN territory_area g ON g.id = p.community_id JOIN territory_area a ON a.id = p.power_id
JOIN supply_customer c ON c.service_point_id = p.service_point_id
WHERE c.valid_from <= %s AND (c.valid_to IS NULL OR c.valid_to > %s)
GROUP BY 1, 2 ORDER BY 1, 2
"""


def registry_for(user: User, *, on: date, at: datetime) -> RegistryOut:
    """The registry, for somebody who may see the postings of the whole city."""
    people_queries.require(user, May.POSTING_SEE, at=at, areas=[None])
    return registry(on)


def registry(on: date) -> RegistryOut:
    """Areas of both partitions, who holds them on a day, and which of them share customers, each by its code."""
    areas = {side: registry_queries.areas_on(side, on) for side in (Partition.COMMUNITY, Partition.POWER)}
    with connection.cursor() as cursor:
        cursor.execute(_MAPPINGS, [on, on])
        shared = cursor.fetchall()
    return RegistryOut(
        format="twingrid.registry/1",
        city=cities_queries.present_city().schema_name,
        on=on,
        community_grids=_areas(areas[Partition.COMMUNITY]),
        community_workers=_holders(Role.COMMUNITY_WORKER, areas[Partition.COMMUNITY], on=on),
        power_service_areas=_areas(areas[Partition.POWER]),
        power_workers=_holders(Role.POWER_WORKER, areas[Partition.POWER], on=on),
        mappings=[MappingOut(community_grid=grid, power_service_area=area, customers=n) for grid, area, n in shared],
    )


def _areas(areas: Iterable[Area]) -> list[AreaOut]:
    return [
        AreaOut(
            code=area.code,
            name=area.name,
            division_code=area.division.code if area.division else "",
            valid_from=area.valid_from,
            valid_to=area.valid_to,
        )
        for area in areas
    ]


def _holders(role: Role, areas: Iterable[Area], *, on: date) -> list[HolderOut]:
    """One entry a person: the codes of all areas they hold; dates of the earliest of their postings."""
    codes = {area.pk: area.code for area in areas}
    held: dict[int, list[Posting]] = defaultdict(list)
    rows = Posting.objects.on(on).filter(role=role, area_id__in=codes, user__is_active=True)
    for posting in rows.select_related("user", "unit").order_by("user__employee_no", "valid_from", "id"):
        held[posting.user_id].append(posting)
    numbers = people_queries.duty_numbers(held, on=on)
    found = []
    for user_id, postings in held.items():
        first, (number, verified_on) = postings[0], numbers.get(user_id, ("", None))
        found.append(
            HolderOut(
                worker_no=first.user.employee_no,
                name=first.user.name,
                unit=first.unit.name,
                title=first.title,
                area_codes=sorted({codes[p.area_id] for p in postings if p.area_id is not None}),
                duty_number=number,
                verified_on=verified_on,
                valid_from=first.valid_from,
                valid_to=first.valid_to,
            )
        )
    return found
