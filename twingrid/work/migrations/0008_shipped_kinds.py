"""Every city begins with the shipped kinds; those that are there already stay."""

from django.db import migrations

from twingrid.work.migrations._kinds import install


class Migration(migrations.Migration):
    dependencies = [("work", "0007_kinds")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop, elidable=False)]
