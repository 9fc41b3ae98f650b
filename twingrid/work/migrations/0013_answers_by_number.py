"""Answers that were given before a request could carry several numbers belong to the one number that it had."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("work", "0012_numbers_of_a_matter")]

    operations = [
        migrations.RunSQL(
            "UPDATE work_hotlinereply AS reply SET record_id = record.id FROM work_externalrecord AS record"
            " WHERE record.ticket_id = reply.ticket_id AND record.system = '12345' AND reply.record_id IS NULL",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "UPDATE work_externalrecord AS record SET deadline = ticket.deadline FROM work_ticket AS ticket"
            " WHERE ticket.id = record.ticket_id AND record.deadline IS NULL AND ticket.deadline IS NOT NULL",
            migrations.RunSQL.noop,
        ),
    ]
