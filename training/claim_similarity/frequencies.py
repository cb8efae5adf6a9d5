"""Count in how many articles each stem stands: the background that makes a rare word weigh more.

    python -m training.claim_similarity.frequencies DATA_FOLDER

Reads every ``articles.jsonl`` below the folder (one JSON object a line with ``text``) and writes
``tellings/data/claim/frequencies.tsv``: the number of articles, then one stem a line with the number
of articles that hold it. A stem must stand in five different stories, so that the table knows the language
and not the names of the events it was counted on; numbers are left out.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from tellings.language.words import content_stems

OUT = Path(__file__).parents[2] / "tellings" / "data" / "claim" / "frequencies.tsv"
LEAST_STORIES = 5


def main(folder: Path) -> None:
    """Write the table and say how large it is."""
    counts: Counter[str] = Counter()
    stories: dict[str, set[str]] = defaultdict(set)
    number = 0
    for story, text in _texts(folder):
        number += 1
        for stem in {s for s in content_stems(text) if s.isalpha() and s.isascii() and len(s) > 1}:
            counts[stem] += 1
            stories[stem].add(story)
    rows = sorted((stem, count) for stem, count in counts.items() if len(stories[stem]) >= LEAST_STORIES)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(f"#\t{number}\n" + "".join(f"{stem}\t{count}\n" for stem, count in rows), encoding="utf-8")
    print(f"{number} articles, {len(rows)} stems, {OUT.stat().st_size} bytes")


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Story and text of each article, a text once."""
    seen: set[str] = set()
    for path in sorted(folder.glob("*/articles.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            text = str(record["text"])
            if text not in seen:
                seen.add(text)
                # a made copy names the story of its original as its event
                yield str(record.get("event") or record["story"]), text


if __name__ == "__main__":
    main(Path(sys.argv[1]))
