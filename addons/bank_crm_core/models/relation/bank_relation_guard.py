# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL


class BankRelation(models.Model):
    """Who may enter a relation and what becomes of one that was entered."""

    _inherit = "bank.relation"

    @api.model
    def _get_fixed_fields(self):
        """Hook: what a relation is. It is ended and entered anew, never rewritten."""
        return {
            "type_id",
            "partner_from_id",
            "partner_to_id",
            "share",
            "date_from",
            "replaces_id",
            "date_to_replaced",
            "source_key",
            *self._get_wall_fields(),
        }

    @api.model
    def _get_wall_fields(self):
        """Stored copies by which the wall stands: taken from the ends, never given."""
        return {"branch_from_id", "branch_to_id", "is_symmetric"}

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self._check_source(vals_list)
            self._check_ends_seen(vals_list)
        defaults = self.default_get(["replaces_id", "date_from"])
        vals_list = [
            {**vals, "date_to_replaced": self._end_replaced({**defaults, **vals})}
            for vals in vals_list
        ]
        relations = super().create(vals_list)
        if not self.env.su:
            relations._retake_wall()
            relations.check_access("create")
        relations._check_replaced()
        self.env["bank.relation.lead"]._refresh(relations)
        return relations

    @api.model
    def _check_ends_seen(self, vals_list):
        """Nobody learns a name, or who is related to whom, by trying numbers: before
        anything else is said, both ends must be his to read.
        """
        names = ["partner_from_id", "partner_to_id"]
        defaults = self.default_get(names)
        ids = {
            {**defaults, **vals}.get(name) for vals in vals_list for name in names
        } - {None, False}
        self.env["res.partner"].browse(ids).check_access("read")

    def _retake_wall(self):
        """A value or a default of the caller's does not stand against the ends."""
        for name in self._get_wall_fields():
            self.env.add_to_compute(self._fields[name], self)
        self.env.flush_all()

    @api.model
    def _check_source(self, vals_list):
        if any(
            vals.get("source") == "feed" or vals.get("source_key") for vals in vals_list
        ):
            raise AccessError(
                self.env._("Only a feed says that it comes from another system.")
            )

    @api.model
    def _end_replaced(self, vals):
        """End what a new relation continues; return the end that it had, if any.

        The caller's own word on that end does not count.
        """
        if not vals.get("replaces_id"):
            return False
        previous = self.browse(vals["replaces_id"])
        previous.check_access("write")
        end = previous.date_to
        previous._end_before(vals.get("date_from"))
        return end

    def _end_before(self, date_from):
        """End what a relation from this date continues."""
        if not date_from:
            raise UserError(self.env._("Say from which date it is so."))
        self.check_access("write")
        last = fields.Date.to_date(date_from) - timedelta(days=1)
        # one that had ended before is not made longer
        self.filtered(lambda row: not row.date_to or row.date_to > last).write(
            {"date_to": last}
        )

    def _check_replaced(self):
        names = ("type_id", "partner_from_id", "partner_to_id")
        for relation in self.filtered("replaces_id"):
            if any(relation[name] != relation.replaces_id[name] for name in names):
                raise ValidationError(
                    self.env._("Only a relation of the same two is continued.")
                )
        self._check_continued_once()

    def _check_continued_once(self):
        """Of two that continue the same one, neither would give its end back rightly."""
        groups = self.sudo()._read_group(
            [("replaces_id", "in", self.replaces_id.ids)],
            ["replaces_id"],
            having=[("__count", ">", 1)],
        )
        for (relation,) in groups:
            raise ValidationError(
                self.env._(
                    "“%(relation)s” is continued already: continue the later one, or "
                    "take it back first.",
                    relation=relation.display_name,
                )
            )

    def write(self, vals):
        if not self.env.su:
            self._check_source([vals])
            fixed = self._get_fixed_fields() & vals.keys()
            if any(
                relation._is_changed(name, vals[name])
                for relation in self
                for name in fixed
            ):
                raise UserError(
                    self.env._(
                        "A relation stays as it was entered. End it, and enter what "
                        "has changed as a new one."
                    )
                )
        result = super().write(vals)
        # the database compares with what stands in it: in the order of what is done
        self.flush_recordset()
        self.env["bank.relation.lead"]._refresh(self)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        """What was once known about a client is ended, never taken away.

        A slip of the pen is: within a day, by whoever made it. The day is counted from
        the moment of entry, not by a calendar, whose time zone the caller chooses.

        :raises UserError: it is somebody else's, somebody else has written on it, or it
            is older
        """
        since = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        for relation in self:
            writers = relation.create_uid | relation.write_uid
            if writers != self.env.user or relation.create_date < since:
                raise UserError(
                    self.env._(
                        "“%(relation)s” belongs to the history of the client: end it "
                        "with a date. Only whoever entered a relation by mistake takes "
                        "it back, within a day and before anybody else writes on it.",
                        relation=relation.display_name,
                    )
                )

    def unlink(self):
        """Both cards tell what was taken back; what it continued holds on, until the
        end that it had before.
        """
        returned = self.filtered(
            lambda row: row._has_ended_another() and row.replaces_id not in self
        )
        continued = {
            end: rows.replaces_id
            for end, rows in returned.grouped("date_to_replaced").items()
        }
        notes = self._prepare_notes_of_return()
        result = super().unlink()
        # only now: until then both would hold on the same days
        for end, relations in continued.items():
            relations.write({"date_to": end})
        # he who takes it back need not have the right to change both cards
        ends_sudo = self.env["res.partner"].sudo().browse(notes)
        ends_sudo._message_log_batch(bodies=notes)
        return result

    def _has_ended_another(self):
        """Return whether another relation ends because this one continues it."""
        end = self.replaces_id.date_to
        return bool(end) and end + timedelta(days=1) == self.date_from

    def _prepare_notes_of_return(self):
        """Return ``{id of an end: text}`` of what is about to be taken back."""
        names = {}
        for relation in self:
            for end in (relation.partner_from_id, relation.partner_to_id):
                names.setdefault(end.id, []).append(relation.display_name)
        return {
            key: self.env._(
                "Entered by mistake, taken back: %(relations)s",
                relations="; ".join(found),
            )
            for key, found in names.items()
        }

    def _is_changed(self, name, value):
        """Return whether the value is another one than the relation has."""
        field = self._fields[name]
        return field.convert_to_cache(value, self) != field.convert_to_cache(
            self[name], self
        )

    @api.model
    def _find_types(self, types):
        """Return those of the types of which there are relations."""
        groups = self._read_group([("type_id", "in", types.ids)], ["type_id"])
        return types.browse(kind.id for (kind,) in groups)

    # What is done with it

    def action_end(self):
        """End today what is not so any more."""
        today = fields.Date.context_today(self)
        self.filtered("is_current").write({"date_to": today})

    def action_change(self):
        """Enter what has changed as a new relation that continues this one."""
        self.ensure_one()
        self.check_access("write")
        context = {
            "default_replaces_id": self.id,
            "default_type_id": self.type_id.id,
            "default_partner_from_id": self.partner_from_id.id,
            "default_partner_to_id": self.partner_to_id.id,
            "default_share": self.share,
            "default_position": self.position,
            "default_date_from": fields.Date.context_today(self),
        }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("From a Date On"),
            "res_model": self._name,
            "views": [[False, "form"]],
            "target": "new",
            "context": context,
        }

    def action_open_other(self):
        """Open the card of the other end, as far as the wall lets."""
        self.ensure_one()
        self.check_access("read")
        return self.other_id.get_formview_action()

    # Read log

    @api.model
    def _get_access_log_client(self, alias):
        """The client of the first end, or of the second where the first has none."""
        return SQL(
            "COALESCE(%s, %s)",
            self._get_end_client(alias, "partner_from_id"),
            self._get_end_client(alias, "partner_to_id"),
        )

    @api.model
    def _get_end_client(self, alias, name):
        """Return SQL of the client at an end: a contact is his client's data."""
        return SQL(
            "(SELECT CASE WHEN e.client_kind IS NULL THEN e.parent_id ELSE e.id END "
            "FROM res_partner e WHERE e.id = %s AND e.branch_id IS NOT NULL)",
            SQL.identifier(alias, name),
        )

    @api.model
    def _get_access_log_other_client(self, alias):
        """A relation is the data of both ends."""
        return self._get_end_client(alias, "partner_to_id")

    # Feed

    def _get_feed_columns(self):
        return {
            "type_id": "required relation_type",
            "partner_from_id": "required client",
            "partner_to_id": "required client",
            "share": "number",
            "position": "text",
            "date_from": "date",
            "date_to": "date",
            "comment": "text",
        }

    def _get_feed_sql(self):
        branch = "(SELECT branch_id FROM res_partner WHERE id = s.{}_id)"
        return {
            "is_symmetric": "(SELECT is_symmetric FROM bank_relation_type "
            "WHERE id = s.type_id)",
            "branch_from_id": branch.format("partner_from"),
            "branch_to_id": branch.format("partner_to"),
            "source": "'feed'",
        }
