# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command, models
from odoo.exceptions import AccessError, UserError

EVALUATORS = (
    "group_crm_kyc_reviewer",
    "group_crm_security_officer",
    "group_crm_evaluation_service",
)


class ResPartner(models.Model):
    """Clients are evaluated: by hand from the card or a document, and with each review."""

    _inherit = "res.partner"

    def action_evaluate(self):
        """Run the checks chosen for evaluations; show what came out."""
        return self._evaluate_by_hand()

    def _evaluate_by_hand(self, source=None):
        """Evaluate these clients from a document, if any, by the right to do so."""
        self.check_access("read")
        self._check_may_evaluate()
        runs = self._evaluate(source)
        if not runs:
            raise UserError(
                self.env._(
                    "No check is part of an evaluation. A business administrator "
                    "chooses them under Settings, Checks."
                )
            )
        return runs._get_records_action(name=self.env._("Evaluation of a Client"))

    def action_open_evaluations(self):
        """Show all evaluations there were of this client."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_client_evaluation_action"
        )
        return {**action, "domain": [("partner_id", "=", self.id)], "context": {}}

    def _check_may_evaluate(self):
        """Whoever may change a client evaluates him, and those who judge clients."""
        user = self.env.user
        if any(user.has_group(f"bank_crm_core.{group}") for group in EVALUATORS):
            return
        if self - self._filtered_access("write"):
            raise AccessError(
                self.env._("The client's manager, or a reviewer, evaluates him.")
            )

    def _evaluate(self, source=None):
        """Return one run for each of these clients, none where no check is chosen.

        :param source: the review or the other document from which they are begun
        """
        clients = self.filtered("client_kind")
        self.env["bank.screening"]._screen_now(clients)
        # which checks there are is set by administrators and hidden from nobody
        checks_sudo = self.env["bank.check"].sudo()
        chosen = checks_sudo.search(checks_sudo._get_evaluation_domain())
        failures = chosen._run(clients) if chosen else {}
        # written by the server: nobody else may
        runs_sudo = self.env["bank.client.evaluation"].sudo()
        runs = runs_sudo.create(
            [
                client._prepare_evaluation(chosen, failures.get(client.id, ()), source)
                for client in clients
                if chosen
            ]
        )
        return runs.sudo(False)

    def _prepare_evaluation(self, checks, failures, source):
        failed = {failure["check_id"]: failure for failure in failures}
        return {
            "partner_id": self.id,
            **self._prepare_evaluation_source(source),
            "user_id": self.env.uid,
            "state": "failed" if failed else "passed",
            "line_ids": [
                Command.create(self._prepare_evaluation_line(check, failed))
                for check in checks
            ],
        }

    def _prepare_evaluation_source(self, source):
        if not source:
            return {}
        if source._name == "bank.kyc.review":
            return {"review_id": source.id}
        return {"source_model": source._name, "source_id": source.id}

    def _prepare_evaluation_line(self, check, failed):
        failure = failed.get(check.id, {})
        reason = failure.get("reason")
        return {
            "check_id": check.id,
            "name": check.name,
            "is_passed": not failure,
            # a check without words of its own is wrong in what its name says
            "reason": False if reason == check.name else reason,
            "remedy": failure.get("remedy"),
        }
