# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError

from .bank_gate_pass import GatePass

MESSAGE_RECORDS = 20


class BankGatedMixin(models.AbstractModel):
    """A document that moves over stages, each behind a gate.

    Dragging, buttons, import, RPC, automation and mass change all end in
    ``write``; there the values are written, flushed and judged, and taken back if a
    check fails. Whatever changes the stage behind ``write`` (a stored compute, SQL
    by way of the ORM) is stopped at the flush: a stage reaches the table only if
    the gate let it pass.

    The adopting model declares ``process_id`` and ``stage_id``. In a model that
    extends a stock one, list this mixin first.
    """

    _name = "bank.gated.mixin"
    _description = "Gated Document (abstract)"
    _gate_field = "stage_id"
    _process_field = "process_id"

    next_stage_name = fields.Char(compute="_compute_gate", string="Next Stage")
    gate_hint = fields.Text(compute="_compute_gate", string="What to Do Now")
    gate_blockers = fields.Json(compute="_compute_gate", string="What Blocks")
    can_move_next = fields.Boolean(compute="_compute_gate")

    # What the screen shows

    def _get_gate_triggers(self):
        """Hook: fields whose change makes the shown blockers stale."""
        return (self._gate_field, self._process_field)

    @api.depends(lambda self: self._get_gate_triggers())
    def _compute_gate(self):
        failures = self._find_next_failures()
        for document in self:
            following = document._get_next_stage()
            blockers = failures.get(document._origin.id, [])
            document.next_stage_name = following.sudo().name
            document.gate_hint = document.sudo()[self._gate_field].hint
            document.gate_blockers = blockers
            document.can_move_next = bool(following) and not blockers

    def get_blocking_checks(self):
        """Return what keeps these documents from their next stage, as a list.

        Each entry is a mapping: record_id, check_id, name, reason, remedy. An
        empty list: the next step is free.
        """
        self.check_access("read")
        failures = self._find_next_failures()
        return [failure for found in failures.values() for failure in found]

    def action_next_stage(self):
        """Move every document one stage on, or say what blocks."""
        self.check_access("write")
        ends = self.filtered(lambda document: not document._get_next_stage())
        if ends:
            raise UserError(
                self.env._(
                    "There is no further stage for: %(names)s",
                    names=", ".join(ends.mapped("display_name")),
                )
            )
        targets = defaultdict(self.browse)
        for document in self:
            targets[document._get_next_stage()] |= document
        for stage, documents in targets.items():
            documents.write({self._gate_field: stage.id})

    # Stages

    def _get_process_stages(self, process):
        """Hook: all stages of a process in their order."""
        stages_sudo = self._get_gate_stages().sudo()
        return stages_sudo.browse(process._get_stage_ids() if process else ())

    def _get_first_stage(self, process):
        return self._get_process_stages(process)[:1]

    def _get_next_stage(self):
        """Return the stage after the present one; empty at the end."""
        stages = self._get_process_stages(self[self._process_field])
        present = self.sudo()[self._gate_field]
        if present not in stages:
            return stages[:1]
        return stages[stages.ids.index(present.id) + 1 :][:1]

    def _get_gate_path(self, origin, target):
        """Return the checks between two stages of one process.

        Going on, whoever jumps passes every gate on the way; going back asks
        for nothing but the right to enter.
        """
        stages = self._get_process_stages(target[self._process_field])
        places = {stage: place for place, stage in enumerate(stages)}
        start, end = places.get(origin, -1), places.get(target, -1)
        checks = self.env["bank.check"].sudo()
        for stage in stages[max(start, 0) : end + 1]:
            if stage != origin:
                checks |= stage._get_gate_link("check_entry_ids")
            if stage != target:
                checks |= stage._get_gate_link("check_exit_ids")
        return checks

    # The gate

    def _find_next_failures(self):
        moves = {
            document._origin: following
            for document in self
            if document._origin and (following := document._get_next_stage())
        }
        return self._judge(
            {
                document: (document.sudo()[self._gate_field], following)
                for document, following in moves.items()
            }
        )

    def _judge(self, moves):
        """Return ``{document_id: [failure]}`` for ``{document: (from, to)}``.

        One run a check over all documents it concerns, whatever their number.
        """
        by_check = defaultdict(self.browse)
        failures = defaultdict(list)
        by_pair = defaultdict(self.browse)
        for document, pair in moves.items():
            by_pair[pair] |= document
        for (origin, target), documents in by_pair.items():
            if reason := documents._get_entry_blocker(origin, target):
                for document_id in documents.ids:
                    failures[document_id].append(
                        self._prepare_refusal(document_id, reason)
                    )
            for check in self._get_gate_path(origin, target):
                by_check[check] |= documents
        for document_id, found in self._run_checks(by_check).items():
            failures[document_id] += found
        return failures

    def _run_checks(self, by_check):
        """Return ``{document_id: [failure]}`` of ``{check: documents}``, in their order.

        Checks of the same documents are run together.
        """
        alike = defaultdict(self.env["bank.check"].sudo().browse)
        for check in sorted(by_check, key=lambda check: (check.sequence, check.id)):
            alike[by_check[check]] |= check
        failures = defaultdict(list)
        for documents, checks in alike.items():
            for document_id, found in checks._run(documents).items():
                failures[document_id] += found
        places = {check.id: (check.sequence, check.id) for check in by_check}
        for found in failures.values():
            found.sort(key=lambda failure: places[failure["check_id"]])
        return failures

    def _get_entry_blocker(self, origin, target):
        """Hook: why the acting user may not enter this stage at all, or False.

        The system itself (scheduler, automation under its own user) may.
        """
        target_sudo = (
            target.sudo()
        )  # stages are settings; their rights are checked here
        groups = target_sudo._get_gate_link("enter_group_ids")
        if (
            not groups
            or self.env.uid == SUPERUSER_ID
            or groups & self.env.user.all_group_ids
        ):
            return False
        return self.env._(
            "Only %(groups)s may enter the stage “%(stage)s”. Ask one of them.",
            groups=", ".join(groups.mapped("name")),
            stage=target_sudo.name,
        )

    def _prepare_refusal(self, document_id, reason):
        return {
            "record_id": document_id,
            "check_id": False,
            "name": reason,
            "reason": reason,
            "remedy": "",
            "can_override": False,
        }

    def _raise_blocked(self, failures):
        """Say for each document what blocks it and what to do."""
        blocked = self.browse(failures).sudo()
        parts = []
        for document in blocked[:MESSAGE_RECORDS]:
            lines = [document.display_name]
            for failure in failures[document.id]:
                remedy = failure["remedy"]
                lines.append(
                    f"• {failure['reason']}" + (f" — {remedy}" if remedy else "")
                )
            parts.append("\n".join(lines))
        if len(blocked) > MESSAGE_RECORDS:
            parts.append(
                self.env._("… and %(count)s more", count=len(blocked) - MESSAGE_RECORDS)
            )
        raise UserError(
            self.env._("The next stage is not open yet.") + "\n\n" + "\n\n".join(parts)
        )

    # Every way in

    @api.model_create_multi
    def create(self, vals_list):
        """Begin on the first stage; a further one is asked for and judged."""
        prepared, wanted = [], []
        for vals in vals_list:
            process = self._get_create_process(vals)
            if process:
                first = self._get_first_stage(process)
                wanted.append(vals.get(self._gate_field) or first.id)
                vals = {
                    **vals,
                    self._process_field: process.id,
                    self._gate_field: first.id,
                }
            else:
                wanted.append(False)
            prepared.append(vals)
        documents = super().create(prepared)
        begun = self.browse()
        for document, stage_id in zip(documents, wanted):
            if stage_id and document.sudo()[self._gate_field].id != stage_id:
                document.write({self._gate_field: stage_id})
            elif stage_id:
                begun |= document
        begun._start_stages()
        return documents

    @api.model
    def _get_create_process(self, vals):
        """Hook: the process a new document follows; empty: none, and no gate."""
        comodel = self._fields[self._process_field].comodel_name
        return self.env[comodel].browse(vals.get(self._process_field) or [])

    def write(self, vals):
        if self._process_field in vals:
            return self._write_process(vals)
        if self._gate_field not in vals:
            return super().write(vals)
        target = self.sudo()[self._gate_field].browse(vals[self._gate_field])
        moves = {
            document: (origin, target)
            for document in self
            if document[self._process_field]
            and (origin := document.sudo()[self._gate_field]) != target
        }
        if not moves:
            return super().write(vals)
        self._check_same_process(moves)
        self._read_stages(moves)
        # a savepoint, so that code which swallows the error gets nothing either
        with self.env.cr.savepoint():
            with self._gate_pass(moves):
                result = super().write(vals)
                self.flush_recordset()
            if failures := self._judge(moves):
                self._raise_blocked(failures)
            self._after_moves(moves)
        return result

    def _check_same_process(self, moves):
        for document, (_origin, target) in moves.items():
            if target not in self._get_process_stages(document[self._process_field]):
                raise UserError(
                    self.env._(
                        "“%(stage)s” is no stage of the process “%(process)s”.",
                        stage=target.sudo().name or "",
                        process=document.sudo()[self._process_field].display_name,
                    )
                )

    def _read_stages(self, moves):
        """Read the stages of a process together: each would be read by itself below."""
        process = next(iter(moves))[self._process_field]
        self._get_process_stages(process)[:1].mapped("name")

    def _gate_pass(self, moves):
        return GatePass(
            self.env.cr,
            {(self._name, document.id): pair[1].id for document, pair in moves.items()},
        )

    def _write_multi(self, vals_list):
        """Stop a stage that changes behind ``write``."""
        if any(self._gate_field in vals for vals in vals_list):
            passes = GatePass.read(self.env.cr)
            for document, vals in zip(self, vals_list):
                stage_id = vals.get(self._gate_field)
                if (
                    self._gate_field in vals
                    and passes.get((self._name, document.id)) != stage_id
                    and document.sudo()[self._process_field]
                ):
                    raise AccessError(
                        self.env._(
                            "The stage of “%(name)s” changes only by a step of its "
                            "process.",
                            name=document.sudo().display_name,
                        )
                    )
        return super()._write_multi(vals_list)

    def _write_process(self, vals):
        """Put documents on the first stage of another process, if they may leave."""
        process_id = vals[self._process_field]
        changed = self.sudo().filtered(
            lambda document: document[self._process_field].id != process_id
        )
        changed._check_process_change(process_id)
        kept = {name: vals[name] for name in vals if name != self._process_field}
        if rest := self - changed:
            rest.with_env(self.env).write(kept)
        changed = self.browse(changed.ids)
        if not changed:
            return True
        process = changed.sudo()[self._process_field].browse(process_id)
        result = changed._put_on(process, self._get_first_stage(process), vals)
        changed._start_stages()
        return result

    def _put_on(self, process, stage, vals=()):
        """Write process and stage together, past the gate; the caller has judged."""
        moves = dict.fromkeys(self, (stage, stage))
        with self._gate_pass(moves):
            result = super().write(
                {
                    **dict(vals),
                    self._process_field: process.id,
                    self._gate_field: stage.id,
                }
            )
            self.flush_recordset()
        return result

    def _check_process_change(self, process_id):
        """A running document keeps its process: changing it would open its gates."""
        for document in self:
            process = document[self._process_field]
            if not process or process.id == process_id:
                continue
            first = self._get_first_stage(process)
            if not process_id or document[self._gate_field] != first:
                raise UserError(
                    self.env._(
                        "“%(name)s” is under way in “%(process)s”: its process "
                        "can no longer be changed.",
                        name=document.display_name,
                        process=process.display_name,
                    )
                )

    # After a move

    def _after_moves(self, moves):
        """Hook: what follows once documents have passed; extend with super()."""
        self.browse(document.id for document in moves)._start_stages()

    def _start_stages(self):
        """Start the work of the stages on which these have just come to stand."""
        # stages are settings: what they start is not for the mover to read
        by_stage = defaultdict(self.browse)
        for document in self:
            by_stage[document.sudo()[self._gate_field]] |= document
        for stage_sudo, documents in by_stage.items():
            if stage_sudo:
                documents._start_stage(stage_sudo)
