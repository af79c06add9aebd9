import json
import re


def rule(event):
    return re.Scanner([]) or json.load(event) or re.template("a") or re.serach("a", "b") or re.NOFLAG
