"""Hours made by hand or swapped before there was a mark for it get theirs."""

from django.db import migrations

BY_HAND = """
    UPDATE people_shift SET source = 'hand' WHERE id IN (
        SELECT subject_id FROM journal_event WHERE name = 'people.shift.planned'
    )
"""
SWAPPED = """
    UPDATE people_shift s SET source = 'swap', planned_for_id = CASE WHEN s.source = 'import' THEN e.asked_by_id END
    FROM people_shiftexchange e WHERE e.agreed AND e.shift_id = s.id
"""
SWAPPED_BACK = """
    UPDATE people_shift s SET source = 'swap', planned_for_id = CASE WHEN s.source = 'import' THEN t.user_id END
    FROM people_shiftexchange e JOIN people_shift t ON t.id = e.shift_id WHERE e.agreed AND e.against_id = s.id
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0006_shift_patterns"), ("journal", "0001_initial")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (BY_HAND, SWAPPED, SWAPPED_BACK)]
