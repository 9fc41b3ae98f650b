"""The shipped kinds of matters and projects, for cities that had the others already."""

from django.db import migrations

from twingrid.work.migrations._kinds import install


class Migration(migrations.Migration):
    dependencies = [("work", "0014_cases")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop, elidable=False)]
