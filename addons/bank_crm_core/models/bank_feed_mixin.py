# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
from itertools import islice

import psycopg2

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..tools import feed

BATCH_SIZE = 10_000
TOLD = 20  # rows of a batch up to which cards that are looked at are told
STAGE = SQL.identifier("bank_feed_stage")

# staged rows into their table: new ones, and those that differ from what is there
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
    """Rows that another system delivers: set-based, idempotent by ``source_key``.

    An adopting model has a ``source_key`` with a unique index where it is set, says
    in :meth:`_get_feed_columns` what a row may hold, and in :meth:`_get_feed_sql`
    how its stored computed columns follow. What it does not say, the ORM recomputes:
    slower, never wrong.
    """

    _name = "bank.feed.mixin"
    _description = "Rows of a Feed (abstract)"
    # whoever sets it by hand gives the source system's row to another client
    _server_fields = ("source_key",)

    # ------------------------------------------------------------ hooks
    def _get_feed_columns(self):
        """Hook: ``{column: "[required] kind"}``; kinds are in ``tools/feed.py``."""
        return {}

    def _get_feed_sql(self):
        """Hook: ``{column: expression}`` over the staged row ``s``."""
        return {}

    def _get_feed_insert_columns(self):
        """Hook: like the feed columns, written to new rows only.

        The cleaned row holds their values; an update completes them afterwards.
        """
        return {}

    def _clean_feed_row(self, row):
        """Hook: return a copy of ``row``, made ready to be read, and warnings."""
        return dict(row), []

    def _before_feed_merge(self, columns, numbers):
        """Hook: look at the staged rows of these numbers beside what they will change.

        What it writes is taken back with rows that the database refuses.
        """

    def _after_feed(self, staged):
        """Hook: complete the rows; return ids of unchanged ones that it changed.

        :param staged: list of ``(id, cleaned row, status)``; the status is created,
            updated or unchanged
        """
        return set()

    # ------------------------------------------------------------ entry point
    @api.model
    def _upsert(self, rows):
        """Insert or update ``rows`` (any iterable of dicts) by ``source_key``.

        Columns that no row of a batch names stay as they are. A bad row is refused
        by itself; of two rows with one key the later one counts.

        :return: dict of created, updated, unchanged, superseded (counts), refused
            and warnings (lists of row, source_key, reason)
        """
        if not self.env.su and not self.env.user.has_group(
            "bank_base.group_bank_integration"
        ):
            raise AccessError(self.env._("Only a feed of another system loads rows."))
        # checked above: only the integration role, over private methods
        model_sudo = self.sudo().with_context({"active_test": False})
        report = feed.Report()
        rows = iter(rows)
        start = 0
        while batch := list(islice(rows, BATCH_SIZE)):
            model_sudo._upsert_batch(batch, start, report)
            start += len(batch)
        return report.as_dict()

    def _upsert_batch(self, rows, start, report):
        self.env.flush_all()
        cleaned = [self._clean_feed_row(row) for row in rows]
        rows = [row for row, _warnings in cleaned]
        columns = self._select_feed_columns(rows)
        parsed = self._read_feed_rows(cleaned, columns, start, report)
        if parsed:
            self._fill_stage(columns, parsed)
            self._resolve_references(columns, parsed, report)
            staged = self._merge_stage(columns, sorted(parsed), parsed, report)
            self.env.invalidate_all(flush=False)
            touched = self._after_feed(staged)
            statuses = [
                "updated" if row_id in touched and status == "unchanged" else status
                for row_id, _row, status in staged
            ]
            report.count(statuses)
            changed = [
                row_id for row_id, _row, status in staged if status != "unchanged"
            ]
            self._recompute_after_feed(columns, changed)
            self._tell_cards_after_feed(changed)

    # ------------------------------------------------------------ reading
    def _select_feed_columns(self, rows):
        columns = []
        given = set().union(*rows) | {"source_key"}
        inserted = self._get_feed_insert_columns()
        for name, spec in {**self._get_feed_columns(), **inserted}.items():
            column = feed.Column.parse(name, spec)
            column.is_insert_only = name in inserted
            if column.key not in given and not column.is_required:
                continue
            if column.kind == "choice":
                choices = self._fields[name].get_values(self.env)
                column.choices = frozenset(choices)
            if column.kind == "number" and self._fields[name].type == "float":
                digits = self._fields[name].get_digits(self.env)
                column.digits = digits[1] if digits else None
            columns.append(column)
        return columns

    def _read_feed_rows(self, cleaned, columns, start, report):
        """Return ``{number: (row, key, values)}`` of the readable rows."""
        latest = {}
        parsed = {}
        key_column = feed.Column("source_key", "text", is_required=True)
        for number, (row, warnings) in enumerate(cleaned, start):
            key = None
            try:
                key = feed.read_value(key_column, row.get("source_key"))
                values = [
                    feed.read_value(column, row.get(column.key)) for column in columns
                ]
            except ValueError as error:
                report.refuse(number, key, str(error))
                continue
            for warning in warnings:
                report.warn(number, key, warning)
            if key in latest:
                parsed.pop(latest[key])
                report.superseded += 1
            latest[key] = number
            parsed[number] = (row, key, values)
        return parsed

    # ------------------------------------------------------------ staging
    def _fill_stage(self, columns, parsed):
        """Copy the rows into a temporary table, with room for ids of references."""
        definitions = [SQL("n integer"), SQL("id integer"), SQL("source_key text")]
        copied = ["n", "source_key"]
        for column in columns:
            if column.is_reference:
                definitions += [
                    SQL("%s text", SQL.identifier(f"key_{column.key}")),
                    SQL("%s integer", SQL.identifier(column.name)),
                ]
                copied.append(f"key_{column.key}")
            else:
                sql_type = SQL(feed.COLUMN_TYPES[column.kind])  # pylint: disable=sql-injection
                definitions.append(SQL("%s %s", SQL.identifier(column.name), sql_type))
                copied.append(column.name)
        cr = self.env.cr
        cr.execute(SQL("DROP TABLE IF EXISTS %s", STAGE))
        definitions = SQL(", ").join(definitions)
        cr.execute(SQL("CREATE TEMP TABLE %s (%s) ON COMMIT DROP", STAGE, definitions))
        text = io.StringIO()
        for number, (_row, key, values) in parsed.items():
            text.write(feed.copy_line([number, key, *values]))
        text.seek(0)
        cr.copy_from(text, "bank_feed_stage", columns=copied)

    def _resolve_references(self, columns, parsed, report):
        """Find what the keys name; refuse rows whose reference is not there."""
        cr = self.env.cr
        for column in filter(lambda column: column.is_reference, columns):
            key = SQL.identifier(f"key_{column.key}")
            name = SQL.identifier(column.name)
            self._find_references(column, name, key)
            cr.execute(
                SQL(
                    "DELETE FROM %s WHERE %s IS NOT NULL AND %s IS NULL RETURNING n, %s",
                    STAGE,
                    key,
                    name,
                    key,
                )
            )
            for number, value in cr.fetchall():
                _row, source_key, _values = parsed.pop(number)
                reason = f"{column.key}: {value!r} is not known"
                report.refuse(number, source_key, reason)
        self._assign_ids()

    def _find_references(self, column, name, key):
        """Write the numbers of what a column names beside its keys."""
        table, table_key = feed.REFERENCES[column.kind]
        company = SQL("TRUE")
        if column.kind == "branch":
            company = SQL("t.company_id = %s", self.env.company.id)
        self.env.cr.execute(
            SQL(
                "UPDATE %(stage)s s SET %(name)s = t.id FROM %(table)s t "
                "WHERE t.%(table_key)s = s.%(key)s AND %(company)s",
                stage=STAGE,
                name=name,
                key=key,
                table=SQL.identifier(table),
                table_key=SQL.identifier(table_key),
                company=company,
            )
        )
        if table == "res_partner":
            self.env["res.partner"]._follow_merged(STAGE, column.name)

    def _assign_ids(self):
        """Give each staged row its id: of the row with its key, else a new one."""
        table = SQL.identifier(self._table)
        cr = self.env.cr
        cr.execute(
            SQL(
                "UPDATE %s s SET id = t.id FROM %s t WHERE t.source_key = s.source_key",
                STAGE,
                table,
            )
        )
        cr.execute(
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

    def _prepare_merge(self, columns, numbers):
        given = {
            column.name: SQL("s.%s", SQL.identifier(column.name)) for column in columns
        }
        for name, expression in self._get_feed_sql().items():
            given[name] = SQL(expression)  # pylint: disable=sql-injection
        created = self._prepare_created(given)
        kept = {column.name for column in columns if column.is_insert_only}
        comma = SQL(", ")
        changing = [SQL.identifier(name) for name in given if name not in kept]
        return SQL(
            _MERGE,
            table=SQL.identifier(self._table),
            names=comma.join(map(SQL.identifier, created)),
            values=comma.join(created.values()),
            stage=STAGE,
            numbers=numbers,
            updates=comma.join(
                SQL("%s = EXCLUDED.%s", name, name) for name in changing
            ),
            old=comma.join(SQL("t.%s", name) for name in changing),
            new=comma.join(SQL("EXCLUDED.%s", name) for name in changing),
        )

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

    def _recompute_after_feed(self, columns, ids):
        """Let the ORM compute what neither the feed nor its SQL has filled."""
        known = {column.name for column in columns} | self._get_feed_sql().keys()
        known |= self._get_feed_covered_fields()
        records = self.browse(ids)
        for name, field in self._fields.items():
            # images lie in attachments, which a feed does not touch
            if (
                field.store
                and field.column_type
                and field.compute
                and name not in known
            ):
                self.env.add_to_compute(field, records)
        self.env.flush_all()
        self.env.invalidate_all(flush=False)

    def _tell_cards_after_feed(self, ids):
        """A payment or a balance that comes by itself is seen on the open card at once;
        a night's feed is not worth a message for every client.
        """
        if ids and len(ids) <= TOLD and self._access_logged:
            found = self.env["bank.access.door"]._read_clients({self._name: ids})
            clients = {row[0] for rows in found.values() for row in rows.values()}
            self.env["res.partner"].browse(clients - {None})._tell_cards()

    def _get_feed_covered_fields(self):
        """Hook: stored computed fields that :meth:`_after_feed` fills, or that stay
        as their default is.
        """
        return set()
