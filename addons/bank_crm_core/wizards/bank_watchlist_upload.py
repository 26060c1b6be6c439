# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import fields, models


class BankWatchlistUpload(models.TransientModel):
    """A file of a list: first what it would change, then the loading."""

    _name = "bank.watchlist.upload"
    _description = "Load a Watchlist"

    kind = fields.Selection(
        selection=[
            ("ofac", "US Treasury (SDN.CSV, ALT.CSV)"),
            ("un", "UN Security Council (XML)"),
            ("csv", "The bank's own (CSV)"),
        ],
        required=True,
        default="un",
    )
    file = fields.Binary(required=True, attachment=False)
    file_name = fields.Char()
    alias_file = fields.Binary(string="Aliases (ALT.CSV)", attachment=False)
    alias_file_name = fields.Char()
    state = fields.Selection(
        selection=[("file", "File"), ("preview", "What Changes")], default="file"
    )
    read_count = fields.Integer(string="Rows Read", readonly=True)
    added_count = fields.Integer(string="New", readonly=True)
    changed_count = fields.Integer(string="Changed", readonly=True)
    gone_count = fields.Integer(string="Gone", readonly=True)
    refused_count = fields.Integer(string="Refused", readonly=True)
    added_names = fields.Text(string="New, the First", readonly=True)
    changed_names = fields.Text(string="Changed, the First", readonly=True)
    gone_names = fields.Text(string="Gone, the First", readonly=True)
    refusals = fields.Text(string="Refused and Why", readonly=True)

    def _get_content(self):
        content = base64.b64decode(self.file or b"")
        if self.kind != "ofac":
            return content
        aliases = base64.b64decode(self.alias_file) if self.alias_file else None
        return {"sdn": content, "alt": aliases}

    def action_preview(self):
        """Show what the file would change; nothing is changed."""
        self.ensure_one()
        report = self.env["bank.watchlist"].preview_file(self.kind, self._get_content())
        lines = [f"{line['row']}: {line['reason']}" for line in report["refused"][:50]]
        self.write(
            {
                "state": "preview",
                "read_count": report["read"],
                "added_count": report["added"],
                "changed_count": report["changed"],
                "gone_count": report["gone"],
                "refused_count": len(report["refused"]),
                "added_names": "\n".join(report["added_names"]),
                "changed_names": "\n".join(report["changed_names"]),
                "gone_names": "\n".join(report["gone_names"]),
                "refusals": "\n".join(lines),
            }
        )
        return self._reopen()

    def action_back(self):
        """Choose another file."""
        self.state = "file"
        return self._reopen()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Load a Watchlist"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_load(self):
        """Load the file; the base is compared with what is new in it."""
        self.ensure_one()
        self.env["bank.watchlist"].load_file(self.kind, self._get_content())
        return self.env["ir.actions.actions"]._for_xml_id(
            "bank_crm_core.bank_screening_action"
        )
