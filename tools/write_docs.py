"""Writes the pages of docs/ that repeat what the program says: actions, documents, settings, command line.

`.venv/bin/python tools/write_docs.py` writes them anew; a test compares them, so they cannot grow stale.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

DOCS = Path(__file__).resolve().parent.parent / "docs"
WIDTH = "100"
WRITTEN_FROM = "This file is written by `tools/write_docs.py` from `{}` and compared by a test."


def main() -> None:
    """Write all pages."""
    for name, text in pages().items():
        (DOCS / name).write_text(text)


def pages() -> dict[str, str]:
    """File names and what they should hold."""
    return {
        "actions.md": actions(),
        "capture-protocol.openapi.json": capture_protocol(),
        "cli.md": command_line(),
        "configuration.md": configuration(),
        "documents.md": documents(),
    }


def capture_protocol() -> str:
    """The capture protocol for machines."""
    from openekyc.http.capture_openapi import capture_openapi  # noqa: PLC0415 - beside its use

    return json.dumps(capture_openapi(), indent=2, sort_keys=True) + "\n"


def actions() -> str:
    """Every action with its parameters, as the server itself checks them."""
    from openekyc.actions import API  # noqa: PLC0415 - beside its use

    parts = [
        f"""# Actions

Service `faceid`, version `{API.version}`. Parameters, ranges and answers are those of the public Face ID
(international) API; names in **bold** are required. The regions are the documented ones; the five of the product are
accepted for every action unless `OPENEKYC_STRICT_REGIONS` is set.

{WRITTEN_FROM.format("src/openekyc/actions/")}
"""
    ]
    for action in API.actions:
        purpose = first_line(sys.modules[action.request.__module__].__doc__).removeprefix(f"{action.name}: ")
        names = [f"**{name}**" if field.is_required() else name for name, field in action.request.model_fields.items()]
        parts.append(
            f"## {action.name}\n{purpose[0].upper()}{purpose[1:]}\n\n"
            f"- Parameters: {', '.join(names)}\n- Regions: {', '.join(action.regions)}\n"
            f"- Rate: {action.rate} calls a second and account\n"
        )
    return "\n".join(parts)


def documents() -> str:
    """Every document kind that can be read, with its fields."""
    from openekyc.documents.registry import kinds  # noqa: PLC0415 - beside its use

    head = f"""# Documents

What the server can read. Any other kind of the API is refused with a clear error, never answered with an empty
result.

{WRITTEN_FROM.format("src/openekyc/documents/kinds/")}

| document | Nationality | CardType | IDCardType | sides | fields |
|---|---|---|---|---|---|
"""
    rows = [
        f"| {kind.title} | `{kind.nationality or 'any'}` | `{kind.card_type}` | `{kind.web_name}` | "
        f"{'front and back' if kind.back_required else 'front'} | "
        f"{', '.join(f'`{field.name}`' for field in kind.fields)} |"
        for kind in kinds()
    ]
    return head + "\n".join(rows) + "\n"


def first_line(text: str | None) -> str:
    """Of a docstring."""
    return (text or "").strip().splitlines()[0]


def command_line() -> str:
    """Every command with its `--help`."""
    os.environ.update(COLUMNS=WIDTH, TERMINAL_WIDTH=WIDTH, NO_COLOR="1", TERM="dumb")  # typer reads it when imported
    from typer.main import get_command  # noqa: PLC0415 - after the width is set
    from typer.testing import CliRunner  # noqa: PLC0415 - after the width is set

    from openekyc.cli import app  # noqa: PLC0415 - after the width is set

    parts = [
        """# Command line

`.venv/bin/openekyc` in a checkout. Each page below is the command's own `--help`; this file is written by
`tools/write_docs.py` and compared by a test.
"""
    ]
    for path in command_paths(get_command(app)):
        shown = CliRunner().invoke(app, [*path, "--help"]).output
        lines = "\n".join(line.rstrip() for line in shown.strip("\n").splitlines())
        parts.append(f"## `{' '.join(('openekyc', *path))}`\n\n```text\n{lines.strip()}\n```\n")
    return "\n".join(parts)


def command_paths(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of each command, groups before their members."""
    yield path
    for name, member in getattr(command, "commands", {}).items():
        yield from command_paths(member, (*path, name))


def configuration() -> str:
    """Every setting with its environment variable, default and meaning."""
    from openekyc.settings import Settings  # noqa: PLC0415 - beside its use

    rows = "\n".join(setting_rows(Settings, "OPENEKYC_"))
    return (
        "# Configuration\n\n"
        "Every setting is an environment variable; options of the command line win over it. Lists and tables are\n"
        "written as JSON. `openekyc doctor` looks at what they lead to. This file is written by\n"
        "`tools/write_docs.py` from `src/openekyc/settings.py` and compared by a test.\n\n"
        "| variable | default | meaning |\n|---|---|---|\n" + rows + "\n"
    )


def setting_rows(model: type[BaseModel], prefix: str) -> Iterator[str]:
    """One line per setting; those of a nested group after a double underscore."""
    for name, field in model.model_fields.items():
        variable = f"{prefix}{name}".upper()
        group = field.annotation
        if isinstance(group, type) and issubclass(group, BaseModel):
            yield from setting_rows(group, f"{variable}__")
        else:
            yield f"| `{variable}` | {default_of(field)} | {field.description} |"


def default_of(field: FieldInfo) -> str:
    """As it would be written in the environment."""
    value = field.get_default(call_default_factory=True)
    if value is None or value in ((), "", [], {}):
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


if __name__ == "__main__":
    main()
