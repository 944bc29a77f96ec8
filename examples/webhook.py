"""Receives webhooks: answers the handshake, checks the signature, hands over one event at a time."""

import hashlib
import hmac
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


def is_signed(body, signature, secret):
    """Whether Baton signed these bytes; `signature` is the header X-Hub-Signature-256."""
    expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(signature.encode(), expected.encode())


def receiver(port, secret, verify_token, handle):
    """A server that calls `handle(event, is_standby)` for each event."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked = parse_qs(urlsplit(self.path).query)
            is_ours = asked.get("hub.verify_token") == [verify_token]
            self.answer(200, asked["hub.challenge"][0]) if is_ours else self.answer(403)

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not is_signed(body, self.headers.get("X-Hub-Signature-256", ""), secret):
                return self.answer(401)
            # Answer first: the thread's next event waits until then.
            self.answer(200)
            for entry in json.loads(body)["entry"]:
                for event in entry.get("messaging", []):
                    handle(event, False)
                for event in entry.get("standby", []):
                    handle(event, True)

        def answer(self, status, text=""):
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)
