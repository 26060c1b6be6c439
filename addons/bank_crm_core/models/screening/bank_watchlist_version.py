# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import hashlib
import json

from odoo import api, fields, models


class _Plan:
    """What loading a file would change, before anything is changed."""

    def __init__(self, watchlists, kind, digest, reading):
        self.env = watchlists.env
        self.kind = kind
        self.digest = digest
        self.reading = reading
        self.watchlist = watchlists.search([("kind", "=", kind)])
        entries = self.env["bank.watchlist.entry"].with_context(active_test=False)
        found = entries.search_fetch(
            [("watchlist_id", "=", self.watchlist.id)],
            ["ent", "content_hash", "active", "name"],
        )
        self.known = {entry.ent: entry for entry in found}
        self.hashes = {ent: _hash(row) for ent, row in reading.rows.items()}
        self.added = [ent for ent in reading.rows if not self._is_there(ent)]
        self.changed = [
            ent
            for ent in reading.rows
            if self._is_there(ent) and self.known[ent].content_hash != self.hashes[ent]
        ]
        self.gone = [
            ent
            for ent, entry in self.known.items()
            if entry.active and ent not in reading.rows
        ]

    def _is_there(self, ent):
        return ent in self.known and self.known[ent].active

    def _get_report(self):
        return {
            "read": self.reading.read,
            "added": len(self.added),
            "changed": len(self.changed),
            "gone": len(self.gone),
            "refused": [
                {"row": line, "reason": self._say_refusal(code, text)}
                for line, code, text in self.reading.refused
            ],
        }

    def _get_names(self, limit):
        rows = self.reading.rows
        return {
            "added_names": [rows[ent].name for ent in self.added[:limit]],
            "changed_names": [rows[ent].name for ent in self.changed[:limit]],
            "gone_names": [self.known[ent].name for ent in self.gone[:limit]],
        }

    def _say_refusal(self, code, text):
        sentences = {
            "empty": lambda: self.env._("No number or no name: %(text)s", text=text),
            "long": lambda: self.env._(
                "The name is too long to be one: %(text)s", text=text
            ),
            "twice": lambda: self.env._(
                "The number %(text)s is there twice", text=text
            ),
            "columns": lambda: self.env._(
                "Not the columns of this list: %(text)s", text=text
            ),
            "no_entry": lambda: self.env._(
                "Alias of an entry that is not there: %(text)s", text=text
            ),
            "birth_date": lambda: self.env._(
                "Birth date is not a year, month or day like 1971-05-03: %(text)s",
                text=text,
            ),
            "kind": lambda: self.env._(
                "Kind is not person, company, vessel or aircraft: %(text)s", text=text
            ),
        }
        return sentences[code]()

    def _load(self):
        """Write what has changed, log it and have the base rescreened."""
        report = self._get_report()
        if not (self.added or self.changed or self.gone) and self.watchlist:
            return report
        watchlist = self.watchlist or self.env["bank.watchlist"]._create_for(self.kind)
        version = self.env["bank.watchlist.version"]._enter(watchlist, self)
        self._write(watchlist, version)
        version._after_load()
        return report

    def _write(self, watchlist, version):
        entries = self.env["bank.watchlist.entry"]
        fresh = []
        for ent in (*self.added, *self.changed):
            values = entries._prepare_entry_values(self.reading.rows[ent])
            values.update(content_hash=self.hashes[ent], version_id=version.id)
            if ent in self.known:
                self.known[ent].write({**values, "active": True})
            else:
                fresh.append({**values, "ent": ent, "watchlist_id": watchlist.id})
        entries.create(fresh)
        gone = entries.browse([self.known[ent].id for ent in self.gone])
        gone.write({"active": False, "version_id": version.id})


def _hash(row):
    """Return the hash of what identifies an entry: a note may change freely."""
    content = [
        row.name,
        row.kind,
        sorted(row.aliases),
        sorted(row.weak_aliases),
        sorted(row.births),
        sorted(row.countries),
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


class BankWatchlistVersion(models.Model):
    """One loading of a list: which file, by whom, and what it changed."""

    _name = "bank.watchlist.version"
    _description = "Version of a Watchlist"
    _order = "id desc"

    watchlist_id = fields.Many2one(
        comodel_name="bank.watchlist",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    number = fields.Integer(string="Version No.", readonly=True, aggregator=None)
    date = fields.Datetime(readonly=True)
    user_id = fields.Many2one(comodel_name="res.users", string="By", readonly=True)
    file_hash = fields.Char(readonly=True)
    read_count = fields.Integer(string="Rows Read", readonly=True)
    added_count = fields.Integer(string="Added", readonly=True)
    changed_count = fields.Integer(string="Changed", readonly=True)
    gone_count = fields.Integer(string="Gone", readonly=True)
    refused_count = fields.Integer(string="Refused", readonly=True)
    refusals = fields.Text(readonly=True)
    screening_ids = fields.One2many(
        comodel_name="bank.screening", inverse_name="version_id"
    )

    @api.depends("watchlist_id", "number")
    def _compute_display_name(self):
        for version in self:
            version.display_name = f"{version.watchlist_id.name} № {version.number}"

    @api.model
    def _plan(self, kind, content, reading):
        """Return what a file would change: an object with ``_get_report``, ``_load``."""
        parts = content.values() if isinstance(content, dict) else [content]
        digest = hashlib.sha256(b"\0".join(bytes(part or b"") for part in parts))
        return _Plan(self.env["bank.watchlist"], kind, digest.hexdigest(), reading)

    @api.model
    def _enter(self, watchlist, plan):
        report = plan._get_report()
        refused = report["refused"]
        return self.create(
            {
                "watchlist_id": watchlist.id,
                "number": len(watchlist.version_ids) + 1,
                "date": fields.Datetime.now(),
                "user_id": self.env.uid,
                "file_hash": plan.digest,
                "read_count": report["read"],
                "added_count": report["added"],
                "changed_count": report["changed"],
                "gone_count": report["gone"],
                "refused_count": len(refused),
                "refusals": "\n".join(
                    f"{refusal['row']}: {refusal['reason']}"
                    for refusal in refused[:500]
                ),
            }
        )

    def _after_load(self):
        """A list that decides about clients has changed: log it, compare the base."""
        payload = {
            "version": self.number,
            "file": self.file_hash,
            "added": self.added_count,
            "changed": self.changed_count,
            "gone": self.gone_count,
            "refused": self.refused_count,
        }
        self.env["bank.decision"]._record("watchlist", [(self.watchlist_id, payload)])
        self.env["bank.screening.hit"]._lapse_gone(self)
        self.env["bank.screening"]._start("list", version=self)
