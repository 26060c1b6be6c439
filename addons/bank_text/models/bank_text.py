# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankText(models.AbstractModel):
    """What the plain tools of this addon say, in the language of the user."""

    _name = "bank.text"
    _description = "Names and Texts (abstract)"

    @api.model
    def _describe_reasons(self, reasons):
        """Return a sentence for each reason given by ``names.similarity``.

        :param reasons: tuples ``(code, a, b)``, codes as in ``names.REASONS``
        """
        return [self._describe_reason(*reason) for reason in reasons]

    @api.model
    def _describe_reason(self, code, a="", b=""):
        _ = self.env._
        sentences = {
            "same": lambda: _("Same word: %(a)s", a=a),
            "script": lambda: _(
                "Same name in another script or spelling: %(a)s, %(b)s", a=a, b=b
            ),
            "sound": lambda: _("Sounds the same: %(a)s, %(b)s", a=a, b=b),
            "typo": lambda: _("Differs by a slip of the pen: %(a)s, %(b)s", a=a, b=b),
            "alike": lambda: _("Alike: %(a)s, %(b)s", a=a, b=b),
            "initial": lambda: _("Initial: %(a)s, %(b)s", a=a, b=b),
            "joined": lambda: _(
                "Same letters, written apart or together: %(a)s, %(b)s", a=a, b=b
            ),
            "order": lambda: _("Same words in another order"),
            "missing": lambda: _("Only in one of the names: %(a)s", a=a),
            "different": lambda: _("Different: %(a)s, %(b)s", a=a, b=b),
            "form": lambda: _("Different legal forms: %(a)s, %(b)s", a=a, b=b),
            "kind": lambda: _("One is a person, the other a company"),
            "look_alike": lambda: _(
                "Latin and Cyrillic letters mixed in one word: %(a)s", a=a
            ),
        }
        return sentences[code]()
