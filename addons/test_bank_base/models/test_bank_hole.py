# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import SQL


class TestBankHole(models.Model):
    """Everything that must not be: each hole is there for the fuzzer to find it.

    A model with clients' data and no wall, whose state is written by hand and whose
    methods do with the server's rights whatever they are asked.
    """

    _name = "test.bank.hole"
    _description = "Test Hole"
    _inherit = ["bank.transition.mixin"]
    _access_logged = True
    _access_names = False

    name = fields.Char(required=True)
    state = fields.Selection(
        selection=[("draft", "Draft"), ("done", "Done")], default="draft", required=True
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner", index=True, bypass_search_access=True
    )
    proof = fields.Char(readonly=True, help="Shown, and left out of what is guarded.")

    def _check_transition_token(self):
        """The guard of writing is taken away."""

    @api.model_create_multi
    def create(self, vals_list):
        """And that of creation: defaults of the caller choose the state."""
        return models.Model.create(self, vals_list)

    def break_down(self):
        return {}["nothing"]

    def show_partner(self):
        return self.sudo().partner_id.mapped("name")

    def change_partner(self):
        self.sudo().partner_id.write({"comment": "changed"})

    def hang_row(self, partner_id):
        self.sudo().create({"name": "hung", "partner_id": partner_id})

    def change_log(self):
        logs = self.env["test.bank.hole.log"]
        query = SQL("UPDATE %s SET name = 'rewritten'", SQL.identifier(logs._table))
        self.env.cr.execute(query)

    def join_group(self):
        group = self.env.ref("bank_base.group_bank_auditor")
        self.env.user.sudo().write({"group_ids": [Command.link(group.id)]})

    def make_branch(self):
        values = {"name": "made", "code": f"made {self.env.uid}"}
        self.env["bank.branch"].sudo().create(values)


class TestBankHoleLog(models.Model):
    """A log whose table nothing guards."""

    _name = "test.bank.hole.log"
    _description = "Test Hole: Log"
    _inherit = ["bank.append.only.mixin"]

    name = fields.Char(required=True)

    def init(self):
        """The triggers are left out."""
