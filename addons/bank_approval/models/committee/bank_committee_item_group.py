# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

OPEN_STATES = ("queued", "agenda", "voting", "counting")


class BankCommitteeItem(models.Model):
    """What each group of the committee has to give to a matter, and has given."""

    _inherit = "bank.committee.item"

    group_figures = fields.Json(
        readonly=True, copy=False, help="As it was when the votes were counted."
    )
    group_text = fields.Text(
        string="Needed of the Groups", compute="_compute_group_text", exportable=False
    )

    @api.depends(
        "state", "group_figures", "vote_ids", "recusal_ids", "meeting_id.present_ids"
    )
    @api.depends_context("lang")
    def _compute_group_text(self):
        for item in self:
            # the figures of a matter are read by whoever reads the matter
            rows = item.sudo()._get_group_figures()
            item.group_text = "\n".join(item._tell_group(row) for row in rows) or False

    def _get_group_figures(self):
        """Return the figures of the groups: as counted, or as they stand now."""
        if self.state not in OPEN_STATES:
            return self.group_figures or []
        if not self.committee_id.group_ids:
            return []
        return self._prepare_group_figures(self._tally().groups)

    def _prepare_group_figures(self, counts):
        """Return the figures by the names that the groups have today."""
        groups = self.env["bank.committee.group"]
        return [
            {
                "id": row.group,
                "name": groups.browse(row.group).name,
                "entitled": row.entitled,
                "taking_part": row.taking_part,
                "attendance": row.attendance,
                "votes_for": row.votes_for,
                "needed_for": row.needed_for,
            }
            for row in counts
        ]

    def _tell_group(self, row):
        """Say in one line what a group has to give and has given."""
        if row["needed_for"]:
            text = self.env._(
                "%(name)s: for %(votes_for)s of %(needed_for)s needed", **row
            )
        else:
            text = self.env._(
                "%(name)s: take part %(taking_part)s of %(attendance)s needed", **row
            )
        if row["entitled"] < row["attendance"]:
            few = self.env._("only %(entitled)s may vote", entitled=row["entitled"])
            return f"{text}; {few}"
        if row["needed_for"] and row["taking_part"] < row["attendance"]:
            here = self.env._(
                "take part %(taking_part)s of %(attendance)s",
                taking_part=row["taking_part"],
                attendance=row["attendance"],
            )
            return f"{text}; {here}"
        return text

    @api.model
    def _get_reason_words(self):
        return {
            **super()._get_reason_words(),
            "count_reached": self.env._("the number of votes needed is for"),
            "count_missed": self.env._("fewer are for than needed"),
            "group_missing": self.env._("too few of a group took part"),
            "group_unreachable": self.env._("too few of a group may vote on it"),
            "group_not_for": self.env._("too few of a group are for"),
        }

    def _prepare_count_values(self, found):
        return {
            **super()._prepare_count_values(found),
            "group_figures": self._prepare_group_figures(found.groups) or False,
        }

    def _prepare_log_values(self, step):
        """Groups by their numbers: the log names nobody."""
        values = super()._prepare_log_values(step)
        if figures := self.group_figures:
            names = ("id", "taking_part", "attendance", "votes_for", "needed_for")
            values["groups"] = [[row[name] for name in names] for row in figures]
        return values
