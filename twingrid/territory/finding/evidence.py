"""What a text says: its numbers, the names heard in it, and which of them belong together."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from twingrid.territory.finding.heard import Heard, contains, other_ending, overlap, unsaid
from twingrid.territory.finding.index import FORM_FACTOR, Form, Mention, NameIndex, Role
from twingrid.territory.finding.parse import Mark, Parts, Token, assign, tokens_of
from twingrid.territory.finding.sites import Territory
from twingrid.territory.finding.sounds import has_marks, letter, same_sound
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
_ENDINGS = (*(ending for ending in SUFFIXES if len(ending) > 1), "苑", "园", "区", "期", "组团")
INSTEAD = 0.05
"""Penalty for a character that stands where the name has another one at its beginning or end."""
_STREETS = ("路", "街", "巷", "大街", "大道", "街道", "村", "镇", "里", "城", "院")
LONGER = 0.7
"""Likeness from which a longer name that begins alike is heard instead: 乐山小区芙蓉苑 in 乐山小区扶荣苑."""
_HARMLESS = ("小区", "院", "院子", "大院", "社区", "里", "内", "区")


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
        self._said: dict[tuple[str, tuple[int, int]], str] = {}
        self._standing_beside: dict[tuple[tuple[int, int], bool], list[tuple[int, int]]] = {}
        self._parts: dict[tuple[tuple[tuple[int, int], ...], bool], Parts] = {}
        numbers = {i for t in self.tokens if t.mark is not Mark.NAME for i in range(t.start, t.end)}
        named = {t for t in self.tokens if t.mark in (Mark.NAME, Mark.ZONE) or index.holds_number(text, t.start, t.end)}
        counted = {i for t in self.tokens if t not in named for i in range(t.start, t.end)}
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
        again = self.text.find(mention.name)
        while again >= 0 and len(places) < 4:
            if again >= mention.end or again + len(mention.name) <= mention.start:
                places.append(replace(mention, start=again, end=again + len(mention.name)))
            again = self.text.find(mention.name, again + 1)
        return places

    def _other_numbers(self, mention: Mention) -> float:
        """Penalty for a name with other digits than were said: 建设路87号院 is not 建设路78号院."""
        own = [c for c in map(letter, mention.name) if c.isdigit() or c == "十"]
        text = self.text[mention.start : mention.end]
        said = [c for c in map(letter, text) if c.isdigit() or c == "十"]
        return 0.35 if own and said and said != own and not has_marks(text) else 0.0

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
        said = map(self._to_its_end, self.of(Role.ROAD, least=0.4))
        found = [h for h in said if h.form is not Form.STEM or h.mention.end in ends]
        return found[:5]

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
            known = assign(self._tokens_beside(spans), road_end=self._road_end(road), named=named)
            self._parts[spans, named] = known
        return known

    def _tokens_beside(self, spans: tuple[tuple[int, int], ...]) -> tuple[Token, ...]:
        """The numbers when names cover `spans`: read anew only where a name holds or touches one."""
        if all(t.end < start or t.start >= end for t in self.tokens for start, end in spans):
            return self.tokens
        text = self.text
        for start, end in spans:
            text = f"{text[:start]}{'|' * (end - start)}{text[end:]}"
        return tokens_of(text)

    def run_behind(self, heard: Heard) -> str:
        """The unexplained words behind a name, up to the first number."""
        end = next((t.start for t in self.tokens if t.start >= heard.mention.end), len(self.text))
        places = range(heard.mention.end, end)
        return "".join(self.text[i] for i in places if i not in self.quiet and i not in self.talk)

    def _road_end(self, road: Heard | None) -> int:
        """Where a road's number may begin: behind its name, or behind a filler (建设路那个78号); -1 without a road."""
        if road is None:
            return -1
        end = at = road.mention.end
        while at < len(self.text) and at in self.quiet:
            at += 1
        return at if self.text[end:at].strip() else end

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
        named: dict[tuple[int, int], bool] = {}
        for h in (h for h in self.heard if self._stands_alone(h)):
            named[h.span] = named.get(h.span, False) or h.role is Role.SITE
        numbers = [((t.start, t.end), True) for t in self.tokens if t.mark is not Mark.NAME]
        return numbers + sorted(named.items())

    @cached_property
    def _numbers_of_names(self) -> set[int]:
        """Positions of numbers that belong to a name: 11 in 古陇11里."""
        return {i for t in self.tokens if t.mark is Mark.NAME for i in range(t.start, t.end)}

    def _others(self, span: tuple[int, int], *, behind: bool) -> list[tuple[int, int]]:
        key = (span, behind)
        known = self._standing_beside.get(key)
        if known is None:
            known = [other for other, both in self._standing if (both or not behind) and not overlap(other, span)]
            self._standing_beside[key] = known
        return known

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
        name, said = heard.mention.name, self.said(heard)
        exact = said == name
        firm = 0.6 if exact and heard.form is not Form.STEM and len(said) > 3 else 1.0
        stem = heard.form is Form.STEM or len(said) <= len(stem_of(name))
        other = 0.0 if stem or exact else other_ending(said, name)
        head, tail = (0, 0) if heard.form is Form.STEM else unsaid(said, name)
        before = self._before(heard.span, instead=head)
        if before and before != INSTEAD * head and (stem or not exact):
            before += 0.08
        elif before not in (_MODIFIED, _ONE_MORE, INSTEAD * head):
            before *= firm
        after = self._after(heard.span, stem=name if stem else "", exact=exact, instead=name[-tail:] if tail else "")
        return before + after + other

    def said(self, heard: Heard) -> str:
        """What was said for a name, without fillers inside (绿茵呃馨园) unless the name has them."""
        key = (heard.mention.name, heard.span)
        if key not in self._said:
            self._said[key] = self._without_fillers(heard)
        return self._said[key]

    def _without_fillers(self, heard: Heard) -> str:
        start, end = heard.span
        whole = self.text[start:end].replace(" ", "")
        if whole == heard.mention.name:
            return whole
        return "".join(c for i, c in enumerate(self.text[start:end], start) if i not in self.quiet) or whole

    def before(self, heard: Heard) -> float:
        """The same for what stands before a name only (a road is followed by its number)."""
        head, _ = unsaid(self.said(heard), heard.mention.name) if heard.form is not Form.STEM else (0, 0)
        return self._before(heard.span, instead=head)

    def after(self, heard: Heard) -> float:
        """The same for what stands after it."""
        name = heard.mention.name
        return self._after(heard.span, stem=name if heard.form is Form.STEM else "", exact=self.said(heard) == name)

    def as_road(self, heard: Heard) -> float:
        """Penalty for a compound called like a road when a door number follows: 建设路59号 means the road."""
        return 0.3 if heard.role is Role.SITE and heard.span in self._numbered_roads else 0.0

    def _before(self, span: tuple[int, int], *, instead: int = 0) -> float:
        """南 in 南乐山小区 may belong to the name; a longer run is more likely talk; as many characters as the name's
        own that were not said (`instead`) most likely stand for them."""
        others = self._others(span, behind=False) if span[0] else []
        at = span[0]
        while at > 0 and not self._explained(at - 1, others):
            at -= 1
        run = span[0] - at
        if self.text[at : span[0]] in _AND and any(end == at for _, end in others):
            return 0.0
        if run > 2 and OTHER_PLACES.search(self.text, span[0] - 3, span[0]):  # 医院斜对面乐山小区
            return 0.0
        if run == 0 or (run == 1 and same_sound(self.text[at], self.text[span[0]])):  # 新新顺花园: a stutter
            return 0.0
        if self.text[span[0] - 1] in _MODIFIERS:
            return _MODIFIED
        if run == instead:
            return INSTEAD * run
        return (_ONE_MORE, 0.22, 0.27)[run - 1] if run <= 3 else 0.2

    def _after(self, span: tuple[int, int], *, stem: str, exact: bool, instead: str = "") -> float:
        """路 in 乐山路 makes it another place than 乐山小区; `stem` is the name when only that much of it was said.
        Characters in the place of the name's last ones (`instead`) most likely stand for them."""
        rest = self.text[span[1] :]
        if OTHER_PLACES.match(rest):
            return 0.3
        others = self._others(span, behind=True)
        if stem:  # 元和 with 南环坊 behind it is 元和南环坊
            others = [other for other in others if other[0] != span[1] or self._is_number(other)]
        at = span[1]
        while at < len(self.text) and not self._explained(at, others):
            at += 1
        run = self.text[span[1] : at]
        zone = OTHER_ZONE if any(t.mark is Mark.ZONE and t.start == at for t in self.tokens) else 0.0
        if not run or (run in _AND and any(start == at for start, _ in others)):
            return zone
        if instead and len(run) == len(instead) and run[0] not in _MODIFIERS + _NUMERALS:
            return zone + INSTEAD * sum(not same_sound(*pair) for pair in zip(run, instead, strict=True))
        if run[0] in "市省县" or run.startswith(ROADS):
            return 0.3
        return zone + (self._after_stem(run, stem, exact=exact) if stem else self._after_name(run))

    def _is_number(self, span: tuple[int, int]) -> bool:
        return any((t.start, t.end) == span for t in self.tokens)

    def _after_stem(self, run: str, stem: str, *, exact: bool) -> float:
        """Another ending than the name's own: 小区 is said of any estate, 花园 is not, least of all of a short name."""
        if run == "小区":
            return 0.03 if exact else 0.15
        if exact and len(stem) > 2 and run in SUFFIXES and run not in _STREETS:
            return 0.24 if len(stem) == 3 else 0.2
        return 0.3 if run.startswith(SUFFIXES) else min(0.3, 0.15 * len(run))

    def _after_name(self, run: str) -> float:
        if run in _HARMLESS:
            return 0.02
        if run.startswith(SUFFIXES) or run[0] in _MODIFIERS + _NUMERALS:  # 花园二4号楼: 期 was lost
            return 0.16
        if 1 < len(run) < 6 and run.endswith(_ENDINGS):  # 乐山小区芙蓉苑
            return OTHER_ZONE
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
        if any(contains(span, heard.span) for span in self._exact_spans):
            return 0.2 if heard.form is Form.STEM else 0.1
        name = heard.mention.name
        longer = any(
            other.likeness >= LONGER and contains(other.span, heard.span) and other.mention.name.startswith(name)
            for other in self.heard[:40]
        )
        return 0.2 if longer and self._unexplained_behind(heard) else 0.0

    def _unexplained_behind(self, heard: Heard) -> bool:
        at = heard.mention.end
        return at < len(self.text) and not self._explained(at, self._others(heard.span, behind=True))
