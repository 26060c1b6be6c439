# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)
QUEUE = "bank_base.moving_on"


class CursorMark:
    """Something that holds for the time of a block, kept on the cursor.

    Nobody outside of the server can put it there.
    """

    KEY = None

    def __init__(self, cr):
        self.cr = cr

    @classmethod
    def is_set(cls, cr):
        return cls.KEY in cr.cache

    def __enter__(self):
        self.before = self.cr.cache.get(self.KEY)
        self.cr.cache[self.KEY] = self
        return self

    def __exit__(self, *_exc_info):
        if self.before is None:
            self.cr.cache.pop(self.KEY, None)
        else:
            self.cr.cache[self.KEY] = self.before


class StandStill(CursorMark):
    """Nothing moves by itself while something is only tried."""

    KEY = "bank_gate_stand_still"


class ByItself(CursorMark):
    """The moves of the block are the system's own."""

    KEY = "bank_gate_by_itself"


class BankGatedMixin(models.AbstractModel):
    """A document leaves a stage by itself once its gate is open, if the stage says so.

    What may have opened a gate (a field, a task, an answer) queues the document; the
    queue is worked off with the transaction, in sets and through the gate as any move,
    and a scheduled job looks for what no event has told. A document leaves a stage by
    itself once: nothing goes in circles, and who moves it back has the last word.
    """

    _inherit = "bank.gated.mixin"

    def _compute_gate(self):
        """Extended: say that nobody needs to press the button."""
        super()._compute_gate()
        moving = self._get_gate_stages()._get_moving_ids()
        waiting = self.filtered(
            lambda document: document.sudo()[self._gate_field].id in moving
        )
        held = waiting._find_left_to_people() if waiting else {}
        for document in waiting:
            if reason := document._get_moving_hint(document._origin.id in held):
                parts = [document.gate_hint, reason]
                document.gate_hint = "\n".join(part for part in parts if part)

    def _get_moving_hint(self, is_held):
        """Return what the screen says of moving by itself, or False."""
        following = self._get_next_stage().sudo()
        if not following or self.sudo()[self._gate_field]._get_stay_reason(following):
            return False
        if is_held:
            return self.env._(
                "It has left this stage before: move it on by hand when it is time."
            )
        return self.env._(
            "Moves on to “%(stage)s” by itself once nothing blocks.",
            stage=following.name,
        )

    def _get_gate_stages(self):
        return self.env[self._fields[self._gate_field].comodel_name]

    # What may have opened a gate

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents._queue_moving_on()
        return documents

    def write(self, vals):
        result = super().write(vals)
        self._queue_moving_on()
        return result

    def web_save(self, vals, specification, next_id=None):
        """Extended: the screen shows where the document has come to."""
        result = super().web_save(vals, specification, next_id=next_id)
        if self._name not in self.env.cr.precommit.data.get(QUEUE, {}):
            return result
        self.env.cr.flush()
        shown = self.browse(row["id"] for row in result)
        return shown.with_context(bin_size=True).web_read(specification)

    def _queue_moving_on(self):
        """Look at these with the end of the transaction; costs nothing before."""
        cr = self.env.cr
        if not self.ids or StandStill.is_set(cr):
            return
        if not self._get_gate_stages()._get_moving_ids():
            return
        if QUEUE not in cr.precommit.data:
            # what else the caller's context says is for his own screen
            runs = self.env["bank.stage.run"].with_context({"lang": self.env.lang})
            cr.precommit.add(runs._work_off_moves)
        queue = cr.precommit.data.setdefault(QUEUE, {})
        queue.setdefault(self._name, set()).update(self.ids)

    # Moving

    def _move_on(self):
        """Move those one stage on that may go by themselves and whose gate is open.

        :return: how many have moved
        """
        groups = {}
        moves = self._find_moves_on()
        failures = self.sudo()._judge(moves) if moves else {}
        for document, pair in moves.items():
            if document.id not in failures:
                key = (*pair, document._get_move_holder())
                groups[key] = groups.get(key, self.browse()) | document
        moved = 0
        for (origin, following, holder), documents in groups.items():
            # the gate has let them pass, and nobody's rights stand against it
            acting = documents.with_user(holder).sudo()
            moved += acting._leave_by_itself(origin, following)
        return moved

    def _find_moves_on(self):
        """Return ``{document: (stage, next stage)}`` of those not left to people."""
        domain = Domain("id", "in", self.ids) & Domain(self._get_gate_open_domain())
        moving = self._get_gate_stages()._get_moving_ids()
        domain &= Domain(self._gate_field, "in", list(moving))
        moves = {}
        found = self.sudo().search(domain, order="id")
        left = found._find_left_to_people()
        for document in found:
            stage, following = document[self._gate_field], document._get_next_stage()
            is_free = following and not stage._get_stay_reason(following)
            if is_free and document.id not in left:
                moves[document] = (stage, following)
        return moves

    def _find_left_to_people(self):
        """Return the ids of those that have left their present stage before."""
        documents_sudo = self.sudo()
        keys = [document._get_move_key() for document in documents_sudo if document.id]
        return self.env["bank.stage.run"].sudo()._find_moved(keys)

    def _get_move_key(self):
        runs = self.env["bank.stage.run"]
        return runs._get_key(self._origin, self._get_stage_key(self[self._gate_field]))

    def _get_stage_key(self, stage):
        return f"{stage._name},{stage.id}|move"

    def _get_move_holder(self):
        """Hook: on whose behalf a document moves: who answers for it, else who acted."""
        holder = self["user_id"] if "user_id" in self._fields else self.env.user
        return holder if holder.active else self.env.user

    def _leave_by_itself(self, origin, following):
        """Move all at once, or one by one where something after the gate fails."""
        try:
            with self.env.cr.savepoint(), ByItself(self.env.cr):
                self.write({self._gate_field: following.id})
                self._note_move(origin, following)
            return len(self)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            if len(self) == 1:
                _logger.info("%s did not move on by itself", self, exc_info=True)
                self._note_move(origin, following, error)
                return 0
        return sum(document._leave_by_itself(origin, following) for document in self)

    def _note_move(self, origin, following, error=None):
        runs_sudo = self.env["bank.stage.run"].sudo()
        cause = {"kind": "move", "name": origin.name, "place": following.display_name}
        cause.update(runs_sudo._read_error(error) if error else {"outcome": "done"})
        runs_sudo._note(self, cause, self._get_stage_key(origin))

    # Afterwards

    def _after_moves(self, moves):
        """Extended: what somebody has moved back stays with people."""
        if not ByItself.is_set(self.env.cr):
            self._leave_to_people(moves)
        return super()._after_moves(moves)

    def _track_prepare(self, fields_iter):
        """Extended: the log of the document says that nobody has moved it.

        What no statement reads along (properties) is read by one for all such fields,
        as what it stands in was: only what changes is told, to who reads the document.
        """
        fields_iter = list(fields_iter)
        alone = [
            name
            for name in self._track_get_fields().intersection(fields_iter)
            if self._fields[name].store
            and not self._fields[name].prefetch
            and set(self._fields[name]._cache_missing_ids(self._origin))
        ]
        if len(alone) > 1:
            self.sudo().fetch(alone)
        super()._track_prepare(fields_iter)
        if self._gate_field in fields_iter and ByItself.is_set(self.env.cr):
            self._track_set_author(self.env.ref("base.partner_root"))
            self._track_set_log_message(
                self.env._(
                    "Moved on by itself, on behalf of %(name)s: nothing blocked any "
                    "more.",
                    name=self.env.user.sudo().name,
                )
            )

    def _leave_to_people(self, moves):
        """Note those that somebody has moved back: they do not run away again."""
        moving = self._get_gate_stages()._get_moving_ids()
        # who moves a document does not write the trace: the server does
        runs_sudo = self.env["bank.stage.run"].sudo()
        for document, (origin, target) in moves.items():
            if target.id not in moving:
                continue
            stages = self._get_process_stages(document[self._process_field]).ids
            if origin.id in stages[stages.index(target.id) + 1 :]:
                cause = {"kind": "move", "name": target.sudo().name, "outcome": "held"}
                key = self._get_stage_key(target)
                runs_sudo._note(self.browse(document.id), cause, key)
