from django.db import migrations

# Who listened is evidence: no door of ours, and no slip in a shell, may change it.
FORWARD = """
CREATE FUNCTION refuse_change_of_listen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'listens are final: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER listens_are_final BEFORE UPDATE OR DELETE ON listens
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_listen();
"""
BACKWARD = """
DROP TRIGGER listens_are_final ON listens;
DROP FUNCTION refuse_change_of_listen();
"""


class Migration(migrations.Migration):
    dependencies = [("calls", "0002_shipped_outcomes")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
