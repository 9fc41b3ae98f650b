"""What every kind of file becomes: rows of texts, each with its line, and shapes if the file has any."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass
class Sheet:
    """The cells of a file as texts. The first row is not yet known to be the headings.

    `lines` are the places of the rows in the file (from 1), `by_feature` says that these are numbers of features and
    not lines. `shapes` (shapely, None where empty) belong to the rows after the first; `crs` is the one the file names.
    """

    path: Path
    rows: list[list[str]]
    lines: Sequence[int]
    encoding: str = ""
    by_feature: bool = False
    shapes: NDArray[np.object_] | None = None
    crs: str = ""
    notes: list[str] = field(default_factory=list)
