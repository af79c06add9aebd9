"""A mail server for the tests: writes its port, then each mail as a line of JSON.

smtp.py none|starttls|tls FOLDER [USER PASSWORD] [ANSWER]: with FOLDER/cert.pem and key.pem; ANSWER refuses all mails.
"""

import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

mode, folder, user, password, answer = (sys.argv[1:] + [""] * 5)[:5]


class Handler:
    async def handle_DATA(self, server, session, envelope):
        print(
            json.dumps(
                {
                    "from": envelope.mail_from,
                    "to": envelope.rcpt_tos,
                    "tls": session.ssl is not None or mode == "tls",
                    "authenticated": bool(session.authenticated),
                    "data": envelope.content.decode("utf-8"),
                }
            ),
            flush=True,
        )
        return answer or "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (user.encode(), password.encode())
    return AuthResult(success=right, handled=False)


context = None
if mode != "none":
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
options = {"hostname": "mail.example.com", "data_size_limit": 33554432}
if mode == "starttls":
    options |= {"tls_context": context, "require_starttls": True}
if user:
    options |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": mode == "starttls"}


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Handler(), loop=loop, **options), "localhost", 0, ssl=context if mode == "tls" else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    # Until the test ends.
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
