import django.db.migrations.operations.special
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import twingrid.work.migrations._closing
from twingrid.kit.migrating import CreateTogether


class Migration(migrations.Migration):
    replaces = [
        ("work", "0001_initial"),
        ("work", "0002_ratings_stay"),
        ("work", "0003_exchange"),
        ("work", "0004_platform"),
        ("work", "0005_delta_decisions"),
        ("work", "0006_outages"),
        ("work", "0007_kinds"),
        ("work", "0008_shipped_kinds"),
        ("work", "0009_hazards"),
        ("work", "0010_shipped_hazards"),
        ("work", "0011_replies"),
        ("work", "0012_numbers_of_a_matter"),
        ("work", "0013_answers_by_number"),
        ("work", "0014_cases"),
        ("work", "0015_shipped_cases"),
        ("work", "0016_orders_of_hotlines"),
        ("work", "0017_clock_sets"),
        ("work", "0018_shipped_clocks"),
        ("work", "0019_told_once"),
        ("work", "0020_matters_told"),
        ("work", "0021_webhooks"),
        ("work", "0022_joint_cases"),
        ("work", "0023_shipped_joint_cases"),
        ("work", "0024_parts_lists_retention"),
        ("work", "0025_rating_revisions"),
        ("work", "0026_revisions_stay"),
        ("work", "0027_materials"),
    ]

    initial = True

    dependencies = [
        ("outages", "0002_frequent"),
        ("people", "0010_key_calls"),
        ("territory", "0003_area_parts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="ClockSet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("partition", models.CharField(blank=True, max_length=12)),
                        ("area_code", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "ordering": ("partition", "area_code"),
                        "constraints": [
                            models.UniqueConstraint(fields=("partition", "area_code"), name="work_clockset_place"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("area_code", ""), ("partition", "")),
                                    models.Q(
                                        models.Q(("partition", ""), _negated=True),
                                        models.Q(("area_code", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="work_clockset_whole",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ClockSetVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="work.clockset"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("valid_from", models.DateField()),
                        ("content", models.JSONField()),
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
                        ("made_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("set", "number"),
                        "constraints": [
                            models.UniqueConstraint(fields=("set", "number"), name="work_clocksetversion_once")
                        ],
                        "indexes": [],
                    },
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
                        (
                            "changed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Recount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField(blank=True, null=True)),
                        ("after", models.BigIntegerField(default=0)),
                        ("looked_at", models.PositiveIntegerField(default=0)),
                        ("changed", models.PositiveIntegerField(default=0)),
                        ("begun_at", models.DateTimeField()),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("begun_at", "id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at__isnull", True)),
                                fields=["begun_at"],
                                name="work_recount_open",
                            )
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Ticket",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=20, unique=True)),
                        ("token", models.CharField(max_length=32, unique=True)),
                        ("intake_key", models.CharField(max_length=64, unique=True)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("direct_call", "Direct call"),
                                    ("page", "Public page"),
                                    ("plate", "Contact plate"),
                                    ("group", "Group message"),
                                    ("hotline_12345", "12345 hotline"),
                                    ("counter", "Counter"),
                                    ("patrol", "Patrol"),
                                    ("committee", "Residents' committee"),
                                    ("api", "Interface"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("external_no", models.CharField(blank=True, max_length=40)),
                        ("kind", models.CharField(max_length=20)),
                        ("kind_version", models.PositiveSmallIntegerField(db_default=1, default=1)),
                        ("details", models.JSONField(db_default={}, default=dict)),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("home", "Only this home"),
                                    ("unit", "The whole stairwell"),
                                    ("building", "The whole building"),
                                    ("around", "Several buildings"),
                                    ("unknown", "Not known"),
                                ],
                                default="unknown",
                                max_length=12,
                            ),
                        ),
                        ("state", models.CharField(default="new", max_length=12)),
                        ("safety", models.BooleanField(default=False)),
                        (
                            "building",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tickets",
                                to="territory.building",
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("room", models.CharField(blank=True, max_length=20)),
                        ("lon", models.FloatField(blank=True, null=True)),
                        ("lat", models.FloatField(blank=True, null=True)),
                        ("place_words", models.CharField(blank=True, max_length=200)),
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
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="held",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "counterpart",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "leader",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reported_at", models.DateTimeField()),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        ("arrived_at", models.DateTimeField(blank=True, null=True)),
                        ("resolved_at", models.DateTimeField(blank=True, null=True)),
                        ("called_back_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("times_reopened", models.PositiveSmallIntegerField(default=0)),
                        ("deadline", models.DateTimeField(blank=True, null=True)),
                        ("due_at", models.DateTimeField(blank=True, null=True)),
                        ("supervised_until", models.DateTimeField(blank=True, null=True)),
                        ("reminders", models.PositiveSmallIntegerField(db_default=0, default=0)),
                        ("paused_at", models.DateTimeField(blank=True, null=True)),
                        ("pause_reason", models.CharField(blank=True, db_default="", max_length=20)),
                        ("resumes_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("utility_side", "Utility side, repaired"),
                                    ("customer_side", "Customer side"),
                                    ("customer_side_courtesy", "Customer side, done as a courtesy"),
                                    ("nothing_found", "Nothing found"),
                                    ("answered", "Answered by phone"),
                                    ("explained", "The same facts as before, explained"),
                                    ("passed_on", "Passed on to who is responsible"),
                                ],
                                max_length=24,
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("utility", "Before the meter"),
                                    ("customer", "After the meter"),
                                    ("", "Not known"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "finding",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("switch", "Switch after the meter"),
                                    ("lamp", "Lamp or holder"),
                                    ("tripped", "Breaker tripped"),
                                    ("inner_wiring", "Wiring inside the home"),
                                    ("meter", "Meter"),
                                    ("meter_box", "Meter box"),
                                    ("service_wire", "Wire to the meter"),
                                    ("transformer", "Transformer"),
                                    ("feeder", "Line"),
                                    ("tree", "Branches in the line"),
                                    ("arrears", "Bill not paid"),
                                    ("planned_outage", "Planned outage"),
                                    ("nothing", "Nothing wrong found"),
                                    ("other", "Something else"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("first_contact", models.BooleanField(blank=True, null=True)),
                        (
                            "cancel_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("duplicate", "Duplicate"),
                                    ("withdrawn", "Withdrawn by the caller"),
                                    ("mistake", "Recorded by mistake"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "repeat_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="repeats",
                                to="work.ticket",
                            ),
                        ),
                        ("anonymised_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("-reported_at", "-id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["new", "accepted", "on_the_way", "on_site", "returned", "resolved", "waiting"],
                                    )
                                ),
                                fields=["holder"],
                                name="work_ticket_held",
                            ),
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["new", "accepted", "on_the_way", "on_site", "returned", "resolved", "waiting"],
                                    )
                                ),
                                fields=["power_area"],
                                name="work_ticket_power",
                            ),
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["new", "accepted", "on_the_way", "on_site", "returned", "resolved", "waiting"],
                                    )
                                ),
                                fields=["community_area"],
                                name="work_ticket_comm",
                            ),
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["new", "accepted", "on_the_way", "on_site", "returned", "resolved", "waiting"],
                                    )
                                ),
                                fields=["due_at"],
                                name="work_ticket_due",
                            ),
                            models.Index(
                                condition=models.Q(("resumes_at__isnull", False)),
                                fields=["resumes_at"],
                                name="work_ticket_resumes",
                            ),
                            models.Index(fields=["power_area", "reported_at"], name="work_ticket_power_when"),
                            models.Index(fields=["building", "reported_at"], name="work_ticket_building_when"),
                            models.Index(fields=["reported_at"], name="work_ticket_when"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "new",
                                            "accepted",
                                            "on_the_way",
                                            "on_site",
                                            "resolved",
                                            "closed",
                                            "returned",
                                            "cancelled",
                                            "waiting",
                                        ],
                                    )
                                ),
                                name="work_ticket_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lat__isnull", True), ("lon__isnull", True)),
                                    models.Q(("lat__isnull", False), ("lon__isnull", False)),
                                    _connector="OR",
                                ),
                                name="work_ticket_point",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "cancelled"), models.Q(("cancel_reason", ""), _negated=True)),
                                    models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancel_reason", "")),
                                    _connector="OR",
                                ),
                                name="work_ticket_cancelled_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("pause_reason", ""), ("paused_at__isnull", True), ("resumes_at__isnull", True)
                                    ),
                                    models.Q(
                                        ("paused_at__isnull", False), models.Q(("pause_reason", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="work_ticket_paused_why",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("external_no", ""), _negated=True),
                                fields=("channel", "external_no"),
                                name="work_ticket_external_no",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Routing",
                    fields=[
                        (
                            "ticket",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="routing",
                                serialize=False,
                                to="work.ticket",
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("building", "Building"),
                                    ("point", "Point on the map"),
                                    ("words", "Words only: to the dispatchers"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("near_border", models.BooleanField(default=False)),
                        ("neighbours", models.JSONField(default=list)),
                        ("overlap", models.JSONField(default=list)),
                        ("override", models.CharField(blank=True, max_length=120)),
                        ("missing", models.JSONField(default=list)),
                        ("why", models.CharField(max_length=12)),
                        (
                            "responsible",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "beside",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "secretary",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("since", models.DateTimeField(blank=True, null=True)),
                        (
                            "next",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("next_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("next_at__isnull", False)),
                                fields=["next_at"],
                                name="work_routing_next",
                            )
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Escalation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="escalations",
                                to="work.ticket",
                            ),
                        ),
                        ("family", models.CharField(db_default="request", default="request", max_length=12)),
                        ("matter_id", models.BigIntegerField()),
                        ("round", models.PositiveSmallIntegerField(default=0)),
                        ("clock", models.CharField(blank=True, db_default="", max_length=20)),
                        (
                            "why",
                            models.CharField(
                                choices=[
                                    ("unaccepted", "Nobody had accepted"),
                                    ("soon", "Soon late"),
                                    ("late", "Late"),
                                ],
                                db_default="unaccepted",
                                default="unaccepted",
                                max_length=12,
                            ),
                        ),
                        (
                            "ladder",
                            models.CharField(
                                choices=[("power", "Electricity"), ("community", "Community")],
                                db_default="power",
                                default="power",
                                max_length=10,
                            ),
                        ),
                        ("step", models.PositiveSmallIntegerField()),
                        (
                            "to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="told_of",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ("family", "matter_id", "round", "step"),
                        "indexes": [models.Index(fields=["to", "family"], name="work_escalation_to")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("family", "matter_id", "round", "clock", "ladder", "step"),
                                name="work_escalation_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("family", "request"), ("ticket__isnull", False)),
                                    models.Q(models.Q(("family", "request"), _negated=True), ("ticket__isnull", True)),
                                    _connector="OR",
                                ),
                                name="work_escalation_ticket",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Clock",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="clocks", to="work.ticket"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("promise", "Promise"),
                                    ("law", "Law"),
                                    ("order", "Order"),
                                    ("internal", "Internal"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("key", models.CharField(blank=True, db_default="", max_length=20)),
                        (
                            "version",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clocks",
                                to="work.clocksetversion",
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=0)),
                        ("started_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("stopped_at", models.DateTimeField(blank=True, null=True)),
                        ("provisional", models.BooleanField(default=False)),
                        ("warn_at", models.DateTimeField(blank=True, null=True)),
                        ("paused_s", models.PositiveIntegerField(db_default=0, default=0)),
                        ("paused", models.BooleanField(db_default=False, default=False)),
                    ],
                    options={
                        "ordering": ("due_at", "id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("stopped_at__isnull", True)),
                                fields=["due_at"],
                                name="work_clock_running",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("ticket", "kind", "key", "round"), name="work_clock_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Hazard",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("room", models.CharField(blank=True, max_length=20)),
                        ("place_words", models.CharField(blank=True, max_length=200)),
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
                            "ticket",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hazards",
                                to="work.ticket",
                            ),
                        ),
                        (
                            "found_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("found_at", models.DateTimeField()),
                        ("notified_at", models.DateTimeField(blank=True, null=True)),
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
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
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
                        ("inspected_at", models.DateTimeField(blank=True, null=True)),
                        ("due_at", models.DateTimeField()),
                        ("next_at", models.DateTimeField(blank=True, null=True)),
                        ("anonymised_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("-found_at", "-id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["found", "notified", "removed"])),
                                fields=["power_area"],
                                name="work_hazard_power",
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["found", "notified", "removed"])),
                                fields=["community_area"],
                                name="work_hazard_comm",
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["found", "notified", "removed"])),
                                fields=["holder"],
                                name="work_hazard_held",
                            ),
                            models.Index(fields=["found_at"], name="work_hazard_when"),
                            models.Index(
                                condition=models.Q(("next_at__isnull", False)),
                                fields=["next_at"],
                                name="work_hazard_next",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["found", "notified", "removed", "inspected", "cancelled"])
                                ),
                                name="work_hazard_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("inspected_at__isnull", True), ("removed_at__isnull", False), _connector="OR"
                                ),
                                name="work_hazard_order",
                            ),
                        ],
                    },
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
                                choices=[
                                    ("paper", "By a written notice"),
                                    ("in_person", "In person"),
                                    ("phone", "By phone"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("answers", models.JSONField(default=dict)),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="HazardRemark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "hazard",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="work.hazard"
                            ),
                        ),
                        ("event_id", models.BigIntegerField()),
                        ("words", models.CharField(max_length=1000)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("hazard", "event_id"), name="work_hazardremark_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=20, unique=True)),
                        ("intake_key", models.CharField(max_length=64, unique=True)),
                        ("family", models.CharField(max_length=12)),
                        ("kind", models.CharField(max_length=20)),
                        ("kind_version", models.PositiveSmallIntegerField(default=1)),
                        ("title", models.CharField(blank=True, max_length=80)),
                        ("details", models.JSONField(default=dict)),
                        ("answers", models.JSONField(default=dict)),
                        ("state", models.CharField(max_length=12)),
                        ("times_reopened", models.PositiveSmallIntegerField(default=0)),
                        (
                            "building",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="territory.building",
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("room", models.CharField(blank=True, max_length=20)),
                        ("place_words", models.CharField(blank=True, max_length=200)),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "counterpart",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("stuck_at", models.DateTimeField(blank=True, null=True)),
                        ("next_at", models.DateTimeField(blank=True, null=True)),
                        ("anonymised_at", models.DateTimeField(blank=True, null=True)),
                        ("areas", models.ManyToManyField(related_name="+", to="territory.area")),
                    ],
                    options={
                        "ordering": ("-opened_at", "-id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "agreed",
                                            "announced",
                                            "doing",
                                            "done",
                                            "in_talks",
                                            "opened",
                                            "partly",
                                            "paused",
                                            "planned",
                                            "running",
                                            "stuck",
                                        ],
                                    )
                                ),
                                fields=["family", "due_at"],
                                name="work_case_open",
                            ),
                            models.Index(
                                condition=models.Q(("next_at__isnull", False)),
                                fields=["next_at"],
                                name="work_case_next",
                            ),
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "agreed",
                                            "announced",
                                            "doing",
                                            "done",
                                            "in_talks",
                                            "opened",
                                            "partly",
                                            "paused",
                                            "planned",
                                            "running",
                                            "stuck",
                                        ],
                                    )
                                ),
                                fields=["holder"],
                                name="work_case_held",
                            ),
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "agreed",
                                            "announced",
                                            "doing",
                                            "done",
                                            "in_talks",
                                            "opened",
                                            "partly",
                                            "paused",
                                            "planned",
                                            "running",
                                            "stuck",
                                        ],
                                    )
                                ),
                                fields=["counterpart"],
                                name="work_case_beside",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("family", "matter"),
                                        (
                                            "state__in",
                                            [
                                                "opened",
                                                "in_talks",
                                                "agreed",
                                                "doing",
                                                "done",
                                                "closed",
                                                "stuck",
                                                "cancelled",
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        ("family", "project"),
                                        (
                                            "state__in",
                                            [
                                                "planned",
                                                "announced",
                                                "running",
                                                "paused",
                                                "done",
                                                "closed",
                                                "cancelled",
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        ("family", "joint"),
                                        ("state__in", ["opened", "partly", "done", "closed", "cancelled"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="work_case_state",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseRemark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="work.case"
                            ),
                        ),
                        ("event_id", models.BigIntegerField()),
                        ("words", models.CharField(max_length=1000)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "event_id"), name="work_caseremark_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CaseParty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="parties", to="work.case"
                            ),
                        ),
                        ("key", models.CharField(max_length=64)),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("utility", "The electricity company"),
                                    ("community", "The community"),
                                    ("property", "The property company"),
                                    ("residents", "The residents"),
                                    ("contractor", "The contractor"),
                                    ("owner", "The owner of the tree"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("name", models.CharField(max_length=40)),
                        ("phone", models.CharField(blank=True, max_length=30)),
                    ],
                    options={
                        "ordering": ("id",),
                        "constraints": [models.UniqueConstraint(fields=("case", "key"), name="work_caseparty_once")],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CaseMeeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="meetings", to="work.case"
                            ),
                        ),
                        ("key", models.CharField(max_length=64)),
                        ("held_at", models.DateTimeField()),
                        ("place", models.CharField(blank=True, max_length=100)),
                        ("people", models.CharField(blank=True, max_length=300)),
                        ("result", models.CharField(blank=True, max_length=1000)),
                    ],
                    options={
                        "ordering": ("held_at", "id"),
                        "constraints": [models.UniqueConstraint(fields=("case", "key"), name="work_casemeeting_once")],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CaseAgreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="agreements", to="work.case"
                            ),
                        ),
                        ("key", models.CharField(max_length=64)),
                        (
                            "one_side",
                            models.CharField(
                                choices=[
                                    ("utility", "The electricity company"),
                                    ("community", "The community"),
                                    ("property", "The property company"),
                                    ("residents", "The residents"),
                                    ("contractor", "The contractor"),
                                    ("owner", "The owner of the tree"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "other_side",
                            models.CharField(
                                choices=[
                                    ("utility", "The electricity company"),
                                    ("community", "The community"),
                                    ("property", "The property company"),
                                    ("residents", "The residents"),
                                    ("contractor", "The contractor"),
                                    ("owner", "The owner of the tree"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("words", models.CharField(max_length=1000)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        (
                            "kept",
                            models.CharField(
                                blank=True,
                                choices=[("", "In force"), ("kept", "Kept"), ("broken", "Broken")],
                                max_length=8,
                            ),
                        ),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("starts_on", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "key"), name="work_caseagreement_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="work_caseagreement_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kept", ""), ("settled_at__isnull", False), _connector="OR"),
                                name="work_caseagreement_settled",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CaseStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="work.case"
                            ),
                        ),
                        ("key", models.CharField(max_length=64)),
                        (
                            "side",
                            models.CharField(
                                choices=[("power", "Power side"), ("community", "Community side")], max_length=10
                            ),
                        ),
                        ("what", models.CharField(max_length=200)),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_steps",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("state", models.CharField(default="open", max_length=10)),
                        ("due_at", models.DateTimeField()),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        ("round", models.PositiveSmallIntegerField(default=0)),
                        ("tell_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("due_at", "id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("tell_at__isnull", False)),
                                fields=["tell_at"],
                                name="work_casestep_tell",
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["open", "stuck"])),
                                fields=["holder"],
                                name="work_casestep_held",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "key"), name="work_casestep_once"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "stuck", "finished", "dropped"])),
                                name="work_casestep_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "finished"), _negated=True),
                                    ("done_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="work_casestep_done",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "stuck"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="work_casestep_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseTold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="told", to="work.casestep"
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=0)),
                        (
                            "to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("step", "round", "to"), name="work_casetold_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CaseLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="links", to="work.case"
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_links",
                                to="work.ticket",
                            ),
                        ),
                        (
                            "hazard",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_links",
                                to="work.hazard",
                            ),
                        ),
                        (
                            "outage",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="outages.outage",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="held_up_by",
                                to="work.case",
                            ),
                        ),
                        ("praise", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ("id",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "ticket", "hazard", "outage", "project"),
                                name="work_caselink_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ticket__isnull", False),
                                    ("hazard__isnull", False),
                                    ("outage__isnull", False),
                                    ("project__isnull", False),
                                    _connector="OR",
                                ),
                                name="work_caselink_some",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Counter",
                    fields=[
                        ("day", models.DateField(primary_key=True, serialize=False)),
                        ("last", models.PositiveIntegerField(default=0)),
                        ("hazards", models.PositiveIntegerField(db_default=0, default=0)),
                        ("matters", models.PositiveIntegerField(db_default=0, default=0)),
                        ("projects", models.PositiveIntegerField(db_default=0, default=0)),
                        ("joints", models.PositiveIntegerField(db_default=0, default=0)),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="IntakeCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField()),
                        ("kind", models.CharField(max_length=8)),
                        ("digest", models.CharField(max_length=64)),
                        ("count", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("day", "kind", "digest"), name="work_intake_count_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ExternalRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("system", models.CharField(max_length=9)),
                        ("number", models.CharField(max_length=40)),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="records", to="work.ticket"
                            ),
                        ),
                        (
                            "came_as",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="went_to",
                                to="work.ticket",
                            ),
                        ),
                        ("key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        ("raw", models.JSONField()),
                        ("digest", models.CharField(max_length=64)),
                        ("received_at", models.DateTimeField()),
                        ("deadline", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("received_at", "id"),
                        "indexes": [models.Index(fields=["number"], name="work_external_by_number")],
                        "constraints": [
                            models.UniqueConstraint(fields=("system", "number"), name="work_external_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExternalReturn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="returns",
                                to="work.externalrecord",
                            ),
                        ),
                        ("return_no", models.CharField(max_length=40)),
                        ("reason", models.CharField(max_length=1000)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("record", "return_no"), name="work_external_return_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ExternalChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("system", models.CharField(default="grid", max_length=9)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("change", "Change of state"),
                                    ("return", "Not our duty, with explanation"),
                                    ("registry", "Registry"),
                                ],
                                default="change",
                                max_length=8,
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="work.externalrecord",
                            ),
                        ),
                        ("event_id", models.BigIntegerField()),
                        ("queued_at", models.DateTimeField()),
                        ("begun_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("sending", "On its way"),
                                    ("sent", "Sent"),
                                    ("refused", "Refused"),
                                    ("uncertain", "Uncertain"),
                                    ("failed", "Given up"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("next_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("last_error", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ("event_id", "id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("waiting", "sending"))),
                                fields=["next_at"],
                                name="work_change_waiting",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("record__isnull", False)),
                                fields=("event_id", "record"),
                                name="work_change_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("record__isnull", True)),
                                fields=("event_id", "system"),
                                name="work_registry_change_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "registry"), ("record__isnull", True)),
                                    models.Q(models.Q(("kind", "registry"), _negated=True), ("record__isnull", False)),
                                    _connector="OR",
                                ),
                                name="work_change_has_its_record",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExternalPlatform",
                    fields=[
                        ("system", models.CharField(max_length=9, primary_key=True, serialize=False)),
                        ("url", models.CharField(max_length=300)),
                        ("sealed_key", models.TextField(blank=True)),
                        ("active", models.BooleanField(default=False)),
                        ("under", models.CharField(blank=True, max_length=60)),
                        ("honours_keys", models.BooleanField(default=False)),
                        ("ours", models.JSONField(blank=True, default=list)),
                        ("registry_digest", models.CharField(blank=True, max_length=64)),
                        ("changed_at", models.DateTimeField()),
                        ("tried_at", models.DateTimeField(blank=True, null=True)),
                        ("try_result", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="ExternalMissed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("system", models.CharField(max_length=9)),
                        ("number", models.CharField(max_length=80)),
                        ("reason", models.CharField(max_length=300)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ("-at", "-id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("system", "number"), name="work_missed_number")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ExternalCursor",
                    fields=[
                        ("system", models.CharField(max_length=9, primary_key=True, serialize=False)),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("at", models.DateTimeField()),
                        ("last_error", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="DataDelta",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=64)),
                        ("source", models.CharField(max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("applied", "Taken over"),
                                    ("waiting", "Waits for a person"),
                                    ("bad", "Cannot be used"),
                                    ("dropped", "Replaced by a later one"),
                                    ("approved", "Approved, is being taken over"),
                                    ("refused", "Refused by a person"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("report", models.JSONField(default=dict)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                    ],
                    options={
                        "ordering": ("-at", "-id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "waiting")),
                                fields=("digest",),
                                name="work_delta_waits_once",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CaseTree",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="tree",
                                serialize=False,
                                to="work.case",
                            ),
                        ),
                        (
                            "planted",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("before", "Before the zone was made known"),
                                    ("after", "After the zone was made known"),
                                    ("", "Not known yet"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("zone_known_on", models.DateField(blank=True, null=True)),
                        ("kilovolts", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                        ("metres", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                        ("vertical_metres", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                        ("danger", models.BooleanField(default=False)),
                        (
                            "consent",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("given", "Agrees"),
                                    ("refused", "Does not agree"),
                                    ("asked", "Told, has not answered"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("consent_on", models.DateField(blank=True, null=True)),
                        (
                            "consent_how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("paper", "By a written notice"),
                                    ("in_person", "In person"),
                                    ("phone", "By phone"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "compensation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not settled yet"),
                                    ("none", "None is due"),
                                    ("open", "Due, the amount is not agreed"),
                                    ("agreed", "Agreed"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("yuan", models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("compensation", "agreed"), _negated=True),
                                    ("yuan__isnull", False),
                                    _connector="OR",
                                ),
                                name="work_casetree_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("consent", ""), ("consent_on__isnull", False), _connector="OR"),
                                name="work_casetree_when",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectBuilding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="buildings", to="work.case"
                            ),
                        ),
                        (
                            "building",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="territory.building",
                            ),
                        ),
                        ("meters", models.PositiveIntegerField(default=0)),
                        ("meters_done", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ("id",),
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "building"), name="work_projectbuilding_once"),
                            models.CheckConstraint(
                                condition=models.Q(("meters_done__lte", models.F("meters"))),
                                name="work_projectbuilding_count",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectStage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "at_building",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stages",
                                to="work.projectbuilding",
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("survey", "Survey"),
                                    ("notice", "Notice and access"),
                                    ("works", "Works"),
                                    ("check", "Check and switch over"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("at_building", "place"),
                        "constraints": [
                            models.UniqueConstraint(fields=("at_building", "kind"), name="work_projectstage_once"),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="work_projectstage_days",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="OrderMove",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="work.externalrecord",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("supervise", "Supervised"),
                                    ("remind", "Reminded"),
                                    ("co_assign", "Another unit added"),
                                    ("close", "Closed"),
                                    ("exclusion", "Decided whether it counts"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("move_no", models.CharField(max_length=40)),
                        ("content", models.JSONField()),
                        ("due_at", models.DateTimeField(blank=True, null=True)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("record", "kind", "move_no"), name="work_ordermove_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Support",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="supports", to="work.ticket"
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="work.externalrecord",
                            ),
                        ),
                        ("key", models.CharField(max_length=64)),
                        ("unit", models.CharField(blank=True, max_length=60)),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supporting",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=1000)),
                        ("at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("done_words", models.CharField(blank=True, max_length=1000)),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("ticket", "key"), name="work_support_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("unit", ""), _negated=True), ("user__isnull", False), _connector="OR"
                                ),
                                name="work_support_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                                    models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="work_support_done",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Appeal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="appeals",
                                to="work.externalrecord",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "Asked, not decided yet"),
                                    ("approved", "Approved: not counted"),
                                    ("refused", "Refused: counted"),
                                ],
                                default="asked",
                                max_length=8,
                            ),
                        ),
                        ("conclusion", models.CharField(max_length=200)),
                        ("basis", models.CharField(max_length=200)),
                        ("evidence", models.CharField(max_length=1000)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("decision_no", models.CharField(blank=True, max_length=40)),
                        ("decision_words", models.CharField(blank=True, max_length=1000)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("asked", "approved"))),
                                fields=("record",),
                                name="work_appeal_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("state", "asked")),
                                    models.Q(
                                        models.Q(("state", "asked"), _negated=True), ("decided_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="work_appeal_decided",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Company",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=9, unique=True)),
                        ("name", models.CharField(max_length=40, unique=True)),
                        (
                            "service",
                            models.CharField(
                                choices=[
                                    ("power", "Electricity"),
                                    ("water", "Water"),
                                    ("gas", "Gas"),
                                    ("heat", "Heating"),
                                    ("other", "Something else"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "unit",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="company",
                                to="people.unit",
                            ),
                        ),
                        ("needs", models.CharField(blank=True, max_length=200)),
                        ("days", models.PositiveSmallIntegerField(default=5)),
                        ("place", models.PositiveSmallIntegerField(default=0)),
                        ("active", models.BooleanField(default=True)),
                    ],
                    options={
                        "ordering": ("place", "id"),
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("days__gte", 1)), name="work_company_days")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="JointCase",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="joint",
                                serialize=False,
                                to="work.case",
                            ),
                        ),
                        ("token", models.CharField(max_length=32, unique=True)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("counter", "At the counter"),
                                    ("station", "At a rainbow station"),
                                    ("phone", "By phone"),
                                    ("committee", "Through the committee"),
                                ],
                                max_length=16,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="CaseLeg",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="legs", to="work.case"
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="legs", to="work.company"
                            ),
                        ),
                        ("state", models.CharField(default="sent", max_length=10)),
                        ("account", models.CharField(blank=True, max_length=24)),
                        ("shares", models.JSONField(default=list)),
                        ("agreed_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_legs",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("times_sent", models.PositiveSmallIntegerField(default=1)),
                        ("sent_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("provisional", models.BooleanField(default=False)),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("words", models.CharField(blank=True, max_length=1000)),
                    ],
                    options={
                        "ordering": ("company__place", "id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["sent", "accepted", "doing"])),
                                fields=["company", "due_at"],
                                name="work_caseleg_open",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "company"), name="work_caseleg_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["sent", "accepted", "doing", "done", "refused", "cancelled"])
                                ),
                                name="work_caseleg_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("words", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="work_caseleg_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("state__in", ["sent", "accepted", "doing"])),
                                    models.Q(
                                        models.Q(("state__in", ["sent", "accepted", "doing"]), _negated=True),
                                        ("ended_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="work_caseleg_ended",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("shares", []), ("agreed_at__isnull", False), _connector="OR"),
                                name="work_caseleg_agreed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Kind",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=20, unique=True)),
                        ("family", models.CharField(default="request", max_length=12)),
                        ("place", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "ordering": ("place", "id"),
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="KindVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="work.kind"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("content", models.JSONField()),
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
                        ("made_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("kind", "number"),
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "number"), name="work_kindversion_once")
                        ],
                        "indexes": [],
                    },
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
                        (
                            "changed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="SavedFilter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_filters",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(max_length=40)),
                        ("content", models.JSONField(default=dict)),
                        (
                            "role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("power_worker", "Power Worker"),
                                    ("power_leader", "Power Leader"),
                                    ("accountable_lead", "Accountable Lead"),
                                    ("community_worker", "Community Worker"),
                                    ("dispatcher", "Dispatcher"),
                                    ("clerk", "Clerk"),
                                    ("manager", "Manager"),
                                    ("administrator", "Administrator"),
                                    ("partner", "Partner"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.unit",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ("name", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("owner", "name"), name="work_savedfilter_once"),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="work_savedfilter_named"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("role", ""), ("unit__isnull", True), _connector="OR"),
                                name="work_savedfilter_shared",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Bulk",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=64, unique=True)),
                        ("what", models.CharField(max_length=12)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("items", models.JSONField(default=list)),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("-at", "-id"),
                        "indexes": [models.Index(fields=["by", "at"], name="work_bulk_by")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("what__in", ("reassign", "close", "attach"))), name="work_bulk_what"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Material",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, unique=True)),
                        ("measure", models.CharField(max_length=10)),
                        ("place", models.PositiveSmallIntegerField(default=0)),
                        ("active", models.BooleanField(default=True)),
                    ],
                    options={
                        "ordering": ("place", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True), models.Q(("measure", ""), _negated=True)
                                ),
                                name="work_material_named",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TicketMaterial",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="materials", to="work.ticket"
                            ),
                        ),
                        (
                            "material",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="used", to="work.material"
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=0)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=7)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ("round", "material__place", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("ticket", "material", "round"), name="work_ticketmaterial_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="work_ticketmaterial_some"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SameMatter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="may_belong_to",
                                to="work.ticket",
                            ),
                        ),
                        (
                            "earlier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="may_take", to="work.ticket"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("agreed", models.BooleanField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("ticket", "earlier"), name="work_samematter_once"),
                            models.CheckConstraint(
                                condition=models.Q(("ticket", models.F("earlier")), _negated=True),
                                name="work_samematter_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agreed__isnull", True), ("decided_at__isnull", True)),
                                    models.Q(("agreed__isnull", False), ("decided_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="work_samematter_decided",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TicketChild",
                    fields=[
                        (
                            "child",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="part_of",
                                serialize=False,
                                to="work.ticket",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="work.ticket"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("spared_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "spared_by",
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
                        "ordering": ("at", "child_id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("child", models.F("parent")), _negated=True),
                                name="work_ticketchild_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("spared_at__isnull", True), ("spared_by__isnull", True)),
                                    models.Q(("spared_at__isnull", False), ("spared_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="work_ticketchild_spared",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        (
                            "ticket",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="attachment",
                                serialize=False,
                                to="work.ticket",
                            ),
                        ),
                        (
                            "outage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="outages.outage"
                            ),
                        ),
                        ("batch", models.CharField(max_length=32)),
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
                        ("at", models.DateTimeField()),
                        ("restored_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["batch"], name="work_attachment_batch"),
                            models.Index(
                                condition=models.Q(("restored_at__isnull", True)),
                                fields=["outage"],
                                name="work_attachment_waits",
                            ),
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="HotlineReply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="work.ticket"
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="replies",
                                to="work.externalrecord",
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=0)),
                        ("content", models.JSONField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ("round", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("record__isnull", True)),
                                fields=("ticket", "round"),
                                name="work_hotlinereply_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("record__isnull", False)),
                                fields=("record", "ticket", "round"),
                                name="work_hotlinereply_record_once",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionPeriod",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "family",
                            models.CharField(
                                choices=[
                                    ("request", "Requests"),
                                    ("hazard", "Hazards"),
                                    ("matter", "Coordination matters"),
                                    ("project", "Projects"),
                                    ("joint", "Joint cases"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("kind", models.CharField(blank=True, max_length=20)),
                        ("days", models.PositiveSmallIntegerField()),
                        ("reason", models.CharField(max_length=300)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ("family", "kind"),
                        "constraints": [
                            models.UniqueConstraint(fields=("family", "kind"), name="work_retentionperiod_once"),
                            models.CheckConstraint(
                                condition=models.Q(("days__gte", 30), ("days__lte", 3650)),
                                name="work_retentionperiod_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="work_retentionperiod_why"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionHold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "family",
                            models.CharField(
                                choices=[
                                    ("request", "Requests"),
                                    ("hazard", "Hazards"),
                                    ("matter", "Coordination matters"),
                                    ("project", "Projects"),
                                    ("joint", "Joint cases"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("matter_id", models.BigIntegerField()),
                        ("number", models.CharField(max_length=20)),
                        ("reason", models.CharField(max_length=300)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "ended_by",
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
                        "ordering": ("-at", "-id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("family", "matter_id"),
                                name="work_retentionhold_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="work_retentionhold_ended",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("dry", models.BooleanField(default=False)),
                        ("counts", models.JSONField(default=dict)),
                    ],
                    options={
                        "ordering": ("-at", "-id"),
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Reporter",
                    fields=[
                        (
                            "ticket",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="reporter",
                                serialize=False,
                                to="work.ticket",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=40)),
                        ("phone", models.CharField(blank=True, max_length=30)),
                        ("answers", models.JSONField(db_default={}, default=dict)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("phone", ""), _negated=True),
                                fields=["phone"],
                                name="work_reporter_phone",
                            )
                        ],
                        "constraints": [],
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
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="work.ticket"
                            ),
                        ),
                        ("event_id", models.BigIntegerField(blank=True, null=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("said", "Reported"),
                                    ("note", "Note"),
                                    ("done", "What was done"),
                                    ("reason", "Reason"),
                                    ("call_back", "Call-back"),
                                    ("rating", "Rating"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.CharField(max_length=1000)),
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
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "indexes": [models.Index(fields=["ticket", "event_id"], name="work_remark_event")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Photo",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="work.ticket"
                            ),
                        ),
                        ("file", models.FileField(max_length=200, upload_to="tickets")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("report", "With the report"), ("found", "As found"), ("done", "Done")],
                                max_length=8,
                            ),
                        ),
                        ("width", models.PositiveIntegerField()),
                        ("height", models.PositiveIntegerField()),
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
                        ("at", models.DateTimeField()),
                        ("event_id", models.BigIntegerField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="CallBack",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="call_backs", to="work.ticket"
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=0)),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("person", "By phone"),
                                    ("link", "By the link"),
                                    ("hotline", "By the hotline"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("solved", "Solved"),
                                    ("not_solved", "Not solved"),
                                    ("not_reached", "Not reached"),
                                ],
                                max_length=12,
                            ),
                        ),
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
                        ("at", models.DateTimeField()),
                        ("event_id", models.BigIntegerField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Rating",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="work.ticket"
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=0)),
                        ("stars", models.PositiveSmallIntegerField()),
                        ("at", models.DateTimeField()),
                        ("event_id", models.BigIntegerField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "indexes": [models.Index(fields=["at"], name="work_rating_when")],
                        "constraints": [
                            models.UniqueConstraint(fields=("ticket", "round"), name="work_rating_once"),
                            models.CheckConstraint(
                                condition=models.Q(("stars__gte", 1), ("stars__lte", 5)), name="work_rating_stars"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RatingRevision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rating",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="work.rating"
                            ),
                        ),
                        ("stars", models.PositiveSmallIntegerField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("event_id", models.BigIntegerField()),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("stars__gte", 1), ("stars__lte", 5)),
                                name="work_ratingrevision_stars",
                            ),
                            models.UniqueConstraint(fields=("event_id",), name="work_ratingrevision_once"),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Webhook",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, unique=True)),
                        ("url", models.CharField(max_length=300)),
                        ("events", models.JSONField()),
                        ("sealed_secret", models.TextField()),
                        ("sealed_former", models.TextField(blank=True)),
                        ("former_until", models.DateTimeField(blank=True, null=True)),
                        ("active", models.BooleanField(default=True)),
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
                        "ordering": ("name",),
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="WebhookDelivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "webhook",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="work.webhook",
                            ),
                        ),
                        ("event_id", models.BigIntegerField()),
                        ("body", models.TextField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("sending", "On its way"),
                                    ("sent", "Sent"),
                                    ("refused", "Refused"),
                                    ("uncertain", "Uncertain"),
                                    ("failed", "Given up"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("queued_at", models.DateTimeField()),
                        ("next_at", models.DateTimeField()),
                        ("begun_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("last_error", models.CharField(blank=True, max_length=100)),
                    ],
                    options={
                        "ordering": ("event_id", "id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("waiting", "sending"))),
                                fields=["next_at"],
                                name="work_webhook_waiting",
                            ),
                            models.Index(fields=["webhook", "-event_id"], name="work_webhook_log"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("webhook", "event_id"), name="work_webhookdelivery_once")
                        ],
                    },
                ),
            ]
        ),
        migrations.RunPython(
            code=twingrid.work.migrations._closing.close,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
        migrations.RunPython(
            code=twingrid.work.migrations._closing.install,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
    ]
