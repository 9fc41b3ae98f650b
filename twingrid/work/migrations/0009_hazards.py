"""Hazards: found, notified, removed, inspected again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0001_upto_0003"),
        ("work", "0008_shipped_kinds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hazard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                ("intake_key", models.CharField(max_length=64, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("kind_version", models.PositiveSmallIntegerField(default=1)),
                ("details", models.JSONField(default=dict)),
                (
                    "grade",
                    models.CharField(
                        choices=[("plain", "Ordinary"), ("serious", "Serious"), ("critical", "Critical")],
                        default="plain",
                        max_length=10,
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("utility", "The electricity company"),
                            ("customer", "The customer"),
                            ("property", "The property company"),
                            ("", "Not known yet"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "found_how",
                    models.CharField(
                        choices=[
                            ("patrol", "On patrol"),
                            ("visit", "At a visit"),
                            ("resident", "A resident told us"),
                            ("committee", "The committee told us"),
                            ("request", "At a request"),
                        ],
                        max_length=12,
                    ),
                ),
                ("state", models.CharField(default="found", max_length=12)),
                ("times_reopened", models.PositiveSmallIntegerField(default=0)),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("room", models.CharField(blank=True, max_length=20)),
                ("place_words", models.CharField(blank=True, max_length=200)),
                ("found_at", models.DateTimeField()),
                ("notified_at", models.DateTimeField(blank=True, null=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("inspected_at", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField()),
                (
                    "building",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hazards",
                        to="territory.building",
                    ),
                ),
                (
                    "community_area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
                (
                    "found_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hazards",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "inspected_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "power_area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hazards",
                        to="work.ticket",
                    ),
                ),
            ],
            options={
                "ordering": ("-found_at", "-id"),
            },
        ),
        migrations.AddField(
            model_name="counter",
            name="hazards",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.CreateModel(
            name="HazardOwner",
            fields=[
                (
                    "hazard",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="owner",
                        serialize=False,
                        to="work.hazard",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=40)),
                ("phone", models.CharField(blank=True, max_length=30)),
                (
                    "told_how",
                    models.CharField(
                        blank=True,
                        choices=[("paper", "By a written notice"), ("in_person", "In person"), ("phone", "By phone")],
                        max_length=12,
                    ),
                ),
                ("answers", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="HazardRemark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event_id", models.BigIntegerField()),
                ("words", models.CharField(max_length=1000)),
                (
                    "hazard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="work.hazard"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="hazard",
            index=models.Index(
                condition=models.Q(("state__in", ["found", "notified", "removed"])),
                fields=["power_area"],
                name="work_hazard_power",
            ),
        ),
        migrations.AddIndex(
            model_name="hazard",
            index=models.Index(
                condition=models.Q(("state__in", ["found", "notified", "removed"])),
                fields=["community_area"],
                name="work_hazard_comm",
            ),
        ),
        migrations.AddIndex(
            model_name="hazard",
            index=models.Index(
                condition=models.Q(("state__in", ["found", "notified", "removed"])),
                fields=["holder"],
                name="work_hazard_held",
            ),
        ),
        migrations.AddIndex(
            model_name="hazard",
            index=models.Index(fields=["found_at"], name="work_hazard_when"),
        ),
        migrations.AddConstraint(
            model_name="hazard",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["found", "notified", "removed", "inspected", "cancelled"])),
                name="work_hazard_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="hazard",
            constraint=models.CheckConstraint(
                condition=models.Q(("inspected_at__isnull", True), ("removed_at__isnull", False), _connector="OR"),
                name="work_hazard_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="hazardremark",
            constraint=models.UniqueConstraint(fields=("hazard", "event_id"), name="work_hazardremark_once"),
        ),
    ]
