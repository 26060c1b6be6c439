# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.bank_base.tools.formula_memory import FormulaMemory
from odoo.addons.bank_crm_core.models.product.bank_product import TRADES

# what decides which applications follow a process: it does not change in force
FROZEN = {
    "trade",
    "product_category_ids",
    "client_kind",
    "client_domain",
    "identity_first",
}


class BankApplicationProcess(models.Model):
    """The way of an application of one kind, from its data to the issue."""

    _name = "bank.application.process"
    _description = "Application Process"
    _inherit = ["bank.process.mixin"]
    _trial_needed = True

    # named anew: the labels of a mixin's options are translated where it is alone
    state = fields.Selection(
        selection_add=[
            ("draft", "Draft"),
            ("published", "In Force"),
            ("retired", "Retired"),
        ]
    )
    trade = fields.Selection(
        selection=TRADES,
        string="Kind",
        required=True,
        default="credit",
        help="Applications for products of this kind follow the process.",
    )
    product_category_ids = fields.Many2many(
        comodel_name="bank.product.category",
        string="Product Categories",
        help="Only for products of these and of all categories below. Empty: for all of "
        "the kind.",
    )
    client_kind = fields.Selection(
        selection="_selection_client_kind",
        string="Only for",
        help="Empty: all kinds of clients.",
    )
    client_domain = fields.Char(
        string="Only for Clients Who",
        default="[]",
        help="The segment: a condition on the client when the application is made.",
    )
    identity_first = fields.Boolean(
        help="No application is made before the client's identity is confirmed in the "
        "deal.",
    )
    stage_ids = fields.One2many(
        comodel_name="bank.application.stage", inverse_name="process_id", copy=True
    )
    origin_id = fields.Many2one(
        comodel_name="bank.application.process",
        string="First Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model
    def _selection_client_kind(self):
        field = self.env["res.partner"]._fields["client_kind"]
        return field._description_selection(self.env)

    @api.constrains("client_domain")
    def _check_client_domain(self):
        for process in self:
            try:
                condition = process._get_client_condition()
                self.env["res.partner"].sudo()._search(condition, limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The condition on the client cannot be read: %(error)s",
                        error=error,
                    )
                ) from error

    @api.model
    def _get_drawn_fields(self):
        return super()._get_drawn_fields() | FROZEN

    def _find_trial_documents(self, trial):
        """Return the applications in work that would follow it, or the chosen ones."""
        applications_sudo = self.env["bank.application"].sudo()
        domain = Domain(applications_sudo._get_gate_open_domain())
        domain &= trial._get_comparison_domain() or self._get_trial_domain()
        found = applications_sudo.search(domain, order="id")
        # what is ready waits at no gate any more
        return found.filtered(lambda application: application._get_next_stage())

    def _get_trial_domain(self):
        domain = Domain("kind", "=", self.trade)
        if self.product_category_ids:
            domain &= Domain(
                "product_id.category_id", "child_of", self.product_category_ids.ids
            )
        if self.client_kind:
            domain &= Domain("partner_id.client_kind", "=", self.client_kind)
        return domain & Domain("partner_id", "any", self._get_client_condition())

    def _get_structure_blocker(self):
        reasons = super()._get_structure_blocker()
        for process in self:
            first = process._get_stages()[:1]
            if first.is_review and first.starts_approval:
                reasons.setdefault(
                    process.id,
                    self.env._(
                        "Applications are begun on the first stage: they cannot be "
                        "sent from it by themselves. Mark a later stage."
                    ),
                )
        return reasons

    def _get_stages(self):
        return self.stage_ids.sorted(lambda stage: (stage.sequence, stage.id))

    def write(self, vals):
        if FROZEN & vals.keys() and any(process.state != "draft" for process in self):
            raise UserError(
                self.env._(
                    "A process that was put into force does not change. Make a new "
                    "version of it."
                )
            )
        return super().write(vals)

    @api.model
    def _find_for(self, product, client):
        """Return the process in force by which a client asks for a product.

        The nearest category up the tree wins, then a process with a condition on the
        client, then one for his kind; of two alike the one that was put into force last.
        """
        path = [
            int(part)
            for part in (product.category_id.parent_path or "").split("/")[:-1]
        ]
        ranked = []
        for process in self._get_published(product.trade):
            depth = process._get_depth(path)
            if depth is not None and process._is_for(client.sudo()):
                rank = depth, process._has_condition(), bool(process.client_kind)
                ranked.append((*rank, process.date_published, process.id))
        return self.browse(max(ranked)[-1] if ranked else [])

    def _get_published(self, trade):
        """Return the processes in force of one kind; asked once where many are made."""
        return FormulaMemory.ask(
            self.env.cr,
            (self._name, trade),
            lambda: self.sudo().search(
                [("state", "=", "published"), ("trade", "=", trade)]
            ),
        )

    def _get_depth(self, path):
        """Return how near its categories are: 0 without any, None where none fits."""
        wanted = self.product_category_ids.ids
        depths = [place for place, item in enumerate(path, 1) if item in wanted]
        return max(depths, default=None if wanted else 0)

    def _has_condition(self):
        return not self._get_client_condition().is_true()

    def _get_client_condition(self):
        return Domain(literal_eval(self.client_domain or "[]"))

    def _is_for(self, client):
        if self.client_kind and self.client_kind != client.client_kind:
            return False
        return bool(client.filtered_domain(self._get_client_condition()))
