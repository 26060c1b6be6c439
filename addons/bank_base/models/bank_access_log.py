# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import partitions
from .bank_append_only_mixin import protect_table

TABLE = "bank_access_log_row"
MONTHS_AHEAD = 2
MONTHS_KEPT = 60
MONTHS_KEPT_AT_LEAST = 12
MONTHS_PARAMETER = "bank_base.access_log_months"
NAMES_SHOWN = 10
MAKE_TABLE = """
CREATE SEQUENCE IF NOT EXISTS bank_access_log_row_id_seq;
CREATE TABLE IF NOT EXISTS bank_access_log_row (
    id bigint NOT NULL DEFAULT nextval('bank_access_log_row_id_seq'),
    date timestamp NOT NULL,
    user_id integer NOT NULL,
    company_id integer,
    record_count integer NOT NULL,
    door varchar NOT NULL,
    act varchar NOT NULL,
    res_model varchar NOT NULL,
    method varchar,
    search_fields varchar,
    search_hash varchar,
    res_ids integer[] NOT NULL,
    client_ids integer[] NOT NULL,
    PRIMARY KEY (date, id)
) PARTITION BY RANGE (date);
CREATE INDEX IF NOT EXISTS bank_access_log_row_user_idx
    ON bank_access_log_row (user_id, date);
CREATE INDEX IF NOT EXISTS bank_access_log_row_client_idx
    ON bank_access_log_row USING gin (client_ids);
CREATE INDEX IF NOT EXISTS bank_access_log_row_id_idx
    ON bank_access_log_row USING brin (id);
CREATE OR REPLACE VIEW bank_access_log AS
    SELECT * FROM bank_access_log_row;
"""


class BankAccessLog(models.Model):
    """One row for each model of whose clients' data a request has read something.

    The model is a view: the rows lie in a table partitioned by month, so that a
    month is dropped as a whole when its time is over. That table is evidence and
    stays when the addon is uninstalled. Written by :class:`BankAccessDoor` alone.
    """

    _name = "bank.access.log"
    _description = "Read Log"
    _inherit = ["bank.append.only.mixin", "bank.document.label.mixin"]
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "date"

    date = fields.Datetime(readonly=True)
    user_id = fields.Many2one(comodel_name="res.users", readonly=True)
    company_id = fields.Many2one(comodel_name="res.company", readonly=True)
    door = fields.Selection(
        selection=[
            ("screen", "Screen"),
            ("export", "Export"),
            ("report", "Report"),
            ("file", "File"),
            ("api", "Interface"),
            ("job", "Background Job"),
            ("other", "Other"),
        ],
        readonly=True,
    )
    act = fields.Selection(
        selection=[
            ("open", "Opened"),
            ("list", "Listed"),
            ("search", "Searched"),
            ("group", "Grouped"),
        ],
        readonly=True,
    )
    res_model = fields.Char(string="Model", readonly=True)
    method = fields.Char(readonly=True)
    record_count = fields.Integer(string="Records", readonly=True)
    search_fields = fields.Char(string="Searched By", readonly=True)
    search_hash = fields.Char(
        readonly=True,
        help="The same search has the same hash; what was searched for is not kept.",
    )
    clients = fields.Char(compute="_compute_clients")
    client_id = fields.Many2one(
        comodel_name="res.partner",
        compute="_compute_clients",
        search="_search_client_id",
    )
    res_id = fields.Integer(
        string="Document ID", compute="_compute_res_id", search="_search_res_id"
    )

    def init(self):
        """Make the partitioned table, its first partitions and the view over it."""
        super().init()
        cr = self.env.cr
        cr.execute(MAKE_TABLE)
        protect_table(cr, TABLE)
        self._ensure_partitions()

    @api.model
    def _ensure_partitions(self):
        """Make the partitions of this month and of the next ones."""
        today = fields.Date.today()
        for count in range(MONTHS_AHEAD + 1):
            month = partitions.add_months(today, count)
            partitions.ensure_month(self.env.cr, TABLE, month, _protect_partition)

    @api.model
    def _get_months_kept(self):
        """Return for how many months the log is kept, never fewer than a year."""
        value = self.env["ir.config_parameter"].sudo().get_param(MONTHS_PARAMETER)
        months = int(value) if value and value.isdecimal() else MONTHS_KEPT
        return max(months, MONTHS_KEPT_AT_LEAST)

    @api.model
    def _cron_keep_partitions(self):
        """Make partitions ahead and drop those whose time is over, into the log."""
        self._ensure_partitions()
        first = partitions.add_months(fields.Date.today(), -self._get_months_kept())
        for month, name in partitions.list_months(self.env.cr, TABLE):
            if month < first:
                self._drop_month(month, name)

    def _drop_month(self, month, name):
        query = SQL("SELECT count(*) FROM %s", SQL.identifier(name))
        payload = {
            "month": fields.Date.to_string(month),
            "rows": self.env.execute_query(query)[0][0],
            "months_kept": self._get_months_kept(),
        }
        self.env["bank.decision"]._record("access_log_drop", [(None, payload)])
        partitions.drop_month(self.env.cr, name)

    @api.model
    def _get_logged_models(self):
        """Return the names of the models that hold clients' data."""
        return [
            name for name, model in self.env.registry.items() if model._access_logged
        ]

    def _compute_clients(self):
        rows = self.env.execute_query(
            SQL(
                "SELECT id, client_ids FROM bank_access_log_row "
                "WHERE id = ANY(%s) AND date >= %s AND date <= %s",
                self.ids,
                min(self.mapped("date")),
                max(self.mapped("date")),
            )
        )
        client_ids = dict(rows)
        shown = {id_ for ids in client_ids.values() for id_ in ids[:NAMES_SHOWN]}
        partners = self.env["res.partner"].browse(shown).exists()
        names = {partner.id: partner.display_name for partner in partners}
        for row in self:
            ids = client_ids.get(row.id, [])
            row.client_id = ids[0] if len(ids) == 1 and ids[0] in names else False
            row.clients = ", ".join(
                names.get(id_) or str(id_) for id_ in ids[:NAMES_SHOWN]
            ) + (" …" if len(ids) > NAMES_SHOWN else "")

    def _search_client_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_array_domain("client_ids", value)

    def _compute_res_id(self):
        rows = self.env.execute_query(
            SQL(
                "SELECT id, res_ids[1] FROM bank_access_log_row "
                "WHERE id = ANY(%s) AND cardinality(res_ids) = 1",
                self.ids,
            )
        )
        ids = dict(rows)
        for row in self:
            row.res_id = ids.get(row.id, 0)

    def _search_res_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_array_domain("res_ids", value)

    def _get_array_domain(self, column, ids):
        """Return the domain of rows whose array ``column`` has one of ``ids``."""
        wanted = [int(id_) for id_ in ids if id_]
        return Domain.custom(
            to_sql=lambda _model, alias, _query: SQL(
                "%s && %s::int[]", SQL.identifier(alias, column), wanted
            )
        )

    @api.model
    def _get_action_for(self, records):
        """Return the action that lists who looked at these records.

        For a button of any addon on its form; who may not read the log gets an
        access error, whatever button he pressed.
        """
        self.browse().check_access("read")
        if records._name == "res.partner":
            domain = [("client_id", "in", records.ids)]
        else:
            clients = self.env["bank.access.door"]._read_clients(
                {records._name: records.ids}
            )
            client_ids = {client for client, _is in clients[records._name].values()}
            domain = [("client_id", "in", list(client_ids - {None}))]
            domain += [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_base.bank_access_log_action"
        )
        return {**action, "domain": domain}


def _protect_partition(cr, name):
    """A partition gets the row trigger from its table, but not that of TRUNCATE."""
    cr.execute(
        SQL(
            "CREATE TRIGGER %s BEFORE TRUNCATE ON %s FOR EACH STATEMENT "
            "EXECUTE FUNCTION bank_append_only()",
            SQL.identifier(f"{name}_append_only_statement"),
            SQL.identifier(name),
        )
    )
