"""Laying the shipped catalogue of kinds down; what is there already stays."""

from twingrid.work.rules.catalogue import shipped


def install(apps, schema_editor):
    """Each shipped kind that is missing, in its first version, in its place."""
    kinds = apps.get_model("work", "Kind").objects
    versions = apps.get_model("work", "KindVersion").objects
    known = set(kinds.values_list("key", flat=True))
    for place, view in enumerate(shipped().all(), start=1):
        if view.key not in known:
            row = kinds.create(key=view.key, family=view.family, place=place * 10)
            versions.create(kind=row, number=1, content=view.content.model_dump(mode="json"))
