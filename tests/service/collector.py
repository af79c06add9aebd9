"""Takes traces by OTLP over HTTP, and prints each span as a line of JSON: what the definitions of OpenTelemetry make of it."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from google.protobuf.json_format import MessageToDict
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest, ExportTraceServiceResponse


def plain(attributes):
    return {attribute["key"]: next(iter(attribute["value"].values())) for attribute in attributes}


class Collector(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = MessageToDict(ExportTraceServiceRequest.FromString(body))
        for of_resource in request["resourceSpans"]:
            resource = plain(of_resource["resource"]["attributes"])
            for span in (span for scope in of_resource["scopeSpans"] for span in scope["spans"]):
                span["attributes"] = plain(span.get("attributes", []))
                print(json.dumps(span | {"path": self.path, "resource": resource}), flush=True)
        answer = ExportTraceServiceResponse().SerializeToString()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Collector)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
