"""What a text says: its numbers, the names heard in it, and which of them belong together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from twingrid.territory.finding.index import FORM_FACTOR, Form, Mention, NameIndex, Role
from twingrid.territory.finding.parse import Mark, Parts, assign, tokens_of
from twingrid.territory.finding.sites import Territory
from twingrid.territory.finding.sounds import letter, same_sound
from twingrid.territory.finding.words import OTHER_PLACES, ROADS, SUFFIXES, quiet_places, stem_of, talk_places

CLEAR = 0.85
"""Likeness from which a name is taken as said, when others are judged beside it."""
_MODIFIERS = "东西南北新老旧大小上下中前后"
_NUMERALS = "一二三四五六七八九十"
OTHER_ZONE = 0.22
"""Penalty for a zone after a name: 乐山小区2区 is not quite 乐山小区."""
_AND = ("和", "跟", "与", "及", "还有", "以及")
_MODIFIED, _ONE_MORE = 0.28, 0.23
"""Penalties for 南 before 乐山小区, and for any other single character: it is then most likely another name."""
_HARMLESS = ("小区", "院", "院子", "大院", "社区", "里", "内", "区")


@dataclass(frozen=True, slots=True)
class Heard:
    """One name in one form: `likeness` counts the form; the name may lead to several places of that form."""

    mention: Mention
    role: Role
    form: Form
    refs: tuple[int, ...]
    likeness: float

    @property
    def span(self) -> tuple[int, int]:
        return self.mention.start, self.mention.end


class Evidence:
    """Everything known about one normalised text. Not shared between threads."""

    def __init__(self, text: str, *, index: NameIndex, territory: Territory) -> None:
        self.text = text
        self.territory = territory
        self.index = index
        self.tokens = tokens_of(text)
        self.quiet = quiet_places(text)
        self.talk = talk_places(text)
        self._beside: dict[tuple[str, tuple[int, int], bool], float] = {}
        self._parts: dict[tuple[tuple[tuple[int, int], ...], bool], Parts] = {}
        numbers = {i for t in self.tokens if t.mark is not Mark.NAME for i in range(t.start, t.end)}
        counted = {i for t in self.tokens if t.mark not in (Mark.NAME, Mark.ZONE) for i in range(t.start, t.end)}
        names = set(range(len(text))) - counted
        mentions = index.hear(text, quiet=self.quiet, numbers=numbers, names=names)
        self.heard = sorted(self._sort_out(mentions), key=lambda h: -h.likeness)

    def _sort_out(self, mentions: list[Mention]) -> list[Heard]:
        found = []
        for mention in mentions:
            if self._is_talk(mention) or self._cuts_number(mention):
                continue
            likeness = mention.likeness - self._other_numbers(mention)
            groups: dict[tuple[Role, Form], list[int]] = {}
            for target in mention.targets:
                groups.setdefault((target.role, target.form), []).append(target.ref)
            for (role, form), refs in groups.items():
                alike = likeness * FORM_FACTOR[form]
                found += [Heard(place, role, form, tuple(refs), alike) for place in self._repeated(mention)]
        return found

    def _is_talk(self, mention: Mention) -> bool:
        """Words about the trouble that happen to sound like a name."""
        said = self.text[mention.start : mention.end]
        places = range(mention.start, mention.end)
        talked = sum(p in self.talk or p in self.quiet for p in places)
        said = said.replace(" ", "")
        if said == mention.name:
            return False
        ending = said in SUFFIXES and len(said) < len(mention.name) + 1 and mention.name not in SUFFIXES
        return ending or talked * 2 >= len(places)

    def _to_its_end(self, road: Heard) -> Heard:
        """A road whose ending was said a little later (旅游游路 for 旅游路) reaches to there."""
        end, last = road.mention.end, road.mention.name[-1]
        later = self.text.find(last, end, end + 3)
        if self.text[end - 1] == last or later < 0 or road.form is Form.STEM:
            return road
        return replace(road, mention=replace(road.mention, end=later + 1), likeness=road.likeness - 0.12)

    def _repeated(self, mention: Mention) -> list[Mention]:
        """The mention, and the same name where it is written again: 建设路社区建设路25号."""
        places = [mention]
        again = self.text.find(mention.name, mention.end)
        while again >= 0 and len(places) < 4:
            places.append(replace(mention, start=again, end=again + len(mention.name)))
            again = self.text.find(mention.name, again + 1)
        return places

    def _other_numbers(self, mention: Mention) -> float:
        """Penalty for a name with other digits than were said: 建设路87号院 is not 建设路78号院."""
        own = [c for c in map(letter, mention.name) if c.isdigit() or c == "十"]
        said = [c for c in map(letter, self.text[mention.start : mention.end]) if c.isdigit() or c == "十"]
        return 0.35 if own and said and said != own else 0.0

    def _cuts_number(self, mention: Mention) -> bool:
        """A name may hold a whole number (1号配变) or end with one (阳光100), not begin inside one (楼 of 3号楼)."""
        said = self.text[mention.start : mention.end + 1]
        if said[:-1].isascii() and not mention.name.isascii():
            return True
        if said[-2:].isdigit() and len(said) > mention.end - mention.start:
            return True
        return any(t.start < mention.start < t.end for t in self.tokens if t.mark is not Mark.NAME)

    def of(self, role: Role, *, least: float) -> list[Heard]:
        """Names of one role, most alike first."""
        return [h for h in self.heard if h.role is role and h.likeness >= least]

    @cached_property
    def roads(self) -> list[Heard]:
        """Roads that were said, with a stem (建设 for 建设路) only when a door number follows at once."""
        ends = {t.start for t in self.tokens if t.mark in (Mark.DOOR, Mark.BARE, Mark.ROW)}
        said = map(self._to_its_end, self.of(Role.ROAD, least=0.45))
        found = [h for h in said if h.form is not Form.STEM or h.mention.end in ends]
        return found[:4]

    @cached_property
    def parents(self) -> list[Heard]:
        """Subdistricts and communities that were said in full or by their stem."""
        return self.of(Role.PARENT, least=0.9)

    def road_beside(self, span: tuple[int, int]) -> Heard | None:
        """The clearest road that does not overlap a name."""
        clear = (road for road in self.roads if road.likeness >= 0.7 and not overlap(road.span, span))
        return next(clear, None)

    def parts(self, span: tuple[int, int], road: Heard | None, *, named: bool = False) -> Parts:
        """Numbers outside the names; `named` says that the building is known by a name."""
        spans = (span, road.span) if road is not None else (span,)
        known = self._parts.get((spans, named))
        if known is None:
            text = self.text
            for start, end in spans:
                text = f"{text[:start]}{'|' * (end - start)}{text[end:]}"
            known = assign(tokens_of(text), road_end=road.mention.end if road else -1, named=named)
            self._parts[spans, named] = known
        return known

    @property
    def points_somewhere(self) -> bool:
        """Whether the text has the form of an address at all: a number, or an ending such as 小区."""
        return bool(self.tokens) or any(ending in self.text for ending in SUFFIXES if len(ending) > 1)

    @property
    def is_hardly_more_than_a_name(self) -> bool:
        """Whether the clearest name fills most of what is not talk."""
        talk = self.quiet | self.talk
        said = len(self.text) - len(talk)
        filled = max((sum(i not in talk for i in range(*h.span)) for h in self.heard[:8]), default=0)
        return said > 2 and filled >= 0.75 * said

    # ------------------------------------------------------------ what stands beside a name

    def _explained(self, place: int, others: list[tuple[int, int]]) -> bool:
        if place in self.quiet or place in self.talk:
            return True
        if self.text[place].isascii() and place not in self._numbers_of_names:
            return True
        return any(start <= place < end for start, end in others)

    @cached_property
    def _standing(self) -> list[tuple[tuple[int, int], bool]]:
        """What may stand beside a name without belonging to it, and whether it may also stand behind it: numbers and
        other compounds do, roads and parents come before."""
        named = {h.span: h.role is Role.SITE for h in self.heard if self._stands_alone(h)}
        numbers = [((t.start, t.end), True) for t in self.tokens if t.mark is not Mark.NAME]
        return numbers + sorted(named.items())

    @cached_property
    def _numbers_of_names(self) -> set[int]:
        """Positions of numbers that belong to a name: 11 in 古陇11里."""
        return {i for t in self.tokens if t.mark is Mark.NAME for i in range(t.start, t.end)}

    def _others(self, span: tuple[int, int], *, behind: bool) -> list[tuple[int, int]]:
        return [other for other, both in self._standing if (both or not behind) and not overlap(other, span)]

    @cached_property
    def _numbered_roads(self) -> set[tuple[int, int]]:
        last_name = max((start for start, _ in self.named_spans), default=-1)
        doors = {
            t.start
            for t in self.tokens
            if t.mark is Mark.DOOR or (t.mark is Mark.BARE and t.value.isdigit() and t.start < last_name)
        }
        return {h.span for h in self.heard if h.role is Role.ROAD and h.likeness >= 0.8 and h.mention.end in doors}

    @cached_property
    def _exact_spans(self) -> set[tuple[int, int]]:
        return {h.span for h in self.heard if h.likeness >= 0.97 and h.form is not Form.STEM}

    @cached_property
    def named_spans(self) -> set[tuple[int, int]]:
        """Where a compound or building was said rather clearly."""
        return {h.span for h in self.heard if h.likeness >= 0.8 and h.role in (Role.SITE, Role.BUILDING)}

    def _stands_alone(self, heard: Heard) -> bool:
        """A road said in full, a parent said in full or by its exact stem (七里山 for 七里山街道), another compound
        said exactly."""
        if heard.role not in (Role.ROAD, Role.PARENT):
            return heard.role is Role.SITE and heard.form is not Form.STEM and heard.likeness >= 0.99
        if heard.form is Form.STEM:
            said = self.text[slice(*heard.span)]
            return heard.role is Role.PARENT and said == heard.mention.name and len(said) > 2
        return heard.likeness >= CLEAR

    def beside(self, heard: Heard) -> float:
        """Penalty for unexplained characters around a name; a name said in full and exactly stands more firmly."""
        key = (heard.mention.name, heard.span, heard.form is Form.STEM)
        known = self._beside.get(key)
        if known is None:
            known = self._beside[key] = self._judge_beside(heard)
        return known

    def _judge_beside(self, heard: Heard) -> float:
        said = self.text[slice(*heard.span)].replace(" ", "")
        exact = said == heard.mention.name
        firm = 0.6 if exact and heard.form is not Form.STEM and len(said) > 3 else 1.0
        stem = heard.form is Form.STEM or len(said) <= len(stem_of(heard.mention.name))
        other = 0.0 if stem or exact else other_ending(said, heard.mention.name)
        before = self._before(heard.span)
        if before and (stem or not exact):
            before += 0.08
        elif before not in (_MODIFIED, _ONE_MORE):
            before *= firm
        return before + self._after(heard.span, stem=stem, exact=exact) + other

    def before(self, heard: Heard) -> float:
        """The same for what stands before a name only (a road is followed by its number)."""
        return self._before(heard.span)

    def after(self, heard: Heard) -> float:
        """The same for what stands after it."""
        said = self.text[slice(*heard.span)].replace(" ", "")
        return self._after(heard.span, stem=heard.form is Form.STEM, exact=said == heard.mention.name)

    def as_road(self, heard: Heard) -> float:
        """Penalty for a compound called like a road when a door number follows: 建设路59号 means the road."""
        return 0.3 if heard.role is Role.SITE and heard.span in self._numbered_roads else 0.0

    def _before(self, span: tuple[int, int]) -> float:
        """南 in 南乐山小区 may belong to the name; a longer run is more likely talk."""
        others = self._others(span, behind=False) if span[0] else []
        at = span[0]
        while at > 0 and not self._explained(at - 1, others):
            at -= 1
        run = span[0] - at
        if self.text[at : span[0]] in _AND and any(end == at for _, end in others):
            return 0.0
        if run == 0 or (run == 1 and same_sound(self.text[at], self.text[span[0]])):  # 新新顺花园: a stutter
            return 0.0
        if self.text[span[0] - 1] in _MODIFIERS:
            return _MODIFIED
        return (_ONE_MORE, 0.22, 0.27)[run - 1] if run <= 3 else 0.2

    def _after(self, span: tuple[int, int], *, stem: bool, exact: bool) -> float:
        """路 in 乐山路 makes it another place than 乐山小区."""
        rest = self.text[span[1] :]
        if OTHER_PLACES.match(rest):
            return 0.3
        others = self._others(span, behind=True)
        at = span[1]
        while at < len(self.text) and not self._explained(at, others):
            at += 1
        run = self.text[span[1] : at]
        zone = OTHER_ZONE if any(t.mark is Mark.ZONE and t.start == at for t in self.tokens) else 0.0
        if not run or (run in _AND and any(start == at for start, _ in others)):
            return zone
        if run[0] in "市省县" or run.startswith(ROADS):
            return 0.3
        return zone + (self._after_stem(run, exact=exact) if stem else self._after_name(run))

    def _after_stem(self, run: str, *, exact: bool) -> float:
        """Another ending than the name's own: 小区 is said of any estate, 花园 is not."""
        if run == "小区":
            return 0.03 if exact else 0.15
        return 0.3 if run.startswith(SUFFIXES) else min(0.3, 0.15 * len(run))

    def _after_name(self, run: str) -> float:
        if run in _HARMLESS:
            return 0.02
        if run.startswith(SUFFIXES) or run[0] in _MODIFIERS + _NUMERALS:  # 花园二4号楼: 期 was lost
            return 0.16
        return 0.04 * len(run) if len(run) <= 3 else 0.06

    def as_parent(self, heard: Heard) -> float:
        """Penalty for a compound called like a community when one inside that community was said beside it."""
        if heard.role is not Role.SITE or all(p.span != heard.span or p.form is Form.STEM for p in self.parents):
            return 0.0
        name, sites = heard.mention.name, self.territory.sites
        others = (
            h for h in self.heard if h.role is Role.SITE and h.likeness >= 0.9 and not overlap(h.span, heard.span)
        )
        return 0.2 if any(name in sites[at].parents for h in others for at in h.refs) else 0.0

    def covered(self, heard: Heard) -> float:
        """Penalty for a name inside a longer one that was said exactly: 睦和苑 in 睦和苑社区."""
        if not any(contains(span, heard.span) for span in self._exact_spans):
            return 0.0
        return 0.2 if heard.form is Form.STEM else 0.1


def other_ending(said: str, name: str) -> float:
    """Penalty when a text gives a name another usual ending than its own: 乐山花园 for 乐山小区."""
    own, given = name[len(stem_of(name)) :], said[len(stem_of(said)) :]
    if not own or not given or all(map(same_sound, own, said[-len(own) :])):
        return 0.0
    return 0.04 if given == "小区" else 0.12


def contains(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    """Whether a span lies in another and is shorter."""
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two half-open spans share a position."""
    return one[0] < other[1] and other[0] < one[1]
