# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class BankCommitteePaper(models.Model):
    """A paper as it lay before the committee: a copy, made with the agenda.

    The minutes name it with its version; what happens to the original afterwards
    changes nothing here.
    """

    _name = "bank.committee.paper"
    _description = "Paper before a Committee"
    _order = "item_id, name, id"
    _access_logged = True

    item_id = fields.Many2one(
        comodel_name="bank.committee.item",
        string="Matter",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    name = fields.Char(string="File", required=True, readonly=True)
    version = fields.Integer(
        readonly=True, aggregator=None, help="0: the file has no versions."
    )
    date = fields.Datetime(string="Uploaded On", readonly=True)
    sha256 = fields.Char(string="Hash", required=True, readonly=True)
    content = fields.Binary(string="Paper", attachment=True, readonly=True)

    @api.depends("name", "version", "sha256")
    def _compute_display_name(self):
        for paper in self:
            mark = (paper.sha256 or "")[:12]
            if paper.version:
                paper.display_name = self.env._(
                    "%(name)s, version %(version)s (%(mark)s)",
                    name=paper.name,
                    version=paper.version,
                    mark=mark,
                )
            else:
                paper.display_name = f"{paper.name} ({mark})"

    @api.model
    def _get_access_log_client(self, alias):
        return SQL(
            "(SELECT partner_id FROM bank_committee_item p WHERE p.id = %s)",
            SQL.identifier(alias, "item_id"),
        )

    @api.model
    def _freeze(self, items):
        """Keep the papers of these matters as they are now."""
        values = [
            {
                "item_id": item.id,
                "name": paper["name"],
                "version": paper["version"],
                "date": paper["date"],
                "sha256": hashlib.sha256(paper["content"]).hexdigest(),
                "content": base64.b64encode(paper["content"]),
            }
            for item in items
            for paper in item._find_papers()
        ]
        return self.create(values)

    def write(self, vals):
        raise AccessError(
            self.env._("A paper that lay before a committee stays as it was.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise AccessError(
            self.env._("A paper that lay before a committee stays as it was.")
        )
