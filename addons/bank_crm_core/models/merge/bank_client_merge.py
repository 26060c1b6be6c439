# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import format_date

STEWARD = "bank_crm_core.group_crm_data_steward"


class BankClientMerge(models.Model):
    """Several cards of one client become one: what survives, what moved, and the way back.

    The other cards are archived, never deleted. A row that cannot move because the
    surviving card has its like stays with the archived card and is listed.
    """

    _name = "bank.client.merge"
    _description = "Merge of Clients"
    _inherit = ["bank.transition.mixin"]
    _order = "id desc"
    _access_logged = True
    _access_log_client = "partner_id"

    _server_fields = (
        "date_done",
        "date_undone",
        "done_by_id",
        "kept_count",
        "moved_count",
        "undo_reason",
        "undone_by_id",
        "values_journal",
    )

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Surviving Card",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('id', 'in', partner_ids)]",
    )
    partner_ids = fields.Many2many(
        comodel_name="res.partner",
        relation="bank_client_merge_partner_rel",
        string="Cards of the Client",
        readonly=True,
        context={"active_test": False},
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("done", "Merged"), ("undone", "Undone")],
        default="draft",
        required=True,
        readonly=True,
    )
    field_ids = fields.One2many(
        comodel_name="bank.client.merge.field",
        inverse_name="merge_id",
        string="What Survives",
    )
    move_ids = fields.One2many(
        comodel_name="bank.client.merge.move", inverse_name="merge_id", readonly=True
    )
    kept_ids = fields.One2many(
        comodel_name="bank.client.merge.move",
        inverse_name="merge_id",
        domain=[("state", "in", ("kept", "left"))],
        string="Stayed Where It Was",
        readonly=True,
    )
    moved_count = fields.Integer(string="Moved", readonly=True)
    kept_count = fields.Integer(string="Stayed", readonly=True)
    blocker = fields.Text(compute="_compute_blocker", string="What Blocks")
    done_by_id = fields.Many2one(comodel_name="res.users", readonly=True)
    date_done = fields.Datetime(readonly=True)
    undone_by_id = fields.Many2one(comodel_name="res.users", readonly=True)
    date_undone = fields.Datetime(readonly=True)
    undo_reason = fields.Char(readonly=True)
    # before and after of the surviving card, whoever may read which field
    values_journal = fields.Json(readonly=True, groups="base.group_system")

    @api.depends("partner_id", "partner_ids")
    def _compute_display_name(self):
        for merge in self:
            merge.display_name = self.env._(
                "%(client)s, %(count)s cards",
                client=merge.partner_id.display_name or "",
                count=len(merge.partner_ids),
            )

    @api.depends("partner_id", "partner_ids", "state")
    def _compute_blocker(self):
        for merge in self:
            target = {"draft": "done", "done": "undone"}.get(merge.state)
            reasons = target and merge._get_blocking_reasons(target)
            merge.blocker = (reasons and reasons.get(merge.id)) or False

    @api.model
    def _check_steward(self):
        if not (self.env.su or self.env.user.has_group(STEWARD)):
            raise AccessError(
                self.env._("Only a data steward judges duplicates and merges clients.")
            )

    # Making one

    @api.model
    def _open_for(self, partners):
        """Make a draft for these cards and return the action that shows it."""
        merge = self._create_draft(partners)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Merge of Clients"),
            "res_model": self._name,
            "res_id": merge.id,
            "views": [(False, "form")],
        }

    @api.model
    def _create_draft(self, partners, survivor=None):
        """Return a draft; the richest card survives unless another is named.

        :raise UserError: fewer than two cards
        """
        self._check_steward()
        partners.check_access("read")
        if len(partners) < 2:
            raise UserError(self.env._("Choose at least two cards to merge."))
        survivor = survivor or partners._get_richest()
        values = {
            "partner_id": survivor.id,
            "partner_ids": [Command.set(partners.ids)],
        }
        return self.create(values)

    @api.model_create_multi
    def create(self, vals_list):
        merges = super().create(vals_list)
        merges._check_cards()
        merges._fill_fields()
        return merges

    def write(self, vals):
        if not self.env.su and any(merge.state != "draft" for merge in self):
            raise AccessError(self.env._("What was merged is not changed. Undo it."))
        result = super().write(vals)
        if vals.keys() & {"partner_id", "partner_ids"}:
            self._check_cards()
            self._fill_fields()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(merge.state != "draft" for merge in self):
            raise UserError(self.env._("A merge is proof of what was done: it stays."))

    def _check_cards(self):
        """Whoever makes a merge must see every card of it."""
        self._check_steward()
        for merge in self:
            partners = self.env["res.partner"].browse(merge.sudo().partner_ids.ids)
            partners.check_access("read")

    def _fill_fields(self):
        """List the facts in which the cards differ, with a proposal for each."""
        for merge in self:
            partners = merge.partner_ids
            names = partners.fields_get(partners._get_merged_fields(), ["string"])
            merge.field_ids.unlink()
            self.env["bank.client.merge.field"].create(
                [
                    {
                        "merge_id": merge.id,
                        "name": name,
                        "source_id": merge._get_best_source(partners, name).id,
                    }
                    for name in names
                    if partners._differ_in(name)
                ]
            )

    def _get_best_source(self, partners, name):
        """The surviving card's own value, else the one that was changed last."""
        filled = partners.filtered(name)
        if self.partner_id in filled or not filled:
            return self.partner_id
        return filled.sorted("write_date")[-1]

    # Steps

    @api.model
    def _get_transitions(self):
        return {
            ("draft", "done"): "_get_merge_blockers",
            ("done", "undone"): "_get_undo_blockers",
        }

    def _get_merge_blockers(self):
        return self._collect(lambda merge: merge._get_merge_blocker())

    def _get_undo_blockers(self):
        return self._collect(lambda merge: merge._get_undo_blocker())

    def _collect(self, method):
        found = {merge.id: method(merge) for merge in self}
        return {merge_id: reason for merge_id, reason in found.items() if reason}

    def _get_merge_blocker(self):
        """Hook: why these cards cannot be one client, or False."""
        cards_sudo = self.sudo().partner_ids
        if len(cards_sudo) < 2 or self.partner_id not in cards_sudo:
            return self.env._("Choose the surviving card among at least two cards.")
        if cards_sudo.filtered("merged_into_id") or not all(
            cards_sudo.mapped("active")
        ):
            return self.env._("One of the cards is archived or merged already.")
        if len(set(cards_sudo.mapped("client_kind"))) > 1:
            return self.env._(
                "The cards are of different kinds. A person and his business as a "
                "sole proprietor stay two clients; join them by a relation."
            )
        if users := cards_sudo.with_context(active_test=False).user_ids:
            return self.env._(
                "%(name)s signs in to the system. Take the user off the card first.",
                name=users[:1].name,
            )
        return self._get_numbers_blocker(cards_sudo)

    def _get_numbers_blocker(self, cards_sudo):
        for name in ("inn", "kpp", "snils", "ogrn"):
            numbers = set(filter(None, cards_sudo.mapped(name)))
            if len(numbers) > 1:
                return self.env._(
                    "The cards have different numbers: %(label)s %(numbers)s. They are "
                    "two clients, or one of the numbers is wrong: mend it first.",
                    label=cards_sudo._fields[name].string,
                    numbers=", ".join(sorted(numbers)),
                )
        return False

    def _get_undo_blocker(self):
        card_sudo = self.sudo().partner_id
        if card_sudo.merged_into_id:
            return self.env._(
                "The surviving card was itself merged into “%(name)s” afterwards. Undo "
                "that merge first.",
                name=card_sudo.merged_into_id.display_name,
            )
        later = self.sudo().search(
            [
                ("partner_id", "=", card_sudo.id),
                ("state", "=", "done"),
                ("id", ">", self.id),
            ],
            limit=1,
        )
        if later:
            return self.env._(
                "Undo the later merge of %(date)s first.",
                date=format_date(self.env, later.date_done),
            )
        return False

    def action_merge(self):
        """Make one card of several, or say what blocks."""
        self._check_cards()
        for merge in self:
            partners_sudo = merge.sudo().partner_ids
            partners_sudo.lock_for_update()
            if reasons := merge._get_blocking_reasons("done"):
                raise UserError("\n".join(reasons.values()))
            merge.sudo()._do_merge()

    def action_undo(self, reason=None):
        """Take the merge back: every row that still lies where it was put."""
        self._check_cards()
        for merge in self:
            merge.sudo().partner_ids.lock_for_update()
            if reasons := merge._get_blocking_reasons("undone"):
                raise UserError("\n".join(reasons.values()))
            merge.sudo()._do_undo(reason)

    def action_open_survivor(self):
        self.ensure_one()
        return self.partner_id.get_formview_action()

    # Effects

    def _do_merge(self):
        """Archive first: two active cards with one INN are refused."""
        survivor = self.partner_id
        others = self.partner_ids - survivor
        values = self._get_surviving_values()
        before = survivor._serialise_merged(values)
        self._transition(
            "done", done_by_id=self.env.uid, date_done=fields.Datetime.now()
        )
        others._mark_merged(survivor)
        survivor.write(values)
        self._move_rows(others, survivor)
        counts = self._count_moves()
        after = survivor._serialise_merged(values)
        self.write(
            {
                "values_journal": {"before": before, "after": after},
                "moved_count": counts["moved"],
                "kept_count": counts["kept"],
            }
        )
        self._close_pairs("open", "merged")
        self._after_merge("merge", survivor, others)

    def _get_surviving_values(self):
        """Return what the surviving card takes over: what was chosen, and what it lacks.

        Fields that the steward may not read are not shown to him; where the surviving
        card has none, the latest value of the others is kept all the same.
        """
        chosen = {row.name: row.source_id for row in self.field_ids}
        values = {}
        for name in self.partner_ids._get_merged_fields():
            source = chosen.get(name) or self._get_best_source(self.partner_ids, name)
            if source != self.partner_id and source[name] != self.partner_id[name]:
                values[name] = source._get_merged_value(name)
        return values

    def _do_undo(self, reason=None):
        survivor = self.partner_id
        others = self.partner_ids - survivor
        self._restore_rows()
        survivor._restore_merged(self.values_journal)
        others._mark_merged(self.env["res.partner"])
        counts = self._count_moves()
        self._transition(
            "undone",
            kept_count=counts["kept"] + counts["left"],
            undone_by_id=self.env.uid,
            date_undone=fields.Datetime.now(),
            undo_reason=reason or False,
        )
        self._close_pairs("merged", "open")
        self._after_merge("unmerge", survivor, others)

    def _close_pairs(self, origin, target):
        pairs = self.env["bank.duplicate.pair"].search(
            [
                ("partner_id", "in", self.partner_ids.ids),
                ("other_id", "in", self.partner_ids.ids),
                ("state", "=", origin),
            ]
        )
        pairs._transition(target)

    def _after_merge(self, kind, survivor, others):
        """Hook: the decision log, and word to those whose clients they were."""
        payload = {
            "merge": self.id,
            "survivor": survivor.id,
            "others": others.ids,
            "moved": self.moved_count,
            "stayed": self.kept_count,
        }
        self.env["bank.decision"]._record(kind, [(survivor, payload)])
        managers = (survivor | others).manager_id - self.env.user
        survivor.message_post(
            body=self._get_message(kind, others),
            partner_ids=managers.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )

    def _get_message(self, kind, others):
        cards = ", ".join(str(card.id) for card in others)
        if kind == "merge":
            return self.env._(
                "The cards %(cards)s were merged into this one: %(moved)s rows moved, "
                "%(kept)s stayed.",
                cards=cards,
                moved=self.moved_count,
                kept=self.kept_count,
            )
        return self.env._("The merge with the cards %(cards)s was undone.", cards=cards)
