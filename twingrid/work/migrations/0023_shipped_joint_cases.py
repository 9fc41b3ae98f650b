"""The shipped kinds of joint cases, for cities that had the others already."""

from django.db import migrations

from twingrid.work.migrations._kinds import install


class Migration(migrations.Migration):
    dependencies = [("work", "0022_joint_cases")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop, elidable=False)]
