"""The people of a demo city, all invented (demo = 1): who holds which areas, who stands in, who is paired with whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from twingrid.cli.demo import names, partition, phones
from twingrid.cli.demo.grids import Grid
from twingrid.cli.demo.partition import Ints
from twingrid.cli.demo.power import Town, Zone
from twingrid.cli.demo.profiles import Profile

GRIDS_PER_WORKER = 3
KNOWN_POWER = {5: "丁海峰", 12: "韩立群"}
KNOWN_COMMUNITY = {("370103003004", 2): "马秀芝", ("370103016004", 3): "乔玉兰"}
KNOWN_OTHERS = ("周建国", "赵敏")
SUPERVISION = 12


@dataclass(frozen=True)
class Person:
    """A row of staff.csv; areas, counterparts: codes and employee numbers, the most important first."""

    employee_no: str
    name: str
    side: str
    role: str
    title: str
    unit: str
    manager_unit: str
    areas: tuple[str, ...]
    duty: str
    personal: str
    consent: bool
    verified_on: date
    shift: str
    deputy: str = ""
    counterparts: tuple[str, ...] = ()
    leader: str = ""


@dataclass(frozen=True)
class Staff:
    """Everybody, and who holds zone z and grid g (employee numbers by index)."""

    people: list[Person]
    power_of: list[str]
    community_of: list[str]
    leader_of: list[str]


class Maker:
    """Hands out names, numbers and dates in a fixed order."""

    def __init__(self, profile: Profile, seed: int, today: date) -> None:
        self.profile, self.today = profile, today
        self.rng = np.random.default_rng([seed, 31])
        known = {*KNOWN_POWER.values(), *KNOWN_COMMUNITY.values(), *KNOWN_OTHERS}
        unlucky = [name for name in known if not names.may_be_used(name)]
        if unlucky:
            raise RuntimeError("a name that may not be used is among the known names of the demo")
        self._free = iter(name for name in names.pool(seed + 1) if name not in known)
        self._personal = 5_000_000

    def person(self, no: str, role: str, *, duty: int, name: str = "", **facts: object) -> Person:
        """A person with everything that is not given made up."""
        self._personal += 137
        rng = self.rng
        plain: dict[str, object] = {
            "side": "power",
            "unit": self.profile.centre_name,
            "manager_unit": self.profile.centre_name,
            "areas": (),
            "shift": "day",
        }
        return Person(
            employee_no=no,
            name=name or next(self._free),
            role=role,
            duty=phones.landline(self.profile.area_code, duty),
            personal=phones.mobile(self._personal),
            consent=bool(rng.random() < 0.3),
            verified_on=self.today - timedelta(days=int(rng.integers(3, 85))),
            **{**plain, **facts},  # type: ignore[arg-type] # the keys are fields of Person
        )


def staff(town: Town, *, seed: int, today: date) -> Staff:
    """All people of a city and their pairings."""
    profile, zones = town.profile, town.zones
    maker = Maker(profile, seed, today)
    team = partition.bisect(town.zone_middles, profile.leaders)
    leads, leaders = _upper(profile, maker, zones, team)
    workers = _power_workers(profile, maker, zones, team, leaders)
    locals_, community_of = _community_workers(profile, maker, town.ground.grids)
    workers, locals_ = _paired(town, workers, locals_, community_of)
    # Partners come last: whoever was drawn before keeps their name.
    people = [*_centre(profile, maker), *leads, *leaders, *workers, *locals_, *_partners(profile, maker)]
    return Staff(people, [w.employee_no for w in workers], community_of, [w.leader for w in workers])


def _upper(profile: Profile, maker: Maker, zones: list[Zone], team: Ints) -> tuple[list[Person], list[Person]]:
    """Accountable leads and leaders; with fewer leads than leaders the first leads have two."""
    lead_of = [k if k < profile.leads else k - profile.leads for k in range(profile.leaders)]
    leaders, leads = [], []
    for k in range(profile.leaders):
        own = tuple(z.code for z, t in zip(zones, team, strict=True) if t == k)
        deputy = f"Z{(k + 1) % profile.leaders + 1:02d}"
        leaders.append(
            maker.person(
                f"Z{k + 1:02d}",
                "power_leader",
                duty=7001 + k * 100,
                title="供电网格长",
                areas=own,
                deputy=deputy,
                unit=f"{profile.centre_name}第{k + 1}服务班",
                leader=f"B{lead_of[k] + 1:02d}",
                shift="day_standby",
            )
        )
    for k in range(profile.leads):
        areas = tuple(a for who, p in zip(lead_of, leaders, strict=True) if who == k for a in p.areas)
        deputy = f"B{(k + 1) % profile.leads + 1:02d}" if profile.leads > 1 else "M1"
        leads.append(
            maker.person(
                f"B{k + 1:02d}",
                "accountable_lead",
                duty=9001 + k,
                title="包保责任人",
                areas=areas,
                deputy=deputy,
                leader="M1",
            )
        )
    return leads, leaders


SHIFTS = ("day_standby", "day_standby", "rotating", "day", "day_standby", "day")


def _power_workers(
    profile: Profile, maker: Maker, zones: list[Zone], team: Ints, leaders: list[Person]
) -> list[Person]:
    """One worker for each zone. In every team two or more answer day and night, and stand in for the others."""
    workers: list[Person] = []
    for zone, t in zip(zones, team.tolist(), strict=True):
        mates = [z.number for z, other in zip(zones, team, strict=True) if other == t]
        place = mates.index(zone.number)
        awake = [n for i, n in enumerate(mates) if SHIFTS[i % 6] == "day_standby" and n != zone.number]
        deputy = awake[place % len(awake)] if awake else zone.number % len(zones) + 1
        flagship = profile.flagships and zone.number in KNOWN_POWER
        workers.append(
            maker.person(
                f"G{zone.number:03d}",
                "power_worker",
                duty=zone.number * 100 + 3,
                name=KNOWN_POWER[zone.number] if flagship else "",
                title="供电网格员",
                areas=(zone.code,),
                unit=leaders[t].unit,
                shift="day_standby" if flagship else SHIFTS[place % 6],
                deputy=f"G{deputy:03d}",
                leader=leaders[t].employee_no,
            )
        )
    return workers


def _community_workers(profile: Profile, maker: Maker, grids: list[Grid]) -> tuple[list[Person], list[str]]:
    """One worker for up to three grids of a community; the first of a community also answers in the evening."""
    chunks: list[list[int]] = []
    for i, grid in enumerate(grids):
        last = chunks[-1] if chunks else []
        same = last and grids[last[0]].community.code == grid.community.code
        if same and len(last) < GRIDS_PER_WORKER:
            last.append(i)
        else:
            chunks.append([i])
    community_of = [""] * len(grids)
    made: list[Person] = []
    for n, chunk in enumerate(chunks):
        for i in chunk:
            community_of[i] = f"C{n + 1:04d}"
        made.append(_community_worker(profile, maker, [grids[i] for i in chunk], n))
    return _deputised(made, [grids[c[0]] for c in chunks]), community_of


def _community_worker(profile: Profile, maker: Maker, own: list[Grid], n: int) -> Person:
    community = own[0].community
    known = [KNOWN_COMMUNITY.get((community.code, g.number), "") for g in own] if profile.flagships else [""]
    committee = community.aliases[0] if community.aliases[0].endswith("会") else f"{community.name}居民委员会"
    full = next((a for a in community.aliases if a.endswith(("居民委员会", "村民委员会"))), committee)
    return maker.person(
        f"C{n + 1:04d}",
        "community_worker",
        duty=20_001 + n * 7,
        name="".join(known),
        side="community",
        title="社区网格员" if not community.village else "村网格员",
        unit=full,
        manager_unit=f"{own[0].subdistrict.name}办事处",
        areas=tuple(g.code for g in own),
        shift="day" if any(known) or own[0].number > 1 else "day_standby",
    )


def _deputised(made: list[Person], grids: list[Grid]) -> list[Person]:
    """Each stands in for the next of the same community, or else of the next community of the subdistrict."""
    result = list(made)
    for i, person in enumerate(made):
        by_community = [j for j, g in enumerate(grids) if g.community.code == grids[i].community.code and j != i]
        nearby = [j for j, g in enumerate(grids) if g.subdistrict.code == grids[i].subdistrict.code and j != i]
        candidates = [j for j in by_community if made[j].shift == "day_standby"] or [
            j for j in nearby if made[j].shift == "day_standby"
        ]
        deputy = min(candidates or by_community or nearby, key=lambda j: (abs(j - i), j))
        result[i] = replace(person, deputy=made[deputy].employee_no)
    return _zhao_min(result)


def _zhao_min(made: list[Person]) -> list[Person]:
    """The deputy of 乔玉兰 bears the name that the pictures give her."""
    qiao = next((p for p in made if p.name == "乔玉兰"), None)
    return [replace(p, name="赵敏") if qiao and p.employee_no == qiao.deputy else p for p in made]


def _paired(
    town: Town, workers: list[Person], locals_: list[Person], community_of: list[str]
) -> tuple[list[Person], list[Person]]:
    """Pair everybody with those of the other side who answer for the same homes, most homes first."""
    shared: dict[tuple[str, str], int] = {}
    for building, zone in zip(town.buildings, town.zone_of.tolist(), strict=True):
        key = (workers[zone].employee_no, community_of[building.grid])
        shared[key] = shared.get(key, 0) + building.build.homes
    ranked = sorted(shared, key=lambda pair: (-shared[pair], pair))
    power: dict[str, list[str]] = {}
    community: dict[str, list[str]] = {}
    for worker, local in ranked:
        power.setdefault(worker, []).append(local)
        community.setdefault(local, []).append(worker)
    return (
        [replace(w, counterparts=tuple(power.get(w.employee_no, ()))) for w in workers],
        [replace(c, counterparts=tuple(community.get(c.employee_no, ()))) for c in locals_],
    )


def _centre(profile: Profile, maker: Maker) -> list[Person]:
    """The manager, the administrator, dispatchers round the clock and the clerks of the counter."""
    people = [
        maker.person("M1", "manager", duty=1, title="主任", deputy="B01"),
        maker.person("A1", "administrator", duty=2, title="系统管理员", shift="none"),
    ]
    for n in range(1, profile.dispatchers + 1):
        name = "周建国" if profile.flagships and n == 1 else ""
        deputy = f"D{n % profile.dispatchers + 1}" if profile.dispatchers > 1 else "M1"
        title = "调度值长" if n == 1 else "调度员"
        people.append(
            maker.person(f"D{n}", "dispatcher", duty=20 + n, name=name, title=title, shift="rotating", deputy=deputy)
        )
    for n in range(1, profile.clerks + 1):
        deputy = f"K{n % profile.clerks + 1}" if profile.clerks > 1 else "M1"
        people.append(maker.person(f"K{n}", "clerk", duty=40 + n, title="窗口受理员", deputy=deputy))
    return people


PARTNERS = (("L1", "自来水公司"), ("L2", "燃气公司"), ("L3", "热力公司"))
"""Employee number and unit of whoever answers for each partner company."""


def _partners(profile: Profile, maker: Maker) -> list[Person]:
    """Somebody at the water, gas and heating company each, for joint cases."""
    return [
        maker.person(
            no,
            "partner",
            duty=60 + n,
            side="partner",
            title="联办经办人",
            unit=f"{profile.district_name}{unit}（演示）",
            manager_unit="",
            shift="none",
        )
        for n, (no, unit) in enumerate(PARTNERS)
    ]


def stale(people: list[Person], today: date, *, count: int) -> list[Person]:
    """Let the numbers of every so many people be unverified for more than 90 days, as real lists are."""
    every = max(len(people) // count, 1)
    return [
        replace(p, verified_on=today - timedelta(days=96 + i % 40)) if i % every == every // 2 and i > 10 else p
        for i, p in enumerate(people)
    ]
