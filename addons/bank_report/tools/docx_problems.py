# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What can be wrong with a template; a screen may translate it by its code."""

from typing import NamedTuple

PROBLEMS = {
    "not_docx": "The file is no docx document.",
    "damaged": "The document is damaged: %(detail)s.",
    "encrypted": "The document is protected by a password.",
    "macros": "The document holds macros: %(detail)s.",
    "external": "The document refers to something outside of it: %(detail)s.",
    "too_large": "The template is too large: %(detail)s.",
    "too_complex": "The template is too complex: %(detail)s.",
    "too_long": "The document would become too long: %(detail)s.",
    "unclosed_tag": "“%(detail)s” is opened and not closed.",
    "unclosed_block": "The block has no end: %(detail)s is missing.",
    "unexpected_end": "“%(detail)s” ends nothing that was begun.",
    "unknown_tag": "There is no such word: “%(detail)s”.",
    "syntax": "This cannot be read: %(detail)s.",
    "forbidden": "This is not allowed in templates: %(detail)s.",
    "unknown_filter": "There is no such filter: “%(detail)s”.",
    "wrong_filter": "The filter cannot be used so: %(detail)s.",
    "unknown_field": "There is no such field: “%(detail)s”.",
    "not_a_list": "“%(detail)s” is no list and cannot be repeated.",
    "is_a_list": "“%(detail)s” is a list: write a loop around it.",
    "is_a_record": "“%(detail)s” has fields: name one of them after a dot.",
    "bad_value": "This value cannot be used here: %(detail)s.",
}


class TemplateProblem(NamedTuple):
    """One thing wrong: a key of PROBLEMS, what it is about, the text around it.

    :param near: as the author reads it in Word; "" where there is no place
    :param suggestions: names the author may have meant, the likeliest first
    """

    code: str
    detail: str = ""
    near: str = ""
    suggestions: tuple = ()


class TemplateError(Exception):
    """A template that is not used: the first of its problems, flattened.

    :param code: a key of PROBLEMS
    :param detail: what it is about
    """

    def __init__(self, code, detail="", near=""):
        super().__init__(PROBLEMS[code] % {"detail": detail})
        self.code = code
        self.detail = detail
        self.near = near

    @property
    def problem(self):
        """The same as a TemplateProblem."""
        return TemplateProblem(self.code, self.detail, self.near)
