# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import json

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from odoo.addons.bank_base.tools.http_send import FetchError

from ...tools import client_file
from ...tools.register_fetch import fetch

HOSTS = "bank_crm_core.enrichment_hosts"


class BankEnrichmentSource(models.Model):
    """A register that facts about clients are taken from.

    A table that the bank loads, or an address that answers in JSON. No address is
    asked unless its host stands in the parameter ``bank_crm_core.enrichment_hosts``,
    which only the administrator of the system writes.
    """

    _name = "bank.enrichment.source"
    _description = "Register of Facts"
    _inherit = ["bank.logged.config.mixin"]
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        selection=[("table", "Table"), ("http", "Address that Answers")],
        required=True,
        default="table",
    )
    key_field = fields.Selection(
        selection=[("inn", "INN"), ("ogrn", "OGRN")],
        string="Found by",
        required=True,
        default="inn",
    )
    key_title = fields.Char(
        string="Column of the Key",
        default="ИНН",
        help="Title of the column in which the key stands.",
    )
    url = fields.Char(
        string="Address", help="{key} stands where the INN or OGRN belongs."
    )
    file = fields.Binary(attachment=False, copy=False)
    file_name = fields.Char(copy=False)
    date_loaded = fields.Datetime(string="Loaded On", readonly=True, copy=False)
    row_count = fields.Integer(string="Rows", compute="_compute_row_count")

    _check_url = models.Constraint(
        "CHECK (kind <> 'http' OR url IS NOT NULL)", "Enter the address."
    )

    def _compute_row_count(self):
        groups = self.env["bank.enrichment.row"]._read_group(
            [("source_id", "in", self.ids)], ["source_id"], ["__count"]
        )
        counts = {source.id: count for source, count in groups}
        for source in self:
            source.row_count = counts.get(source.id, 0)

    @api.constrains("url")
    def _check_key_in_url(self):
        for source in self.filtered("url"):
            if "{key}" not in source.url:
                raise ValidationError(
                    self.env._("Write {key} in the address where the number belongs.")
                )

    def _get_logged_config_fields(self):
        return super()._get_logged_config_fields() - {"file", "file_name"}

    # ------------------------------------------------------------
    # The table
    # ------------------------------------------------------------

    def action_load(self):
        """Lay the file down in place of the rows that lie here."""
        self.ensure_one()
        self.check_access("write")
        if not self.file:
            raise UserError(self.env._("Choose the file first."))
        titles, rows = self._read_file()
        place = titles.index(self.key_title)
        self._load(
            {
                row[place].strip(): dict(zip(titles, row, strict=False))
                for row in rows
                if row[place].strip()
            }
        )
        self.file = False

    def _read_file(self):
        """Return titles and rows of the file, which has the column of the keys."""
        try:
            content = base64.b64decode(self.file)
            titles, rows = client_file.read_table(self.file_name or "", content)
        except client_file.FileError as error:
            texts = self.env["bank.client.import"]
            raise UserError(texts._get_file_problem(error)) from error
        if self.key_title not in titles:
            raise UserError(
                self.env._(
                    "The file has no column “%(title)s”. It has: %(titles)s",
                    title=self.key_title or "",
                    titles=", ".join(titles),
                )
            )
        return titles, rows

    def _load(self, facts):
        """Replace the rows by ``{key: {title: text}}``, in two statements."""
        self.env.flush_all()
        # rows are the server's: whoever may load a register replaces them
        self.env.cr.execute(
            SQL("DELETE FROM bank_enrichment_row WHERE source_id = %s", self.id)
        )
        self.env.cr.execute(
            SQL(
                "INSERT INTO bank_enrichment_row (source_id, key, facts) "
                "SELECT %s, key, value FROM jsonb_each(%s::jsonb)",
                self.id,
                json.dumps(facts),
            )
        )
        self.env["bank.enrichment.row"].invalidate_model()
        self.date_loaded = fields.Datetime.now()

    # ------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------

    def _find_facts(self, keys):
        """Return ``({key: facts}, {key: reason})``; what is in neither is not known."""
        self.ensure_one()
        keys = [key for key in keys if key]
        if self.kind == "table":
            # a register is no secret of anybody's
            rows_sudo = self.env["bank.enrichment.row"].sudo()
            found = rows_sudo.search_fetch(
                [("source_id", "=", self.id), ("key", "in", keys)], ["key", "facts"]
            )
            return {row.key: row.facts for row in found}, {}
        known, failed = {}, {}
        hosts_sudo = self.env["ir.config_parameter"].sudo().get_param(HOSTS) or ""
        hosts = [host.strip() for host in hosts_sudo.split(",") if host.strip()]
        for key in keys:
            try:
                facts = fetch(self.url, key, hosts)
            except FetchError as error:
                failed[key] = str(error)
                continue
            if facts:
                known[key] = facts
        return known, failed
