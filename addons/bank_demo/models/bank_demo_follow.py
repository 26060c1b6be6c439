# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import Command, fields, models
from odoo.tools import LazyTranslate

from .bank_demo_approvals import (
    ADVISED,
    APPROVED,
    HELD,
    LAPSED,
    LOANS,
    REFUSED,
)
from .bank_demo_deals import MANAGER
from .bank_demo_lending import CREDIT, LAWYER, MEMBERS, UNDERWRITER
from .bank_demo_policies import PAPERS, SLIGHT

_lt = LazyTranslate(__name__)

OLD_PAPER = _lt("The certificate of income is 45 days old")
OLD_WANTED = _lt("30 days")
OLD_HAD = _lt("45 days")
NEW_PAPER = _lt("A new certificate has been brought, its number is 118.")
# asked only where the degree is grave
KNOWN = _lt("With the bank since the nineties, two loans repaid in time.")
INSPECT = _lt("See the house together with the appraiser")
RATE = _lt("Lay before the committee how loans for houses are repaid")
CALL = _lt("Ask the client whether he wants insurance of the flat as well")
CALLED = _lt("Asked by telephone: he will come on Friday.")
LATER_WHY = _lt("The appraiser is on leave.")
STUDY = _lt("Check that the money was spent on the studies")


class BankDemoImport(models.Model):
    """Departures from policies before a decision, assignments and proofs after it."""

    _inherit = "bank.demo.import"

    def _apply(self, loan, client):
        """Say openly in what an application departs from the policies of the bank."""
        application = super()._apply(loan, client)
        if loan.fate in (HELD, REFUSED):
            # as the manager does: the preview shows what is missed and what to explain
            application.action_preview_approval()
            for row in application.exception_ids:
                self._explain(row)
        if loan.fate in (ADVISED, APPROVED, LAPSED):
            self._propose_old_paper(application)
        return application

    def _explain(self, exception):
        action = exception.action_open_explain()
        dialog = self.env[action["res_model"]].browse(action["res_id"])
        reasons = self.env["bank.policy.mitigation"].search([], limit=2)
        dialog.write(
            {
                "mitigation_ids": [Command.set(reasons.ids)],
                "mitigation_note": self._say(KNOWN),
            }
        )
        dialog.action_confirm()

    def _propose_old_paper(self, application):
        policy = self.env["bank.policy"].search([("code", "=", PAPERS)], limit=1)
        degree = policy.severity_ids.filtered(lambda row: row.value == SLIGHT)
        if not degree:
            return
        action = application.action_propose_exception()
        dialog = self.env[action["res_model"]].browse(action["res_id"])
        dialog.write(
            {
                "policy_id": policy.id,
                "severity_id": degree.id,
                "name": self._say(OLD_PAPER),
                "value_wanted": self._say(OLD_WANTED),
                "value_had": self._say(OLD_HAD),
            }
        )
        dialog.action_confirm()

    # ------------------------------------------------------------ after the decision
    def _play_approved(self, application, staff):
        super()._play_approved(application, staff)
        if application.purpose == self._say(_get_purpose(APPROVED)):
            self._follow_approved(application, staff)

    def _follow_approved(self, application, staff):
        """One assignment is done and waits for a word, one is late; a proof came."""
        manager, giver = staff[MANAGER], staff[UNDERWRITER]
        approval = application.approval_id.with_user(giver).sudo(False)
        called = self._assign(approval, CALL, manager, giver)
        called.with_user(manager).sudo(False).action_report(self._say(CALLED))
        late = self._assign(approval, STUDY, manager, giver)
        # nobody gives a date that has passed: it passes
        late.sudo().date_due = fields.Date.today() - timedelta(days=2)
        for row in application.exception_ids:
            row.with_user(staff[CREDIT]).sudo(False).action_cure(self._say(NEW_PAPER))

    def _assign_for_committee(self, meeting, staff):
        """The committee assigns: a later date is asked for one of them."""
        manager, chairman = staff[MANAGER], staff[MEMBERS[0]]
        for item in meeting.item_ids.filtered(lambda row: row.state == "conditional"):
            seen = self._assign(item, INSPECT, manager, chairman, staff[LAWYER])
            until = seen.sudo().date_due + timedelta(days=14)
            seen.with_user(manager).sudo(False).action_ask_extension(
                fields.Date.to_string(until), self._say(LATER_WHY)
            )
            self._assign(item, RATE, staff[UNDERWRITER], chairman)

    def _assign(self, source, label, user, controller, *others):
        """Return what whoever has decided (or the secretary) assigns to somebody."""
        known = source.sudo().assignment_ids
        action = source.action_give_assignment()
        dialog = source.env[action["res_model"]].browse(action["res_id"])
        dialog.write(
            {
                "text": self._say(label),
                "user_id": user.id,
                "co_user_ids": [Command.set([other.id for other in others])],
                "controller_id": controller.id,
                "date_due": fields.Date.today() + timedelta(days=14),
            }
        )
        dialog.action_confirm()
        source.invalidate_recordset(["assignment_ids"])
        return source.sudo().assignment_ids - known


def _get_purpose(fate):
    return next(loan.purpose for loan in LOANS if loan.fate == fate)
