"""One row of a staff list, checked."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person in one role, as a staff list says it. Empty texts and None stand for what is not said."""

    employee_no: str
    name: str
    side: str
    role: str
    unit: str
    valid_from: date
    title: str = ""
    manager_unit: str = ""
    area_codes: tuple[str, ...] = ()
    duty_number: str = ""
    personal_number: str = ""
    print_consent: bool = False
    verified_on: date | None = None
    deputy_no: str = ""
    counterpart_nos: tuple[str, ...] = ()
    leader_no: str = ""
    shift_pattern: str = "none"
    demo: bool = False
    valid_to: date | None = None
