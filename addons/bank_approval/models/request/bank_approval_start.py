# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApproval(models.Model):
    """How requests start: many documents at once, in a fixed number of queries."""

    _inherit = "bank.approval"

    @api.model
    def _plan(self, documents, routes):
        """Return ``{document id: [(step, is it needed, who is asked)]}``."""
        plan = {document.id: [] for document in documents}
        by_route = {}
        for document in documents:
            if route := routes.get(document.id):
                by_route.setdefault(route, []).append(document.id)
        for route_sudo, ids in by_route.items():
            own = documents.browse(ids)
            for step in route_sudo._get_stages():
                fitting = step._filter_fitting(own)
                people = step._find_people(fitting) if fitting else {}
                needed = set(fitting.ids)
                for key in ids:
                    asked = people.get(key, self.env["res.users"])
                    plan[key].append((step, key in needed, asked))
        return plan

    @api.model
    def _find_gaps(self, documents, plan):
        """Return ``{document id: reason}`` where nobody could decide."""
        reasons = {}
        for document in documents:
            rows = plan[document.id]
            if not rows:
                reasons[document.id] = self.env._(
                    "No route of approval is in force for this document. Ask a business "
                    "administrator."
                )
            elif not any(needed and step.kind != "opinion" for step, needed, _ in rows):
                reasons[document.id] = self.env._(
                    "By its route nobody decides about this document."
                )
            for step, needed, people in rows:
                if needed and not self._is_step_manned(step, people):
                    reasons[document.id] = self._tell_unmanned(step)
        return reasons

    @api.model
    def _tell_unmanned(self, step):
        return self.env._(
            "Nobody may decide on the step “%(step)s”: the role is vacant, or all who "
            "have it have begun the matter themselves.",
            step=step.name,
        )

    @api.model
    def _is_step_manned(self, step, people):
        """Hook: is there somebody to decide; a committee has its own answer."""
        return bool(people)

    @api.model
    def _start(self, documents):
        """Start requests on documents whose sender has been checked."""
        routes = self._find_routes(documents)
        plan = self._plan(documents, routes)
        if reasons := self._find_gaps(documents, plan):
            self._refuse(reasons)
        values = self._prepare_start_values(documents, routes)
        # an earlier request may have ended in this very transaction
        self.flush_model(["state"])
        approvals = self.create([values[document.id] for document in documents])
        for approval in approvals:
            approval.name = f"{approval.id:06d}"
        rounds = approvals._make_rounds()
        rounds._make_turns({row.id: plan[row.res_id] for row in rounds})
        for approval, document in zip(approvals, documents.sudo(), strict=True):
            document.approval_id = approval
        approvals._log("sent")
        approvals._advance()
        return approvals

    @api.model
    def _find_routes(self, documents):
        return self.env["bank.approval.route"]._find_for(documents)

    @api.model
    def _prepare_start_values(self, documents, routes):
        """Return ``{document id: values}`` of the requests."""
        now = fields.Datetime.now()
        documents = documents.sudo()
        initiators = documents._get_approval_initiators()
        branches = documents._get_approval_branches()
        return {
            document.id: {
                "name": "/",
                "res_model": document._name,
                "res_id": document.id,
                "route_id": routes[document.id].id,
                "company_id": document._get_approval_company().id,
                "branch_id": branches[document.id].id,
                "user_id": self.env.uid,
                "initiator_ids": [fields.Command.set(initiators[document.id].ids)],
                "date_requested": now,
                "date_moved": now,
                **document._prepare_approval_values(),
            }
            for document in documents
        }

    def _make_rounds(self):
        """Begin the next round of these requests on what their documents are now."""
        rows = []
        for name, approvals in self.grouped("res_model").items():
            documents = self.env[name].sudo().browse(approvals.mapped("res_id"))
            documents._on_approval_round()
            snapshots = documents._prepare_approval_snapshots()
            rows += [
                approval._prepare_round_values(snapshots[approval.res_id])
                for approval in approvals
            ]
        return self.env["bank.approval.round"].sudo().create(rows)

    def _prepare_round_values(self, snapshot):
        last = self.round_ids.sorted("number")[-1:]
        before = last.part_hashes or {}
        changed = [
            name
            # what is gone has changed as well
            for name in {**snapshot["parts"], **before}
            if last and before.get(name) != snapshot["parts"].get(name)
        ]
        return {
            "approval_id": self.id,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "number": last.number + 1,
            "user_id": self.env.uid,
            "date_start": fields.Datetime.now(),
            "snapshot": snapshot["text"],
            "snapshot_hash": snapshot["hash"],
            "part_hashes": snapshot["parts"],
            "changed_parts": changed,
        }

    def _log(self, act, **payload):
        """One row a request; the caller says what happened."""
        for name, approvals in self.grouped("res_model").items():
            rows = []
            for approval in approvals:
                current = approval._get_round()
                content = {
                    "act": act,
                    "request": approval.id,
                    "route": approval.route_id.id,
                    "version": approval.route_id.version,
                    "round": current.number,
                    "hash": current.snapshot_hash,
                    **payload,
                }
                rows.append((self.env[name].browse(approval.res_id), content))
            self.env["bank.decision"]._record("approval", rows)
