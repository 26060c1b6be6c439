# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Documents from templates that bankers write in Word.

The language is described in docs/templates.md. A template is read by docxtpl within a
sandbox of our own (docx_sandbox.py): it can print, repeat and choose, nothing else.
"""

import io
import re

from jinja2 import TemplateSyntaxError

from .docx_fields import check_reference, iter_references
from .docx_package import open_docx, to_plain
from .docx_problems import PROBLEMS, TemplateError, TemplateProblem
from .docx_sandbox import Sandbox, iter_forbidden, make_inert

__all__ = [
    "BLANK",
    "PROBLEMS",
    "TemplateError",
    "TemplateProblem",
    "check_template",
    "list_fields",
    "render",
]

BLANK = "_" * 12
MAX_PROBLEMS = 100
_QUOTED = re.compile(r"'([^']*)'")
# beginnings of what Jinja says -> our code
_SAYINGS = (
    ("Encountered unknown tag 'end", "unexpected_end"),
    ("Encountered unknown tag 'el", "unexpected_end"),
    ("Encountered unknown tag", "unknown_tag"),
    ("Unexpected end of template", "unclosed_block"),
    ("No filter named", "unknown_filter"),
)


def list_fields(content):
    """Return the sorted dotted names that a template uses.

    A name that others begin with is left out: of ``payments`` and ``payments.date``
    only the latter is told.

    :param content: docx (bytes)
    :raises TemplateError: where the template cannot be read
    """
    paths = set()
    for _place, source in _iter_sources(open_docx(content)):
        tree, problem = _read(source)
        if problem:
            raise TemplateError(problem.code, problem.detail, problem.near)
        paths |= {reference.path for reference in iter_references(tree)}
    prefixes = {path[:end] for path in paths for end in range(1, len(path))}
    return sorted(".".join(path) for path in paths - prefixes)


def check_template(content, known):
    """Return a list of TemplateProblem, empty when a template may be used.

    :param content: docx (bytes)
    :param known: nested mapping: name -> None for a value | mapping for a record |
        [mapping] for a list to loop over; None: fields are not checked
    """
    problems = []
    try:
        for _place, source in _iter_sources(open_docx(content)):
            problems.extend(_check_source(source, known))
    except TemplateError as error:
        problems.append(error.problem)
    return list(dict.fromkeys(problems))[:MAX_PROBLEMS]


def render(content, context, missing=BLANK, lang="ru"):
    """Return the document (docx, bytes) that a template makes of a context.

    :param content: docx (bytes)
    :param context: mapping of texts, numbers, dates, mappings and lists of mappings
    :param missing: printed where there is no data
    :param lang: language of dates, numbers and words
    :raises TemplateError: nothing else, whatever the template is
    """
    docx = open_docx(content)
    values = make_inert(context)
    sandbox = Sandbox(missing=missing, lang=lang)
    try:
        docx.render(values, sandbox, autoescape=True)
        file = io.BytesIO()
        docx.save(file)
    except TemplateError:
        raise
    except TemplateSyntaxError as error:
        problem = _explain(error, "")
        raise TemplateError(problem.code, problem.detail) from error
    except (RecursionError, MemoryError, SyntaxError) as error:
        raise TemplateError("too_complex", "nested too deeply") from error
    except Exception as error:  # libraries raise what they stumble over
        raise TemplateError("damaged", f"{type(error).__name__}: {error}"[:200]) from (
            error
        )
    return file.getvalue()


def _iter_sources(docx):
    """Yield (place, source) as Jinja will read it, a paragraph a line."""
    for place, xml in docx.iter_parts():
        source = docx.patch_xml(xml)
        yield place, re.sub(r"<w:p([ >])", r"\n<w:p\1", source)


def _read(source):
    """Return (tree, None), or (None, TemplateProblem) where it cannot be used."""
    try:
        tree = Sandbox().parse_freely(source)
    except TemplateSyntaxError as error:
        return None, _explain(error, source)
    except (RecursionError, MemoryError, ValueError):
        return None, TemplateProblem("too_complex", "nested too deeply")
    for code, detail, line in iter_forbidden(tree):
        return None, TemplateProblem(code, detail, _get_line(source, line))
    return tree, None


def _check_source(source, known):
    """Yield all problems of one part."""
    try:
        tree = Sandbox().parse_freely(source)
    except TemplateSyntaxError as error:
        yield _explain(error, source)
        return
    except (RecursionError, MemoryError, ValueError):
        yield TemplateProblem("too_complex", "nested too deeply")
        return
    forbidden = list(iter_forbidden(tree))
    for code, detail, line in forbidden:
        yield TemplateProblem(code, detail, _get_line(source, line))
    if forbidden or known is None:
        return
    for reference in iter_references(tree):
        problem = check_reference(reference, known)
        if problem:
            yield problem._replace(near=_get_line(source, reference.line))


def _explain(error, source):
    message = error.message or ""
    code = next(
        (code for start, code in _SAYINGS if message.startswith(start)), "syntax"
    )
    quoted = _QUOTED.findall(message)
    if code == "unclosed_block":
        detail = " / ".join(word for word in quoted if word.startswith("end"))
    else:
        detail = quoted[0] if quoted and code != "syntax" else message
    return TemplateProblem(code, detail[:200], _get_line(source, error.lineno))


def _get_line(source, line):
    """Return the text of the paragraph that a line of the source is."""
    lines = source.split("\n")
    if not line or not 0 < line <= len(lines):
        return ""
    return " ".join(to_plain(lines[line - 1]).split())[:120]
