# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankDocumentTemplate(models.Model):
    """What is wrong with a template, in words for who writes it in Word."""

    _inherit = "bank.document.template"

    def _describe(self, problems):
        """Return a sentence for each problem; unknown names together in the first."""
        unknown = [each for each in problems if each.code == "unknown_field"]
        words = self._get_problem_words()
        sentences = [self._describe_unknown(unknown)] if unknown else []
        for each in problems:
            if each.code == "unknown_field":
                continue
            sentence = words.get(each.code, each.code).replace("%s", each.detail)
            sentences.append(f"{sentence} — {each.near}" if each.near else sentence)
        return sentences

    def _describe_unknown(self, problems):
        names = []
        for each in problems:
            hint = f" ({each.suggestions[0]}?)" if each.suggestions else ""
            names.append(each.detail + hint)
        return self.env._(
            "Nobody has listed these names: %(names)s. Correct them in Word, or add "
            "them under Names in Templates.",
            names=", ".join(dict.fromkeys(names)),
        )

    def _get_problem_words(self):
        """Return ``{code: sentence}``; %s stands for what it is about."""
        return self._get_file_problems() | self._get_tag_problems()

    def _get_file_problems(self):
        return {
            "not_docx": self.env._("The file is no Word document (docx)."),
            "damaged": self.env._(
                "The document is damaged; save it in Word once more."
            ),
            "encrypted": self.env._(
                "The document has a password; save it without one."
            ),
            "macros": self.env._("The document contains macros; save it without them."),
            "external": self.env._(
                "The document points outside of itself; remove the link."
            ),
            "too_large": self.env._("The document is too large."),
            "too_complex": self.env._("The template is too complex; make two of it."),
            "too_long": self.env._("The letter would become too long."),
        }

    def _get_tag_problems(self):
        return {
            "unclosed_tag": self.env._("Opened and not closed: %s"),
            "unclosed_block": self.env._("A block has no end: %s"),
            "unexpected_end": self.env._("Ends what was not begun: %s"),
            "unknown_tag": self.env._("There is no such word in templates: %s"),
            "syntax": self.env._("This cannot be read: %s"),
            "forbidden": self.env._("This is not allowed in templates: %s"),
            "unknown_filter": self.env._("There is no such way of writing: %s"),
            "wrong_filter": self.env._("This value cannot be written so: %s"),
            "not_a_list": self.env._("No list, so it cannot be repeated: %s"),
            "is_a_list": self.env._("A list; write a loop around it: %s"),
            "is_a_record": self.env._("Name one of its fields after a dot: %s"),
            "bad_value": self.env._("This value cannot be used here: %s"),
        }
