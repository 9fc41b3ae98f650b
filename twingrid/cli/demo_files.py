"""The files of the demo cities: made once for each seed, size and day, in a process of their own, kept in the home."""

import json
import multiprocessing
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from twingrid.cli.demo.generate import CityName, Size, generate
from twingrid.cli.run.process import end_with_parent
from twingrid.kit.refusals import Refused

# In this order the generator reports its stages; a file is complete when the stage behind it begins.
STAGES = ("waiting", "ground", "places", "network", "customers", "requests", "done")
_READY = {
    "customers.csv": "requests",
    "mapping.csv": "requests",
    "network.csv": "requests",
    "outages.csv": "requests",
    "requests.csv": "done",
    "manifest.json": "done",
}
_READY_EARLY = "customers"
_MANIFEST = "manifest.json"
_KEPT_FOLDERS = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """One city's set of files."""

    city: CityName
    size: Size
    seed: int
    day: date

    def folder(self, home: Path) -> Path:
        """Where its files lie."""
        return home / f"{self.city}-{self.size}-{self.seed}-{self.day:%Y%m%d}"


@dataclass
class Maker:
    """Makes the wanted files that are not kept yet, in the background, in their order."""

    home: Path
    wanted: Sequence[Wanted]
    say: Callable[[str, str], None] = lambda city, stage: None
    _stages: dict[str, str] = field(default_factory=dict)
    _process: Any = None
    _pipe: Connection | None = None

    def start(self) -> None:
        """Begin with what is lacking."""
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        _forget_old(self.home, keep={w.folder(self.home).name for w in self.wanted})
        self._stages = {w.city: "waiting" for w in self.wanted}
        lacking = [w for w in self.wanted if not (w.folder(self.home) / _MANIFEST).exists()]
        for kept in set(self.wanted) - set(lacking):
            self._stages[kept.city] = "done"
        if lacking:
            # A fresh interpreter: nothing of Django or of an open connection goes along.
            apart = multiprocessing.get_context("spawn")
            self._pipe, end = apart.Pipe(duplex=False)
            self._process = apart.Process(target=_make, args=(end, self.home, lacking), daemon=True)
            self._process.start()
            end.close()

    def path(self, city: str, name: str) -> Path:
        """The file `name` of a city, once it is complete. Raises `Refused` when making it failed."""
        stage = _READY.get(name, _READY_EARLY)
        while STAGES.index(self._stages[city]) < STAGES.index(stage):
            self._listen()
        wanted = next(w for w in self.wanted if w.city == city)
        return wanted.folder(self.home) / name

    def _listen(self) -> None:
        assert self._pipe is not None
        try:
            city, stage = self._pipe.recv()
        except EOFError as error:
            raise Refused(_("Making the files of the demo was interrupted. Run the same command again.")) from error
        if stage not in STAGES:
            raise Refused(_("The files of the demo could not be made: %(why)s") % {"why": stage})
        self._stages[city] = stage
        self.say(city, stage)

    def close(self) -> None:
        """End the process, finished or not."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()


def _make(pipe: Connection, home: Path, wanted: Sequence[Wanted]) -> None:
    """Runs in the process of its own, and not longer than the one that waits for it."""
    end_with_parent()
    for one in wanted:
        folder = one.folder(home)
        shutil.rmtree(folder, ignore_errors=True)

        def say(stage: str, _share: float, city: str = one.city) -> None:
            # The end is told only when the manifest is written.
            if stage != "done":
                pipe.send((city, stage))

        try:
            manifest = generate(
                city=one.city,
                size=one.size,
                seed=one.seed,
                today=one.day,
                folder=folder,
                progress=say,
            )
        except (OSError, ValueError, RuntimeError) as error:
            pipe.send((one.city, str(error) or type(error).__name__))
            raise
        facts = {"supervision_phone": manifest.supervision_phone, "counts": manifest.counts, "sha256": manifest.sha256}
        fresh = folder / "manifest.new"
        fresh.write_text(json.dumps(facts, ensure_ascii=False, indent=1), "utf-8")
        fresh.replace(folder / _MANIFEST)
        pipe.send((one.city, "done"))
    pipe.close()


def _forget_old(home: Path, *, keep: set[str]) -> None:
    """Files of former days and seeds are thrown away, the oldest first."""
    folders = sorted((f for f in home.iterdir() if f.is_dir() and f.name not in keep), key=lambda f: f.stat().st_mtime)
    for folder in folders[: max(len(folders) + len(keep) - _KEPT_FOLDERS, 0)]:
        shutil.rmtree(folder, ignore_errors=True)
