# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What may be done about one request, as values of lines: a reckoning, not a model."""

import dataclasses

import numpy as np

from odoo import fields
from odoo.tools import SQL, formatLang

from odoo.addons.bank_base.tools.clock_columns import to_seconds

from ...tools import queues, stuck_steps

DAYS = 60
MOST = 5
WORKDAY = 8 * 3600


class Remedies:
    """The acts that the rules allow on a request, with what the forecast says of each.

    Reads with the rights of the server: who works at what is reckoned with, names of
    colleagues are all that comes out. The request has been read by who asks.
    """

    def __init__(self, approval):
        self.approval, self.env = approval, approval.env
        self.approval_sudo = approval.sudo()
        self.tasks_sudo = self.approval_sudo.open_task_ids.filtered(
            lambda task: task.kind == "vote"
        )
        self.forecasts_sudo = self.env["bank.approval.forecast"].sudo()
        _version, self.model = self.env["bank.model"]._get_stuck_model()
        self.now = fields.Datetime.now()
        self.risk = None
        if self.model:
            self._read()

    def _read(self):
        condition = SQL("t.state = 'open' AND t.approval_id = %s", self.approval.id)
        tasks_sudo = self.env["bank.approval.task"].sudo()
        rows, places = tasks_sudo._read_waiting(condition, self.now)
        votes = np.flatnonzero(places.is_vote & (rows.due > 0))
        self.turns = places.turn[votes]
        self.rows = self.forecasts_sudo._renew_lacks(rows.take(votes), self.turns)
        self.needed = self.forecasts_sudo._count_needed(places, votes, self.rows.asked)
        users = self.env["res.users"].browse(self.rows.person.tolist())
        loads = tasks_sudo._read_loads(users)
        self.load = np.array(
            [loads.get(int(one), 1) - 1 for one in self.rows.person], dtype=int
        )
        self.risk = self._reckon(self.rows, self.load)

    def _reckon(self, rows, load):
        """Return the chance that one of the steps misses its term, in percent."""
        outlook = self.forecasts_sudo._look_out(self.model, rows, load, self.now)
        steps = stuck_steps.look_at_steps(outlook, self.turns, self.needed, load)
        found = stuck_steps.sum_up(steps).get(self.approval.id)
        return 100 * found[0] if found else None

    def find(self):
        """Return the values of the lines, the most useful kind first."""
        return [
            *self._find_replacements(),
            *self._find_hand_overs(),
            *self._find_papers(),
            *self._find_reminders(),
            *self._find_extras(),
        ]

    # Who may take over

    def _find_replacements(self):
        """Return whom the head may ask in the place of who cannot decide."""
        lines = []
        for task_sudo in self.tasks_sudo:
            task = task_sudo.sudo(False)
            if task._get_reassign_blocker():
                continue
            can_do = not task._get_overseer_blocker()
            for heir in task._find_successors()[:MOST]:
                after = self._try_heir(task_sudo, heir)
                lines.append(
                    {
                        "kind": "reassign",
                        "name": self._tell_replacement(task_sudo, heir, can_do),
                        "effect": self._tell_effect(after),
                        "task_id": task_sudo.id,
                        "user_id": heir.id,
                        "can_do": can_do,
                    }
                )
        return lines

    def _tell_replacement(self, task_sudo, heir, can_do):
        names = {
            "why": task_sudo._tell_hindrance(),
            "heir": heir.sudo().name,
        }
        if can_do:
            return self.env._("%(why)s: ask %(heir)s instead", **names)
        heads = (
            self.approval_sudo._find_overseers() - task_sudo.turn_id.task_ids.user_id
        )
        return self.env._(
            "%(why)s: the head may ask %(heir)s instead (%(heads)s)",
            heads=", ".join(heads.mapped("name")),
            **names,
        )

    def _find_hand_overs(self):
        lines = []
        # who works here no more hands nothing over
        for task_sudo in self.tasks_sudo.filtered("user_id.active"):
            is_own = task_sudo.user_id == self.env.user
            for heir in task_sudo._find_heirs():
                after = self._try_heir(task_sudo, heir)
                lines.append(
                    {
                        "kind": "hand_over",
                        "name": self._tell_hand_over(task_sudo, heir, is_own),
                        "effect": self._tell_effect(after),
                        "task_id": task_sudo.id,
                        "user_id": heir.id,
                        "can_do": is_own,
                        "after": self.risk if after is None else after,
                    }
                )
        lines.sort(key=lambda line: line["after"] or 0)
        return [{k: v for k, v in line.items() if k != "after"} for line in lines]

    def _tell_hand_over(self, task_sudo, heir, is_own):
        names = {"heir": heir.sudo().name, "holder": task_sudo.user_id.name}
        if is_own:
            return self.env._("Hand over to %(heir)s", heir=names["heir"])
        return self.env._("%(holder)s may hand over to %(heir)s", **names)

    def _try_heir(self, task_sudo, heir):
        places = np.flatnonzero(self.rows.key == task_sudo.id) if self.model else ()
        if not len(places):
            return None
        rows = {name: getattr(self.rows, name).copy() for name in ("person", "start")}
        rows["person"][places], load = heir.id, self.load.copy()
        # he begins now, the term stays
        rows["start"][places] = to_seconds([self.now])[0]
        tasks_sudo = self.env["bank.approval.task"].sudo()
        load[places] = tasks_sudo._read_loads(heir).get(heir.id, 0)
        return self._reckon(dataclasses.replace(self.rows, **rows), load)

    def _tell_effect(self, after):
        if after is None or self.risk is None:
            return False
        return self.env._(
            "Risk: %(before)s → %(after)s %%",
            before=round(self.risk),
            after=round(after),
        )

    # Which paper to ask for

    def _find_papers(self):
        turns_sudo = self.tasks_sudo.turn_id
        lacks = next(iter(turns_sudo[:1]._find_lacks().values()), {})
        effect = self._tell_effect(self._try_papers()) if lacks else False
        own = self.tasks_sudo.filtered(lambda task: task.user_id == self.env.user)
        kind = "return" if own else "paper"
        return [
            {
                "kind": kind,
                "name": sentence,
                "effect": effect,
                "task_id": own[:1].id,
                "can_do": True,
            }
            for sentence in lacks.values()
        ]

    def _try_papers(self):
        if not self.model:
            return None
        fewer = np.maximum(self.rows.lacks - 1, 0)
        return self._reckon(dataclasses.replace(self.rows, lacks=fewer), self.load)

    # Reminding

    def _find_reminders(self):
        if not self.approval.can_nudge:
            return []
        names = ", ".join(self.tasks_sudo.user_id.mapped("name"))
        return [
            {
                "kind": "remind",
                "name": self.env._("Remind, with this advice: %(names)s", names=names),
                "can_do": True,
            }
        ]

    # What one more would give

    def _find_extras(self):
        lines = []
        for step_sudo in self.tasks_sudo.step_id:
            found = self._play_step(step_sudo)
            if not found or found[1] >= found[0]:
                continue
            before, after = (
                formatLang(self.env, seconds / WORKDAY, digits=1) for seconds in found
            )
            lines.append(
                {
                    "kind": "extra",
                    "name": self.env._(
                        "One more approver on the step “%(step)s”", step=step_sudo.name
                    ),
                    "effect": self.env._(
                        "Typical wait, working days: %(before)s → %(after)s",
                        before=before,
                        after=after,
                    ),
                    "can_do": self.approval.route_id.has_access("write"),
                }
            )
        return lines

    def _play_step(self, step_sudo):
        """Return the typical wait now and with one more, in working seconds."""
        tasks_sudo = self.env["bank.approval.task"].sudo()
        since = fields.Datetime.subtract(self.now, days=DAYS)
        condition = SQL("t.step_id = %s AND u.date_start >= %s", step_sudo.id, since)
        rows, _places = tasks_sudo._read_waiting(condition, self.now)
        rows = rows.take(rows.answered)
        if not len(rows):
            return None
        work = tasks_sudo._get_work_time()
        first = np.full(len(rows), rows.start.min())
        asked, answered = (work.get_work(first, one) for one in (rows.start, rows.end))
        answers = {}
        for person, one, two in zip(rows.person, asked, answered, strict=True):
            answers.setdefault(int(person), []).append((int(one), int(two)))
        return queues.compare_people(answers)
