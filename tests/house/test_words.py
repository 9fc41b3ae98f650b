"""Every word on a page is Chinese and English: complete in both, none written past the catalogues."""

import ast
import re
from copy import deepcopy
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.house import source
from twingrid.cli import words

CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
LETTERS = re.compile(r"[A-Za-z\u3400-\u9fff]{2,}")
# The same in every language: our name, units, formats, a key on the keyboard.
SAME = {"twingrid", "CSV", "JSON", "Ctrl", "Enter", "Esc"}
# A language is offered in its own words.
OWN_NAMES = "web/shell/templates/shell/_language.html"
# Texts that are data, and say so: the demo, the words people call places by and write in replies, the style guide's
# fixed examples.
DATA = (
    "cli/demo/",
    "cli/demo_command.py",
    "cli/demo_cases.py",
    "cli/demo_joint.py",
    "cli/demo_hazards.py",
    "cli/demo_steps.py",
    "outages/words.py",
    "work/rules/reply.py",
    "work/sheets.py",
    "cli/imports/",
    "cli/layers.py",
    "territory/finding/",
    "web/shell/styleguide.py",
    "web/shell/wording.py",
    "web/shell/templates/shell/styleguide.html",
    "web/shell/templates/shell/_styleguide_wrong.html",
)


def is_data(path: Path) -> bool:
    return str(path.relative_to(source.PACKAGE)).startswith(DATA)


READ = words.collect


@cache
def collected() -> dict[Path, words.Words]:
    """The words of the whole house, read once: none of these tests writes any."""
    return READ()


def test_every_word_has_its_chinese_with_the_same_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "collect", collected)
    assert words.troubles() == []


def test_the_check_sees_a_missing_word(monkeypatch: pytest.MonkeyPatch) -> None:
    app, said = deepcopy(next(iter(collected().items())))
    said.said["", "Never said before {n}"] = ("Never said before {n}", {"here.py"})
    monkeypatch.setattr(words, "collect", lambda: {app: said})
    assert [line for line in words.troubles() if "Never said before" in line]


def is_english(text: str) -> bool:
    """A local example may stand in an English sentence (for example 乐山小区3号楼); nothing else in Chinese."""
    return not CJK.search(text) or re.match(r"[^\u3000-\u9fff]*[A-Za-z.]{2,}[^\u3000-\u9fff]*", text) is not None


def test_the_source_of_every_word_is_english() -> None:
    for app, said in collected().items():
        for (context, first), (message, places) in said.said.items():
            for one in (context, first, *(message if isinstance(message, tuple) else (message,))):
                assert is_english(one), f"{app.name} ({', '.join(sorted(places))}): {one!r} is not English"


def test_chinese_words_are_chinese() -> None:
    """A translation without a Chinese character is a copy of the English; formats and names are listed."""
    fine = re.compile(r"^[\s\d\W]*$|^[a-zA-Z]{1,4}( [a-zA-Z]{1,4}){0,2}$|twingrid|English|%")
    for app, said in collected().items():
        known = words.chinese(words.read(said.po))
        for key in said.said:
            text = known.get(key, "")
            visible = words._BLANKS.sub("", text)
            assert not text or CJK.search(text) or fine.search(visible.strip()), f"{app.name}: {key} → {text!r}"


class Bare(HTMLParser):
    """Collects text and spoken attributes of a template whose tags and variables have been taken out."""

    SPOKEN = frozenset({"placeholder", "title", "aria-label", "alt", "label", "data-confirm", "content"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "code", "kbd"}:
            self.inside.append(tag)
        for name, value in attrs:
            if name in self.SPOKEN and value and tag != "meta" and LETTERS.search(value):
                self.found.append((self.getpos()[0], f"{name}={value}"))

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside and LETTERS.search(data):
            self.found.append((self.getpos()[0], data.strip()))


CLASSES = re.compile(r"{%\s*block\s+(?:\w*class|paper|door|back)\s*%}.*?{%\s*endblock\s*%}")
BLOCKTRANSLATE = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
COMMENT = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)


def bare_text(text: str) -> list[tuple[int, str]]:
    """(line, words) of a template that no translation covers."""
    for pattern in (COMMENT, CLASSES, BLOCKTRANSLATE, TAG):
        text = pattern.sub(lambda match: "\n" * match.group().count("\n"), text)
    parser = Bare()
    parser.feed(text)
    return [(line, words) for line, words in parser.found if words not in SAME]


def test_no_template_speaks_past_the_catalogue() -> None:
    found = [
        f"{source.here(path, line)}: {text}"
        for path in source.templates()
        if path.suffix == ".html" and not is_data(path) and not str(path).endswith(OWN_NAMES)
        for line, text in bare_text(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "offence",
    ["<p>Report a fault</p>", "<p>报修</p>", '<input placeholder="Place">', '<b aria-label="{{ x }} 报修">x</b>'],
)
def test_the_watch_for_bare_words_sees_them(offence: str) -> None:
    assert bare_text("{% load i18n %}" + offence)
    assert not bare_text('<p>{% translate "Report" %} {{ n }} <code>make run</code></p>')


def literals(path: Path) -> list[tuple[int, str]]:
    """Chinese in string literals of a file, docstrings left out."""
    tree = source.tree(path)
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    # A string that stands alone explains the line above it.
    documents |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documents
        and re.search(r"[\u3400-\u9fff]", node.value)
        and not is_english(node.value)
    ]


# A few literals that are not words on a page: what they are instead.
LITERALS = {
    "coverage/plate_texts.py": "what a plate says until the city writes its own",
    "kit/holiday_files.py": "how files and screens write a day off or a make-up day",
    "kit/crs.py": "what offices call coordinate systems",
    "kit/masking.py": "the bounds of the range of characters",
    "cli/fakes/vendors.py": "what the vendor says, word for word",
    "notices/actions/subscribing.py": "what a subscriber is sent, whoever wrote the notice",
    "notices/actions/founding.py": "what residents call their group",
    "notices/queries/texts.py": "how a day is written in a notice",
    "notices/rules/answers.py": "what a group is answered, whoever brings it",
    "notices/rules/homes.py": "how residents name buildings",
    "notices/rules/lead.py": "the rules' own names",
    "notices/rules/lexicon.py": "what residents write",
    "notices/rules/pasting.py": "how apps and residents write a sender",
    "notices/rules/reading.py": "what residents write",
    "notices/rules/wording.py": "what residents read, whoever writes it",
    "notices/gateways/sms.py": "what the vendor calls the limit of a day",
    "territory/queries.py": "endings of official names",
}


def test_no_chinese_is_written_in_code() -> None:
    found = [
        f"{source.here(path, line)}: {text[:40]}"
        for path in source.python()
        if not is_data(path) and str(path.relative_to(source.PACKAGE)) not in LITERALS
        for line, text in literals(path)
    ]
    assert found == []


def test_translated_strings_are_literals() -> None:
    """`_(f"…")` and `_("…" + x)` are never found by the collector."""
    names = {name for name in words.KEYWORDS if name != "_"} | {"_"}
    for path in source.python():
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args:
                assert not isinstance(node.args[0], ast.JoinedStr | ast.BinOp), source.here(path, node)


def test_islands_take_their_words_from_the_page() -> None:
    """The front end has no catalogue: what it says comes in through data attributes and props."""
    found = []
    for path in sorted(source.ROOT.glob("islands/**/*.ts")):
        if ".test." in path.name:
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            code = re.sub(r"//.*|/\*.*|^\s*\*.*", "", line)
            if re.search(r"[\u3400-\u9fff]", code):
                found.append(f"{path.relative_to(source.ROOT)}:{number}: {line.strip()}")
    assert found == []
