"""The two demo cities, generated: pure numpy and shapely, no Django and no database.

The door is `generate`; the files it writes are those that a real city would import.
"""

from twingrid.cli.demo.generate import generate
from twingrid.cli.demo.phones import is_unassignable
from twingrid.cli.demo.write import Manifest

__all__ = ["Manifest", "generate", "is_unassignable"]
