# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, models
from odoo.fields import Domain

from .bank_approval_assignment import OPEN

NAMED = 100  # in one letter
_logger = logging.getLogger(__name__)


class BankApprovalAssignment(models.Model):
    """What waits for somebody who has left goes to others, by the server, each night.

    The responsible is followed by whoever leads the document, the controller by
    whoever may accept it: a check of a covenant as the next one would be given, any
    other assignment by its author, by who has decided, or by the nearest head.
    """

    _inherit = "bank.approval.assignment"

    @api.model
    def _cron_hand_over(self):
        """One that fails stops no other; where nobody is left administrators hear."""
        orphans = self._find_orphans()
        if not orphans:
            return
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(orphans))
        left = []
        for row in orphans:
            if not row._try_to_hand_over():
                left.append(row.id)
            if not progress(1):
                break
        self.browse(left)._tell_orphans()

    @api.model
    def _find_orphans(self):
        gone = Domain("user_id.active", "=", False)
        gone |= Domain("controller_id.active", "=", False)
        return self.with_context(active_test=False).search(
            Domain("state", "in", OPEN) & gone
        )

    def _try_to_hand_over(self):
        """Return whether somebody has it now."""
        try:
            with self.env.cr.savepoint():
                heirs = self._find_people_left()
                if all(heirs):
                    self._hand_over(*heirs)
                self.env.flush_all()
        except Exception:
            self.env.invalidate_all()
            _logger.exception("Assignment %s cannot be handed over", self.id)
            return False
        return all(heirs)

    def _find_people_left(self):
        """Return who is responsible for it and who controls it from now on."""
        user = self.user_id.filtered("active")
        user = user or self._find_responsible() - self.controller_id.filtered("active")
        controller = self.controller_id.filtered("active") - user
        return user, controller or self._find_controller(user)

    def _find_responsible(self):
        if self.condition_id:
            return self.condition_id._get_responsible()
        document = self._get_document().exists()
        people = self.approval_id.user_id | self.item_id.initiator_id
        if "user_id" in document._fields:
            people = document.user_id | people
        return people.filtered("active")[:1]

    def _find_controller(self, user):
        if self.condition_id:
            people = self.condition_id._find_controllers(user)
            return people[:1] or self.condition_id._find_head(user)
        board = self.item_id.committee_id
        people = self.author_id | board.secretary_id | board.chairman_id
        people |= self.approval_id.task_ids.decided_by_id
        barred = self._get_barred(user)
        found = (people - barred).filtered("active")[:1]
        return found or self._find_head_left(barred)

    def _get_barred(self, user):
        begun = self.approval_id.initiator_ids | self.item_id.initiator_id
        return begun | user | self.co_user_ids

    def _find_head_left(self, barred):
        """Return the nearest head, up the tree of branches, who is not barred."""
        branch = self.approval_id.branch_id or self.item_id.committee_id.branch_id
        while branch:
            if head := (branch.head_id - barred).filtered("active"):
                return head
            branch = branch.parent_id
        return barred.browse()

    def _hand_over(self, user, controller):
        had = self.user_id | self.controller_id
        self.write({"user_id": user.id, "controller_id": controller.id})
        is_reported = self.state == "reported"
        holder, words = user, self.text
        if is_reported:
            own = self.with_context(lang=controller.lang or self.env.lang)
            holder, words = controller, own.env._("Accept or return")
        self._hand_on(holder, words)
        self._log_lent()
        self._log("handed_over")
        for heir in (user | controller) - had:
            own = self.with_context(lang=heir.lang or self.env.lang)
            own._notify(heir, own.env._("An assignment has been handed over to you"))

    # Where nobody is left

    def _tell_orphans(self):
        """Write to those who name heads, one letter to each, in his language."""
        if not self:
            return
        group = self.env.ref("bank_base.group_bank_administrator").sudo()
        for user in group.all_user_ids.filtered("active"):
            companies = user.company_ids
            own = self.filtered(lambda row, of=companies: row.company_id in of)
            if own:
                own._write_orphans(user)

    def _write_orphans(self, user):
        """Name the requests, or the matters by number; no client."""
        first = self[:1].with_context(lang=user.lang or self.env.lang)
        names = {row.approval_id.name or f"#{row.item_id.id}" for row in self}
        listed = sorted(names)[:NAMED]
        first.message_notify(
            partner_ids=user.partner_id.ids,
            subject=first.env._(
                "Assignments wait for who has left: %(count)s", count=len(self)
            ),
            body=first.env._(
                "Requests: %(names)s. Nobody is left to report on them or to accept "
                "them. Name who leads the document, and a head of the branch or of one "
                "above it: the assignment goes to them by itself the next day.",
                names=", ".join([*listed, *(["…"] if len(names) > NAMED else [])]),
            ),
        )
