import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from twingrid.kit.migrating import CreateTogether


class Migration(migrations.Migration):
    replaces = [
        ("coverage", "0001_initial"),
        ("coverage", "0002_coverage_day"),
        ("coverage", "0003_plates"),
        ("coverage", "0004_narrow_overrides"),
        ("coverage", "0005_aliases"),
        ("coverage", "0006_override_proposals"),
        ("coverage", "0007_residents_of_aliases"),
    ]

    initial = True

    dependencies = [
        ("people", "__first__"),
        ("stations", "0001_initial"),
        ("supply", "0001_initial"),
        ("territory", "0001_initial"),
        ("territory", "0002_landmark"),
        ("territory", "0003_area_parts"),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Placement",
                    fields=[
                        (
                            "service_point",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="placement",
                                serialize=False,
                                to="supply.servicepoint",
                            ),
                        ),
                        ("overlap", models.BooleanField(default=False)),
                        ("near_border", models.BooleanField(default=False)),
                        (
                            "community",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="territory.area",
                            ),
                        ),
                        (
                            "power",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="territory.area",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CoverageDay",
                    fields=[
                        ("on", models.DateField(primary_key=True, serialize=False)),
                        ("at", models.DateTimeField()),
                        ("total", models.PositiveIntegerField()),
                        ("covered", models.PositiveIntegerField()),
                        ("reasons", models.JSONField(default=dict)),
                    ],
                ),
                migrations.CreateModel(
                    name="Plate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, unique=True)),
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("made_at", models.DateTimeField()),
                        ("printed_version", models.PositiveIntegerField(default=0)),
                        (
                            "building",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="plates",
                                to="territory.building",
                            ),
                        ),
                        (
                            "community",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="plates",
                                to="territory.division",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("building", "Building plate"),
                                    ("community", "Community plate"),
                                    ("station", "Station plate"),
                                    ("board", "Bulletin board"),
                                ],
                                default="building",
                                max_length=12,
                            ),
                        ),
                        (
                            "station",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="plates",
                                to="stations.station",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("building__isnull", False), ("kind", "building")),
                                    models.Q(("community__isnull", False), ("kind__in", ("community", "board"))),
                                    models.Q(("kind", "station"), ("station__isnull", False)),
                                    _connector="OR",
                                ),
                                name="coverage_plate_place",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlateRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("paper", models.CharField(choices=[("a4", "A4 paper"), ("a5", "A5 paper")], max_length=4)),
                        (
                            "look",
                            models.CharField(
                                choices=[("standard", "Standard"), ("elder", "Large print for elders")], max_length=12
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-at", "-id"),
                    },
                ),
                migrations.CreateModel(
                    name="PrintedPlate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField()),
                        ("fields", models.JSONField()),
                        ("digest", models.CharField(max_length=64)),
                        ("replaced_at", models.DateTimeField(blank=True, null=True)),
                        ("photo", models.FileField(blank=True, upload_to="plates/")),
                        (
                            "plate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="prints", to="coverage.plate"
                            ),
                        ),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="prints",
                                to="coverage.platerun",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("plate_id", "-version"),
                        "constraints": [
                            models.UniqueConstraint(fields=("plate", "version"), name="coverage_print_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Override",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "partition",
                            models.CharField(choices=[("community", "Community"), ("power", "Power")], max_length=12),
                        ),
                        ("reason", models.CharField(max_length=120)),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="overrides",
                                to="territory.area",
                            ),
                        ),
                        (
                            "building",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="overrides",
                                to="territory.building",
                            ),
                        ),
                        ("room", models.CharField(blank=True, max_length=20)),
                        ("unit", models.CharField(blank=True, max_length=20)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="coverage_override_valid_dates",
                            ),
                            models.UniqueConstraint(
                                fields=("building", "unit", "room", "partition", "valid_from"),
                                name="coverage_override_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AliasProposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=64)),
                        ("words", models.CharField(blank=True, max_length=40)),
                        ("people", models.PositiveIntegerField(default=0)),
                        ("first_on", models.DateField()),
                        ("last_on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("counting", "Counting"),
                                    ("proposed", "Proposed"),
                                    ("approved", "Approved"),
                                    ("refused", "Refused"),
                                ],
                                default="counting",
                                max_length=10,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "building",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="territory.building",
                            ),
                        ),
                        (
                            "compound",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="territory.compound",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("residents", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("digest", "compound", "building"),
                                name="coverage_alias_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("building__isnull", True), ("compound__isnull", False)),
                                    models.Q(("building__isnull", False), ("compound__isnull", True)),
                                    _connector="OR",
                                ),
                                name="coverage_alias_one_place",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AliasWitness",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="witnesses",
                                to="coverage.aliasproposal",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("proposal", "digest"), name="coverage_witness_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OverrideProposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("room", models.CharField(blank=True, max_length=20)),
                        (
                            "partition",
                            models.CharField(choices=[("community", "Community"), ("power", "Power")], max_length=12),
                        ),
                        ("reason", models.CharField(max_length=120)),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "Proposed"), ("granted", "Granted"), ("refused", "Refused")],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.CharField(blank=True, max_length=120)),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
                            ),
                        ),
                        (
                            "building",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="territory.building"
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-proposed_at", "-id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("building", "unit", "room", "partition", "area", "since"),
                                name="coverage_proposal_waits_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("state", "proposed")),
                                    models.Q(
                                        models.Q(("state", "proposed"), _negated=True), ("decided_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="coverage_proposal_decided_when",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
