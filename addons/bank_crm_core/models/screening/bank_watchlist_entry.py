# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankWatchlist(models.Model):
    _inherit = "bank.watchlist"

    @api.model
    def _create_for(self, kind):
        """Enter a list that is loaded for the first time."""
        watchlist = self.create({"kind": kind, "name": kind})
        for code, _name in self.env["res.lang"].get_installed():
            spoken = watchlist.with_context(lang=code)
            names = dict(self._fields["kind"]._description_selection(spoken.env))
            spoken.name = names[kind]
        return watchlist


class BankWatchlistEntry(models.Model):
    """One person, company, vessel or aircraft of a list, with all names given to it.

    Written by loading only. Whoever is off the list is archived.
    """

    _name = "bank.watchlist.entry"
    _description = "Entry of a Watchlist"
    _order = "name, id"
    _rec_names_search = ["name", "aliases", "weak_aliases", "ent"]

    watchlist_id = fields.Many2one(
        comodel_name="bank.watchlist",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    ent = fields.Char(string="Number in the List", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    kind = fields.Selection(
        selection=[
            ("person", "Person"),
            ("company", "Company or Body"),
            ("vessel", "Vessel"),
            ("aircraft", "Aircraft"),
        ],
        readonly=True,
    )
    aliases = fields.Text(string="Also Known As", readonly=True, help="One a line.")
    weak_aliases = fields.Text(
        readonly=True,
        help="Names that the publisher calls of low quality, one a line.",
    )
    birth_dates = fields.Char(
        string="Born", readonly=True, help="1971~ is about 1971, 1969/1972 between."
    )
    countries = fields.Char(readonly=True)
    note = fields.Char(string="Programme", readonly=True)
    content_hash = fields.Char(required=True, readonly=True)
    active = fields.Boolean(string="On the List", default=True, readonly=True)
    version_id = fields.Many2one(
        comodel_name="bank.watchlist.version",
        string="Last Changed By",
        readonly=True,
        index=True,
        ondelete="restrict",
    )

    _ent_uniq = models.Constraint(
        "UNIQUE (watchlist_id, ent)", "This entry is there already."
    )

    @api.model
    def _prepare_entry_values(self, row):
        return {
            "name": row.name,
            "kind": row.kind or False,
            "aliases": "\n".join(row.aliases) or False,
            "weak_aliases": "\n".join(row.weak_aliases) or False,
            "birth_dates": ", ".join(row.births) or False,
            "countries": "; ".join(row.countries) or False,
            "note": row.note or False,
        }
