"""What was said later about a rating stays as it was written down, like the rating itself."""

from django.conf import settings
from django.db import migrations

CLOSE = """
CREATE TRIGGER work_ratingrevision_stays BEFORE UPDATE OR DELETE ON work_ratingrevision
    FOR EACH ROW EXECUTE FUNCTION work_rating_stays();
REVOKE UPDATE, DELETE, TRUNCATE ON work_ratingrevision FROM {app};
"""


def close(apps, schema_editor):
    """Close the table; the name of the role comes from provisioning."""
    app = settings.DATABASE_ROLES["app"]
    schema_editor.execute(CLOSE.format(app=f'"{app}"'), params=None)


class Migration(migrations.Migration):
    dependencies = [("work", "0025_rating_revisions")]
    operations = [migrations.RunPython(close, migrations.RunPython.noop, elidable=False)]
