# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankLetterhead(models.Model):
    """The head and the foot of what a branch prints: logo, requisites, small print.

    A branch without one prints on that of the nearest branch above it; without any,
    on what the company's own card says. Requisites tell clients where to pay, so
    every change is written into the decision log.
    """

    _name = "bank.letterhead"
    _description = "Letterhead"
    _inherit = ["bank.logged.config.mixin"]
    _order = "branch_id, id"
    _rec_name = "branch_id"
    _check_company_auto = True

    branch_id = fields.Many2one(
        comodel_name="bank.branch",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(related="branch_id.company_id", store=True, index=True)
    active = fields.Boolean(default=True)
    logo = fields.Image(max_width=1200, max_height=400)
    name = fields.Char(
        string="Name of the Bank",
        translate=True,
        help="As the licence has it. Empty: the company's name.",
    )
    branch_name = fields.Char(
        string="Name of the Branch",
        translate=True,
        help="As it is to be printed. Empty: the name of the branch.",
    )
    requisites = fields.Text(
        translate=True,
        help="Address, telephones, BIC, correspondent account, INN, KPP: one a line.",
    )
    footer = fields.Text(translate=True, help="Small print at the foot of every page.")

    _branch_uniq = models.UniqueIndex(
        "(branch_id) WHERE active",
        "The branch has a letterhead already. Change that one.",
    )

    @api.model
    def _get_resolver(self):
        """Return a function that gives the values to print for a branch (or none).

        The function remembers: any number of documents costs a query for the tree
        and one for each letterhead in use.
        """
        # what is on the bank's paper is public; only the tree and heads are read
        heads_sudo = self.sudo().search_fetch([], ["branch_id"])
        by_branch = {head.branch_id.id: head.id for head in heads_sudo}
        known = {}

        def resolve(branch=None):
            branch_sudo = branch.sudo() if branch else self.env["bank.branch"]
            path = [
                int(part) for part in (branch_sudo.parent_path or "").split("/")[:-1]
            ]
            head_id = next(
                (by_branch[node] for node in reversed(path) if node in by_branch), False
            )
            key = (head_id, branch_sudo.id)
            if key not in known:
                known[key] = self.browse(head_id).sudo()._prepare_values(branch_sudo)
            return known[key]

        return resolve

    def _prepare_values(self, branch_sudo):
        """What the layout prints, of this letterhead or, when empty, of the company."""
        company_sudo = (branch_sudo.company_id or self.env.company).sudo()
        requisites = self.requisites or self._get_company_requisites(company_sudo)
        return {
            "logo": self.logo or (not self and company_sudo.logo),
            "name": self.name or company_sudo.name,
            "branch": self.branch_name or branch_sudo.name or "",
            "requisites": [line for line in requisites.splitlines() if line.strip()],
            "footer": self.footer or "",
        }

    @api.model
    def _get_company_requisites(self, company_sudo):
        partner = company_sudo.partner_id
        lines = [
            partner._display_address(without_company=True)
            .replace("\n", ", ")
            .strip(", "),
            ", ".join(filter(None, [company_sudo.phone, company_sudo.email])),
            company_sudo.vat,
        ]
        return "\n".join(line for line in lines if line)
