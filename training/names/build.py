"""Build the word lists that the names step reads: given names and ordinary words.

    python training/names/build.py NAMES_SDIST_FOLDER CONLLU.gz...

The first argument is the unpacked source distribution of ``names`` 0.3.0 from PyPI (MIT), which holds
the given names of the United States census of 1990 (public domain). The others are CoNLL-U files of
running English (UD English-EWT and UD English-GUM, train): a word is ordinary where it is written in lower case oftener
than with a capital inside a sentence.
"""

import gzip
import sys
from collections import Counter
from pathlib import Path

OUT = Path(__file__).parents[2] / "tellings" / "data" / "names"


def main(names: str, *treebanks: str) -> None:
    """Write both lists, sorted, one word a line."""
    lower, capital = counts(treebanks)
    ordinary = {w for w, n in lower.items() if n > capital[w] and w.isalpha()}
    write("words.txt", ordinary)
    # A given name that is also a common word ("Will", "Hope") says little where a name may be anything.
    common = {w for w in ordinary if lower[w] >= 40}
    write("given.txt", {w for w in given(Path(names)) if len(w) > 2 and w not in common})


def given(folder: Path) -> set[str]:
    """Given names of both lists, in lower case."""
    files = [folder / "names" / f"dist.{kind}.first" for kind in ("male", "female")]
    return {line.split()[0].lower() for f in files for line in f.read_text().splitlines() if line.strip()}


def counts(treebanks: tuple[str, ...]) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands in lower case, and with a capital after the first word."""
    lower, capital = Counter[str](), Counter[str]()
    for path in treebanks:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                columns = line.split("\t")
                if len(columns) < 2 or not columns[0].isdigit():
                    continue
                word = columns[1]
                if word.islower():
                    lower[word] += 1
                elif word[0].isupper() and columns[0] != "1":
                    capital[word.lower()] += 1
    return lower, capital


def write(name: str, words: set[str]) -> None:
    """One word a line, sorted."""
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / name).write_text("".join(f"{w}\n" for w in sorted(words)), encoding="utf-8")
    print(f"{name}: {len(words)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
