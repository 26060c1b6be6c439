# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from dataclasses import dataclass

from odoo import models
from odoo.fields import Domain

from ...tools.points import MISSING


@dataclass(frozen=True)
class Score:
    """What a card says of one application.

    :param places: ``{characteristic id: place of its band}``
    """

    value: int
    verdict: str
    places: dict


class BankScorecard(models.Model):
    """A card over many applications at once."""

    _inherit = "bank.scorecard"

    def _score(self, applications):
        """Return ``{application id: Score}`` as the data are now.

        All are read with the rights of the server, archived records included, in a
        number of statements that depends on the card only.
        """
        self.ensure_one()
        card_sudo = self.sudo()
        applications_sudo = applications.sudo().with_context(active_test=False)
        applications_sudo.env.flush_all()
        plain = card_sudo._get_plain()
        columns = {
            part.id: part._read_column(applications_sudo)
            for part in card_sudo.characteristic_ids
        }
        places, scores = plain.score(columns)
        found = {}
        for row, application_id in enumerate(applications.ids):
            own = {key: int(column[row]) for key, column in places.items()}
            value = int(scores[row])
            found[application_id] = Score(value, plain.judge(value), own)
        return found

    def _tell(self, score):
        """Return the reasons of a score, what has cost most first, as plain data."""
        parts = {part.id: part for part in self.sudo().characteristic_ids}
        return [
            {
                "key": key,
                "place": place,
                "name": parts[key].name,
                "band": False
                if place == MISSING
                else parts[key]._get_bands()[place].name,
                "points": points,
                "lost": lost,
            }
            for key, place, points, lost in self.sudo()
            ._get_plain()
            .get_losses(score.places)
        ]


class BankScorecardCharacteristic(models.Model):
    _inherit = "bank.scorecard.characteristic"

    def _read_column(self, applications):
        """Return the value of each application, None where nothing is known."""
        if self.kind == "formula":
            outcomes = self.formula_id._evaluate(applications)
            return [
                float(outcomes[row].value) if outcomes[row].is_ok else None
                for row in applications.ids
            ]
        places = {}
        for place, band in enumerate(self._get_bands()):
            domain = Domain("id", "in", applications.ids) & band._get_domain()
            for row in applications.search(domain).ids:
                places.setdefault(row, place)
        return [places.get(row) for row in applications.ids]
