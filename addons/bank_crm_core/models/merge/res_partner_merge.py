# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_amount, format_date, html_escape

_SCALARS = {
    "boolean",
    "char",
    "date",
    "datetime",
    "float",
    "html",
    "integer",
    "many2one",
    "monetary",
    "selection",
    "text",
}
_NOT_MERGED = {
    "active",
    "branch_id",
    "calendar_last_notif_ack",
    "client_kind",
    "commercial_company_name",
    "company_id",
    "is_company",
    "manager_id",
    "merged_into_id",
    "message_main_attachment_id",
    "parent_id",
    "partner_latitude",
    "partner_longitude",
    "partner_share",
    "phone",
    "screening_hash",
    "search_key",
    "signup_type",
    "source_date",
    "source_key",
    "type",
    "user_id",
}


class ResPartner(models.Model):
    """What a client's card takes part in when cards of one client are merged."""

    _inherit = "res.partner"

    merged_into_id = fields.Many2one(
        comodel_name="res.partner",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The card in which this client lives on; feeds follow it.",
    )
    duplicate_warning = fields.Html(compute="_compute_duplicate_warning")
    duplicate_count = fields.Integer(compute="_compute_duplicate_count")

    @api.depends_context("show_card_number")
    def _compute_display_name(self):
        """Where cards of one name stand side by side, tell them apart by number."""
        super()._compute_display_name()
        if self.env.context.get("show_card_number"):
            for partner in self.filtered("id"):
                partner.display_name = partner._get_card_name()

    def _get_card_name(self):
        return self.env._(
            "No. %(number)s, %(name)s", number=self.id, name=self.name or ""
        )

    # Before a card is saved

    @api.depends(
        "client_kind",
        "name",
        "birth_date",
        "inn",
        "kpp",
        "snils",
        "ogrn",
        "email",
        "phone",
        "phone_ids.number",
    )
    def _compute_duplicate_warning(self):
        """Whom a card that is being entered may double; saved ones are searched apart."""
        for partner in self:
            is_new = not partner.id and not partner._origin.id and partner.client_kind
            partner.duplicate_warning = is_new and partner._get_duplicate_warning()

    def _get_duplicate_warning(self):
        rules = self.env["bank.duplicate.rule"]
        matches = rules._find_matches(self.client_kind, rules._get_card_keys(self))
        found = self.browse(matches)._filtered_access("read")
        lines = [
            found_one._get_duplicate_line(matches[found_one.id]) for found_one in found
        ]
        # only whoever has the number at hand is told: a name would let anybody ask
        # who is served behind another wall
        certain = [
            rule
            for partner_id, rule in matches.items()
            if partner_id not in found.ids and rule._is_by_numbers()
        ]
        if certain:
            text = self.env._(
                "Another branch already serves a client with these numbers. Ask the head "
                "of your branch to have him transferred."
            )
            lines.append(f"<li>{html_escape(text)}</li>")
        return f"<ul class='mb-0'>{''.join(lines)}</ul>" if lines else False

    def _get_duplicate_line(self, rule):
        self._note_access()
        parts = [
            self.birth_date and format_date(self.env, self.birth_date),
            self.inn and self.env._("INN %(number)s", number=self.inn),
            self.phone,
            rule.name,
        ]
        return (
            f"<li><a href='/odoo/bank-clients/{self.id}' target='_blank'>"
            f"{html_escape(self.display_name)}</a> "
            f"{html_escape(' · '.join(part for part in parts if part))}</li>"
        )

    def _compute_duplicate_count(self):
        """Open pairs of the card, for stewards; nobody else is asked to judge them."""
        counts = {}
        if self.env.user.has_group("bank_crm_core.group_crm_data_steward"):
            for name in ("partner_id", "other_id"):
                groups = self.env["bank.duplicate.pair"]._read_group(
                    [(name, "in", self.ids), ("state", "=", "open")],
                    [name],
                    ["__count"],
                )
                for partner, count in groups:
                    counts[partner.id] = counts.get(partner.id, 0) + count
        for partner in self:
            partner.duplicate_count = counts.get(partner.id, 0)

    def action_open_duplicates(self):
        """Show the pairs in which this card stands."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "bank_crm_core.bank_duplicate_pair_action"
        )
        domain = ["|", ("partner_id", "=", self.id), ("other_id", "=", self.id)]
        return {**action, "domain": domain}

    def action_merge_clients(self):
        """Open a merge of the selected cards."""
        return self.env["bank.client.merge"]._open_for(self)

    # What is forged by nobody

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("merged_into_id"):
                self._check_merged_into()
            # set, not only compared: a default in the context would fill the gap
            vals["merged_into_id"] = False
        return super().create(vals_list)

    def write(self, vals):
        if "merged_into_id" in vals:
            self._check_merged_into()
        elif vals.get("active"):
            merged = self.sudo().filtered("merged_into_id")[:1]
            if merged:
                raise UserError(
                    self.env._(
                        "The card “%(card)s” was merged into “%(survivor)s”. Have a data "
                        "steward undo the merge.",
                        card=merged.name,
                        survivor=merged.merged_into_id.name,
                    )
                )
        return super().write(vals)

    def _check_merged_into(self):
        if not self.env.su:
            raise AccessError(
                self.env._("Cards are merged by a data steward, not by hand.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_merged(self):
        merges = self.env["bank.client.merge"].sudo()
        if merges.search_count([("partner_ids", "in", self.ids)], limit=1):
            raise UserError(
                self.env._("A card that took part in a merge is archived, not deleted.")
            )

    def _mark_merged(self, survivor):
        """Archive these cards as merged, or bring them back where there is no survivor."""
        self.write({"active": not survivor, "merged_into_id": survivor.id})

    @api.model
    def _follow_merged(self, stage, column):
        """Let staged rows of a feed that name a merged card name the surviving one."""
        query = SQL(
            "UPDATE %(stage)s s SET %(column)s = p.merged_into_id FROM res_partner p "
            "WHERE p.id = s.%(column)s AND p.merged_into_id IS NOT NULL",
            stage=stage,
            column=SQL.identifier(column),
        )
        self.env.cr.execute(query)
        while self.env.cr.rowcount:
            self.env.cr.execute(query)

    # Values

    @api.model
    def _get_merged_fields(self):
        """Hook: names of the facts of which one value survives; phones all do."""
        return [
            name
            for name, field in self._fields.items()
            if field.store
            and field.type in _SCALARS
            and (not field.compute or not field.readonly)
            and not field.related
            and name not in models.MAGIC_COLUMNS
            and name not in _NOT_MERGED
        ]

    def _get_richest(self):
        """Return the card with the most agreements, then the most facts, then the oldest."""
        counts = dict(
            self.env["bank.agreement"]
            .sudo()  # only counted; every card was checked by whoever asks
            ._read_group([("partner_id", "in", self.ids)], ["partner_id"], ["__count"])
        )
        names = self._get_merged_fields()
        return self.sorted(
            lambda card: (
                -counts.get(card, 0),
                -sum(bool(card[name]) for name in names),
                card.id,
            )
        )[:1]

    def _differ_in(self, name):
        """Return whether the cards do not all say the same."""
        values = {card._get_merged_value(name) or False for card in self}
        return len(values) > 1

    def _get_merged_value(self, name):
        return self._fields[name].convert_to_write(self[name], self)

    def _format_merged(self, name):
        """Return a value as it is read on a screen."""
        self.ensure_one()
        field, value = self._fields[name], self[name]
        if field.type == "many2one":
            return value.display_name or ""
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "boolean":
            return self.env._("yes") if value else self.env._("no")
        if field.type == "monetary":
            currency = self[field.get_currency_field(self)]
            return format_amount(self.env, value, currency)
        if field.type == "date":
            return format_date(self.env, value) if value else ""
        return str(value or "")

    def _serialise_merged(self, names):
        """Return ``{name: JSON value}`` of these fields of one card."""
        values = {name: self._get_merged_value(name) for name in names}
        return {
            name: value if isinstance(value, (bool, int, float)) else str(value or "")
            for name, value in values.items()
        }

    def _restore_merged(self, journal):
        """Give the card back what it had, except what was changed since the merge."""
        now = self._serialise_merged(journal["after"])
        self.write(
            {
                name: value or False
                for name, value in journal["before"].items()
                if now[name] == journal["after"][name]
            }
        )
