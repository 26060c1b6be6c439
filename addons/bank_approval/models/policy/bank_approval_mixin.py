# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import operator as operators
from dataclasses import replace

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

COMPARE = {
    "<": operators.lt,
    "<=": operators.le,
    ">": operators.gt,
    ">=": operators.ge,
}
STANDING = ("proposed", "accepted")


class BankApprovalMixin(models.AbstractModel):
    """A document shows in what it departs from policies: that is decided on, too."""

    _inherit = "bank.approval.mixin"

    exception_ids = fields.Many2many(
        comodel_name="bank.policy.exception",
        string="Policy Exceptions",
        compute="_compute_exception_ids",
    )
    exception_count = fields.Integer(compute="_compute_exception_ids")
    exception_severity = fields.Integer(
        string="Highest Severity of Exceptions",
        compute="_compute_exception_ids",
        search="_search_exception_severity",
        help="0: it departs from no policy. Conditions of routes and steps may ask.",
    )

    def _compute_exception_ids(self):
        rows = self._find_exceptions()
        by_document = rows.grouped("res_id")
        # most documents depart from nothing: they are told so together
        bare = self.filtered(lambda document: document._origin.id not in by_document)
        bare.exception_ids = False
        bare.exception_count = bare.exception_severity = 0
        for document in self - bare:
            own = by_document[document._origin.id]
            document.exception_ids = own.sudo(False)
            document.exception_count = len(own)
            document.exception_severity = max(own.mapped("severity_value"), default=0)

    def _find_exceptions(self):
        """Return what stands of these documents: whoever reads one may know it."""
        return (
            self.env["bank.policy.exception"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self._origin.ids),
                    ("state", "in", STANDING),
                    ("is_past", "=", False),
                ]
            )
        )

    @api.model
    def _search_exception_severity(self, operator, value):
        """Compare with the highest number; where there is no exception, with zero."""
        if operator == "in":
            wanted = [int(number) for number in value]
            return Domain.OR(self._get_severity_domain("=", one) for one in wanted)
        if operator not in COMPARE or isinstance(value, bool):
            return NotImplemented
        return self._get_severity_domain(operator, int(value))

    @api.model
    def _get_severity_domain(self, operator, value):
        compare = COMPARE.get(operator, operators.eq)
        holds_for_none = compare(0, value)
        sign = SQL(operator)
        having = SQL("MAX(severity_value) %s %s", sign, value)
        self.env["bank.policy.exception"].flush_model()
        ids = SQL(
            "(SELECT res_id FROM bank_policy_exception WHERE res_model = %s "
            "AND state IN %s AND is_past IS NOT TRUE GROUP BY res_id HAVING %s)",
            self._name,
            STANDING,
            SQL("NOT (%s)", having) if holds_for_none else having,
        )
        return Domain("id", "not in" if holds_for_none else "in", ids)

    # A part of what is decided on

    def _read_approval_extras(self):
        extras = super()._read_approval_extras()
        rows = (
            self.env["bank.policy.exception"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("is_past", "=", False),
                ],
                order="id",
            )
        )
        for document_id, own in rows.grouped("res_id").items():
            # what is accepted and then cured or lapsed was decided on all the same
            decided = own.filtered(
                lambda row: row.state in STANDING or row.date_decided
            )
            extras[document_id]["exceptions"] = [row._prepare_part() for row in decided]
        return extras

    def _make_matter(self, values, sums):
        matter = super()._make_matter(values, sums)
        return replace(matter, severity=self.exception_severity)

    def _get_exception_product(self):
        """Hook: the product that reports count an exception under."""
        name = self._approval_product
        nothing = self.env["bank.product"]
        if not name or name not in self._fields:
            return nothing
        product = self[name]
        return product if product._name == nothing._name else nothing

    # Proposing

    def action_propose_exception(self):
        """Open the dialog in which a departure from a policy is named."""
        self.ensure_one()
        self._check_exceptions_open()
        return self.env["bank.policy.propose"]._open_for(self)

    def action_open_exceptions(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Policy Exceptions"),
            "res_model": "bank.policy.exception",
            "views": [(False, "list"), (False, "form")],
            "domain": [("res_model", "=", self._name), ("res_id", "=", self.id)],
        }
