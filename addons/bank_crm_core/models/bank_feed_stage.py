# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io

import psycopg2

from odoo import api, models
from odoo.tools import SQL

from ..tools import feed

COPIED = SQL.identifier("bank_feed_copy")  # as it came, references by their keys
STAGE = SQL.identifier("bank_feed_stage")  # with the numbers of what they name

# staged rows beside what is there; the moment of the source decides before the values
_JUDGE = """
    SELECT s.n, t.id,
           CASE WHEN t.id IS NULL THEN 'created'
                WHEN %(is_older)s THEN 'older'
                WHEN (%(old)s) IS DISTINCT FROM (%(new)s) THEN 'updated'
                WHEN %(is_newer)s THEN 'dated'
                ELSE 'unchanged' END,
           (%(old_holders)s) IS DISTINCT FROM (%(new_holders)s)
      FROM %(stage)s s LEFT JOIN %(table)s t ON t.id = s.id
     ORDER BY s.n
"""

# rows into their table: new ones, and those that differ from what is there
_MERGE = """
    WITH merged AS (
        INSERT INTO %(table)s AS t (%(names)s)
        SELECT %(values)s FROM %(stage)s s
         WHERE s.n = ANY(%(numbers)s) ORDER BY s.n
        ON CONFLICT (source_key) WHERE source_key IS NOT NULL
        DO UPDATE SET %(updates)s, write_uid = EXCLUDED.write_uid,
                      write_date = EXCLUDED.write_date
         WHERE (%(old)s) IS DISTINCT FROM (%(new)s)
        RETURNING id, source_key, (xmax = 0) AS is_new
    )
    SELECT s.n, COALESCE(m.id, s.id),
           CASE WHEN m.is_new THEN 'created' WHEN m.id IS NULL THEN 'unchanged'
                ELSE 'updated' END
      FROM %(stage)s s LEFT JOIN merged m ON m.source_key = s.source_key
     WHERE s.n = ANY(%(numbers)s)
"""


class BankFeedMixin(models.AbstractModel):
    """How rows get into their table: copied, resolved, judged, merged.

    Rows that change nothing are told apart by one reading statement, before anything
    is written.
    """

    _inherit = "bank.feed.mixin"

    # ------------------------------------------------------------ staging
    def _fill_stage(self, columns, parsed):
        """Copy the rows into a temporary table, references by their keys."""
        definitions = [SQL("n integer"), SQL("source_key text")]
        copied = ["n", "source_key"]
        for column in columns:
            copied.append(f"key_{column.key}" if column.is_reference else column.name)
            sql_type = "text" if column.is_reference else feed.COLUMN_TYPES[column.kind]
            definitions.append(
                SQL("%s %s", SQL.identifier(copied[-1]), SQL(sql_type))  # pylint: disable=sql-injection
            )
        cr = self.env.cr
        cr.execute(SQL("DROP TABLE IF EXISTS %s", COPIED))
        definitions = SQL(", ").join(definitions)
        cr.execute(SQL("CREATE TEMP TABLE %s (%s) ON COMMIT DROP", COPIED, definitions))
        lines = [
            feed.copy_line([number, key, *values])
            for number, (_row, key, values) in parsed.items()
        ]
        cr.copy_from(io.StringIO("".join(lines)), "bank_feed_copy", columns=copied)

    def _resolve_references(self, columns, parsed, report):
        """Find what the keys name; refuse rows whose reference is not there."""
        references = [column for column in columns if column.is_reference]
        found, joins = [SQL("c.*"), SQL("t.id AS id")], []
        for place, column in enumerate(references):
            alias = SQL.identifier(f"r{place}")
            found.append(SQL("%s.id AS %s", alias, SQL.identifier(column.name)))
            joins.append(self._prepare_reference_join(column, alias))
        cr = self.env.cr
        cr.execute(SQL("DROP TABLE IF EXISTS %s", STAGE))
        cr.execute(
            SQL(
                "CREATE TEMP TABLE %s ON COMMIT DROP AS SELECT %s FROM %s c "
                "LEFT JOIN %s t ON t.source_key = c.source_key %s",
                STAGE,
                SQL(", ").join(found),
                COPIED,
                SQL.identifier(self._table),
                SQL(" ").join(joins),
            )
        )
        for column in references:
            if feed.REFERENCES[column.kind][0] == "res_partner":
                self.env["res.partner"]._follow_merged(STAGE, column.name)
        self._refuse_unknown(references, parsed, report)

    def _prepare_reference_join(self, column, alias):
        """Return the join of the rows that a column names, by their keys."""
        table, table_key = feed.REFERENCES[column.kind]
        name = SQL.identifier(table_key)
        rows = SQL.identifier(table)
        if table_key != "source_key":
            # short lists, whose keys no index need keep unique
            company = SQL("TRUE")
            if column.kind == "branch":
                company = SQL("company_id = %s", self.env.company.id)
            rows = SQL(
                "(SELECT DISTINCT ON (%s) id, %s FROM %s WHERE %s ORDER BY %s, id)",
                name,
                name,
                rows,
                company,
                name,
            )
        key = SQL.identifier(f"key_{column.key}")
        return SQL("LEFT JOIN %s %s ON %s.%s = c.%s", rows, alias, alias, name, key)

    def _refuse_unknown(self, references, parsed, report):
        """Take rows that name what is not there out of the stage, each with its reason."""
        if not references:
            return
        missing = [
            SQL(
                "WHEN %s IS NOT NULL AND %s IS NULL THEN %s",
                SQL.identifier(f"key_{column.key}"),
                SQL.identifier(column.name),
                place,
            )
            for place, column in enumerate(references)
        ]
        keys = [SQL.identifier(f"key_{column.key}") for column in references]
        rows = self.env.execute_query(
            SQL(
                "DELETE FROM %s WHERE CASE %s END IS NOT NULL RETURNING n, CASE %s END, %s",
                STAGE,
                SQL(" ").join(missing),
                SQL(" ").join(missing),
                SQL(", ").join(keys),
            )
        )
        # by column, then by row
        for number, place, *values in sorted(rows, key=lambda row: (row[1], row[0])):
            _row, source_key, _values = parsed.pop(number)
            reason = f"{references[place].key}: {values[place]!r} is not known"
            report.refuse(number, source_key, reason)

    # ------------------------------------------------------------ judging
    def _judge_stage(self, columns):
        """Return ``(number, id or None, verdict, is_redefined)`` of the staged rows.

        Nothing is written. A row is redefined where it belongs to another record that
        says which properties it has.

        Verdicts: created, updated, unchanged, older (than what is there), dated (a
        later moment of the source has the same values).
        """
        changing = self._get_changing(columns)
        is_dated = any(column.name == "source_date" for column in columns)
        compared = {
            name: sql for name, sql in changing.items() if name != "source_date"
        }
        holders = {"id"} | {
            field.definition_record
            for field in self._fields.values()
            if field.type == "properties" and field.definition_record in changing
        }
        comma = SQL(", ")
        return self.env.execute_query(
            SQL(
                _JUDGE,
                old_holders=comma.join(
                    SQL("t.%s", SQL.identifier(name)) for name in sorted(holders)
                ),
                new_holders=comma.join(
                    SQL("s.%s", SQL.identifier(name)) for name in sorted(holders)
                ),
                is_older=SQL("t.source_date > s.source_date" if is_dated else "FALSE"),
                is_newer=SQL(
                    "s.source_date > COALESCE(t.source_date, '-infinity')"
                    if is_dated
                    else "FALSE"
                ),
                old=comma.join(SQL("t.%s", SQL.identifier(name)) for name in compared),
                new=comma.join(compared.values()),
                stage=STAGE,
                table=SQL.identifier(self._table),
            )
        )

    def _leave_older(self, judged, parsed, report):
        """Leave alone what a later delivery has brought already; say so row by row."""
        for number, _row_id, verdict, _is_other in judged:
            if verdict == "older":
                _row, key, _values = parsed.pop(number)
                report.leave(number, key)

    def _note_dates(self, numbers):
        """The same values at a later moment: the moment alone is kept."""
        if numbers:
            self.env.cr.execute(
                SQL(
                    "UPDATE %s t SET source_date = s.source_date FROM %s s "
                    "WHERE t.id = s.id AND s.n = ANY(%s)",
                    SQL.identifier(self._table),
                    STAGE,
                    numbers,
                )
            )

    def _assign_ids(self):
        """Give each staged row that is not there yet an id."""
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET id = nextval(%s) WHERE id IS NULL",
                STAGE,
                f"{self._table}_id_seq",
            )
        )

    # ------------------------------------------------------------ merging
    def _merge_stage(self, columns, numbers, parsed, report):
        """Merge these rows; halve the set where the database refuses one of them."""
        if not numbers:
            return []
        try:
            with self.env.cr.savepoint(flush=False):
                self._before_feed_merge(columns, numbers)
                found = self.env.execute_query(self._prepare_merge(columns, numbers))
        except (psycopg2.IntegrityError, psycopg2.DataError) as error:
            if len(numbers) > 1:
                middle = len(numbers) // 2
                return [
                    *self._merge_stage(columns, numbers[:middle], parsed, report),
                    *self._merge_stage(columns, numbers[middle:], parsed, report),
                ]
            _row, key, _values = parsed.pop(numbers[0])
            report.refuse(numbers[0], key, str(error).partition("\n")[0])
            return []
        return [(row_id, parsed[number][0], status) for number, row_id, status in found]

    def _get_given(self, columns):
        """Return ``{column: SQL}`` of what the delivery says, over the staged row ``s``."""
        given = {
            column.name: SQL("s.%s", SQL.identifier(column.name)) for column in columns
        }
        for name, expression in self._get_feed_sql().items():
            given[name] = SQL(expression)  # pylint: disable=sql-injection
        return given

    def _get_changing(self, columns):
        """Return what of it is written to rows that are there, too."""
        kept = {column.name for column in columns if column.is_insert_only}
        given = self._get_given(columns)
        return {name: sql for name, sql in given.items() if name not in kept}

    def _prepare_merge(self, columns, numbers):
        created = self._prepare_created(self._get_given(columns))
        comma = SQL(", ")
        updates = map(self._prepare_update, self._get_changing(columns))
        changing = [SQL.identifier(name) for name in self._get_changing(columns)]
        return SQL(
            _MERGE,
            table=SQL.identifier(self._table),
            names=comma.join(map(SQL.identifier, created)),
            values=comma.join(created.values()),
            stage=STAGE,
            numbers=numbers,
            updates=comma.join(updates),
            old=comma.join(SQL("t.%s", name) for name in changing),
            new=comma.join(SQL("EXCLUDED.%s", name) for name in changing),
        )

    @api.model
    def _prepare_update(self, name):
        """Return the assignment of a column; a moment that is not said stays."""
        column = SQL.identifier(name)
        if name == "source_date":
            return SQL("%s = COALESCE(EXCLUDED.%s, t.%s)", column, column, column)
        return SQL("%s = EXCLUDED.%s", column, column)

    def _prepare_created(self, given):
        """Return ``{column: SQL}`` of a row that is not there yet."""
        uid, now = SQL("%s", self.env.uid), SQL("%s", self.env.cr.now())
        return {
            **self._get_feed_defaults(given),
            **given,
            "id": SQL("s.id"),
            "source_key": SQL("s.source_key"),
            "create_uid": uid,
            "create_date": now,
            "write_uid": uid,
            "write_date": now,
        }

    def _get_feed_defaults(self, given):
        """Return what the ORM would put into the columns that the feed leaves out."""
        names = [
            name
            for name, field in self._fields.items()
            if field.store
            and field.column_type
            and name not in given
            and name != "source_key"
            and name not in models.MAGIC_COLUMNS
        ]
        values = self.default_get(names)
        return {
            name: SQL("%s", self._fields[name].convert_to_column_insert(value, self))
            for name, value in values.items()
            if name in names and not isinstance(value, (list, tuple))
        }
