"""The chart: Helm's own lint and templates (Helm 4, as a library), for each values file of `ci/`; what comes out goes to a folder.

Values that must be refused are refused by values.schema.json, each for the reason that is meant.
"""

import pathlib
import sys

import helm_python
import yaml

CHART = pathlib.Path(__file__).parent.parent / "helm" / "iota"

LEAST = yaml.safe_load((CHART / "ci" / "least.yaml").read_text())

# What is changed in the least values, and what the message must name.
REFUSED = [
    ({"image": {"repository": ""}}, "repository"),
    ({"imag": {}}, "imag"),
    ({"env": {**LEAST["env"], "MODE": "kafka"}}, "MODE"),
    ({"env": {**LEAST["env"], "S3_BUCKET": ""}}, "S3_BUCKET"),
    ({"env": {**LEAST["env"], "IOTA_STATE": "x"}}, "IOTA_STATE"),
    ({"env": {**LEAST["env"], "THREADS": 2}}, "THREADS"),
    ({"env": {**LEAST["env"], "AWS_REGION": "Frankfurt"}}, "AWS_REGION"),
    ({"keda": {"enabled": True, "minReplicas": 0}}, "minReplicas"),
    ({"persistence": {"accessMode": "ReadWriteMany"}}, "accessMode"),
    ({"replicas": "two"}, "replicas"),
]


def main(out):
    wrong = []
    for path in sorted((CHART / "ci").glob("*.yaml")):
        values = yaml.safe_load(path.read_text())
        said = helm_python.lint(CHART, values, strict=True)
        messages = [m for m in said.get("messages") or [] if "icon is recommended" not in str(m)]
        if messages:
            wrong.append(f"{path.name}: {messages}")
        with helm_python.Chart.load(str(CHART)) as chart:
            rendered = chart.render(values, name="iota", namespace="security")
        documents = [text for name, text in sorted(rendered.items()) if name.endswith(".yaml") and text.strip()]
        # Helm's numbers are floats, and large ones are printed so.
        wrong += [f"{path.name}: a number is written as one of science" for text in documents if "e+0" in text]
        (out / f"{path.stem}.yaml").write_text("\n---\n".join(documents))
        print(f"helm: {path.name}: {sum(text.count('kind: ') > 0 for text in documents)} files rendered")
    with helm_python.Chart.load(str(CHART)) as chart:
        for change, name in REFUSED:
            try:
                chart.validate_schema({**LEAST, **change})
                wrong.append(f"{change} is taken")
            except helm_python.HelmError as e:
                if name not in str(e):
                    wrong.append(f"{change} is refused by another reason: {e}")
    print(f"helm: {len(REFUSED)} wrong values refused")
    return wrong


if __name__ == "__main__":
    found = main(pathlib.Path(sys.argv[1]))
    sys.exit("\n".join(found) if found else 0)
