"""What an import of one subject consists of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from twingrid.cli.imports.headings import Field
from twingrid.cli.imports.reading import Reading
from twingrid.kit.staging import Changes, Columns


@dataclass(frozen=True, slots=True)
class Load:
    """How the rows are to be taken over: the moment, whether the file is complete, the file's coordinate system."""

    at: datetime
    complete: bool = False
    crs: str = ""
    demo_password: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The checked columns of a file (bad rows still in) and the coordinate system they came in."""

    columns: Columns
    crs: str = ""


@dataclass(frozen=True)
class Subject:
    """One kind of file.

    `read` checks the columns, telling every bad row; `load` takes the good ones over, in one transaction. `absent`
    says for a column (of the action) which field it is and what to tell when the thing it names does not exist.
    """

    name: str
    fields: Sequence[Field]
    read: Callable[[Reading], Prepared]
    load: Callable[[Columns, Load], dict[str, Changes]]
    key: str = "code"
    absent: Mapping[str, Callable[[], tuple[str, str]]] = field(default_factory=dict)
