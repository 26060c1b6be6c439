# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import watchlist_files

SHOWN = 20
KINDS = ("ofac", "un", "csv")


class BankWatchlist(models.Model):
    """A list of whom the bank must not serve, as somebody publishes it.

    Its entries change only by loading a whole new version: what is not in the file
    any more is *gone*, never deleted, so that verdicts keep what they are about.
    """

    _name = "bank.watchlist"
    _description = "Watchlist"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        selection=[
            ("ofac", "US Treasury (SDN.CSV, ALT.CSV)"),
            ("un", "UN Security Council (XML)"),
            ("csv", "The bank's own (CSV)"),
        ],
        required=True,
        readonly=True,
    )
    threshold = fields.Float(
        string="Likeness from Which It Is a Hit",
        default=0.82,
        digits=(3, 2),
        required=True,
        help="From 0 to 1. Lower finds more of those meant and more of others.",
    )
    version_ids = fields.One2many(
        comodel_name="bank.watchlist.version", inverse_name="watchlist_id"
    )
    entry_ids = fields.One2many(
        comodel_name="bank.watchlist.entry", inverse_name="watchlist_id"
    )
    entry_count = fields.Integer(string="Entries", compute="_compute_entry_count")
    date_loaded = fields.Datetime(string="Loaded On", compute="_compute_date_loaded")

    _kind_uniq = models.Constraint("UNIQUE (kind)", "This list is there already.")
    _check_threshold = models.Constraint(
        "CHECK (threshold BETWEEN 0.5 AND 1)",
        "Choose a likeness between 0.5 and 1.",
    )

    @api.depends("entry_ids.active")
    def _compute_entry_count(self):
        groups = self.env["bank.watchlist.entry"]._read_group(
            [("watchlist_id", "in", self.ids)], ["watchlist_id"], ["__count"]
        )
        counts = {watchlist.id: count for watchlist, count in groups}
        for watchlist in self:
            watchlist.entry_count = counts.get(watchlist.id, 0)

    @api.depends("version_ids.date")
    def _compute_date_loaded(self):
        groups = self.env["bank.watchlist.version"]._read_group(
            [("watchlist_id", "in", self.ids)], ["watchlist_id"], ["date:max"]
        )
        dates = {watchlist.id: date for watchlist, date in groups}
        for watchlist in self:
            watchlist.date_loaded = dates.get(watchlist.id)

    def write(self, vals):
        if "kind" in vals and not self.env.su:
            raise AccessError(self.env._("The kind of a list does not change."))
        return super().write(vals)

    @api.model
    def _check_officer(self):
        """Lists are for security officers and the feed; everybody else is refused."""
        allowed = (
            "bank_crm_core.group_crm_security_officer",
            "bank_base.group_bank_integration",
        )
        if self.env.su or any(map(self.env.user.has_group, allowed)):
            return
        raise AccessError(
            self.env._("Only a security officer works with watchlists and screening.")
        )

    @api.model
    def load_file(self, kind, content):
        """Load a new version of a list; the same file twice changes nothing.

        :param str kind: ``ofac``, ``un`` or ``csv``
        :param content: bytes; for ``ofac`` a dict of bytes, ``sdn`` and maybe ``alt``
        :return: ``read``, ``added``, ``changed``, ``gone`` (numbers) and ``refused``,
            a list of ``{"row", "reason"}``
        """
        self._check_officer()
        return self._compare(kind, content)._load()

    @api.model
    def preview_file(self, kind, content):
        """Return what :meth:`load_file` would, with names of what would change."""
        self._check_officer()
        plan = self._compare(kind, content)
        return {**plan._get_report(), **plan._get_names(SHOWN)}

    def _compare(self, kind, content):
        """Read a file and compare it with what is loaded; change nothing."""
        if kind not in KINDS:
            raise UserError(
                self.env._(
                    "There is no kind of list “%(kind)s”: choose ofac, un or csv.",
                    kind=kind,
                )
            )
        # officers load, nobody writes entries: checked before by the public methods
        self_sudo = self.sudo()
        try:
            reading = watchlist_files.read(kind, content)
        except watchlist_files.BrokenFile as error:
            raise UserError(self._explain_broken(error)) from error
        if not reading.rows:
            raise UserError(
                self.env._(
                    "No entry could be read from the file. Nothing was changed: check "
                    "that it is the right file."
                )
            )
        return self_sudo.env["bank.watchlist.version"]._plan(kind, content, reading)

    def _explain_broken(self, error):
        name = error.details.get("file", "")
        problems = {**self._get_file_problems(name), **self._get_content_problems()}
        return problems[error.code]

    def _get_file_problems(self, name):
        return {
            "not_bytes": self.env._("%(file)s: give the file itself.", file=name),
            "too_big": self.env._(
                "%(file)s is over 64 MB, no list is that long. Check the file.",
                file=name,
            ),
            "encoding": self.env._(
                "%(file)s is not text in UTF-8. Save it in UTF-8 and load it again.",
                file=name,
            ),
            "csv": self.env._(
                "%(file)s cannot be read as a table. Download the file again.",
                file=name,
            ),
            "no_sdn": self.env._("Choose the file SDN.CSV."),
            "nothing": self.env._("The file is empty."),
        }

    def _get_content_problems(self):
        return {
            "xml": self.env._(
                "The XML file is broken, perhaps cut off. Download it again."
            ),
            "doctype": self.env._(
                "The XML file declares entities, which the list never does. It is "
                "refused as unsafe: download it from the publisher."
            ),
            "not_un": self.env._(
                "This is not the consolidated list of the UN Security Council."
            ),
            "header": self.env._(
                "The first line must name the columns: ent and name, and if known kind, "
                "birth_date and country."
            ),
        }

    def action_open_entries(self):
        """Show the entries of the list."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_watchlist_entry_action"
        )
        return {**action, "domain": [("watchlist_id", "=", self.id)]}
