"""The alerts, their tests and the dashboard ask for nothing that iota does not say.

Every name, label and value of a label is looked up in prometheus/metrics.prom. The dashboard's queries are written out as recording
rules, for promtool to read; its panels must not overlap.
"""

import json
import pathlib
import re
import sys

import yaml

DEPLOY = pathlib.Path(__file__).parent.parent

# What Prometheus adds to whatever is scraped.
ADDED = {"job", "instance", "namespace", "pod"}
# Labels whose values are as many as there are rules, log types, outputs and ways to fail.
OPEN = {"rule_id", "log_type", "output_type", "component", "error_type", "operation", "version", "rules_hash", "le"}


def said():
    """What metrics.prom has: for each name its labels, and of each label the values."""
    names = {}
    for line in (DEPLOY / "prometheus" / "metrics.prom").read_text().splitlines():
        if line and not line.startswith("#"):
            name, labels = re.match(r"(\w+)(?:\{(.*)\})? ", line).groups()
            known = names.setdefault(name, {})
            for label, value in re.findall(r'(\w+)="([^"]*)"', labels or ""):
                known.setdefault(label, set()).add(value)
    return names


def asked(expression, names, where):
    """What `expression` asks for that is not said."""
    text = re.sub(r"\$\w+", "5m", expression)
    wrong = []
    found = re.findall(r"\b(iota_\w+)\b(?:\{([^}]*)\})?", expression)
    labels_of = set(ADDED)
    for name, selector in found:
        if name not in names:
            wrong.append(f"{where}: there is no `{name}`")
            continue
        labels_of |= set(names[name])
        for label, operator, value in re.findall(r'(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"', selector):
            if label in ADDED:
                continue
            if label not in names[name]:
                wrong.append(f"{where}: `{name}` has no label `{label}`")
            elif label not in OPEN and operator in ("=", "!=") and value not in names[name][label]:
                wrong.append(f"{where}: `{label}` of `{name}` is never `{value}`")
    for group in re.findall(r"\bby\s*\(([^)]*)\)", text):
        for label in filter(None, (part.strip() for part in group.split(","))):
            if label not in labels_of:
                wrong.append(f"{where}: nothing there has the label `{label}`")
    if not found:
        wrong.append(f"{where}: asks for nothing of iota's: {expression}")
    return wrong


def main(out):
    names, wrong, used = said(), [], set()
    alerts = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text())["groups"]
    queries = [(rule["alert"], rule["expr"]) for group in alerts for rule in group["rules"]]

    tests = yaml.safe_load((DEPLOY / "prometheus" / "alerts_test.yml").read_text())["tests"]
    queries += [(test["name"], series["series"]) for test in tests for series in test["input_series"]]

    board = json.loads((DEPLOY / "grafana" / "iota.json").read_text())
    rules, taken, idents = [], {}, set()
    for panel in board["panels"]:
        place = panel["gridPos"]
        cells = [(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])]
        for cell in cells:
            if taken.setdefault(cell, panel["title"]) != panel["title"]:
                wrong.append(f"`{panel['title']}` lies over `{taken[cell]}`")
        if place["x"] + place["w"] > 24:
            wrong.append(f"`{panel['title']}` is too wide")
        if panel["id"] in idents:
            wrong.append(f"`{panel['title']}` has the id of another panel")
        idents.add(panel["id"])
        for target in panel.get("targets", []):
            queries.append((panel["title"], target["expr"]))
            expression = target["expr"].replace("$__rate_interval", "5m").replace("$__range", "6h").replace("$job", ".*")
            rules.append({"record": f"panel:{panel['id']}:{target['refId']}", "expr": expression})
            for label in re.findall(r"\{\{(\w+)\}\}", target.get("legendFormat", "")):
                if not re.search(rf"\bby \([^)]*\b{label}\b", target["expr"]):
                    wrong.append(f"`{panel['title']}`: the legend has `{label}`, and its query does not")
    (out / "dashboard.yml").write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}))

    for where, query in queries:
        wrong += asked(query, names, where)
        used |= set(re.findall(r"\biota_\w+", query))
    families = {re.sub(r"_(bucket|sum|count)$", "", name) for name in names}
    for family in sorted(families - {re.sub(r"_(bucket|sum|count)$", "", name) for name in used}):
        wrong.append(f"nothing asks for `{family}`")
    print(f"metrics: {len(queries)} queries over {len(families)} metrics, {len(board['panels'])} panels")
    return wrong


if __name__ == "__main__":
    found = main(pathlib.Path(sys.argv[1]))
    sys.exit("\n".join(found) if found else 0)
