# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApproval(models.Model):
    """A request that is decided within limits goes up until somebody's covers it."""

    _inherit = "bank.approval"

    unsecured = fields.Monetary(string="Unsecured Part", readonly=True)

    @api.model
    def _find_gaps(self, documents, plan):
        """Name before sending that nobody on the route may decide so much."""
        reasons = super()._find_gaps(documents, plan)
        for document_id, notes in self._find_reaches(documents, plan).items():
            if notes and "decides" not in notes.values():
                reasons[document_id] = self.env._(
                    "With it the client's group goes beyond every limit on the route. "
                    "Ask a business administrator for a route to a higher authority."
                )
        return reasons

    @api.model
    def _find_reaches(self, documents, plan):
        """Return ``{document id: {step id: "below" | "decides" | "above"}}``.

        Of the steps that are decided within a limit: who is asked first and hands on,
        whose limit covers it, and who is asked only if it has grown by then.
        """
        asked = documents.filtered(
            lambda row: any(
                step.by_limit and needed for step, needed, _ in plan[row.id]
            )
        )
        matters = asked._get_authority_matters() if asked else {}
        limits = {}
        reaches = {}
        for document in asked:
            company = document.sudo()._get_approval_company()
            if company not in limits:
                limits[company] = self.env["bank.authority.matrix"]._find_limits(
                    company
                )
            reaches[document.id] = self._rank_steps(
                plan[document.id], matters[document.id], limits[company]
            )
        return reaches

    @api.model
    def _rank_steps(self, rows, matter, limits):
        ranks, is_covered = {}, False
        for step, needed, people in rows:
            if not (step.by_limit and needed):
                continue
            verdicts = step.sudo()._find_verdicts(people, matter, limits)
            if is_covered:
                ranks[step.id] = "above"
            elif any(verdict.covers for verdict in verdicts.values()):
                ranks[step.id], is_covered = "decides", True
            else:
                ranks[step.id] = "below"
        return ranks

    # On the way; all of it runs with the rights of the server

    def _get_matter(self):
        """Return what is decided on, with the groups of who will owe it locked.

        Of two requests that draw on one limit the second waits, fails and begins again
        on what the first has left: both never pass on the same sums.
        """
        self.ensure_one()
        document = self._get_document()
        if members := document.sudo()._find_members()[document.id]:
            self.env["bank.authority.matrix"]._lock_clients(members)
        return document._get_authority_matters()[document.id]

    def _get_limit_turns(self):
        """Return the current turns that are decided within a limit, in their order."""
        turns = self.turn_ids.browse(
            turn.id for turn in self._get_current_turns().values()
        )
        return turns.filtered("step_id.by_limit").sorted(
            lambda turn: (turn.sequence, turn.step_id.id)
        )

    def _get_deciding_turns(self):
        return self._get_limit_turns().filtered(
            lambda turn: turn.state in ("approved", "conditional")
        )

    def _is_within_limit(self):
        """Return whether somebody who has approved it may approve so much today."""
        needed = self._get_limit_turns().filtered(
            lambda turn: turn.state != "skipped" or turn.is_above
        )
        if not needed:
            return True
        matter = self._get_matter()
        return any(turn._judge(matter) for turn in self._get_deciding_turns())

    def _take_standing(self):
        """Before the end, look again: the group may owe more than when one decided."""
        turns = self._get_current_turns().values()
        if not any(turn.state in ("waiting", "pending") for turn in turns):
            above = self._get_limit_turns().filtered("is_above")
            if above and not self._is_within_limit():
                above._ask_after_all()
        return super()._take_standing()

    def _approve(self):
        if self._is_within_limit():
            return super()._approve()
        return self._halt(
            "returned",
            self.env._(
                "Everybody on the route was for it, but with it the client's group "
                "goes beyond their limits. Lower the amount, or ask a business "
                "administrator for a route to a higher authority."
            ),
        )

    def _open_round(self, reopened=()):
        """Whatever has changed, the limit is asked about anew."""
        steps = self._get_limit_turns().step_id.ids
        again = steps if self._find_changes() or not self._get_within() else ()
        return super()._open_round({*reopened, *again})

    def _get_within(self):
        return self._get_deciding_turns().filtered("limit_id")
