"""A rating stays as it was given."""

from django.db import migrations

from twingrid.work.migrations._rating import close


class Migration(migrations.Migration):
    dependencies = [("work", "0001_initial")]
    operations = [migrations.RunPython(close, migrations.RunPython.noop, elidable=False)]
