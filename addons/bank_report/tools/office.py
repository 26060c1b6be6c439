# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""docx to PDF by LibreOffice, where it is installed.

It is a large program that reads a file somebody wrote: it gets a folder and a profile
of its own that are gone afterwards, no macros, no network where the system can take it
away, and is ended with all it started when its time is over.
"""

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

PROGRAMS = ("soffice", "libreoffice")
MAX_PDF_BYTES = 100 << 20
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TZ")
# no macros, nothing from outside, no recovery, no questions on the first start
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">\
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">\
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">\
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">\
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">\
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">\
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""

# Why there is no PDF; a screen may translate them by their code.
PROBLEMS = {
    "not_installed": "LibreOffice is not installed on the server.",
    "timeout": "The conversion took longer than %(detail)s seconds.",
    "failed": "LibreOffice could not convert the document: %(detail)s",
    "no_pdf": "LibreOffice wrote no PDF.",
}


class OfficeError(Exception):
    """Why a document was not converted: a key of PROBLEMS and what it said."""

    def __init__(self, code, detail=""):
        super().__init__(PROBLEMS[code] % {"detail": detail})
        self.code = code
        self.detail = detail


_OPTIONS = (
    "--headless",
    "--norestore",
    "--nolockcheck",
    "--nodefault",
    "--nologo",
    "--convert-to",
    "pdf:writer_pdf_Export",
)


def find_office(program=None):
    """Return the path of LibreOffice, or None where it is not installed.

    :param program: path or name to use instead of those on PATH

    >>> find_office("/no/such/program") is None
    True
    """
    for name in (program,) if program else PROGRAMS:
        if path := shutil.which(name):
            return path
    return None


def convert_to_pdf(docx, timeout_s=60, program=None):
    """Return a document as PDF (bytes).

    :param docx: bytes
    :param timeout_s: seconds until the program is ended
    :param program: path or name of LibreOffice, else it is looked for
    :raises OfficeError: with its code
    """
    path = find_office(program)
    if not path:
        raise OfficeError("not_installed")
    with tempfile.TemporaryDirectory(
        prefix="bank_office_", ignore_cleanup_errors=True
    ) as folder:
        source, profile = _prepare(pathlib.Path(folder), docx)
        user = f"-env:UserInstallation={profile.as_uri()}"
        command = [path, user, *_OPTIONS, "--outdir", folder, str(source)]
        said = _run([*_get_no_network(), *command], folder, timeout_s)
        return _read_pdf(source.with_suffix(".pdf"), said)


def _prepare(folder, docx):
    """Write the document and a profile into the folder; return both paths."""
    source = folder / "document.docx"
    source.write_bytes(docx)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE)
    return source, profile


def _get_no_network():
    """Words before the command that take the network away, if the system lets us.

    A namespace without interfaces needs the right to make one; where that is refused
    the settings of the profile remain.
    """
    unshare = shutil.which("unshare")
    if not unshare:
        return []
    words = [unshare, "--user", "--map-current-user", "--net", "--"]
    try:
        done = subprocess.run(
            [*words, "true"], capture_output=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return words if done.returncode == 0 else []


def _run(command, folder, timeout_s):
    """Run in a process group of its own, which is ended as a whole; return stderr."""
    environment = _get_environment(folder)
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
        except OSError as error:
            raise OfficeError("failed", error.strerror) from error
        try:
            code = process.wait(timeout_s)
        except subprocess.TimeoutExpired as error:
            raise OfficeError("timeout", timeout_s) from error
        finally:
            _end_group(process)
        errors.seek(0)
        said = errors.read(2000).decode("utf-8", "replace").strip()[-300:]
    if code:
        raise OfficeError("failed", said or f"exit code {code}")
    return said


def _get_environment(folder):
    """Variables for the program: no passwords of the server, no home of its user."""
    kept = {key: os.environ[key] for key in _KEPT_VARIABLES if key in os.environ}
    return kept | {"HOME": folder, "TMPDIR": folder, "SAL_USE_VCLPLUGIN": "svp"}


def _end_group(process):
    """End what is left of the group: LibreOffice starts a second program."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _read_pdf(path, said):
    """Return what was written; the program ends with 0 even if it wrote nothing."""
    # a link would lead out of the folder
    if path.is_symlink() or not path.is_file():
        raise OfficeError("no_pdf", said)
    with path.open("rb") as file:
        content = file.read(MAX_PDF_BYTES + 1)
    if not content.startswith(b"%PDF-") or len(content) > MAX_PDF_BYTES:
        raise OfficeError("no_pdf", said)
    return content
