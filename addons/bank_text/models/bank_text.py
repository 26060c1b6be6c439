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
        sentences = {
            "same": lambda: self.env._("Same word: %(a)s", a=a),
            "script": lambda: self.env._(
                "Same name in another script or spelling: %(a)s, %(b)s", a=a, b=b
            ),
            "sound": lambda: self.env._("Sounds the same: %(a)s, %(b)s", a=a, b=b),
            "typo": lambda: self.env._(
                "Differs by a slip of the pen: %(a)s, %(b)s", a=a, b=b
            ),
            "alike": lambda: self.env._("Alike: %(a)s, %(b)s", a=a, b=b),
            "initial": lambda: self.env._("Initial: %(a)s, %(b)s", a=a, b=b),
            "joined": lambda: self.env._(
                "Same letters, written apart or together: %(a)s, %(b)s", a=a, b=b
            ),
            "order": lambda: self.env._("Same words in another order"),
            "missing": lambda: self.env._("Only in one of the names: %(a)s", a=a),
            "different": lambda: self.env._("Different: %(a)s, %(b)s", a=a, b=b),
            "form": lambda: self.env._("Different legal forms: %(a)s, %(b)s", a=a, b=b),
            "kind": lambda: self.env._("One is a person, the other a company"),
            "look_alike": lambda: self.env._(
                "Latin and Cyrillic letters mixed in one word: %(a)s", a=a
            ),
        }
        return sentences[code]()
