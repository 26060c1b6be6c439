# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from ..tools.formula import (
    BAD,
    CURRENCY,
    DIV0,
    MISSING,
    NO_CURRENCY,
    RANGE,
)


class BankFormula(models.Model):
    """What a banker is told about a formula, in his language."""

    _inherit = "bank.formula"

    def _get_problems(self):
        """Return {code: sentence} for every code of ``formula.PROBLEMS``.

        The placeholders are filled by whoever has the problem.
        """
        return {
            **self._get_size_problems(),
            **self._get_sign_problems(),
            **self._get_name_problems(),
            **self._get_value_problems(),
        }

    def _get_size_problems(self):
        return {
            "not_text": self.env._("A formula is text."),
            "empty": self.env._("The formula is empty."),
            "too_long": self.env._("The formula is longer than %(limit)s characters."),
            "too_deep": self.env._(
                "Brackets are nested deeper than %(limit)s levels. Split the formula."
            ),
            "too_big": self.env._(
                "The formula has more than %(limit)s parts. Split it into several."
            ),
        }

    def _get_sign_problems(self):
        """What is written in a way that means nothing."""
        return {
            "bad_character": self.env._(
                "The character “%(found)s” has no meaning here."
            ),
            "bad_number": self.env._("The number “%(found)s” has too many digits."),
            "bad_date": self.env._("There is no such date: %(found)s."),
            "bad_text": self.env._("The text is longer than %(limit)s characters."),
            "open_text": self.env._("The closing quotation mark is missing."),
            "unexpected": self.env._("“%(found)s” is not expected here."),
            "unexpected_end": self.env._(
                "The formula ends too early: %(wanted)s is missing."
            ),
            "wanted": self.env._("“%(found)s” stands where %(wanted)s is expected."),
        }

    def _get_name_problems(self):
        """Names, functions and what they are given."""
        return {
            "unknown_name": self.env._(
                "“%(found)s” is not a known name. Known: %(known)s."
            ),
            "unknown_function": self.env._(
                "“%(found)s” is not a known function. Known: %(known)s."
            ),
            "argument_count": self.env._(
                "%(found)s takes %(wanted)s values, not %(given)s."
            ),
            "literal_only": self.env._(
                "The number of decimal places is a whole number from -6 to 12."
            ),
            "cycle": self.env._(
                "These formulas need each other in a circle: %(names)s."
            ),
            "shadow": self.env._(
                "“%(found)s” is both a field and a formula. Rename one of them."
            ),
        }

    def _get_value_problems(self):
        """Kinds, units and digits of values."""
        return {
            "kinds": self.env._("%(left)s and %(right)s cannot be used together here."),
            "wrong_kind": self.env._(
                "A value of the kind “%(wanted)s” is expected here, not “%(found)s”."
            ),
            "units": self.env._("Units differ: %(left)s and %(right)s."),
            "need_currency": self.env._("Say which currency, for example 1000 RUB."),
            "no_order": self.env._(
                "Texts and yes/no values can be equal or not, not greater or less."
            ),
            "too_fine": self.env._(
                "The comparison is made after rounding to %(digits)s decimal "
                "places, but this number has more. Raise the number of places or "
                "round the number."
            ),
            "only_missing": self.env._("The formula never has a value."),
        }

    def _get_words(self):
        """Return translations of the words that stand in problems."""
        return {
            "a value": self.env._("a value"),
            "number": self.env._("number"),
            "date": self.env._("date"),
            "text": self.env._("text"),
            "boolean": self.env._("yes or no"),
            "money": self.env._("money"),
        }

    def _get_reasons(self):
        """Return {status: sentence} of results that are no value."""
        return {
            MISSING: self.env._("No data"),
            DIV0: self.env._("Division by zero"),
            CURRENCY: self.env._("Amounts in different currencies"),
            NO_CURRENCY: self.env._("An amount without a currency"),
            RANGE: self.env._("A number of 18 digits or more"),
            BAD: self.env._("A value of another kind than expected"),
        }

    def _get_reason(self, outcome):
        """Return why an outcome is no value, naming what is missing by its label."""
        reason = self._get_reasons()[outcome.status]
        if not outcome.missing:
            return reason
        labels = {
            variable.name.lower(): variable.label or variable.name
            for variable in self._get_variable_records()
        }
        names = [labels.get(name, name) for name in outcome.missing]
        return self.env._(
            "%(reason)s: %(names)s", reason=reason, names=", ".join(names)
        )
