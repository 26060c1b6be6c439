# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankApplication(models.Model):
    """What is verified before a decision, item by item, and that all of it was."""

    _inherit = "bank.application"
    _server_fields = ("validation_state",)

    validation_ids = fields.One2many(
        comodel_name="bank.application.validation",
        inverse_name="application_id",
        string="Validation Table",
        copy=False,
    )
    validation_state = fields.Selection(
        selection=[("open", "To Be Verified"), ("complete", "Complete")],
        string="Validation",
        readonly=True,
        copy=False,
        help="Empty: not begun.",
    )

    def _get_gate_triggers(self):
        return (*super()._get_gate_triggers(), "validation_state")

    def _check_may_validate(self):
        self.ensure_one()
        self.check_access("write")
        self._check_structure_open()

    def action_fill_validation(self):
        """Make the rows that are missing, drop those of parties that are gone, and let
        the checks answer theirs.
        """
        self._check_may_validate()
        own = self.sudo()
        wanted = own._get_wanted_items()
        there = {(row.item_id, row.partner_id): row for row in own.validation_ids}
        gone = [row.id for key, row in there.items() if key not in wanted]
        own.validation_ids.browse(gone).unlink()
        own.validation_ids.create(
            [
                {
                    "application_id": own.id,
                    "item_id": item.id,
                    "sequence": place,
                    "partner_id": partner.id,
                }
                for place, (item, partner) in enumerate(wanted)
                if (item, partner) not in there
            ]
        )
        own.validation_state = "open"
        own.invalidate_recordset(["validation_ids"])
        own._answer_automatic()
        return True

    def _get_wanted_items(self):
        """Return the pairs of items and parties that the table has, in their order."""
        nobody = self.env["res.partner"]
        items = self.env["bank.validation.item"].search(
            [("trade", "in", (False, self.kind))]
        )
        parties = {
            "application": [nobody],
            "liable": list(self._get_liable()),
            "party": list(self.partner_id | self.party_ids.partner_id),
        }
        return [(item, partner) for item in items for partner in parties[item.about]]

    def _answer_automatic(self):
        """Let the checks answer; how they are answered is no matter of rights."""
        rows = self.validation_ids.filtered("is_automatic")
        for row in rows:
            failed = row.item_id.check_id._find_failures(self)
            row.write(
                {
                    "result": "failed" if self.id in failed else "passed",
                    "comment": failed.get(self.id),
                    "user_id": False,
                    "date": fields.Datetime.now(),
                }
            )

    def action_complete_validation(self):
        """Close the table: everything is answered, the checks are asked once more."""
        self._check_may_validate()
        own = self.sudo()
        own._answer_automatic()
        if lacks := own._find_validation_lacks():
            raise UserError("\n".join(lacks))
        own.validation_state = "complete"
        own._log_validation("complete")
        return True

    def action_reopen_validation(self):
        self._check_may_validate()
        self.sudo().validation_state = "open"
        self.sudo()._log_validation("open")
        return True

    def _log_validation(self, state):
        rows = [[row.item_id.id, row.result] for row in self.validation_ids]
        payload = {"state": state, "results": rows}
        self.env["bank.decision"]._record("validation", [(self, payload)])

    def _find_validation_lacks(self):
        """Return what of the table is missing or not answered yet."""
        wanted = set(self._get_wanted_items())
        there = {(row.item_id, row.partner_id) for row in self.validation_ids}
        if wanted - there or not there:
            return [
                self.env._(
                    "The table does not have all items: press “Fill In the Table”."
                )
            ]
        return [
            self.env._("To be verified: %(item)s", item=row._tell())
            for row in self.validation_ids
            if row.result == "open"
        ]

    @api.model
    def _get_memo_sources(self):
        return [
            *super()._get_memo_sources(),
            ("validation", self.env._("Validation")),
        ]

    def _get_memo_validation(self):

        field = self.env["bank.application.validation"]._fields["result"]
        labels = dict(field._description_selection(self.env))
        return {
            "head": [
                self.env._("Item"),
                self.env._("Result"),
                self.env._("Comment"),
                self.env._("Verified by"),
            ],
            "rows": [
                [
                    row._tell(),
                    labels[row.result],
                    row.comment,
                    row.sudo().user_id.name,
                ]
                for row in self.validation_ids
            ],
        }


class BankApplicationValidation(models.Model):
    _inherit = "bank.application.validation"

    def _tell(self):
        name, party = self.item_id.name, self.sudo().partner_id.name
        return f"{name} ({party})" if party else name
