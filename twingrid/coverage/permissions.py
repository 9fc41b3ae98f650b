"""Rights over coverage."""

from enum import StrEnum


class CoveragePermission(StrEnum):
    """Rights that this app declares; roles get them in project/roles.py."""

    STATEMENT_SEE = "coverage.statement.see"
    OVERRIDE_SEE = "coverage.override.see"
    OVERRIDE_PROPOSE = "coverage.override.propose"
    OVERRIDE_REFUSE = "coverage.override.refuse"
    OVERRIDE_GRANT = "coverage.override.grant"
    OVERRIDE_END = "coverage.override.end"
    PLATE_SEE = "coverage.plate.see"
    PLATE_PRINT = "coverage.plate.print"
    PLATE_REPLACE = "coverage.plate.replace"
    ALIAS_APPROVE = "coverage.alias.approve"
    ALIAS_REFUSE = "coverage.alias.refuse"
