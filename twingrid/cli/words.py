"""The words of the product: collected from code and templates, kept in one catalogue an app, compiled.

`python -m twingrid.cli.words --update | --compile | --check`. The words in the source are English; the Chinese ones
live in `<app>/locale/zh_Hans/LC_MESSAGES/django.po`. Folders that are no app (kit, project) keep theirs in web/shell.
"""

import argparse
import io
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
ELSEWHERE = PACKAGE / "web" / "shell"
PO = Path("locale/zh_Hans/LC_MESSAGES/django.po")
HEADER = """# {name}: Chinese.
msgid ""
msgstr ""
"Project-Id-Version: twingrid\\n"
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
# A word is known by its context and its English; a plural by its singular.
Key = tuple[str, str]
_BLANKS = re.compile(r"%\(\w+\)[sd]|\{\w*[^{}]*\}")


@dataclass
class Words:
    """What one app says: each key with the whole msgid (a pair for plurals) and the files that say it."""

    app: Path
    said: dict[Key, tuple[str | tuple[str, ...], set[str]]] = field(default_factory=dict)

    @property
    def po(self) -> Path:
        """The app's Chinese catalogue."""
        return self.app / PO


def app_of(path: Path) -> Path:
    """The app whose catalogue holds the words of `path`."""
    for folder in path.parents:
        if folder == PACKAGE:
            break
        if (folder / "apps.py").exists():
            return folder
    return ELSEWHERE


def sources() -> Iterator[Path]:
    """Every file with words: Python and templates, not tests and not migrations."""
    for path in sorted(PACKAGE.rglob("*")):
        parts = set(path.relative_to(PACKAGE).parts)
        if parts & {"tests", "migrations", "static", "data", "guide"}:
            continue
        if path.suffix == ".py" or ("templates" in parts and path.suffix in {".html", ".txt"}):
            yield path


def _flat(code: str) -> str:
    """What Django makes of a template, without indentation: it means nothing there, and Python would stumble."""
    return "\n".join(line.lstrip() for line in code.splitlines())


def words_in(path: Path) -> Iterator[tuple[Key, str | tuple[str, ...]]]:
    """Each translated string of a file."""
    text = path.read_text("utf-8")
    code = text if path.suffix == ".py" else _flat(templatize(text, origin=str(path)))
    found = extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for _line, message, _comments, context in found:
        first = message if isinstance(message, str) else message[0]
        if first:
            yield (context or "", first), message if isinstance(message, str) else tuple(message)


def collect() -> dict[Path, Words]:
    """What every app says."""
    apps: dict[Path, Words] = {}
    for path in sources():
        words = apps.setdefault(app_of(path), Words(app_of(path)))
        for key, message in words_in(path):
            known, places = words.said.setdefault(key, (message, set()))
            if isinstance(known, str) and isinstance(message, tuple):
                words.said[key] = (message, places)
            places.add(str(path.relative_to(PACKAGE.parent)))
    return {app: words for app, words in sorted(apps.items()) if words.said or words.po.exists()}


def read(po: Path) -> Catalog:
    """A catalogue; SystemExit names the line that cannot be read."""
    if not po.exists():
        return Catalog(locale="zh_Hans")
    try:
        with po.open("rb") as file:
            return read_po(file, locale="zh_Hans", abort_invalid=True)
    except PoFileError as error:
        sys.exit(f"{po}: {error}. Correct this line and run it again.")


def key_of(message: Message) -> Key:
    """The key of a catalogue's message."""
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def chinese(catalog: Catalog) -> dict[Key, str]:
    """What a catalogue has in Chinese, words no longer said (`#~`) included."""
    messages = [*(m for m in catalog if m.id), *catalog.obsolete.values()]
    said = {key_of(m): m.string if isinstance(m.string, str) else (m.string or [""])[0] for m in reversed(messages)}
    return {key: text for key, text in said.items() if text}


def update() -> list[Path]:
    """Write every catalogue anew: new words empty (or as another app says them), old ones kept. Gives what changed."""
    apps = collect()
    known = {app: chinese(read(words.po)) for app, words in apps.items()}
    anywhere = {key: text for app in reversed(known) for key, text in known[app].items()}
    changed = []
    for app, words in apps.items():
        catalog = Catalog(locale="zh_Hans")
        for (context, first), (message, places) in words.said.items():
            text = known[app].get((context, first)) or anywhere.get((context, first), "")
            catalog.add(
                message,
                string=(text,) if isinstance(message, tuple) else text,
                context=context or None,
                locations=[(place, 0) for place in sorted(places)],
            )
        out = io.BytesIO()
        write_po(out, catalog, omit_header=True, sort_output=True, include_lineno=False, width=0)
        name = ".".join(app.relative_to(PACKAGE.parent).parts)
        fresh = (HEADER.format(name=name) + out.getvalue().decode()).rstrip() + "\n"
        if not words.po.exists() or words.po.read_text("utf-8") != fresh:
            words.po.parent.mkdir(parents=True, exist_ok=True)
            words.po.write_text(fresh, "utf-8")
            changed.append(words.po)
    return changed


def compile_stale() -> list[Path]:
    """Write the .mo beside each .po that is newer; gives those written."""
    written = []
    for po in sorted(PACKAGE.rglob(str(PO))):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        fresh = mo.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as file:
            write_mo(file, read(po))
        os.replace(fresh, mo)
        written.append(mo)
    return written


def blanks(text: str) -> frozenset[str]:
    """The places to fill in a sentence: `{name}`, `%(name)s`."""
    return frozenset(_BLANKS.findall(text))


def troubles() -> list[str]:
    """What is wrong with the words, a line each: not translated, blanks that differ, two translations of one word."""
    apps = collect()
    known = {app: chinese(read(words.po)) for app, words in apps.items()}
    found, once = [], dict[Key, tuple[str, str]]()
    for app, words in apps.items():
        name = ".".join(app.relative_to(PACKAGE.parent).parts)
        for key, (message, places) in words.said.items():
            where, text = f"{name} ({', '.join(sorted(places))}): {key[1]!r}", known[app].get(key, "")
            every = (message,) if isinstance(message, str) else message
            if not text:
                found.append(f"{where} has no Chinese")
            elif all(blanks(text) != blanks(one) for one in every):
                found.append(f"{where} has other blanks in Chinese: {text!r}")
            before = once.setdefault(key, (text, name))
            if text and before[0] and text != before[0]:
                found.append(f"{where} is {text!r} here and {before[0]!r} in {before[1]}")
    return found


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--update", action="store_true", help="collect the words into the catalogues")
    what.add_argument("--compile", action="store_true", help="write what Django reads")
    what.add_argument("--check", action="store_true", help="list what is not translated")
    asked = parser.parse_args()
    if asked.check:
        lines = troubles()
        print("\n".join(lines) or "Every word has its Chinese.")
        return 1 if lines else 0
    for path in update() if asked.update else compile_stale():
        print(path.relative_to(PACKAGE.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
