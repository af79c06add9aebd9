"""Runs iota as a service in an empty root, beside a server of DNS and one of HTTPS that says that a queue is empty.

    static-service.py ROOT COMMAND...

What a container has is put into ROOT: `/etc/resolv.conf`, or without the right to serve DNS `/etc/hosts`. Says how long it took
until iota was ready and how much memory it holds then; fails where it is not ready within 20 s or does not end when it is told to.
"""

import http.server
import json
import os
import pathlib
import signal
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
import urllib.request

root, command = pathlib.Path(sys.argv[1]), sys.argv[2:]
answers = {
    "ReceiveMessage": {},
    "GetQueueAttributes": {"Attributes": {"ApproximateNumberOfMessages": "0", "ApproximateNumberOfMessagesNotVisible": "0"}},
}


def serve_dns(server):
    """RFC 1035: any name has the address 127.0.0.1, and none of another kind."""
    while True:
        query, client = server.recvfrom(512)
        end = query.index(0, 12)
        (kind,) = struct.unpack(">H", query[end + 1 : end + 3])
        answer = b"\xc0\x0c" + struct.pack(">HHIH4s", 1, 1, 60, 4, b"\x7f\0\0\x01") if kind == 1 else b""
        head = query[:2] + b"\x81\x80" + struct.pack(">HHHH", 1, bool(answer), 0, 0)
        server.sendto(head + query[12 : end + 5] + answer, client)


class Queue(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        action = self.headers["x-amz-target"].split(".")[1]
        if action == "ReceiveMessage":
            time.sleep(1)
        body = json.dumps(answers[action]).encode()
        self.send_response(200)
        self.send_header("content-type", "application/x-amz-json-1.0")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


(root / "etc").mkdir()
try:
    dns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    dns.bind(("127.0.0.1", 53))
    threading.Thread(target=serve_dns, args=(dns,), daemon=True).start()
    (root / "etc/resolv.conf").write_text("nameserver 127.0.0.1\n")
    by = "DNS"
except PermissionError:
    (root / "etc/hosts").write_text("127.0.0.1 localhost\n")
    by = "/etc/hosts"

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Queue)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(root / "cert.pem", root / "key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()

endpoint, port = f"https://localhost:{server.server_port}", free_port()
flags = ["--mode", "sqs", "--sqs-queue-url", f"{endpoint}/111122223333/logs", "--aws-endpoint-url", endpoint, "--state", "/data/service.db"]
flags += ["--aws-region", "eu-central-1", "--http-address", f"127.0.0.1:{port}", "--sqs-wait", "1"]
started = time.monotonic()
iota = subprocess.Popen(command + flags, stderr=subprocess.PIPE, text=True)
said = []
threading.Thread(target=lambda: said.extend(iota.stderr), daemon=True).start()
ready = None
while ready is None and time.monotonic() - started < 20:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=5)
        ready = time.monotonic() - started
    except OSError:
        time.sleep(0.005)
if ready is None:
    iota.kill()
    sys.exit("it is not ready:\n" + "".join(said))
time.sleep(2)
# `chroot` becomes iota; `unshare` and `chroot` do as well.
status = pathlib.Path(f"/proc/{iota.pid}/status").read_text()
resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
os.kill(iota.pid, signal.SIGTERM)
if iota.wait(20) != 0:
    sys.exit("it did not end as it should:\n" + "".join(said))
print(f"names by {by}, TLS; ready after {ready * 1000:.0f} ms; {resident / 1024:.1f} MiB resident")
