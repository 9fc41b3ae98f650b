"""Every city begins with the shipped clock rules; the clocks and tellings that are there learn what they are about."""

from django.db import migrations
from django.db.models import F
from django.utils import timezone

from twingrid.work.rules.clock_sets import FIRST_DAY, shipped


def install(apps, schema_editor):
    """The city's first set, and a run that derives the clocks of what was reported before."""
    models = apps.get_model
    city, made = models("work", "ClockSet").objects.get_or_create(partition="", area_code="")
    if made:
        content = shipped()["jinan"].model_dump(mode="json")
        models("work", "ClockSetVersion").objects.create(set=city, number=1, valid_from=FIRST_DAY, content=content)
    models("work", "Escalation").objects.filter(matter_id=0).update(matter_id=F("ticket_id"))
    version = city.versions.order_by("number").first()
    clocks = models("work", "Clock").objects.filter(key="")
    for kind, key, safety in (
        ("promise", "arrive", (True, False)),
        ("order", "order", (True, False)),
        ("internal", "accept", (False,)),
        ("internal", "accept_danger", (True,)),
    ):
        clocks.filter(kind=kind, ticket__safety__in=safety).update(key=key, version=version)
    if models("work", "Ticket").objects.exists():
        models("work", "Recount").objects.create(begun_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("work", "0017_clock_sets")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop, elidable=False)]
