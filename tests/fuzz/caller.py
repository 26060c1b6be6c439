# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Calls over HTTP: as the web client makes them, and by JSON-2 with a key."""

import http.client
import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What came back: ``error`` is the name of the exception, ``text`` all of it."""

    status: int
    text: str
    result: object = None
    error: str | None = None
    message: str = ""
    trace: str = ""


class Caller:
    """One person at his screen: a session of his own, one connection."""

    def __init__(self, port, database, login, password, key=None):
        self.port = port
        self.cookie = None
        self.key = key
        self.database = database
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        answer = self._post(
            "/web/session/authenticate",
            {"params": {"db": database, "login": login, "password": password}},
        )
        assert answer.result and answer.result.get("uid"), f"{login}: {answer.text}"

    def call(self, model, method, args=(), kwargs=None):
        """Call a method as the web client does."""
        params = {"model": model, "method": method, "args": args}
        params["kwargs"] = kwargs or {}
        path = f"/web/dataset/call_kw/{model}/{method}"
        return self._post(path, {"jsonrpc": "2.0", "params": params})

    def call_json2(self, model, method, values):
        """Call a method by name of its arguments, with the key of an integration."""
        headers = {
            "Authorization": f"bearer {self.key}",
            "X-Odoo-Database": self.database,
        }
        status, text = self._send(f"/json/2/{model}/{method}", values, headers)
        body = _read(text)
        if status == 200:
            return Answer(status, text, body)
        body = body if isinstance(body, dict) else {}
        return Answer(
            status,
            text,
            error=body.get("name", f"HTTP {status}"),
            message=body.get("message", ""),
            trace=body.get("debug", ""),
        )

    def _post(self, path, body):
        headers = {"Cookie": f"session_id={self.cookie}"} if self.cookie else {}
        status, text = self._send(path, body, headers)
        body = _read(text)
        if status != 200 or not isinstance(body, dict):
            return Answer(status, text, error=f"HTTP {status}")
        if "error" not in body:
            return Answer(status, text, body.get("result"))
        data = body["error"].get("data") or {}
        return Answer(
            status,
            text,
            error=data.get("name", "unknown"),
            message=data.get("message", ""),
            trace=data.get("debug", ""),
        )

    def _send(self, path, body, headers):
        headers = {"Content-Type": "application/json", **headers}
        data = json.dumps(body)
        try:
            self.connection.request("POST", path, data, headers)
            response = self.connection.getresponse()
        except (http.client.HTTPException, OSError):
            # the server has closed a connection that was idle
            self.connection.close()
            self.connection.request("POST", path, data, headers)
            response = self.connection.getresponse()
        text = response.read().decode(errors="replace")
        for name, value in response.getheaders():
            if name.lower() == "set-cookie" and value.startswith("session_id="):
                self.cookie = value.split(";")[0].split("=", 1)[1]
        return response.status, text


def _read(text):
    try:
        return json.loads(text)
    except ValueError:
        return None
