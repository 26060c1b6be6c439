# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from itertools import islice

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools import feed

BATCH_SIZE = 10_000
TOLD = 20  # rows of a batch up to which cards that are looked at are told


class BankFeedMixin(models.AbstractModel):
    """Rows that another system delivers: set-based, idempotent by ``source_key``.

    An adopting model has a ``source_key`` with a unique index where it is set, says
    in :meth:`_get_feed_columns` what a row may hold, and in :meth:`_get_feed_sql`
    how its stored computed columns follow. What it does not say, the ORM recomputes:
    slower, never wrong. ``source_date`` orders deliveries: an older one that arrives
    late does not win.
    """

    _name = "bank.feed.mixin"
    _description = "Rows of a Feed (abstract)"
    # whoever sets it by hand gives the source system's row to another client
    _server_fields = ("source_key", "source_date")

    source_date = fields.Datetime(
        string="As Of, in the Source System",
        readonly=True,
        copy=False,
        help="The moment of the delivery that this row stands as: what is older and "
        "arrives later changes nothing.",
    )

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

    def _clean_feed_rows(self, rows):
        """Hook: :meth:`_clean_feed_row` of each; what is the same for all, once."""
        return [self._clean_feed_row(row) for row in rows]

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
    def _upsert(self, rows, source_date=None):
        """Insert or update ``rows`` (any iterable of dicts) by ``source_key``.

        Columns that no row of a batch names stay as they are. A bad row is refused
        by itself; of two rows with one key the later one counts: by their moment, else
        by their place.

        :param source_date: the moment of the source system, in UTC, that the delivery
            shows; a row with a ``source_date`` of its own has that one. A row that is
            older than what is there is left alone, one without a moment is taken
        :return: dict of created, updated, unchanged, superseded (counts), older,
            refused and warnings (lists of row, source_key, reason)
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
            if source_date:
                batch = [{"source_date": source_date, **row} for row in batch]
            model_sudo._upsert_batch(batch, start, report)
            start += len(batch)
        return report.as_dict()

    def _upsert_batch(self, rows, start, report):
        self.env.flush_all()
        cleaned = self._clean_feed_rows(rows)
        columns = self._select_feed_columns([row for row, _warnings in cleaned])
        parsed = self._read_feed_rows(cleaned, columns, start, report)
        if parsed:
            self._fill_stage(columns, parsed)
            self._resolve_references(columns, parsed, report)
            self._take_rows(columns, parsed, report)

    def _take_rows(self, columns, parsed, report):
        """Write the staged rows that differ from what is there, and complete them."""
        judged = self._judge_stage(columns)
        self._leave_older(judged, parsed, report)
        self._note_dates(
            [number for number, _id, verdict, _is_other in judged if verdict == "dated"]
        )
        differing = [
            number
            for number, _id, verdict, _is_other in judged
            if verdict in ("created", "updated")
        ]
        if differing:
            self._assign_ids()
        staged = [
            (row_id, parsed[number][0], "unchanged")
            for number, row_id, verdict, _is_other in judged
            if verdict in ("dated", "unchanged")
        ]
        staged += self._merge_stage(columns, differing, parsed, report)
        redefined = {
            row_id for _number, row_id, _verdict, is_other in judged if is_other
        }
        redefined |= {row_id for row_id, _row, status in staged if status == "created"}
        self._finish_rows(columns, staged, redefined, report)

    def _finish_rows(self, columns, staged, redefined, report):
        self.env.invalidate_all(flush=False)
        touched = self._after_feed(staged)
        statuses = [
            "updated" if row_id in touched and status == "unchanged" else status
            for row_id, _row, status in staged
        ]
        report.count(statuses)
        changed = [row_id for row_id, _row, status in staged if status != "unchanged"]
        if changed:
            self._recompute_after_feed(columns, changed, redefined)
            self._tell_cards_after_feed(changed)

    # ------------------------------------------------------------ reading
    def _select_feed_columns(self, rows):
        columns = []
        given = set().union(*rows) | {"source_key"}
        inserted = self._get_feed_insert_columns()
        specs = {**self._get_feed_columns(), "source_date": "datetime", **inserted}
        for name, spec in specs.items():
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
        parsed_keys = {}
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
            if key in parsed_keys:
                report.superseded += 1
                if self._is_older(row, parsed[parsed_keys[key]][0]):
                    continue
                parsed.pop(parsed_keys[key])
            parsed_keys[key] = number
            parsed[number] = (row, key, values)
        return parsed

    @api.model
    def _is_older(self, row, other):
        """Return whether one row of a batch shows an earlier moment than another."""
        column = feed.Column("source_date", "datetime")
        moments = [
            feed.read_value(column, each.get("source_date")) for each in (row, other)
        ]
        return None not in moments and moments[0] < moments[1]

    # ------------------------------------------------------------ afterwards
    def _recompute_after_feed(self, columns, ids, redefined):
        """Let the ORM compute what neither the feed nor its SQL has filled.

        :param set redefined: ids of the new rows and of those that are of another
            product by now: what is set up by the product is computed for them alone
        """
        known = {column.name for column in columns} | self._get_feed_sql().keys()
        known |= self._get_feed_covered_fields()
        records = self.browse(ids)
        fresh = self.browse([row_id for row_id in ids if row_id in redefined])
        for name, field in self._fields.items():
            # images lie in attachments, which a feed does not touch
            if (
                field.store
                and field.column_type
                and field.compute
                and name not in known
            ):
                is_set_up = field.type == "properties"
                self.env.add_to_compute(field, fresh if is_set_up else records)
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
