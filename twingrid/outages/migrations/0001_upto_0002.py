import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from twingrid.kit.migrating import CreateTogether


class Migration(migrations.Migration):
    replaces = [("outages", "0001_initial"), ("outages", "0002_frequent")]

    initial = True

    dependencies = [
        ("people", "__first__"),
        ("supply", "0001_initial"),
        ("supply", "0003_important_customers"),
        ("territory", "0001_initial"),
        ("territory", "0003_area_parts"),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Outage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=24, unique=True)),
                        ("intake_key", models.CharField(max_length=64, unique=True)),
                        ("system", models.CharField(blank=True, max_length=9)),
                        ("external_no", models.CharField(blank=True, max_length=40)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned outage"),
                                    ("temporary", "Temporary repair"),
                                    ("fault", "Fault"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "information",
                            models.CharField(
                                choices=[
                                    ("plan", "Plan"),
                                    ("temporary", "Temporary"),
                                    ("fault", "Fault"),
                                    ("overload", "Beyond capacity"),
                                    ("theft", "Theft"),
                                    ("breach", "Breach of contract"),
                                    ("arrears", "Arrears"),
                                    ("orderly", "Orderly use"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("state", models.CharField(default="draft", max_length=12)),
                        ("important", models.BooleanField(default=False)),
                        ("title", models.CharField(blank=True, max_length=80)),
                        (
                            "cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not known yet"),
                                    ("works", "Works on the network"),
                                    ("equipment", "Equipment failed"),
                                    ("weather", "Weather"),
                                    ("tree", "Branches in the line"),
                                    ("digging", "Cable hit by digging"),
                                    ("overload", "Overload"),
                                    ("customer", "Customer's equipment"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                blank=True,
                                choices=[("", "Not known"), ("utility", "Utility side"), ("customer", "Customer side")],
                                max_length=10,
                            ),
                        ),
                        (
                            "boundary",
                            models.CharField(
                                choices=[("internal", "Internal"), ("external", "External")],
                                default="internal",
                                max_length=10,
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                        ("estimate_at", models.DateTimeField(blank=True, null=True)),
                        ("announced_at", models.DateTimeField(blank=True, null=True)),
                        ("started_at", models.DateTimeField(blank=True, null=True)),
                        ("restored_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("customers", models.PositiveIntegerField(default=0)),
                        ("buildings", models.PositiveIntegerField(default=0)),
                        ("synthetic", models.BooleanField(default=False)),
                        ("made_at", models.DateTimeField()),
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
                        "ordering": ("-starts_at", "-id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["announced", "started"])),
                                fields=["state"],
                                name="outages_outage_known",
                            ),
                            models.Index(fields=["-starts_at"], name="outages_outage_when"),
                            models.Index(fields=["started_at"], name="outages_outage_started"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "announced", "started", "restored", "closed", "cancelled"])
                                ),
                                name="outages_outage_state",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("external_no", ""), _negated=True),
                                fields=("system", "external_no"),
                                name="outages_outage_external",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("restored_at__isnull", True),
                                    ("restored_at__gte", models.F("started_at")),
                                    _connector="OR",
                                ),
                                name="outages_outage_restored_after",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Estimate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("estimate_at", models.DateTimeField()),
                        (
                            "why",
                            models.CharField(
                                choices=[
                                    ("first", "First estimate"),
                                    ("found", "The cause is found"),
                                    ("harder", "More work than thought"),
                                    ("parts", "Waiting for parts or vehicles"),
                                    ("weather", "Weather"),
                                    ("faster", "Faster than thought"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=200)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "outage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="estimates",
                                to="outages.outage",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Remark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("event_id", models.BigIntegerField(blank=True, null=True)),
                        ("words", models.CharField(max_length=1000)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "outage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="outages.outage"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Restoration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("customers", models.PositiveIntegerField()),
                        ("noted_at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "outage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="restorations",
                                to="outages.outage",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Affected",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("customers", models.PositiveIntegerField()),
                        ("restored_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "building",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.building"
                            ),
                        ),
                        (
                            "feeder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="supply.equipment",
                            ),
                        ),
                        (
                            "meter_box",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="supply.equipment",
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
                            "outage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="affected",
                                to="outages.outage",
                            ),
                        ),
                        (
                            "restoration",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="affected",
                                to="outages.restoration",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("outage", "building", "unit", "meter_box"),
                                name="outages_affected_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Scope",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "building",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="territory.building",
                            ),
                        ),
                        (
                            "equipment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="supply.equipment",
                            ),
                        ),
                        (
                            "outage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="scope", to="outages.outage"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("building__isnull", True), ("equipment__isnull", False)),
                                    models.Q(("building__isnull", False), ("equipment__isnull", True)),
                                    _connector="OR",
                                ),
                                name="outages_scope_one",
                            ),
                            models.UniqueConstraint(
                                fields=("outage", "equipment", "building"),
                                name="outages_scope_once",
                                nulls_distinct=False,
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FrequentRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rules", models.CharField(max_length=60)),
                        ("until", models.DateTimeField()),
                        ("made_at", models.DateTimeField()),
                        ("interruptions", models.PositiveIntegerField(default=0)),
                        ("feeders", models.JSONField(default=list)),
                        (
                            "by",
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
                        "ordering": ("-made_at", "-id"),
                    },
                ),
                migrations.CreateModel(
                    name="FrequentPlace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("category", models.CharField(max_length=10)),
                        ("reasons", models.JSONField(default=list)),
                        ("outages", models.JSONField(default=list)),
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("customers", models.PositiveIntegerField()),
                        (
                            "building",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.building"
                            ),
                        ),
                        (
                            "feeder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="supply.equipment",
                            ),
                        ),
                        (
                            "meter_box",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="supply.equipment",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="places",
                                to="outages.frequentrun",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="NotCounted",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=10)),
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("customers", models.PositiveIntegerField()),
                        ("started_at", models.DateTimeField()),
                        ("minutes", models.PositiveIntegerField()),
                        (
                            "building",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.building"
                            ),
                        ),
                        (
                            "outage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="outages.outage"
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="excluded",
                                to="outages.frequentrun",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-started_at", "id"),
                    },
                ),
            ]
        ),
    ]
