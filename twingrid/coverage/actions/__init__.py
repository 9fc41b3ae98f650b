"""Everything that changes what coverage knows."""

from twingrid.coverage.actions.days import record_coverage
from twingrid.coverage.actions.fusing import fuse_city
from twingrid.coverage.actions.mapping import import_mapping
from twingrid.coverage.actions.overrides import end_override, grant_override
from twingrid.coverage.actions.plates import adopt_plates, make_plates, print_plates, replace_plate

__all__ = [
    "adopt_plates",
    "end_override",
    "fuse_city",
    "grant_override",
    "import_mapping",
    "make_plates",
    "print_plates",
    "record_coverage",
    "replace_plate",
]
