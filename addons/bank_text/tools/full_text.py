# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Full-text search in Russian and English by PostgreSQL.

The configuration ``public.bank_russian`` stems Russian words, stems Latin words as
English and takes accents off both. Two SQL functions use it, so that indexes,
searches and reports never disagree:

- ``bank_text_vector(text or jsonb)``: the words of a text (of all languages of a
  translated column); immutable, fit for an index;
- ``bank_text_query(text, prefix)``: a query from what a person typed (quotes for a
  phrase, minus for without, ``or``); with ``prefix`` the last word may be unfinished.

Both read ё as е on their own: this works without the extension ``unaccent`` too.
"""

import logging

import psycopg2

_logger = logging.getLogger(__name__)

CONFIGURATION = "public.bank_russian"
# Odoo looks for unaccent() in the schema public and, finding it, changes every
# ilike of the database; here it is wanted for full text alone
_SCHEMA = "bank_text"
_MAX_LETTERS = 250_000

_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION public.bank_text_vector(text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector(
        '{CONFIGURATION}'::regconfig,
        translate(left($1, {_MAX_LETTERS}), 'ёЁ', 'еЕ')
    )
$$;
CREATE OR REPLACE FUNCTION public.bank_text_vector(jsonb) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector(
        '{CONFIGURATION}'::regconfig, translate($1::text, 'ёЁ', 'еЕ')::jsonb
    )
$$;
CREATE OR REPLACE FUNCTION public.bank_text_query(text, prefix boolean = false)
RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN prefix AND query::text LIKE '%'''
                THEN (query::text || ':*')::tsquery ELSE query END
      FROM websearch_to_tsquery(
        '{CONFIGURATION}'::regconfig, translate($1, 'ёЁ', 'еЕ')
      ) AS query
$$;
"""


def prepare(cr):
    """Create extensions, configuration and functions; can be run again at any time.

    The role of the database needs the right CREATE on the database for the
    extensions (both are "trusted" since PostgreSQL 13). Without it the log says what
    an administrator has to run; searching works on, without accents taken off Latin
    words and without trigram indexes.
    """
    try_extension(cr, "pg_trgm", "public")
    cr.execute(f"CREATE SCHEMA IF NOT EXISTS {_SCHEMA}")
    try_extension(cr, "unaccent", _SCHEMA)
    _create_configuration(cr, _find_dictionary(cr))
    cr.execute(_FUNCTIONS)


def try_extension(cr, name, schema):
    """Create an extension; return False, with a word in the log, if it cannot be."""
    try:
        with cr.savepoint(flush=False):
            # names from this file only; an identifier cannot be a parameter
            # pylint: disable-next=sql-injection
            cr.execute(f"CREATE EXTENSION IF NOT EXISTS {name} SCHEMA {schema}")
    except psycopg2.Error as error:
        _logger.warning(
            "PostgreSQL extension %s could not be created (%s). Ask the database "
            'administrator to run "CREATE EXTENSION %s SCHEMA %s", then run '
            "_prepare_full_text() of bank.text.search.mixin.",
            name, str(error).strip(), name, schema,
        )  # fmt: skip
        return False
    return True


def _find_dictionary(cr):
    """Return the qualified name of the dictionary of ``unaccent``, or None."""
    cr.execute(
        """
        SELECT format('%I.%I', n.nspname, d.dictname)
          FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace
         WHERE d.dictname = 'unaccent'
        """
    )
    found = cr.fetchone()
    return found and found[0]


def _create_configuration(cr, unaccent):
    cr.execute(
        "SELECT 1 FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace "
        "AND cfgname = %s",
        [CONFIGURATION.split(".")[1]],
    )
    if not cr.fetchone():
        cr.execute(
            f"CREATE TEXT SEARCH CONFIGURATION {CONFIGURATION} "
            "(COPY = pg_catalog.russian)"
        )
    before = f"{unaccent}, " if unaccent else ""
    for tokens, stemmer in (
        ("word, hword, hword_part", "russian_stem"),
        ("asciiword, asciihword, hword_asciipart", "english_stem"),
    ):
        cr.execute(
            f"ALTER TEXT SEARCH CONFIGURATION {CONFIGURATION} "
            f"ALTER MAPPING FOR {tokens} WITH {before}pg_catalog.{stemmer}"
        )


def remove(cr):
    """Drop what :func:`prepare` made, except the extensions.

    With the indexes that use it: hooks run before the tables of dependent addons,
    uninstalled in the same run, are dropped.
    """
    cr.execute(
        f"""
        DROP FUNCTION IF EXISTS public.bank_text_vector(text) CASCADE;
        DROP FUNCTION IF EXISTS public.bank_text_vector(jsonb) CASCADE;
        DROP FUNCTION IF EXISTS public.bank_text_query(text, boolean);
        DROP TEXT SEARCH CONFIGURATION IF EXISTS {CONFIGURATION};
        """
    )


def vector(*columns):
    """Return the SQL of the words of several columns, those of the first one weightier.

    >>> vector("name")
    "setweight(coalesce(bank_text_vector(name), ''::tsvector), 'A')"
    """
    parts = []
    for place, column in enumerate(columns):
        words = f"coalesce(bank_text_vector({column}), ''::tsvector)"
        parts.append(words if place else f"setweight({words}, 'A')")
    return " || ".join(parts)


def index(*columns):
    """Return the definition for ``models.Index`` over these columns.

    >>> index("name").startswith("USING gin ((setweight(")
    True
    """
    return f"USING gin (({vector(*columns)}))"
