# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


def protect_table(cr, name):
    """Let the database refuse UPDATE, DELETE and TRUNCATE of a table to everybody."""
    cr.execute(
        """
        CREATE OR REPLACE FUNCTION bank_append_only() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP;
        END $$ LANGUAGE plpgsql
        """
    )
    table = SQL.identifier(name)
    for event, level in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        trigger = SQL.identifier(f"{name}_append_only_{level.lower()}")
        cr.execute(SQL("DROP TRIGGER IF EXISTS %s ON %s", trigger, table))
        cr.execute(
            SQL(
                "CREATE TRIGGER %s BEFORE %s ON %s FOR EACH %s "
                "EXECUTE FUNCTION bank_append_only()",
                trigger,
                SQL(event),  # pylint: disable=sql-injection
                table,
                SQL(level),  # pylint: disable=sql-injection
            )
        )


class BankAppendOnlyMixin(models.AbstractModel):
    """Rows that are written once and never changed or deleted.

    Three layers: nobody has an access right to write, the model refuses even the
    superuser, a trigger refuses whoever talks to the database directly.
    """

    _name = "bank.append.only.mixin"
    _description = "Append-Only Rows (abstract)"
    _log_access = False

    def init(self):
        super().init()
        if not self._auto or self._abstract:
            return
        protect_table(self.env.cr, self._table)

    def _insert(self, rows):
        """Insert dicts with the same keys in one statement; return the new ids."""
        if not rows:
            return []
        query = SQL("%s RETURNING id", self._get_insert_query(self._table, rows))
        return [row[0] for row in self.env.execute_query(query)]

    def _get_insert_query(self, table, rows):
        names = list(rows[0])
        return SQL(
            "INSERT INTO %s (%s) VALUES %s",
            SQL.identifier(table),
            SQL(", ").join(SQL.identifier(name) for name in names),
            SQL(", ").join(
                SQL("%s", tuple(row[name] for name in names)) for row in rows
            ),
        )

    def _refuse_change(self):
        raise AccessError(
            self.env._(
                "Rows of this log are never changed: it proves what was decided."
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_change()

    def write(self, vals):
        self._refuse_change()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        self._refuse_change()
