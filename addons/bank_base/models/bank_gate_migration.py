# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import AccessError, UserError

MIGRATION_GROUP = "bank_base.group_bank_administrator"


class BankGatedMixin(models.AbstractModel):
    """Running documents stay on their version of a process until they are moved."""

    _inherit = "bank.gated.mixin"

    def _migrate_process(self, process, mapping):
        """Put running documents on another version; return what stayed and why.

        A document lands where ``mapping`` sends its stage, provided it passes all
        gates of the new version up to there: moving is no way round a gate.

        :param process: the version that is in force
        :param mapping: ``{present stage: stage of the new version}``
        :return: ``{document_id: [failure]}`` of those that stay on their version
        """
        if not self.env.user.has_group(MIGRATION_GROUP):
            raise AccessError(
                self.env._("Only a business administrator moves documents on.")
            )
        self._check_mapping(process, mapping)
        # whoever configures processes sees no documents: the right to move them is
        # the role that was checked above
        return self.sudo()._put_on_version(process, mapping)

    def _put_on_version(self, process, mapping):
        nowhere = self[self._gate_field].browse()
        targets = {document: mapping[document[self._gate_field]] for document in self}
        failures = dict(
            self._judge(
                {document: (nowhere, stage) for document, stage in targets.items()}
            )
        )
        for stage in set(targets.values()):
            free = self.filtered(
                lambda doc, to=stage: targets[doc] == to and doc.id not in failures
            )
            free._log_migration(process, stage)
            free._put_on(process, stage)
        return failures

    def _check_mapping(self, process, mapping):
        stages = self._get_process_stages(process)
        present = self.sudo()[self._gate_field]
        missing = present.filtered(
            lambda stage: mapping.get(stage, stage.browse()) not in stages
        )
        if process.sudo().state != "published" or missing:
            raise UserError(
                self.env._(
                    "Say for each stage of the old version where its documents go in "
                    "the version in force: %(stages)s",
                    stages=", ".join(missing.mapped("name")),
                )
            )

    def _log_migration(self, process, stage):
        self.env["bank.decision"]._record(
            "migration",
            [
                (
                    document,
                    {
                        "from_process_id": document[self._process_field].id,
                        "from_stage_id": document[self._gate_field].id,
                        "process_id": process.id,
                        "stage_id": stage.id,
                    },
                )
                for document in self
            ],
        )
