"""The cast everybody knows: a tiny city with its people, on the evening of the flagship call.

`build("jinan", at=…)` fills the city that the test stands in. Positions are WGS-84.

    36.660 +--------------+----------+    community grids: quadrants, split at 116.990 and 36.650
           |  shunya2     |   muhe   |    power areas: 13 above 36.656; below it 05 and 12, split at 116.992
    36.656 |.... 13 ......|..........|    The borders differ on purpose.
           |              |          |
    36.650 +--------------+----------+    乐山小区 1–7号楼: grid leshan, area 12 (7号楼 is 9 m from area 05)
           |  shunya1     | : leshan |    睦和苑 8号楼:     grid muhe, area 12
           |      05      | :  12    |    建设路78号:       grid shunya1, area 05
    36.640 +--------------+----------+    舜雅苑 1号楼: grid shunya2 (nobody posted), area 13
        116.980        116.990   117.000

Han is the power worker of 12, on standby that evening; Zhao (13, on night shift) is his deputy. Ding (05)
went home at 17:30 and has no deputy, so Zhao answers for him: same team, on duty. Sun leads all three
areas. Qiao is the community worker of leshan, Ma of muhe. All names are invented and every number is
unassignable.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import shapely
from django.db import connection
from django.test import Client

from tests.pressed import forget, pressed
from twingrid.coverage.models import AliasProposal, Placement, Plate
from twingrid.people.models import Contact, Pairing, Posting, Shift, Unit, User
from twingrid.stations.models import Station
from twingrid.supply.models import Customer, Equipment, ServicePoint
from twingrid.territory.models import Alias, Area, Building, Compound, Division, Generation, Landmark, Outline

# What the cast fills.
FILLED = (
    *(Outline, Division, Area, Compound, Building, Alias, Landmark, Equipment, ServicePoint, Customer),
    *(Unit, User, Posting, Contact, Pairing, Shift, Placement, Plate, AliasProposal, Station),
)
START = date(2022, 6, 1)
VERIFIED = date(2023, 1, 15)
WEST, SOUTH, EAST, NORTH = 116.980, 36.640, 117.000, 36.660
_generations = itertools.count(1_000)

# schema → what is called how there; both cities have the same shape, so that only names tell them apart.
SCRIPTS: Mapping[str, Mapping[str, str]] = {
    "jinan": {
        "district": "市中区",
        "district_code": "370103",
        "sub1": "杆石桥街道",
        "sub2": "舜耕街道",
        "sub1_code": "370103003",
        "sub2_code": "370103016",
        "leshan": "乐山小区社区",
        "muhe": "睦和苑社区",
        "shunya": "舜雅社区",
        "estate1": "乐山小区",
        "estate2": "睦和苑",
        "estate3": "舜雅苑",
        "road": "建设路",
        "nickname": "乐山大院",
        "landmark": "青禾农贸市场",
        "centre": "市中供电中心",
        "committee": "乐山社区居委会",
        "phone": "0531-000 ",
        "han": "韩立群",
        "ding": "丁海峰",
        "zhao": "赵明川",
        "sun": "孙玉成",
        "lead": "陈国栋",
        "zhou": "周晓宁",
        "clerk": "许文静",
        "manager": "高建平",
        "admin": "何志远",
        "qiao": "乔玉兰",
        "ma": "马秀芝",
        "prefix": "jn",
        "plate": "leshan3",
        "station": "乐山彩虹驿站",
    },
    "yunting": {
        "district": "汀洲区",
        "district_code": "999901",
        "sub1": "望江街道",
        "sub2": "青石街道",
        "sub1_code": "999901001",
        "sub2_code": "999901002",
        "leshan": "渡口社区",
        "muhe": "南塘社区",
        "shunya": "石桥社区",
        "estate1": "渡口花园",
        "estate2": "南塘苑",
        "estate3": "石桥里",
        "road": "望江路",
        "nickname": "渡口大院",
        "landmark": "云杉便民中心",
        "centre": "汀洲供电中心",
        "committee": "渡口社区居委会",
        "phone": "0500-000 ",
        "han": "尹舟",
        "ding": "方渡",
        "zhao": "苏汀",
        "sun": "白露生",
        "lead": "钱小满",
        "zhou": "柳知秋",
        "clerk": "钟南乔",
        "manager": "叶青禾",
        "admin": "江临川",
        "qiao": "范思源",
        "ma": "林澜",
        "prefix": "yt",
        "plate": "dukou3",
        "station": "渡口彩虹驿站",
    },
}


@dataclass
class Cast:
    """Everybody and everything of the tiny city, by the names that tests use."""

    city: str
    at: datetime
    words: Mapping[str, str]
    outline: Any = None
    district: Any = None
    subdistricts: list[Any] = field(default_factory=list)
    communities: dict[str, Any] = field(default_factory=dict)  # leshan, muhe, shunya
    grids: dict[str, Any] = field(default_factory=dict)  # leshan, muhe, shunya1, shunya2
    powers: dict[str, Any] = field(default_factory=dict)  # "05", "12", "13"
    compounds: dict[str, Any] = field(default_factory=dict)  # leshan, muhe, shunya
    buildings: dict[str, Any] = field(default_factory=dict)  # "1" … "7", "muhe8", "road78", "shunya1"
    points: dict[str, list[Any]] = field(default_factory=dict)  # service points by the key of their building
    customers: list[Any] = field(default_factory=list)
    people: dict[str, Any] = field(default_factory=dict)
    plate: Any = None
    station: Any = None
    landmark: Any = None
    proposal: Any = None
    centre: Any = None
    committee: Any = None

    def __getattr__(self, name: str) -> Any:
        """`cast.han` is `cast.people["han"]`."""
        people = self.__dict__.get("people", {})
        if name in people:
            return people[name]
        raise AttributeError(name)

    @property
    def home(self) -> Any:
        """乐山小区 3号楼: where the flagship call comes from."""
        return self.buildings["3"]

    def client(self, who: str | Any | None = None, **options: Any) -> Client:
        """A browser at this city's address, signed in as a person of the cast (or their key)."""
        host = "yunting.localhost" if self.city == "yunting" else "testserver"
        browser = Client(SERVER_NAME=host, **options)
        if who is not None:
            browser.force_login(
                self.people[who] if isinstance(who, str) else who, "django.contrib.auth.backends.ModelBackend"
            )
        return browser


# --- factories ----------------------------------------------------------------------------------------
def box(west: float, south: float, east: float, north: float) -> Any:
    """A rectangle in WGS-84 degrees."""
    return shapely.box(west, south, east, north)


def make_area(*, partition: str, code: str, name: str, shape: Any, division: Any = None, since: date = START) -> Area:
    """An area of a partition with this shape (WGS-84)."""
    west, south, east, north = shape.bounds
    return Area.objects.create(
        partition=partition,
        code=code,
        name=name,
        division=division,
        geometry=shapely.to_wkb(shape),
        min_lon=west,
        min_lat=south,
        max_lon=east,
        max_lat=north,
        area_m2=shape.area * 8_925_000_000,
        synthetic=True,
        source="cast",
        valid_from=since,
    )


def make_person(
    cast: Cast,
    key: str,
    *,
    role: str,
    side: str = "power",
    areas: tuple[Any, ...] = (),
    title: str = "",
    division: Any = None,
    leader: Any = None,
    deputy: Any = None,
    number: int | None = None,
) -> User:
    """A person with one posting for each area (or one for the whole unit) and a published duty number."""
    person = User.objects.create(
        username=f"{cast.words['prefix']}-{key}",
        name=cast.words.get(key, key),
        employee_no=f"{cast.words['prefix']}{key}",
        is_demo=True,
        password="!",
    )
    unit = cast.committee if side == "community" else cast.centre
    for area in areas or (None,):
        Posting.objects.create(
            user=person,
            role=role,
            side=side,
            title=title,
            unit=unit,
            area=area,
            division=division,
            leader=leader,
            deputy=deputy,
            valid_from=START,
        )
    if number is not None:
        Contact.objects.create(
            user=person,
            kind="duty",
            number=f"{cast.words['phone']}{number:05d}",
            verified_on=VERIFIED,
            valid_from=START,
        )
    cast.people[key] = person
    return person


def make_partner(cast: Cast, key: str) -> User:
    """Somebody of a partner company, which is a unit of its own."""
    name = f"{cast.words['district']}{key}"
    person = User.objects.create(username=f"{cast.words['prefix']}-{key}", name=name, is_demo=True, password="!")
    unit = Unit.objects.create(name=name, side="partner")
    Posting.objects.create(user=person, role="partner", side="partner", unit=unit, valid_from=START)
    cast.people[key] = person
    return person


def make_shift(person: Any, *, kind: str, starts_at: datetime, hours: float) -> Shift:
    """Hours in which a person answers."""
    return Shift.objects.create(user=person, kind=kind, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours))


def make_building(
    cast: Cast,
    key: str,
    *,
    name: str,
    compound: Any,
    community: Any,
    lon: float,
    lat: float,
    road: str = "",
    house_no: str = "",
    units: int = 2,
    rooms: int = 2,
) -> Building:
    """A building with `units` × `rooms` customers, each at a service point of its own."""
    label = f"{compound.name} {name}" if compound else f"{road}{house_no}"
    names = [f"{n}单元" for n in range(1, units + 1)]
    building = Building.objects.create(
        compound=compound,
        community=community,
        name=name,
        road=road,
        house_no=house_no,
        label=label,
        lon=lon,
        lat=lat,
        units=names,
        households=units * rooms,
    )
    cast.buildings[key] = building
    doors = [(unit, f"{floor}01") for unit in names for floor in range(1, rooms + 1)]
    cast.points[key] = ServicePoint.objects.bulk_create(
        ServicePoint(building=building, unit=unit, room=room, lon=lon, lat=lat) for unit, room in doors
    )
    return building


# --- the city -----------------------------------------------------------------------------------------
def _places(cast: Cast) -> None:
    words = cast.words
    made = {"valid_from": START}
    cast.outline = Outline.objects.create(
        name=words["district"],
        geometry=shapely.to_wkb(box(WEST, SOUTH, EAST, NORTH)),
        synthetic=True,
        source="cast",
    )
    cast.district = Division.objects.create(
        code=words["district_code"], name=words["district"], level="district", **made
    )
    cast.subdistricts = [
        Division.objects.create(
            code=words[f"{n}_code"], name=words[n], level="subdistrict", parent=cast.district, **made
        )
        for n in ("sub1", "sub2")
    ]
    for key, parent, number in (("leshan", 0, "004"), ("muhe", 0, "003"), ("shunya", 1, "004")):
        above = cast.subdistricts[parent]
        cast.communities[key] = Division.objects.create(
            code=above.code + number, name=words[key], level="community", parent=above, **made
        )
    quarters = {
        "shunya1": ("shunya", "1", box(WEST, SOUTH, 116.990, 36.650)),
        "leshan": ("leshan", "1", box(116.990, SOUTH, EAST, 36.650)),
        "shunya2": ("shunya", "2", box(WEST, 36.650, 116.990, NORTH)),
        "muhe": ("muhe", "1", box(116.990, 36.650, EAST, NORTH)),
    }
    for key, (community, number, shape) in quarters.items():
        division = cast.communities[community]
        cast.grids[key] = make_area(
            partition="community",
            code=f"{division.code}00{number}",
            name=f"{division.name}第{number}网格",
            shape=shape,
            division=division,
        )
    strips = {
        "05": box(WEST, SOUTH, 116.992, 36.656),
        "12": box(116.992, SOUTH, EAST, 36.656),
        "13": box(WEST, 36.656, EAST, NORTH),
    }
    for code, shape in strips.items():
        cast.powers[code] = make_area(partition="power", code=code, name=f"供电{code}区", shape=shape)


def _buildings(cast: Cast) -> None:
    words, places = cast.words, cast.communities
    for key, name, community, lon, lat in (
        ("leshan", "estate1", "leshan", 116.9945, 36.6450),
        ("muhe", "estate2", "muhe", 116.9960, 36.6530),
        ("shunya", "estate3", "shunya", 116.9850, 36.6580),
    ):
        cast.compounds[key] = Compound.objects.create(
            name=words[name],
            community=places[community],
            road=words["road"],
            house_no="1号",
            lon=lon,
            lat=lat,
        )
    for n in range(1, 7):
        make_building(
            cast,
            str(n),
            name=f"{n}号楼",
            compound=cast.compounds["leshan"],
            community=places["leshan"],
            lon=116.9940 + n * 0.0004,
            lat=36.6450,
        )
    # key, estate ("" for a house on the road), community, number, longitude, latitude; each has one staircase.
    for key, estate, community, number, lon, lat in (
        ("7", "leshan", "leshan", "7", 116.9921, 36.6450),
        ("muhe8", "muhe", "muhe", "8", 116.9960, 36.6530),
        ("road78", "", "shunya", "78", 116.9830, 36.6430),
        ("shunya1", "shunya", "shunya", "1", 116.9850, 36.6580),
    ):
        make_building(
            cast,
            key,
            name=f"{number}号楼" if estate else "",
            compound=cast.compounds.get(estate),
            community=places[community],
            lon=lon,
            lat=lat,
            road="" if estate else words["road"],
            house_no="" if estate else f"{number}号",
            units=1,
        )
    Alias.objects.create(name=words["nickname"], compound=cast.compounds["leshan"])
    cast.landmark = Landmark.objects.create(
        name=words["landmark"], community=cast.communities["leshan"], lon=116.9955, lat=36.6445, valid_from=START
    )


def _network(cast: Cast) -> None:
    """Substation → feeder → transformer → a meter box for each building; a customer at each service point."""
    above = None
    for kind, code in (("substation", "S1"), ("feeder", "F1"), ("transformer", "T1")):
        above = Equipment.objects.create(
            kind=kind,
            code=f"{cast.words['prefix']}-{code}",
            name=code,
            parent=above,
            valid_from=START,
            lon=116.99,
            lat=36.65,
        )
    number = itertools.count(1)
    boxes = Equipment.objects.bulk_create(
        Equipment(
            kind="meter_box",
            code=f"{cast.words['prefix']}-B-{key}",
            name=f"B-{key}",
            parent=above,
            valid_from=START,
        )
        for key in cast.points
    )
    for box_, points in zip(boxes, cast.points.values(), strict=True):
        for point in points:
            point.meter_box, point.meter_no = box_, f"{cast.words['prefix']}{next(number):08d}"
    every = [point for points in cast.points.values() for point in points]
    ServicePoint.objects.bulk_update(every, ("meter_box", "meter_no"))
    district = int(cast.words["district_code"][:4])
    cast.customers = Customer.objects.bulk_create(
        Customer(
            account_no=f"{district}{n:06d}",
            service_point=point,
            kind="resident",
            name=f"住户{n}",
            phone=f"1003{district}{n:03d}",
            valid_from=START,
        )
        for n, point in enumerate(every, start=1)
    )


GRID_OF = {"7": "leshan", "muhe8": "muhe", "road78": "shunya1", "shunya1": "shunya2"}
POWER_OF = {"road78": "05", "shunya1": "13"}


def _placements(cast: Cast) -> None:
    Placement.objects.bulk_create(
        Placement(
            service_point=point,
            community=cast.grids[GRID_OF.get(key, "leshan")],
            power=cast.powers[POWER_OF.get(key, "12")],
            near_border=key == "7",
        )
        for key, points in cast.points.items()
        for point in points
    )
    cast.plate = Plate.objects.create(code=cast.words["plate"], building=cast.home, unit="2单元", made_at=cast.at)
    cast.proposal = AliasProposal.objects.create(
        digest="cast",
        words=f"{cast.words['nickname'][:1]}家红楼",
        compound=cast.compounds["muhe"],
        people=3,
        first_on=VERIFIED,
        last_on=cast.at.date(),
        state="proposed",
    )
    cast.station = Station.objects.create(
        code=f"{cast.words['prefix']}-station",
        name=cast.words["station"],
        community=cast.communities["leshan"],
        address=f"{cast.words['estate1']} 1号楼",
        hours="周一至周五 9:00–17:00",
        phone=f"{cast.words['phone']}01300",
        lon=116.9942,
        lat=36.6452,
        valid_from=START,
    )


def _people(cast: Cast) -> None:
    cast.centre = Unit.objects.create(name=cast.words["centre"], side="power")
    cast.committee = Unit.objects.create(name=cast.words["committee"], side="community")
    every = tuple(cast.powers.values())
    worker, grid = (
        {"role": "power_worker", "title": "供电网格员"},
        {"role": "community_worker", "side": "community"},
    )
    lead = make_person(cast, "lead", role="accountable_lead", areas=every, title="包保责任人", number=1402)
    sun = make_person(cast, "sun", role="power_leader", areas=every, title="供电网格长", leader=lead, number=1401)
    zhao = make_person(cast, "zhao", areas=(cast.powers["13"],), leader=sun, number=1213, **worker)
    make_person(cast, "han", areas=(cast.powers["12"],), leader=sun, deputy=zhao, number=1203, **worker)
    make_person(cast, "ding", areas=(cast.powers["05"],), leader=sun, number=1205, **worker)
    make_person(cast, "zhou", role="dispatcher", title="调度值班员", number=1500)
    make_person(cast, "clerk", role="clerk", title="营业厅")
    make_person(cast, "manager", role="manager")
    make_person(cast, "admin", role="administrator")
    make_person(cast, "qiao", areas=(cast.grids["leshan"],), title="社区网格员", number=1601, **grid)
    make_person(cast, "ma", areas=(cast.grids["muhe"],), title="社区网格员", number=1602, **grid)
    Pairing.objects.create(
        power=cast.people["han"],
        community=cast.people["qiao"],
        valid_from=START,
        confirmed_by_power_on=START,
        confirmed_by_community_on=START,
    )
    Pairing.objects.create(power=cast.people["han"], community=cast.people["ma"], rank=2, valid_from=START)


def _shifts(cast: Cast) -> None:
    """That day: everybody 8:00–17:30, Han on standby until 22:00, Zhao on the night shift."""
    morning = cast.at - timedelta(hours=11)  # 8:00 of the day whose 19:00 is `at`
    for key in ("han", "ding", "qiao", "ma"):
        make_shift(cast.people[key], kind="day", starts_at=morning, hours=9.5)
    make_shift(cast.people["sun"], kind="day", starts_at=morning, hours=14)
    make_shift(cast.people["han"], kind="standby", starts_at=morning + timedelta(hours=9.5), hours=4.5)
    make_shift(cast.people["qiao"], kind="standby", starts_at=morning + timedelta(hours=9.5), hours=4.5)
    make_shift(cast.people["zhao"], kind="night", starts_at=morning + timedelta(hours=10), hours=14)
    make_shift(cast.people["zhou"], kind="night", starts_at=morning + timedelta(hours=10), hours=14)


def build(city: str, *, at: datetime) -> Cast:
    """Fill the city that the connection stands in. `at` is 19:00 of the evening.

    Everything that processes keep in memory is made stale by new generation numbers.
    """
    cast = pressed(("cast", city, at), FILLED, lambda: _build(city, at))
    forget_memory()
    return cast


def _build(city: str, at: datetime) -> Cast:
    cast = Cast(city=city, at=at, words=SCRIPTS[city])
    _places(cast)
    _buildings(cast)
    _network(cast)
    _people(cast)
    _placements(cast)
    _shifts(cast)
    return cast


def forget_memory() -> None:
    """Give every generation a number that no test before had: in-memory indexes are built anew."""
    number = next(_generations)
    Generation.objects.bulk_create(
        [Generation(name=name, number=number) for name in ("areas", "gazetteer", "outages", "people")],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["number"],
    )


def apart() -> None:
    """Move every counter of the present city far on, so that none of its ids exists in another city."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(nextval(format('%%I.%%I', schemaname, sequencename)::regclass)) "
            "FROM pg_sequences, generate_series(1, 3000) "
            "WHERE schemaname = %s AND coalesce(last_value, 0) < 3000",
            [connection.schema_name],
        )
    forget()
