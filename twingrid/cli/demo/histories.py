"""What became of each request: moves that the table of states allows (work/states.py), with moments and people.

A history is first written to its end and then cut at midnight before `today`, so what is still open is open because
it is young; a few are cut earlier, so that every state and some late ones can be seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twingrid.cli.demo import cases
from twingrid.cli.demo.partition import Floats, Ints
from twingrid.cli.demo.people import Staff
from twingrid.cli.demo.rhythm import CHANNELS, Reports
from twingrid.work.rules.catalogue import promised as promised_kinds

MINUTE, HOUR, DAY = 60, 3600, 86400
STILL = ("resolved", "accepted", "accepted", "returned", "on_the_way", "on_site", "new", "new")
"""States in which some of the latest requests still are, those of the oldest first."""
CANCELLED, PASSED_ON, REOPENED = 0.017, 0.045, 0.072
"""Upper edges of the shares of requests that are cancelled, handed back to the leader, and reopened."""
END_STATE = {
    "": "new",
    "accept": "accepted",
    "take_over": "accepted",
    "depart": "on_the_way",
    "arrive": "on_site",
    "answer": "resolved",
    "resolve": "resolved",
    "close": "closed",
    "reopen": "new",
    "return": "returned",
    "reassign": "new",
    "cancel": "cancelled",
}

Step = tuple[str, int, str, str]
"""A move: name, second (local), employee number ("" for the resident's link), note."""


@dataclass(frozen=True)
class Draws:
    """Random numbers for every request, drawn at once (n,). `wait` lies between acceptance and setting out."""

    plan: Floats
    ending: Ints
    accept: Ints
    travel: Ints
    work: Ints
    wait: Ints
    settle: Ints
    close: Ints
    some: Floats
    other: Floats

    def hold(self, i: int, state: str, case: cases.Case) -> None:
        """Let request `i` reach `state` soon, by a visit and on the plain way (but for a returned one)."""
        self.plan[i] = PASSED_ON - 0.01 if state == "returned" else 0.5
        self.other[i] = 0.5
        self.accept[i], self.settle[i], self.wait[i] = 10 * MINUTE, HOUR, HOUR // 2
        self.ending[i] = next(n for n, ending in enumerate(case.endings) if ending.outcome != "answered")


@dataclass(frozen=True)
class Request:
    """Request number `i`, reported at second `at`, in a zone (index); it is still in state `stop`, if one is given."""

    i: int
    at: int
    case: cases.Case
    zone: int
    stop: str = ""


@dataclass(frozen=True)
class History:
    """The moves of one request, its ending (None while none is known), rating and whoever holds it now."""

    steps: list[Step]
    ending: cases.Ending | None
    rating: int
    rating_words: str
    holder: str
    cancel_reason: str

    @property
    def state(self) -> str:
        return END_STATE[next((s[0] for s in reversed(self.steps) if s[0] != "rate"), "")]


def draw(reports: Reports, rng: np.random.Generator) -> Draws:
    """Everything random about the histories of `reports`.

    Faults, for which somebody's arrival is promised, are accepted at any hour and gone to at once: 45 minutes or so
    on the average. What is not urgent is planned for the day, and a hotline order of that sort takes its days.
    """
    count = len(reports.at)
    hours = np.asarray([case.hours for case in cases.CASES])[reports.kind]
    promised = np.asarray([case.kind in promised_kinds() for case in cases.CASES])[reports.kind]
    quick = rng.gamma(1.6, 7 * MINUTE, count)
    hotline = reports.channel == CHANNELS.index("hotline_12345")
    night = ((reports.at % DAY) // HOUR < 7) & ~promised
    morning = np.maximum(7.5 * HOUR - reports.at % DAY, 0)
    accept = quick * np.where(hotline, np.where(promised, 1.6, 4.0), 1.0) + np.where(night, morning, 0)
    patience = rng.gamma(1.4, 1 / 1.4, count)
    settle = patience * hours * HOUR * np.where(hotline, 1.8, 1.0)
    settle = np.minimum(settle, 6 * DAY).astype(np.int64)
    return Draws(
        plan=rng.random(count),
        ending=_endings(reports.kind, rng),
        accept=np.maximum(accept, 25).astype(np.int64),
        travel=np.maximum(rng.gamma(4.0, 6.5 * MINUTE, count), 120).astype(np.int64),
        work=np.maximum(rng.gamma(2.2, 16 * MINUTE, count), 180).astype(np.int64),
        wait=np.where(promised, patience * 4 * MINUTE, settle // 2).astype(np.int64),
        settle=settle,
        close=np.maximum(rng.gamma(1.2, 0.45 * DAY, count), 10 * MINUTE).astype(np.int64),
        some=rng.random(count),
        other=rng.random(count),
    )


def _endings(kind: Ints, rng: np.random.Generator) -> Ints:
    chosen = np.zeros(len(kind), dtype=np.int64)
    for k, case in enumerate(cases.CASES):
        here = np.flatnonzero(kind == k)
        weight = np.asarray([e.weight for e in case.endings])
        chosen[here] = rng.choice(len(weight), size=len(here), p=weight / weight.sum())
    return chosen


def _by_day(second: int, i: int) -> int:
    """The same second if it lies between 8 and 21 o'clock, else some time in the next morning."""
    hour = second % DAY // HOUR
    if 8 <= hour < 21:
        return second
    morning = second - second % DAY + 8 * HOUR + (i * 7919) % (2 * HOUR)
    return morning if hour < 8 else morning + DAY


class Writer:
    """Writes histories one after the other; `cut` is the second after which nothing is known."""

    def __init__(self, staff: Staff, dispatchers: list[str], deputies: dict[str, str], draws: Draws, cut: int) -> None:
        self.staff, self.dispatchers, self.deputies = staff, dispatchers, deputies
        self.draws, self.cut = draws, cut

    def history(self, request: Request) -> History:
        """The history of a request."""
        d, i = self.draws, request.i
        worker, leader = self.staff.power_of[request.zone], self.staff.leader_of[request.zone]
        desk = self.dispatchers[i % len(self.dispatchers)]
        ending = request.case.endings[int(d.ending[i])]
        plan = float(d.plan[i])
        if plan < CANCELLED:
            return self._cancelled(i, request.at, worker, desk)
        steps: list[Step] = []
        now, holder = request.at, worker
        if plan < PASSED_ON:
            now, holder = self._passed_on(steps, i, now, worker, leader)
        now = self._settled(steps, i, now, holder, ending)
        again = PASSED_ON <= plan < REOPENED
        if again:
            now += int(d.close[i])
            steps.append(self._reopened(i, now, desk))
            now = self._settled(steps, i, now, holder, ending)
        self._closed(steps, i, now, desk, again)
        return self._cut(steps, request, ending, worker)

    def _reopened(self, i: int, now: int, desk: str) -> Step:
        """Not solved, says the resident by the link or at the call-back."""
        by = "" if self.draws.other[i] < 0.5 else desk
        return "reopen", now, by, cases.REOPENED[i % len(cases.REOPENED)]

    def _closed(self, steps: list[Step], i: int, now: int, desk: str, again: bool) -> None:
        """Closed by the resident's link or by the desk (never by who did the work); some residents rate it."""
        d = self.draws
        closer = "" if d.other[i] < 0.2 else desk
        now += int(d.close[i]) // (3 if again else 1)
        if closer:
            now = _by_day(now, i)
        steps.append(("close", now, closer, "已回访,用户确认解决" if closer else ""))
        if d.some[i] < (0.26 if closer else 0.5):
            steps.append(("rate", now + 240 + int(d.some[i] * 9000), "", ""))

    def _cancelled(self, i: int, at: int, worker: str, desk: str) -> History:
        reason = ("duplicate", "withdrawn", "mistake")[i % 5 % 3]
        words = {"duplicate": "与在办诉求重复", "withdrawn": "来电人说已恢复", "mistake": "登记有误"}[reason]
        moment = at + int(self.draws.accept[i])
        done = moment < self.cut
        steps: list[Step] = [("cancel", moment, desk, words)] if done else []
        return History(steps, None, 0, "", worker, reason if done else "")

    def _passed_on(self, steps: list[Step], i: int, at: int, worker: str, leader: str) -> tuple[int, str]:
        """Handed back to the leader, who gives it to the deputy or does it."""
        d = self.draws
        now = at + int(d.accept[i])
        if d.some[i] < 0.5:
            steps.append(("accept", now, worker, ""))
            now += int(d.travel[i])
        steps.append(("return", now, worker, cases.RETURNED[i % len(cases.RETURNED)]))
        now += 300 + int(d.accept[i]) // 2
        if d.other[i] < 0.3:
            steps.append(("take_over", now, leader, ""))
            return now, leader
        deputy = self.deputies.get(worker, leader)
        steps.append(("reassign", now, leader, "请代班同事处理"))
        return now, deputy

    def _settled(self, steps: list[Step], i: int, now: int, holder: str, ending: cases.Ending) -> int:
        """Accepted and settled, on site or by telephone; gives the second at which it was resolved."""
        d = self.draws
        if not steps or steps[-1][0] != "take_over":
            now += int(d.accept[i])
            steps.append(("accept", now, holder, ""))
        if ending.outcome == "answered":
            now = self._in_hours(now + max(int(d.settle[i]) // 4, 240), i)
            steps.append(("answer", now, holder, ending.note))
            return now
        now = self._in_hours(now + int(d.wait[i]), i)
        if d.other[i] < 0.7:
            steps.append(("depart", now + 60, holder, ""))
        now += int(d.travel[i]) + 90
        steps.append(("arrive", now, holder, ""))
        now += int(d.work[i])
        steps.append(("resolve", now, holder, ending.note))
        return now

    def _in_hours(self, now: int, i: int) -> int:
        """What can wait is not done at night."""
        return now if int(self.draws.wait[i]) < HOUR else _by_day(now, i)

    def _cut(self, steps: list[Step], request: Request, ending: cases.Ending, worker: str) -> History:
        """Leave out what had not happened by `cut`, and what follows the state in which it still is."""
        upto = next((k for k, s in enumerate(steps, start=1) if END_STATE.get(s[0]) == request.stop), len(steps))
        kept = [s for s in steps[: 0 if request.stop == "new" else upto] if s[1] < self.cut]
        names = [s[0] for s in kept]
        resolved = next((k for k in range(len(names) - 1, -1, -1) if names[k] in ("resolve", "answer")), -1)
        known = resolved >= 0 and "reopen" not in names[resolved:]
        rating, words = self._rating(request.i, "reopen" in names) if "rate" in names else (0, "")
        holder = self._holder(kept, steps, worker)
        return History(kept, ending if known else None, rating, words, holder, "")

    @staticmethod
    def _holder(kept: list[Step], steps: list[Step], worker: str) -> str:
        """Who has it now: the last who accepted or took over, or who will, after it was given on."""
        named = ("accept", "take_over")
        if kept and kept[-1][0] in ("reassign", "reopen"):
            return next((s[2] for s in steps[len(kept) :] if s[0] in named), worker)
        return next((s[2] for s in reversed(kept) if s[0] in named), worker)

    def _rating(self, i: int, again: bool) -> tuple[int, str]:
        upto = (0.02, 0.05, 0.11, 0.3, 1.01) if not again else (0.12, 0.3, 0.55, 0.8, 1.01)
        luck = float(self.draws.ending[i] * 0.377 + self.draws.other[i] * 7.13) % 1.0
        stars = next(n for n, edge in enumerate(upto, start=1) if luck < edge)
        if self.draws.other[i] > 0.35:
            return stars, ""
        pool = cases.THANKS if stars >= 4 else cases.COMPLAINTS
        return stars, pool[i % len(pool)]
