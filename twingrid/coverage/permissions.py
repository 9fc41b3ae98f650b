"""Rights over coverage."""

from enum import StrEnum


class CoveragePermission(StrEnum):
    """Rights that this app declares; roles get them in project/roles.py."""

    STATEMENT_SEE = "coverage.statement.see"
