"""Every city begins with the shipped kinds; those that are there already stay."""

from django.db import migrations

from twingrid.work.rules.catalogue import shipped


def install(apps, schema_editor):
    """Lay the shipped catalogue down, each kind in its first version."""
    kinds = apps.get_model("work", "Kind").objects
    versions = apps.get_model("work", "KindVersion").objects
    known = set(kinds.values_list("key", flat=True))
    for place, view in enumerate(shipped().all(), start=1):
        if view.key not in known:
            row = kinds.create(key=view.key, family=view.family, place=place * 10)
            versions.create(kind=row, number=1, content=view.content.model_dump(mode="json"))


class Migration(migrations.Migration):
    dependencies = [("work", "0007_kinds")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop, elidable=False)]
