# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models, tools


class BankIdentityType(models.Model):
    """A kind of paper by which the bank knows who stands before it."""

    _name = "bank.identity.type"
    _description = "Type of Identity Document"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="By which a feed names the type.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    number_mask = fields.Char(
        string="Shape of the Number",
        help="9 is a digit, A a letter, R a Roman numeral: 9999 999999. Empty: any "
        "number of 3 to 30 signs.",
    )
    issuer_code_mask = fields.Char(
        string="Shape of the Issuer's Code", help="999-999; empty: any."
    )
    min_age = fields.Integer(
        string="Given From the Age Of", help="Nobody has such a document before."
    )
    term = fields.Selection(
        selection=[
            ("none", "Without an end, unless it has a date"),
            ("date", "Until the date in it"),
            ("age", "Until the age of 20 and 45"),
        ],
        required=True,
        default="none",
        help="Until the age of 20 and 45: a passport of Russia, by the Decree of the "
        "Government of 23 December 2023 No. 2267; it is good for 90 days more.",
    )
    warn_days = fields.Integer(
        default=90,
        string="Warn Before, Days",
        help="So long before its end the card shows that it runs out.",
    )
    country_id = fields.Many2one(
        comodel_name="res.country",
        string="Citizenship",
        help="Whose citizens have it; empty where it does not tell.",
    )
    document_type_id = fields.Many2one(
        comodel_name="bank.document.type",
        string="Scan in the Dossier",
        index="btree_not_null",
        ondelete="restrict",
        help="The type of paper under which the dossier keeps its scan.",
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is taken.")
    _check_days = models.Constraint(
        "CHECK (warn_days >= 0 AND min_age BETWEEN 0 AND 100)",
        "Days and ages are not negative.",
    )

    @tools.ormcache()
    def _read_masks(self):
        """Return ``{code: mask}``, for feeds."""
        types_sudo = self.sudo().with_context(active_test=False)
        rows = types_sudo.search_read([("code", "!=", False)], ["code", "number_mask"])
        return {row["code"]: row["number_mask"] for row in rows}

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)
