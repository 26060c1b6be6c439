# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_date


class BankApprovalAssignment(models.Model):
    """What is done with an assignment, by whom; each step stands in the log."""

    _inherit = "bank.approval.assignment"

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("open", "reported"): "_get_no_blocker",
            ("reported", "open"): "_get_no_blocker",
            ("reported", "accepted"): "_get_no_blocker",
            ("open", "cancelled"): "_get_no_blocker",
        }

    # Reasons

    def _get_report_blocker(self):
        row_sudo = self.sudo()
        if row_sudo.state != "open":
            return self.env._("It is not open.")
        if self.env.user not in row_sudo.user_id | row_sudo.co_user_ids:
            return self.env._("Whoever has to do it reports it.")
        return False

    def _get_control_blocker(self):
        row_sudo = self.sudo()
        if row_sudo.state != "reported":
            return self.env._("It has not been reported done.")
        return self._get_controller_blocker()

    def _get_controller_blocker(self):
        row_sudo = self.sudo()
        if self.env.user != row_sudo.controller_id:
            return self.env._("Whoever controls it decides this.")
        if self.env.user in row_sudo.user_id | row_sudo.co_user_ids:
            return self.env._("Nobody controls himself.")
        return False

    def _get_extend_blocker(self):
        if self.sudo().state != "open" or not self.sudo().date_asked:
            return self.env._("Nobody has asked for a later date.")
        return self._get_controller_blocker()

    def _get_cancel_blocker(self):
        row_sudo = self.sudo()
        if row_sudo.state != "open":
            return self.env._("It is not open.")
        if self.env.user not in row_sudo.author_id | row_sudo.controller_id:
            return self.env._("Whoever has given it or controls it takes it back.")
        return False

    def _act(self, reason, text, *, needs_text=True):
        """Check who acts on one assignment, and that he says why; lock it."""
        self.ensure_one()
        self.check_access("read")
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "SELECT id FROM bank_approval_assignment WHERE id = %s FOR UPDATE",
                self.id,
            )
        )
        self.env.invalidate_all()
        if blocker := reason():
            raise AccessError(blocker)
        if needs_text and not (isinstance(text, str) and text.strip()):
            raise UserError(self.env._("Write it in words: others go on from them."))
        return text.strip() if isinstance(text, str) else ""

    # Steps

    def action_report(self, proof):
        """Report it done, with the proof."""
        proof = self._act(self._get_report_blocker, proof)
        self.sudo()._transition(
            "reported",
            proof=proof,
            reported_by_id=self.env.uid,
            date_reported=fields.Datetime.now(),
            date_asked=False,
        )
        self.sudo()._hand_on(self.sudo().controller_id, self.env._("Accept or return"))
        self._log("reported", proof)

    def action_accept(self):
        self._act(self._get_control_blocker, "", needs_text=False)
        self.sudo()._close("accepted")
        self._log("accepted")

    def action_return(self, reason):
        """It is not done yet: say what is missing."""
        reason = self._act(self._get_control_blocker, reason)
        self.sudo()._transition("open", reason=reason)
        self.sudo()._hand_on(self.sudo().user_id, self.sudo().text)
        self._log("returned", reason)

    def action_ask_extension(self, date, reason):
        """Ask for a later date."""
        reason = self._act(self._get_report_blocker, reason)
        try:
            until = fields.Date.to_date(date or False)
        except (TypeError, ValueError):
            until = False
        company_sudo = self.sudo().company_id
        if not until or until <= max(self.sudo().date_due, company_sudo._get_today()):
            raise UserError(self.env._("Name a later date."))
        until = self._roll_date(until, company_sudo)
        self.sudo().write({"date_asked": until, "extension_reason": reason})
        self._log("extension_asked", reason)
        self.sudo()._notify(
            self.sudo().controller_id,
            self.env._(
                "A later date is asked for: %(date)s", date=format_date(self.env, until)
            ),
        )

    def action_extend(self, is_granted, reason):
        """Grant the later date, or say why not."""
        reason = self._act(self._get_extend_blocker, reason)
        row_sudo = self.sudo()
        values = {"date_asked": False, "reason": reason}
        if is_granted:
            count = row_sudo.extension_count + 1
            values |= {"date_due": row_sudo.date_asked, "extension_count": count}
        row_sudo.write(values)
        if is_granted:
            row_sudo._start_term()
            row_sudo._hand_on(row_sudo.user_id, row_sudo.text)
        self._log("extended" if is_granted else "extension_refused", reason)

    def action_cancel(self, reason):
        reason = self._act(self._get_cancel_blocker, reason)
        self.sudo()._close("cancelled", reason=reason)
        self._log("cancelled", reason)

    # By the server, which has checked who acts

    @api.model
    def _give(self, values):
        """Make one; the caller has checked who gives it and to whom."""
        company = self.env["res.company"].browse(values["company_id"])
        row_sudo = self.sudo().create(
            {
                "author_id": self.env.uid,
                "date_given": fields.Datetime.now(),
                **values,
                "date_due": self._roll_date(values["date_due"], company),
            }
        )
        row_sudo._start_term()
        row_sudo._hand_on(row_sudo.user_id, row_sudo.text)
        row_sudo._log_lent()
        row_sudo._log("given", row_sudo.text)
        return row_sudo.sudo(False)

    def _close(self, state, **values):
        self._stop_clock()
        self.activity_ids.unlink()
        self._transition(state, date_closed=fields.Datetime.now(), **values)
        self.env["mail.activity"]._forget_task_documents()

    def _hand_on(self, user, summary):
        """The task is somebody's now, by its date."""
        self.activity_ids.unlink()
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=self.date_due,
            user_id=user.id,
            summary=summary,
        )
        self.env["mail.activity"]._forget_task_documents()

    def _notify(self, users, subject):
        for user in users:
            own = self.with_context(lang=user.lang or self.env.lang)
            own.message_notify(
                partner_ids=user.partner_id.ids, subject=subject, body=self.text
            )

    def _log_lent(self):
        """Record for whom it opens a document that was closed to him."""
        tasks = self.env["bank.approval.task"]
        rows = [
            (document, {"user": user.id, "until": fields.Date.to_string(self.date_due)})
            for user in self._get_people() - self.author_id
            for document in tasks._find_closed(self.res_model, self, user)
        ]
        self.env["bank.decision"]._record("task_access", rows)

    def _log(self, act, words=""):
        decisions = self.env["bank.decision"]
        row_sudo = self.sudo()
        payload = {
            "act": act,
            "assignment": row_sudo.id,
            "request": row_sudo.approval_id.id,
            "item": row_sudo.item_id.id,
            "responsible": row_sudo.user_id.id,
            "controller": row_sudo.controller_id.id,
            "due": fields.Date.to_string(row_sudo.date_due),
            "words_hash": decisions._hash_text(words),
        }
        document = self.env[row_sudo.res_model].browse(row_sudo.res_id)
        decisions._record("approval_assignment", [(document, payload)])

    # Dialogs

    def _open_act(self, kind, title):
        self.ensure_one()
        self.check_access("read")
        dialog = self.env["bank.approval.assignment.act"].create(
            {"assignment_id": self.id, "kind": kind}
        )
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": dialog._name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_open_report(self):
        return self._open_act("report", self.env._("Report It Done"))

    def action_open_return(self):
        return self._open_act("return", self.env._("Return"))

    def action_open_ask(self):
        return self._open_act("ask", self.env._("Ask for a Later Date"))

    def action_open_extend(self):
        return self._open_act("extend", self.env._("Give the Later Date"))

    def action_open_refuse(self):
        return self._open_act("refuse", self.env._("Leave the Date"))

    def action_open_cancel(self):
        return self._open_act("cancel", self.env._("Take Back"))
