# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankClockedMixin(models.AbstractModel):
    """A document with terms: what runs, until when, and whom to remind.

    Adopting it is naming it in ``_inherit`` and calling :meth:`_start_clock` and
    :meth:`_stop_clock` where the document's life says so.
    """

    _name = "bank.clocked.mixin"
    _description = "Document with Terms (abstract)"

    clock_state = fields.Selection(
        selection=[
            ("running", "Running"),
            ("paused", "Paused"),
            ("late", "Late"),
        ],
        string="Term",
        compute="_compute_clock",
        search="_search_clock_state",
    )
    clock_date_due = fields.Datetime(string="Due", compute="_compute_clock")
    clocks = fields.Json(string="Terms", compute="_compute_clock")

    def _compute_clock(self):
        """Whoever may read a document may know its terms, hence the sudo."""
        clocks_sudo = self.env["bank.clock"].sudo()._find_open(self)
        by_document = clocks_sudo.grouped("res_id")
        for document in self:
            found = by_document.get(document.id, clocks_sudo.browse())
            states = set(found.mapped("state"))
            dues = [due for due in found.mapped("date_due") if due]
            document.clock_state = next(
                (state for state in ("late", "running", "paused") if state in states),
                False,
            )
            document.clock_date_due = min(dues, default=False)
            document.clocks = [clock._prepare_screen_values() for clock in found]

    @api.model
    def _search_clock_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        # only ids of documents come out, which the caller's own rules filter again
        query = (
            self.env["bank.clock"]
            .sudo()
            ._search(
                [
                    ("res_model", "=", self._name),
                    ("date_stopped", "=", False),
                    ("state", "in", [state for state in value if state]),
                ]
            )
        )
        domain = fields.Domain("id", "in", query.subselect("res_id"))
        if False in value:
            others = (
                self.env["bank.clock"]
                .sudo()
                ._search([("res_model", "=", self._name), ("date_stopped", "=", False)])
            )
            domain |= fields.Domain("id", "not in", others.subselect("res_id"))
        return domain

    # ------------------------------------------------------------
    # Terms of these documents
    # ------------------------------------------------------------

    @api.model
    def _get_clock_regime(self, code):
        # a term is found by a code in the program, whoever acts on the document
        regime_sudo = self.env["bank.clock.regime"].sudo()._find(code)
        if not regime_sudo:
            raise UserError(
                self.env._(
                    "There is no term with the code “%(code)s”. Ask a business "
                    "administrator to add it (Settings / Terms).",
                    code=code,
                )
            )
        return regime_sudo

    def _start_clock(self, code, moments=None):
        """Start the term of this code; the caller has checked the act itself."""
        regime_sudo = self._get_clock_regime(code)
        return self.env["bank.clock"].sudo()._start(self.sudo(), regime_sudo, moments)

    def _stop_clock(self, code=None):
        """Stop the term of this code, or all of them, likewise."""
        regime_sudo = self._get_clock_regime(code) if code else None
        return self.env["bank.clock"].sudo()._stop(self, regime_sudo)

    def _pause_clocks(self):
        return self.env["bank.clock"].sudo()._pause(self)

    def _resume_clocks(self):
        return self.env["bank.clock"].sudo()._resume(self)

    # ------------------------------------------------------------
    # Hooks
    # ------------------------------------------------------------

    def _on_clock_event(self, event):
        """Hook: a mark of a term has passed (``ClockEvent``), as superuser."""
        self.ensure_one()

    def _get_clock_user(self, event):
        """Hook: who is reminded of a term of this document."""
        self.ensure_one()
        return self.user_id if "user_id" in self._fields else self.env["res.users"]

    def unlink(self):
        """Terms go with their document; checked by the deletion itself."""
        clocks_sudo = (
            self.env["bank.clock"]
            .sudo()
            .search([("res_model", "=", self._name), ("res_id", "in", self.ids)])
        )
        result = super().unlink()
        clocks_sudo.unlink()
        return result
