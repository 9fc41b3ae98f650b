"""Kinds of work become a city's data: kinds, versions that stay as they were published, drafts, answers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CLOSE = """
CREATE FUNCTION work_kindversion_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'A published version of a kind stays as it is.' USING ERRCODE = 'integrity_constraint_violation';
END $body$;
CREATE TRIGGER work_kindversion_stays BEFORE UPDATE OR DELETE ON work_kindversion
    FOR EACH ROW EXECUTE FUNCTION work_kindversion_stays();
CREATE TRIGGER work_kindversion_stays_whole BEFORE TRUNCATE ON work_kindversion
    FOR EACH STATEMENT EXECUTE FUNCTION work_kindversion_stays();
REVOKE UPDATE, DELETE, TRUNCATE ON work_kindversion FROM {app};
"""


def close(apps, schema_editor):
    """Close the table of versions; the name of the role comes from provisioning."""
    app = settings.DATABASE_ROLES["app"]
    schema_editor.execute(CLOSE.format(app=f'"{app}"'), params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0006_outages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Kind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=20, unique=True)),
                ("family", models.CharField(default="request", max_length=12)),
                ("place", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ("place", "id"),
            },
        ),
        migrations.AddField(
            model_name="reporter",
            name="answers",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="ticket",
            name="details",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="ticket",
            name="kind_version",
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AlterField(
            model_name="ticket",
            name="kind",
            field=models.CharField(max_length=20),
        ),
        migrations.CreateModel(
            name="KindDraft",
            fields=[
                (
                    "kind",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="draft",
                        serialize=False,
                        to="work.kind",
                    ),
                ),
                ("content", models.JSONField()),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KindVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="work.kind"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("kind", "number"),
                "constraints": [models.UniqueConstraint(fields=("kind", "number"), name="work_kindversion_once")],
            },
        ),
        migrations.RunPython(close, migrations.RunPython.noop, elidable=False),
    ]
