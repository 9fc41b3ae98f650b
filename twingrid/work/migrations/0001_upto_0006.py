import django.db.migrations.operations.special
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import twingrid.work.migrations._rating


class Migration(migrations.Migration):
    replaces = [
        ("work", "0001_initial"),
        ("work", "0002_ratings_stay"),
        ("work", "0003_exchange"),
        ("work", "0004_platform"),
        ("work", "0005_delta_decisions"),
        ("work", "0006_outages"),
    ]

    initial = True

    dependencies = [
        ("outages", "0001_initial"),
        ("people", "__first__"),
        ("territory", "0001_initial"),
        ("territory", "0002_landmark"),
    ]

    operations = [
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("stairwell_light", "Stairwell light out"),
                            ("no_power", "No electricity"),
                            ("voltage", "Voltage unsteady"),
                            ("sparks", "Sparks or smoke"),
                            ("meter", "Meter"),
                            ("bill", "Bill"),
                            ("meter_box", "Meter box"),
                            ("tree", "Tree near a line"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
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
                ("unit", models.CharField(blank=True, max_length=20)),
                ("room", models.CharField(blank=True, max_length=20)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("place_words", models.CharField(blank=True, max_length=200)),
                ("reported_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("arrived_at", models.DateTimeField(blank=True, null=True)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                ("called_back_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("times_reopened", models.PositiveSmallIntegerField(default=0)),
                ("deadline", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
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
                            ("passed_on", "Passed on to who is responsible"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[("utility", "Before the meter"), ("customer", "After the meter"), ("", "Not known")],
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
                    "building",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
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
                    "repeat_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeats",
                        to="work.ticket",
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
            ],
            options={
                "ordering": ("-reported_at", "-id"),
                "indexes": [
                    models.Index(fields=["power_area", "reported_at"], name="work_ticket_power_when"),
                    models.Index(fields=["building", "reported_at"], name="work_ticket_building_when"),
                    models.Index(fields=["reported_at"], name="work_ticket_when"),
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
                ],
                "constraints": [
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
                    models.UniqueConstraint(
                        condition=models.Q(("external_no", ""), _negated=True),
                        fields=("channel", "external_no"),
                        name="work_ticket_external_no",
                    ),
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
                ],
            },
        ),
        migrations.CreateModel(
            name="IntakeCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("kind", models.CharField(max_length=8)),
                ("digest", models.CharField(max_length=64)),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "kind", "digest"), name="work_intake_count_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="work.ticket"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
                "indexes": [models.Index(fields=["ticket", "event_id"], name="work_remark_event")],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("stars", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("event_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="work.ticket"
                    ),
                ),
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
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(max_length=200, upload_to="tickets")),
                (
                    "kind",
                    models.CharField(
                        choices=[("report", "With the report"), ("found", "As found"), ("done", "Done")], max_length=8
                    ),
                ),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("event_id", models.BigIntegerField(blank=True, null=True)),
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
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="work.ticket"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("step", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="told_of", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="escalations", to="work.ticket"
                    ),
                ),
            ],
            options={
                "ordering": ("ticket", "round", "step"),
                "constraints": [
                    models.UniqueConstraint(fields=("ticket", "round", "step"), name="work_escalation_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("promise", "Promise"), ("order", "Order"), ("internal", "Internal")], max_length=10
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("started_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("provisional", models.BooleanField(default=False)),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clocks", to="work.ticket"
                    ),
                ),
            ],
            options={
                "ordering": ("due_at", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("stopped_at__isnull", True)), fields=["due_at"], name="work_clock_running"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("ticket", "kind", "round"), name="work_clock_once")],
            },
        ),
        migrations.CreateModel(
            name="CallBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("how", models.CharField(choices=[("person", "By phone"), ("link", "By the link")], max_length=8)),
                (
                    "result",
                    models.CharField(
                        choices=[("solved", "Solved"), ("not_solved", "Not solved"), ("not_reached", "Not reached")],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("event_id", models.BigIntegerField(blank=True, null=True)),
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
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="call_backs", to="work.ticket"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
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
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("phone", ""), _negated=True), fields=["phone"], name="work_reporter_phone"
                    )
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
                ("next_at", models.DateTimeField(blank=True, null=True)),
                ("step", models.PositiveSmallIntegerField(default=0)),
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
                    "next",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="work_routing_next"
                    )
                ],
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
        ),
        migrations.CreateModel(
            name="ExternalRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("system", models.CharField(max_length=9)),
                ("number", models.CharField(max_length=30)),
                ("raw", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("received_at", models.DateTimeField()),
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="external", to="work.ticket"
                    ),
                ),
            ],
            options={
                "ordering": ("received_at", "id"),
                "constraints": [models.UniqueConstraint(fields=("system", "number"), name="work_external_number")],
            },
        ),
        migrations.CreateModel(
            name="ExternalReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("return_no", models.CharField(max_length=40)),
                ("reason", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="returns", to="work.externalrecord"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("record", "return_no"), name="work_external_return_once")
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
        ),
        migrations.CreateModel(
            name="ExternalChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event_id", models.BigIntegerField(unique=True)),
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
                (
                    "record",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="work.externalrecord",
                    ),
                ),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
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
                ("queued_at", models.DateTimeField()),
                ("system", models.CharField(default="grid", max_length=9)),
            ],
            options={
                "ordering": ("event_id",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "sending"))),
                        fields=["next_at"],
                        name="work_change_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "registry"), ("record__isnull", True)),
                            models.Q(models.Q(("kind", "registry"), _negated=True), ("record__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_change_has_its_record",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalMissed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("system", models.CharField(max_length=9)),
                ("number", models.CharField(max_length=80)),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-at", "-id"),
                "constraints": [models.UniqueConstraint(fields=("system", "number"), name="work_missed_number")],
            },
        ),
        migrations.CreateModel(
            name="DataDelta",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        condition=models.Q(("state", "waiting")), fields=("digest",), name="work_delta_waits_once"
                    )
                ],
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
                ("batch", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                ("restored_at", models.DateTimeField(blank=True, null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="outages.outage"
                    ),
                ),
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
            },
        ),
        migrations.RunPython(
            code=twingrid.work.migrations._rating.close,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
    ]
