# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..relation.bank_relation import SHARE_DIGITS


class ResPartner(models.Model):
    """Who holds the shares of a company directly, and whether they are the whole."""

    _inherit = "res.partner"

    shareholders = fields.Html(
        string="Register of Shareholders",
        compute="_compute_shareholders",
        sanitize=False,
    )

    @api.depends(
        "is_company",
        "relation_to_ids.share",
        "relation_to_ids.date_from",
        "relation_to_ids.date_to",
    )
    @api.depends_context("uid", "lang")
    def _compute_shareholders(self):
        companies = self.filtered(lambda partner: partner.is_company and partner.id)
        found = companies._find_shareholders()
        for partner in self:
            values = found.get(partner._origin.id)
            partner.shareholders = values and self.env["ir.qweb"]._render(
                "bank_crm_core.client_shareholders", values
            )

    def _find_shareholders(self, day=None):
        """Return ``{company id: values of the template}`` on a day, today without one.

        Whoever sees the company sees the relations that lead to it.
        """
        relations = self.env["bank.relation"]
        found = relations.search(
            Domain("partner_to_id", "in", self._origin.ids)
            & Domain("type_id.has_share", "=", True)
            & relations._get_current_domain(day),
            order="share DESC, date_from, id",
        ).grouped("partner_to_id")
        return {
            company.id: company._describe_shareholders(found.get(company, relations))
            for company in self._origin
        }

    def _describe_shareholders(self, relations):
        total = round(sum(relations.mapped("share")), SHARE_DIGITS)
        sources = dict(relations._fields["source"]._description_selection(self.env))
        return {
            # a holder is named in the relation that the reader sees
            "rows": [
                {
                    "id": row.partner_from_id.id,
                    "name": row.sudo().partner_from_id.name,
                    "type": row.type_id.name,
                    "share": f"{row.share:.7g}" if row.share else "",
                    "since": format_date(self.env, row.date_from),
                    "source": sources[row.source],
                }
                for row in relations
            ],
            "total": f"{total:.7g}",
            "remark": self._get_shares_remark(relations, total),
        }

    def _get_shares_remark(self, relations, total):
        """Return why the register is not the whole of the company, or False."""
        if not relations or total == 100:
            return False
        values = {"total": f"{total:.7g}", "rest": f"{100 - total:.7g}"}
        if not all(relations.mapped("share")):
            return self.env._(
                "The known shares add up to %(total)s %%: of some shareholders the "
                "share is not known.",
                **values,
            )
        return self.env._(
            "The shares add up to %(total)s %%, not 100 %%: who holds the other "
            "%(rest)s %% is not entered.",
            **values,
        )
