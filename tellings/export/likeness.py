"""Why two articles are in one story or not, as a table for the terminal."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tellings.export.terminal import plain
from tellings.story.why import Why

BECAUSE = {
    "one-family": "their text has one ancestor",
    "alike": "alike enough by themselves",
    "through-others": "not by themselves: the articles between them join them",
    "unlike": "not alike enough",
    "time-between": "alike enough but for the days between them",
    "look-alikes": "alike enough but for other stories that are as alike",
    "nearer-to-others": "alike enough by themselves, but the groups around them are not",
}


def show(found: Why, console: Console) -> None:
    """Print the verdict, what each sign gives, and the words that both have."""
    console.print(f"{'one story' if found.together else 'two stories'}: {BECAUSE[found.because]} ({found.because})")
    days = "not known" if found.days is None else str(found.days)
    console.print(f"likeness {found.likeness:.3f}, asked {found.asked:.3f}; days between: {days}")
    table = Table(box=None, pad_edge=False, header_style="")
    for column in ("sign", "value", "weight", "gives"):
        table.add_column(column, justify="left" if column == "sign" else "right", no_wrap=True)
    for part in found.parts:
        table.add_row(part.sign, f"{part.value:.3f}", f"{part.weight:+.3f}", f"{part.gives:+.3f}")
    console.print(table)
    words = plain(", ".join(found.shared)) or "none"
    console.print(f"words of both, rarest first: {escape(words)}", highlight=False)
