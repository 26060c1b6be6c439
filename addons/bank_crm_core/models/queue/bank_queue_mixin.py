# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL


class BankQueueMixin(models.AbstractModel):
    """A document that waits in a queue until somebody takes it.

    The adopting model has ``user_id`` (who holds it), ``date_due`` and a ``state`` that is
    ``new`` while it waits and ``taken`` while it is held; other words it says by the
    domains below. What taking and putting back mean it says by ``_do_take`` and
    ``_do_put_back``; it writes neither by itself.
    """

    _name = "bank.queue.mixin"
    _description = "Document in a Queue (abstract)"
    _is_queued = True
    _queue_order = "date_due, id"

    queue_id = fields.Many2one(
        comodel_name="bank.queue", index=True, ondelete="restrict"
    )
    addressee_ids = fields.Many2many(
        comodel_name="res.users",
        string="Only For",
        readonly=True,
        copy=False,
        help="Empty: whoever works in the queue.",
    )
    date_queued = fields.Datetime(string="In the Queue Since", readonly=True)
    date_taken = fields.Datetime(string="Taken On", readonly=True, copy=False)
    queue_problem = fields.Char(string="Not Handed Out", readonly=True, copy=False)
    is_push_failed = fields.Boolean(
        string="Handing Out Failed", readonly=True, copy=False
    )
    can_take = fields.Boolean(compute="_compute_can_take")
    can_hand_over = fields.Boolean(compute="_compute_can_take")

    @api.depends_context("uid")
    @api.depends("queue_id", "state")
    def _compute_can_take(self):
        blocked = self._get_take_blocker()
        kept = self._get_hand_over_blocker()
        for row in self:
            row.can_take = bool(row.id) and row.id not in blocked
            row.can_hand_over = bool(row.id) and row.id not in kept

    @api.depends("user_id", "state")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        """For the field ``is_mine`` of adopters that show it."""
        for row in self:
            row.is_mine = row.user_id == self.env.user and row.state == "taken"

    # ------------------------------------------------------------ what adopters say
    @api.model
    def _get_queue_waiting_domain(self):
        """Hook: documents that nobody has taken."""
        return Domain("state", "=", "new")

    @api.model
    def _get_queue_held_domain(self):
        """Hook: documents that somebody works on: they count against his capacity."""
        return Domain("state", "=", "taken")

    @api.model
    def _get_queue_late_domain(self):
        """Hook: documents that should have been done by now."""
        open_ones = self._get_queue_waiting_domain() | self._get_queue_held_domain()
        return open_ones & Domain("date_due", "<", fields.Date.context_today(self))

    def _do_take(self, user):
        """Hook: these are ``user``'s from now on. Who gives them was asked before."""
        self.write({"user_id": user.id})

    def _do_put_back(self):
        """Hook: these wait again."""
        self.write({"user_id": False})

    @api.model
    def _get_queue_action(self):
        """Hook: the list of these documents, with the filters of its search view."""
        return {
            "type": "ir.actions.act_window",
            "name": self._description,
            "res_model": self._name,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
        }

    def _open_taken(self):
        """Hook: what is shown of a document that was just taken."""
        return self.get_formview_action()

    # ------------------------------------------------------------ who may
    def _get_take_blocker(self):
        """Return ``{id: reason}`` of what the user may not take, whatever the number."""
        user = self.env.user
        rows = self.sudo()  # looked at to answer, not to show
        waiting = rows.filtered_domain(self._get_queue_waiting_domain())
        members = {row.queue_id: row for row in self._get_own_memberships()}
        counted = self._count_held(rows.queue_id, user)
        reasons = {}
        for row in rows:
            member = members.get(row.queue_id)
            held = counted.get((row.queue_id.id, user.id), 0)
            if row not in waiting:
                reasons[row.id] = self.env._("It does not wait any more.")
            elif user not in (row.addressee_ids or row.queue_id._get_users()):
                reasons[row.id] = self.env._("Only an employee of the queue takes it.")
            elif row.queue_id.mode == "push" and not row.addressee_ids:
                reasons[row.id] = self.env._("This queue hands its work out by itself.")
            elif member and held >= member.capacity:
                reasons[row.id] = self.env._(
                    "You hold %(count)s already: finish one or put it back first.",
                    count=held,
                )
        return reasons

    def _get_own_memberships(self):
        return (
            self.env["bank.queue.member"]
            .sudo()
            .search([("user_id", "=", self.env.uid)])
        )

    def _get_hand_over_blocker(self):
        """Return ``{id: reason}`` of what the user may neither put back nor hand over."""
        user = self.env.user
        rows = self.sudo()
        held = rows.filtered_domain(self._get_queue_held_domain())
        waiting = rows.filtered_domain(self._get_queue_waiting_domain())
        reasons = {}
        for row in rows:
            is_lead = row.queue_id._is_led(user)
            if row not in held | waiting:
                reasons[row.id] = self.env._("It is finished.")
            elif not is_lead and (row.user_id != user or row not in held):
                reasons[row.id] = self.env._(
                    "Only who holds it or a lead of the queue hands it over."
                )
        return reasons

    def _get_decide_blocker(self):
        """Return ``{id: reason}`` of what the user has not taken."""
        return {
            row.id: self.env._("Only who has taken it decides about it.")
            for row in self.sudo()
            if row.user_id != self.env.user
        }

    def _check_queue_act(self, reasons):
        if reasons:
            raise AccessError("\n".join(dict.fromkeys(reasons.values())))

    def _lock_for_queue(self):
        """Lock these documents: nobody else takes them now, and nobody waits for it."""
        locked = self.sudo().try_lock_for_update(allow_referencing=True)
        if len(locked) < len(self):
            raise UserError(
                self.env._("A colleague is taking it at this moment. Take another one.")
            )

    @api.model
    def _count_held(self, queues, user=None):
        """Return ``{(queue id, user id): number of documents held}``."""
        domain = self._get_queue_held_domain() & Domain("queue_id", "in", queues.ids)
        if user:
            domain &= Domain("user_id", "=", user.id)
        # a number for the one who hands out, nothing of the documents
        groups = self.sudo()._read_group(domain, ["queue_id", "user_id"], ["__count"])
        return {(queue.id, holder.id): count for queue, holder, count in groups}

    # ------------------------------------------------------------ acts
    def action_take(self):
        """Take what one has picked."""
        self.check_access("read")
        self._lock_for_queue()
        for row in self:  # each counts against the capacity before the next
            self._check_queue_act(row._get_take_blocker())
            row.sudo()._give(self.env.user)
        return True

    def action_take_next(self):
        """Take what is due first in the queues one works in."""
        self.check_access("read")
        document = self._take_next(self.env["bank.queue"])
        return document._open_taken() if document else self._tell_empty_queue()

    @api.model
    def _tell_empty_queue(self):
        return self.env["bank.queue"]._tell_empty()

    @api.model
    def _take_next(self, queues):
        """Take the next document of these queues, or of all one works in.

        What a colleague is taking at this moment is passed over, so that nobody gets
        the same one and nobody waits.
        """
        user = self.env.user
        members = self._get_own_memberships()
        counted = self._count_held(members.queue_id, user)
        free = members.filtered(
            lambda row: (
                row.queue_id.mode == "pull"
                and counted.get((row.queue_id.id, user.id), 0) < row.capacity
            )
        )
        domain = Domain("queue_id", "in", free.queue_id.ids)
        domain &= Domain("addressee_ids", "=", False)
        domain |= Domain("addressee_ids", "in", [user.id])
        if queues:
            domain &= Domain("queue_id", "in", queues.ids)
        row = self._lock_next(domain, 1)
        row._give(user)
        return row.sudo(False)

    @api.model
    def _lock_next(self, domain, limit):
        """Return waiting documents, locked: those that others hold are passed over.

        As superuser: who may take them is in the domain.
        """
        documents_sudo = self.sudo().with_context(active_test=True)
        query = documents_sudo._search(
            domain & self._get_queue_waiting_domain(),
            order=self._queue_order,
            limit=limit,
        )
        rows = self.env.execute_query(
            SQL(
                "%s FOR NO KEY UPDATE OF %s SKIP LOCKED",
                query.select(),
                SQL.identifier(self._table),
            )
        )
        return documents_sudo.browse(row_id for (row_id,) in rows)

    def _give(self, user):
        """Put these into ``user``'s hands; the caller has asked who may."""
        if self:
            self._do_take(user)
            self.write(
                {
                    "date_taken": fields.Datetime.now(),
                    "queue_problem": False,
                    "is_push_failed": False,
                }
            )

    def action_put_back(self):
        """They wait again, for somebody else."""
        self.check_access("read")
        self._check_queue_act(self._get_hand_over_blocker())
        rows = self.sudo()  # asked above
        rows.filtered_domain(self._get_queue_held_domain())._do_put_back()
        rows.write({"date_taken": False})
        rows.queue_id._wake_push()
        return True

    def action_open_hand_over(self):
        """Open the dialog: to whom, or to which queue."""
        self.ensure_one()
        self.check_access("read")
        self._check_queue_act(self._get_hand_over_blocker())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand Over"),
            "res_model": "bank.queue.hand.over",
            "view_mode": "form",
            "target": "new",
            "context": {"default_res_model": self._name, "default_res_id": self.id},
        }

    def _hand_over(self, queue, user):
        """Hand over to somebody of the queue, or let it wait in another queue."""
        self.check_access("read")
        self._check_queue_act(self._get_hand_over_blocker())
        if user and user not in queue._get_users():
            raise UserError(
                self.env._("%(name)s does not work in this queue.", name=user.name)
            )
        self._check_served(queue)
        rows = self.sudo()  # asked above
        rows.filtered_domain(self._get_queue_held_domain())._do_put_back()
        rows.write(
            {
                "queue_id": queue.id,
                "addressee_ids": False,
                "routing_rule_id": False,
                "date_taken": False,
            }
        )
        rows._give(user) if user else queue._wake_push()

    def _is_served(self, queue):
        """A queue of a branch takes nothing from behind the wall."""
        branch = queue.sudo().branch_id
        if not branch or "branch_id" not in self._fields:
            return True
        inside = branch.search([("id", "child_of", branch.ids)])
        return not self.sudo()["branch_id"] - inside

    def _check_served(self, queue):
        if not self._is_served(queue):
            raise UserError(
                self.env._("“%(queue)s” serves another branch.", queue=queue.name)
            )
