# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict, namedtuple

from odoo import api, models
from odoo.tools import SQL, format_date

# who was for a request, in which seat: tasks, and votes of committees
FOR = """
    SELECT d.actor_id, COALESCE(d.on_behalf_id, 0),
           (d.payload::json->>'asked')::int, d.date,
           (d.payload::json->>'request')::int, (d.payload::json->>'step')::int,
           (d.payload::json->>'round')::int
      FROM bank_decision d
     WHERE d.kind = 'approval_task' AND d.date >= %(since)s
       AND d.payload::json->>'act' = 'approved'
     UNION ALL
    SELECT d.actor_id, COALESCE(d.on_behalf_id, 0), m.user_id, d.date,
           t.approval_id, u.step_id, r.number
      FROM bank_decision d
      JOIN bank_committee_item i ON i.id = d.res_id
      JOIN bank_approval_task t ON t.id = i.task_id
      JOIN bank_approval_turn u ON u.id = t.turn_id
      JOIN bank_approval_round r ON r.id = u.round_id
      JOIN bank_committee_member m ON m.id = (d.payload::json->>'member')::int
     WHERE d.kind = 'committee_vote' AND d.date >= %(since)s
       AND d.payload::json->>'decision' = 'for'
     ORDER BY 4
"""
BEGUN = """
    SELECT (d.payload::json->>'request')::int, d.actor_id
      FROM bank_decision d
     WHERE d.kind = 'approval' AND d.payload::json->>'act' IN ('sent', 'sent_again')
       AND (d.payload::json->>'request')::int = ANY(%(ids)s)
     UNION
    SELECT bank_approval_id, res_users_id FROM bank_approval_initiator_rel
     WHERE bank_approval_id = ANY(%(ids)s)
"""
LIMITS = """
    SELECT (d.payload::json->>'request')::int, (d.payload::json->>'step')::int,
           (d.payload::json->>'matrix')::int
      FROM bank_decision d
     WHERE d.kind = 'approval_limit' AND d.date >= %(since)s
       AND d.payload::json->>'limit' <> 'false'
"""
Vote = namedtuple("Vote", "actor principal seat date request step round")
ENDED = ("approved", "approved_conditions", "lapsed")


class BankApprovalDuties(models.AbstractModel):
    """Where duties were not separate in the past, read from the decision log.

    What the server refuses today may have passed under earlier rules, or past the
    program: the log tells who did it, whoever has changed the tables since.
    """

    _inherit = "bank.approval.duties"

    @api.model
    def _look_back(self, since):
        """Return rows as :meth:`_prove` does, of requests that were approved.

        Found is who was for what he had begun, himself or through another; who filled
        two seats of one step; who was for it along a route, or within a limit, that he
        had drawn himself.
        """
        votes = self._read_votes(since)
        requests = self.env["bank.approval"].sudo().browse({v.request for v in votes})
        requests = requests.exists().filtered(lambda row: row.state in ENDED)
        votes = [vote for vote in votes if vote.request in set(requests.ids)]
        begun, drawn = self._read_begun(requests), self._read_drawn(requests, since)
        rows, seats = [], {}
        for vote in votes:
            rows += self._find_past_breaches(vote, begun, drawn, seats)
        return rows

    @api.model
    def _read_votes(self, since):
        # the log is flushed by whoever writes it; seats and tasks may wait
        self.env.flush_all()
        rows = self.env.execute_query(SQL(FOR, since=since))
        return [Vote(*row) for row in rows]

    @api.model
    def _read_begun(self, requests):
        begun = defaultdict(set)
        for request, user in self.env.execute_query(SQL(BEGUN, ids=requests.ids)):
            begun[request].add(user)
        return begun

    @api.model
    def _read_drawn(self, requests, since):
        """Return ``{(request, step or None): ids of who drew route or limit}``."""
        drawn = defaultdict(set)
        for request in requests:
            drawn[request.id, None].update(request.route_id.drafter_ids.ids)
        matrices = self.env["bank.authority.matrix"].sudo()
        for request, step, matrix in self.env.execute_query(SQL(LIMITS, since=since)):
            row = matrices.browse(matrix).exists()
            drawn[request, step].update(row.drafter_ids.ids)
        return drawn

    @api.model
    def _find_past_breaches(self, vote, begun, drawn, seats):
        found = []
        for person in {vote.actor, vote.principal, vote.seat} & begun[vote.request]:
            found.append(self._tell_past("begun", vote, person))
        key = (vote.request, vote.step, vote.round, vote.actor)
        if seats.setdefault(key, vote.seat) != vote.seat:
            found.append(self._tell_past("twice", vote, vote.actor))
        for step, kind in ((None, "route"), (vote.step, "limit")):
            if vote.actor in drawn.get((vote.request, step), ()):
                found.append(self._tell_past(kind, vote, vote.actor))
        return found

    @api.model
    def _tell_past(self, kind, vote, person):
        users = self.env["res.users"].sudo()
        request = self.env["bank.approval"].sudo().browse(vote.request)
        values = {
            "user": users.browse(vote.actor).name,
            "other": users.browse(person).name,
            "request": request.name,
            "date": format_date(self.env, vote.date),
        }
        return {
            "user": users.browse(vote.actor),
            "route": request.route_id,
            "kind": "happened",
            "text": self._get_past_sentence(kind, vote.actor == person, values),
        }

    @api.model
    def _get_past_sentence(self, kind, is_own, values):
        if kind == "twice":
            return self.env._(
                "%(user)s filled two seats of one step on request %(request)s, "
                "%(date)s.",
                **values,
            )
        if kind == "route":
            return self.env._(
                "%(user)s was for request %(request)s on %(date)s along a route that he "
                "had drawn himself.",
                **values,
            )
        if kind == "limit":
            return self.env._(
                "%(user)s was for request %(request)s on %(date)s within limits that he "
                "had drawn himself.",
                **values,
            )
        if is_own:
            return self.env._(
                "%(user)s had begun request %(request)s and was for it on %(date)s.",
                **values,
            )
        return self.env._(
            "%(user)s was for request %(request)s on %(date)s in the seat of %(other)s, "
            "who had begun it.",
            **values,
        )
