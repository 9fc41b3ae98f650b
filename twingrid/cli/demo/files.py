"""The files of a demo city, one method each (formats: the importers' headings)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from twingrid.cli.demo import mapping, outages, people, phones, requests, write
from twingrid.cli.demo.customers import Rows
from twingrid.cli.demo.network import Network, Node
from twingrid.cli.demo.power import Town
from twingrid.cli.demo.write import SOURCE, Manifest

LANDMARKS = (
    "青禾农贸市场",
    "云杉便民中心",
    "石榴广场公交站",
    "白鹭湾口袋公园",
    "晨钟图书馆",
    "知更鸟幼儿园",
    "麦浪超市",
)
STATIONS = {"乐山小区": "乐山驿站", "睦和苑": "睦和苑驿站", "舜雅小区": "舜雅驿站", "舜世": "舜世驿站"}
HOURS = "周一至周六 9:00–17:00"
DATES = ("valid_from", "valid_to")
ADDRESS = ("community_code", "compound", "compound_aliases", "road", "house_no", "building", "unit", "room")
CUSTOMER = (
    *("account_no", "name", "phone", "customer_kind", *ADDRESS, "lon", "lat", "building_lon", "building_lat"),
    *("meter_box_code", "meter_no", "valid_from"),
)
STAFF = (
    *("employee_no", "name", "side", "role", "title", "unit", "manager_unit", "area_codes", "duty_number"),
    *("personal_number", "print_consent", "verified_on", "shift_pattern", "deputy_no", "counterpart_nos", "leader_no"),
    *("demo", *DATES),
)


@dataclass(frozen=True)
class Files:
    """Writes into `folder`; everything is valid from `since`."""

    manifest: Manifest
    folder: Path
    town: Town
    since: str

    def _table(self, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        write.table(self.manifest, self.folder / name, header, rows)

    def areas(self) -> None:
        """The outline and both partitions as GeoJSON."""
        town = self.town
        grids, zones, plane = town.ground.grids, town.zones, town.ground.plane
        dates: dict[str, object] = {"valid_from": self.since, "valid_to": None}
        made: dict[str, object] = {"synthetic": True, "source": SOURCE, **dates}
        facts = [
            {"code": g.code, "name": g.name, "partition": "community", "division_code": g.community.code, **made}
            for g in grids
        ]
        path = self.folder / "community_grids.geojson"
        write.shapes(self.manifest, path, plane, [g.shape for g in grids], facts)
        facts = [{"code": z.code, "name": z.name, "partition": "power", "division_code": "", **made} for z in zones]
        path = self.folder / "power_service_areas.geojson"
        write.shapes(self.manifest, path, plane, [z.shape for z in zones], facts)
        profile = town.profile
        outline: dict[str, object] = {"code": profile.district_code, "name": profile.district_name, **made}
        if profile.outline_source:
            outline |= {"synthetic": False, "source": profile.outline_source}
        write.shapes(self.manifest, self.folder / "outline.geojson", plane, [town.ground.outline], [outline])

    def divisions(self) -> None:
        """divisions.csv: the district, its subdistricts, their communities."""
        p = self.town.profile
        rows = [(p.district_code, p.district_name, "district", "", ";".join(p.district_aliases))]
        rows += [(s.code, s.name, "subdistrict", p.district_code, ";".join(s.aliases)) for s in p.subdistricts]
        for s in p.subdistricts:
            rows += [(c.code, c.name, "community", s.code, ";".join(c.aliases)) for c in s.communities]
        header = ("code", "name", "level", "parent_code", "aliases", *DATES)
        self._table("divisions.csv", header, ((*row, self.since, "") for row in rows))

    def network(self, net: Network, some: Rows) -> None:
        """network.csv: all substations and feeders; of transformers and meter boxes those that feed somebody."""
        boxes = [net.boxes[k] for k in np.unique(some.box).tolist()]
        fed = {box.parent for box in boxes}
        nodes: list[Node] = [n for n in net.nodes if n.kind != "transformer" or n.code in fed]
        order = {"substation": 0, "feeder": 1, "transformer": 2, "meter_box": 3}
        nodes = sorted([*nodes, *boxes], key=lambda n: (order[n.kind], n.code))
        points = self.town.ground.plane.to_degrees(np.asarray([(n.x, n.y) for n in nodes])).tolist()
        facts = ((n.kind, n.code, n.name, n.parent) for n in nodes)
        rows = ((*fact, *point, self.since, "") for fact, point in zip(facts, points, strict=True))
        self._table("network.csv", ("kind", "code", "name", "parent_code", "lon", "lat", *DATES), rows)

    def mapping(self, net: Network, some: Rows) -> None:
        """mapping.csv: what power service areas are made of, where the city's law forbids a second division."""
        fed = {net.boxes[k].parent for k in np.unique(some.box).tolist()}
        rows = mapping.rows(self.town, net, fed)
        self._table("mapping.csv", (*mapping.HEADER, *DATES), ((*row, self.since, "") for row in rows))

    def outages(self, rows: Iterable[Sequence[object]]) -> None:
        """outages.csv."""
        self._table("outages.csv", outages.HEADER, rows)

    def customers(self, columns: list[list[object]]) -> None:
        """customers.csv."""
        self._table("customers.csv", CUSTOMER, zip(*columns, strict=True))

    def staff(self, staff: people.Staff, today: date) -> None:
        """staff.csv; a few numbers have not been verified for long."""
        rows = (self._person(p) for p in people.stale(staff.people, today, count=9))
        self._table("staff.csv", STAFF, rows)

    def _person(self, p: people.Person) -> tuple[object, ...]:
        who = (p.employee_no, p.name, p.side, p.role, p.title, p.unit, p.manager_unit)
        reach = (";".join(p.areas), p.duty, p.personal, int(p.consent), p.verified_on.isoformat(), p.shift)
        return (*who, *reach, p.deputy, ";".join(p.counterparts), p.leader, 1, self.since, "")

    def stations(self) -> None:
        """stations.csv: beside the first building of their compound; in a town without known ones a single station."""
        town, rows = self.town, []
        first = town.buildings[0].compound.name
        wanted = STATIONS if town.profile.flagships else {first: f"{first}驿站"}
        for n, (compound, name) in enumerate(wanted.items(), start=1):
            at = next(b for b in town.buildings if b.compound.name == compound)
            point = town.ground.plane.to_degrees(np.asarray([(at.x + 12, at.y - 10)]))[0].tolist()
            community = town.ground.grids[at.grid].community.code
            address = f"{at.compound.road}{at.compound.house_no}{compound}{at.name}东侧"
            code, phone = f"{town.profile.district_code}-Y{n:02d}", phones.landline(town.profile.area_code, 50 + n)
            rows.append((code, name, community, address, *point, HOURS, phone, self.since))
        header = ("code", "name", "community_code", "address", "lon", "lat", "hours", "phone", "valid_from")
        self._table("stations.csv", header, rows)

    def landmarks(self) -> None:
        """landmarks.csv: invented places beside buildings that lie far apart in the list."""
        town, rows = self.town, []
        apart = max(1, len(town.buildings) // len(LANDMARKS))
        for at, name in zip(town.buildings[apart // 2 :: apart], LANDMARKS, strict=False):
            point = town.ground.plane.to_degrees(np.asarray([(at.x - 18, at.y + 14)]))[0].tolist()
            rows.append((name, town.ground.grids[at.grid].community.code, *point, self.since))
        self._table("landmarks.csv", ("name", "community_code", "lon", "lat", "valid_from"), rows)

    def requests(self, rows: Iterable[Sequence[object]]) -> None:
        """requests.csv."""
        self._table("requests.csv", requests.HEADER, rows)
