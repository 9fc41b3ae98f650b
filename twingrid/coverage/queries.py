"""Who is responsible for a place at a moment, on both sides; and the search that finds the place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from twingrid.coverage import placing
from twingrid.coverage.models import Placement, Plate
from twingrid.coverage.placing import OverrideRow
from twingrid.coverage.rules import Answering, Duty, Person, Team, who_answers
from twingrid.kit import clock
from twingrid.kit.memo import Remembered
from twingrid.people import queries as people_queries
from twingrid.people.choices import Role
from twingrid.people.models import Posting, User
from twingrid.stations import queries as station_queries
from twingrid.stations.queries import NearStation
from twingrid.supply import queries as supply_queries
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition
from twingrid.territory.finding import PlaceFinder
from twingrid.territory.finding.model import Finding, PlaceEntry, PlaceKind
from twingrid.territory.queries import AreaRow

_WORKER = {Partition.POWER: Role.POWER_WORKER, Partition.COMMUNITY: Role.COMMUNITY_WORKER}


@dataclass(frozen=True, slots=True)
class SideOf:
    """One side of a place: its area, who answers there now, the leader, and how sure the place is."""

    area_id: int
    area_code: str
    area_name: str
    synthetic: bool
    answering: Answering
    leader: Person | None
    near_border: bool = False
    neighbours: tuple[int, ...] = ()
    overlap: tuple[int, ...] = ()
    override: str = ""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The whole answer for a place and a moment; `missing` names what is not there: `gap.power`, `nobody.community`."""

    at: datetime
    building_id: int | None
    label: str
    lon: float
    lat: float
    divisions: tuple[tuple[str, str], ...]
    community: SideOf | None
    power: SideOf | None
    lead: Person | None
    station: NearStation | None
    missing: tuple[str, ...]

    @property
    def pair(self) -> tuple[Person | None, Person | None]:
        """Who answers now: (power, community)."""
        return (
            self.power.answering.answering if self.power else None,
            self.community.answering.answering if self.community else None,
        )


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where one side of a place lies, before its people are known."""

    area: AreaRow
    near_border: bool
    neighbours: tuple[int, ...]
    override: str = ""


def responsible_for_building(
    building_id: int, *, at: datetime, unit: str = "", room: str = ""
) -> Responsibility | None:
    """Who is responsible for a building, one unit of it or one home at a moment; None for no such building.

    Overrides of that day come first, then the transformer that feeds most of it where an area names it, then the
    ground it stands on.
    """
    row = territory_queries.building(building_id)
    if row is None:
        return None
    return _answer(
        row.lon,
        row.lat,
        at=at,
        label=row.label,
        building_id=row.id,
        division_id=row.community_id,
        overrides=placing.override_of(row.id, unit=unit, room=room, on=clock.today(at)),
    )


def responsible_at(lon: float, lat: float, *, at: datetime, label: str = "") -> Responsibility:
    """Who is responsible at a point (WGS-84 degrees) and a moment."""
    return _answer(lon, lat, at=at, label=label, building_id=None, division_id=None, overrides={})


def _answer(
    lon: float,
    lat: float,
    *,
    at: datetime,
    label: str,
    building_id: int | None,
    division_id: int | None,
    overrides: dict[str, OverrideRow],
) -> Responsibility:
    day = clock.today(at)
    missing: list[str] = []
    spots: dict[str, _Spot] = {}
    overlaps: dict[str, tuple[int, ...]] = {}
    for partition in (Partition.COMMUNITY, Partition.POWER):
        spot, overlap = _spot(partition, (lon, lat), day, building_id, overrides.get(partition))
        overlaps[partition] = overlap
        if spot is not None:
            spots[partition] = spot
        else:
            missing.append(f"{'overlap' if overlap else 'gap'}.{partition}")
    crew = _Crew.load([spot.area.id for spot in spots.values()], at=at)
    sides = {p: crew.side(p, spot, overlaps[p]) for p, spot in spots.items()}
    missing += [f"nobody.{p}" for p, side in sides.items() if side.answering.answering is None]
    power = sides.get(Partition.POWER)
    community = sides.get(Partition.COMMUNITY)
    if division_id is None and community is not None:
        division_id = spots[Partition.COMMUNITY].area.division_id
    return Responsibility(
        at=at,
        building_id=building_id,
        label=label,
        lon=lon,
        lat=lat,
        divisions=territory_queries.division_path(division_id),
        community=community,
        power=power,
        lead=crew.lead(power) if power else None,
        station=station_queries.nearest(lon, lat, on=day),
        missing=tuple(missing),
    )


def _spot(
    partition: str, point: tuple[float, float], day: date, building_id: int | None, override: OverrideRow | None
) -> tuple[_Spot | None, tuple[int, ...]]:
    parts = territory_queries.partition_on(partition, day)
    row, located = parts.locate(*point)
    near = bool(located and located.near_border)
    neighbours = parts.ids_of(located.neighbours) if located else ()
    overlap = parts.ids_of(located.overlap) if located else ()
    if override is not None:
        return _Spot(parts.by_id[override.area_id], near, neighbours, override.reason), overlap
    if building_id is not None and parts.transformers:
        fed = placing.fed_by(parts, [building_id]).get(building_id)
        if fed is not None and len(fed.chosen) > 1:
            return None, fed.chosen
        if fed is not None and fed.chosen:
            others = tuple(dict.fromkeys((*fed.others, *neighbours, *((row.id,) if row and fed.mixed else ()))))
            others = tuple(one for one in others if one != fed.chosen[0])
            return _Spot(parts.by_id[fed.chosen[0]], near or bool(others), others), ()
    return (_Spot(row, near, neighbours) if row else None), overlap


class _Crew:
    """The people of a few areas at one moment, loaded with a fixed number of queries."""

    def __init__(self, postings: list[Posting], team: list[Posting], *, at: datetime) -> None:
        self.at, self.postings, self.team = at, postings, team
        users: dict[int, User] = {}
        for posting in (*postings, *team):
            for user in (posting.user, posting.deputy if posting in postings else None, posting.leader):
                if user is not None:
                    users[user.pk] = user
        self.absences = people_queries.absences_at(users, at=at)
        users |= {a.deputy.pk: a.deputy for a in self.absences if a.deputy is not None}
        self.users = users
        self.numbers = people_queries.duty_numbers(users, on=clock.today(at))
        self.duties = {pk: Duty(*duty) for pk, duty in people_queries.duties_at(users, at=at).items()}
        self.roles = {p.user_id: p for p in (*team, *postings)}

    @classmethod
    def load(cls, area_ids: Iterable[int], *, at: datetime) -> "_Crew":
        day = clock.today(at)
        postings = people_queries.area_postings(area_ids, on=day)
        leaders = {p.leader_id for p in postings if p.leader_id is not None}
        return cls(postings, people_queries.team_postings(leaders, on=day) if leaders else [], at=at)

    def person(self, user: User | None, *, role: str = "", side: str = "") -> Person | None:
        """A user as anybody may see them."""
        if user is None:
            return None
        posting = self.roles.get(user.pk)
        number, verified = self.numbers.get(user.pk, ("", None))
        return Person(
            user_id=user.pk,
            name=user.name,
            role=posting.role if posting else role,
            side=posting.side if posting else side,
            title=posting.title if posting else "",
            is_demo=user.is_demo,
            phone=number,
            verified_on=verified,
        )

    def side(self, partition: str, spot: _Spot, overlap: tuple[int, ...]) -> SideOf:
        """One side of a place with its people."""
        role = _WORKER[Partition(partition)]
        own = [p for p in self.postings if p.area_id == spot.area.id and p.role == role]
        posting = own[-1] if own else None
        leader = self._leader_of(spot.area.id, posting)
        mates = [p for p in self.team if leader and p.leader_id == leader.pk and p.role == role]
        team = Team(
            holder=self.person(posting.user if posting else None),
            deputy=self.person(posting.deputy if posting else None, role=role, side=partition),
            leader=self.person(leader, side=partition),
            others=tuple(p for m in mates if (p := self.person(m.user)) is not None),
        )
        answering = who_answers(
            team,
            duties=self.duties,
            absent={a.user_id for a in self.absences},
            stand_ins={a.user_id: p for a in self.absences if (p := self.person(a.deputy, role=role, side=partition))},
        )
        return SideOf(
            area_id=spot.area.id,
            area_code=spot.area.code,
            area_name=spot.area.name,
            synthetic=spot.area.synthetic,
            answering=answering,
            leader=team.leader,
            near_border=spot.near_border,
            neighbours=spot.neighbours,
            overlap=overlap,
            override=spot.override,
        )

    def _leader_of(self, area_id: int, posting: Posting | None) -> User | None:
        if posting is not None and posting.leader is not None:
            return posting.leader
        leaders = [p.user for p in self.postings if p.area_id == area_id and p.role == Role.POWER_LEADER]
        return leaders[-1] if leaders else None

    def lead(self, power: SideOf) -> Person | None:
        """The accountable lead: posted to the area, or the leader's own leader."""
        own = [p for p in self.postings if p.area_id == power.area_id and p.role == Role.ACCOUNTABLE_LEAD]
        if own:
            return self.person(own[-1].user)
        if power.leader is None:
            return None
        above = [p.leader for p in self.team if p.user_id == power.leader.user_id and p.leader is not None]
        return self.person(above[0], role=Role.ACCOUNTABLE_LEAD, side="power") if above else None


# --- finding ---------------------------------------------------------------------------------------


def _build_finder() -> PlaceFinder:
    entries = territory_queries.gazetteer()
    entries += [
        PlaceEntry(kind=PlaceKind.STATION, id=station.id, name=station.name)
        for station in station_queries.all_stations()
    ]
    entries += [
        PlaceEntry(kind=PlaceKind.TRANSFORMER, id=row.id, name=row.name, aliases=(row.code,))
        for row in supply_queries.transformers()
    ]
    names = [row.name for row in territory_queries.divisions().values() if row.level == "district"]
    return PlaceFinder.build(entries, city_names=[*_city_names(), *names])


def _city_names() -> list[str]:
    from twingrid.cities import queries as cities_queries

    city = cities_queries.present_city()
    return [name for name in (city.profile.get("province", ""), city.name, city.district) if name]


_finder = Remembered(_build_finder, lambda: territory_queries.generation("gazetteer"), patience_s=1.0)


def warm(*, at: datetime) -> None:
    """Read the present city's places and both partitions into this process's memory, so that nobody waits for it."""
    _finder.get()
    for partition in (Partition.COMMUNITY, Partition.POWER):
        territory_queries.partition_on(partition, clock.today(at))


def find(text: str, *, limit: int = 10) -> Finding:
    """The places that `text` may mean, best first; never picked silently when more than one is likely.

    Raises `NotYet` when another thread of this process has been reading them in for more than a second.
    """
    return _finder.get().find(text, limit=limit)


def spot_of(kind: PlaceKind, place_id: int) -> tuple[float, float] | None:
    """The coordinates (WGS-84 degrees) of something found, if it has one place."""
    if kind is PlaceKind.BUILDING and (row := territory_queries.building(place_id)):
        return row.lon, row.lat
    if kind is PlaceKind.COMPOUND and (compound := territory_queries.compound(place_id)):
        return compound.lon, compound.lat
    if kind is PlaceKind.STATION and (station := station_queries.station(place_id)):
        return station.lon, station.lat
    if kind is PlaceKind.LANDMARK and (landmark := territory_queries.landmark(place_id)):
        return landmark.lon, landmark.lat
    if kind is PlaceKind.TRANSFORMER and (transformer := supply_queries.transformer(place_id)):
        lon, lat = transformer.lon, transformer.lat
        return (lon, lat) if lon is not None and lat is not None else None
    return None


# --- plates ----------------------------------------------------------------------------------------


def plate(code: str) -> Plate | None:
    """The plate with this code, with its building."""
    return Plate.objects.filter(code=code).select_related("building", "community", "station").first()


def plate_of_building(building_id: int) -> Plate | None:
    """The newest plate of a building."""
    return Plate.objects.filter(building_id=building_id).order_by("-id").first()


# --- placements ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlacementCount:
    """What `fuse` found: service points in all, placed on both sides, and what is not covered by reason."""

    total: int
    covered: int
    reasons: dict[str, int]
    near_border: int


def placement_count() -> PlacementCount:
    """How the service points of the present city are placed."""
    rows = Placement.objects
    total = rows.count()
    overlap = rows.filter(overlap=True).count()
    no_community = rows.filter(community__isnull=True, overlap=False).count()
    no_power = rows.filter(power__isnull=True, overlap=False).count()
    return PlacementCount(
        total=total,
        covered=rows.filter(community__isnull=False, power__isnull=False).count(),
        reasons={
            key: n for key, n in (("overlap", overlap), ("gap.community", no_community), ("gap.power", no_power)) if n
        },
        near_border=rows.filter(near_border=True).count(),
    )


def areas_at(lon: float, lat: float, *, at: datetime) -> tuple[int | None, int | None]:
    """The ids of the community grid and the power service area of a point; None in a gap or an overlap."""
    day = clock.today(at)
    rows = [territory_queries.partition_on(p, day).locate(lon, lat)[0] for p in (Partition.COMMUNITY, Partition.POWER)]
    return rows[0].id if rows[0] else None, rows[1].id if rows[1] else None


def pairs_of_buildings(building_ids: Iterable[int], *, at: datetime) -> set[tuple[int, int]]:
    """The pairs (community grid, power service area) that serve these buildings; 0 is a gap, -1 an overlap."""
    rows = territory_queries.places_of(building_ids)
    placed = placing.of_buildings([(pk, lon, lat) for pk, lon, lat in rows], on=clock.today(at))
    return {placed[pk] for pk, _lon, _lat in rows}
