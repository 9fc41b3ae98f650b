"""A request is taken in."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from twingrid.cities import queries as cities_queries
from twingrid.coverage.models import Override
from twingrid.journal import queries as journal_queries
from twingrid.kit.refusals import BadInput, NotAllowed, TooMany
from twingrid.people.calendar_queries import work_calendar
from twingrid.people.models import Absence
from twingrid.work import actions, queries
from twingrid.work.models import IntakeCount, Routing, Ticket
from twingrid.work.tests.real_rows import CITY, real_city


def test_it_gives_a_number_that_can_be_read_aloud_and_a_private_link(report):
    ticket = report()
    assert ticket.number == "20230222-0001"
    assert len(ticket.token) == 20


def test_each_request_of_a_day_gets_the_next_number(report, at):
    report()
    assert report().number == "20230222-0002"
    assert report(when=at + timedelta(days=1)).number == "20230223-0001"


def test_the_same_intake_key_twice_gives_the_same_request(report):
    first = report(intake_key="once")
    again = report(intake_key="once", words="再按一次")
    assert again.pk == first.pk
    assert Ticket.objects.count() == 1
    assert [event.name for event in journal_queries.history_of(first)] == ["work.ticket.reported"]


def test_the_same_hotline_order_twice_gives_the_same_request(report, cast):
    first = report(by=cast.zhou, channel="hotline_12345", external_no="250912101108115409")
    again = report(by=cast.zhou, channel="hotline_12345", external_no="250912101108115409")
    assert again.pk == first.pk


def test_it_is_routed_to_the_worker_on_duty_with_the_community_beside(report, cast):
    ticket = report()
    assert (ticket.holder, ticket.counterpart, ticket.leader) == (cast.han, cast.qiao, cast.sun)
    assert (ticket.power_area, ticket.community_area) == (cast.powers["12"], cast.grids["leshan"])
    routing = Routing.objects.get(ticket=ticket)
    assert (routing.how, routing.why, routing.near_border) == ("building", "standby", False)


def test_it_keeps_that_a_border_is_near_and_which_area_is_next(report, cast):
    routing = report(building_id=cast.buildings["7"].pk).routing
    assert routing.near_border
    assert cast.powers["05"].pk in routing.neighbours


def test_the_deputy_is_told_next_when_the_time_to_accept_is_over(report, cast, at):
    ticket = report()
    accept = ticket.clocks.get(key="accept")
    assert (ticket.routing.next, accept.due_at) == (cast.zhao, at + timedelta(minutes=15))
    assert ticket.routing.next_at == accept.warn_at  # who has it is reminded before


def test_sparks_are_a_matter_of_safety_and_have_less_time(report, at):
    ticket = report(kind="sparks")
    assert ticket.safety
    assert ticket.clocks.get(key="accept_danger").due_at == at + timedelta(minutes=5)


def test_a_point_on_the_map_is_routed_too(report, cast):
    ticket = report(building_id=None, lon=116.9850, lat=36.6580)
    assert (ticket.holder, ticket.routing.how) == (cast.zhao, "point")


def test_words_alone_go_to_the_dispatchers(report):
    ticket = report(building_id=None, place_words="大桥下面那排楼")
    assert (ticket.holder, ticket.power_area, ticket.routing.how) == (None, None, "words")


def test_it_starts_a_promise_and_an_internal_clock(report, at):
    clocks = {clock.kind: clock for clock in report().clocks.all()}
    assert clocks["promise"].due_at == at + timedelta(minutes=45)
    assert clocks["internal"].due_at == at + timedelta(minutes=15)


def test_a_printed_deadline_wins_over_five_working_days(report, cast, at):
    hotline = {"by": cast.zhou, "channel": "hotline_12345"}
    counted = report(**hotline, external_no="1").clocks.get(kind="order")
    printed = report(**hotline, external_no="2", deadline=at + timedelta(days=2)).clocks.get(kind="order")
    assert (counted.due_at, counted.provisional) == (at + timedelta(days=7), at.year not in work_calendar().years)
    assert (printed.due_at, printed.provisional) == (at + timedelta(days=2), False)


def test_it_refuses_a_request_without_a_place(report):
    with pytest.raises(BadInput) as refusal:
        report(building_id=None)
    assert refusal.value.field == "place"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "aliens"}, "kind"),
        ({"phone": "not a number"}, "phone"),
        ({"phone": ""}, "phone"),
        ({"kind": "other", "words": " "}, "words"),
        ({"words": "长" * 1001}, "words"),
        ({"channel": "direct_call"}, "channel"),
        ({"building_id": 999_999_999}, "place"),
    ],
)
def test_it_names_the_field_to_correct(report, changes, field):
    with pytest.raises(BadInput) as refusal:
        report(**changes)
    assert refusal.value.field == field
    assert not Ticket.objects.exists()


def test_a_number_with_spaces_and_full_width_digits_is_kept_as_dialled(report):
    assert report(phone="０５３１－000 01234").reporter.phone == "053100001234"


def test_staff_need_the_right_to_report(report, cast):
    with pytest.raises(NotAllowed):
        report(by=cast.admin)


def test_one_phone_may_not_flood(report):
    for _n in range(5):
        report(phone="0531-000 04444")
    with pytest.raises(TooMany):
        report(phone="053100004444")
    assert Ticket.objects.count() == 5


def test_one_address_may_not_flood_and_is_not_kept(report):
    for _n in range(20):
        report(address="203.0.113.7")
    with pytest.raises(TooMany):
        report(address="203.0.113.7")
    report(address="203.0.113.8")
    assert not any("203.0" in digest for digest in IntakeCount.objects.values_list("digest", flat=True))


def test_the_count_starts_anew_each_day(report, at):
    for _n in range(5):
        report(phone="053100004444")
    assert report(phone="053100004444", when=at + timedelta(days=1)).number


def test_the_counts_of_former_days_are_dropped(report, at):
    report(address="203.0.113.7")
    assert actions.forget_counts(at=at) == 0
    assert actions.forget_counts(at=at + timedelta(days=1)) == 2
    assert not IntakeCount.objects.exists()


def test_the_journal_holds_no_words_names_or_numbers(report):
    event = journal_queries.history_of(report())[0]
    assert set(event.facts) == {"channel", "kind", "to", "how", "holder", "power_area", "community_area"}
    assert event.actor_kind == "resident"


def test_the_words_point_to_their_event(report):
    ticket = report()
    remark = ticket.remarks.get()
    assert (remark.words, remark.event_id) == ("楼道灯不亮了", journal_queries.history_of(ticket)[0].pk)


def test_a_report_is_a_keyword_matter():
    with pytest.raises(TypeError):
        actions.Report("plate", "sparks")  # type: ignore[misc,call-arg]  # the point of the test


def test_eight_at_once_get_eight_numbers_and_one_key_one_request(django_db_blocker, at):
    """Committed rows and a connection each; half of them press the same form."""
    numbers: list[str] = []
    gate = threading.Barrier(8)

    def press(n: int, building_id: int) -> None:
        try:
            with cities_queries.inside(CITY):
                key = "the same form" if n % 2 else f"form {n}"
                report = actions.Report(
                    channel="plate", kind="no_power", intake_key=key, building_id=building_id, phone=f"0500000{n:05d}"
                )
                gate.wait(timeout=10)
                numbers.append(actions.report_ticket(report=report, by=None, at=at).number)
        finally:
            connections.close_all()

    with django_db_blocker.unblock(), real_city(at) as cast:
        pressing = [threading.Thread(target=press, args=(n, cast.home.pk)) for n in range(8)]
        for thread in pressing:
            thread.start()
        for thread in pressing:
            thread.join(timeout=30)
        there = sorted(Ticket.objects.values_list("number", flat=True))
    assert len(numbers) == 8
    assert sorted(set(numbers)) == there
    assert len(there) == 5


def test_an_override_leads_to_another_area_and_its_reason_is_kept(report, cast, at):
    Override.objects.create(
        building=cast.home, partition="power", area=cast.powers["13"], reason="由北侧变压器供电", valid_from=at.date()
    )
    ticket = report()
    assert (ticket.power_area, ticket.holder) == (cast.powers["13"], cast.zhao)
    assert ticket.routing.override == "由北侧变压器供电"


def test_somebody_away_is_stood_in_for_at_once_and_the_leader_is_next(report, cast, at):
    Absence.objects.create(
        user=cast.han, deputy=cast.zhao, starts_at=at - timedelta(hours=1), ends_at=at + timedelta(days=3)
    )
    ticket = report()
    assert (ticket.holder, ticket.routing.why, ticket.routing.responsible) == (cast.zhao, "deputy", cast.han)
    assert (ticket.routing.next, ticket.clocks.get(key="accept").due_at) == (cast.sun, at + timedelta(minutes=15))


def test_where_nobody_is_posted_the_dispatchers_find_it_without_a_person(report, cast, at):
    for posting in (*cast.han.postings.all(), *cast.sun.postings.all(), *cast.zhao.postings.all()):
        posting.delete()
    ticket = report()
    assert (ticket.holder, ticket.routing.missing) == (None, ["nobody.power"])
    assert ticket.number in {line.number for line in queries.board(cast.zhou, at=at).unrouted}
