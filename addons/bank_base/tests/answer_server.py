# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


class AnswerServer:
    """Another system on this machine: each question takes the next of the answers."""

    def __init__(self, *answers):
        self.answers, self.asked, self.over = list(answers), [], Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["Content-Length"])
                body = json.loads(self.rfile.read(length))
                server.asked.append((dict(self.headers), body))
                server.answer(self)

            def log_message(self, *args):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.http.server_port}"

    def answer(self, handler):
        status, content = self.answers.pop(0)
        if content == "silence":
            self.over.wait(5)
            return
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        if status == 206:
            # breaks off in the middle
            handler.wfile.write(content[:20])
            return
        handler.wfile.write(content)

    def __enter__(self):
        Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        self.http.shutdown()
        self.http.server_close()
