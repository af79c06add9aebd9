"""Rules with every token between brackets on a line of its own, which mean the same and raise at other lines.

    python3 testdata/oracle/explode.py FROM TO

copies the folder FROM to TO so. Then `IOTA_RULES=TO cargo test --release -p differential shipped` compares the lines.
"""

import ast
import io
import shutil
import sys
import tokenize
from pathlib import Path


def exploded(text):
    lines, out, depth, at = text.splitlines(keepends=True), [], 0, (1, 0)

    def between(start, end):
        if start[0] == end[0]:
            return lines[start[0] - 1][start[1] : end[1]]
        whole = "".join(lines[start[0] : end[0] - 1])
        return lines[start[0] - 1][start[1] :] + whole + (lines[end[0] - 1][: end[1]] if end[0] <= len(lines) else "")

    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.ENDMARKER:
            break
        if token.type in (tokenize.INDENT, tokenize.DEDENT):
            continue
        out.append("\n" if depth > 0 else between(at, token.start))
        at = token.end
        if depth > 0 and token.type == tokenize.NL:
            continue
        if token.type == tokenize.OP and token.string in ")]}":
            depth -= 1
        out.append(token.string)
        if token.type == tokenize.OP and token.string in "([{":
            depth += 1
    made = "".join(out)
    if ast.dump(ast.parse(text)) != ast.dump(ast.parse(made)):
        raise ValueError("it does not mean the same any more")
    return made


def main():
    source, target = map(Path, sys.argv[1:])
    for path in sorted(path for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".py":
            copy.write_text(exploded(path.read_text()))
        else:
            shutil.copy(path, copy)


if __name__ == "__main__":
    main()
