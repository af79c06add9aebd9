"""KEDA's objects, by models that are made of its CRDs: fields, their types, and which must be there. Unknown fields are refused."""

import sys

import yaml
from cloudcoil.models.keda import v1alpha1

KINDS = {"ScaledObject": v1alpha1.ScaledObject, "TriggerAuthentication": v1alpha1.TriggerAuthentication}


def lost(given, kept, where=""):
    """What was given and did not go into the model: a field that the CRD does not have."""
    if isinstance(given, dict):
        for key, value in given.items():
            if not isinstance(kept, dict) or key not in kept:
                yield f"{where}.{key}"
            else:
                yield from lost(value, kept[key], f"{where}.{key}")
    elif isinstance(given, list):
        for at, value in enumerate(given):
            yield from lost(value, kept[at], f"{where}[{at}]")


def main(paths):
    wrong, seen = [], 0
    for path in paths:
        for document in yaml.safe_load_all(open(path)):
            if document and document.get("apiVersion", "").startswith("keda.sh/"):
                model = KINDS[document["kind"]].model_validate(document)
                kept = model.model_dump(by_alias=True, exclude_none=True, mode="json")
                wrong += [f"{path}: {document['kind']}: no field `{field}`" for field in lost(document, kept)]
                seen += 1
    print(f"keda: {seen} objects")
    return wrong if seen else ["no object of KEDA was there"]


if __name__ == "__main__":
    found = main(sys.argv[1:])
    sys.exit("\n".join(found) if found else 0)
