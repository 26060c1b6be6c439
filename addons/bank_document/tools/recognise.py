# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words of scans, by the program tesseract where the server has it.

Each page is drawn by one process and read by another; both have limits of memory,
time and pixels, so that no file harms the one that asks. Words come with the
certainty that the program gives them; nothing is corrected but small words of letters
that look the same in both alphabets.
"""

import csv
import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
from typing import NamedTuple

_logger = logging.getLogger(__name__)

PROGRAM = "tesseract"
LANGUAGES = ("rus", "eng")
# one page; a slow machine needs some 5 s
TIMEOUT_S = 40
PICTURES = ("image/jpeg", "image/png", "image/tiff", "image/bmp", "image/webp")
PDF = "application/pdf"
_ALIKE = str.maketrans("aceopxyk63", "асеорхукбз")
_ALIKE_WORD = re.compile(r"(?<![\w@.-])[aceopxyk][aceopxyk63]+(?![\w@-])")
_CYRILLIC, _LATIN = re.compile("[А-Яа-яЁё]"), re.compile("[A-Za-z]")
_CHILD = os.path.join(os.path.dirname(__file__), "recognise_child.py")


class Step(NamedTuple):
    """What one step has read: text, up to where, and how sure it is.

    :param page_next: where to go on (from 0), None at the end
    :param is_read: whether a page was recognised
    :param word_count: recognised words
    :param certainty: sum of their certainties, each 0 to 100
    :param problem: code of what went wrong, None where nothing did
    """

    text: str = ""
    page_next: int | None = None
    page_count: int = 0
    is_read: bool = False
    word_count: int = 0
    certainty: float = 0
    problem: str | None = None


def find_problem():
    """Return what this server lacks to read scans: "program", "language" or None."""
    program = shutil.which(PROGRAM)
    if not program:
        return "program"
    told, _problem = _run([program, "--list-langs"], b"", 10)
    known = told.decode("utf-8", "ignore").split()
    return None if all(name in known for name in LANGUAGES) else "language"


def is_kind(mimetype):
    """Tell whether files of this kind may be scans.

    >>> is_kind("image/png"), is_kind("text/plain")
    (True, False)
    """
    return mimetype == PDF or mimetype in PICTURES


def read_step(content, mimetype, first=0, wanted=True):
    """Read a file on from a page, until one page was recognised or the end is reached.

    :param bytes content: the whole file
    :param int first: page to begin with, from 0
    :param bool wanted: False takes the layers of text only
    :return: Step; never raises for what is in the file
    """
    known, picture = _draw(content, mimetype, first, wanted)
    if "texts" not in known:
        return Step(problem=known["problem"])
    page, pages = known["page"], known["pages"]
    step = Step(
        text="\n\n".join(known["texts"]),
        page_next=None if page is None or page + 1 >= pages else page + 1,
        page_count=pages,
        problem=known.get("problem"),
    )
    return step if page is None else _read(picture, known["dpi"], step)


def _draw(content, mimetype, first, wanted):
    """Return what is known of a file and the picture of its next page."""
    kind = "pdf" if mimetype == PDF else "picture"
    command = ["draw", kind, str(first), "1" if wanted else "0"]
    output, problem = _run_child(command, content)
    head, _newline, picture = output.partition(b"\n")
    try:
        return json.loads(head), picture
    except ValueError:
        return {"problem": problem or "damaged"}, b""


def _read(picture, dpi, step):
    """Add the words of a picture to what its step knows."""
    program = shutil.which(PROGRAM)
    if not program:
        return step._replace(problem="program")
    if not picture:
        return step._replace(is_read=True)
    options = ["-l", "+".join(LANGUAGES), "--psm", "1", "--dpi", str(dpi), "tsv"]
    command = ["read", program, "stdin", "stdout", *options]
    output, problem = _run_child(command, picture)
    if problem:
        return step._replace(problem=problem)
    text, count, certainty = _parse(output.decode("utf-8", "ignore"))
    return step._replace(
        text="\n".join(filter(None, (step.text, text))),
        is_read=True,
        word_count=count,
        certainty=certainty,
    )


def _parse(table):
    r"""Return text, number of words and sum of their certainties of a tesseract table.

    >>> head = "level page_num block_num par_num line_num word_num left top width height"
    >>> head = head.replace(" ", "\t") + "\tconf\ttext\n"
    >>> line = "5\t1\t1\t1\t{}\t1\t0\t0\t9\t9\t{}\t{}\n"
    >>> _parse(head + line.format(1, 90, "Полис") + line.format(2, 80.5, "№"))
    ('Полис\n№', 2, 170.5)
    """
    lines, count, certainty = {}, 0, 0.0
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        word = (row.get("text") or "").strip()
        if row["level"] != "5" or not word:
            continue
        place = (row["block_num"], row["par_num"], row["line_num"])
        lines.setdefault(place, []).append(word)
        count += 1
        certainty += float(row["conf"])
    text = "\n".join(" ".join(words) for words in lines.values())
    return _mend(text), count, certainty


def _mend(text):
    """Write small words that look the same in both alphabets as the rest of a page is.

    >>> _mend("Страховая сумма 1 250 000,50 py6. Код BC 63, box@copy.ru")
    'Страховая сумма 1 250 000,50 руб. Код BC 63, box@copy.ru'
    >>> _mend("See a copy of the page")
    'See a copy of the page'
    """
    if len(_CYRILLIC.findall(text)) <= len(_LATIN.findall(text)):
        return text
    return _ALIKE_WORD.sub(lambda match: match[0].translate(_ALIKE), text)


def _run_child(command, content):
    return _run([sys.executable, "-P", "-B", _CHILD, *command], content, TIMEOUT_S)


def _run(command, content, timeout):
    """Return what a command has written and the code of what went wrong."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_get_environment(),
        start_new_session=True,
    ) as process:
        try:
            output, _errors = process.communicate(content, timeout)
        except subprocess.TimeoutExpired:
            _stop(process)
            _logger.info("Reading a scan took longer than %s s", timeout)
            return b"", "timeout"
    if process.returncode == -signal.SIGXCPU:
        return b"", "timeout"
    return output, "damaged" if process.returncode else None


def _stop(process):
    """End a process with all that it has started: it leads a group of its own."""
    os.killpg(process.pid, signal.SIGKILL)
    process.stdout.close()


def _get_environment():
    kept = ("PATH", "TESSDATA_PREFIX")
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "OMP_THREAD_LIMIT": "1",  # the other cores serve people
        "LC_ALL": "C.UTF-8",
    }
