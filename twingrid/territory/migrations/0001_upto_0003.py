import django.db.models.deletion
from django.db import migrations, models

from twingrid.kit.migrating import CreateTogether


class Migration(migrations.Migration):
    replaces = [("territory", "0001_initial"), ("territory", "0002_landmark"), ("territory", "0003_area_parts")]

    initial = True

    dependencies = []

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Generation",
                    fields=[
                        ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                        ("number", models.BigIntegerField(default=1)),
                    ],
                ),
                migrations.CreateModel(
                    name="Outline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, unique=True)),
                        ("geometry", models.BinaryField()),
                        ("synthetic", models.BooleanField(default=False)),
                        ("source", models.CharField(blank=True, max_length=120)),
                    ],
                ),
                migrations.CreateModel(
                    name="Division",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("code", models.CharField(max_length=20)),
                        ("name", models.CharField(max_length=80)),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("district", "District"),
                                    ("subdistrict", "Subdistrict"),
                                    ("community", "Community"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="territory.division",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("code",),
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="territory_division_valid_dates",
                            ),
                            models.UniqueConstraint(fields=("code", "valid_from"), name="territory_division_code"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Compound",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("road", models.CharField(blank=True, max_length=80)),
                        ("house_no", models.CharField(blank=True, max_length=20)),
                        ("lon", models.FloatField()),
                        ("lat", models.FloatField()),
                        (
                            "community",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="compounds",
                                to="territory.division",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("name", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("community", "name"), name="territory_compound_name")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Building",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=40)),
                        ("road", models.CharField(blank=True, max_length=80)),
                        ("house_no", models.CharField(blank=True, max_length=20)),
                        ("label", models.CharField(max_length=160)),
                        ("lon", models.FloatField()),
                        ("lat", models.FloatField()),
                        ("units", models.JSONField(default=list)),
                        ("households", models.IntegerField(default=0)),
                        (
                            "compound",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="buildings",
                                to="territory.compound",
                            ),
                        ),
                        (
                            "community",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="buildings",
                                to="territory.division",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("label", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("compound__isnull", False)),
                                fields=("compound", "name"),
                                name="territory_building_compound",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("compound__isnull", True)),
                                fields=("community", "road", "house_no", "name"),
                                name="territory_building_plate",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Area",
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
                        ("code", models.CharField(max_length=40)),
                        ("name", models.CharField(max_length=80)),
                        ("geometry", models.BinaryField()),
                        ("min_lon", models.FloatField()),
                        ("min_lat", models.FloatField()),
                        ("max_lon", models.FloatField()),
                        ("max_lat", models.FloatField()),
                        ("area_m2", models.FloatField()),
                        ("synthetic", models.BooleanField(default=False)),
                        ("source", models.CharField(blank=True, max_length=120)),
                        ("source_crs", models.CharField(default="wgs84", max_length=20)),
                        (
                            "division",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="areas",
                                to="territory.division",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("partition", "code"),
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="territory_area_valid_dates",
                            ),
                            models.UniqueConstraint(
                                fields=("partition", "code", "valid_from"), name="territory_area_code"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Alias",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        (
                            "building",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="aliases",
                                to="territory.building",
                            ),
                        ),
                        (
                            "compound",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="aliases",
                                to="territory.compound",
                            ),
                        ),
                        (
                            "division",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="aliases",
                                to="territory.division",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("name", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("building__isnull", True),
                                        ("compound__isnull", True),
                                        ("division__isnull", False),
                                    ),
                                    models.Q(
                                        ("building__isnull", True),
                                        ("compound__isnull", False),
                                        ("division__isnull", True),
                                    ),
                                    models.Q(
                                        ("building__isnull", False),
                                        ("compound__isnull", True),
                                        ("division__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="territory_alias_one_target",
                            ),
                            models.UniqueConstraint(
                                fields=("name", "division", "compound", "building"),
                                name="territory_alias_once",
                                nulls_distinct=False,
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Landmark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("name", models.CharField(max_length=80)),
                        ("aliases", models.JSONField(default=list)),
                        ("lon", models.FloatField()),
                        ("lat", models.FloatField()),
                        (
                            "community",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="landmarks",
                                to="territory.division",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("name", "id"),
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="territory_landmark_valid_dates",
                            ),
                            models.UniqueConstraint(
                                fields=("name", "community"), name="territory_landmark_name", nulls_distinct=False
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AreaPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("area_code", models.CharField(max_length=40)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("transformer", "Transformer"), ("grid", "Grid"), ("polygon", "Polygon")],
                                max_length=12,
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=40)),
                        ("drawn", models.BinaryField(null=True)),
                    ],
                    options={
                        "ordering": ("area_code", "kind", "code"),
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="territory_areapart_valid_dates",
                            ),
                            models.UniqueConstraint(
                                fields=("area_code", "kind", "code", "valid_from"), name="territory_part_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("code", ""), ("kind", "polygon")),
                                    models.Q(
                                        models.Q(("kind", "polygon"), _negated=True),
                                        models.Q(("code", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="territory_part_code",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
