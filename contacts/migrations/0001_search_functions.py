from django.contrib.postgres.operations import CreateExtension
from django.db import migrations

# unaccent() itself is only STABLE, because its dictionary is looked up through the search path.
# With the dictionary named by its schema the result depends on nothing but the text.
IMMUTABLE_UNACCENT = """
CREATE FUNCTION immutable_unaccent(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN public.unaccent('public.unaccent'::regdictionary, $1);
"""

# RFC 9562, section 5.7. For COPY and INSERT … SELECT; Python's twin is callcrm.api.ids.uuid7.
UUID7 = """
CREATE FUNCTION uuid7() RETURNS uuid
LANGUAGE sql VOLATILE PARALLEL SAFE
RETURN encode(
    set_bit(
        set_bit(
            overlay(
                uuid_send(gen_random_uuid())
                PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                FROM 1 FOR 6
            ),
            52, 1
        ),
        53, 1
    ),
    'hex'
)::uuid;
"""


class Migration(migrations.Migration):
    dependencies = []

    operations = [
        CreateExtension("unaccent"),
        CreateExtension("pg_trgm"),
        migrations.RunSQL(IMMUTABLE_UNACCENT, "DROP FUNCTION immutable_unaccent(text)"),
        migrations.RunSQL(UUID7, "DROP FUNCTION uuid7()"),
    ]
