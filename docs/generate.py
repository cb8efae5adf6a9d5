"""Pages that the program prints of itself: the command reference, from the real ``--help``.

``python -m docs.generate`` writes them; a test holds them to the program.
"""

from pathlib import Path

import click

from tellings.cli import main

COMMANDS = Path(__file__).with_name("commands.md")
HEAD = """# Commands

Printed from the program's own `--help` by `make docs`; do not edit by hand.
"""


def commands() -> str:
    """The command reference as Markdown."""
    parts = [HEAD, _block("tellings", main)]
    parts += [f"## `tellings {name}`\n\n{_block(f'tellings {name}', main.commands[name])}" for name in main.commands]
    return "\n".join(parts)


def _block(name: str, command: click.Command) -> str:
    # the width is fixed, so that the page does not depend on the terminal
    settings = {**main.context_settings, "max_content_width": 100, "terminal_width": 100}
    context = click.Context(command, info_name=name, **settings)
    return f"```\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    COMMANDS.write_text(commands(), encoding="utf-8")
