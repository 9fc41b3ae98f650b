import django.db.models.deletion
from django.db import migrations, models

from twingrid.kit.migrating import CreateTogether


class Migration(migrations.Migration):
    replaces = [("supply", "0001_initial"), ("supply", "0002_customer_phone"), ("supply", "0003_important_customers")]

    initial = True

    dependencies = [
        ("territory", "0001_initial"),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Equipment",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("substation", "Substation"),
                                    ("feeder", "Feeder"),
                                    ("transformer", "Transformer"),
                                    ("meter_box", "Meter Box"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True)),
                        ("name", models.CharField(max_length=80)),
                        ("lon", models.FloatField(null=True)),
                        ("lat", models.FloatField(null=True)),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="supply.equipment",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("kind", "code"),
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="supply_equipment_valid_dates",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServicePoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("room", models.CharField(blank=True, max_length=20)),
                        ("meter_no", models.CharField(blank=True, max_length=40)),
                        ("lon", models.FloatField()),
                        ("lat", models.FloatField()),
                        (
                            "building",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_points",
                                to="territory.building",
                            ),
                        ),
                        (
                            "meter_box",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_points",
                                to="supply.equipment",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["meter_no"], name="supply_point_meter")],
                    },
                ),
                migrations.CreateModel(
                    name="Customer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("account_no", models.CharField(max_length=20, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("resident", "Resident"), ("business", "Business"), ("public", "Public")],
                                max_length=12,
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("phone", models.CharField(blank=True, max_length=30)),
                        (
                            "service_point",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="customer",
                                to="supply.servicepoint",
                            ),
                        ),
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
                                name="supply_customer_valid_dates",
                            )
                        ],
                        "indexes": [
                            models.Index(
                                models.Func(
                                    models.F("phone"),
                                    models.Value("\\D"),
                                    models.Value(""),
                                    models.Value("g"),
                                    function="regexp_replace",
                                ),
                                condition=models.Q(("phone", ""), _negated=True),
                                name="supply_customer_phone",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportantCustomer",
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
                            "grade",
                            models.CharField(
                                choices=[("special", "Special"), ("first", "First"), ("second", "Second")],
                                default="second",
                                max_length=12,
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="important",
                                to="supply.customer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("customer_id",),
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="supply_importantcustomer_valid_dates",
                            ),
                            models.UniqueConstraint(fields=("customer", "valid_from"), name="supply_important_once"),
                        ],
                    },
                ),
            ]
        ),
    ]
