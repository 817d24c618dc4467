"""Foundation ← rooms ← roof, read from the imports of every source file."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
FOUNDATION, ROOF = "sustainability_site.content", "sustainability_site"
ROOMS = ("labels", "suppliers", "transparency")
LONGEST_MODULE, LONGEST_FUNCTION = 250, 40
# What the composing modules may take from the roof: the roof itself, and nothing below it.
OUTSIDE = ("manage.py", "gunicorn.conf.py")


def source_files() -> list[Path]:
    folders = (CHECKOUT / name for name in (ROOF, *ROOMS))
    files = [file for folder in folders for file in folder.rglob("*.py")]
    return sorted([*files, *(CHECKOUT / name for name in OUTSIDE)])


FILES = source_files()
OWN = [file for file in FILES if "migrations" not in file.parts]


def layer(module: str) -> str | None:
    """ "foundation", a room's name, "roof", or None for what is not the project's own."""
    if f"{module}.".startswith(f"{FOUNDATION}."):
        return "foundation"
    top = module.partition(".")[0]
    return top if top in ROOMS else "roof" if top == ROOF else None


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(CHECKOUT).with_suffix("").parts).removesuffix(".__init__")


def imports(file: Path) -> Iterator[str]:
    """Every module that a file imports, also inside functions; names that are modules themselves too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            yield node.module
            yield from (
                f"{node.module}.{alias.name}"
                for alias in node.names
                if is_module(f"{node.module}.{alias.name}")
            )


def is_module(name: str) -> bool:
    path = CHECKOUT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").exists()


def crossings() -> list[tuple[str, str, str]]:
    """(layer, file, module) of every import of one layer's module by another."""
    found = []
    for file in FILES:
        own = layer(module_of(file)) or "outside"
        targets = {(layer(name), name) for name in imports(file)}
        found += [
            (own, str(file.relative_to(CHECKOUT)), name) for to, name in targets if to not in (None, own)
        ]
    return found


def test_every_source_file_is_read():
    read = Counter(layer(module_of(file)) or "outside" for file in FILES)

    assert set(read) == {"foundation", "roof", *ROOMS, "outside"}
    assert read["outside"] == len(OUTSIDE)
    assert min(read[name] for name in ("foundation", "roof", *ROOMS)) >= 10
    assert sum(read.values()) == len(FILES) >= 120


def test_foundation_imports_neither_rooms_nor_roof():
    assert [crossing for crossing in crossings() if crossing[0] == "foundation"] == []


@pytest.mark.parametrize("room", ROOMS)
def test_room_imports_the_foundation_and_nothing_else(room):
    found = [crossing for crossing in crossings() if crossing[0] == room]

    assert len(found) > 3
    assert [crossing for crossing in found if layer(crossing[2]) != "foundation"] == []


def test_nothing_imports_the_roof_but_the_roof_and_what_starts_it():
    found = [crossing for crossing in crossings() if layer(crossing[2]) == "roof" and crossing[2] != ROOF]

    assert {file for _layer, file, _module in found} <= set(OUTSIDE)


def test_roof_composes_the_rooms_by_settings_and_addresses():
    found = {file for own, file, module in crossings() if own == "roof" and layer(module) in ROOMS}

    assert found == set()
    urls = (CHECKOUT / ROOF / "urls.py").read_text()
    assert [room for room in ROOMS if f'include("{room}.urls")' in urls] == list(ROOMS)


def test_a_forbidden_import_would_be_found(tmp_path):
    file = tmp_path / "bad.py"
    file.write_text(
        "def f():\n    from labels.models import Label\n    import suppliers.views\n    from sustainability_site import content\n"
    )

    assert [layer(name) for name in imports(file)] == ["labels", "suppliers", "roof", "foundation"]
    assert layer("sustainability_site.contents") == "roof"
    assert layer("django.db") is None


def test_no_module_and_no_function_is_too_long():
    modules = {str(file.relative_to(CHECKOUT)): len(file.read_text().splitlines()) for file in OWN}
    functions = {
        f"{file.relative_to(CHECKOUT)}: {node.name}": node.end_lineno - node.lineno + 1
        for file in OWN
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef)
    }

    assert len(modules) == len(OWN)
    assert len(functions) > 400
    assert {name: lines for name, lines in modules.items() if lines > LONGEST_MODULE} == {}
    assert {name: lines for name, lines in functions.items() if lines > LONGEST_FUNCTION} == {}


def test_no_module_is_a_junk_drawer():
    names = {file.stem for file in OWN}

    assert names & {"utils", "helpers", "services", "selectors", "common", "misc", "core"} == set()
