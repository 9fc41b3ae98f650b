"""The list of important users (重要用户): taken over from a file, by account number."""

from datetime import datetime

from django.db import transaction

from twingrid.cities import queries as cities_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, staging
from twingrid.kit.staging import Changes, Columns

_TYPES = {"account_no": "text", "grade": "text", "valid_from": "date", "valid_to": "date"}
_ORPHANS = """
SELECT s.row, 'account_no', s.account_no FROM staged_important s
WHERE NOT EXISTS (SELECT FROM supply_customer c WHERE c.account_no = s.account_no)
"""
_FOLLOW = """
UPDATE supply_importantcustomer old SET valid_to = s.valid_from
FROM staged_important s JOIN supply_customer c ON c.account_no = s.account_no
WHERE old.customer_id = c.id AND old.valid_from < s.valid_from
  AND (old.valid_to IS NULL OR old.valid_to > s.valid_from)
"""
_MERGE = """
INSERT INTO supply_importantcustomer AS old (customer_id, grade, valid_from, valid_to)
SELECT c.id, s.grade, s.valid_from, s.valid_to
FROM staged_important s JOIN supply_customer c ON c.account_no = s.account_no
ON CONFLICT (customer_id, valid_from) DO UPDATE SET grade = excluded.grade, valid_to = excluded.valid_to
WHERE (old.grade, old.valid_to) IS DISTINCT FROM (excluded.grade, excluded.valid_to)
"""
_END = """
UPDATE supply_importantcustomer e SET valid_to = greatest(%s::date, e.valid_from + 1)
WHERE (e.valid_to IS NULL OR e.valid_to > %s::date) AND e.customer_id NOT IN (
    SELECT c.id FROM staged_important s JOIN supply_customer c ON c.account_no = s.account_no)
"""


@transaction.atomic
def import_important(*, rows: Columns, at: datetime, complete: bool = False) -> dict[str, Changes]:
    """Take over who is an important user, by account number.

    Columns: account_no, grade (special, first, second), valid_from, valid_to. A row that begins later ends the
    customer's former one. `complete`: whoever the file does not name is on the list no more from today. Raises
    `Orphans` for an account that does not exist.
    """
    day = clock.today(at)
    total = staging.stage("staged_important", _TYPES, rows)
    staging.check_orphans([_ORPHANS])
    staging.run(_FOLLOW)
    done = staging.merge(_MERGE, total=total)
    ended = staging.run(_END, [day, day]) if complete else 0
    changes = {"important": Changes(done.new, done.changed, done.unchanged, ended)}
    journal_actions.record(
        "supply.important.imported",
        cities_queries.present_city(),
        by=None,
        at=at,
        facts=changes["important"].as_dict(),
    )
    return changes
