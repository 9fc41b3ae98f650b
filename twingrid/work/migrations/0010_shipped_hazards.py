"""The shipped kinds of hazards, for cities that had the kinds of requests already."""

from django.db import migrations

from twingrid.work.migrations._kinds import install


class Migration(migrations.Migration):
    dependencies = [("work", "0009_hazards")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop, elidable=False)]
