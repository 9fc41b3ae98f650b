"""A small OpenID Connect provider on loopback: discovery, authorize, token, keys, userinfo (OpenID Connect Core 1.0).

It speaks the authorization code flow with PKCE and checks what a real one checks: client, secret, redirect address,
a code that is good once. Who is signed in at the company is `person`.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "twingrid", "company-secret"


class Provider(ThreadingHTTPServer):
    """The provider's state: its key, the codes and tokens it gave out, who is signed in."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person: dict[str, Any] = {"sub": "u-1"}
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *args: Any) -> None:
        """Quiet."""

    def say(self, body: dict[str, Any], status: int = 200) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        url, issuer = urlsplit(self.path), self.server.issuer
        if url.path == "/.well-known/openid-configuration":
            endpoints = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            found = {f"{name}_endpoint": f"{issuer}/{path}" for name, path in endpoints.items()}
            methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
            self.say({"issuer": issuer, "jwks_uri": f"{issuer}/keys", **found, **methods})
        elif url.path == "/authorize":
            asked = {key: values[0] for key, values in parse_qs(url.query).items()}
            code = secrets.token_urlsafe()
            self.server.codes[code] = asked
            self.send_response(302)
            self.send_header(
                "Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            )
            self.end_headers()
        elif url.path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))
            self.say({"keys": [public | {"kid": "1", "alg": "RS256", "use": "sig"}]})
        elif (
            url.path == "/userinfo"
            and self.headers.get("Authorization", "").removeprefix("Bearer ") in self.server.tokens
        ):
            self.say(self.server.person)
        else:
            self.say({"error": "invalid_token"}, 401)

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {key: values[0] for key, values in parse_qs(text).items()}
        asked = self.server.codes.pop(sent.get("code", ""), None)
        known = (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, SECRET)
        if asked is None or not known or sent.get("redirect_uri") != asked["redirect_uri"] or not proves(asked, sent):
            self.say({"error": "invalid_grant"}, 400)
            return
        token, now = secrets.token_urlsafe(), int(time.time())
        self.server.tokens.add(token)
        claims = {"iss": self.server.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **self.server.person}
        identity = jwt.encode(claims, self.server.key, algorithm="RS256", headers={"kid": "1"})
        self.say({"access_token": token, "token_type": "Bearer", "expires_in": 60, "id_token": identity})


def proves(asked: dict[str, str], sent: dict[str, str]) -> bool:
    """PKCE, when it was begun with."""
    if "code_challenge" not in asked:
        return True
    digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers for a while."""
    provider = Provider()
    thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
        thread.join()
