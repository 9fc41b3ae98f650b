import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import twingrid.notices.states
from twingrid.kit.migrating import CreateTogether


class Migration(migrations.Migration):
    replaces = [
        ("notices", "0001_initial"),
        ("notices", "0002_notices_and_groups"),
        ("notices", "0003_subscriptions"),
        ("notices", "0004_group_messages"),
    ]

    initial = True

    dependencies = [
        ("outages", "0001_initial"),
        ("people", "__first__"),
        ("supply", "0003_important_customers"),
        ("territory", "0002_landmark"),
        ("territory", "0003_area_parts"),
        ("work", "0004_platform"),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Channel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("wecom", "WeCom group robot"),
                                    ("dingtalk", "DingTalk group robot"),
                                    ("feishu", "Feishu group robot"),
                                    ("mail", "Mail"),
                                    ("sms", "SMS"),
                                    ("webhook", "Signed webhook"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("name", models.CharField(max_length=60, unique=True)),
                        ("config", models.JSONField(default=dict)),
                        ("secret", models.TextField(blank=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("on", "on"), ("off", "off"), ("faulty", "faulty")], default="on", max_length=8
                            ),
                        ),
                        ("per_minute", models.PositiveIntegerField(blank=True, null=True)),
                        ("quiet_from", models.TimeField(blank=True, null=True)),
                        ("quiet_to", models.TimeField(blank=True, null=True)),
                        ("per_person_a_day", models.PositiveSmallIntegerField(default=5)),
                        ("fails", models.PositiveSmallIntegerField(default=0)),
                        ("closed_until", models.DateTimeField(blank=True, null=True)),
                        ("last_sent_at", models.DateTimeField(blank=True, null=True)),
                        ("last_code", models.CharField(blank=True, max_length=60)),
                        ("last_code_at", models.DateTimeField(blank=True, null=True)),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ("kind", "name"),
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("notice", "Notice"),
                                    ("correction", "Correction"),
                                    ("callback", "It is over"),
                                    ("answer", "Answer"),
                                    ("subscription", "Subscription"),
                                    ("task", "Task"),
                                    ("test", "Test"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("dedupe_key", models.CharField(max_length=100)),
                        (
                            "state",
                            models.CharField(default=twingrid.notices.states.DeliveryState["QUEUED"], max_length=10),
                        ),
                        ("urgent", models.BooleanField(default=False)),
                        ("subject", models.CharField(blank=True, max_length=120)),
                        ("text", models.TextField(blank=True)),
                        ("extras", models.JSONField(default=dict)),
                        ("address", models.TextField(blank=True)),
                        ("address_key", models.CharField(blank=True, max_length=32)),
                        ("address_hint", models.CharField(blank=True, max_length=40)),
                        ("recipient_kind", models.CharField(blank=True, max_length=40)),
                        ("recipient_id", models.BigIntegerField(blank=True, null=True)),
                        ("about_kind", models.CharField(blank=True, max_length=40)),
                        ("about_id", models.BigIntegerField(blank=True, null=True)),
                        ("queued_at", models.DateTimeField()),
                        ("next_at", models.DateTimeField()),
                        ("not_after", models.DateTimeField(blank=True, null=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("claim", models.UUIDField(blank=True, null=True)),
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        ("vendor_id", models.CharField(blank=True, max_length=80)),
                        ("code", models.CharField(blank=True, max_length=60)),
                        ("erased_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="notices.channel",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-queued_at", "-id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["queued", "failed"])),
                                fields=["channel", "-urgent", "next_at", "id"],
                                name="notices_delivery_due",
                            ),
                            models.Index(
                                condition=models.Q(("state", "sending")),
                                fields=["channel", "claimed_at"],
                                name="notices_delivery_out",
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["uncertain", "dead"])),
                                fields=["done_at"],
                                name="notices_delivery_unsettled",
                            ),
                            models.Index(fields=["about_kind", "about_id"], name="notices_delivery_about"),
                            models.Index(fields=["address_key", "done_at"], name="notices_delivery_person"),
                            models.Index(fields=["-queued_at", "-id"], name="notices_delivery_log"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("channel", "dedupe_key"), name="notices_delivery_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "queued",
                                            "sending",
                                            "sent",
                                            "failed",
                                            "uncertain",
                                            "dead",
                                            "abandoned",
                                            "cancelled",
                                        ],
                                    )
                                ),
                                name="notices_delivery_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address_key", models.CharField(blank=True, max_length=32)),
                        ("claim", models.UUIDField()),
                        ("started_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("sent", "taken"),
                                    ("rejected", "refused"),
                                    ("limited", "too many at once"),
                                    ("not_sent", "not reached"),
                                    ("unknown", "no answer"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=60)),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="notices.channel"
                            ),
                        ),
                        (
                            "delivery",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="notices.delivery"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("started_at", "id"),
                        "indexes": [
                            models.Index(fields=["channel", "finished_at"], name="notices_attempt_budget"),
                            models.Index(
                                condition=models.Q(("address_key", ""), _negated=True),
                                fields=["address_key", "finished_at"],
                                name="notices_attempt_address",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SettlingWord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("move", models.CharField(max_length=10)),
                        ("reason", models.CharField(max_length=200)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "delivery",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="words", to="notices.delivery"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="NoticeCounter",
                    fields=[
                        ("day", models.DateField(primary_key=True, serialize=False)),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=24, unique=True)),
                        ("intake_key", models.CharField(max_length=64, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("planned_outage", "Planned outage"),
                                    ("temporary_outage", "Temporary outage"),
                                    ("fault_progress", "Progress of a fault"),
                                    ("prices", "Prices and payment"),
                                    ("safety", "Safety"),
                                    ("weather", "Weather"),
                                    ("event", "Event"),
                                    ("works", "Works"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("state", models.CharField(default="draft", max_length=10)),
                        ("what", models.CharField(blank=True, max_length=300)),
                        ("why", models.CharField(blank=True, max_length=80)),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField(blank=True, null=True)),
                        ("public", models.BooleanField(default=True)),
                        ("rule_set", models.CharField(blank=True, max_length=20)),
                        ("publish_at", models.DateTimeField(blank=True, null=True)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("made_at", models.DateTimeField()),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "outage",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="outages.outage",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-starts_at", "-id"),
                        "indexes": [
                            models.Index(fields=["state", "starts_at"], name="notices_notice_list"),
                            models.Index(
                                condition=models.Q(("state", "approved")),
                                fields=["publish_at"],
                                name="notices_notice_due",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "submitted", "approved", "published", "cancelled", "over"])
                                ),
                                name="notices_notice_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                                ),
                                name="notices_notice_ends",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Edition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("use", models.CharField(max_length=12)),
                        ("residents", models.TextField()),
                        ("operations", models.TextField(blank=True)),
                        ("made_at", models.DateTimeField()),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="editions",
                                to="notices.notice",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("notice_id", "number"),
                        "constraints": [
                            models.UniqueConstraint(fields=("notice", "number"), name="notices_edition_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    models.Q(("approved_by", models.F("made_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="notices_edition_second_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Accepted",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[("gap", "Homes that nobody reaches"), ("lead", "Too short a time before")],
                                max_length=8,
                            ),
                        ),
                        ("digest", models.CharField(max_length=64)),
                        ("homes", models.PositiveIntegerField(default=0)),
                        ("customers", models.PositiveIntegerField(default=0)),
                        ("reason", models.CharField(max_length=200)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="accepted",
                                to="notices.notice",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("notice", "what", "digest"), name="notices_accepted_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeHome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("customers", models.PositiveIntegerField(default=0)),
                        (
                            "building",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.building"
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="homes", to="notices.notice"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("building__label", "unit"),
                        "constraints": [
                            models.UniqueConstraint(fields=("notice", "building", "unit"), name="notices_home_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonCall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "To call"), ("done", "Told"), ("escalated", "Handed up")],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("due_at", models.DateTimeField()),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("words", models.CharField(blank=True, max_length=200)),
                        ("at", models.DateTimeField(blank=True, null=True)),
                        (
                            "assignee",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="supply.customer"
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="notices.notice"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("due_at", "id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "done"), _negated=True),
                                fields=["due_at"],
                                name="notices_call_open",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("notice", "customer"), name="notices_call_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("outer", "Residents"), ("inner", "Staff")], default="outer", max_length=8
                            ),
                        ),
                        (
                            "platform",
                            models.CharField(
                                choices=[
                                    ("wechat", "WeChat"),
                                    ("wecom", "WeCom"),
                                    ("dingtalk", "DingTalk"),
                                    ("feishu", "Feishu"),
                                    ("qq", "QQ"),
                                ],
                                default="wechat",
                                max_length=10,
                            ),
                        ),
                        ("size", models.PositiveIntegerField(default=0)),
                        ("per_day", models.PositiveSmallIntegerField(default=3)),
                        (
                            "state",
                            models.CharField(
                                choices=[("active", "In use"), ("closed", "Closed")], default="active", max_length=8
                            ),
                        ),
                        ("last_verified_on", models.DateField(blank=True, null=True)),
                        ("handed_over_on", models.DateField(blank=True, null=True)),
                        ("is_demo", models.BooleanField(default=False)),
                        (
                            "channel",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="groups",
                                to="notices.channel",
                            ),
                        ),
                        (
                            "community",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_groups",
                                to="territory.division",
                            ),
                        ),
                        (
                            "compound",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_groups",
                                to="territory.compound",
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deputy_groups",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="owned_groups",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("community__name", "name"),
                        "constraints": [
                            models.UniqueConstraint(fields=("community", "name"), name="notices_group_name"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("owner__isnull", True),
                                    ("deputy__isnull", True),
                                    models.Q(("owner", models.F("deputy")), _negated=True),
                                    _connector="OR",
                                ),
                                name="notices_group_two_people",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Post",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField()),
                        ("state", models.CharField(default="waiting", max_length=8)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "assignee",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "delivery",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="notices.delivery",
                            ),
                        ),
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
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="notices.edition"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="notices.servicegroup",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("edition_id", "id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["assignee"],
                                name="notices_post_waiting",
                            ),
                            models.Index(fields=["group", "-done_at"], name="notices_post_group"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "group", "building"), name="notices_post_once", nulls_distinct=False
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("building__isnull", True), ("group__isnull", False)),
                                    models.Q(("building__isnull", False), ("group__isnull", True)),
                                    _connector="OR",
                                ),
                                name="notices_post_of_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupBuilding",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="territory.building"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="buildings",
                                to="notices.servicegroup",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("group", "building"), name="notices_group_building_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Way",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("group", "Group"),
                                    ("subscribers", "Subscribers by SMS and mail"),
                                    ("paper", "Paper at the door"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="notices.servicegroup",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="ways", to="notices.notice"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("kind", "group_id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("notice", "kind", "group"), name="notices_way_once", nulls_distinct=False
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("group__isnull", False), ("kind", "group")),
                                    models.Q(models.Q(("kind", "group"), _negated=True), ("group__isnull", True)),
                                    _connector="OR",
                                ),
                                name="notices_way_of_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Subscription",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("kind", models.CharField(choices=[("sms", "SMS"), ("mail", "Mail")], max_length=5)),
                        ("address", models.TextField(blank=True)),
                        ("address_key", models.CharField(max_length=32)),
                        ("address_hint", models.CharField(max_length=40)),
                        ("token", models.CharField(max_length=24, unique=True)),
                        ("asked_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("stopped_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "building",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="subscriptions",
                                to="territory.building",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("id",),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("confirmed_at__isnull", False), ("stopped_at__isnull", True)),
                                fields=["building"],
                                name="notices_subscription_live",
                            ),
                            models.Index(fields=["address_key", "asked_at"], name="notices_subscription_asked"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("stopped_at__isnull", True)),
                                fields=("building", "unit", "address_key"),
                                name="notices_subscription_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("stopped_at__isnull", True), ("address", ""), _connector="OR"),
                                name="notices_subscription_erased",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupMessage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("intake_key", models.CharField(max_length=64, unique=True)),
                        ("kind", models.CharField(max_length=20)),
                        ("suggested", models.CharField(blank=True, max_length=20)),
                        ("words", models.CharField(blank=True, max_length=1000)),
                        ("at", models.DateTimeField()),
                        ("erased_at", models.DateTimeField(blank=True, null=True)),
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
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="notices.servicegroup",
                            ),
                        ),
                        (
                            "outage",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="group_messages",
                                to="outages.outage",
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="group_messages",
                                to="work.ticket",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-at", "-id"),
                        "indexes": [
                            models.Index(fields=["group", "-at"], name="notices_message_group"),
                            models.Index(
                                condition=models.Q(("erased_at__isnull", True)),
                                fields=["at"],
                                name="notices_message_old",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "use",
                            models.CharField(
                                choices=[
                                    ("taken", "Taken"),
                                    ("known", "Known already"),
                                    ("solved", "Solved"),
                                    ("thanks", "Thanks"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("text", models.CharField(max_length=500)),
                        ("at", models.DateTimeField()),
                        ("posted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "posted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="notices.groupmessage",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("posted_at__isnull", True)),
                                fields=["at"],
                                name="notices_answer_waiting",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("message", "use"), name="notices_answer_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("posted_at__isnull", True), ("posted_by__isnull", True)),
                                    models.Q(("posted_at__isnull", False), ("posted_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="notices_answer_posted_pair",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
