"""Each telling stands once, now that every row says what it is about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("work", "0018_shipped_clocks")]

    operations = [
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.UniqueConstraint(
                fields=("family", "matter_id", "round", "clock", "ladder", "step"), name="work_escalation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("family", "request"), ("ticket__isnull", False)),
                    models.Q(models.Q(("family", "request"), _negated=True), ("ticket__isnull", True)),
                    _connector="OR",
                ),
                name="work_escalation_ticket",
            ),
        ),
    ]
