"""A rating stays as it was given: no UPDATE, no DELETE, no TRUNCATE, by the app or by mistake of the owner."""

from django.conf import settings

CLOSE = """
CREATE FUNCTION work_rating_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'A rating is kept as it was given.' USING ERRCODE = 'integrity_constraint_violation';
END $body$;
CREATE TRIGGER work_rating_stays BEFORE UPDATE OR DELETE ON work_rating
    FOR EACH ROW EXECUTE FUNCTION work_rating_stays();
CREATE TRIGGER work_rating_stays_whole BEFORE TRUNCATE ON work_rating
    FOR EACH STATEMENT EXECUTE FUNCTION work_rating_stays();
REVOKE UPDATE, DELETE, TRUNCATE ON work_rating FROM {app};
"""


def close(apps, schema_editor):
    """Close the table; the name of the role comes from provisioning."""
    app = settings.DATABASE_ROLES["app"]
    schema_editor.execute(CLOSE.format(app=f'"{app}"'), params=None)
