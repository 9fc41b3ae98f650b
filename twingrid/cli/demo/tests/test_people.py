"""The people: enough of every role, everybody stood in for, both sides paired."""

from collections import Counter, defaultdict

from twingrid.cli.demo.tests.conftest import Made


def test_the_roles_are_those_of_the_model(jinan: Made) -> None:
    roles = Counter(p["role"] for p in jinan.staff)
    assert roles.pop("community_worker") > 200
    assert roles == {
        "power_worker": 66,
        "power_leader": 14,
        "accountable_lead": 12,
        "dispatcher": 4,
        "clerk": 3,
        "partner": 3,
        "manager": 1,
        "administrator": 1,
    }


def test_everybody_is_a_demo_person_with_a_number_and_a_name_of_their_own(made: Made) -> None:
    assert {p["demo"] for p in made.staff} == {"1"}
    for key in ("employee_no", "name", "duty_number", "personal_number"):
        assert len({p[key] for p in made.staff}) == len(made.staff)


def test_every_grid_has_one_community_worker_and_every_zone_one_power_worker(made: Made) -> None:
    for role, name in (("community_worker", "community_grids"), ("power_worker", "power_service_areas")):
        held = Counter(a for p in made.staff if p["role"] == role for a in p["area_codes"].split(";"))
        assert held == {f["properties"]["code"]: 1 for f in made.features(f"{name}.geojson")}


def test_every_worker_has_a_deputy_of_the_same_side_who_is_somebody_else(made: Made) -> None:
    by_no = {p["employee_no"]: p for p in made.staff}
    for person in made.staff:
        if person["role"] in ("power_worker", "community_worker", "power_leader", "dispatcher"):
            deputy = by_no[person["deputy_no"]]
            assert deputy is not person
            assert deputy["side"] == person["side"]


def test_pairs_are_mutual_and_nobody_is_alone(made: Made) -> None:
    by_no = {p["employee_no"]: p for p in made.staff}
    for person in made.staff:
        others = [n for n in person["counterpart_nos"].split(";") if n]
        if person["role"] in ("power_worker", "community_worker"):
            assert others
        for other in others:
            assert by_no[other]["side"] != person["side"]
            assert person["employee_no"] in by_no[other]["counterpart_nos"].split(";")


def test_at_night_somebody_of_each_power_team_answers_for_each_worker(made: Made) -> None:
    by_no = {p["employee_no"]: p for p in made.staff}
    for person in made.staff:
        if person["role"] == "power_worker":
            chain = (person, by_no[person["deputy_no"]], by_no[person["leader_no"]])
            assert "day_standby" in {p["shift_pattern"] for p in chain[:2]}
            assert chain[2]["role"] == "power_leader"
            assert chain[2]["shift_pattern"] == "day_standby"


def test_leaders_have_teams_of_neighbouring_size_and_a_lead(jinan: Made) -> None:
    teams = defaultdict(list)
    by_no = {p["employee_no"]: p for p in jinan.staff}
    for person in jinan.staff:
        if person["role"] == "power_worker":
            teams[person["leader_no"]].append(person["area_codes"])
    assert {4, 5} >= {len(team) for team in teams.values()}
    for leader, areas in teams.items():
        assert sorted(by_no[leader]["area_codes"].split(";")) == sorted(areas)
        assert by_no[by_no[leader]["leader_no"]]["role"] == "accountable_lead"


def test_the_people_of_the_pictures_hold_their_places(jinan: Made) -> None:
    held = {p["name"]: p for p in jinan.staff}
    assert held["韩立群"]["area_codes"] == "370103-P12"
    assert held["韩立群"]["duty_number"] == "0531-000 01203"
    assert held["丁海峰"]["area_codes"] == "370103-P05"
    assert "370103003004002" in held["马秀芝"]["area_codes"].split(";")
    assert "370103016004003" in held["乔玉兰"]["area_codes"].split(";")
    assert held["赵敏"]["employee_no"] == held["乔玉兰"]["deputy_no"]


def test_a_few_numbers_have_not_been_verified_for_90_days(jinan: Made) -> None:
    stale = [p for p in jinan.staff if p["verified_on"] < "2026-08-25"]
    assert 4 <= len(stale) <= 14
