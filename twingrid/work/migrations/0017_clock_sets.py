"""Clock rules become a city's data, in versions that stay; pauses, both ladders, and runs that derive anew."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CLOSE = """
CREATE FUNCTION work_clocksetversion_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'A published version of a set of clock rules stays as it is.'
        USING ERRCODE = 'integrity_constraint_violation';
END $body$;
CREATE TRIGGER work_clocksetversion_stays BEFORE UPDATE OR DELETE ON work_clocksetversion
    FOR EACH ROW EXECUTE FUNCTION work_clocksetversion_stays();
CREATE TRIGGER work_clocksetversion_stays_whole BEFORE TRUNCATE ON work_clocksetversion
    FOR EACH STATEMENT EXECUTE FUNCTION work_clocksetversion_stays();
REVOKE UPDATE, DELETE, TRUNCATE ON work_clocksetversion FROM {app};
"""


def close(apps, schema_editor):
    """Close the table of versions; the name of the role comes from provisioning."""
    app = settings.DATABASE_ROLES["app"]
    schema_editor.execute(CLOSE.format(app=f'"{app}"'), params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0001_upto_0003"),
        ("work", "0016_orders_of_hotlines"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClockSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("partition", models.CharField(blank=True, max_length=12)),
                ("area_code", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "ordering": ("partition", "area_code"),
            },
        ),
        migrations.CreateModel(
            name="ClockSetVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("valid_from", models.DateField()),
                ("content", models.JSONField()),
                ("made_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("set", "number"),
            },
        ),
        migrations.CreateModel(
            name="Recount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(blank=True, null=True)),
                ("after", models.BigIntegerField(default=0)),
                ("looked_at", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("begun_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("begun_at", "id"),
            },
        ),
        migrations.AlterModelOptions(
            name="escalation",
            options={"ordering": ("family", "matter_id", "round", "step")},
        ),
        migrations.RemoveConstraint(
            model_name="clock",
            name="work_clock_once",
        ),
        migrations.RemoveConstraint(
            model_name="escalation",
            name="work_escalation_once",
        ),
        migrations.RemoveField(
            model_name="routing",
            name="step",
        ),
        migrations.AddField(
            model_name="clock",
            name="key",
            field=models.CharField(blank=True, db_default="", max_length=20),
        ),
        migrations.AddField(
            model_name="clock",
            name="paused",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="clock",
            name="paused_s",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="clock",
            name="warn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="escalation",
            name="clock",
            field=models.CharField(blank=True, db_default="", max_length=20),
        ),
        migrations.AddField(
            model_name="escalation",
            name="family",
            field=models.CharField(db_default="request", default="request", max_length=12),
        ),
        migrations.AddField(
            model_name="escalation",
            name="ladder",
            field=models.CharField(
                choices=[("power", "Electricity"), ("community", "Community")],
                db_default="power",
                default="power",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="escalation",
            name="matter_id",
            field=models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="escalation",
            name="why",
            field=models.CharField(
                choices=[("unaccepted", "Nobody had accepted"), ("soon", "Soon late"), ("late", "Late")],
                db_default="unaccepted",
                default="unaccepted",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="hazard",
            name="next_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="routing",
            name="beside",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="routing",
            name="secretary",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="routing",
            name="since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="ticket",
            name="pause_reason",
            field=models.CharField(blank=True, db_default="", max_length=20),
        ),
        migrations.AddField(
            model_name="ticket",
            name="paused_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="ticket",
            name="resumes_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="clock",
            name="kind",
            field=models.CharField(
                choices=[("promise", "Promise"), ("law", "Law"), ("order", "Order"), ("internal", "Internal")],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="escalation",
            name="ticket",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="escalations",
                to="work.ticket",
            ),
        ),
        migrations.AddIndex(
            model_name="escalation",
            index=models.Index(fields=["to", "family"], name="work_escalation_to"),
        ),
        migrations.AddIndex(
            model_name="hazard",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="work_hazard_next"
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("resumes_at__isnull", False)), fields=["resumes_at"], name="work_ticket_resumes"
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pause_reason", ""), ("paused_at__isnull", True), ("resumes_at__isnull", True)),
                    models.Q(("paused_at__isnull", False), models.Q(("pause_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="work_ticket_paused_why",
            ),
        ),
        migrations.CreateModel(
            name="ClockSetDraft",
            fields=[
                (
                    "set",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="draft",
                        serialize=False,
                        to="work.clockset",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("content", models.JSONField()),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="clockset",
            constraint=models.UniqueConstraint(fields=("partition", "area_code"), name="work_clockset_place"),
        ),
        migrations.AddConstraint(
            model_name="clockset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("area_code", ""), ("partition", "")),
                    models.Q(models.Q(("partition", ""), _negated=True), models.Q(("area_code", ""), _negated=True)),
                    _connector="OR",
                ),
                name="work_clockset_whole",
            ),
        ),
        migrations.AddField(
            model_name="clocksetversion",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="clocksetversion",
            name="set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="work.clockset"
            ),
        ),
        migrations.AddField(
            model_name="clock",
            name="version",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clocks",
                to="work.clocksetversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(fields=("ticket", "kind", "key", "round"), name="work_clock_once"),
        ),
        migrations.AddIndex(
            model_name="recount",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)), fields=["begun_at"], name="work_recount_open"
            ),
        ),
        migrations.AddField(
            model_name="clocksetdraft",
            name="changed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="clocksetversion",
            constraint=models.UniqueConstraint(fields=("set", "number"), name="work_clocksetversion_once"),
        ),
        migrations.RunPython(close, migrations.RunPython.noop, elidable=False),
    ]
